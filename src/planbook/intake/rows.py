"""Which row is which city.

Names are looked up as data: ``data/catalog/cities.csv`` and, for renamed cities and typing slips,
``data/catalog/names.csv``. No city is known to the code.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process

from planbook import catalog
from planbook.intake.text import chinese
from planbook.intake.workbook import Sheet

TOTAL = "城市合计"
LONGEST_FIGURE = 24  # characters; a longer text with a digit in it is a remark


@dataclass(frozen=True, slots=True)
class RowFinder:
    """The rows of a sheet by what they are: ``cities`` maps code → index into the sheet's cells.

    ``unknown`` are the indexes of rows that hold figures under a name no city has.
    """

    cities: dict[str, int]
    total: int | None
    unknown: tuple[int, ...] = ()


@cache
def _codes() -> dict[str, str]:
    codes = {city.name.zh: code for code, city in catalog.cities().items()}
    codes |= {
        row["name"]: row["code"] for row in catalog.table("catalog", "names.csv", columns=("name", "code"))
    }
    return codes


def recognise(sheet: Sheet) -> tuple[RowFinder, list[str]]:
    """Find each city's row, the row of the printed total, and nothing else.

    Province subtotals and blank rows are passed over. A row whose name is unknown but that holds figures is a
    problem, as is a city that stands twice.

    Returns
    -------
    rows : RowFinder
    problems : list of str
    """
    found, problems = scan(sheet, {})
    for i in found.unknown:
        name = sheet.names[i]
        like = ", ".join(str(m[0]) for m in process.extract(name, list(_codes()), limit=3))
        problems.append(
            f"{sheet.path.name}, row {sheet.first_row + i}: no city is called {name!r} (nearest: {like}); "
            "if it is one of them, add the spelling to data/catalog/names.csv"
        )
    return found, problems


def scan(sheet: Sheet, decided: dict[str, str]) -> tuple[RowFinder, list[str]]:
    """Find the rows as `recognise` does, but leave unknown names to the caller.

    Parameters
    ----------
    sheet : Sheet
        A sheet as `workbook.read` returns it.
    decided : dict of str to str
        Names whose city an analyst has named: name → code, empty for a row to be passed over.

    Returns
    -------
    rows : RowFinder
    problems : list of str
        Cities that stand twice.
    """
    codes = _codes() | decided
    # a municipality is a city and a province at once: it is taken as a city
    subtotals = {name.zh for name in catalog.provinces().values()} - set(codes)
    found: dict[str, int] = {}
    total: int | None = None
    unknown: list[int] = []
    problems: list[str] = []
    for i, printed in enumerate(sheet.names):
        name = called(printed, codes, subtotals)
        where = f"{sheet.path.name}, row {sheet.first_row + i}"
        if name == TOTAL:
            total = i
        elif name in codes:
            code = codes[name]
            if not code:
                continue
            if code in found:
                first = sheet.first_row + found[code]
                problems.append(
                    f"{where}: {printed} stands again (first in row {first}); delete one of the rows"
                )
            found.setdefault(code, i)
        elif name and name not in subtotals and _has_figures(sheet.cells[i], len(sheet.columns)):
            unknown.append(i)
    return RowFinder(found, total, tuple(unknown)), problems


def nearest(name: str) -> tuple[str, str, float]:
    """Return the city whose name is most like a given one: its code, its name, the likeness from 0 to 100.

    Examples
    --------
    >>> nearest("唐出市")[:2]
    ('130200', '唐山市')
    """
    best = process.extractOne(name, list(_codes()))
    return _codes()[best[0]], str(best[0]), float(best[1])


def called(printed: str, codes: Collection[str], subtotals: Collection[str] = ()) -> str:
    """Return the name by which a row is known: without a number before it, English beside it, or with 市.

    Examples
    --------
    >>> called("3、石家庄Shijiazhuang", {"石家庄市"}), called("吉林", {"吉林市"}, {"吉林省"})
    ('石家庄市', '吉林市')
    """
    name = re.sub(r"^(\d+[.、,]?|[(]\d+[)])", "", printed)
    if name in codes or name in subtotals or name == TOTAL:
        return name
    name = chinese(name) or name
    with_ending = f"{name}市"
    return with_ending if name not in codes and name not in subtotals and with_ending in codes else name


def _has_figures(cells: tuple[object, ...], width: int) -> bool:
    """Whether a row holds figures: more than three, or in at least half of the columns of a narrow table."""
    figures = sum(_is_figure(c) for c in cells[1:])
    return figures > 3 or 0 < width - 1 <= 2 * figures


def _is_figure(cell: object) -> bool:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return True
    return bool(re.search(r"\d", str(cell))) and len(str(cell).strip()) <= LONGEST_FIGURE
