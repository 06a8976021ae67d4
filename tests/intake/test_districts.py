"""The plan's districts in two censuses and modelled CO2, read from small made-up files."""

import pandas as pd
import pytest

from planbook.intake import districts

COUNTS = [
    "各种行业人口总计_2020",
    "制造业_2020",
    "采矿业_2020",
    "各种行业人口总计_2010",
    "制造业_2010",
    "采矿业_2010",
]


def census(tmp_path, rows: dict[str, tuple[float, float]]) -> dict[tuple[str, str, int], float]:
    """Write a census of given populations (2010, 2020) in which every tenth person employed works in a mine."""
    (tmp_path / "city").mkdir()
    made_up = pd.DataFrame(
        {
            "code": list(rows),
            "pop2010": [p[0] for p in rows.values()],
            "pop2020": [p[1] for p in rows.values()],
            "urban2020": 50_000,
            "平均受教育年限_合计_2020": 11.5,
            **dict.fromkeys(COUNTS, 1000),
        }
    ).assign(采矿业_2010=100, 采矿业_2020=100)
    made_up.to_csv(tmp_path / "city/districts25-census-2010-2020.csv", index=False)
    read = districts.census(tmp_path)
    return {(r["unit"], r["indicator"], r["year"]): r["value"] for r in read.to_dict("records")}


def test_successors_stand_under_the_code_of_the_plan(tmp_path):
    read = census(tmp_path, {"120116": (2e6, 2.1e6), "110107": (6e5, 5e5)})
    assert read["120107", "census_population", 2020] == 2.1e6
    assert read["110107", "census_mining_share_pct", 2020] == 10


def test_the_merged_district_is_counted_in_2010_too_but_its_jobs_are_not(tmp_path):
    read = census(tmp_path, {"520111": (358981, 966276)})
    assert read["520114", "census_population", 2010] == 607051
    assert ("520114", "census_manufacturing_share_pct", 2010) not in read


def test_jobs_of_another_row_are_not_taken(tmp_path):
    read = census(tmp_path, {"230110": (9e5, 1e6)})
    assert ("230110", "census_manufacturing_share_pct", 2010) not in read
    assert ("230110", "census_population", 2010) in read


def test_a_code_that_is_no_unit_of_the_plan_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="999999"):
        census(tmp_path, {"999999": (1.0, 2.0)})


def test_modelled_co2_is_turned_into_tonnes(tmp_path):
    (tmp_path / "city").mkdir()
    made_up = pd.DataFrame({"DISTCODE地区代码": ["110107"], "County Name": ["x"], "C2012": [1.5]})
    made_up.to_csv(tmp_path / "city/districts25-ceads-co2-1997-2017.csv", index=False)
    assert districts.modelled_co2(tmp_path).values.tolist() == [
        ["110107", "co2_county_modelled_t", 2012, 1_500_000]
    ]
