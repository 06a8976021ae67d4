"""The plan registry against what the plan prints, typed here, and against tables broken on purpose."""

import csv
import dataclasses
import doctest
import importlib
import shutil
from collections import Counter
from pathlib import Path

import pytest

from planbook import paths, plan
from planbook.errors import ParameterError, RegistryError

# Box 1, cities per province as the plan prints them.
BOX_1 = {
    "河北省": 6,
    "山西省": 5,
    "内蒙古自治区": 2,
    "辽宁省": 11,
    "吉林省": 6,
    "黑龙江省": 6,
    "江苏省": 3,
    "安徽省": 6,
    "江西省": 3,
    "山东省": 2,
    "河南省": 8,
    "湖北省": 6,
    "湖南省": 6,
    "广东省": 2,
    "广西壮族自治区": 2,
    "四川省": 8,
    "贵州省": 3,
    "陕西省": 4,
    "甘肃省": 4,
    "宁夏回族自治区": 1,
    "新疆维吾尔自治区": 1,
}


def test_cities_per_province_are_those_of_box_1():
    assert Counter(city.province.zh for city in plan.cities()) == BOX_1
    assert len(plan.cities()) == 95


def test_25_districts_are_24_districts_and_one_county_level_city():
    assert Counter(unit.kind for unit in plan.districts()) == {"district": 24, "county_level_city": 1}
    assert [unit.name.zh for unit in plan.districts() if unit.kind == "county_level_city"] == ["瓦房店市"]


def test_120_units_lie_in_27_provinces():
    assert len(plan.units()) == 120
    assert len({unit.province_code for unit in plan.units()}) == 27


def test_every_city_is_among_the_yearbooks_cities():
    with paths.data("catalog", "cities.csv").open(encoding="utf-8", newline="") as file:
        catalog = {row["code"]: row["name_zh"] for row in csv.DictReader(file)}
    assert {city.code: city.name.zh + "市" for city in plan.cities()}.items() <= catalog.items()
    assert {unit.parent_code for unit in plan.districts()} <= catalog.keys()


@pytest.mark.parametrize(
    ("code", "name", "successor"),
    [
        ("120107", "原塘沽区", "滨海新区"),
        ("320112", "原大厂区", "六合区"),
        ("520114", "小河区", "花溪区"),
    ],
)
def test_abolished_districts_keep_their_last_code_and_say_whose_outline_they_show(code, name, successor):
    unit = next(unit for unit in plan.units() if unit.code == code)
    assert (unit.name.zh, unit.present_name.zh) == (name, successor)
    assert unit.geometry_note is not None
    assert successor in unit.geometry_note.zh


def test_only_the_three_abolished_districts_carry_a_geometry_note_or_another_code():
    gone = {"120107", "320112", "520114"}
    assert {unit.code for unit in plan.units() if unit.geometry_note} == gone
    assert {unit.code for unit in plan.units() if unit.present_code != unit.code} == gone


def test_official_english_names():
    english = {unit.name.zh: unit.name.en for unit in plan.cities()}
    assert [english[name] for name in ("克拉玛依", "吉林", "齐齐哈尔", "马鞍山")] == [
        "Karamay",
        "Jilin City",
        "Qiqihar",
        "Ma'anshan",
    ]


def test_points_lie_in_china():
    assert all(73 < unit.lon < 136 and 18 < unit.lat < 54 for unit in plan.units())


def test_nine_chapters_with_23_parts_in_chapters_3_to_8():
    assert [chapter.number for chapter in plan.chapters()] == list(range(1, 10))
    per_chapter = Counter(part.chapter for part in plan.parts())
    assert per_chapter == {1: 4, 2: 4, 3: 4, 4: 4, 5: 3, 6: 3, 7: 4, 8: 5, 9: 4}
    assert sum(per_chapter[number] for number in range(3, 9)) == 23


def test_parts_ask_only_where_the_text_is_at_hand():
    at_hand = {(part.chapter, part.number) for part in plan.parts() if part.text_at_hand}
    assert at_hand == {(c, p) for c in (1, 2) for p in (1, 2, 3, 4)} | {(3, 1), (3, 2)}
    assert all((part.ask is not None) == part.text_at_hand for part in plan.parts())


def test_the_twelve_goals_as_printed():
    assert sorted(goal.target for goal in plan.goals()) == sorted(
        [17.8, 45, 32, 18, 10, 9, 2.2, 3.1, 29900, 100, 13, 6.8]
    )
    reductions = {goal.id: goal.target for goal in plan.goals() if goal.direction == "reduce_by"}
    assert reductions == {"water_per_industrial_value_added": 32, "energy_per_gdp": 18, "cod": 10, "so2": 9}
    assert {goal.baseline_year for goal in plan.goals("green")} == {2012}
    assert sum(goal.baseline_year is None for goal in plan.goals()) == 8
    assert {goal.year for goal in plan.goals()} == {2017}


def test_only_jobs_and_housing_are_cumulative():
    assert {goal.id for goal in plan.goals() if goal.period} == {
        "new_urban_jobs_million",
        "housing_units_million",
    }


def test_goals_without_an_own_measure_say_why():
    assert all(goal.note is not None for goal in plan.goals() if goal.relation != "measure")
    so2 = next(goal for goal in plan.goals() if goal.id == "so2")
    assert (so2.indicator, so2.relation) == ("so2_industrial_t", "proxy")


def test_indicators_of_goals_are_in_the_catalog():
    with paths.data("catalog", "indicators.csv").open(encoding="utf-8", newline="") as file:
        catalog = {line[0] for line in csv.reader(file)}
    assert {goal.indicator for goal in plan.goals() if goal.indicator} <= catalog


def test_the_selection_is_1985_and_six_indicators():
    assert plan.document().selection_year == 1985
    assert len(plan.selection()) == 6


def test_the_garbled_copy_of_the_preface_has_not_leaked():
    text = "".join(path.read_text(encoding="utf-8") for path in paths.data("plan").glob("*.csv"))
    for garbled in ("1957", "1960", "常住人口城镇化率", "职工工资总额"):
        assert garbled not in text


def test_baseline_figures_as_printed():
    values = {figure.id: figure.value for figure in plan.baseline()}
    assert values["area_km2"] == 1_400_000
    assert values["population_10k"] == 39_000
    assert values["gross_industrial_output_100m_yuan"] == 208_000
    assert values["so2_intensity_ratio"] == 1.5
    assert {figure.id for figure in plan.baseline() if figure.approximate} == {
        "area_km2",
        "population_10k",
        "universities",
        "national_laboratories",
        "cities_above_energy_average_pct",
        "unemployment_gap_points",
        "urban_income_ratio",
    }


def test_boxes_2_and_3_name_cities_of_the_plan():
    cities = {city.code for city in plan.cities()}
    groups = plan.industry_groups()
    assert [len(plan.industry_groups(box)) for box in (2, 3)] == [6, 7]
    assert {city.unit for group in groups for city in group.cities} <= cities
    assert {group.id: len(group.cities) for group in groups} == {
        "equipment": 15,
        "automobiles": 7,
        "steel": 3,
        "nonferrous_metals": 3,
        "chemicals": 6,
        "coal": 3,
        "high_end_equipment": 5,
        "new_materials": 7,
        "environmental": 3,
        "new_energy": 6,
        "biotechnology": 5,
        "new_energy_vehicles": 3,
        "information_technology": 3,
    }


def test_demonstration_zones_by_batch_and_members_outside_the_plan():
    zones = {zone.id: zone for zone in plan.zones()}
    assert Counter(zone.batch for zone in zones.values()) == {1: 12, 2: 8}
    outside = {member.name.zh for zone in zones.values() for member in zone.members if not member.unit}
    assert outside == {"沈阳", "长春", "松原", "鄂尔多斯", "铜陵", "荣昌", "宁东"}
    assert [zone.id for zone in zones.values() if not zone.members] == ["beijing_west", "dalian_coast"]


def test_records_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.units()[0].code = "000000"


@pytest.mark.parametrize(
    ("names", "cities", "districts"),
    [
        (("全国", "all", "Nationwide", " ALL "), 95, 25),
        (("东北", "northeast", "Northeast"), 23, 4),
        (("东部", "east", "East"), 13, 6),
        (("中部", "central", "Central"), 34, 6),
        (("西部", "west", "West"), 25, 9),
    ],
)
def test_region_filter(names, cities, districts):
    for name in names:
        assert (len(plan.cities(name)), len(plan.districts(name))) == (cities, districts)


def test_the_four_regions_are_the_31_provinces():
    whole, *four = plan.REGIONS
    assert len(whole.provinces) == len(set(whole.provinces)) == 31
    assert sorted(p for part in four for p in part.provinces) == sorted(whole.provinces)
    assert [len(part.provinces) for part in four] == [3, 10, 6, 12]


def test_an_unknown_region_is_refused_with_what_can_be_chosen():
    with pytest.raises(ParameterError, match=r"'Mars'.*全国 \(Nationwide\), 东北 \(Northeast\)"):
        plan.region("Mars")
    with pytest.raises(ParameterError, match=r"did you mean 东北 \(Northeast\)"):
        plan.region("Norteast")


@pytest.mark.parametrize("chapter", ["", "weather", 10])
def test_an_unknown_chapter_is_refused(chapter):
    with pytest.raises(ParameterError, match="no chapter"):
        plan.goals(chapter)


def test_places_in_the_plan_read_in_both_languages():
    assert plan.goals()[0].source.get("zh") == "规划第二章（四）"
    assert plan.units()[0].source.get("zh") == "规划专栏1"


@pytest.fixture
def tables(tmp_path) -> Path:
    """A copy of the plan's tables, to be broken."""
    return Path(shutil.copytree(paths.data("plan"), tmp_path / "plan"))


def _change(table: Path, old: str, new: str) -> None:
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_problems_of_all_tables_are_listed_at_once(tables):
    units = tables / "units.csv"
    _change(units, "Tangshan,city", "Tangshan,town")
    _change(units, "118.2,39.7", "118.2,north")
    units.write_text(
        units.read_text(encoding="utf-8") + units.read_text(encoding="utf-8").splitlines()[1] + "\n"
    )
    _change(tables / "group_cities.csv", "steel,210300", "steel,210100")
    _change(tables / "goals.csv", "at_least,45,2017", "at_least,forty-five,2017")
    _change(tables / "zones.csv", "zone,batch", "zone,series")
    (tables / "baseline.csv").unlink()
    with pytest.raises(RegistryError) as caught:
        plan.load(tables)
    problems = "\n".join(caught.value.problems)
    for expected in (
        "units.csv row 3, kind: 'town' is not one of city, district, county_level_city",
        "units.csv row 3, lat: 'north' is not a number",
        "units.csv row 122: 130700 stands already in row 2",
        "group_cities.csv: '210100' is not in units.csv",
        "goals.csv row 3, target: 'forty-five' is not a number",
        "missing batch; not known series",
        "baseline.csv: the file is missing",
    ):
        assert expected in problems


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("units", "130200,唐山", "13020,唐山", "not a six-digit code"),
        ("units", "130000,east", "130000,west", "does not lie in west"),
        ("units", '"plan, box 1"', '"plan, page 2"', "no place in the plan"),
        ("parts", ",yes,", ",no,", "exactly when its text is at hand"),
        ("goals", "reduce_by,32,2017,2012", "reduce_by,32,2017,", "a reduction has a baseline year"),
        ("goals", "services_share_pct,measure", ",measure", "only an indicator is"),
        ("chapters", "3,industry", "3,urban", "is not the page of chapter 3"),
        (
            "zone_members",
            "tangshan,唐山,Tangshan,130200",
            "moon,唐山,Tangshan,130200",
            "'moon' is not in zones",
        ),
        ("selection", "工业总产值", "", "name_zh: is empty"),
        ("positioning", "fast,", "", "cells where the header has"),
    ],
)
def test_each_rule_names_its_place(tables, table, old, new, expected):
    _change(tables / f"{table}.csv", old, new)
    with pytest.raises(RegistryError, match=rf"{table}\.csv.*{expected}"):
        plan.load(tables)


def test_a_table_in_another_encoding_is_refused(tables):
    units = tables / "units.csv"
    units.write_text(units.read_text(encoding="utf-8"), encoding="gb18030")
    with pytest.raises(RegistryError, match=r"units\.csv: byte \d+ is not UTF-8"):
        plan.load(tables)


@pytest.mark.parametrize("name", ["", ".regions", ".places", ".registry", ".tables", ".model"])
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(f"planbook.plan{name}")).failed == 0
