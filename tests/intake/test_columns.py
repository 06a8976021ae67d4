import makers
import pytest
from openpyxl import Workbook
from small_project import add_rows

from planbook import catalog
from planbook.errors import RegistryError
from planbook.intake import columns, conversion, workbook


def read(path):
    return workbook.read(path, frozenset(conversion.units()))


def sheet_of(path, year, *heads, rows=2):
    """Write a sheet whose columns are headed so and hold 1, 2, 3 ... times the row."""
    book = Workbook()
    book.active.append([f"中国{year}年地级以上城市数据", *(text for text, _ in heads)])
    book.active.append(["城市", *(scope for _, scope in heads)])
    for row, name in enumerate(["唐山市", "大庆市"][:rows], start=1):
        book.active.append([name, *(100 * row * (i + 1) for i in range(len(heads)))])
    book.save(path)
    return read(path)


@pytest.mark.parametrize("edition", makers.LAYOUTS)
def test_every_layout_gives_its_indicators_from_their_columns(tmp_path, edition):
    sheet = read(makers.make(edition, tmp_path / f"ccsy-{edition}.xlsx"))
    matches, problems = columns.recognise(sheet)
    assert problems == []
    assert {m.indicator: m.column.number for m in matches} == makers.columns_of(edition, catalog.indicators())


def test_three_shares_under_one_header_are_told_apart_by_declared_rows(tmp_path):
    matches, _ = columns.recognise(read(makers.make(2010, tmp_path / "ccsy-2010.xlsx")))
    shares = {m.indicator: m for m in matches if m.indicator.endswith("_share_pct")}
    assert {m.column.header for m in shares.values()} == {"综合经济|第一产业占GDP的比重"}
    assert {m.why for m in shares.values()} == {
        "all three shares carry the header of the first; in this order they add up to 100"
    }


def test_a_unit_misprinted_under_a_header_is_declared(tmp_path):
    matches, _ = columns.recognise(read(makers.make(2004, tmp_path / "ccsy-2004.xlsx")))
    growth = next(m for m in matches if m.indicator == "gdp_growth_pct")
    assert (growth.column.unit, growth.unit) == ("元", "%")


def test_districts_alone_are_never_taken_for_the_whole_city(tmp_path):
    matches, _ = columns.recognise(read(makers.make(2018, tmp_path / "ccsy-2018.xlsx")))
    found = {m.indicator for m in matches}
    assert "gdp_100m_yuan_districts" in found
    assert "gdp_100m_yuan" not in found


def test_a_column_without_scope_is_the_city_and_not_its_districts(tmp_path):
    matches, _ = columns.recognise(read(makers.make(2017, tmp_path / "ccsy-2017.xlsx")))
    revenue = [m.indicator for m in matches if m.indicator.startswith("fiscal_revenue")]
    assert revenue == ["fiscal_revenue_100m_yuan"]


def test_an_ambiguous_column_is_named_with_both_places(tmp_path):
    sheet = sheet_of(
        tmp_path / "ccsy-2012.xlsx", 2011, ("工业二氧化硫排放量(吨)", "全市"), ("工业二氧化硫排放量", "全市")
    )
    _, problems = columns.recognise(sheet)
    assert problems == [
        "ccsy-2012.xlsx: so2_industrial_t is claimed by column 2 (工业二氧化硫排放量(吨) | 全市), column 3 "
        "(工业二氧化硫排放量 | 全市); declare in header_corrections.csv which one it is"
    ]


def test_a_table_printed_twice_is_taken_once(tmp_path):
    path = tmp_path / "ccsy-2012.xlsx"
    book = Workbook()
    book.active.append(["中国2011年地级以上城市数据", "公共财政收入(万元)", "公共财政收入(万元)"])
    book.active.append(["城市", "全市", "全市"])
    book.active.append(["唐山市", 5, "5"])
    book.active.append(["大庆市", 7, "§"])
    book.save(path)
    matches, problems = columns.recognise(read(path))
    assert problems == []
    assert [(m.indicator, m.column.number) for m in matches] == [("fiscal_revenue_100m_yuan", 2)]


def test_a_correction_without_its_header_is_a_problem(project, tmp_path):
    add_rows(project, "header_corrections.csv", ["2013", "工业废水|工业废水", "city", "2", "", "", "made up"])
    sheet = sheet_of(tmp_path / "ccsy-2013.xlsx", 2012, ("年末总人口(万人)", "全市"))
    matches, problems = columns.recognise(sheet)
    assert [m.indicator for m in matches] == ["population_registered_10k"]
    assert any(
        "the declared correction of header '工业废水|工业废水' (city, occurrence 2) finds no such column" in p
        for p in problems
    )


def test_a_declared_row_overrules_the_header(project, tmp_path):
    add_rows(
        project,
        "header_corrections.csv",
        ["2022", "工业废水排放量", "districts", "1", "so2_industrial_t", "吨", "made up"],
        ["2022", "工业二氧化硫排放量", "city", "1", "", "", "made up: not used"],
    )
    sheet = sheet_of(
        tmp_path / "ccsy-2022.xlsx",
        2021,
        ("工业废水排放量(万吨)", "市辖区"),
        ("工业二氧化硫排放量(吨)", "全市"),
    )
    matches, _ = columns.recognise(sheet)
    assert [(m.indicator, m.column.number, m.unit, m.why) for m in matches] == [
        ("so2_industrial_t", 2, "吨", "made up")
    ]


def test_a_pattern_for_an_unknown_indicator_is_refused(project, tmp_path):
    add_rows(project, "headers.csv", ["happiness_pct", "幸福度$", "", "%"])
    sheet = sheet_of(tmp_path / "ccsy-2013.xlsx", 2012, ("年末总人口(万人)", "全市"))
    with pytest.raises(RegistryError, match=r"'happiness_pct' is not in indicators\.csv"):
        columns.recognise(sheet)
