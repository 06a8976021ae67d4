"""From the printed unit to the catalog's unit, and the proof by the magnitude of the whole column.

A printed unit is never trusted alone: the typical value of a column is compared with the year before.
"""

import math
from decimal import Decimal
from functools import cache
from statistics import median

from planbook import catalog

# a column whose typical city changes by more than this within a year is in another unit or another series
LARGEST_STEP = 2.5


@cache
def units() -> dict[str, tuple[str, Decimal]]:
    """Return the units that may be printed: word → (dimension, size in the dimension's base unit)."""
    columns = ("printed", "dimension", "in_base")
    return {
        r["printed"]: (r["dimension"], Decimal(r["in_base"]))
        for r in catalog.table("catalog", "units.csv", columns=columns)
    }


def factor(printed: str, wanted: str) -> Decimal:
    """Return what a value in the unit ``printed`` is multiplied with to be in ``wanted``.

    Raises
    ------
    ValueError
        If one of the units is unknown, or they measure different things (万元 against 万人).

    Examples
    --------
    >>> factor("万元", "亿元")
    Decimal('0.0001')
    """
    known = units()
    for unit in (printed, wanted):
        if unit not in known:
            raise ValueError(f"unit {unit!r} is not in data/catalog/units.csv")
    if known[printed][0] != known[wanted][0]:
        raise ValueError(
            f"{printed} cannot be converted to {wanted}: {known[printed][0]} against {known[wanted][0]}"
        )
    return known[printed][1] / known[wanted][1]


def convert(value: float, by: Decimal) -> float:
    """Multiply a printed value by a factor without the artefacts of binary fractions.

    Examples
    --------
    >>> convert(58616314, Decimal("0.0001"))
    5861.6314
    """
    return float(Decimal(f"{value:.12g}") * by)


def shortest(value: float) -> str:
    """Return a value's shortest decimal, never in scientific notation.

    Examples
    --------
    >>> shortest(5861.6), shortest(1462.0), shortest(0.00001)
    ('5861.6', '1462', '0.00001')
    """
    # adding zero takes the sign off a negative zero
    return format(Decimal(f"{value + 0.0:.12g}").normalize(), "f")


def step(before: dict[str, float], after: dict[str, float]) -> float | None:
    """Return how many times larger the typical city is in ``after`` than in ``before``.

    The median of the ratios over the cities in both; None with fewer than ten cities above zero in both.

    Examples
    --------
    >>> step({str(i): 2.0 for i in range(12)}, {str(i): 20.0 for i in range(12)})
    10.0
    """
    ratios = [
        math.log10(after[u] / before[u])
        for u in before.keys() & after.keys()
        if before[u] > 0 and after[u] > 0
    ]
    if len(ratios) < 10:
        return None
    return float(f"{10 ** median(ratios):.6g}")
