"""Numbers that know what they are: per cent, points, a count, a year, an amount with its unit.

A finding holds them, so that how a number is written belongs to its type; `planbook.text.writing` writes them. They
compute as plain floats and integers do, and the result is a plain number again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing

PERCENT = Both("%", "%")
POINTS = Both("个百分点", "percentage points")


@dataclass(frozen=True, slots=True)
class Form:
    """How a number is written.

    Attributes
    ----------
    decimals : int
        Digits after the point.
    unit : Both, optional
        Set after the number; ``"city|cities"`` holds a singular and a plural.
    scale : Both, optional
        Words to divide by, such as ``Both("亿", "billion")``.
    signed : bool
        Write ``+`` before a number above zero.
    grouped : bool
        Set off thousands; a year does not.
    trimmed : bool
        Leave out closing zeros after the point, as in a goal that is exact: 45 %, 2.2 %, 6.8 million, 680万.
    """

    decimals: int = 1
    unit: Both | None = None
    scale: Both | None = None
    signed: bool = False
    grouped: bool = True
    trimmed: bool = False


class Quantity(float):
    """A number with the form it is written in; the base of all kinds of numbers."""

    form: Form = Form()

    def formed(self, **changes: Any) -> Self:
        """Return the same number in another form.

        Examples
        --------
        >>> Percent(12.34).formed(decimals=0).form.decimals
        0
        """
        made = type(self)._made(float(self))
        made.form = replace(self.form, **changes)
        return made

    @classmethod
    def _made(cls, value: float) -> Self:
        return float.__new__(cls, value)

    def __new__(cls, value: Any, *args: Any, **kwargs: Any) -> Quantity:
        """Refuse what is missing."""
        if is_missing(float(value)):
            raise ValueError(f"{value!r} is no number: a finding that is missing is Absent (see known)")
        return float.__new__(cls, value)

    def __getnewargs__(self) -> tuple[float]:  # for pickling, which the form follows as state
        return (float(self),)

    def __str__(self) -> str:
        """Return the digits alone, as they stand in the heading of an axis or a column."""
        digits = decimal(float(self), self.form.decimals, signed=self.form.signed, trimmed=self.form.trimmed)
        return digits if self.form.grouped else digits.replace(",", "")

    def __format__(self, spec: str) -> str:
        return format(float(self), spec) if spec else str(self)


class Percent(Quantity):
    """Per cent, as in 12.3 (not 0.123), with one digit after the point."""

    form = Form(1, PERCENT)


class Points(Quantity):
    """A difference of two percentages, in percentage points."""

    form = Form(1, POINTS)


class Whole(Quantity):
    """A number without a fraction; it can stand where an integer is asked for."""

    def __new__(cls, value: Any, *args: Any, **kwargs: Any) -> Whole:
        """Refuse what has a fraction."""
        if not is_missing(float(value)) and float(value) != int(value):
            raise ValueError(f"{value!r} is no whole number")
        return super().__new__(cls, value)  # type: ignore[return-value]

    def __index__(self) -> int:
        return int(float(self))


class Count(Whole):
    """A whole number of things.

    Examples
    --------
    >>> str(Count(1234)), list(range(Count(2)))
    ('1,234', [0, 1])
    """

    form = Form(0)


class Year(Whole):
    """A data year, written without a separator."""

    form = Form(0, grouped=False)


class Amount(Quantity):
    """A number in some unit.

    Parameters
    ----------
    value : float
        With ``scale`` in the plain unit (yuan, persons).
    decimals, unit, scale
        As in `Form`.

    Examples
    --------
    >>> Amount(5861.63, 1, Both("亿元", "100 million yuan")).form.unit.zh
    '亿元'
    """

    def __init__(
        self, value: Any, decimals: int = 1, unit: Both | None = None, scale: Both | None = None
    ) -> None:
        self.form = Form(decimals, unit, scale)


K = TypeVar("K", bound=Quantity)


def known(kind: type[K], value: Any, *form: Any, reason: Both | None = None) -> K | Absent:
    """Return a value as a number of some kind, or `Absent` where it is missing.

    Parameters
    ----------
    kind : type
        `Percent`, `Points`, `Count`, `Year` or `Amount`.
    value : float or None
        None, NaN and what is absent already count as missing.
    *form
        What an `Amount` takes besides: digits, unit, scale.
    reason : Both, optional
        Why it is missing.

    Examples
    --------
    >>> known(Percent, 3.2), known(Percent, float("nan"))
    (3.2, Absent(reason=None))
    """
    if isinstance(value, Absent):
        return value
    if is_missing(value) or is_missing(float(value)):
        return Absent(reason)
    return kind(value, *form)  # type: ignore[return-value]
