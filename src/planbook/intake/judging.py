"""What the figures of a new year must stand: held against last year's, column by column, row by row, cell by cell.

A failed check is a question to the analyst, with last year's value beside it. What no decision can mend, such as
last year's file under a new name, is a problem.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from planbook import catalog
from planbook.ground.language import Both
from planbook.intake import causes, doubts
from planbook.intake.brought import ACCEPT, BREAK, DOUBT, REJECT, Brought, Question
from planbook.intake.brought import where as cells_where
from planbook.intake.conversion import shortest, step
from planbook.quality.columns import MAGNITUDE
from planbook.quality.values import growth

WILD_STEP = 10.0  # for shares, rates and other series that do not add up
SAME_SHARE = 0.6  # of all values equal to last year's: the same file again
SHARES = ("primary_share_pct", "secondary_share_pct", "services_share_pct")
SHARES_OFF = 1.5  # percentage points that three rounded shares may be off 100
FEWEST = 10  # cities or values a comparison needs


def judge(
    brought: Brought,
    rows: pd.DataFrame,
    last: pd.DataFrame,
    older: pd.DataFrame,
    settled: set[tuple[str, str]],
) -> None:
    """Add the questions and problems of a year's figures to what a file brought.

    Parameters
    ----------
    brought : Brought
        For the places of the figures; its ``questions`` and ``problems`` grow.
    rows : DataFrame
        The year's figures after corrections: unit, indicator, value among others.
    last, older : DataFrame
        Last year's and those of the year before it, empty if there are none.
    settled : set of (unit, indicator)
        Cells that are declared, decided or in the tables already, and not judged again.
    """
    if rows.empty:
        return
    both = rows.merge(last[["unit", "indicator", "value"]], on=["unit", "indicator"], suffixes=("", "_last"))
    if (
        len(both) >= FEWEST
        and (same := (both["value"] == both["value_last"]) & (both["value"] != 0)).mean() > SAME_SHARE
    ):
        brought.problems.append(
            f"{same.mean():.0%} of the values are exactly those of {brought.year - 1}: last year's figures under a new "
            "name; import the edition of the year itself"
        )
    if len(rows) >= FEWEST and not rows["value"].any():
        brought.problems.append("every value is 0: the sheet has lost its figures; export it again")
        return
    whole = _columns(brought, rows, both, settled)
    _swapped(brought, rows, last)
    open_cells = [
        d
        for d in doubts.find(rows, both, older, brought.year, typed=not brought.is_yearbook)
        if (d.unit, d.indicator) not in settled and d.indicator not in whole
    ]
    fresh = cells_where(both, lambda cell: cell not in settled)
    # shares in doubt are asked about one by one, with their sum
    off = _off_hundred(rows)
    open_cells = [
        replace(d, why=_and(d.why, off[d.unit])) if d.indicator in SHARES and d.unit in off else d
        for d in open_cells
    ]
    told = {d.unit for d in open_cells if d.indicator in SHARES}
    brought.questions += causes.questions(brought, open_cells, fresh, older)
    _shares(brought, rows, settled, whole, told)
    _growth(brought, rows, settled)


def _columns(
    brought: Brought, rows: pd.DataFrame, both: pd.DataFrame, settled: set[tuple[str, str]]
) -> set[str]:
    """Ask about columns as a whole; return those asked about, whose cells are not judged one by one."""
    asked: set[str] = set()
    known = catalog.indicators()
    for indicator, part in rows.groupby("indicator"):
        name = str(indicator)
        if all((unit, name) in settled for unit in part["unit"]):
            continue
        then = both[both["indicator"] == name]
        before, now = (
            dict(zip(then["unit"].tolist(), then[c], strict=True)) for c in ("value_last", "value")
        )
        ratio = step(before, now)
        steady = known[name].aggregate != "none" and known[name].plausible[0] >= 0
        most = MAGNITUDE if steady else WILD_STEP
        where = _column_place(brought, part)
        if len(part) >= FEWEST and not part["value"].any():
            asks = f"{name}: every city has 0; accept, or reject the column"
            why = Both("所有城市均印作0", "printed as 0 for every city")
            brought.questions.append(Question(f"zeros:{name}", where, "0", _typical(then), asks, why=why))
        elif (
            ratio is not None
            and not 1 / most <= ratio <= most
            and not catalog.breaks(name, brought.year - 1, brought.year)
        ):
            hint = _hint(ratio, known[name].unit.zh)
            asks = (
                f"the typical city's {name} is {ratio:g} times last year's{hint}; accept, `break` (or `break: what "
                "changed`) if it means something else from this year on, reject the column, or write the unit it is really "
                "printed in"
            )
            last = _typical(then)
            why = Both(
                f"城市的典型值为上年的{ratio:g}倍", f"the typical city has {ratio:g} times last year's figure"
            )
            brought.questions.append(
                Question(
                    f"magnitude:{name}",
                    where,
                    f"{ratio:g}",
                    last,
                    asks,
                    "unit",
                    (ACCEPT, BREAK, REJECT),
                    why=why,
                )
            )
        else:
            continue
        asked.add(name)
    return asked


def _hint(ratio: float, unit: str) -> str:
    if unit == "%" and ratio < 0.05:
        return ", as if fractions stood for percentages"
    power = round(np.log10(ratio))
    return (
        f", as if in a unit {10.0 ** abs(power):,.0f} times {'smaller' if power > 0 else 'larger'}"
        if power
        else ""
    )


def _swapped(brought: Brought, rows: pd.DataFrame, last: pd.DataFrame) -> None:
    """Ask about pairs of cities whose figures fit last year's figures of each other much better than their own."""
    additive = [i for i, ind in catalog.indicators().items() if ind.aggregate == "sum"]
    now, then = (
        f[f["indicator"].isin(additive) & (f["value"] > 0)].pivot(
            index="unit", columns="indicator", values="value"
        )
        for f in (rows, last)
    )
    shared = now.columns.intersection(then.columns)
    units = now.index.intersection(then.index)
    if len(shared) < 5 or len(units) < 2:
        return
    a, b = (np.log(f.loc[units, shared].to_numpy()) for f in (now, then))
    # a city none of whose series is there in both years is as far from itself as can be, and is no candidate
    own = _distance(a, b)
    for i in np.flatnonzero((own > 0.15) & np.isfinite(own)):
        others = _distance(a[i], b)
        j = int(np.argmin(others))
        if j <= i or others[j] > own[i] / 3:
            continue
        back = float(_distance(a[j], b[[i]])[0])
        if back > own[j] / 3:
            continue
        codes = (str(units.tolist()[i]), str(units.tolist()[j]))
        one, two = (f"{catalog.cities()[code].name.zh} ({code})" for code in codes)
        asks = f"the figures of {one} and {two} fit each other's of last year: rows swapped? accept, or mend the workbook"
        place = f"{_row_place(brought, codes[0])} and {_row_place(brought, codes[1])}"
        brought.questions.append(
            Question(f"swapped:{codes[0]}:{codes[1]}", place, f"{one}, {two}", "", asks, "", ("accept",))
        )


def _distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return for each row of ``other`` the median distance in logarithms; infinite where fewer than five are shared."""
    apart = np.ma.masked_invalid(np.abs(one - other))
    middle = np.ma.median(apart, axis=1).filled(np.inf)
    return np.where(apart.count(axis=1) >= 5, middle, np.inf)


def _off_hundred(rows: pd.DataFrame) -> dict[str, float]:
    """Return the cities whose three shares do not add up, with their sum."""
    table = rows[rows["indicator"].isin(SHARES)].pivot(index="unit", columns="indicator", values="value")
    total = table.reindex(columns=list(SHARES)).sum(axis=1, skipna=False)
    return {str(u): float(v) for u, v in total[(total - 100).abs() > SHARES_OFF].items()}


def _and(why: Both, total: float) -> Both:
    return Both(
        f"{why.zh}，三次产业比重之和为{total:.1f}",
        f"{why.en}, and the shares of the sectors add up to {total:.1f}",
    )


def _shares(
    brought: Brought, rows: pd.DataFrame, settled: set[tuple[str, str]], whole: set[str], told: set[str]
) -> None:
    if whole & set(SHARES):
        return
    table = rows[rows["indicator"].isin(SHARES)].pivot(index="unit", columns="indicator", values="value")
    asked = []
    for unit, value in _off_hundred(rows).items():
        code = str(unit)
        if (code, SHARES[-1]) in settled or code in told:
            continue
        printed = " + ".join(shortest(float(v)) for v in table.reindex([code]).to_numpy()[0])
        asks = f"{catalog.cities()[code].name.zh}: the shares of the sectors add up to {value:.1f}; accept, or reject all three"
        where = brought.places.get((code, SHARES[-1]), code)
        why = Both(f"三次产业比重之和为{value:.1f}", f"the shares of the sectors add up to {value:.1f}")
        asked.append(Question(f"shares:{code}", where, printed, "", asks, "", (ACCEPT, REJECT), why=why))
    brought.questions += causes.together(
        "shares",
        asked,
        f"the shares of {len(asked)} cities do not add up; accept, or reject all three of each",
    )


def _growth(brought: Brought, rows: pd.DataFrame, settled: set[tuple[str, str]]) -> None:
    """Ask about an index of real product, from a fill, that differs from the growth the yearbook prints."""
    asked = []
    for f in growth(rows):
        if (f.unit, f.indicator) in settled or f.value is None:
            continue
        name = catalog.place(f.unit).zh
        asks = (
            f"{name}: the index {shortest(f.value)} against a printed growth of {f.expected}; `doubt` takes it, marked as "
            "disputed, reject leaves it out"
        )
        why = Both("指数与年鉴所印增长率不符", "the index and the printed growth differ")
        place = f"{name} {f.indicator} (a fill)"
        asked.append(
            Question(
                f"disputed:{f.unit}:{f.indicator}",
                place,
                shortest(f.value),
                "",
                asks,
                "",
                (DOUBT, REJECT),
                why=why,
            )
        )
    brought.questions += causes.together(
        "disputed",
        asked,
        f"the index of real product of {len(asked)} cities differs from the growth the yearbook prints; `doubt` takes them, "
        "marked as disputed, reject leaves them out",
        (DOUBT, REJECT),
    )


def _typical(then: pd.DataFrame) -> str:
    return "" if then.empty else f"median {then['value_last'].median():g}"


def _column_place(brought: Brought, part: pd.DataFrame) -> str:
    first = brought.places.get((str(part["unit"].iloc[0]), str(part["indicator"].iloc[0])), "")
    sheet, _, place = first.partition(", row ")
    column = place.partition(", column ")[2].partition(" ")[0]  # the name of the cell may follow
    return f"{sheet}, column {column}" if column else first or str(part["indicator"].iloc[0])


def _row_place(brought: Brought, unit: str) -> str:
    place = next((p for (u, _), p in brought.places.items() if u == unit), unit)
    return place.rpartition(", column")[0] or place
