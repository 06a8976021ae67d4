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
    """The figures of one edition: ``values[indicator][unit]``, printed totals by indicator, cells not read."""

    year: int
    source: str
    values: dict[str, dict[str, float]] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


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
    edition = Edition(sheet.year, f"ccsy-{sheet.year + 1}", problems=column_problems + row_problems)
    for match in found:
        indicator = catalog.indicators()[match.indicator]
        try:
            by = conversion.factor(match.unit, indicator.unit.zh)
        except ValueError as error:
            edition.problems.append(
                f"{path.name}, column {match.column.number} ({match.column.printed}): {error}"
            )
            continue
        column: dict[str, float] = {}
        for unit, i in where.cities.items():
            cell = sheet.cells[i][match.column.number - 1]
            try:
                value = number(cell)
            except ValueError:
                place = f"{path.name}, row {sheet.first_row + i}, column {match.column.number}"
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
