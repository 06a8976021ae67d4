from pathlib import Path

import makers
import pytest

from planbook.intake import conversion, rows, workbook


def sheet(*names, figures=("1", "2", "3", "4")):
    return workbook.Sheet(
        Path("ccsy-2014.xlsx"), "Sheet1", 2013, (), names, tuple((n, *figures) for n in names), first_row=5
    )


@pytest.mark.parametrize("edition", makers.LAYOUTS)
def test_cities_are_found_and_provinces_and_totals_are_no_cities(tmp_path, edition):
    path = makers.make(edition, tmp_path / "book.xlsx")
    read = workbook.read(path, frozenset(conversion.units()))
    found, problems = rows.recognise(read)
    assert problems == []
    assert list(found.cities) == list(makers.CITIES)
    assert (found.total is not None) == (edition < 2017)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("襄樊市", "420600"),
        ("襄阳市", "420600"),
        ("思茅市", "530800"),
        ("攀枝化市", "510400"),
        ("萌芦岛市", "211400"),
        ("召_市", "430500"),
        ("H照市", "371100"),
        ("·阳泉市", "140300"),
        ("1.北京市", "110000"),
        ("重庆市", "500000"),
    ],
)
def test_renamed_misspelt_and_numbered_names_are_data(printed, code):
    found, problems = rows.recognise(sheet(printed))
    assert (found.cities, problems) == ({code: 0}, [])


def test_numbered_and_plain_province_rows_are_passed_over():
    found, problems = rows.recognise(sheet("3.河北省", "内蒙古自治区", "吉林省", "吉林市"))
    assert (list(found.cities), problems) == (["220200"], [])


def test_an_unknown_name_with_figures_is_a_problem_that_names_the_nearest():
    _, problems = rows.recognise(sheet("唐山市", "唐由市"))
    assert len(problems) == 1
    assert problems[0].startswith("ccsy-2014.xlsx, row 6: no city is called '唐由市' (nearest: 唐山市")
    assert "names.csv" in problems[0]


def test_an_unknown_name_without_figures_is_a_note():
    found, problems = rows.recognise(sheet("注：本表数据", "唐山市", figures=("", "", "")))
    assert (list(found.cities), problems) == (["130200"], [])


def test_a_city_that_stands_twice_is_a_problem_and_the_first_row_counts():
    found, problems = rows.recognise(sheet("襄阳市", "大庆市", "襄樊市"))
    assert found.cities == {"420600": 0, "230600": 1}
    assert problems == ["ccsy-2014.xlsx, row 7: 襄樊市 stands again (first in row 5); delete one of the rows"]
