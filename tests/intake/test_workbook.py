import makers
import pytest
from openpyxl import Workbook, load_workbook

from planbook.errors import WorkbookError
from planbook.intake import conversion, workbook


def read(path):
    return workbook.read(path, frozenset(conversion.units()))


def column(sheet, header, scope):
    return next(c for c in sheet.columns if c.header == header and c.scope == scope)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layouts")
    return {e: read(makers.make(e, folder / f"ccsy-{e}.xlsx")) for e in makers.LAYOUTS}


@pytest.mark.parametrize("edition", makers.LAYOUTS)
def test_the_data_year_is_the_one_of_the_title(sheets, edition):
    assert sheets[edition].year == edition - 1


@pytest.mark.parametrize(
    ("edition", "first"), [(2004, 4), (2010, 5), (2014, 5), (2017, 5), (2018, 5), (2023, 7)]
)
def test_data_begin_below_the_stacked_header(sheets, edition, first):
    sheet = sheets[edition]
    assert sheet.first_row == first
    assert sheet.names[0] == ("城市合计" if edition < 2017 else "北京市")
    assert sheet.names[-1] == "镇江市"
    assert len(sheet.names) == len(sheet.cells)


@pytest.mark.parametrize(
    ("edition", "header", "scope", "unit"),
    [
        (2004, "地区生产总值", "city", "万元"),
        (2004, "地区生产总值", "districts", "万元"),
        (2004, "地区生产总值增长率", "city", "元"),
        (2004, "土地面积|建成区", "", "平方公里"),
        (2004, "年末城镇失业(登记)人数", "city", "人"),
        (2004, "第一产业占GDP的比重", "city", "%"),
        (2010, "人口|年末总人口", "city", "万人"),
        (2010, "人口|自然增长率", "districts", "‰"),
        (2010, "综合经济|地区生产总值(当年价格)", "city", "万元"),
        (2010, "综合经济|地区生产总值增长率", "districts", "%"),
        (2010, "综合经济|第一产业占GDP的比重", "city", "%"),
        (2010, "财政|科学支出", "city", "万元"),
        (2010, "城市绿化|建成区绿化覆盖率", "districts", "%"),
        (2014, "人口状况|年末总人口", "city", "万人"),
        (2014, "地区生产总值构成|第二产业占GDP的比重", "districts", "%"),
        (2014, "地方公共财政收支状况|公共财政收入", "city", "万元"),
        (2017, "劳动力就业状况|城镇单位从业人员期末人数", "city", "人"),
        (2017, "地方公共财政收支状况|公共财政支出|教育支出", "", "万元"),
        (2018, "地区生产总值|地区生产总值(当年价格)", "districts", "万元"),
        (2018, "对外经济贸易|货物出口额", "city", "万美元"),
        (2023, "2-1人口数|户籍人口", "districts", ""),
        (2023, "2-7地区生产总值|地区生产总值(当年价格)", "city", "亿元"),
        (2023, "2-8地区生产总值构成|第三产业占地区生产总值的比重", "city", "%"),
        (2023, "2-13对外经济贸易|货物进口额", "city", "万元"),
    ],
)
def test_stacked_headers_become_wording_scope_and_unit(sheets, edition, header, scope, unit):
    assert column(sheets[edition], header, scope).unit == unit


def test_a_message_shows_the_header_as_printed(sheets):
    whole = column(sheets[2004], "地区生产总值", "city")
    assert whole.printed == "地区生产总值 | 全市 | 万元"


@pytest.mark.parametrize(
    ("text", "header", "unit"),
    [
        ("工业总产值(当年价、万元)", "工业总产值(当年价)", "万元"),
        ("建成区绿化覆盖率%", "建成区绿化覆盖率", "%"),
        ("当年实际使用外资金额(万美元>", "当年实际使用外资金额", "万美元"),
        ("煤气(人工、天然气)供气总量(万立方米)", "煤气(人工、天然气)供气总量", "万立方米"),
        ("人均公园绿地(平方米)", "人均公园绿地(平方米)", ""),
    ],
)
def test_units_are_found_where_they_are_printed(tmp_path, text, header, unit):
    book = Workbook()
    book.active.append(["中国2009年地级以上城市数据", text])
    book.active.append(["城市", "全市"])
    book.active.append(["唐山市", 1])
    book.save(tmp_path / "ccsy-2010.xlsx")
    found = read(tmp_path / "ccsy-2010.xlsx").columns[1]
    assert (found.header, found.scope, found.unit) == (header, "city", unit)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "ccsy-2014.xlsx"
    path.write_text("<html>", encoding="utf-8")
    with pytest.raises(WorkbookError, match=r"ccsy-2014\.xlsx cannot be opened as a workbook"):
        read(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(WorkbookError, match=r"ccsy-2014\.xlsx cannot be opened"):
        read(tmp_path / "ccsy-2014.xlsx")


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([["中国2013年地级以上城市数据"], ["城 区", "全市"], ["唐山市", 1]], "no cell 城市"),
        ([["地级以上城市数据"], ["城市", "全市"], ["唐山市", 1]], "no data year"),
        ([["中国2013年地级以上城市数据"], ["城市", "全市"]], "no row of data"),
        ([], "no cell 城市"),
    ],
)
def test_what_is_no_yearbook_sheet_is_refused(tmp_path, rows, complaint):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "ccsy-2014.xlsx")
    with pytest.raises(WorkbookError, match=complaint):
        read(tmp_path / "ccsy-2014.xlsx")


@pytest.fixture
def edition_with(tmp_path):
    """Return a function that puts sheets around the made-up sheet of an edition and reads the file."""

    def make(change):
        path = makers.make(2023, tmp_path / "several.xlsx")
        book = load_workbook(path)
        change(book)
        book.save(path)
        return read(path)

    return make


def test_a_cover_before_the_cities_is_passed_over_and_named(edition_with):
    def cover(book):
        book.create_sheet("封面", 0)["A1"] = "中国城市统计年鉴"

    sheet = edition_with(cover)
    assert sheet.names[0] == "北京市"
    assert "封面" in sheet.others


def test_of_two_sheets_of_cities_the_longer_is_read(edition_with):
    def extract(book):
        short = book.create_sheet("摘录", 0)
        for row in book["Sheet1"].iter_rows(max_row=8, values_only=True):
            short.append(row)

    sheet = edition_with(extract)
    assert (sheet.names[0], sheet.names[-1]) == ("北京市", "镇江市")
    assert "摘录" in sheet.others


def test_a_chart_sheet_is_no_sheet_of_cities(edition_with):
    assert edition_with(lambda book: book.create_chartsheet("图", 0)).names[0] == "北京市"


def test_names_beside_the_first_column_are_pointed_at(edition_with):
    with pytest.raises(WorkbookError, match=r"it stands in row \d+, column 2: delete the columns before it"):
        edition_with(lambda book: book["Sheet1"].insert_cols(1))
