"""What a file handed to an import really is, found out before anything is read from it.

A workbook is looked into by `archive`, so that a hostile or damaged file is refused with a sentence. No figure is read
here.
"""

import re
import stat
from pathlib import Path

from planbook.errors import WorkbookError
from planbook.intake import archive

LARGEST_FILE = 60_000_000  # bytes of a workbook; an edition has less than one million
LARGEST_TABLE = 20_000_000  # bytes of a table; a whole year of every city has one million
WORKBOOK, TABLE = "workbook", "table"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# files that people hand in, by their first bytes
_OTHERS = (
    (b"Rar!", "a RAR archive", "unpack it and import the workbook inside"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and import the workbook inside"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and import the file inside"),
    (b"%PDF", "a PDF", "ask for the tables as a workbook, or type them into the form of `planbook template`"),
    (b"\x89PNG", "a picture", "type the figures into the form of `planbook template`"),
    (b"\xff\xd8\xff", "a picture", "type the figures into the form of `planbook template`"),
    (b"\xff\xfe", "text in UTF-16", "save it as 'CSV UTF-8' again"),
    (b"\xfe\xff", "text in UTF-16", "save it as 'CSV UTF-8' again"),
    (b"{", "JSON", "write its figures as CSV: unit,indicator,value,source"),
)


def kind(path: Path) -> str:
    """Return what a file is, `WORKBOOK` or `TABLE` (text), by its bytes and not by its name.

    Raises
    ------
    WorkbookError
        If it is neither, or one that must not be opened; the sentence says what it is and what to do.
    """
    try:
        what = path.stat()
        if stat.S_ISDIR(what.st_mode):
            raise WorkbookError(f"{path} is a folder; name one workbook or CSV file")
        # a device or pipe never ends
        if not stat.S_ISREG(what.st_mode):
            raise WorkbookError(
                f"{path} is a device or a pipe and no file; save what it holds and name the file"
            )
        if what.st_size > LARGEST_FILE:
            raise WorkbookError(
                f"{path.name} has {what.st_size / 1e6:.0f} MB, more than the {LARGEST_FILE / 1e6:.0f} MB an import reads; "
                "save the sheet of the prefecture-level cities alone"
            )
        with path.open("rb") as file:
            head = file.read(4096)
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
        archive.inspect(path)
        return WORKBOOK
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table|head|body)", head, re.IGNORECASE):
        raise WorkbookError(
            f"{path.name} is a web page (HTML or XML) under another name; open it in a spreadsheet and save it as .xlsx"
        )
    for start, name, way_out in _OTHERS:
        if head.startswith(start):
            raise WorkbookError(f"{path.name} is {name}; {way_out}")
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise WorkbookError(
            f"{path.name} is no workbook: its first bytes are not those of .xlsx; export it again"
        )
    if what.st_size > LARGEST_TABLE:
        raise WorkbookError(
            f"{path.name} has {what.st_size / 1e6:.0f} MB; a year of every city has one: is it a table of one year? "
            "keep the lines of the year alone"
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
