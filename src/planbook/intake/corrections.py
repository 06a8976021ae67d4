"""Misprints and what is used instead: the rows of ``data/catalog/corrections.csv`` applied to compiled figures.

A correction names the value it expects to find. One that no longer finds it fails the compile by name, so that a
mended source is noticed instead of being mended twice.
"""

from dataclasses import dataclass, replace

import pandas as pd

from planbook import catalog
from planbook.intake.conversion import shortest
from planbook.intake.yearbook import Unread


@dataclass(frozen=True, slots=True)
class Correction:
    """One printed value, and what is used instead of it.

    ``unit`` is empty where it concerns every city that prints the value; ``expect`` is empty for a blank cell, ``used``
    for no value.
    """

    unit: str
    indicator: str
    year: int
    expect: str
    used: str
    source: str


def declared() -> list[Correction]:
    """Return the declared corrections in the order of the table."""
    columns = ("unit", "indicator", "year", "expect", "used", "source", "reason_zh", "reason_en")
    return [
        Correction(r["unit"], r["indicator"], int(r["year"]), r["expect"], r["used"], r["source"])
        for r in catalog.table("catalog", "corrections.csv", columns=columns)
    ]


def apply(
    figures: pd.DataFrame, unread: list[Unread], rules: list[Correction] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Apply the declared corrections.

    Parameters
    ----------
    figures : DataFrame
        Columns unit, indicator, year, value, source, flag.
    unread : list of Unread
        Cells that hold no number; each needs a correction that expects its text.
    rules : list of Correction, optional
        Instead of the declared ones.

    Returns
    -------
    figures : DataFrame
        Corrected values carry the flag ``corrected`` and the source they came from.
    problems : list of str
        Corrections that did not find what they expect, and unread cells without a correction.
    """
    rules = declared() if rules is None else rules
    texts = {(u.unit, u.indicator, u.year): u for u in unread}
    index = {
        key: i
        for i, key in enumerate(zip(figures["unit"], figures["indicator"], figures["year"], strict=True))
    }
    values, sources, flags = (figures[c].tolist() for c in ("value", "source", "flag"))
    dropped: set[int] = set()
    added: list[dict[str, object]] = []
    problems: list[str] = []
    for rule in _of_each_city(rules, figures):
        key = (rule.unit, rule.indicator, rule.year)
        place = index.get(key)
        unread_cell = texts.get(key)
        printed = unread_cell.text if unread_cell else "" if place is None else shortest(values[place])
        if printed != rule.expect or not (printed or rule.used):
            problems.append(
                f"corrections.csv: {rule.unit or 'every city'} {rule.indicator} {rule.year} expects {rule.expect!r} "
                f"but finds {printed or 'nothing'!r}; look at the source again and mend or remove the row"
            )
            continue
        texts.pop(key, None)
        if rule.used and place is not None:
            values[place], sources[place], flags[place] = float(rule.used), rule.source, "corrected"
        elif rule.used:
            row = dict(zip(("unit", "indicator", "year"), key, strict=True))
            added.append(row | {"value": float(rule.used), "source": rule.source, "flag": "corrected"})
        elif place is not None and unread_cell is None:
            dropped.add(place)
    problems += [
        f"{u.where}: {u.indicator} of {u.unit} reads {u.text!r}, which is no number; declare it in corrections.csv"
        for u in texts.values()
    ]
    mended = figures.assign(value=values, source=sources, flag=flags).drop(
        index=figures.index[sorted(dropped)]
    )
    if added:
        mended = pd.concat([mended, pd.DataFrame(added)], ignore_index=True)
    return mended, problems


def _of_each_city(rules: list[Correction], figures: pd.DataFrame) -> list[Correction]:
    """Write a rule for every city as one rule for each city that prints the value; as it is where none does."""
    each: list[Correction] = []
    for rule in rules:
        if rule.unit:
            each.append(rule)
            continue
        series = figures[(figures["indicator"] == rule.indicator) & (figures["year"] == rule.year)]
        units = series["unit"][series["value"].map(shortest) == rule.expect]
        each += [replace(rule, unit=u) for u in units] or [rule]
    return each
