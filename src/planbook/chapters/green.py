"""What the chapter on green development found: emissions and what they are set against, air, waste, energy of provinces.

Pure functions of a selection; methods live in `planbook.analysis`, sentences and charts in ``notebooks/green.ipynb``.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import ratio_of_sums
from planbook.analysis.change import at_base_prices, chain
from planbook.analysis.spans import compare_in_spans
from planbook.chapters import shared
from planbook.chapters.asked import Aim, Asked, goals, requests
from planbook.chapters.finding import Finding, Findings, chosen
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent, at
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import combine, passport

SO2 = "so2_industrial_t"
REBASED = 2016  # the series was counted anew from this year on, and the year itself stands on no side
PRODUCT = ("gdp_100m_yuan", "gdp_index_previous_100")
T_PER_100M = Both("吨/亿元", "t per 100 million yuan")
OUTSIDE = Both("规划外城市", "cities outside the plan")


@dataclass(frozen=True, kw_only=True)
class Span:
    """How the sum of an emission moved between two years that compare.

    Attributes
    ----------
    first, last : Year
        The two years.
    change : Percent
        Change of the sum over the cities that have both years.
    cities : Count
        How many these are.
    outside : Percent
        The same of the cities outside the plan.
    """

    first: Year
    last: Year
    change: Percent
    cities: Count
    outside: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class SO2Moved(Finding):
    """Industrial SO2 on either side of the re-basing.

    Attributes
    ----------
    early, late : Span
        The first and the last span of years that compare; ``late`` is absent where there is only one.
    waiting : Year
        The chosen year, where the series has been counted anew and no two years since compare.
    rebased : Year
        From when on it is counted anew.
    """

    early: Span
    late: Span | Absent
    waiting: Year | Absent
    rebased: Year


@dataclass(frozen=True, kw_only=True)
class Intensity(Finding):
    """Industrial SO2 per product, in tonnes per 100 million yuan at base-year prices.

    Attributes
    ----------
    prices : Year
        The base year of prices.
    last : Year
        The last year with a figure.
    ours, theirs : Amount
        Ratio of sums in that year: the chosen cities, those outside the plan.
    lines : pandas.DataFrame
        year, series (plan, others), name, value, segment.
    """

    prices: Year
    last: Year
    ours: Amount | Absent
    theirs: Amount | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Green(Findings):
    """Everything the chapter says."""

    goals: dict[str, Aim]
    so2: SO2Moved | Absent
    intensity: Intensity | Absent
    asked: Asked


def findings(sel: Selection) -> Green:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    moved = so2(sel)
    return Green(
        chosen=chosen(sel),
        goals=goals("green"),
        so2=moved,
        intensity=intensity(sel),
        asked=requests(
            "green", moved.source if isinstance(moved, SO2Moved) else passport(_so2(sel), sel.codes)
        ),
    )


def _so2(sel: Selection) -> pd.DataFrame:
    return shared.trusted(shared.observed(SO2, sel))


def so2(sel: Selection) -> SO2Moved | Absent:
    """Return how industrial SO2 moved on either side of the re-basing; what is absent says why."""
    ours, others = _so2(sel), shared.trusted(shared.others(SO2, sel))
    mine, theirs = (compare_in_spans(f[f["year"] != REBASED], sel.since) for f in (ours, others))
    if mine.empty:
        return shared.incomparable(SO2, sel) if len(ours) else shared.lacking([SO2], sel)
    beside = theirs.set_index(["first", "last"])["change"].to_dict()
    spans = tuple(
        Span(
            first=Year(r.first),
            last=Year(r.last),
            change=Percent(r.change),
            cities=Count(r.cities),
            outside=known(Percent, beside.get((r.first, r.last))),
        )
        for r in mine.itertuples()
    )
    waits = len(spans) == 1 and sel.year >= REBASED
    ends = {int(y) for s in spans for y in (s.first, s.last)}
    return SO2Moved(
        source=passport(ours[ours["year"].isin(ends)], sel.codes),
        early=spans[0],
        late=at(spans[1:], -1),
        waiting=Year(sel.year) if waits else Absent(),
        rebased=Year(REBASED),
    )


def intensity(sel: Selection) -> Intensity | Absent:
    """Return industrial SO2 per product: the ratio of the sums over the cities that have both, year by year.

    Product is the base year's nominal figure moved by each city's own index (`planbook.analysis.change.at_base_prices`).
    """
    growth = shared.observed(PRODUCT[1], sel, everywhere=True)
    nominal = shared.observed(PRODUCT[0], sel, everywhere=True)
    product = at_base_prices(nominal, chain(growth, sel.since), sel.since)
    ours, others = _so2(sel), shared.trusted(shared.others(SO2, sel))
    mine, theirs = ratio_of_sums(ours, product), ratio_of_sums(others, product)
    if mine.empty:
        return shared.lacking([SO2, *PRODUCT], sel)
    last = int(mine["year"].max())
    drawn = pd.concat(
        [mine.assign(series="plan", name=sel.label), theirs.assign(series="others", name=OUTSIDE)]
    )
    inside = {c.code for c in plan.cities()}
    behind = pd.concat([growth, nominal[nominal["year"] == sel.since]])
    return Intensity(
        source=combine(
            passport(pd.concat([ours, behind[behind["unit"].isin(inside)]]), sel.codes),
            passport(others, sel.codes),
        ),
        prices=Year(sel.since),
        last=Year(last),
        ours=known(Amount, shared.level(mine, last), 1, T_PER_100M),
        theirs=known(Amount, shared.level(theirs, last), 1, T_PER_100M),
        lines=shared.segments(drawn[["year", "series", "name", "value"]], shared.breaks(SO2, drawn)),
    )
