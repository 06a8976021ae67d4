"""Emissions per product: industrial SO2 over real product, beside others, and the plan's own figure of it.

How emissions themselves moved is found in `planbook.chapters.green.emissions`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import ratio_of_sums
from planbook.analysis.change import at_base_prices, chain
from planbook.chapters import baseline, shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.green.base import PER_PRODUCT, PRODUCT, SO2, T_PER_100M, Base
from planbook.chapters.kinds import OUTSIDE
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Year, known
from planbook.plan import BaselineFigure
from planbook.store import observations
from planbook.store.provenance import combine, passport

DENOMINATORS = {
    "all": Both("比年鉴全部城市", "all the yearbook's cities"),
    "others": Both("比规划外城市", "cities outside the plan"),
    "nation": Both("比全国全部来源", "China, all sources"),
}


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
class Burden(Finding):
    """Industrial SO2 per product of the chosen cities over that of others.

    Attributes
    ----------
    prices, first, last : Year
        The base year of prices; the years compared, ``first`` absent where there is only one.
    everywhere, outside : Amount
        Times the figure of all the yearbook's cities, of those outside the plan, in the last year.
    everywhere_before, outside_before : Amount
        The same in the first year.
    claimed : Amount
        The plan's own figure (all sources over the nation); absent where the chosen year lies before it.
    lines : pandas.DataFrame
        year, series (all, others, nation), name, value, segment.
    """

    prices: Year
    first: Year | Absent
    last: Year
    everywhere: Amount
    outside: Amount | Absent
    everywhere_before: Amount | Absent
    outside_before: Amount | Absent
    claimed: Amount | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Ways(Tabled):
    """The plan's figure of SO2 per product, computed under each way of counting.

    Attributes
    ----------
    claimed : Amount
        The plan's figure, in times.
    year : Year
        The year it is of.
    cities : Count
        The cities of the plan.
    """

    claimed: Amount
    year: Year
    cities: Count


def intensity(base: Base) -> Intensity | Absent:
    """Return industrial SO2 per product: the ratio of the sums over the cities that have both, year by year.

    Product is the base year's nominal figure moved by each city's own index (`planbook.analysis.change.at_base_prices`).
    """
    sel = base.sel
    mine, theirs = (ratio_of_sums(frame, base.product) for frame in (base.so2, base.so2_outside))
    if mine.empty:
        return shared.lacking(PER_PRODUCT, sel)
    last = int(mine["year"].max())
    drawn = shared.lines_of({"plan": (sel.label, mine), "others": (OUTSIDE, theirs)})
    return Intensity(
        source=combine(passport(base.rested(base.so2), sel.codes), passport(base.so2_outside, sel.codes)),
        prices=Year(sel.since),
        last=Year(last),
        ours=known(Amount, shared.level(mine, last), 1, T_PER_100M),
        theirs=known(Amount, shared.level(theirs, last), 1, T_PER_100M),
        lines=shared.segments(drawn, shared.breaks(SO2, drawn)),
    )


def burden(base: Base) -> Burden | Absent:
    """Return SO2 per product of the chosen cities over that of all cities, of the others, and of the nation.

    The nation's emissions include all sources, which makes that ratio the lowest.
    """
    sel, since = base.sel, base.sel.since
    china = shared.nation("so2_10k_t", sel)
    china_growth = chain(shared.nation(PRODUCT[1], sel), since)
    china_product = at_base_prices(shared.nation(PRODUCT[0], sel), china_growth, since)
    mine = ratio_of_sums(base.so2, base.product).set_index("year")["value"]
    below = {
        "all": ratio_of_sums(shared.trusted(shared.observed(SO2, sel, everywhere=True)), base.product),
        "others": ratio_of_sums(base.so2_outside, base.product),
        "nation": ratio_of_sums(china.assign(value=10_000 * china["value"]), china_product),
    }
    times = pd.DataFrame({key: mine / line.set_index("year")["value"] for key, line in below.items()})
    years = times["all"].dropna().index
    if not len(years):
        return shared.lacking(PER_PRODUCT, sel)
    first, last = since if since in years else int(years.min()), int(years.max())
    before = times.loc[first] if first < last else pd.Series(dtype="float64")
    long = times.rename_axis("year").reset_index()
    drawn = shared.lines_of(
        {
            key: (name, long[["year", key]].set_axis(["year", "value"], axis=1))
            for key, name in DENOMINATORS.items()
        }
    ).dropna(subset=["value"])
    claimed = _claimed().value if sel.year >= baseline.YEAR else None
    return Burden(
        source=combine(
            passport(base.rested(base.so2), sel.codes),
            passport(base.so2_outside, sel.codes),
            passport(china, []),
        ),
        prices=Year(since),
        first=Year(first) if first < last else Absent(),
        last=Year(last),
        everywhere=Amount(times["all"][last], 2),
        outside=known(Amount, times["others"][last], 2),
        everywhere_before=known(Amount, before.get("all"), 2),
        outside_before=known(Amount, before.get("others"), 2),
        claimed=known(Amount, claimed, 1),
        lines=shared.segments(drawn, shared.breaks(SO2, drawn)),
    )


def _claimed() -> BaselineFigure:
    return next(b for b in plan.baseline() if b.id == "so2_intensity_ratio")


def ways(base: Base) -> Ways | Absent:
    """Return the plan's figure of SO2 per product under each way of counting; it is of a year that may lie ahead."""
    codes, claimed = [c.code for c in plan.cities()], _claimed()
    found = baseline.backtest() if base.sel.year >= baseline.YEAR else pd.DataFrame(columns=baseline.COLUMNS)
    found = found[(found["figure"] == claimed.id) & found["ours"].notna()]
    if found.empty:
        return Absent()
    cities = observations.select([SO2, PRODUCT[0]], codes, [baseline.YEAR])
    nation = observations.nation(["so2_10k_t", PRODUCT[0]], [baseline.YEAR])
    return Ways(
        source=passport(pd.concat([cities, nation]), codes),
        frame=found,
        columns=(
            Column("counted", "如何计算 | How it is counted"),
            Column("ours", "本书（倍） | This book (times)", 2),
            Column("plan", "规划（倍） | The plan (times)", 1),
            Column("covered", "有数城市 | Cities with data", 0),
            Column("note", "说明 | Remark"),
        ),
        claimed=Amount(claimed.value, 1),
        year=Year(baseline.YEAR),
        cities=Count(len(codes)),
    )
