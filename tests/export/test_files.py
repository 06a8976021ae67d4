"""Tables as bytes, with made-up cells."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from planbook.export.files import inert, to_csv, to_parquet, to_xlsx, to_zip
from planbook.export.tables import Table
from planbook.ground.language import Both

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@sum", "\t=1", "plain", ""]
FRAME = pd.DataFrame({"name": HOSTILE, "year": range(2003, 2010), "value": [1.5, -2.0, 1e-7, 3e11, 0, 1, 2]})
TABLE = Table("made-up", Both("虚构", "made up"), FRAME, ("name",))


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_what_a_spreadsheet_would_run_is_inert(text):
    assert inert(text) == "'" + text


def test_csv_is_inert_and_keeps_numbers_as_numbers():
    rows = to_csv(FRAME).decode().splitlines()
    assert [row.split(",")[-1] for row in rows[1:]] == [
        "1.5",
        "-2",
        "0.0000001",
        "300000000000",
        "0",
        "1",
        "2",
    ]
    assert all(row.startswith(("'", "plain", ",")) for row in rows[1:])


def test_csv_reads_back_as_it_was():
    frame = pd.DataFrame({"unit": ["210300"], "value": [5861.6363]})
    again = pd.read_csv(io.BytesIO(to_csv(frame)), dtype={"unit": "str"})
    pd.testing.assert_frame_equal(again, frame)


def test_parquet_reads_back_as_it_was():
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(to_parquet(FRAME))), FRAME)


def test_excel_holds_text_as_text_and_no_formula():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([TABLE], ["=notes()"])))
    assert book.sheetnames == ["README", "made-up"]
    cells = list(book["made-up"].iter_rows(min_row=2))
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert [row[0].value for row in cells][:2] == HOSTILE[:2]
    assert [row[2].value for row in cells] == [1.5, -2, 1e-7, 3e11, 0, 1, 2]
    assert book["README"]["A1"].data_type == "s"
    assert book["made-up"].freeze_panes == "A2"


def test_the_same_table_gives_the_same_bytes():
    assert to_xlsx([TABLE], ["notes"]) == to_xlsx([TABLE], ["notes"])
    assert to_parquet(FRAME) == to_parquet(FRAME.copy())
    times = {i.date_time for i in zipfile.ZipFile(io.BytesIO(to_zip({"a": b"1", "b": b"2"}))).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    workbook = zipfile.ZipFile(io.BytesIO(to_xlsx([TABLE], ["notes"])))
    assert {i.date_time for i in workbook.infolist()} == {(1980, 1, 31, 0, 0, 0)}  # as its writer dates them
