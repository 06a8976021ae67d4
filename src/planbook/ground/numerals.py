"""How numbers and years are written for readers, the same in charts, tables and sentences. No words live here.

A minus is the typographic sign, thousands are set off by commas in both languages, minus zero is never shown.
"""

import math
from collections.abc import Iterable

MINUS = "\N{MINUS SIGN}"


def decimal(value: float, decimals: int = 1, *, signed: bool = False, trimmed: bool = False) -> str:
    """Write a number with a fixed number of decimals.

    Parameters
    ----------
    value : float
        A finite number, in whatever unit the caller names beside it.
    decimals : int
        Digits after the point.
    signed : bool
        Write ``+`` before a number above zero.
    trimmed : bool
        Leave out closing zeros after the point: for a number that is exact, such as a goal.

    Raises
    ------
    ValueError
        If the value is not finite; what is missing has to be said in words.

    Examples
    --------
    >>> decimal(12345.678), decimal(0.04, 1, signed=True), decimal(-3, 0)
    ('12,345.7', '0.0', '−3')
    >>> decimal(45.0, 1, trimmed=True), decimal(2.2, 2, trimmed=True), decimal(100.0, 0, trimmed=True)
    ('45', '2.2', '100')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is no number to print: say in words that it is missing")
    text = f"{abs(value):,.{decimals}f}"
    if trimmed and decimals:
        text = text.rstrip("0").rstrip(".")
    if float(text.replace(",", "")) == 0:
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


def is_missing(value: object) -> bool:
    """Tell whether a value stands for "not known": None, NaN, NaT, pandas' NA or an infinity.

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing(0.0), is_missing("")
    (True, True, False, False)
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and not math.isfinite(value)


def year_ranges(years: Iterable[int]) -> list[str]:
    """Write years as ranges, in order and without repetition.

    Examples
    --------
    >>> year_ranges([2012, 2013, 2014, 2016, 2014])
    ['2012–2014', '2016']
    """
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
