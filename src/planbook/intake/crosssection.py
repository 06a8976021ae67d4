"""The cross-section of 1985, by whose figures the plan chose its cities: a yearbook edition of another make.

All cities of today's yearbook that the edition prints are read, not the plan's alone: who was chosen can only be judged
beside who was not. Headers are taken word for word from ``data/catalog/headers_1985.csv``, rows from
``data/catalog/names_1985.csv``: the edition lists county-level cities unmarked among the others (``rank`` tells them
apart) and calls several cities by former names.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import conversion, workbook
from planbook.intake.text import number
from planbook.intake.yearbook import Unread

YEAR = 1985
COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]


@dataclass(frozen=True, slots=True)
class CrossSection:
    """The figures of 1985 (unit, indicator, year, value, source, flag) and the cells that hold no number."""

    figures: pd.DataFrame
    unread: list[Unread]


def read(folder: Path) -> CrossSection:
    """Read the cross-section of 1985.

    Parameters
    ----------
    folder : Path
        The folder of raw sources; one without the edition of 1986 has no cross-section.

    Raises
    ------
    WorkbookError
        If the workbook cannot be read, or a declared header or city is not in it; all of them listed.
    """
    path = folder / "ccsy" / f"ccsy-{YEAR + 1}.xlsx"
    if not path.is_file():
        return CrossSection(pd.DataFrame(columns=COLUMNS), [])
    sheet = workbook.read(path, frozenset(conversion.units()))
    headers = {(c.header, c.unit): c for c in reversed(sheet.columns)}
    # a province stands above its cities: 吉林 below 吉林 is the city
    lines = {name: i for i, name in enumerate(sheet.names)}
    wanted = catalog.table("catalog", "headers_1985.csv", columns=("indicator", "header", "printed_unit"))
    cities = catalog.table("catalog", "names_1985.csv", columns=("name", "code", "flag"))
    problems = [
        f"{path.name}: no column is headed {r['header']!r} in {r['printed_unit']}"
        for r in wanted
        if (r["header"], r["printed_unit"]) not in headers
    ]
    problems += [f"{path.name}: no row is called {c['name']!r}" for c in cities if c["name"] not in lines]
    if problems:
        raise WorkbookError(f"{path.name}: the cross-section of {YEAR} cannot be read", problems)
    rows, unread = [], []
    for row in wanted:
        indicator = row["indicator"]
        by = conversion.factor(row["printed_unit"], catalog.indicators()[indicator].unit.zh)
        column = headers[row["header"], row["printed_unit"]].number
        for city in cities:
            line = lines[city["name"]]
            cell = sheet.cells[line][column - 1]
            try:
                value = number(cell)
            except ValueError:
                where = f"{path.name}, row {sheet.first_row + line}, column {column}"
                unread.append(Unread(city["code"], indicator, YEAR, str(cell).strip(), where))
                continue
            if value is not None:
                value = conversion.convert(value, by)
                rows.append((city["code"], indicator, YEAR, value, f"ccsy-{YEAR + 1}", city["flag"]))
    return CrossSection(pd.DataFrame(rows, columns=COLUMNS), unread)
