"""The weight and the profits of industry above designated size: its share of all cities, and profits over assets.

Who works in industry is the matter of `planbook.chapters.industry.jobs`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from planbook.analysis.aggregate import in_every_year, ratio_of_sums, summed, total
from planbook.analysis.spans import spans
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import passport

FIRMS, OUTPUT, PROFIT = "industrial_firms", "gross_industrial_output_100m_yuan", "industrial_profit_100m_yuan"
ASSETS = ("industrial_current_assets_100m_yuan", "industrial_fixed_assets_100m_yuan")
MEASURED = {
    "firms": (FIRMS, Both("企业数", "firms")),
    "output": (OUTPUT, Both("总产值", "gross output")),
    "profit": (PROFIT, Both("利润总额", "profits")),
}


@dataclass(frozen=True, kw_only=True)
class IndustryWeight(Finding):
    """The chosen cities' share of the yearbook's cities in industry, over cities with a value in every year.

    Attributes
    ----------
    last, first : Year
        The last year with profits and firms, and the first one since the threshold of designated size is what it is;
        the first is absent where it is the same.
    profits, profits_before, firms, firms_before : Percent
        Of all cities, in the last and the first year.
    shrank, grew : bool
        Whether the shares, as printed, are smaller in the last year than in the first, or larger; one may be the same.
    profit_cities, firm_cities : Count
        Chosen cities with a value in every year.
    threshold : Year
        The year from which on that threshold holds, where it was raised after the data begin.
    output_last : Year
        The last year with gross output, where that is not the last year.
    lines : pandas.DataFrame
        year, series (firms, output, profit), name, value, segment.
    """

    last: Year
    first: Year | Absent
    profits: Percent
    profits_before: Percent | Absent
    firms: Percent
    firms_before: Percent | Absent
    shrank: bool
    grew: bool
    profit_cities: Count
    firm_cities: Count
    threshold: Year | Absent
    output_last: Year | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class ProfitRates(Finding):
    """Profits over current and fixed assets, over the cities that print all three.

    Attributes
    ----------
    last : Year
        The last year with a figure.
    ours, theirs : Percent
        The ratio of sums in that year: chosen cities, cities outside the plan.
    most, fewest : Count
        In how many of the chosen cities all three are printed, in the best and the worst year.
    thin : Year
        The worst year.
    ended : Year
        The last year with a figure, where it is before the chosen one.
    lines : pandas.DataFrame
        year, series (plan, others), name, value, segment.
    """

    last: Year
    ours: Percent
    theirs: Percent
    most: Count
    fewest: Count
    thin: Year
    ended: Year | Absent
    lines: pd.DataFrame


def threshold_since(sel: Selection) -> int:
    """Return the first year for which the threshold of designated size is that of the chosen year."""
    return spans([i for i, _ in MEASURED.values()], sel.years)[-1][0]


def weight(sel: Selection) -> IndustryWeight | Absent:
    """Return the chosen cities' share of all cities in industrial firms, gross output and profits."""
    since = threshold_since(sel)
    rows = {key: _balanced(indicator, sel, since) for key, (indicator, _) in MEASURED.items()}
    lines = {key: _share(frame, sel) for key, frame in rows.items()}
    years = sorted(set(lines["profit"]["year"]) & set(lines["firms"]["year"]))
    if not years:
        return shared.lacking([FIRMS, PROFIT], sel)
    first, last, inside = years[0], years[-1], set(sel.codes)
    before = first if first < last else None
    mine = {key: frame[frame["unit"].isin(inside)] for key, frame in rows.items()}
    ended = lines["output"]["year"].max()
    moves = {
        round(shared.level(lines[key], last) or 0.0, 1) - round(shared.level(lines[key], first) or 0.0, 1)
        for key in ("profit", "firms")
    }
    return IndustryWeight(
        source=passport(pd.concat(list(mine.values())), sel.codes),
        last=Year(last),
        first=known(Year, before),
        profits=Percent(shared.level(lines["profit"], last)),
        profits_before=known(Percent, shared.level(lines["profit"], before)),
        firms=Percent(shared.level(lines["firms"], last)),
        firms_before=known(Percent, shared.level(lines["firms"], before)),
        shrank=min(moves) < 0 >= max(moves),
        grew=max(moves) > 0 <= min(moves),
        profit_cities=Count(mine["profit"]["unit"].nunique()),
        firm_cities=Count(mine["firms"]["unit"].nunique()),
        threshold=Year(since) if since > FIRST_YEAR else Absent(),
        output_last=Year(ended) if ended < last else Absent(),
        lines=shared.segments(
            shared.lines_of({key: (name, lines[key]) for key, (_, name) in MEASURED.items()}), []
        ),
    )


def _balanced(indicator: str, sel: Selection, since: int) -> pd.DataFrame:
    every = shared.observed(indicator, sel, everywhere=True)
    return in_every_year(every[every["year"] >= since])


def _share(every: pd.DataFrame, sel: Selection) -> pd.DataFrame:
    mine = every[every["unit"].isin(sel.codes)]
    return ratio_of_sums(total(mine).assign(unit="all"), total(every).assign(unit="all"), 100)


def rates(sel: Selection) -> ProfitRates | Absent:
    """Return profits over current plus fixed assets, the ratio of sums over the cities that print all three."""
    lines = {"plan": _rate(shared.observed, sel), "others": _rate(shared.others, sel)}
    last = shared.last_common(*lines.values())
    if last is None:
        return shared.lacking([*ASSETS, PROFIT], sel)
    ours = lines["plan"].set_index("year")["cities"]
    rows = rate_rows(sel, last)
    marks = [mark for i in (ASSETS[0], PROFIT) for mark in shared.breaks(i, rows)]
    names = {"plan": sel.label, "others": OUTSIDE}
    return ProfitRates(
        source=passport(rows, sel.codes),
        last=Year(last),
        ours=Percent(shared.level(lines["plan"], last)),
        theirs=Percent(shared.level(lines["others"], last)),
        most=Count(ours.max()),
        fewest=Count(ours.min()),
        thin=Year(ours.idxmin()),
        ended=Year(last) if last < sel.year else Absent(),
        lines=shared.segments(shared.lines_of({k: (n, lines[k]) for k, n in names.items()}), marks),
    )


def rate_rows(sel: Selection, last: int) -> pd.DataFrame:
    """Return the observations behind profits over assets up to a year, in the years that have all three."""
    rows = observations.select([*ASSETS, PROFIT], sel.codes, range(FIRST_YEAR, last + 1))
    whole = rows.groupby("year")["indicator"].nunique()
    return rows[rows["year"].isin(whole[whole == len(ASSETS) + 1].index)]


def _rate(select: Callable[[str, Selection], pd.DataFrame], sel: Selection) -> pd.DataFrame:
    current, fixed, profit = (select(i, sel) for i in (*ASSETS, PROFIT))
    return ratio_of_sums(profit, summed(current, fixed), 100)
