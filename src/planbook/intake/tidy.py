"""A tidy table as an import takes it: one line per value, ``unit,indicator,value`` and, if need be, more.

Nothing is converted here: values stand in the catalog's units. Sources and flags are those of the catalog.
"""

import csv
import io
import math
from pathlib import Path

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import guard
from planbook.intake.brought import Brought, frame
from planbook.intake.text import number
from planbook.store.observations import near_indicators

NEEDED = ("unit", "indicator", "value")


def read(path: Path, year: int | None) -> Brought:
    """Read a tidy table.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8 with the columns unit, indicator, value and perhaps source, flag, year.
    year : int, optional
        The data year, if the file does not say it.

    Raises
    ------
    WorkbookError
        If it is no such table, or names no single year.
    """
    try:
        reader = csv.DictReader(io.StringIO(guard.text(path)), strict=True)
        lines = [(reader.line_num, row) for row in reader]
        header = list(reader.fieldnames or [])
    except csv.Error as error:
        raise WorkbookError(
            f"{path.name} cannot be read as CSV: {error}; save it as CSV UTF-8 again"
        ) from error
    missing = [f"column {c!r} is missing" for c in NEEDED if c not in header]
    missing += [
        f"column {c!r} stands {header.count(c)} times; keep one"
        for c in sorted(set(header))
        if header.count(c) > 1
    ]
    if missing:
        raise WorkbookError(
            f"{path.name}, line 1: not the header of a tidy table (unit,indicator,value[,source,flag,year])",
            missing,
        )
    said = {row["year"].strip() for _, row in lines if row.get("year")} if "year" in header else set()
    years = said | ({str(year)} if year else set())
    if len(years) != 1 or not next(iter(years)).isdecimal():
        raise WorkbookError(
            f"{path.name}: {'data years ' + ', '.join(sorted(years)) if years else 'no data year'}; "
            "an import takes one year: add a column year, or name it with --year"
        )
    brought = Brought("tidy table", int(next(iter(years))), frame([]))
    unknown = [c for c in header if c not in (*NEEDED, "source", "flag", "year")]
    brought.report += [f"column {c!r} not known and not read" for c in unknown]
    rows: list[tuple[str, str, int, float, str, str]] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in lines:
        where = f"{path.name}, line {line}"
        if None in row or None in row.values():
            brought.problems.append(f"{where}: the number of cells differs from the header's")
            continue
        value = check(row, where, brought)
        if value is None:
            continue
        key = (row["unit"].strip(), row["indicator"].strip())
        if key in seen:
            brought.problems.append(
                f"{where}: {key[0]} {key[1]} stands again (first in line {seen[key]}); keep one"
            )
            continue
        seen[key] = line
        brought.places[key] = where
        source = (row.get("source") or "").strip() or f"ccsy-{brought.year + 1}"
        rows.append((*key, brought.year, value, source, (row.get("flag") or "").strip()))
    brought.rows = frame(rows)
    edition = f"ccsy-{brought.year + 1}"
    if unnamed := sum(not (row.get("source") or "").strip() for _, row in lines):
        brought.report.append(
            f"{unnamed} lines name no source and are entered as {edition}, the yearbook that prints {brought.year}; "
            "where that is not so, write the source in the column source"
        )
    return brought


def check(row: dict[str, str], where: str, brought: Brought) -> float | None:
    """Return the value of a row, or None; what is wrong with the row is added to the problems."""
    unit, indicator = row["unit"].strip(), row["indicator"].strip()
    problems = []
    if unit not in catalog.cities():
        name = next((c.name.zh for c in catalog.cities().values() if c.name.zh == unit), "")
        hint = (
            f"; write the code of {name}"
            if name
            else "; units are six-digit codes of data/catalog/cities.csv"
        )
        problems.append(f"unit {unit!r} is no city's code{hint}")
    if indicator not in catalog.indicators():
        problems.append(f"no indicator is called {near_indicators(indicator)}")
    elif catalog.indicators()[indicator].scope == "nation":
        problems.append(f"{indicator} is a series of the nation, not of a city")
    source = (row.get("source") or "").strip()
    if source and source not in catalog.sources() and source != f"ccsy-{brought.year + 1}":
        problems.append(
            f"source {source!r} is not in data/catalog/sources.csv; add it there or leave the cell blank"
        )
    bad = [f for f in (row.get("flag") or "").strip().split(";") if f and f not in catalog.flags()]
    if bad:
        problems.append(
            f"flag {', '.join(bad)} is not in data/catalog/flags.csv ({', '.join(catalog.flags())})"
        )
    value = None
    try:
        value = number(row["value"])
        if value is not None and not math.isfinite(value):
            raise ValueError(f"{row['value']!r} is not a number")
    except ValueError as error:
        problems.append(f"value: {error}; write digits alone, or clear the cell")
    brought.problems += [f"{where}: {p}" for p in problems]
    return None if problems else value
