"""What a file handed to an import really is, found out before anything is read from it.

A workbook is a zip archive: what it would inflate to, how large its sheets are and which formulas carry no result are
read from the archive itself, so that a hostile or damaged file is refused with a sentence. No figure is read here.
"""

import re
import zipfile
import zlib
from pathlib import Path

from planbook.errors import WorkbookError

LARGEST_FILE = 60_000_000  # bytes; an edition has less than one million
LARGEST_INSIDE = 300_000_000  # bytes once inflated
MOST_COLUMNS, MOST_ROWS = 2_000, 20_000
WORKBOOK, TABLE = "workbook", "table"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,7})(\d{1,9})"')


def kind(path: Path) -> str:
    """Return what a file is, `WORKBOOK` or `TABLE` (text), by its bytes and not by its name.

    Raises
    ------
    WorkbookError
        If it is neither, or one that must not be opened; the sentence says what it is and what to do.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise WorkbookError(f"{path} is a folder; name one workbook or CSV file")
        if size > LARGEST_FILE:
            raise WorkbookError(
                f"{path.name} has {size / 1e6:.0f} MB, more than the {LARGEST_FILE / 1e6:.0f} MB an import reads; "
                "save the sheet of the prefecture-level cities alone"
            )
        head = path.read_bytes()[:4096]
    except OSError as error:
        raise WorkbookError(f"{path} cannot be opened: {error.strerror or error}") from error
    if not head.strip():
        raise WorkbookError(f"{path.name} is empty; export it again")
    if head.startswith(_OLE):
        raise WorkbookError(
            f"{path.name} is protected by a password or in the old .xls format; "
            "open it in a spreadsheet, remove the password and save it as .xlsx"
        )
    if head.startswith(b"PK"):
        _inspect(path)
        return WORKBOOK
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table|head|body)", head, re.IGNORECASE):
        raise WorkbookError(
            f"{path.name} is a web page (HTML or XML) under another name; open it in a spreadsheet and save it as .xlsx"
        )
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise WorkbookError(
            f"{path.name} is no workbook: its first bytes are not those of .xlsx; export it again"
        )
    return TABLE


def text(path: Path) -> str:
    """Return the text of a table with line ends made one, the byte order mark dropped.

    Raises
    ------
    WorkbookError
        If it holds NUL bytes or is not UTF-8.
    """
    raw = path.read_bytes()
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise WorkbookError(
            f"{path.name}, line {line}: a NUL byte; the file is damaged or UTF-16, save it as CSV UTF-8"
        )
    try:
        plain = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        try:
            raw.decode("gb18030")
            guess = " (it reads as GBK)"
        except UnicodeDecodeError:
            guess = ""
        raise WorkbookError(
            f"{path.name}, line {line}: not UTF-8{guess}; save it as 'CSV UTF-8' again"
        ) from error
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _inspect(path: Path) -> None:
    """Refuse an archive that is damaged, inflates too far, has absurd sheets or formulas without results."""
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
            sheets = sorted(
                (n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)), key=lambda n: (len(n), n)
            )
            problems = [
                problem
                for i, name in enumerate(sheets)
                for problem in _sheet_problems(
                    archive.read(name), titles[i] if len(titles) == len(sheets) else Path(name).stem
                )
            ]
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


def _titles(workbook: bytes) -> list[str]:
    found = re.findall(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"', workbook)
    return [title.decode("utf-8", "replace") for title in found]


def _sheet_problems(xml: bytes, title: str) -> list[str]:
    widest, deepest = 0, 0
    without: list[str] = []
    failed: list[str] = []
    for attributes, body in _CELL.findall(xml):
        place = _PLACE.search(attributes)
        if not place:
            continue
        widest, deepest = max(widest, _column_number(place[1])), max(deepest, int(place[2]))
        if re.search(rb'\bt="e"', attributes):
            failed.append((place[1] + place[2]).decode())
        elif b"<f" in body and not re.search(rb"<v>[^<]+</v>", body):
            without.append((place[1] + place[2]).decode())
    problems = []
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
    return problems


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:5]) + (f" and {len(cells) - 5} more" if len(cells) > 5 else "")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
