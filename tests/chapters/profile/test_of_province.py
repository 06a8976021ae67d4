"""What the page of a province says where it has cities, and where it has districts alone."""

from planbook.chapters.profile import of_province
from planbook.chapters.selection import choose


def test_a_province_with_cities_has_the_fastest_and_the_slowest():
    found = of_province.findings("辽宁", choose(2022))
    assert found.where.cities == 11
    assert found.growth.most >= found.growth.middle >= found.growth.least
    assert found.goals
    assert found.share.then


def test_a_province_without_a_city_ranks_nothing():
    found = of_province.findings("Beijing", choose(2022))
    assert not found.where.cities
    assert [d.en for d in found.where.districts] == ["Shijingshan District"]
    assert not any((found.growth, found.share, found.cities, found.goals, found.leaders))
    assert found.districts
    assert found.totals


def test_a_single_city_is_neither_first_nor_last():
    found = of_province.findings("新疆", choose(2022))
    assert found.where.cities == 1
    assert not any((found.growth, found.leaders))
    assert found.cities


def test_goals_wait_for_their_year():
    assert not of_province.findings("辽宁", choose(2016)).goals


def test_one_year_has_no_year_before():
    found = of_province.findings("辽宁", choose(2003))
    assert found.share.now
    assert not found.share.then
    assert not found.growth
