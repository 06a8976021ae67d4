"""What the city districts offer: roads, sewage works, buses, parks; medians of cities then and now; urban residents."""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.aggregate import (
    in_every_year,
    quantiles,
    ratio,
    ratio_of_sums,
    spread_over_years,
)
from planbook.analysis.spans import longest_span, spans
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import Selection
from planbook.chapters.standings import compared_years, last_year
from planbook.chapters.urban.extent import BUILT
from planbook.chapters.urban.people import DISTRICTS, RESIDENTS
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import combine, passport

ROADS, SEWAGE, BUSES, GREEN = "road_area_10k_m2", "sewage_treatment_pct", "buses", "green_cover_pct"
TOWN = "population_urban_resident_10k"
PER_AREA = {
    ROADS: Both("道路面积相当于建成区（%）", "Roads, % of built-up area"),
    "park_area_ha": Both("公园绿地相当于建成区（%）", "Parks, % of built-up area"),
}
PER_HEAD = {
    ROADS: Both("道路面积（平方米/户籍人口）", "Roads, m² per registered person"),
    "park_area_ha": Both("公园绿地（平方米/户籍人口）", "Parks, m² per registered person"),
    BUSES: Both("公交车（辆/万户籍人口）", "Buses per 10,000 registered persons"),
    "gas_supply_10k_m3": Both("供气量（立方米/户籍人口）", "Gas, m³ per registered person"),
    "water_supply_10k_t": Both("供水量（吨/户籍人口）", "Water, tonnes per registered person"),
}
PRINTED = {
    GREEN: Both("建成区绿化覆盖率（%）", "Green cover of the built-up area (%)"),
    SEWAGE: Both("污水处理率（%）", "Sewage treated (%)"),
    "garbage_treatment_pct": Both("生活垃圾无害化处理率（%）", "Garbage treated (%)"),
}
NOT_ALIKE = Both("其后口径有变，或起始年即为此年", "counted otherwise then, or the row begins in that year")


@dataclass(frozen=True, kw_only=True)
class Roads(Finding):
    """Road area over built-up area of the city districts: 10,000 m² over km² is per cent.

    Attributes
    ----------
    first, last : Year
        The two years compared.
    before, after : Percent
        Ratio of sums over the cities that have both years; ``before`` is absent where there is one year only.
    cities : Count
        How many these are.
    ours, theirs : Percent
        The same in the last year over all chosen cities with a value, and over those outside the plan.
    lines : pandas.DataFrame
        year, series (plan, others), name, value, segment.
    """

    first: Year
    last: Year
    before: Percent | Absent
    after: Percent | Absent
    cities: Count
    ours: Percent
    theirs: Percent | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Median(Finding):
    """The median city in two years that compare, over the cities that have both.

    Attributes
    ----------
    first, last : Year
        The two years.
    before, now : Percent or Amount
        The medians; ``before`` is absent where there is one year only.
    cities : Count
        How many cities have both years.
    """

    first: Year
    last: Year
    before: Percent | Amount | Absent
    now: Percent | Amount
    cities: Count


@dataclass(frozen=True, kw_only=True)
class Cover(Finding):
    """How green cover of the built-up area is spread over the cities.

    Attributes
    ----------
    first, last : Year
        The base year and the last.
    before, now : Percent
        Median over the cities of each year; ``before`` is absent where there is one year only.
    bands : pandas.DataFrame
        The columns of `planbook.analysis.aggregate.spread_over_years`, and nation (per cent).
    """

    first: Year
    last: Year
    before: Percent | Absent
    now: Percent
    bands: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class ServiceMedians(Tabled):
    """Medians of cities then and now, every row in years of one definition.

    Attributes
    ----------
    measures, risen : Count
        How many rows there are, and in how many the median is higher at the end; absent in a first year.
    """

    measures: Count
    risen: Count | Absent


@dataclass(frozen=True, kw_only=True)
class Town(Finding):
    """Urban residents among all residents.

    Attributes
    ----------
    year : Year
        The year printed.
    share, china : Percent
        Ratio of sums over the cities; the nation's.
    cities : Count
        How many cities it is of.
    """

    year: Year
    share: Percent
    china: Percent | Absent
    cities: Count


def per_head(indicator: str, sel: Selection, *, ours: bool = True) -> pd.DataFrame:
    """Return an indicator of the city districts over their registered people, city by city."""
    read = shared.observed if ours else shared.others
    return ratio(read(indicator, sel), read(DISTRICTS, sel))


def per_area(indicator: str, sel: Selection, *, ours: bool = True) -> pd.DataFrame:
    """Return an indicator of the city districts over their built-up area, city by city."""
    read = shared.observed if ours else shared.others
    return ratio(read(indicator, sel), read(BUILT, sel))


def roads(sel: Selection) -> Roads | Absent:
    """Return road area over built-up area, as the ratio of sums."""
    area, built = shared.observed(ROADS, sel), shared.observed(BUILT, sel)
    mine = ratio_of_sums(area, built)
    if mine.empty:
        return shared.lacking([ROADS, BUILT], sel)
    theirs = ratio_of_sums(shared.others(ROADS, sel), shared.others(BUILT, sel))
    by_city = per_area(ROADS, sel)
    last = last_year(by_city)
    first = sel.since if sel.since < last else int(mine["year"].min())
    held = in_every_year(by_city[by_city["year"].isin([first, last])])["unit"].unique()
    ends = ratio_of_sums(area[area["unit"].isin(held)], built)
    drawn = shared.lines_of({"plan": (sel.label, mine), "others": (OUTSIDE, theirs)})
    return Roads(
        source=passport(pd.concat([area, built]), sel.codes),
        first=Year(first),
        last=Year(last),
        before=known(Percent, shared.level(ends, first) if first < last else None),
        after=known(Percent, shared.level(ends, last)),
        cities=Count(len(held)),
        ours=Percent(shared.level(mine, last)),
        theirs=known(Percent, shared.level(theirs, last)),
        lines=shared.segments(drawn, []),
    )


def sewage(sel: Selection) -> Median | Absent:
    """Return the median city's rate of sewage treated."""
    frame = shared.observed(SEWAGE, sel)
    if frame.empty:
        return shared.unprinted(SEWAGE, sel)
    return _median(frame, frame, Percent, sel)


def buses(sel: Selection) -> Median | Absent:
    """Return the median city's buses per 10,000 registered persons of the districts."""
    frame = per_head(BUSES, sel)
    if frame.empty:
        return shared.lacking([BUSES, DISTRICTS], sel)
    behind = pd.concat([shared.observed(BUSES, sel), shared.observed(DISTRICTS, sel)])
    return _median(frame, behind, Amount, sel)


def _median(
    frame: pd.DataFrame, behind: pd.DataFrame, kind: type[Percent] | type[Amount], sel: Selection
) -> Median:
    first, last = longest_span(frame, sel.since)
    ends = in_every_year(frame[frame["year"].isin([first, last])])
    middle = quantiles(ends).set_index("year")["median"]
    used = behind[behind["year"].isin([first, last]) & behind["unit"].isin(ends["unit"])]
    return Median(
        source=passport(used, sel.codes),
        first=Year(first),
        last=Year(last),
        before=known(kind, middle[first] if first < last else None),
        now=kind(middle[last]),
        cities=Count(ends["unit"].nunique()),
    )


def cover(sel: Selection) -> Cover | Absent:
    """Return how green cover is spread over the cities, the nation beside."""
    frame, china = shared.observed(GREEN, sel), shared.nation(GREEN, sel)
    if frame.empty:
        return shared.unprinted(GREEN, sel)
    first, last = compared_years(frame, sel)
    middle = quantiles(frame).set_index("year")["median"]
    bands = spread_over_years(frame, [int(mark.at) for mark in shared.breaks(GREEN, frame)])
    return Cover(
        source=combine(passport(frame, sel.codes), passport(china, sel.codes)),
        first=Year(first),
        last=Year(last),
        before=known(Percent, middle[first] if first < last else None),
        now=Percent(middle[last]),
        bands=bands.assign(nation=bands["year"].map(china.set_index("year")["value"])),
    )


def table(sel: Selection) -> ServiceMedians | Absent:
    """Return the medians of ten measures of services then and now, the cities outside the plan beside.

    The first column holds where the cities stood in the first year of the data, where it is counted alike; ``risen`` is
    told in the digits the table shows.
    """
    made = [_row(label, per_area(i, sel), per_area(i, sel, ours=False), sel) for i, label in PER_AREA.items()]
    made += [
        _row(label, per_head(i, sel), per_head(i, sel, ours=False), sel) for i, label in PER_HEAD.items()
    ]
    made += [_row(label, shared.observed(i, sel), shared.others(i, sel), sel) for i, label in PRINTED.items()]
    rows = [row for row in made if row]
    if not rows:
        return shared.lacking([*PER_HEAD, *PRINTED, BUILT, DISTRICTS], sel)
    used = pd.concat([shared.observed(i, sel) for i in (*PER_HEAD, *PRINTED, BUILT, DISTRICTS)])
    note = Both(
        "燃气热值不同，供气量只作参考", "Gases differ in heat content: their supply is an indication only"
    )
    opening = sel.years[0]
    moved = [row for row in rows if row["first"] < row["last"]]
    return ServiceMedians(
        source=passport(used, sel.codes, [note]),
        frame=pd.DataFrame(rows),
        columns=(
            Column("service", "设施（中位数） | Service (median)"),
            Column("opening", Both(f"{opening}年", f"{opening}"), 1, NOT_ALIKE),
            Column("years", "年份 | Years"),
            Column("before", "起 | Then", 1),
            Column("now", "止 | Now", 1),
            Column("others", "规划外城市（止） | Outside the plan (now)", 1),
            Column("cities", "两年均有数 | With both years"),
        ),
        measures=Count(len(rows)),
        risen=Count(sum(round(row["now"], 1) > round(row["before"], 1) for row in moved))
        if moved
        else Absent(),
    )


def _row(label: Both, mine: pd.DataFrame, theirs: pd.DataFrame, sel: Selection) -> dict:
    """Return one row of the table; an empty one for a series that is not printed."""
    if mine.empty:
        return {}
    first, last = longest_span(mine, sel.since)
    middle = quantiles(mine).set_index("year")
    opening = min(middle.index[middle["cities"] >= len(sel.codes) / 2], default=first)
    ends = quantiles(in_every_year(mine[mine["year"].isin([first, last])])).set_index("year")
    alike = opening < first and len(spans(mine["indicator"].unique(), [opening, first])) == 1
    both = int(ends["cities"].get(last, 0))
    return {
        "service": label,
        "first": first,
        "last": last,
        "opening": middle["median"][opening] if alike and opening == sel.years[0] else None,
        "years": f"{first}–{last}" if first < last else str(last),
        "before": ends["median"].get(first),
        "now": ends["median"].get(last),
        "others": shared.level(quantiles(theirs).rename(columns={"median": "value"}), last),
        "cities": Both(f"{both}/{len(sel.codes)}城", f"{both} of {len(sel.codes)}"),
    }


def town(sel: Selection) -> Town | Absent:
    """Return urban residents over all residents, as the ratio of sums."""
    urban, everyone = shared.observed(TOWN, sel), shared.observed(RESIDENTS, sel)
    line = ratio_of_sums(urban, everyone, 100)
    if line.empty:
        return shared.unprinted(TOWN, sel)
    at, china = int(line["year"].max()), shared.nation("urbanisation_pct", sel)
    used = pd.concat([urban[urban["year"] == at], everyone[everyone["year"] == at]])
    return Town(
        source=combine(passport(used, sel.codes), passport(china[china["year"] == at], [])),
        year=Year(at),
        share=Percent(shared.level(line, at)),
        china=known(Percent, shared.level(china, at)),
        cities=Count(line["cities"].iloc[-1]),
    )
