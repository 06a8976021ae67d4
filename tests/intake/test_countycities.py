"""County-level cities from single tables, laid out as the editions print them; every figure is made up."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from planbook.errors import WorkbookError
from planbook.intake import countycities

WAFANGDIAN, HAICHENG, ZHUANGHE = "210281", "210381", "210283"
NAMES = ("瓦房店市", "海城市", "庄河市", "普兰店市", "东港市", "凤城市")


def write(path: Path, rows: list[list[object]], more: list[list[object]] | None = None) -> None:
    """Write a table, perhaps with a second sheet that goes on, and a vendor's sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if more:
        sheet = book.create_sheet("2")
        for row in more:
            sheet.append(row)
    book.create_sheet("CNKI").append(["瓦房店市", 9])
    book.save(path)


def product(folder: Path, edition: int, times: float = 1.0) -> None:
    """Write product in one block, as editions since 2012 do."""
    head = [
        ["3-4地区生产总值"],
        ["单位：万元"],
        ["城市", "City", "地区生产总值\nGross Regional Product", "第一产业增加值"],
    ]
    body = [[f"  {n}", "x", (i + 1) * 10_000 * times, 500 * times] for i, n in enumerate(NAMES)]
    write(folder / "county-cities" / str(edition) / "3-4_地区生产总值.xlsx", [*head, ["辽宁省"], *body])


def people(folder: Path, edition: int) -> None:
    """Write people in two blocks side by side, with heads in several rows, as earlier editions do."""
    rows: list[list[object]] = [
        ["3—1人口"],
        ["", "年末总人口", "", "年末总人口"],
        ["  城市", "", "  城  市", ""],
        ["", "  (万人)", "", "  (万人)"],
        ["辽宁", "", "  东港市", 50],
        ["  瓦房店市", 100, "  凤城市", 60],
        ["  海城市", "110", "  兴城市", 55],
        ["  庄河市", "-", "  无名市", 1],
        ["  普兰店市", 93, "  凌海市", 52],
        ["  灯塔市", 49, "  北镇市", 51],
    ]
    write(folder / "county-cities" / str(edition) / "3—1人口.xlsx", rows)


def test_figures_come_from_both_layouts_in_the_catalogs_units(tmp_path: Path):
    product(tmp_path, 2013)
    people(tmp_path, 2013)
    frame = countycities.read(tmp_path)
    values = {(r.unit, r.indicator): r.value for r in frame.itertuples()}
    assert set(frame["year"]) == {2012}
    assert set(frame["source"]) == {"ccsy-2013"}
    assert values[WAFANGDIAN, "gdp_100m_yuan"] == 1
    assert values[HAICHENG, "gdp_100m_yuan"] == 2
    assert values[WAFANGDIAN, "primary_value_added_100m_yuan"] == 0.05
    assert values[WAFANGDIAN, "population_registered_10k"] == 100
    assert values[HAICHENG, "population_registered_10k"] == 110
    assert (ZHUANGHE, "population_registered_10k") not in values


def test_a_figure_printed_twice_that_differs_is_left_out(tmp_path: Path):
    product(tmp_path, 2013)
    head = [["3-4地区生产总值"], ["单位：万元"], ["城市", "地区生产总值"], ["辽宁省", ""]]
    body: list[list[object]] = [
        [n, 70_000 if n == "海城市" else (i + 1) * 10_000] for i, n in enumerate(NAMES)
    ]
    write(tmp_path / "county-cities" / "2013" / "again.xlsx", [*head, *body])
    frame = countycities.read(tmp_path)
    cities = set(frame.loc[frame["indicator"] == "gdp_100m_yuan", "unit"])
    assert WAFANGDIAN in cities
    assert HAICHENG not in cities


def test_a_folder_without_such_tables_has_none(tmp_path: Path):
    assert countycities.read(tmp_path).empty


def test_a_table_that_cannot_be_opened_is_named(tmp_path: Path):
    path = tmp_path / "county-cities" / "2013" / "broken.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PK nothing")
    with pytest.raises(WorkbookError, match=r"broken\.xlsx"):
        countycities.read(tmp_path)
