"""One yearbook edition as figures: every recognised column of every recognised city, in the catalog's units.

Corrections, the order of sources and the comparison between editions come later, in `compiling`.
"""

from dataclasses import dataclass, field
from pathlib import Path

from planbook import catalog
from planbook.intake import columns, conversion, rows, workbook
from planbook.intake.text import number


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that holds something else than a number."""

    unit: str
    indicator: str
    year: int
    text: str
    where: str


@dataclass(slots=True)
class Edition:
    """The figures of one edition: ``values[indicator][unit]``, printed totals by indicator, cells not read.

    ``headers`` are its wordings: (header, scope) → indicator, empty for columns the book does not use.
    """

    year: int
    source: str
    values: dict[str, dict[str, float]] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    headers: dict[tuple[str, str], str] = field(default_factory=dict)


def read(path: Path) -> Edition:
    """Read one edition of the China City Statistical Yearbook.

    Parameters
    ----------
    path : Path
        The workbook of the prefecture-level cities' sheet.

    Returns
    -------
    Edition
        ``year`` is the data year, one before the edition's. ``problems`` lists everything that stands in the way.

    Raises
    ------
    WorkbookError
        If the file is no yearbook workbook at all.
    """
    sheet = workbook.read(path, frozenset(conversion.units()))
    found, column_problems = columns.recognise(sheet)
    where, row_problems = rows.recognise(sheet)
    edition = take(sheet, found, where)
    edition.problems[:0] = column_problems + row_problems
    edition.headers = {(c.header, c.scope): "" for c in sheet.columns if c.header}
    edition.headers |= {(m.column.header, m.column.scope): m.indicator for m in found}
    return edition


def take(sheet: workbook.Sheet, found: list[columns.Match], where: rows.RowFinder) -> Edition:
    """Take the figures of the recognised columns and rows out of a sheet.

    Parameters
    ----------
    sheet : Sheet
        A sheet as `workbook.read` returns it.
    found : list of Match
        The columns, each with the unit it is printed in.
    where : Rows
        The cities' rows and the row of the printed total.

    Returns
    -------
    Edition
        ``problems`` lists units that cannot be converted, ``unread`` cells that hold no number.
    """
    edition = Edition(sheet.year, f"ccsy-{sheet.year + 1}")
    for match in found:
        indicator = catalog.indicators()[match.indicator]
        try:
            by = conversion.factor(match.unit, indicator.unit.zh)
        except ValueError as error:
            edition.problems.append(
                f"{sheet.path.name}, column {match.column.number} ({match.column.printed}): {error}"
            )
            continue
        column: dict[str, float] = {}
        for unit, i in where.cities.items():
            cell = sheet.cells[i][match.column.number - 1]
            try:
                value = number(cell)
            except ValueError:
                place = f"{sheet.path.name}, row {sheet.first_row + i}, column {match.column.number}"
                edition.unread.append(Unread(unit, match.indicator, sheet.year, str(cell).strip(), place))
                continue
            if value is not None:
                column[unit] = conversion.convert(value, by)
        if column:
            edition.values[match.indicator] = column
        if where.total is not None:
            edition.totals |= _total(sheet.cells[where.total][match.column.number - 1], match.indicator, by)
    return edition


def _total(cell: object, indicator: str, by: conversion.Decimal) -> dict[str, float]:
    try:
        value = number(cell)
    except ValueError:
        return {}
    return {} if value is None else {indicator: conversion.convert(value, by)}
