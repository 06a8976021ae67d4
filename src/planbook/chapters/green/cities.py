"""Who leads and who lags in emissions per product, and how kinds of city compare.

CO2 is modelled and not fit to judge a single city, hence in neither table.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.analysis.aggregate import ratio
from planbook.chapters import shared, tables
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.green.air import PM25
from planbook.chapters.green.base import NO_OTHER, PER_PRODUCT, SO2, T_PER_100M, Base
from planbook.chapters.standings import compared_years, last_year
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Year, known
from planbook.store.provenance import combine, passport

_T = Both("吨", "tonnes")


@dataclass(frozen=True, kw_only=True)
class Ranking(Finding):
    """The cities by industrial SO2 per product, lowest first.

    Attributes
    ----------
    prices, last : Year
        The base year of prices; the year ranked.
    best, worst : Both
        The city with the lowest and the one with the highest figure.
    low, high : Amount
        Their tonnes per 100 million yuan.
    table : Tabled
        One row a city: rank and figure before and now, change of SO2 on each side of the break, fine particles.
    """

    prices: Year
    last: Year
    best: Both
    worst: Both
    low: Amount
    high: Amount
    table: Tabled


@dataclass(frozen=True, kw_only=True)
class Kinds(Finding):
    """Industrial SO2 per product by kind of city.

    Attributes
    ----------
    last : Year
        The year compared.
    ours, theirs : Amount
        Median of the chosen cities, of those outside the plan, in tonnes per 100 million yuan.
    table : Tabled
        Quartiles and median, a row a kind.
    """

    last: Year
    ours: Amount
    theirs: Amount | Absent
    table: Tabled


def ranking(base: Base) -> Ranking | Absent:
    """Return the cities ranked by industrial SO2 per product in its last year."""
    sel, each = base.sel, ratio(base.so2, base.product)
    if each.empty:
        return shared.lacking(PER_PRODUCT, sel)
    last = last_year(each)
    now = each[each["year"] == last].set_index("unit")["value"]
    air = shared.observed(PM25, sel)
    breath = air[air["year"] == last_year(air)]
    years = [*compared_years(each, sel), *(y for stretch in base.stretches for y in stretch)]
    source = passport(base.rested(base.so2, years), sel.codes)
    source = combine(source, passport(breath, sel.codes)) if len(breath) else source
    return Ranking(
        source=source,
        prices=Year(sel.since),
        last=Year(last),
        best=sel.name(str(now.idxmin())),
        worst=sel.name(str(now.idxmax())),
        low=Amount(now.min(), 1, _T),
        high=Amount(now.max(), 1, _T),
        table=tables.cities(
            each,
            sel,
            unit=Both("吨", "t"),
            source=source,
            missing=catalog.why_missing(SO2, last),
            higher_is_better=False,
            extra=_beside(base, breath),
        ),
    )


def _beside(base: Base, breath: pd.DataFrame) -> dict[Column, pd.Series]:
    """Return the further columns: how SO2 moved in each stretch of years, and fine particles where they are printed."""
    columns = {}
    for first, last in base.stretches:
        heading = Both(f"{first}—{last}年（%）", f"{first}–{last} (%)")
        moved = base.moves[SO2, first, last].set_index("unit")["emissions"]
        columns[Column(f"so2_{first}", heading, 1, NO_OTHER)] = moved
    if len(breath):
        at = breath["year"].iloc[0]
        heading = Both(f"细颗粒物{at}年（微克/立方米）", f"PM2.5 {at} (µg/m³)")
        columns[Column("air", heading, 0)] = breath.set_index("unit")["value"]
    return columns


def kinds(base: Base) -> Kinds | Absent:
    """Return quartiles and medians of SO2 per product by kind of city, those outside the plan beside."""
    sel, each = base.sel, ratio(base.so2, base.product)
    if each.empty:
        return shared.lacking(PER_PRODUCT, sel)
    last = last_year(each)
    outside = ratio(base.so2_outside, base.product)
    now, theirs = (f[f["year"] == last].set_index("unit")["value"] for f in (each, outside))
    source = passport(base.rested(base.so2, [last]), sel.codes)
    return Kinds(
        source=source,
        last=Year(last),
        ours=Amount(now.median(), 1, _T),
        theirs=known(Amount, theirs.median(), 1, _T),
        table=tables.by_kind(now, sel, unit=T_PER_100M, source=source, outside=theirs),
    )
