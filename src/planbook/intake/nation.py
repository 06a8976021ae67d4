"""Figures of the nation and of provinces in an import: held against last year's, and never joined to another vintage.

First prints and revised series do not mix: where a series goes on with another source, the join is asked about and
becomes a break of the series.
"""

import pandas as pd

from planbook import catalog, paths
from planbook.ground.language import Both
from planbook.intake.brought import BREAK, REJECT, SAME, Brought, Question, where
from planbook.intake.causes import together
from planbook.intake.conversion import shortest
from planbook.quality import values
from planbook.store import rows as tables

KEY = ["unit", "indicator"]
JOINS = (BREAK, SAME, REJECT)
FURTHEST = 1.6  # times last year's value that a figure of the nation or a province may be


def judge(brought: Brought, rows: pd.DataFrame) -> None:
    """Add the questions about figures of the nation and of provinces.

    Parameters
    ----------
    brought : Brought
        For the places of the figures; its ``questions`` grow.
    rows : DataFrame
        unit (100000 or a province), indicator, value, source.
    """
    if rows.empty:
        return
    last = tables.read_year(paths.data("benchmark"), brought.year - 1)
    both = rows.merge(last, on=KEY, suffixes=("", "_last"))
    brought.questions += _joins(brought, both)
    known = catalog.indicators()
    own = where(rows, lambda cell: known[cell[1]].scope in ("nation", "province"))
    out = {(f.unit, f.indicator): f.message for f in values.ranges(own)} if len(own) else {}
    asked = []
    for r in both.to_dict("records"):
        now, then, unit = float(r["value"]), float(r["value_last"]), str(r["unit"])
        indicator = known[str(r["indicator"])]
        far = (
            abs(now - then) > (indicator.largest_change or 10)
            if indicator.in_points
            else (now > 0 and then > 0 and not 1 / FURTHEST < now / then < FURTHEST)
        )
        why = out.pop((unit, indicator.id), None)
        if far and why is None:
            why = Both(f"上年为{shortest(then)}", f"{shortest(then)} last year")
        if why is not None:
            asked.append(_cell(brought, unit, indicator.id, now, shortest(then), why))
    for (unit, name), why in out.items():
        value = float(rows.loc[(rows["unit"] == unit) & (rows["indicator"] == name), "value"].iloc[0])
        asked.append(_cell(brought, unit, name, value, "", why))
    brought.questions += together(
        "benchmarks",
        asked,
        f"{len(asked)} figures of the nation or of provinces are far from last year's; accept, or reject",
    )


def _cell(brought: Brought, unit: str, indicator: str, value: float, last: str, why: Both) -> Question:
    name = f"{catalog.place(unit).zh} {indicator}"
    asks = f"{name}: {why.en}; accept, reject, or write the right value in {catalog.indicators()[indicator].unit.zh}"
    place = brought.places.get((unit, indicator), name)
    return Question(f"value:{unit}:{indicator}", place, shortest(value), last, asks, "number", why=why)


def _joins(brought: Brought, both: pd.DataFrame) -> list[Question]:
    """Ask about series of the nation that go on with another source than the year before."""
    other = both[(both["source"] != both["source_last"]) & (both["unit"] == catalog.NATION)]
    year, parts = brought.year, []
    for r in other.to_dict("records"):
        indicator, unit = str(r["indicator"]), str(r["unit"])
        if catalog.breaks(indicator, year - 1, year, unit):
            continue
        title = catalog.indicators()[indicator].name.zh
        why = Both(
            f"{year}年起取自另一来源，为首次公布数，与此前的修订数不可直接相比",
            f"from {year} on from another source, as first published; not to be compared with the "
            "revised figures before",
        )
        asks = (
            f"{indicator} ({title}): {r['source_last']} to {year - 1}, {r['source']} in {year}; `break` marks a break in the "
            "series, `same` if both are of one vintage, reject leaves the figure out"
        )
        place = brought.places.get((unit, indicator), indicator)
        last = shortest(float(r["value_last"]))
        parts.append(
            Question(
                f"joins:{indicator}",
                place,
                shortest(float(r["value"])),
                last,
                asks,
                "",
                JOINS,
                why=why,
            )
        )
    return together(
        "joins",
        parts,
        (
            f"{len(parts)} series of the nation go on with another source than in {year - 1}, a first print beside a revised "
            "series; `break` marks one in each, `same` says that both are of one vintage, reject leaves them out"
        ),
        JOINS,
    )
