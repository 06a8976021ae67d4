"""Provincial series, read from small made-up files."""

import pandas as pd
import pytest

from planbook.errors import WorkbookError
from planbook.intake import provinces


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "province").mkdir()
    (tmp_path / "national").mkdir()
    return tmp_path


def row(**cells: str) -> dict[str, str]:
    usual = {"source": "science-yearbook", "column": "x", "indicator": "invention_patents_in_force"}
    return {
        **usual,
        "printed_unit": "件",
        "first": "2010",
        "last": "2022",
        "flag": "",
        "without": "",
        **cells,
    }


def science(folder, rows: list[tuple]) -> pd.DataFrame:
    columns = ["province", "variables", "year", "value", "units"]
    path = folder / "province/techme-province-rd-patents.csv"
    pd.DataFrame(rows, columns=columns).to_csv(path, index=False)
    return provinces.science(folder)


def test_regions_and_misread_names_are_no_provinces(folder):
    made_up = [(name, "x", 2017, 5.0, "件") for name in ("辽宁", "全国", "东部地区", "内蒙占")]
    read = provinces._series(science(folder, made_up), row())
    assert read["unit"].tolist() == ["210000", "100000"]


def test_another_unit_than_declared_is_an_error(folder):
    figures = science(folder, [("辽宁", "x", 2017, 5.0, "万件")])
    with pytest.raises(ValueError, match="prints 万件 instead of 件"):
        provinces._series(figures, row())


def test_declared_misprints_are_left_out_and_have_to_be_there(folder):
    figures = science(folder, [("宁夏", "x", 2020, 1.0, "件"), ("宁夏", "x", 2019, 7.0, "件")])
    assert provinces._series(figures, row(without="640000-2020"))["year"].tolist() == [2019]
    with pytest.raises(ValueError, match="640000-2018"):
        provinces._series(figures, row(without="640000-2018"))


def test_the_two_shanxi_are_told_apart(folder):
    made_up = pd.DataFrame({"prov": ["Shanxi_jin", "Shanxi_qin"], "2011": [1500.0, 700.0]})
    made_up.to_csv(folder / "province/province-energy-intensity-2001-2017.csv", index=False)
    declared = row(
        column="intensity", indicator="energy_intensity_nominal_kgce", printed_unit="千克标准煤/万元"
    )
    read = provinces._series(provinces.energy_intensity(folder), declared)
    assert dict(zip(read["unit"], read["value"], strict=True)) == {"140000": 1500.0, "610000": 700.0}


def test_announcements_over_several_years_are_passed_over(folder):
    rows = [("城镇新增就业", "2013", 1310, "万人"), ("城镇新增就业", "2014-2016", 4000, "万人")]
    made_up = pd.DataFrame(rows, columns=["indicator", "year", "value", "unit"])
    made_up.to_csv(folder / "national/jobs-and-housing.csv", index=False)
    declared = row(column="城镇新增就业", indicator="new_urban_jobs_10k", printed_unit="万人")
    read = provinces._series(provinces.announcements(folder), declared)
    assert read[["unit", "year", "value"]].values.tolist() == [["100000", 2013, 1310.0]]


def test_missing_files_are_named_all_at_once(folder):
    with pytest.raises(WorkbookError) as caught:
        provinces.read(folder)
    assert len(caught.value.problems) == len(provinces.READERS)


def test_a_folder_without_provinces_has_no_series(tmp_path):
    assert provinces.read(tmp_path).empty
