import pytest

from planbook.chapters.selection import choose
from planbook.errors import ParameterError


def test_the_whole_country_is_the_default():
    chosen = choose()
    assert (chosen.baseline_year, chosen.region.id, len(chosen.codes)) == (2012, "all", 95)
    assert chosen.year >= 2022
    assert chosen.years == list(range(2003, chosen.year + 1))


@pytest.mark.parametrize(
    ("region", "cities"),
    [
        ("东北", 23),
        ("Northeast", 23),
        ("东部", 13),
        ("中部", 34),
        ("西部", 25),
        ("west", 25),
        ("all", 95),
        ("全国", 95),
    ],
)
def test_regions_by_both_names(region, cities):
    assert len(choose(2019, region=region).cities) == cities


@pytest.mark.parametrize(
    ("year", "baseline", "since"), [(2019, 2012, 2012), (2008, 2012, 2003), (2012, 2012, 2003)]
)
def test_changes_are_measured_from_a_year_that_is_past(year, baseline, since):
    assert choose(year, baseline).since == since


@pytest.mark.parametrize("year", [1990, 2002, 2100, "2019", 2019.0, True])
def test_an_impossible_year_is_refused(year):
    with pytest.raises(ParameterError, match=r"^year .* is not a data year: choose one from 2003 to 20\d\d$"):
        choose(year)


@pytest.mark.parametrize("region", ["Mars", "", "东", "辽宁"])
def test_an_impossible_region_is_refused(region):
    with pytest.raises(ParameterError, match="东北"):
        choose(2019, region=region)


def test_all_impossible_values_are_named_in_one_sentence():
    with pytest.raises(ParameterError) as error:
        choose(1990, 1989, "Mars")
    message = str(error.value)
    assert "\n" not in message
    assert [part in message for part in ("year 1990", "baseline_year 1989", "Mars")] == [True, True, True]


@pytest.mark.parametrize(
    ("region", "zh", "en"),
    [
        ("all", "规划95城", "the 95 cities of the plan"),
        ("东北", "东北23城", "the 23 cities of the plan, Northeast"),
    ],
)
def test_a_choice_has_a_name_for_figures(region, zh, en):
    label = choose(2019, region=region).label
    assert (label.zh, label.en) == (zh, en)


def test_a_chosen_city_has_its_name():
    assert choose(2019).name("130200").en == "Tangshan"
