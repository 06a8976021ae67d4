"""The long view from whole editions, on small made-up tables in the layout of those of 1987."""

import openpyxl
import pytest

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import history

PEOPLE = "population_registered_10k"
ROWS = [
    ("353个市合计", "1,000.0", "400.0"),
    ("吉林", 500, 300),  # the province
    ("  吉林", 40, 30),
    ("渡口", 20, 10),
    ("鞍 山", 30, 31.5),  # districts larger than the city: a digit lost
]


@pytest.fixture
def books(tmp_path, monkeypatch):
    rule = {
        "edition": "1987",
        "year": "1986",
        "indicator": PEOPLE,
        "file": "人口.xlsx",
        "columns": "2",
        "inner": "3",
        "unit": "万人",
        "nation": "年末总人口",
    }
    original = catalog.table
    monkeypatch.setattr(
        catalog,
        "table",
        lambda *p, columns=(): [rule] if p[-1] == "history.csv" else original(*p, columns=columns),
    )
    (tmp_path / "1987" / "各市").mkdir(parents=True)
    return tmp_path


def write(books, rows=ROWS, cities="1000"):
    for name, cells in (
        ("各市/人口.xlsx", [("城市名称", "地区", "市区"), *rows]),
        (
            "353个市主要指标及其在全国所占比重.xlsx",
            [("项目", "单位", "全国总计", "地区"), ("年末总人口", "  万人", "105721.0", cities)],
        ),
    ):
        book = openpyxl.Workbook()
        for row in cells:
            book.active.append(row)
        book.save(books / "1987" / name)


def test_cities_by_any_of_their_names_and_the_nation(books):
    write(books)
    found = history.read(books).set_index("unit")["value"].to_dict()
    assert found == {"220200": 40, "510400": 20, catalog.NATION: 105721}


def test_a_table_that_is_not_the_one_beside_the_nation_is_refused(books):
    write(books, cities="1300")
    with pytest.raises(WorkbookError) as error:
        history.read(books)
    assert "not the 1300" in error.value.problems[0]


def test_a_missing_table_is_named(books):
    write(books)
    (books / "1987" / "各市" / "人口.xlsx").unlink()
    with pytest.raises(WorkbookError) as error:
        history.read(books)
    assert "'人口.xlsx'" in error.value.problems[0]


def test_without_whole_editions_there_is_no_long_view(tmp_path):
    assert history.read(tmp_path / "books").empty


def test_values_far_from_both_neighbours_are_left_out(books, monkeypatch):
    """Made up: a digit of the year in the middle is lost."""
    import pandas as pd

    rows = [
        ("210300", PEOPLE, y, v, "ccsy-1986", "") for y, v in ((1984, 250.0), (1985, 25.0), (1986, 255.0))
    ]
    kept = history._plausible(pd.DataFrame(rows, columns=history.COLUMNS))
    assert kept["year"].tolist() == [1984, 1986]
