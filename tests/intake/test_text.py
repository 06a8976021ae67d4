import pytest

from planbook.intake.text import chinese, number, squeeze


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (7, 7.0),
        (7.25, 7.25),
        ("12.5\n", 12.5),
        ("\xa0 -3.1 ", -3.1),
        ("－3.1", -3.1),
        ("+4", 4.0),
        ("1,234,567.8", 1234567.8),
        ("１２３．５", 123.5),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("2〇.2", 20.2),
        ("丨0379", 10379.0),
        ("().13", 0.13),
    ],
)
def test_numbers_and_lookalikes_with_one_reading(cell, value):
    assert number(cell) == value


@pytest.mark.parametrize("cell", ["", " ", "\n", "\xa0", "-", "－", "—", "--", "…", "...", "/", "空", "nan"])
def test_blank_cells(cell):
    assert number(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "mi",
        "1,23",
        "12,3456",
        "67..66",
        "1-2",
        "i785",
        "100.0()",
        "§461",
        "12%",
        "1e",
        "年",
        "1/2",
        True,
        "1 234",
        "19445 1",
        "121,456 789",
    ],
)
def test_a_cell_that_could_be_read_in_two_ways_is_not_read(cell):
    with pytest.raises(ValueError, match="is not a number"):
        number(cell)


@pytest.mark.parametrize(
    ("header", "wording"),
    [
        ("全市                         Total City", "全市"),
        ("全市|Total City", "全市|"),
        ("全巿", "全市"),
        ("城\xa0 市", "城市"),
        ("第二产业(1)釆矿业 Secondary Industry: Mining", "第二产业(1)采矿业"),
        ("—般工业固体废物综合利用率 (%)", "一般工业固体废物综合利用率(%)"),
        ("第一产业占GDP的比重 Primary Industry as Percentage to GRP", "第一产业占GDP的比重"),
        ("第三产业占GRP的比重", "第三产业占GRP的比重"),
        ("R&D内部经费支出(万元）R&D Internal Outlay(10 000 yuan)", "R&D内部经费支出(万元)"),
        ("Import Volume of Goods (10 OOOyuan)", ""),
        ("第一产业占地区      生产总值的比重（%）", "第一产业占地区生产总值的比重(%)"),
    ],
)
def test_headers_keep_their_chinese_wording(header, wording):
    assert chinese(header) == wording


def test_squeeze_takes_out_every_kind_of_white_space():
    assert squeeze("\xa0 石家庄　市\t\n") == "石家庄市"
