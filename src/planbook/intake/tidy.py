"""A tidy table as an import takes it: one line per value, ``unit,indicator,value`` and, if need be, more.

Units go by code or name, the nation and the provinces among them, indicators by id or label; values stand in the
catalog's units, nothing is converted. A source that the catalog does not know is asked about.
"""

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from planbook import catalog
from planbook.errors import AmbiguousNameError, UnknownNameError, WorkbookError
from planbook.intake import guard, naming
from planbook.intake.brought import REJECT, Brought, Question, frame
from planbook.intake.text import number

NEEDED = ("unit", "indicator", "value")
MOST_PROBLEMS = 500  # after so many the rest of a table is not looked at


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as it was entered: codes and ids found, source and flag as written."""

    unit: str
    indicator: str
    value: float
    source: str
    flag: str


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
    brought = Brought("tidy table", _year(path, header, lines, year), frame([]))
    unknown = [c for c in header if c not in (*NEEDED, "source", "flag", "year")]
    brought.notes += [f"column {c!r} not known and not read" for c in unknown]
    rows: list[tuple[str, str, int, float, str, str]] = []
    values: dict[tuple[str, str], float] = {}
    unnamed = 0
    for line, row in lines:
        where = f"{path.name}, line {line}"
        if len(brought.problems) >= MOST_PROBLEMS:
            brought.problems.append(f"{where} and all after it: not looked at, for so many problems before")
            break
        if None in row or None in row.values():
            brought.problems.append(f"{where}: the number of cells differs from the header's")
            continue
        entry = check(row, where, brought)
        if entry is None:
            continue
        key = (entry.unit, entry.indicator)
        if key in values:
            if values[key] != entry.value:
                brought.problems.append(
                    f"{where}: {key[0]} {key[1]} stands again (first in {brought.places[key].rpartition(', ')[2]}); keep one"
                )
            continue
        values[key] = entry.value
        brought.places[key] = where
        unnamed += not (row.get("source") or "").strip()
        rows.append((*key, brought.year, entry.value, entry.source, entry.flag))
    brought.rows = frame(rows)
    ask_about_sources(brought)
    edition = f"ccsy-{brought.year + 1}"
    if unnamed:
        brought.notes.append(
            f"{unnamed} lines name no source and are entered as {edition}, the yearbook that prints {brought.year}; "
            "where that is not so, write the source in the column source"
        )
    return brought


def _year(path: Path, header: list[str], lines: list[tuple[int, dict[str, str]]], year: int | None) -> int:
    said = {row["year"].strip() for _, row in lines if row.get("year")} if "year" in header else set()
    years = said | ({str(year)} if year else set())
    if len(years) != 1 or not (next(iter(years)).isascii() and next(iter(years)).isdecimal()):
        raise WorkbookError(
            f"{path.name}: {'data years ' + ', '.join(sorted(years)) if years else 'no data year'}; "
            "an import takes one year: add a column year, or name it with --year"
        )
    return int(next(iter(years)))


def ask_about_sources(brought: Brought) -> None:
    """Ask once about each source that the catalog does not know: it gets a row, or its figures stay out."""
    own = f"ccsy-{brought.year + 1}"
    for source in sorted(set(brought.rows["source"]) - set(catalog.sources()) - {own}):
        part = brought.rows[brought.rows["source"] == source]
        brought.questions.append(
            Question(
                f"source:{source}",
                brought.places[str(part["unit"].iloc[0]), str(part["indicator"].iloc[0])],
                f"{source}: {len(part)} values",
                "",
                f"source {source!r} is new (nearest: {naming.near_sources(source)}); write its full title, with publisher "
                "and year, for data/catalog/sources.csv, or reject its values",
                "text",
                (REJECT,),
            )
        )


def check(row: dict[str, str], where: str, brought: Brought) -> Entry | None:
    """Return what a row enters, or None; what is wrong with the row is added to the problems."""
    problems = []
    unit = indicator = ""
    try:
        unit = naming.place(row["unit"].strip())
    except (UnknownNameError, AmbiguousNameError) as error:
        problems.append(error.message)
    try:
        indicator = naming.indicator(row["indicator"].strip())
    except (UnknownNameError, AmbiguousNameError) as error:
        problems.append(error.message)
    if unit and indicator and (problem := _misfit(unit, indicator)):
        problems.append(problem)
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
    if problems or value is None:
        return None
    source = (row.get("source") or "").strip() or f"ccsy-{brought.year + 1}"
    flags = {f for f in (row.get("flag") or "").strip().split(";") if f}
    return Entry(unit, indicator, value, source, ";".join(sorted(flags)))


def _misfit(unit: str, indicator: str) -> str:
    """Return why a place cannot have an indicator; empty where it can."""
    known = catalog.indicators()[indicator]
    place = catalog.place(unit).zh
    is_city = unit in catalog.cities()
    whole = unit == catalog.NATION or unit in catalog.provinces()
    if known.scope == "county":
        return f"{indicator} is a series of single districts, not of {place}"
    if known.scope in ("nation", "province") and not whole:
        of = "the nation" if known.scope == "nation" else "provinces and the nation"
        return f"{indicator} is a series of {of}, not of a city ({place})"
    if known.scope == "nation" and unit != catalog.NATION:
        return f"{indicator} is a series of the nation, not of {place}"
    if known.scope == "districts" and not is_city and indicator.endswith("_districts"):
        return f"{indicator} is a series of city districts, not of {place}"
    return ""
