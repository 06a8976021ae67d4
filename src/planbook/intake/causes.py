"""Doubts that have one cause, asked as one question: a column that moved, a city that did, single slips together.

The parts of a question stand below it and may be answered one by one; where they are left blank, the answer to the
question holds.
"""

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from planbook import catalog
from planbook.ground.language import Both
from planbook.intake.brought import ACCEPT, BREAK, DOUBT, EXCHANGE, REJECT, Brought, Question
from planbook.intake.conversion import shortest
from planbook.intake.doubts import POINT, SLIP, Doubt

CELL = (ACCEPT, DOUBT, REJECT)  # what can be said of a single figure
COLUMN = 8  # figures in doubt from which a column has moved as a whole
STEP = 1.5  # times last year's value from which a city counts as moved in such a column
# exchanged figures fit each other's of the year before so much better than their own
BETTER, CLOSE, APART = 3.0, 0.5, 0.9
ALIKE = 1.3  # how near two factors are that have one cause
PAIRS = (("imports_100m_yuan", "exports_100m_yuan"),)


def questions(
    brought: Brought, doubts: list[Doubt], both: pd.DataFrame, older: pd.DataFrame
) -> list[Question]:
    """Return the questions that doubts amount to, each followed by its parts.

    Parameters
    ----------
    brought : Brought
        For the places of the figures.
    doubts : list of Doubt
        What `doubts.find` returns.
    both : DataFrame
        The year's figures that last year has: unit, indicator, value, value_last.
    older : DataFrame
        The figures of two years before, which tell in which of two years a pair was exchanged.
    """
    asked: list[Question] = []
    exchanged = _exchanged(brought, both, older)
    asked += together(
        "exchanged",
        exchanged,
        (
            f"imports and exports seem exchanged in {len(exchanged)} cities: `exchange` puts each figure in its place, "
            "`accept` leaves them as printed"
        ),
        (EXCHANGE, ACCEPT),
    )
    pairs = {(q.id.split(":")[1], i) for q in exchanged for pair in PAIRS for i in pair}
    rest = [d for d in doubts if (d.unit, d.indicator) not in pairs]
    for indicator, group in _by(rest, lambda d: d.indicator).items():
        if len(group) >= COLUMN:
            asked += _column(brought, indicator, group, both)
            rest = [d for d in rest if d.indicator != indicator]
    for unit, group in _by(rest, lambda d: d.unit).items():
        if _one_cause(group):
            name = catalog.place(unit).zh
            parts = [_cell(brought, d) for d in group]
            asked += together(
                f"shift:{unit}",
                parts,
                f"{len(parts)} figures of {name} moved together: new borders, another scope, or slips? accept, `doubt` "
                "(taken, marked as doubtful), or reject them",
                CELL,
            )
            rest = [d for d in rest if d.unit != unit]
    slips = [_cell(brought, d) for d in rest if d.kind in (SLIP, POINT)]
    others = [_cell(brought, d) for d in rest if d.kind not in (SLIP, POINT)]
    asked += together(
        "slips",
        slips,
        (
            f"{len(slips)} figures look like slips of print: a digit or a decimal point gained or lost; `reject` leaves "
            "them out, `doubt` takes and marks them, `accept` takes them as printed, or write a right value in its line"
        ),
        CELL,
    )
    asked += together(
        "single",
        others,
        (
            f"{len(others)} figures are further from last year, or from their whole, than is plausible; accept, `doubt` "
            "(taken, marked as doubtful), or reject them, or answer line by line"
        ),
        CELL,
    )
    return asked


def _one_cause(group: list[Doubt]) -> bool:
    """Whether a city's figures moved for one reason: several of them, two by the same factor, or shares of one whole."""
    if len(group) != 2:
        return len(group) > 2
    if all("_share_pct" in d.indicator for d in group):
        return True
    known = catalog.indicators()
    if len({known[d.indicator].chapter for d in group}) > 1:
        return False
    times = [d.value / d.last for d in group if d.last and d.value > 0 < d.last]
    return len(times) == 2 and 1 / ALIKE < times[0] / times[1] < ALIKE


def _by(doubts: list[Doubt], key: Callable[[Doubt], str]) -> dict[str, list[Doubt]]:
    groups: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        groups[key(doubt)].append(doubt)
    return groups


def together(
    name: str,
    parts: list[Question],
    asks: str,
    only: tuple[str, ...] = (ACCEPT, REJECT),
) -> list[Question]:
    """Return a question and its parts; a part alone is a question of its own.

    Parameters
    ----------
    name : str
        The id of the question.
    parts : list of Question
        What is asked about.
    asks : str
        The sentence that asks.
    only : tuple of str
        The answers to the whole.
    """
    if len(parts) < 2:
        return parts
    found = f"{len(parts)} figures: " + ", ".join(f"{q.id.split(':', 1)[1]} {q.found}" for q in parts)
    head = Question(name, f"{len(parts)} lines below", found, "", asks, "", only)
    return [head, *(replace(q, parent=head.key) for q in parts)]


def _cell(brought: Brought, doubt: Doubt) -> Question:
    indicator = catalog.indicators()[doubt.indicator]
    name = f"{catalog.place(doubt.unit).zh} {doubt.indicator}"
    asks = (
        f"{name}: {doubt.why.en}; accept, `doubt` (taken, marked as doubtful), reject, or write the right value in "
        f"{indicator.unit.zh}"
    )
    last = "" if doubt.last is None else shortest(doubt.last)
    where = brought.places.get((doubt.unit, doubt.indicator), f"{name} (corrections.csv or a fill)")
    return Question(
        f"value:{doubt.unit}:{doubt.indicator}",
        where,
        shortest(doubt.value),
        last,
        asks,
        "number",
        CELL,
        why=doubt.why,
    )


def _column(brought: Brought, indicator: str, group: list[Doubt], both: pd.DataFrame) -> list[Question]:
    """Ask about a column that moved, with all cities that moved in it counted."""
    then = both[(both["indicator"] == indicator) & (both["value"] > 0) & (both["value_last"] > 0)]
    times = then["value"] / then["value_last"]
    moved = int(((times > STEP) | (times < 1 / STEP)).sum())
    name, typical = catalog.indicators()[indicator].name, f"{times.median():.3g}"
    found = f"{len(group)} of {len(then)} cities, {moved} beyond {STEP:g} times, median {typical}"
    asks = (
        f"{indicator} ({name.zh}) moved: {len(group)} of {len(then)} cities more than is plausible in a year, {moved} by "
        f"more than {STEP:g} times, the typical city {typical} times; accept all, `break` (or `break: what changed`) if the "
        "series means something else from this year on, or reject the column"
    )
    why = Both(
        f"{len(then)}个城市中{moved}个变化超过{STEP:g}倍，疑口径有变",
        f"{moved} of {len(then)} cities moved by more than {STEP:g} times: another scope, it seems",
    )
    where = brought.places.get((group[0].unit, indicator), indicator)
    column = where.partition(", column ")[2].partition(" ")[0]
    head = Question(
        f"moved:{indicator}",
        f"column {column}" if column else where,
        found,
        f"median {then['value_last'].median():g}",
        asks,
        "",
        (ACCEPT, BREAK, REJECT),
        why=why,
    )
    parts = [replace(_cell(brought, d), parent=head.key, only=(*CELL, BREAK)) for d in group]
    return [head, *parts]


def _exchanged(brought: Brought, both: pd.DataFrame, older: pd.DataFrame) -> list[Question]:
    """Ask about cities whose two figures of a pair fit each other's of last year, and not their own."""
    asked = []
    for one, other in PAIRS:
        now, then = (
            both[both["indicator"].isin((one, other)) & (both["value"] > 0) & (both["value_last"] > 0)]
            .pivot(index="unit", columns="indicator", values=column)
            .reindex(columns=[one, other])
            .dropna()
            for column in ("value", "value_last")
        )
        before = (
            older[older["indicator"].isin((one, other))]
            .pivot(index="unit", columns="indicator", values="value")
            .reindex(columns=[one, other])
        )
        for unit in now.index:
            a, b = now.loc[unit].tolist(), then.loc[unit].tolist()
            if not _crossed(a, b):
                continue
            first = before.loc[unit].tolist() if unit in before.index else [float("nan")] * 2
            # last year's figures are the exchanged ones where they do not fit the year before either
            year = brought.year - 1 if _apart(a, first) < _apart(b, first) else brought.year
            name = catalog.place(str(unit)).zh
            figures = a if year == brought.year else b
            why = Both("进口额与出口额疑互换", "imports and exports seem exchanged")
            asked.append(
                Question(
                    f"exchanged:{unit}:{year}:{one}:{other}",
                    brought.places.get((str(unit), one), name),
                    f"{shortest(figures[0])}, {shortest(figures[1])}",
                    f"{shortest(b[0])}, {shortest(b[1])}",
                    f"{name}: imports {shortest(a[0])} and exports {shortest(a[1])} against {shortest(b[0])} and "
                    f"{shortest(b[1])} last year: printed exchanged in {year}? exchange, or accept",
                    "",
                    (EXCHANGE, ACCEPT),
                    why=why,
                )
            )
    return asked


def _apart(one: list[float], other: list[float]) -> float:
    """Return how far two pairs of figures are apart, in logarithms; infinite where one is not known."""
    if not all(v > 0 for v in (*one, *other)):
        return math.inf
    return max(abs(math.log(x / y)) for x, y in zip(one, other, strict=True))


def _crossed(now: list[float], then: list[float]) -> bool:
    """Whether two figures fit each other's of the other year much better than their own.

    Examples
    --------
    >>> _crossed([1364.0, 72.0], [67.0, 1346.0]), _crossed([70.0, 1300.0], [67.0, 1346.0])
    (True, False)
    """
    if not all(v > 0 for v in (*now, *then)):
        return False
    own, cross = _apart(now, then), _apart(now, then[::-1])
    return own > APART and cross < CLOSE and cross < own / BETTER
