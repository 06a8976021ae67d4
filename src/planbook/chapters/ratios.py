"""A measure: a ratio of printed indicators, for the chosen cities beside those outside the plan.

Chapters that look at shares and figures per head state a measure once and take its lines, its cities, its comparable
years and its passport from it. How cities become one line lives in `planbook.analysis.aggregate`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import ratio, ratio_of_sums, summed
from planbook.analysis.spans import spans
from planbook.chapters.finding import Tabled
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import GOAL_YEAR, Selection
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount
from planbook.store import observations
from planbook.store.provenance import Passport, combine, passport

OURS, THEIRS = "plan", "others"


@dataclass(frozen=True)
class Ratio:
    """A ratio of printed indicators up to the chosen year.

    Parameters
    ----------
    sel : Selection
        The chapter's parameters.
    above, below : tuple of str
        Ids of the catalog; several are added up, over the cities that have all of them.
    scale : float
        Multiplied into the ratio: 100 for per cent.
    factors : mapping of str to float, or to a mapping of years
        What an indicator is multiplied with first, to bring it to the unit of the others; a factor of each year, such
        as an exchange rate, leaves out the years it does not know.
    cut_by : tuple of str
        Indicators whose breaks cut the ratio; all of them by default. Population printed in round numbers, for one,
        need not.
    trusted : bool
        Leave out values marked as far from the years around them, which would carry a sum of cities away.
    rest : bool
        Take what is left of ``scale``: the share of those that are not counted above the line.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> own = Ratio(choose(2022), ("fiscal_revenue_100m_yuan",), ("fiscal_expenditure_100m_yuan",))
    >>> own.span, round(own.at(2012), 1), own.cities(2012)
    ((2012, 2022), 48.1, 95)
    """

    sel: Selection
    above: tuple[str, ...]
    below: tuple[str, ...]
    scale: float = 100.0
    factors: Mapping[str, float | Mapping[int, float]] = field(default_factory=dict)
    cut_by: tuple[str, ...] = ()
    trusted: bool = False
    rest: bool = False
    _kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every indicator of the measure, once."""
        return tuple(dict.fromkeys((*self.above, *self.below)))

    def line(self, who: str | Sequence[str] = OURS) -> pd.DataFrame:
        """Return the ratio of sums over years (year, value, cities): of the chosen cities, of others, or of some codes."""
        return self._keep("line", who, lambda: self._turned(ratio_of_sums(*self._sides(who), self.scale)))

    def by_city(self, who: str | Sequence[str] = OURS) -> pd.DataFrame:
        """Return the ratio city by city (unit, indicator, year, value, source, flag)."""
        return self._keep("cities", who, lambda: self._turned(ratio(*self._sides(who), self.scale)))

    def both(self) -> pd.DataFrame:
        """Return the lines of the chosen cities and of those outside the plan (year, series, value)."""
        lines = [self.line(who).assign(series=who) for who in (OURS, THEIRS)]
        return pd.concat(lines)[["year", "series", "value"]]

    def at(self, year: int, who: str | Sequence[str] = OURS) -> float | None:
        """Return the ratio of sums in one year, None where nothing is printed."""
        value = self.line(who).set_index("year")["value"].get(year)
        return None if value is None else float(value)

    def cities(self, year: int, who: str | Sequence[str] = OURS) -> int:
        """Return how many cities the ratio of one year is of."""
        return int(self.line(who).set_index("year")["cities"].get(year, 0))

    def of_year(self, year: int, who: str | Sequence[str] = OURS) -> pd.Series:
        """Return the cities' values in one year, by unit."""
        frame = self.by_city(who)
        return frame[frame["year"] == year].set_index("unit")["value"]

    @property
    def years(self) -> list[int]:
        """The years in which at least half of the chosen cities that ever have the ratio have it."""
        frame = self.by_city()
        counts = frame.groupby("year")["unit"].nunique()
        return [int(str(y)) for y in counts.index[counts >= frame["unit"].nunique() / 2]]

    @property
    def span(self) -> tuple[int, int]:
        """The first and last year that compare: from the base year, or from the last break after it.

        Where nothing is printed up to the chosen year, they are the years asked for, and the measure has no value in
        them: ask `years` first.
        """
        if not self.years:
            return min(self.sel.since, self.sel.year), self.sel.year
        last = spans(self.cut_by or self.ids, self.years)[-1]
        return (self.sel.since if self.sel.since in last else last[0]), last[-1]

    def alike(self, first: int, last: int, who: str | Sequence[str] = OURS) -> pd.DataFrame:
        """Return the ratio of sums in two years over the cities that have both (year, value, cities)."""
        above, below = self._sides(who)
        ends = above[above["year"].isin([first, last])]
        return self._turned(ratio_of_sums(ends, below, self.scale, balanced=True))

    def rows(self, who: str | Sequence[str] = OURS, years: Sequence[int] | None = None) -> pd.DataFrame:
        """Return the observations behind the ratio, of all its years or of some."""
        frame = self._read(self.ids, who)
        return frame[frame["year"].isin(self.by_city(who)["year"] if years is None else years)]

    def passport(self, years: Sequence[int] | None = None) -> Passport:
        """Return the passport of a figure that shows both lines; coverage is that of the chosen cities."""
        ours = passport(self.rows(OURS, years), self.sel.codes)
        return combine(ours, passport(self.rows(THEIRS, years), self.sel.codes))

    def _turned(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(value=self.scale - frame["value"]) if self.rest else frame

    def _units(self, who: str | Sequence[str]) -> list[str] | None:
        if who == OURS:
            return self.sel.codes
        if who == THEIRS:
            inside = {c.code for c in plan.cities()}
            seen = observations.select(self.ids[0], None, self.sel.years)["unit"].unique()
            return [u for u in seen if u not in inside]
        return list(who)

    def _read(self, ids: str | Sequence[str], who: str | Sequence[str]) -> pd.DataFrame:
        frame = observations.select(ids, self._units(who), self.sel.years)
        return frame[~frame["flag"].str.contains("suspect")] if self.trusted else frame

    def _sides(self, who: str | Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        def read(indicator: str) -> pd.DataFrame:
            frame = self._read(indicator, who)
            factor = self.factors.get(indicator, 1.0)
            by = frame["year"].map(dict(factor)) if isinstance(factor, Mapping) else factor
            return frame.assign(value=frame["value"] * by).dropna(subset=["value"])

        return self._keep(
            "sides", who, lambda: (summed(*map(read, self.above)), summed(*map(read, self.below)))
        )

    def _keep(self, what: str, who: str | Sequence[str], make: Callable[[], Any]) -> Any:
        """Return what was made before for the same cities: a measure is asked often, and data do not change."""
        key = (what, who if isinstance(who, str) else tuple(who))
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


def side_by_side(
    rows: Sequence[tuple[Both, Ratio, int]], sel: Selection, beside: Sequence[Passport] = ()
) -> Tabled | Absent:
    """Return several ratios side by side: the chosen cities and those outside the plan, in a few years.

    The years are the first of the data, the base year, the goal's year and each ratio's latest; what is not printed
    stays empty, and a ratio that is not printed up to the chosen year is left out.

    Parameters
    ----------
    rows : sequence of (Both, Ratio, int)
        What a ratio is called with its unit, the ratio, digits after the point.
    sel : Selection
        The chapter's parameters.
    beside : sequence of Passport
        Passports of what stands behind the ratios besides their own indicators, such as an exchange rate.

    Returns
    -------
    Tabled or Absent
        Absent where nothing is printed.
    """
    known = [(what, m, decimals) for what, m, decimals in rows if m.years]
    if not known:
        return Absent()
    years = [y for y in dict.fromkeys((observations.FIRST_YEAR, sel.since, GOAL_YEAR)) if y < sel.year]
    who_is = {OURS: sel.label, THEIRS: OUTSIDE}
    lines = []
    for what, m, decimals in known:
        for who, name in who_is.items():
            line: dict[str, object] = {"what": what, "who": name, "latest_year": m.years[-1]}
            for key, year in (*((str(y), y) for y in years), ("latest", m.years[-1])):
                value = m.at(year, who)
                line[key] = None if value is None else Amount(value, decimals)
            lines.append(line)
    columns = (
        Column("what", "比率 | Ratio"),
        Column("who", "城市 | Cities"),
        *(Column(str(y), f"{y}年 | {y}", right=True) for y in years),
        Column("latest", "最近一年 | Latest", right=True),
        Column("latest_year", "该年 | Its year"),
    )
    read = [pd.concat([m.rows(who) for _, m, _ in known]) for who in who_is]
    passports = [passport(rows.drop_duplicates(), sel.codes) for rows in read]
    return Tabled(
        source=combine(*passports, *beside), frame=pd.DataFrame(lines, dtype=object), columns=columns
    )
