"""What the cities breathe and what becomes of their waste: fine particles, solid waste utilised, green cover, sewage.

Emissions are found in `planbook.chapters.green.emissions`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.analysis.aggregate import spread_over_years
from planbook.analysis.spans import compare_in_spans
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.green.base import Base
from planbook.chapters.standings import last_year
from planbook.figures import placed
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Quantity, Year
from planbook.store.provenance import passport

PM25, WASTE = "pm25_ug_m3", "solid_waste_utilisation_pct"
COVER, SEWAGE = "green_cover_pct", "sewage_treatment_pct"
LIMIT = 35.0  # µg/m³, annual mean: grade II of the national standard
STANDARD = Both("GB 3095—2012", "GB 3095-2012")
GROUPS = {
    "plan": Both("不高于二级限值", "within the grade II limit"),
    "central": Both("高于二级限值", "above it"),
    "others": Both("未刊载", "not printed"),
}  # ids of the colours they are drawn in


@dataclass(frozen=True, kw_only=True)
class Medians:
    """How the median of the cities moved between two years that compare.

    Attributes
    ----------
    first, last : Year
        The two years.
    before, after : Quantity
        The median of the cities that have both.
    cities : Count
        How many these are.
    """

    first: Year
    last: Year
    before: Quantity
    after: Quantity
    cities: Count


@dataclass(frozen=True, kw_only=True)
class Air(Finding):
    """Annual means of fine particles (PM2.5), in µg/m³.

    Attributes
    ----------
    first : Year
        The first year printed.
    alike : Year
        From when on they are measured in the present way, where the chosen years cross that break.
    last : Year
        The year reported.
    cities : Count
        The cities printed for it.
    median, median_first : Amount
        Their median, and that of the cities printed in the first year.
    within, above : Count
        Cities within the limit, and above it.
    limit : Amount
        The national limit of grade II.
    standard : Both
        The standard that sets it.
    moved : Medians
        Over the years measured alike; absent where there are no two.
    spread : pandas.DataFrame
        Quantiles by year, as `planbook.analysis.aggregate.spread_over_years`.
    """

    first: Year
    alike: Year | Absent
    last: Year
    cities: Count
    median: Amount
    median_first: Amount
    within: Count
    above: Count
    limit: Amount
    standard: Both
    moved: Medians | Absent
    spread: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Places(Finding):
    """The cities on the map, by whether their air is within the limit.

    Attributes
    ----------
    dots : pandas.DataFrame
        unit, name, x, y (places on the map), value (µg/m³), group (id of `GROUPS`), verdict (`Both`).
    """

    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Waste(Finding):
    """Industrial solid waste utilised, in per cent of the year's waste.

    Attributes
    ----------
    first, last : Year
        The first year printed, and the last in which at least half of the cities print it.
    median, low : Percent
        Median and lower quartile of the cities in the last year.
    median_first : Percent
        Median in the first.
    moved : Medians
        Over the years that compare, or why there are none.
    spread : pandas.DataFrame
        Quantiles by year.
    ended : Year
        The last year printed, where the series has ended before the chosen year.
    """

    first: Year
    last: Year
    median: Percent
    low: Percent
    median_first: Percent
    moved: Medians | Absent
    spread: pd.DataFrame
    ended: Year | Absent


@dataclass(frozen=True, kw_only=True)
class Restored(Finding):
    """Two sides of restoring the environment that are printed.

    Attributes
    ----------
    cover, sewage : Percent
        Median green cover of the built-up area; median share of sewage treated.
    cover_last, sewage_last : Year
        The years they are of.
    """

    cover: Percent
    sewage: Percent
    cover_last: Year
    sewage_last: Year


def air(base: Base) -> Air | Absent:
    """Return the cities' fine particles: where they stand beside the limit, and how they moved."""
    sel, frame = base.sel, shared.observed(PM25, base.sel)
    if frame.empty:
        return shared.unprinted(PM25, sel)
    last, unit = last_year(frame), catalog.indicators()[PM25].unit
    now = frame[frame["year"] == last]["value"]
    spread, alike = _spread(PM25, frame), compare_in_spans(frame, sel.since)
    crossed = shared.breaks(PM25, frame)
    return Air(
        source=passport(frame, sel.codes),
        first=Year(spread["year"].iloc[0]),
        alike=Year(crossed[-1].at) if crossed else Absent(),
        last=Year(last),
        cities=Count(len(now)),
        median=Amount(now.median(), 1, unit),
        median_first=Amount(spread["p50"].iloc[0], 1, unit),
        within=Count((now <= LIMIT).sum()),
        above=Count((now > LIMIT).sum()),
        limit=Amount(LIMIT, 0, unit),
        standard=STANDARD,
        moved=_medians(alike, Amount) if len(alike) else Absent(),
        spread=spread,
    )


def air_map(base: Base) -> Places | Absent:
    """Return the cities on the map in the last year of fine particles; a city without a figure is there too."""
    sel, frame = base.sel, shared.observed(PM25, base.sel)
    if frame.empty:
        return shared.unprinted(PM25, sel)
    now = frame[frame["year"] == last_year(frame)]
    cities = pd.DataFrame({"unit": c.code, "lon": c.lon, "lat": c.lat} for c in sel.cities)
    dots = cities.merge(now[["unit", "value"]], on="unit", how="left")
    group = (
        (dots["value"] > LIMIT).map({False: "plan", True: "central"}).where(dots["value"].notna(), "others")
    )
    names = {c.code: c.name for c in sel.cities}
    named = dots.assign(group=group, verdict=group.map(GROUPS), name=dots["unit"].map(names))
    return Places(source=passport(now, sel.codes), dots=placed(named))


def waste(base: Base) -> Waste | Absent:
    """Return how much of a year's industrial solid waste was used."""
    sel, frame = base.sel, shared.observed(WASTE, base.sel)
    if frame.empty:
        return shared.lacking([WASTE], sel)
    last, printed = last_year(frame), int(frame["year"].max())
    spread, alike = _spread(WASTE, frame), compare_in_spans(frame, sel.since)
    level = spread.set_index("year").loc[last]
    return Waste(
        source=passport(frame, sel.codes),
        first=Year(spread["year"].iloc[0]),
        last=Year(last),
        median=Percent(level["p50"]),
        low=Percent(level["p25"]),
        median_first=Percent(spread["p50"].iloc[0]),
        moved=_medians(alike, Percent) if len(alike) else shared.incomparable(WASTE, sel),
        spread=spread,
        ended=Year(printed) if printed < sel.year else Absent(),
    )


def restored(base: Base) -> Restored | Absent:
    """Return median green cover and median sewage treated, each in its last year."""
    sel = base.sel
    cover, sewage = (shared.observed(i, sel) for i in (COVER, SEWAGE))
    if cover.empty or sewage.empty:
        return shared.lacking([COVER, SEWAGE], sel)
    greens, treated = (frame[frame["year"] == last_year(frame)] for frame in (cover, sewage))
    return Restored(
        source=passport(pd.concat([greens, treated]), sel.codes),
        cover=Percent(greens["value"].median()),
        sewage=Percent(treated["value"].median()),
        cover_last=Year(greens["year"].iloc[0]),
        sewage_last=Year(treated["year"].iloc[0]),
    )


def _medians(alike: pd.DataFrame, kind: type[Quantity]) -> Medians:
    row = alike.iloc[-1]
    return Medians(
        first=Year(row["first"]),
        last=Year(row["last"]),
        before=kind(row["median_before"]),
        after=kind(row["median_after"]),
        cities=Count(row["cities"]),
    )


def _spread(indicator: str, frame: pd.DataFrame) -> pd.DataFrame:
    return spread_over_years(frame, [int(mark.at) for mark in shared.breaks(indicator, frame)])
