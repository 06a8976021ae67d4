"""Real product of the cities together since the base year, beside the cities outside the plan and the nation.

How the cities differ among themselves lives in `planbook.chapters.overview.spread`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import total
from planbook.analysis.change import at_base_prices, chain
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Points, Year
from planbook.store import observations
from planbook.store.provenance import combine, passport

INDEX, PRODUCT = "gdp_index_previous_100", "gdp_100m_yuan"
_SHORT = 2  # years
_WORTH = 3  # percentage points; a smaller gap needs no explanation


@dataclass(frozen=True, kw_only=True)
class Period:
    """Growth of both sides between two years.

    Attributes
    ----------
    first, last : Year
        From when to when.
    ours, theirs : Percent
        The chosen cities together, and those outside the plan.
    gap : Points
        Ours less theirs, as printed: zero where both print the same.
    """

    first: Year
    last: Year
    ours: Percent
    theirs: Percent
    gap: Points


@dataclass(frozen=True, kw_only=True)
class Without:
    """The same growth without the region whose median city grew least.

    Attributes
    ----------
    region : Both
        The region left out, on both sides.
    ours, theirs : Percent
        Growth of the chosen cities and of those outside the plan.
    """

    region: Both
    ours: Percent
    theirs: Percent


@dataclass(frozen=True, kw_only=True)
class Growth(Finding):
    """Real growth of product since the base year, over the cities with an index for every year.

    Attributes
    ----------
    since : Period
        From the base year to the last year with an index.
    nation : Percent
        The nation's growth over the same years.
    earlier : Period
        From the first year of the data to the base year, where that lies between.
    without : Without
        Without the slowest region, where that makes less than half of the gap remain.
    cities, outside : Count
        How many cities each line is of.
    lines : pandas.DataFrame
        year, series (plan, nation, others), name, value (base year = 100), segment.
    """

    since: Period
    nation: Percent | Absent
    earlier: Period | Absent
    without: Without | Absent
    cities: Count
    outside: Count
    lines: pd.DataFrame


@dataclass(frozen=True)
class Indices:
    """What growth is computed from, up to the chosen year.

    Attributes
    ----------
    index, nominal : pandas.DataFrame
        Index of product (previous year = 100) and product at current prices, of every city.
    ours, theirs : list of str
        The chosen cities, and those outside the plan that have an index.
    until : int
        The last year with an index.
    """

    index: pd.DataFrame
    nominal: pd.DataFrame
    ours: list[str]
    theirs: list[str]
    until: int

    def line(self, units: list[str], first: int, last: int) -> pd.DataFrame:
        r"""Return the product of cities together, first year = 100, over those that have an index for every year.

        Formula
        -------
        100\,\frac{\sum_i Y_{ib} I_{it}}{\sum_i Y_{ib} I_{ib}}
        """
        line = total(at_base_prices(self.nominal, self.chained(units, first, last), first), balanced=True)
        return line.assign(value=100 * line["value"] / line["value"].iloc[0]) if len(line) else line

    def chained(self, units: list[str], first: int, last: int) -> pd.DataFrame:
        """Return each city's index of the first year = 100 up to the last (unit, year, value)."""
        rows = self.index[self.index["unit"].isin(units)]
        return chain(rows[(rows["year"] > first) & (rows["year"] <= last)], first)

    def growth(self, units: list[str], first: int, last: int) -> pd.Series:
        """Return each city's growth between two years in per cent, by unit."""
        chained = self.chained(units, first, last)
        return chained[chained["year"] == last].set_index("unit")["value"] - 100


def indices(sel: Selection) -> Indices:
    """Read what growth is computed from."""
    index = shared.observed(INDEX, sel, everywhere=True)
    inside = {c.code for c in plan.cities()}
    return Indices(
        index,
        shared.observed(PRODUCT, sel, everywhere=True),
        sel.codes,
        [str(u) for u in index["unit"].unique() if u not in inside],
        min(sel.year, int(index["year"].max())) if len(index) else sel.year,
    )


def growth(sel: Selection, read: Indices) -> Growth | Absent:
    """Return how product grew since the base year; base-year levels are moved by each city's own index and added up."""
    base, until = sel.since, read.until
    ours, theirs = (read.line(units, base, until) for units in (read.ours, read.theirs))
    if ours.empty or theirs.empty:
        return shared.lacking([PRODUCT, INDEX], sel)
    national = shared.nation(INDEX, sel)
    china = chain(national[national["year"] > base], base)
    named = {"plan": (sel.label, ours), "nation": (shared.NATION, china), "others": (OUTSIDE, theirs)}
    since = _period(base, until, ours, theirs)
    at_last = shared.level(china, until)
    return Growth(
        source=combine(
            passport(_behind(read, base), sel.codes), passport(national[national["year"] > base], [])
        ),
        since=since,
        nation=Absent() if at_last is None else told(at_last - 100, until - base),
        earlier=_earlier(sel, read),
        without=_without(sel, read, since),
        cities=Count(ours["cities"].iloc[0]),
        outside=Count(theirs["cities"].iloc[0]),
        lines=shared.segments(shared.lines_of(named), ()),
    )


def _behind(read: Indices, base: int) -> pd.DataFrame:
    """Return the observations of the chosen cities behind their line."""
    whole = read.growth(read.ours, base, read.until).index
    index, nominal = (f[f["unit"].isin(whole)] for f in (read.index, read.nominal))
    return pd.concat([index[index["year"] > base], nominal[nominal["year"] == base]])


def _period(first: int, last: int, ours: pd.DataFrame, theirs: pd.DataFrame) -> Period:
    grown = [told(line["value"].iloc[-1] - 100, last - first) for line in (ours, theirs)]
    digits = grown[0].form.decimals
    return Period(
        first=Year(first),
        last=Year(last),
        ours=grown[0],
        theirs=grown[1],
        gap=Points(round(round(grown[0], digits) - round(grown[1], digits), digits)),
    )


def told(value: float, years: int) -> Percent:
    """Return growth as it is printed: without digits after the point, unless it is that of a year or two.

    Examples
    --------
    >>> str(told(83.9, 10)), str(told(9.64, 1))
    ('84', '9.6')
    """
    return Percent(value).formed(decimals=0 if years > _SHORT else 1)


def _earlier(sel: Selection, read: Indices) -> Period | Absent:
    first, last = observations.FIRST_YEAR, sel.since
    if last <= first:
        return Absent()
    lines = [read.line(units, first, last) for units in (read.ours, read.theirs)]
    return Absent() if any(line.empty for line in lines) else _period(first, last, *lines)


def _without(sel: Selection, read: Indices, since: Period) -> Without | Absent:
    """Leave out the region whose median city grew least, on both sides; absent where the gap does not shrink by half."""
    grown = read.growth(read.ours, sel.since, read.until)
    medians = grown.groupby(pd.Series({c.code: c.region for c in sel.cities})).median()
    if len(medians) < 2 or since.gap > -_WORTH:
        return Absent()
    slow = next(r for r in plan.REGIONS if r.id == medians.idxmin())
    codes = catalog.cities()
    kept = [
        read.line([u for u in units if codes[u].code[:2] not in slow.provinces], sel.since, read.until)
        for units in (read.ours, read.theirs)
    ]
    if any(line.empty for line in kept):
        return Absent()
    rest = _period(sel.since, read.until, *kept)
    if abs(rest.gap) > abs(since.gap) / 2:
        return Absent()
    return Without(region=slow.name, ours=rest.ours.formed(decimals=1), theirs=rest.theirs.formed(decimals=1))
