"""What the page of a city says and that of a district does not, and the reverse; on rows made up and on the committed tables."""

import pytest

from planbook.chapters.profile import of_unit
from planbook.chapters.selection import choose
from planbook.errors import UnknownNameError

ROW = {"value": 130.0, "last": 2022.0, "rank": 3.0, "of": 94.0, "median": 187.0, "nation": 183.0}  # made up
MOVED = {**ROW, "value": 53.4, "first": 2012.0, "change": -11.8}


def test_a_city_has_ranks_and_no_censuses():
    found = of_unit.findings("鞍山", choose(2022))
    assert found.place.city
    assert found.growth
    assert found.indicators
    assert not found.counted
    assert not found.around
    assert found.coverage.known < found.coverage.of


def test_a_district_has_censuses_and_no_rank():
    found = of_unit.findings("120107", choose(2022))
    assert not found.growth
    assert not found.similar
    assert not found.coverage
    assert found.counted
    assert found.emissions
    assert found.place.now.en == "Binhai New Area"
    assert found.censuses.people.form.scale.en == "million"


def test_a_census_after_the_chosen_year_is_not_known():
    found = of_unit.findings("瓦房店", choose(2012))
    assert not found.censuses.people
    assert not found.censuses.made


def test_one_year_of_emissions_has_no_peak():
    assert not of_unit.findings("瓦房店", choose(2003)).carbon.peak


def test_growth_is_the_index_less_the_base_year():
    found = of_unit.grown(ROW, choose(2022))
    assert (found.grown, found.median, found.nation) == (30, 87, 83)
    assert not of_unit.grown({**ROW, "nation": None}, choose(2022)).nation
    assert not of_unit.grown({**ROW, "rank": None}, choose(2022))
    assert not of_unit.grown({**ROW, "last": 2012.0}, choose(2022))


def test_a_change_below_the_digit_shown_is_none():
    assert of_unit.services(MOVED).change == -11.8
    still = of_unit.services({**MOVED, "change": 0.04})
    assert (bool(still.change), still.same_since) == (False, 2012)


def test_income_wants_the_nations_beside_it():
    assert of_unit.income({**ROW, "value": 80.0, "nation": 100.0}).of_nation == 80
    assert not of_unit.income({**ROW, "nation": None})


def test_a_city_without_a_series_in_the_first_year_still_has_a_page():
    assert of_unit.findings("650200", choose(2003)).coverage.shown


def test_a_place_outside_the_plan_is_refused():
    with pytest.raises(UnknownNameError, match="not in the plan"):
        of_unit.findings("沈阳", choose(2022))
