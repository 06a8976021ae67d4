"""What the page of one province says: its cities of the plan side by side, their goals, its districts, its own totals.

What a province does not have (cities, districts) is absent without a word, so that its page drops it. Tables and drawings
are made by the modules beside this one; sentences live in ``notebooks/province.ipynb``.
"""

from dataclasses import dataclass

import pandas as pd

from planbook.chapters.finding import Drawn, Findings, Tabled, chosen
from planbook.chapters.profile import benchmarks, provinces, tables
from planbook.chapters.profile.provinces import Province
from planbook.chapters.selection import GOAL_YEAR, Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import is_missing
from planbook.ground.quantities import Count, Percent, Year, known


@dataclass(frozen=True, kw_only=True)
class ProvinceSaid:
    """Which province it is and what the plan lists there.

    Attributes
    ----------
    name : Both
    cities : Count
        Its cities of the plan; absent if there are none.
    districts : tuple of Both
        Names of its districts and county-level cities; absent if there are none.
    """

    name: Both
    cities: Count | Absent
    districts: tuple[Both, ...] | Absent


@dataclass(frozen=True, kw_only=True)
class ProvinceGrown:
    """Real product of the province's cities since the base year, in per cent.

    Attributes
    ----------
    first, last : Year
    fastest, slowest : Both
        The cities.
    most, least, middle : Percent
        Of these two, and the median of the province's cities.
    median : Percent
        That of all cities of the plan.
    """

    first: Year
    last: Year
    fastest: Both
    most: Percent
    slowest: Both
    least: Percent
    middle: Percent
    median: Percent


@dataclass(frozen=True, kw_only=True)
class ProvinceShare:
    """The plan's cities in the product of all cities that the yearbook prints there.

    Attributes
    ----------
    first, last : Year
        The base year and the chosen one.
    then, now : Percent
        Their share; ``then`` and ``whole_then`` are absent where both years are one.
    whole_then, whole_now : Percent
        What all these cities first printed, of the province's revised total.
    """

    first: Year
    last: Year
    then: Percent | Absent
    now: Percent | Absent
    whole_then: Percent | Absent
    whole_now: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class ProvinceFound(Findings):
    """Everything the page of a province says.

    Attributes
    ----------
    where : ProvinceSaid
    due : Year
        The year of the plan's numeric goals.
    growth, share : ProvinceGrown, ProvinceShare
        The lead, where the plan lists cities.
    cities, goals, leaders : Tabled
        Cities side by side; beside the goals, once they are due; the first and last of each indicator.
    totals, trends
        The province's own figures.
    districts : Tabled
        Its districts of the plan.
    """

    where: ProvinceSaid
    due: Year
    growth: ProvinceGrown | Absent
    share: ProvinceShare | Absent
    cities: Tabled | Absent
    goals: Tabled | Absent
    leaders: Tabled | Absent
    totals: Tabled | Absent
    trends: Drawn
    districts: Tabled | Absent


def findings(called: str, sel: Selection) -> ProvinceFound:
    """Return everything the page of a province says.

    Parameters
    ----------
    called : str
        Code, Chinese or English name of a province with units of the plan.
    sel : Selection
        The year reported and the year changes are measured from.

    Raises
    ------
    UnknownNameError
        As `planbook.chapters.profile.provinces.province`.
    """
    at, gone = provinces.province(called), Absent()
    several = len(at.cities) > 1
    return ProvinceFound(
        chosen=chosen(sel),
        where=ProvinceSaid(
            name=at.name,
            cities=known(Count, len(at.cities) or None),
            districts=tuple(d.name for d in at.districts) or gone,
        ),
        due=Year(GOAL_YEAR),
        growth=grown(at, sel) if several else gone,
        share=share(at, sel) if at.cities else gone,
        cities=provinces.compared(at, sel.year, sel.since) if at.cities else gone,
        goals=provinces.goals(at) if at.cities and sel.year >= GOAL_YEAR else gone,
        leaders=provinces.leaders(at, sel.year, sel.since) if several else gone,
        totals=benchmarks.benchmark(at, sel.year, sel.since),
        trends=benchmarks.trends(at, sel.year),
        districts=provinces.districts(at, sel.year) if at.districts else gone,
    )


def grown(at: Province, sel: Selection) -> ProvinceGrown | Absent:
    """Return which cities of a province grew fastest and slowest; absent where fewer than two have an index."""
    own = {c.code: tables.by_measure(c.code, sel.year, sel.since)["real"] for c in at.cities}
    found = pd.Series({code: row["value"] - 100 for code, row in own.items()}).dropna().sort_values()
    if len(found) < 2:
        return Absent()
    some = own[str(found.index[0])]
    if is_missing(some["last"]) or some["last"] <= sel.since:
        return Absent()
    names = {c.code: c.name for c in at.cities}
    return ProvinceGrown(
        first=Year(sel.since),
        last=Year(some["last"]),
        fastest=names[str(found.index[-1])],
        most=_whole(found.iloc[-1]),
        slowest=names[str(found.index[0])],
        least=_whole(found.iloc[0]),
        middle=_whole(found.median()),
        median=_whole(some["median"] - 100),
    )


def share(at: Province, sel: Selection) -> ProvinceShare:
    """Return the share of the plan's cities in the base year and the chosen one, and how far all cities add up."""
    found = benchmarks.share(at, sel.year).set_index("year")
    value, whole = found["value"].to_dict(), found["of_province"].to_dict()
    earlier = sel.since if sel.since < sel.year else None
    return ProvinceShare(
        first=Year(sel.since),
        last=Year(sel.year),
        then=known(Percent, value.get(earlier)),
        now=known(Percent, value.get(sel.year)),
        whole_then=known(Percent, whole.get(earlier)).formed(decimals=0),
        whole_now=known(Percent, whole.get(sel.year)).formed(decimals=0),
    )


def _whole(value: float) -> Percent:
    return Percent(value).formed(decimals=0)
