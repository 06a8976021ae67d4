"""Sources beside the yearbook, read from small made-up files."""

import pandas as pd
import pytest
from small_project import add_rows, write_fill

from planbook.errors import RegistryError, WorkbookError
from planbook.intake import fills

COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]


def figures(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "city").mkdir()
    return tmp_path


def test_interpolated_population_is_never_taken(folder):
    made_up = pd.DataFrame(
        {
            "城市": ["唐山市", "鞍山市"],
            "年份": [2011, 2011],
            "常住人口（万人）": [700.5, None],
            "插值_常住人口（万人）": [700.5, 333.0],
        }
    )
    made_up.to_excel(
        folder / "city/city-resident-population-1998-2024.xlsx", sheet_name="面板数据", index=False
    )
    assert fills.resident_population(folder).to_dict("records") == [
        {"unit": "130200", "indicator": "population_resident_10k", "year": 2011, "value": 700.5}
    ]


def test_modelled_co2_keeps_its_tonnes_and_leaves_out_what_is_no_city(folder):
    made_up = pd.DataFrame(
        {"城市": ["唐山市", "海西蒙古族藏族自治州"], "年份": [2012, 2012], "碳排放量_吨": [1234.5, 1.0]}
    )
    made_up.to_excel(folder / "city/gridded-city-co2-2000-2023.xlsx", sheet_name="Sheet1", index=False)
    read = fills.gridded_co2(folder)
    assert read["unit"].tolist() == ["130200"]
    assert read["value"].tolist() == [1234.5]


def test_a_fill_that_repeats_registered_population_is_left_out():
    source, resident = "city-resident-population", "population_resident_10k"
    filled = figures(
        [
            ("130200", resident, 2011, 735.0, source, ""),
            ("210300", resident, 2011, 364.0, source, ""),
            ("230600", resident, 2011, 290.0, source, ""),
        ]
    )
    printed = figures(
        [
            ("130200", "population_registered_10k", 2011, 735.9, "ccsy-2012", ""),
            ("210300", "population_registered_10k", 2011, 351.0, "ccsy-2012", ""),
        ]
    )
    assert fills.without_repeats(filled, printed)["unit"].tolist() == ["210300", "230600"]


def test_missing_files_are_named_all_at_once(folder):
    with pytest.raises(WorkbookError) as caught:
        fills.read(folder)
    assert len(caught.value.problems) == len(fills.READERS)


def test_a_fill_gives_what_is_declared_for_its_years_and_no_more(project, sources):
    assert fills.read(sources).to_dict("split")["data"] == [
        ["130200", "gdp_100m_yuan", 2017, 654.25, "city-gdp-by-sector", "other_source"],
        ["230600", "gdp_100m_yuan", 2017, 321.0, "city-gdp-by-sector", "other_source"],
    ]


def test_shares_come_out_in_per_cent(project, sources):
    add_rows(project, "fills.csv", ["city-gdp-by-sector", "services_share_pct", "2016", "2016", "grade_b"])
    last = fills.read(sources).iloc[-1]
    assert (last["indicator"], last["value"], last["flag"]) == ("services_share_pct", 40.0, "grade_b")


def test_a_missing_file_and_an_unreadable_one_are_named_together(project, sources):
    add_rows(project, "fills.csv", ["city-gdp-index", "gdp_index_previous_100", "2003", "2022"])
    (sources / "city" / "city-gdp-by-sector-2000-2023.xlsx").write_text("no workbook", encoding="utf-8")
    with pytest.raises(WorkbookError) as error:
        fills.read(sources)
    assert [p.partition(":")[0] for p in error.value.problems] == ["city-gdp-by-sector", "city-gdp-index"]


def test_a_lost_column_is_named(project, sources):
    write_fill(sources, heading="gdp")
    with pytest.raises(WorkbookError, match=r"city-gdp-by-sector: the column 'gdp（亿元人民币）' is missing"):
        fills.read(sources)


def test_a_declared_source_without_reader_is_refused(project, sources):
    add_rows(project, "fills.csv", ["rumour", "gdp_100m_yuan", "2017", "2017", "grade_b"])
    with pytest.raises(RegistryError, match="rumour"):
        fills.read(sources)
