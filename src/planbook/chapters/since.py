"""What came since the plan's term: a chapter's main series in the term's last year and in each year after it.

Chapters judge the plan at the end of its term; this says what the years after it brought, over the cities that print
both years, and never across a break. Which series these are is the chapter's choice; sentences stand in its notebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.spans import unbroken
from planbook.chapters import shared
from planbook.chapters.finding import Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both, both
from planbook.ground.numerals import decimal
from planbook.ground.quantities import Count, Percent, Points, Year, known
from planbook.store import observations
from planbook.store.provenance import combine, passport

_SHARE = 0.5  # a year counts where at least this share of the chosen cities prints it, as for other spans
_HOW = {
    "sum": Both("合计", "sum"),
    "weighted": Both("加权平均", "weighted mean"),
    "median": Both("中位数", "median"),
}
_YEARLY = "previous year = 100"  # unit of an index whose growth is its own value
_PRINTED_ONCE = Both("只印一年，无从比较", "printed in one of the years only")
_FIRST_PRINT = Both(
    "首次公布数，与此前的修订数不可直接相比", "as first published; not comparable with revised years before"
)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How one series moved from the term's last year to the newest one.

    Attributes
    ----------
    name : Both
        What the sentence calls it.
    cities : Count
        Cities that print both years, values in doubt left out.
    change : Percent or Points
        Of their sum, weighted mean or median; points where the series is a percentage, the growth itself where it is
        an index of the year before.
    """

    name: Both
    cities: Count
    change: Percent | Points


@dataclass(frozen=True, kw_only=True)
class Since(Tabled):
    """The chapter's main series after the plan's term, a row a series and year.

    Attributes
    ----------
    term, last : Year
        The last year of the term, and the newest data year.
    series, printed : Count
        Series of the chapter's list, and those that compare in the newest year.
    risen, fallen : Count
        Of these, how many rose and fell.
    ended : tuple of Both
        Series printed in the term's last year and in no year after it; absent where there is none.
    first : Moved
        The first series of the list that compares.
    """

    term: Year
    last: Year
    series: Count
    printed: Count
    risen: Count
    fallen: Count
    ended: tuple[Both, ...] | Absent
    first: Moved | Absent


def since(sel: Selection, series: Mapping[str, str]) -> Since | Absent:
    """Return what came since the plan's term; absent without a word unless the term's last year is chosen and past.

    Parameters
    ----------
    sel : Selection
        The chapter's parameters.
    series : mapping
        Id of the catalog → what a sentence calls the series, ``"中文 | English"``; the main one first.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> since(choose(2019), {"gdp_100m_yuan": "产出 | product"})
    Absent(reason=None)
    """
    term, last = plan.document().last_year, observations.last_year()
    if sel.year != term or last <= term:
        return Absent()
    rows: list[dict[str, object]] = []
    ended: list[Both] = []
    latest: list[Moved] = []
    used: list[pd.DataFrame] = []
    china = observations.nation(list(series), range(term + 1, last + 1))
    for indicator, called in series.items():
        frame = observations.select(indicator, sel.codes, range(term, last + 1))
        enough = frame.groupby("year")["unit"].nunique() >= _SHARE * len(sel.cities)
        printed = [year for year in range(term, last + 1) if enough.get(year, False)]
        if printed == [term]:
            ended.append(both(called))
        for year in (y for y in printed if y > term):
            row, moved, rows_used = _step(indicator, both(called), frame, term, year)
            rows.append(row)
            used.append(rows_used)
            if moved is not None and year == last:
                latest.append(moved)
    if not rows:
        return Absent()
    note = Both(
        f"只用{term}年与其后一年都有数、期间没有断点的城市，存疑的数值不计；全国为当年数",
        f"only cities that print both {term} and the year after and have no break between them, values in doubt left "
        "out; the nation's value is that of the year",
    )
    return Since(
        source=combine(passport(pd.concat(used), sel.codes, [note]), passport(china, [])),
        frame=pd.DataFrame(rows),
        columns=(
            Column("name", "指标（单位） | Series (unit)"),
            Column("how", "如何合计 | Taken as"),
            Column("year", "年份 | Year"),
            Column("before", Both(f"{term}年", str(term)), missing=_PRINTED_ONCE, right=True),
            Column("after", "当年 | That year", right=True),
            Column("change", "变化 | Change", missing=_PRINTED_ONCE, flag="why", right=True),
            Column("cities", "城市数 | Cities", 0),
            Column(
                "nation",
                "全国 | Nation",
                missing=Both("未收入", "not in the tables"),
                flag="vintage",
                right=True,
            ),
        ),
        term=Year(term),
        last=Year(last),
        series=Count(len(series)),
        printed=Count(len(latest)),
        risen=Count(sum(m.change > 0 for m in latest)),
        fallen=Count(sum(m.change < 0 for m in latest)),
        ended=tuple(ended) or Absent(),
        first=latest[0] if latest else Absent(),
    )


def _step(
    indicator: str, called: Both, frame: pd.DataFrame, term: int, year: int
) -> tuple[dict[str, object], Moved | None, pd.DataFrame]:
    """Return a row of the table, how the series moved (None where it does not compare), and the rows it rests on."""
    meta = catalog.indicators()[indicator]
    kept = unbroken(shared.trusted(frame[frame["year"].isin([term, year])]), term, year)
    table = kept.pivot(index="unit", columns="year", values="value").reindex(columns=[term, year])
    broken = catalog.breaks(indicator, term, year)
    how = meta.aggregate if meta.aggregate in _HOW else "median"
    pair = table.dropna()
    before = after = None
    index = meta.unit.en == _YEARLY
    points = meta.in_points and not index
    if broken or pair.empty:  # a level can be shown, a change cannot
        values = table[year].dropna()
        how = "sum" if how == "sum" else "median"
        after, cities = _taken(values, how, None), len(values)
    else:
        weights = [_weights(meta.weight, pair.index, y) if how == "weighted" else None for y in (term, year)]
        if how == "weighted":
            pair = pair[weights[0].notna() & weights[1].notna()]  # type: ignore[union-attr]
        before, after = (_taken(pair[y], how, w) for y, w in zip((term, year), weights, strict=True))
        cities = len(pair)
    moved = None
    if before is not None and after is not None:
        change = (
            _growth(frame, pair.index, weights[0], term, year) if index else _change(before, after, points)
        )
        made = known(Points, change) if points else known(Percent, change)
        moved = None if isinstance(made, Absent) else Moved(name=called, cities=Count(cities), change=made)
    nation = observations.nation(indicator, [year])
    joined = catalog.breaks(indicator, term, year, catalog.NATION)
    row = {
        "name": Both(f"{called.zh}（{meta.unit.zh}）", f"{called.en} ({meta.unit.en})"),
        "how": _HOW[how],
        "year": year,
        "before": _written(before),
        "after": _written(after),
        "change": None if moved is None else _signed(moved.change),
        "why": broken[0].what if broken else None,
        "cities": cities,
        "nation": None if nation.empty else _written(float(nation["value"].iloc[0])),
        "vintage": _FIRST_PRINT if joined and not broken and len(nation) else None,
    }
    return row, moved, kept


def _weights(indicator: str, units: pd.Index, year: int) -> pd.Series:
    found = observations.select(indicator, list(units), [year]).set_index("unit")["value"]
    return found.reindex(units)


def _change(before: float, after: float, points: bool) -> float | None:
    if points:
        return after - before
    return 100 * (after / before - 1) if before > 0 else None


def _growth(
    frame: pd.DataFrame, units: pd.Index, weights: pd.Series | None, term: int, year: int
) -> float | None:
    """Return the growth since the term from indices of each year, over the cities that print all of them."""
    table = frame[frame["unit"].isin(units)].pivot(index="unit", columns="year", values="value")
    chained = (table.reindex(columns=range(term + 1, year + 1)) / 100).prod(axis=1, skipna=False).dropna()
    level = _taken(chained, "median" if weights is None else "weighted", weights)
    return None if level is None else 100 * (level - 1)


def _taken(values: pd.Series, how: str, weights: pd.Series | None) -> float | None:
    if values.empty:
        return None
    if how == "sum":
        return float(values.sum())
    if weights is None:
        return float(values.median())
    weights = weights.reindex(values.index)
    return float((values * weights).sum() / weights.sum())


def _written(value: float | None) -> Both | None:
    if value is None:
        return None
    text = decimal(value, 1 if abs(value) < 1000 else 0)
    return Both(text, text)


def _signed(change: Percent | Points) -> Both:
    text = decimal(float(change), 1, signed=True)
    return Both(f"{text}点", f"{text} pts") if isinstance(change, Points) else Both(f"{text}%", f"{text}%")
