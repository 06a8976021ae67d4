"""The cross-section of 1985, read from a small made-up workbook in the layout of the edition of 1986."""

import openpyxl
import pytest

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import crosssection

WORKERS = "职工年末人数2.工业企业职工|全民所有制"
HEADERS = [
    {"indicator": "state_industrial_workers_10k", "header": WORKERS, "printed_unit": "万人"},
    {
        "indicator": "state_industrial_workers_10k_districts",
        "header": f"{WORKERS}|市区",
        "printed_unit": "万人",
    },
]
CITIES = [
    {"name": "吉林", "code": "220200", "flag": ""},
    {"name": "渡口", "code": "510400", "flag": ""},
    {"name": "榆次", "code": "140700", "flag": "smaller_then"},
]
ROWS = [
    ("2个城市合计", 99, 88),
    ("吉林", 90, 80),
    ("  长春", 50, 40),
    ("  吉林", 30.75, 18.79),
    ("山西", 20, 10),
    ("  榆次", 4.49, 4.49),
    ("四川", 70, 60),
    ("  渡口", 12.13, "1l.49"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "ccsy").mkdir()
    tables = {"headers_1985.csv": HEADERS, "names_1985.csv": CITIES}
    original = catalog.table
    monkeypatch.setattr(
        catalog, "table", lambda *p, columns=(): tables.get(p[-1]) or original(*p, columns=columns)
    )
    return tmp_path


def write(folder, rows=ROWS, group="职工年末人数（万人）  2．工业企业职工"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["中国1985年地级以上城市数据", group, ""])
    sheet.append(["城市", "全民所有制", ""])
    sheet.append(["", "全  市", "市  区"])
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("B2:C2")
    for row in rows:
        sheet.append(row)
    book.save(folder / "ccsy" / "ccsy-1986.xlsx")


def test_the_city_is_told_from_the_province_above_it(folder):
    write(folder)
    read = crosssection.read(folder).figures.set_index(["unit", "indicator"])["value"]
    assert read["220200", "state_industrial_workers_10k"] == 30.75
    assert read["220200", "state_industrial_workers_10k_districts"] == 18.79


def test_former_names_and_county_level_cities_are_declared(folder):
    write(folder)
    figures = crosssection.read(folder).figures
    assert figures.loc[figures["unit"] == "510400", "value"].tolist() == [12.13]
    assert set(figures.loc[figures["unit"] == "140700", "flag"]) == {"smaller_then"}
    assert set(figures["source"]) == {"ccsy-1986"}


def test_a_cell_without_a_number_is_named_with_its_place(folder):
    write(folder)
    unread = crosssection.read(folder).unread
    assert [(u.unit, u.year, u.text) for u in unread] == [("510400", 1985, "1l.49")]
    assert "row 11, column 3" in unread[0].where


def test_headers_and_cities_that_are_not_there_are_named_all_at_once(folder):
    write(folder, rows=ROWS[:4], group="职工年末人数（万人）  1．全部职工")
    with pytest.raises(WorkbookError) as caught:
        crosssection.read(folder)
    assert len(caught.value.problems) == 4


def test_a_folder_without_the_edition_has_no_cross_section(tmp_path):
    assert crosssection.read(tmp_path).figures.empty
