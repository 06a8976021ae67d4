"""What the chapter on green development found: emissions and what they are set against, air, waste, energy of provinces.

Pure functions of the chapter's tables for one choice of parameters (`Base`), a module a matter. Methods live in
`planbook.analysis`, sentences and charts in ``notebooks/green.ipynb``.
"""

from dataclasses import dataclass

from planbook.chapters import tables
from planbook.chapters.asked import Aim, Asked, goals, requests
from planbook.chapters.finding import Findings, Tabled, chosen, sources
from planbook.chapters.green import air, cities, emissions, energy, growth, perproduct
from planbook.chapters.green.air import COVER, GROUPS, PM25, SEWAGE, WASTE, Air, Places, Restored, Waste
from planbook.chapters.green.base import CO2, SO2, T_PER_100M, Base
from planbook.chapters.green.energy import DEFLATORS, PACE, Energy
from planbook.chapters.green.growth import EFFECT_NAMES, STATE_NAMES
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.ground.absent import Absent

__all__ = [
    "DEFLATORS",
    "EFFECT_NAMES",
    "GROUPS",
    "PACE",
    "PM25",
    "SO2",
    "STATE_NAMES",
    "T_PER_100M",
    "WASTE",
    "Green",
    "findings",
]
SINCE = {  # what is followed beyond the plan's term, the main series first
    "so2_industrial_t": "工业二氧化硫 | industrial SO2",
    "nox_industrial_t": "工业氮氧化物 | industrial NOx",
    "dust_industrial_t": "工业烟（粉）尘 | industrial dust",
    "pm25_ug_m3": "细颗粒物年均浓度 | the annual mean of PM2.5",
    "sewage_treatment_pct": "污水处理率 | the share of sewage treated",
    "green_cover_pct": "建成区绿化覆盖率 | green cover of the built-up area",
}


@dataclass(frozen=True, kw_only=True)
class Green(Findings):
    """Everything the chapter says, in the order of the page."""

    goals: dict[str, Aim]
    so2: emissions.SO2Moved | Absent
    burden: perproduct.Burden | Absent
    drivers: growth.Drivers | Absent
    so2_then: growth.Plane | Absent
    so2_now: growth.Plane | Absent
    co2_now: growth.Plane | Absent
    air: Air | Absent
    energy: Energy | Absent
    waste: Waste | Absent
    restored: Restored | Absent
    asked: Asked
    intensity: perproduct.Intensity | Absent
    ways: perproduct.Ways | Absent
    indexed: emissions.Indexed | Absent
    spells: emissions.Spells | Absent
    states: Tabled | Absent
    air_map: Places | Absent
    ranking: cities.Ranking | Absent
    kinds: cities.Kinds | Absent
    since: Since | Absent
    reach: tables.Reach


def findings(sel: Selection) -> Green:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    base = Base(sel)
    moved, power = emissions.so2(base), energy.energy(base)
    places, used, healed = air.air_map(base), air.waste(base), air.restored(base)
    return Green(
        chosen=chosen(sel),
        goals=goals("green"),
        so2=moved,
        burden=perproduct.burden(base),
        drivers=growth.drivers(base),
        so2_then=growth.so2_then(base),
        so2_now=growth.so2_now(base),
        co2_now=growth.co2_now(base),
        air=air.air(base),
        energy=power,
        waste=used,
        restored=healed,
        asked=requests("green", sources(moved, places, used, healed, power)),
        intensity=perproduct.intensity(base),
        ways=perproduct.ways(base),
        indexed=emissions.indexed(base),
        spells=emissions.spells(base),
        states=growth.states(base),
        air_map=places,
        ranking=cities.ranking(base),
        kinds=cities.kinds(base),
        since=since(sel, SINCE),
        reach=tables.reach([*emissions.EMISSIONS, CO2, PM25, WASTE, SEWAGE, COVER], sel),
    )
