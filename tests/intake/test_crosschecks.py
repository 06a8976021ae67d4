"""Figures for comparison, read from small made-up files."""

import pandas as pd
import pytest

from planbook.errors import WorkbookError
from planbook.intake import crosschecks

AIR = "Clean Air Asia"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "city").mkdir()
    return tmp_path


def write_who(folder, rows: list[tuple]) -> None:
    columns = ["ISO3_CODE", "City or Locality", "Measurement Year", "PM2.5 (μg/m3)", "Reference"]
    pd.DataFrame(rows, columns=columns).to_excel(
        folder / "city/who-aaq-2022.xlsx", sheet_name="AAP_2022_city_v9", index=False
    )


def test_inventories_are_found_by_province_and_city_and_turned_into_tonnes(folder):
    made_up = pd.DataFrame(
        {
            "city": ["吉林吉林", "北京", "内蒙古兴安盟"],
            "year": [2012, 2012, 2012],
            "emission": [50.5, 90.0, 1.0],
        }
    )
    made_up.to_excel(folder / "city/ceads-city-co2-1997-2019.xlsx", sheet_name="emission vector", index=False)
    read = crosschecks.ceads_co2(folder)
    assert dict(zip(read["unit"], read["value"], strict=True)) == {"220200": 50_500_000, "110000": 90_000_000}


def test_names_that_cities_share_are_left_out(folder):
    rows = [("CHN", name, 2015, 40.0, AIR) for name in ("Yichun", "Fuzhou", "Tangshan")]
    write_who(folder, rows)
    assert crosschecks.who_pm25(folder)["unit"].tolist() == ["130200"]


def test_contradicting_rows_and_other_networks_are_left_out(folder):
    write_who(
        folder,
        [
            ("CHN", "Tai'an", 2015, 70.0, AIR),
            ("CHN", "Taian", 2015, 65.0, AIR),
            ("CHN", "Anshan", 2016, 55.0, AIR),
            ("CHN", "Anshan", 2018, 40.0, AIR),
            ("CHN", "Daqing", 2015, 40.0, "another network"),
        ],
    )
    read = crosschecks.who_pm25(folder)
    assert list(zip(read["unit"], read["year"], strict=True)) == [("210300", 2016)]


def test_missing_files_are_named_all_at_once(folder):
    with pytest.raises(WorkbookError) as caught:
        crosschecks.read(folder)
    assert len(caught.value.problems) == len(crosschecks.FILES)


def test_a_folder_without_city_files_has_no_crosschecks(tmp_path):
    assert crosschecks.read(tmp_path) == {}
