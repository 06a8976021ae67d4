"""One printed table of county-level cities as columns: which cell is a name, which a figure, what stands above it.

The yearbook prints these cities table by table, in one or two blocks side by side, over several sheets. Nothing is
recognised here: indicators and cities are found in `countycities`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from planbook.errors import WorkbookError
from planbook.intake.text import chinese, number, squeeze

VENDORS = re.compile(r"CNKI|马克数据网")  # sheets that those who passed the tables on put in
FEWEST = 4  # names or figures that make a column


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as printed: the name in its row, the wording above its column, the unit, the text and its place."""

    name: str
    header: str
    unit: str
    printed: object
    where: str


def read(path: Path, units: frozenset[str]) -> Iterator[Cell]:
    """Yield the figures of a table, sheet by sheet, block by block.

    Parameters
    ----------
    path : Path
        A workbook of one printed table.
    units : frozenset of str
        The unit words that may be printed.

    Raises
    ------
    WorkbookError
        If it cannot be opened.
    """
    try:
        book = CalamineWorkbook.from_path(path)
        grids = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
            if not VENDORS.search(name)
        }
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookError(
            f"{path} cannot be opened as a workbook: {error}; save it as .xlsx again"
        ) from error
    heads: dict[int, tuple[str, str]] = {}
    for sheet, grid in grids.items():
        yield from _sheet(f"{path.parent.name}/{path.name}, sheet {sheet!r}", grid, units, heads)


def _sheet(
    where: str, grid: list[list], units: frozenset[str], heads: dict[int, tuple[str, str]]
) -> Iterator[Cell]:
    names = _name_columns(grid)
    if not names:
        return
    first = next(
        i for i, row in enumerate(grid) if any(_is_city(row[c]) for c in names) and _figures(row) >= 1
    )
    # the province above the first city is data as well
    top = next((i for i in range(first) if any(_is_place(grid[i][c]) for c in names)), first)
    told = _unit(" ".join(str(c) for row in grid[:top] for c in row), units)
    for n, name in enumerate(names):
        end = names[n + 1] if n + 1 < len(names) else max(map(len, grid))
        for column in range(name + 1, end):
            texts = [row[column] for row in grid[top:] if column < len(row)]
            if sum(_is_figure(t) for t in texts) < FEWEST:
                continue
            stack = [str(row[column]) for row in grid[:top] if column < len(row) and str(row[column]).strip()]
            # a page that repeats no heads goes on under those of the page before
            header, unit = _head(stack, units) if stack else heads.get(column, ("", ""))
            heads[column] = (header, unit)
            for i in range(top, len(grid)):
                cell = grid[i][column] if column < len(grid[i]) else ""
                if _is_city(grid[i][name]) and str(cell).strip():
                    place = f"{where}, row {i + 1}, column {column + 1}"
                    yield Cell(city(grid[i][name]), header, unit or told, cell, place)


def city(cell: object) -> str:
    """Return the name in a cell as cities are called: without blanks, numbers and English.

    Examples
    --------
    >>> city("  瓦房店市 Wafangdian")
    '瓦房店市'
    """
    return re.sub(r"^\d+[.、]?", "", chinese(cell))


def _is_city(cell: object) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{1,7}市", city(cell))) and city(cell) != "城市"


def _is_place(cell: object) -> bool:
    return bool(re.fullmatch(r"(\S{2,6}省|\S{2,8}自治区|[\u4e00-\u9fff]{2,3}|\S{2,7}市)", city(cell))) and (
        city(cell) not in ("城市", "单位")
    )


def _name_columns(grid: list[list]) -> list[int]:
    width = max((len(row) for row in grid), default=0)
    return [c for c in range(width) if sum(c < len(row) and _is_city(row[c]) for row in grid) >= FEWEST]


def _figures(row: list) -> int:
    return sum(_is_figure(c) for c in row)


def _is_figure(cell: object) -> bool:
    try:
        return number(cell) is not None
    except ValueError:
        return False


def _head(stack: list[str], units: frozenset[str]) -> tuple[str, str]:
    text = chinese(" ".join(stack))
    unit = _unit(text, units)
    return re.sub(r"[(（][^()（）]*[)）]", "", squeeze(text)), unit


def _unit(text: str, units: frozenset[str]) -> str:
    """Return the unit that a text names in brackets or after 单位, with what a scanner makes of 万元 mended."""
    plain = squeeze(text).replace("力元", "万元").replace("万兀", "万元")
    for found in re.findall(r"[(（]([^()（）]+)[)）]|单位[:：]?([^\sA-Za-z(（]+)", plain):
        word = found[0] or found[1]
        for unit in sorted(units, key=len, reverse=True):
            if word.startswith(unit):
                return unit
    return ""
