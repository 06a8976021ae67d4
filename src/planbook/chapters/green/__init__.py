"""What the chapter on green development found: emissions and what they are set against, air, waste, energy of provinces.

Pure functions of the chapter's tables for one choice of parameters (`Base`), a module a matter. Methods live in
`planbook.analysis`, sentences and charts in ``notebooks/green.ipynb``.
"""

from dataclasses import dataclass

from planbook.chapters import tables
from planbook.chapters.asked import Aim, Asked, goals, requests
from planbook.chapters.finding import Findings, Tabled, chosen, sources
from planbook.chapters.green.air import (
    COVER,
    GROUPS,
    PM25,
    SEWAGE,
    WASTE,
    Air,
    Places,
    Restored,
    Waste,
    air,
    air_map,
    restored,
    waste,
)
from planbook.chapters.green.base import CO2, SO2, T_PER_100M, Base
from planbook.chapters.green.cities import Kinds, Ranking, kinds, ranking
from planbook.chapters.green.emissions import EMISSIONS, Indexed, SO2Moved, Spells, indexed, so2, spells
from planbook.chapters.green.energy import Energy, energy
from planbook.chapters.green.growth import (
    EFFECT_NAMES,
    STATE_NAMES,
    Drivers,
    Plane,
    co2_now,
    drivers,
    so2_now,
    so2_then,
    states,
)
from planbook.chapters.green.perproduct import Burden, Intensity, Ways, burden, intensity, ways
from planbook.chapters.selection import Selection
from planbook.chapters.tables import Reach
from planbook.ground.absent import Absent

__all__ = [
    "EFFECT_NAMES",
    "GROUPS",
    "PM25",
    "SO2",
    "STATE_NAMES",
    "T_PER_100M",
    "WASTE",
    "Green",
    "findings",
]


@dataclass(frozen=True, kw_only=True)
class Green(Findings):
    """Everything the chapter says, in the order of the page."""

    goals: dict[str, Aim]
    so2: SO2Moved | Absent
    burden: Burden | Absent
    drivers: Drivers | Absent
    so2_then: Plane | Absent
    so2_now: Plane | Absent
    co2_now: Plane | Absent
    air: Air | Absent
    energy: Energy | Absent
    waste: Waste | Absent
    restored: Restored | Absent
    asked: Asked
    intensity: Intensity | Absent
    ways: Ways | Absent
    indexed: Indexed | Absent
    spells: Spells | Absent
    states: Tabled | Absent
    air_map: Places | Absent
    ranking: Ranking | Absent
    kinds: Kinds | Absent
    reach: Reach


def findings(sel: Selection) -> Green:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    base = Base(sel)
    moved, places, used, healed, power = so2(base), air_map(base), waste(base), restored(base), energy(base)
    return Green(
        chosen=chosen(sel),
        goals=goals("green"),
        so2=moved,
        burden=burden(base),
        drivers=drivers(base),
        so2_then=so2_then(base),
        so2_now=so2_now(base),
        co2_now=co2_now(base),
        air=air(base),
        energy=power,
        waste=used,
        restored=healed,
        asked=requests("green", sources(moved, places, used, healed, power)),
        intensity=intensity(base),
        ways=ways(base),
        indexed=indexed(base),
        spells=spells(base),
        states=states(base),
        air_map=places,
        ranking=ranking(base),
        kinds=kinds(base),
        reach=tables.reach([*EMISSIONS, CO2, PM25, WASTE, SEWAGE, COVER], sel),
    )
