"""Tables as bytes: CSV, Parquet, Excel and zip. The same table gives the same bytes on every run.

A text that a spreadsheet would run as a formula is made inert: in CSV by an apostrophe before it, in Excel by its
type.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from planbook.export.tables import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")
EPOCH = dt.datetime(1980, 1, 1)  # the earliest time a zip can hold
_WIDEST = 60  # characters of an Excel column


def inert(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run.

    Examples
    --------
    >>> inert("=1+1"), inert("唐山"), inert("")
    ("'=1+1", '唐山', '')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(frame: pd.DataFrame) -> bytes:
    r"""Return a frame as CSV: UTF-8, LF, numbers in their shortest decimal form, text inert.

    Examples
    --------
    >>> to_csv(pd.DataFrame({"unit": ["@a", "b"], "value": [0.00001, -2.0]}))
    b"unit,value\n'@a,0.00001\nb,-2\n"
    """
    shown = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_float_dtype(column):
            shown[name] = column.map(lambda v: "" if pd.isna(v) else np.format_float_positional(v, trim="-"))
        elif pd.api.types.is_integer_dtype(column):
            shown[name] = column.astype("str")
        else:
            shown[name] = column.map(lambda text: inert(str(text)))
    return pd.DataFrame(shown, columns=frame.columns).to_csv(index=False, lineterminator="\n").encode()


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Return a frame as Parquet, without pandas' own metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def to_xlsx(tables: Sequence[Table], notes: Sequence[str]) -> bytes:
    """Return a workbook: a sheet of notes, then one sheet a table with a header that stays and filters.

    Parameters
    ----------
    tables : sequence of Table
        Up to a million rows each.
    notes : sequence of str
        Lines for the first sheet.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    # Rows go to the disk as they are written: a sheet of half a million rows would take as much memory as the press.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": notes[0], "created": EPOCH})
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("README")
        sheet.set_column(0, 0, 120)
        for row, line in enumerate(notes):
            sheet.write_string(row, 0, line)
        for table in tables:
            sheet = book.add_worksheet(table.name)
            columns = [table.frame[name] for name in table.frame.columns]
            for column, cells in enumerate(columns):
                longest = max((len(str(cell)) for cell in cells.head(500)), default=0)
                sheet.set_column(column, column, min(_WIDEST, max(len(str(cells.name)), longest) + 2))
            sheet.write_row(0, 0, table.frame.columns, head)
            numeric = [pd.api.types.is_numeric_dtype(cells) for cells in columns]
            write = [sheet.write_number if number else sheet.write_string for number in numeric]
            for row, values in enumerate(zip(*columns, strict=True), start=1):
                for column, cell in enumerate(values):
                    if cell == cell and cell != "":
                        write[column](row, column, cell)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(table.frame), len(table.frame.columns) - 1)
    return buffer.getvalue()


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Return files packed in one archive, in the order of their names.

    Examples
    --------
    >>> to_zip({"b": b"2", "a": b"1"}) == to_zip({"a": b"1", "b": b"2"})
    True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()
