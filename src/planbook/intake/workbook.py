"""A yearbook workbook as a `Sheet`: its data year, its columns with their stacked headers, its rows.

Here a workbook becomes plain text cells; nothing is recognised yet. Which column is which indicator is found in
`columns`, which row is which city in `rows`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from planbook.errors import WorkbookError
from planbook.intake import archive
from planbook.intake.text import chinese, squeeze

_YEAR = re.compile(r"(19[89]\d|20\d\d)年")
_SCOPES = {
    "全市": "city",
    "市辖区": "districts",
    "辖区": "districts",
    "全币": "city",
    "币辖区": "districts",
}
_HEADER_ROWS = 12
_HEAD = "城市"  # heads the column of names


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One printed column.

    Attributes
    ----------
    number : int
        1-based position in the sheet.
    header : str
        The Chinese wording of the stacked header, outermost first, joined by ``|``; units and scope taken out.
    scope : str
        ``city``, ``districts`` or empty where the header does not say.
    unit : str
        The unit printed in the header (innermost first), empty where none is.
    printed : str
        The whole header as printed, for messages.
    """

    number: int
    header: str
    scope: str
    unit: str
    printed: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recognised yearbook sheet: ``cells[i]`` are the values of the row whose first cell is ``names[i]``.

    ``first_row`` is the 1-based sheet row of ``cells[0]``, for messages; ``merged`` are merged ranges below the
    header, as 0-based ((top, left), (bottom, right)): all but their first cell are blank; ``others`` are the sheets
    that are not read.
    """

    path: Path
    name: str
    year: int
    columns: tuple[SheetColumn, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[object, ...], ...]
    first_row: int
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    others: tuple[str, ...] = ()


def read(path: Path, units: frozenset[str]) -> Sheet:
    """Read the sheet of cities in a yearbook workbook: of the visible ones with a cell 城市, the one with most rows.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file.
    units : frozenset of str
        The unit words that may stand in brackets or in a row of their own, such as 万元.

    Raises
    ------
    WorkbookError
        If the file is no workbook, has no header row that names the cities' column, or no data year in its title.
    """
    contents = archive.inspect(path)
    try:
        book = CalamineWorkbook.from_path(path)
        sheet, others = _of_cities(book)
        grid: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        merged = sheet.merged_cell_ranges or []
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookError(
            f"{path.name} cannot be opened as a workbook: {error}; save it as .xlsx again"
        ) from error
    # a raised digit is a footnote; read without its format it would be one of the number's
    for (row, column), text in contents.marked.get(sheet.name, {}).items():
        if row < len(grid) and column < len(grid[row]):
            grid[row][column] = text
    head = _header_height(grid, path, sheet.name)
    title = " ".join(str(c) for row in grid[:head] for c in row)
    year = _YEAR.search(squeeze(title))
    if not year:
        raise WorkbookError(
            f"{path.name}, sheet {sheet.name!r}, header: no data year such as 2012年 in the title"
        )
    stacks = _stacked(grid, merged, head)
    columns = tuple(_column(i + 1, stack, units) for i, stack in enumerate(stacks))
    body = grid[head:]
    return Sheet(
        path=path,
        name=sheet.name,
        year=int(year.group(1)),
        columns=columns,
        names=tuple(squeeze(row[0]) for row in body),
        cells=tuple(tuple(row) for row in body),
        first_row=head + 1,
        merged=tuple(m for m in merged if m[1][0] >= head and m[1][0] - m[0][0] + m[1][1] - m[0][1] > 0),
        others=others,
    )


def _of_cities(book: CalamineWorkbook) -> tuple[CalamineSheet, tuple[str, ...]]:
    """Return the sheet that is read and the names of the other visible ones; the first where none has cities."""
    shown = [
        book.get_sheet_by_index(i)
        for i, m in enumerate(book.sheets_metadata)
        if m.visible == SheetVisibleEnum.Visible and m.typ == SheetTypeEnum.WorkSheet
    ]
    shown = shown or [book.get_sheet_by_index(0)]
    fit = [s for s in shown if any(_HEAD in map(chinese, row[:1]) for row in s.to_python(nrows=_HEADER_ROWS))]
    chosen = max(fit, key=lambda s: s.total_height) if fit else shown[0]
    return chosen, tuple(s.name for s in shown if s.name != chosen.name)


def _header_height(grid: list[list[object]], path: Path, sheet: str) -> int:
    """Return the number of rows above the first row of data: the first below 城市 with a number in it."""
    # the head may be bilingual: 城市 City
    names = [chinese(row[0]) if row else "" for row in grid[:_HEADER_ROWS]]
    if _HEAD not in names:
        stands = (
            (i + 1, j + 1) for i, row in enumerate(grid) for j, c in enumerate(row) if chinese(c) == _HEAD
        )
        row, column = next(stands, (0, 0))
        way_out = "is it the right sheet?"
        if column > 1:
            way_out = f"it stands in row {row}, column {column}: delete the columns before it"
        elif row:
            way_out = f"it stands in row {row}: delete the rows above the title"
        raise WorkbookError(
            f"{path.name}, sheet {sheet!r}: no cell {_HEAD} in the first column of the first {_HEADER_ROWS} rows; {way_out}"
        )
    for i in range(names.index(_HEAD) + 1, min(len(grid), _HEADER_ROWS + 4)):
        if chinese(grid[i][0]) not in ("", _HEAD) and not squeeze(grid[i][0]).startswith("中国"):
            return i
    raise WorkbookError(f"{path.name}, sheet {sheet!r}: no row of data below the header")


def _stacked(
    grid: list[list[object]], merged: list[tuple[tuple[int, int], tuple[int, int]]], head: int
) -> list[list[str]]:
    """Return each column's header cells from the top down, merged cells repeated, repetitions dropped."""
    rows = [list(row) for row in grid[:head]]
    width = max(len(row) for row in rows)
    for (top, left), (bottom, right) in merged:
        if top < head:
            for r in range(top, min(bottom, head - 1) + 1):
                for c in range(left, min(right, width - 1) + 1):
                    rows[r][c] = grid[top][left]
    stacks = []
    for c in range(width):
        parts: list[str] = []
        for row in rows:
            text = str(row[c]).strip()
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        stacks.append(parts)
    return stacks


def _column(number: int, stack: list[str], units: frozenset[str]) -> SheetColumn:
    kept: list[str] = []
    scope, unit = "", ""
    for text in stack:
        part = chinese(text)
        # a price basis and a unit may share a bracket: (当年价、万元)
        part = re.sub(
            r"\((当年价格?)[、,]?([^()格]+)\)",
            lambda m: f"({m.group(1)})({m.group(2)})" if m.group(2) in units else m.group(0),
            part,
        )
        for inner in re.findall(r"\(([^()]*)\)", part):
            if inner in units:
                unit = inner
            elif inner in _SCOPES:
                scope = _SCOPES[inner]
        word = re.sub(
            r"\(([^()]*)\)",
            lambda m: "" if m.group(1) in units or m.group(1) in _SCOPES else m.group(0),
            part,
        )
        word, tail = _tail(word, units)
        unit = tail or unit
        if word in units:
            unit = word
            continue
        if word.strip("|") in _SCOPES:
            scope = _SCOPES[word.strip("|")]
            continue
        if (ending := re.fullmatch(r"(.+?)(市辖区|全市)", word)) and ending.group(1) not in ("", "其中:"):
            word, scope = ending.group(1), _SCOPES[ending.group(2)]
        if word and (not kept or kept[-1] != word):
            kept.append(word)
    return SheetColumn(number, "|".join(kept), scope, unit, " | ".join(" ".join(t.split()) for t in stack))


def _tail(word: str, units: frozenset[str]) -> tuple[str, str]:
    """Split off a unit that stands bare at the end (比重%) or in a bracket that was never closed."""
    match = re.fullmatch(r"(.*?)[(\[]?([%‰]|[(\[](?:[^()\[\]]+)[>\]]?)$", word)
    if match and match.group(2).strip("([>]") in units:
        return match.group(1), match.group(2).strip("([>]")
    return word, ""
