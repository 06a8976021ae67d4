"""Single figures of a new year that cannot be taken unseen, each with what speaks against it.

Held against last year's figures and against the rules every table has to keep (`planbook.quality`). Which doubts have
one cause, and are asked as one question, is found in `causes`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.catalog.model import Indicator
from planbook.ground.language import Both
from planbook.intake.brought import cells
from planbook.intake.conversion import shortest
from planbook.quality import values
from planbook.quality.findings import ERROR, Fault

# times last year's value from which a figure of a series that adds up may have gained or lost a digit
DIGIT = 7.0
# how near a power of ten brings a figure to last year's
NEAR = 1.4
# units of what comes in whole numbers
COUNTED = ("人", "个", "张", "辆", "件", "所", "户")
SLIP, POINT, MOVED, RULE = "slip", "point", "moved", "rule"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure in doubt.

    ``kind`` is `SLIP` (a power of ten explains it), `POINT` (a percentage that has lost its decimal point), `MOVED`
    (it changed more than is plausible within a year) or `RULE` (it breaks a rule: a range, a part above its whole).
    """

    unit: str
    indicator: str
    value: float
    last: float | None
    kind: str
    why: Both


def find(
    rows: pd.DataFrame, both: pd.DataFrame, older: pd.DataFrame, year: int, *, typed: bool = False
) -> list[Doubt]:
    """Return every figure in doubt, in the order of the rows.

    A figure that fits the year before last is not in doubt, however far it is from last year's: that one is.

    Parameters
    ----------
    rows : DataFrame
        The year's figures: unit, indicator, year, value among others.
    both : DataFrame
        Those of them that last year has, with ``value_last``.
    older : DataFrame
        The figures of the year before last.
    year : int
        The data year.
    typed : bool
        Whether the figures were typed in the catalog's units, so that persons and beds come in whole numbers.
    """
    before_last = {
        (u, i): v
        for u, i, v in zip(
            older["unit"].tolist(), older["indicator"].tolist(), older["value"].tolist(), strict=True
        )
    }
    then = {
        (u, i): v
        for u, i, v in zip(
            both["unit"].tolist(), both["indicator"].tolist(), both["value_last"].tolist(), strict=True
        )
    }
    broken = {(f.unit, f.indicator): f for f in _rules(rows)}
    known = catalog.indicators()
    found = []
    for unit, name, value in zip(
        rows["unit"].tolist(), rows["indicator"].tolist(), rows["value"].tolist(), strict=True
    ):
        indicator, before, rule = known[name], then.get((unit, name)), broken.get((unit, name))
        doubt = _point(indicator, value, before, rule) or _against_last(unit, indicator, value, before, year)
        first = before_last.get((unit, name))
        if (
            doubt
            and rule is None
            and first is not None
            and not _against_last(unit, indicator, value, first, year)
        ):
            doubt = None
        if doubt is None and rule is not None:
            doubt = RULE, rule.message
        if doubt is None and typed and indicator.unit.zh in COUNTED and value != round(value):
            doubt = (
                RULE,
                Both(f"以{indicator.unit.zh}计而不是整数", f"no whole number of {indicator.unit.en}"),
            )
        if doubt is not None:
            found.append(Doubt(unit, name, value, before, *doubt))
    return found


def _by_cell(frame: pd.DataFrame, column: str) -> dict[tuple[str, str], float]:
    return dict(zip(cells(frame), frame[column].tolist(), strict=True))


def _rules(rows: pd.DataFrame) -> Iterator[Fault]:
    for judge in (values.ranges, values.parts):
        yield from (f for f in judge(rows) if f.severity == ERROR)


def _point(
    indicator: Indicator, value: float, before: float | None, rule: Fault | None
) -> tuple[str, Both] | None:
    """Recognise a percentage whose decimal point was lost: 6239 for 62.39; or one printed as a fraction."""
    if indicator.unit.en != "%" or rule is None or rule.check != "range" or value <= 0:
        return None
    for power in (100, 10, 1000, 0.01):
        reads = float(f"{value / power:.12g}")
        low, high = indicator.plausible
        fits = before is None or abs(reads - before) <= (indicator.largest_change or 20)
        if low <= reads <= high and fits:
            text = shortest(reads)
            return POINT, Both(
                f"疑漏小数点（应读作{text}）", f"its decimal point seems lost (it would read {text})"
            )
    return None


def _against_last(
    unit: str, indicator: Indicator, value: float, before: float | None, year: int
) -> tuple[str, Both] | None:
    if before is None or catalog.breaks(indicator.id, year - 1, year, unit):
        return None
    additive = indicator.aggregate in ("sum", "weighted") and indicator.unit.en != "%"
    ratio = value / before if before > 0 and value > 0 else 1.0
    if additive and not 1 / DIGIT < ratio < DIGIT and (power := _power_of_ten(ratio)):
        text = f"{ratio:.3g}"
        gained = "gained" if power > 0 else "lost"
        return SLIP, Both(
            f"为上年的{text}倍，疑{'多' if power > 0 else '少'}{abs(power)}位数字",
            f"{text} times last year's: {abs(power)} digit{'s' * (abs(power) > 1)} {gained}",
        )
    if excess := indicator.excess(before, value):
        if indicator.in_points:
            step = f"{value - before:+.3g}"
            return MOVED, Both(
                f"较上年变化{step}个点", f"{excess} against last year, more than plausible in a year"
            )
        return MOVED, Both(f"为上年的{ratio:.3g}倍", f"{excess} last year's, more than plausible in a year")
    return None


def _power_of_ten(ratio: float) -> int:
    """Return the power of ten that explains a ratio, 0 where none does.

    Examples
    --------
    >>> _power_of_ten(10.2), _power_of_ten(0.009), _power_of_ten(28.0)
    (1, -2, 0)
    """
    power = round(math.log10(ratio))
    return power if power and 1 / NEAR < ratio / 10.0**power < NEAR else 0
