import pytest

from planbook import catalog, plan
from planbook.errors import AmbiguousNameError, UnknownNameError
from planbook.store import units


@pytest.mark.parametrize("unit", plan.units(), ids=lambda u: u.code)
def test_each_of_the_120_is_found_by_its_names_and_codes(unit):
    names = {unit.name.zh, unit.present_name.zh, unit.code, unit.present_code, unit.name.en}
    if unit.kind == "city":
        names |= {f"{unit.name.zh}市", unit.name.en.upper(), f" {unit.name.en.lower()} "}
    names.discard("Yichun")
    assert {units.find(name).code for name in names - {"YICHUN", " yichun "}} == {unit.code}


def test_every_city_of_the_yearbook_is_found_by_code_and_chinese_name():
    for code, city in catalog.cities().items():
        assert units.find(code).code == code
        assert units.find(city.name.zh).code == code


def test_units_know_whether_the_plan_covers_them():
    assert sum(u.in_plan for u in units.units().values()) == 120
    assert not units.find("上海").in_plan
    assert units.find("大庆").in_plan


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Yichun", ("230700", "360900")),
        ("Suzhou", ("320500", "341300")),
        ("Taizhou", ("321200", "331000")),
        ("Fuzhou", ("350100", "361000")),
        ("Yulin", ("450900", "610800")),
    ],
)
def test_a_name_two_cities_share_lists_code_and_province_of_both(name, codes):
    for spelling in (name, name.lower(), f" {name.upper()} "):
        with pytest.raises(AmbiguousNameError) as error:
            units.find(spelling)
        assert tuple(p[:6] for p in error.value.problems) == codes
        for code, line in zip(codes, error.value.problems, strict=True):
            assert line.endswith(units.units()[code].province.en)


@pytest.mark.parametrize(
    ("name", "code"), [("伊春", "230700"), ("宜春", "360900"), ("苏州", "320500"), ("宿州", "341300")]
)
def test_their_chinese_names_are_clear(name, code):
    assert units.find(name).code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("吉林", "220200"),
        ("吉林市", "220200"),
        ("Jilin", "220200"),
        ("Karamay", "650200"),
        ("克拉玛依", "650200"),
        ("Xi'an", "610100"),
        ("Xian", "610100"),
        ("襄樊", "420600"),
        ("思茅", "530800"),
        ("海拉尔", "150700"),
        ("重庆", "500000"),
    ],
)
def test_cities_by_alias_and_official_english_name(name, code):
    assert units.find(name).code == code


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("120107", "塘沽 塘沽区 原塘沽区 天津塘沽区 滨海新区 Tanggu 120107 120116"),
        ("320112", "大厂 大厂区 原大厂区 南京大厂区 六合区 六合 Dachang Luhe 320112 320116"),
        ("520114", "小河 小河区 贵阳小河区 花溪区 花溪 Xiaohe Huaxi 520114 520111"),
        ("210281", "瓦房店 瓦房店市 Wafangdian 210281"),
    ],
)
def test_districts_that_are_gone_are_found_by_old_and_successor_names(code, names):
    assert {units.find(name).code for name in names.split()} == {code}


@pytest.mark.parametrize("name", ["吉林省", "辽宁省", "河北", "Liaoning", "东北"])
def test_provinces_and_regions_are_no_units(name):
    with pytest.raises(UnknownNameError):
        units.find(name)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("唐由", "130200"), ("Tangshn", "130200"), ("Kelamayi", "650200"), ("Daqng", "230600")],
)
def test_an_unknown_name_lists_the_nearest(name, nearest):
    with pytest.raises(UnknownNameError, match="the nearest are") as error:
        units.find(name)
    assert error.value.problems[0].startswith(nearest)
    assert len(error.value.problems) <= 5


@pytest.mark.parametrize("name", ["", "  ", "'", "999999", "🏭"])
def test_what_is_like_no_name_says_what_to_write(name):
    with pytest.raises(UnknownNameError, match="write its Chinese or English name, or its code") as error:
        units.find(name)
    assert error.value.problems == ()
