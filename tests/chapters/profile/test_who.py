"""Which place is meant, and what the plan says of it."""

import pytest

from planbook import plan
from planbook.chapters.profile import who
from planbook.errors import UnknownNameError


@pytest.mark.parametrize("called", ["210300", "鞍山", "鞍山市", "Anshan", 210300])
def test_a_unit_is_found_by_any_of_its_names(called):
    assert who.unit(called).code == "210300"


def test_a_city_outside_the_plan_is_refused_with_those_of_its_province():
    with pytest.raises(UnknownNameError) as told:
        who.unit("沈阳")
    assert "not in the plan" in str(told.value)
    assert "鞍山" in str(told.value)


def test_no_two_units_have_the_same_full_name():
    for lang in ("zh", "en"):
        names = [who.full_name(u).get(lang) for u in plan.units()]
        assert len(set(names)) == len(names)


def facts(code: str) -> dict[str, str]:
    return {row.label.zh: row.text.zh for row in who.facts(who.unit(code)).itertuples()}


def test_what_the_plan_says_of_a_city():
    said = facts("210300")
    assert said["规划点名的产业"].startswith("钢铁工业")
    assert said["产业转型升级示范区"] == "辽宁中部（2017年）"
    assert "1980年价" in said["1985年"]


def test_a_smaller_place_then_is_called_so():
    assert "远小于今" in facts("211400")["1985年"]


def test_a_district_has_no_1985_and_says_what_became_of_it():
    said = facts("120107")
    assert "1985年" not in said
    assert "滨海新区" in said["区划"]
    assert "县级市" in facts("210281")["规划中的身份"]
