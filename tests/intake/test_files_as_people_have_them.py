"""Files as people hand them in: other archives, devices, names without 市, bilingual heads. All figures are made up."""

import os
from pathlib import Path
from zipfile import ZipFile

import makers
import pytest
from imports import prepare, run
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from planbook.errors import WorkbookError
from planbook.intake import archive, guard, likeness
from planbook.intake.text import number

ANSHAN = "210300"


@pytest.fixture
def ready(project: Path) -> Path:
    return prepare(project)


def test_a_pipe_or_a_device_is_refused_at_once(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(WorkbookError, match="a device or a pipe"):
            guard.kind(path)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xff\xfea\x00", "UTF-16"),
        (b'{"a"', "JSON"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(head: bytes, says: str, tmp_path: Path):
    path = tmp_path / "figures.csv"
    path.write_bytes(head + b" " * 50)
    with pytest.raises(WorkbookError, match=says):
        guard.kind(path)


def test_a_table_far_larger_than_a_year_is_refused_early(tmp_path: Path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"unit,indicator,value\n")
        file.truncate(guard.LARGEST_TABLE + 1)
    with pytest.raises(WorkbookError, match="keep the lines of the year alone"):
        guard.kind(path)


def test_many_problems_are_told_by_the_first_and_their_number(ready: Path, tmp_path: Path):
    path = tmp_path / "wrong.csv"
    path.write_text("unit,indicator,value,year\n" + "无名,nonsense,x,2021\n" * 3000, encoding="utf-8")
    told = run("import", path)
    assert told.exit_code == 2
    assert "more of the kind" in told.output
    assert told.output.count("\n") < 40


def test_cells_that_do_not_say_where_they_stand_are_counted_by_order(tmp_path: Path):
    path = tmp_path / "plain.xlsx"
    book = Workbook()
    book.active.append([1, 2, "=1+1"])
    book.save(path)
    bare = tmp_path / "bare.xlsx"
    with ZipFile(path) as old, ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets"):
                for place in (b' r="A1"', b' r="B1"', b' r="C1"'):
                    content = content.replace(place, b"")
            new.writestr(name, content)
    with pytest.raises(WorkbookError, match="cell C1: a formula without a stored result"):
        archive.inspect(bare)


def test_a_raised_digit_of_rich_text_is_a_mark(tmp_path: Path):
    path = tmp_path / "rich.xlsx"
    book = Workbook()
    book.active["B2"] = CellRichText("9230.337", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    book.save(path)
    assert archive.inspect(path).marked == {"Sheet": {(1, 1): "9230.337¹"}}


@pytest.mark.parametrize("cell", ["19⁰²", "41.3²", "9230①", "٣٤", "1²"])
def test_marks_and_digits_of_other_scripts_are_no_digits(cell: str):
    with pytest.raises(ValueError, match=r"footnote mark|not a number"):
        number(cell)


def rename(book: Path, change) -> None:
    """Change what stands in the first column of the cities' rows."""
    opened = load_workbook(book)
    names = {name for name, _ in makers.CITIES.values()}
    for n, row in enumerate(opened.active.iter_rows(max_col=1), start=1):
        if str(row[0].value or "").strip() in names:
            row[0].value = change(n, str(row[0].value).strip())
    opened.save(book)


@pytest.mark.parametrize(
    "change",
    [
        lambda n, name: name.removesuffix("市"),
        lambda n, name: f"{n}、{name}",
        lambda n, name: f"{name} City",
        lambda n, name: "\u200b" + name,
    ],
    ids=["without-shi", "numbered", "bilingual", "invisible"],
)
def test_names_in_other_spelling_are_taken_and_told(change, ready: Path, tmp_path: Path):
    book = makers.make(2023, tmp_path / "names.xlsx", year=2022)
    rename(book, change)
    result = run("import", book, "--dry-run")
    assert result.exit_code == 0, result.output
    told = "12 cities are written otherwise, such as" in result.output
    # what nobody sees is taken out before names are looked at
    assert told != (change(1, "甲") == "\u200b甲")


def test_a_list_without_provinces_asks_nothing_about_them(ready: Path, tmp_path: Path):
    book = makers.make(2023, tmp_path / "list.xlsx", year=2022)
    opened = load_workbook(book)
    provinces = {name for name, _ in makers.PROVINCES.values()}
    for row in range(opened.active.max_row, 0, -1):
        if str(opened.active.cell(row, 1).value or "").strip() in provinces:
            opened.active.delete_rows(row)
    opened.save(book)
    assert run("import", book, "--dry-run").exit_code == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("规模以上工业资产总计", "流动资产合计"),
        ("固定资产合计", "流动资产合计"),
        ("营业收入", "利润总额"),
        ("货物进口额", "货物出口额"),
        ("普通高中", "普通中学"),
        ("年末户籍人口", "年末常住人口"),
        ("限额以上单位商品零售额", "限额以上批发零售业商品销售总额"),
        ("公共预算收入", "公共预算支出"),
    ],
)
def test_nothing_is_proposed_across_words_of_another_meaning(one: str, other: str):
    assert not likeness.same_but_for_spelling(one, other)
