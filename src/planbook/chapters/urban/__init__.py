"""What the chapter on cities found: who shrinks, what is built, services, and six of them in one figure.

Pure functions of a selection; methods live in `planbook.analysis`, sentences and charts in ``notebooks/urban.ipynb``.
"""

from dataclasses import dataclass, replace

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.composite import TRIM
from planbook.chapters import tables
from planbook.chapters.asked import Asked, requests
from planbook.chapters.finding import Finding, Findings, Tabled, chosen, sources
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.chapters.urban.extent import BUILT, Extended, districts, sprawl
from planbook.chapters.urban.people import (
    DISTRICTS,
    LARGEST_STEP,
    PEOPLE,
    RESIDENTS,
    Apart,
    Registered,
    Residents,
    TwoCounts,
    apart,
    registered,
    residents,
    two_counts,
)
from planbook.chapters.urban.scoring import (
    Composite,
    Stability,
    by_kind,
    composite,
    ranking,
    scores,
    stability,
)
from planbook.chapters.urban.services import (
    PER_HEAD,
    PRINTED,
    Cover,
    Median,
    Roads,
    ServiceMedians,
    Town,
    buses,
    cover,
    roads,
    sewage,
    table,
    town,
)
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import Passport

_BORDERS = Both(
    "规划外城市的边界变动未逐一核对，因此只看中位数和四分位数",
    "Borders of the cities outside the plan were not checked one by one: read their median and quartiles only",
)
SINCE = {  # what is followed beyond the plan's term, the main series first
    "population_resident_10k": "常住人口 | residents",
    "population_registered_10k": "户籍人口 | registered people",
    "built_up_area_km2": "建成区面积 | the built-up area",
    "road_area_10k_m2": "城市道路面积 | the area of city roads",
    "sewage_treatment_pct": "污水处理率 | the share of sewage treated",
    "gas_supply_10k_m3": "供气总量 | gas supply",
    "buses": "公共汽电车 | buses",
    "green_cover_pct": "建成区绿化覆盖率 | green cover of the built-up area",
}


@dataclass(frozen=True, kw_only=True)
class GoalsInWords(Tabled):
    """The goals in words.

    Attributes
    ----------
    number : Count
        How many there are.
    """

    number: Count


@dataclass(frozen=True, kw_only=True)
class Counting(Finding):
    """What the text says of how things are counted.

    Attributes
    ----------
    step : Percent
        A larger change between neighbouring years keeps a city from being compared.
    rounded : Year
        From when on registered people are printed in whole units of ten thousand; absent before.
    low, high : Amount
        Percentiles between which services are scaled.
    districts, county_cities : Count
        What the plan covers besides its cities, without yearly data.
    """

    step: Percent
    rounded: Year | Absent
    low: Amount
    high: Amount
    districts: Count
    county_cities: Count


@dataclass(frozen=True, kw_only=True)
class Urban(Findings):
    """Everything the chapter says."""

    method: Counting
    residents: Residents | Absent
    registered: Registered | Absent
    counts: TwoCounts | Absent
    apart: Apart | Absent
    sprawl: Extended | Absent
    districts: Extended | Absent
    roads: Roads | Absent
    sewage: Median | Absent
    buses: Median | Absent
    services: ServiceMedians | Absent
    cover: Cover | Absent
    town: Town | Absent
    composite: Composite | Absent
    stability: Stability | Absent
    ranking: Tabled | Absent
    residents_by_kind: Tabled | Absent
    scores_by_kind: Tabled | Absent
    aims: GoalsInWords
    asked: Asked
    since: Since | Absent
    reach: tables.Reach


def findings(sel: Selection) -> Urban:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    lived, people, made = residents(sel), registered(sel), scores(sel)
    spread, emptied = sprawl(lived, sel), districts(sel)
    road, sewer, bus, living = roads(sel), sewage(sel), buses(sel), town(sel)
    return Urban(
        chosen=chosen(sel),
        method=method(sel),
        residents=lived,
        registered=people,
        counts=two_counts(people, lived, sel),
        apart=apart(sel),
        sprawl=spread,
        districts=emptied,
        roads=road,
        sewage=sewer,
        buses=bus,
        services=table(sel),
        cover=cover(sel),
        town=living,
        composite=composite(made),
        stability=stability(made),
        ranking=ranking(made, lived, people, sel),
        residents_by_kind=residents_by_kind(lived, sel),
        scores_by_kind=by_kind(made, sel),
        aims=aims(),
        asked=requests("urban", sources(road, sewer, bus, emptied, spread, living)),
        since=since(sel, SINCE),
        reach=tables.reach([PEOPLE, DISTRICTS, RESIDENTS, BUILT, *PER_HEAD, *PRINTED], sel),
    )


def method(sel: Selection) -> Counting:
    """Return what the text says of how things are counted."""
    rounded = [b.year for b in catalog.breaks(PEOPLE, FIRST_YEAR, sel.year)]
    besides = [u.kind for u in plan.units() if u.kind != "city"]
    return Counting(
        source=Passport((plan.document().title,), ()),
        step=Percent(LARGEST_STEP),
        rounded=Year(rounded[0]) if rounded else Absent(),
        low=Amount(100 * TRIM, 0),
        high=Amount(100 * (1 - TRIM), 0),
        districts=Count(besides.count("district")),
        county_cities=Count(len(besides) - besides.count("district")),
    )


def residents_by_kind(lived: Residents | Absent, sel: Selection) -> Tabled | Absent:
    """Set the change of residents beside each other by kind of city."""
    if isinstance(lived, Absent):
        return lived
    ours, theirs = lived.dots.set_index("unit")["value"], lived.theirs.set_index("unit")["change"]
    source = replace(lived.source, notes=(*lived.source.notes, _BORDERS))
    return tables.by_kind(ours, sel, unit="%", source=source, outside=theirs)


def aims() -> GoalsInWords:
    """Return the goals in words, which set no number."""
    rows = [{"year": Year(g.year), "text": g.text} for g in plan.qualitative_goals("urban")]
    return GoalsInWords(
        source=Passport((plan.document().title,), ()),
        frame=pd.DataFrame(rows),
        columns=(
            Column("year", "目标年 | Year"),
            Column("text", "文字目标（本书概述） | Goal in words (our wording)"),
        ),
        number=Count(len(rows)),
    )
