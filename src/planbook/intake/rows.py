"""Which row is which city.

Names are looked up as data: ``data/catalog/cities.csv`` and, for renamed cities and typing slips,
``data/catalog/names.csv``. No city is known to the code.
"""

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process

from planbook import catalog
from planbook.intake.workbook import Sheet

TOTAL = "城市合计"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a sheet by what they are: ``cities`` maps code → index into the sheet's cells."""

    cities: dict[str, int]
    total: int | None


@cache
def _codes() -> dict[str, str]:
    codes = {city.name.zh: code for code, city in catalog.cities().items()}
    codes |= {
        row["name"]: row["code"] for row in catalog.table("catalog", "names.csv", columns=("name", "code"))
    }
    return codes


def recognise(sheet: Sheet) -> tuple[Rows, list[str]]:
    """Find each city's row, the row of the printed total, and nothing else.

    Province subtotals and blank rows are passed over. A row whose name is unknown but that holds figures is a
    problem, as is a city that stands twice.

    Returns
    -------
    rows : Rows
    problems : list of str
    """
    codes = _codes()
    # a municipality is a city and a province at once: it is taken as a city
    subtotals = {name.zh for name in catalog.provinces().values()} - set(codes)
    found: dict[str, int] = {}
    total: int | None = None
    problems: list[str] = []
    for i, printed in enumerate(sheet.names):
        name = re.sub(r"^\d+\.", "", printed)
        where = f"{sheet.path.name}, row {sheet.first_row + i}"
        if name == TOTAL:
            total = i
        elif name in codes:
            code = codes[name]
            if code in found:
                first = sheet.first_row + found[code]
                problems.append(
                    f"{where}: {printed} stands again (first in row {first}); delete one of the rows"
                )
            found.setdefault(code, i)
        elif name and name not in subtotals and _has_figures(sheet.cells[i]):
            nearest = ", ".join(str(m[0]) for m in process.extract(name, list(codes), limit=3))
            problems.append(
                f"{where}: no city is called {printed!r} (nearest: {nearest}); "
                "if it is one of them, add the spelling to data/catalog/names.csv"
            )
    return Rows(found, total), problems


def _has_figures(cells: tuple[object, ...]) -> bool:
    return sum(bool(re.search(r"\d", str(c))) for c in cells[1:]) > 3
