"""Values that jump and stand all the same: the rows of ``data/catalog/confirmed.csv`` lose the flag ``suspect``.

A confirmation names the value it looked at. One that no longer finds it fails the compile by name.
"""

import pandas as pd

from planbook import catalog
from planbook.intake.conversion import shortest

KEY = ["unit", "indicator", "year"]


def declared() -> dict[tuple[str, str, int], str]:
    """Return the confirmed values: (unit, indicator, year) → value as stored."""
    columns = ("unit", "indicator", "year", "value", "reason_zh", "reason_en")
    rows = catalog.table("catalog", "confirmed.csv", columns=columns)
    return {(r["unit"], r["indicator"], int(r["year"])): r["value"] for r in rows}


def stale(figures: pd.DataFrame, rules: dict[tuple[str, str, int], str] | None = None) -> list[str]:
    """Name every confirmation whose value is no longer found.

    Parameters
    ----------
    figures : DataFrame
        Columns unit, indicator, year, value among others; confirmations of years without figures are not looked for.
    rules : dict, optional
        Instead of the declared ones.
    """
    rules = declared() if rules is None else rules
    values = figures.set_index(KEY)["value"]
    years = set(figures["year"])
    problems = []
    for (unit, indicator, year), expected in rules.items():
        found = values.get((unit, indicator, year))
        if year in years and (found is None or shortest(found) != expected):
            problems.append(
                f"confirmed.csv: {unit} {indicator} {year} expects {expected!r} but finds "
                f"{'nothing' if found is None else repr(shortest(found))}; look at it again and mend or remove the row"
            )
    return problems


def clear(figures: pd.DataFrame, rules: dict[tuple[str, str, int], str] | None = None) -> pd.DataFrame:
    """Take the flag ``suspect`` from confirmed values."""
    rules = declared() if rules is None else rules
    keys = zip(
        figures["unit"].tolist(),
        figures["indicator"].tolist(),
        figures["year"].tolist(),
        figures["flag"].tolist(),
        strict=True,
    )
    flags = [
        ";".join(f for f in flag.split(";") if f != "suspect") if (unit, indicator, year) in rules else flag
        for unit, indicator, year, flag in keys
    ]
    return figures.assign(flag=pd.Series(flags, index=figures.index, dtype="str"))
