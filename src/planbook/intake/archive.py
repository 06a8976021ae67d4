"""A workbook as the zip archive it is: what it would inflate to, and which cells hold no value that can be read.

Whether a file is a workbook at all is told by `guard`; the figures are read in `workbook`. Nothing is interpreted here.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planbook.errors import WorkbookError
from planbook.intake.text import raised

LARGEST_INSIDE = 60_000_000  # bytes once inflated; an edition has two million
MOST_COLUMNS, MOST_ROWS = 2_000, 20_000
NAMED = 5  # cells a message names
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(?:row\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,7})(\d{1,9})"')
_ROW = re.compile(rb'\br="(\d{1,9})"')
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>(.*?)</(?:\w+:)?t>", re.DOTALL)
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>|<(?:\w+:)?si\b[^>]*/>", re.DOTALL)
_RAISED = re.compile(rb'<(?:\w+:)?vertAlign\b[^>]*\bval="su[bp]erscript"')


@dataclass(frozen=True, slots=True)
class ArchiveContents:
    """The sheets of a workbook in their order: title → 0-based (row, column) → text of cells with raised digits."""

    marked: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)


def inspect(path: Path) -> ArchiveContents:
    """Look into a workbook before it is opened.

    Raises
    ------
    WorkbookError
        If the archive is damaged, inflates too far, has absurd sheets, or cells hold errors or formulas without a
        result; every cell that stands in the way is named or counted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            declared = sum(item.file_size for item in archive.infolist())
            if declared > LARGEST_INSIDE:
                raise WorkbookError(
                    f"{path.name} would inflate to {declared / 1e6:.0f} MB, more than the {LARGEST_INSIDE / 1e6:.0f} MB "
                    "an import reads; save the sheet of the prefecture-level cities alone"
                )
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise WorkbookError(
                    f"{path.name} is a zip archive but no .xlsx workbook; unpack it, or save the workbook as .xlsx again"
                )
            # reads every part once, never further than its declared size, and compares checksums
            if damaged := archive.testzip():
                raise WorkbookError(
                    f"{path.name} is damaged: {damaged} inside it cannot be read; fetch it again"
                )
            titles = _titles(archive.read("xl/workbook.xml"))
            shared = _shared(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else {}
            sheets = sorted(
                (n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)), key=lambda n: (len(n), n)
            )
            problems: list[str] = []
            marked: dict[str, dict[tuple[int, int], str]] = {}
            for i, name in enumerate(sheets):
                title = titles[i] if len(titles) == len(sheets) else Path(name).stem
                marked[title] = _sheet(archive.read(name), title, shared, problems)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # what zipfile raises for a way of packing that it does not know
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise WorkbookError(
            f"{path.name} cannot be opened as a workbook: {error}; it is cut short or damaged, fetch it again"
        ) from error
    if problems:
        raise WorkbookError(f"{path.name} cannot be read as it is", problems)
    return ArchiveContents(marked)


def _titles(workbook: bytes) -> list[str]:
    found = re.findall(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"', workbook)
    return [html.unescape(title.decode("utf-8", "replace")) for title in found]


def _shared(xml: bytes) -> dict[int, str]:
    """Return the shared texts with raised digits, by number."""
    if b"vertAlign" not in xml:
        return {}
    return {
        number: text
        for number, item in enumerate(_ITEM.finditer(xml))
        if (text := _with_raised(item[1] or b""))
    }


def _with_raised(item: bytes) -> str:
    """Return a rich text with its raised runs written in raised digits; empty where no run is raised."""
    if not _RAISED.search(item):
        return ""
    text = ""
    for run in _RUN.findall(item):
        part = "".join(html.unescape(t.decode("utf-8", "replace")) for t in _TEXT.findall(run))
        text += raised(part) if _RAISED.search(run) else part
    return text


def _cells(xml: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Walk through the cells of a sheet: row and column from 0, attributes, what is in it.

    A cell or row that does not say where it stands stands after the one before, as the format has it.
    """
    row, column = -1, -1
    for found in _ROW_OR_CELL.finditer(xml):
        if found[1] is not None:
            place = _ROW.search(found[1])
            row, column = (int(place[1]) - 1 if place else row + 1), -1
            continue
        place = _PLACE.search(found[2])
        column = _column_number(place[1]) - 1 if place else column + 1
        row = int(place[2]) - 1 if place else row
        yield row, column, found[2], found[3] or b""


def _sheet(xml: bytes, title: str, shared: dict[int, str], problems: list[str]) -> dict[tuple[int, int], str]:
    """Add what stands in a sheet's way to the problems; return its cells with raised digits."""
    widest, deepest = 0, 0
    without: list[str] = []
    failed: list[str] = []
    marked: dict[tuple[int, int], str] = {}
    for row, column, attributes, body in _cells(xml):
        widest, deepest = max(widest, column + 1), max(deepest, row + 1)
        kind = re.search(rb'\bt="(\w+)"', attributes)
        if kind and kind[1] == b"e":
            failed.append(cell_name(row, column))
        elif b"<f" in body and not re.search(rb"<(?:\w+:)?v>[^<]+</", body):
            without.append(cell_name(row, column))
        elif kind and kind[1] == b"inlineStr" and b"vertAlign" in body:
            if text := _with_raised(body):
                marked[row, column] = text
        elif kind and kind[1] == b"s" and shared:
            number = re.search(rb"<(?:\w+:)?v>(\d+)</", body)
            if number and int(number[1]) in shared:
                marked[row, column] = shared[int(number[1])]
    if widest > MOST_COLUMNS or deepest > MOST_ROWS:
        problems.append(
            f"sheet {title!r} reaches to row {deepest}, column {widest}; an import reads at most {MOST_ROWS} rows and "
            f"{MOST_COLUMNS} columns: delete what lies beyond the table"
        )
    if failed:
        problems.append(
            f"sheet {title!r}, cell {_some(failed)}: an error such as #DIV/0! instead of a value; mend or clear it"
        )
    if without:
        problems.append(
            f"sheet {title!r}, cell {_some(without)}: a formula without a stored result; "
            "open the workbook, recalculate and save it, or paste the values"
        )
    return marked


def cell_name(row: int, column: int) -> str:
    """Return a spreadsheet's name of a cell, from 0-based row and column.

    Examples
    --------
    >>> cell_name(14, 27)
    'AB15'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:NAMED]) + (f" and {len(cells) - NAMED} more" if len(cells) > NAMED else "")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
