"""Money of the cities: how much of the budget own revenue covers, and how much of their deposits banks lend."""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import spread_over_years
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import kinds
from planbook.chapters.ratios import OURS, Ratio
from planbook.chapters.reform.measured import RatioMoved, moved
from planbook.chapters.reform.ownership import both_lines
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store.provenance import passport

THIRD = 100 / 3  # below it, most of a budget is transfers and debt
RENMINBI = (
    2013  # deposits and loans are those in renminbi from this year on (``data/catalog/indicators.csv``)
)


@dataclass(frozen=True, kw_only=True)
class FiscalCover(Finding):
    """Own budget revenue over expenditure.

    Attributes
    ----------
    moved : RatioMoved
        The ratio of sums in the first and the last year that compare.
    low, low_then : Count
        Cities whose own revenue covers less than a third, in the last and the first year.
    median, median_then : Percent
        Of the cities in these years.
    best, worst : Both
        The cities with the highest and the lowest ratio in the last year.
    most, least : Percent
        Their ratios.
    declining, fast : Percent
        Medians of the plan's two kinds of city in the last year.
    spread : pandas.DataFrame
        Quantiles of the cities by year, as `planbook.analysis.aggregate.spread_over_years`.
    """

    moved: RatioMoved
    low: Count
    low_then: Count | Absent
    median: Percent
    median_then: Percent | Absent
    best: Both
    worst: Both
    most: Percent
    least: Percent
    declining: Percent | Absent
    fast: Percent | Absent
    spread: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class FiscalRegions(Finding):
    """Own budget revenue over expenditure by region, in the last year.

    Attributes
    ----------
    last : Year
        The year.
    low, high : Both
        The regions with the lowest and the highest median; absent where there is one region only.
    lowest, highest : Percent
        These medians.
    outside : Percent
        All cities outside the plan together.
    rows : pandas.DataFrame
        unit, name, group, region, value (per cent).
    """

    last: Year
    low: Both | Absent
    high: Both | Absent
    lowest: Percent
    highest: Percent
    outside: Percent | Absent
    rows: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class CityLending(Finding):
    """Loans over deposits at the end of the year.

    Attributes
    ----------
    moved : RatioMoved
        The ratio of sums in the first and the last year that compare.
    renminbi : Year
        From when on balances are those in renminbi, if that is in the years shown.
    lines : pandas.DataFrame
        year, series (plan, others), name, value (per cent), segment.
    """

    moved: RatioMoved
    renminbi: Year | Absent
    lines: pd.DataFrame


def fiscal(measure: Ratio) -> FiscalCover | Absent:
    """Return how much of budget expenditure own revenue covers."""
    found = moved(measure)
    if isinstance(found, Absent):
        return found
    sel, now = measure.sel, measure.of_year(int(found.last))
    then = measure.of_year(int(found.first)) if not isinstance(found.first, Absent) else None
    of_kind = {
        kind.id: known(Percent, now.reindex(list(kind.codes)).median()) for kind in kinds(sel, ["position"])
    }
    return FiscalCover(
        source=passport(measure.rows(), sel.codes),
        moved=found,
        low=Count((now < THIRD).sum()),
        low_then=Count((then < THIRD).sum()) if then is not None else Absent(),
        median=Percent(now.median()),
        median_then=known(Percent, None if then is None else then.median()),
        best=sel.name(str(now.idxmax())),
        worst=sel.name(str(now.idxmin())),
        most=Percent(now.max()),
        least=Percent(now.min()),
        declining=of_kind.get("declining", Absent()),
        fast=of_kind.get("fast", Absent()),
        spread=spread_over_years(measure.by_city()),
    )


def regions(measure: Ratio) -> FiscalRegions | Absent:
    """Return how much of budget expenditure own revenue covers, city by city in their regions."""
    if not measure.years:
        return Absent()  # said where the budget is told first
    sel, last = measure.sel, measure.span[1]
    rows = measure.by_city()
    rows = shared.placed_in(rows[rows["year"] == last], sel)
    medians = rows.groupby("group")["value"].median()
    names = {r.id: r.name for r in plan.REGIONS}
    several = len(medians) > 1
    return FiscalRegions(
        source=passport(measure.rows(OURS, [last]), sel.codes),
        last=Year(last),
        low=names[str(medians.idxmin())] if several else Absent(),
        high=names[str(medians.idxmax())] if several else Absent(),
        lowest=Percent(medians.min()),
        highest=Percent(medians.max()),
        outside=known(Percent, measure.at(last, "others")),
        rows=rows,
    )


def lending(measure: Ratio) -> CityLending | Absent:
    """Return how much of their deposits the banks of the chosen cities lend."""
    found = moved(measure)
    if isinstance(found, Absent):
        return found
    return CityLending(
        source=measure.passport(),
        moved=found,
        renminbi=Year(RENMINBI) if found.last >= RENMINBI else Absent(),
        lines=both_lines(measure),
    )
