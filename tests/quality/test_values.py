"""Checks of single values, on made-up figures of Anshan (210300) and Fushun (210400)."""

import pytest

from planbook.quality import values


def places(findings):
    return [(f.severity, f.unit, f.indicator, f.year) for f in findings]


def test_a_value_outside_its_range_is_an_error(frame):
    table = frame(("210300", "green_cover_pct", 2012, 140), ("210300", "green_cover_pct", 2013, 40))
    (found,) = values.ranges(table)
    assert places([found]) == [("error", "210300", "green_cover_pct", 2012)]
    assert found.expected == "1 – 100"
    assert found.message.zh == "鞍山市2012年建成区绿化覆盖率：超出可信范围"
    assert found.message.en.startswith("Anshan 2012, ")


@pytest.mark.parametrize(("services", "errors"), [(48.5, 0), (48.6, 1), (45.4, 1)])
def test_shares_add_up_to_100_but_for_rounding(frame, services, errors):
    table = frame(
        ("210300", "primary_share_pct", 2012, 5),
        ("210300", "secondary_share_pct", 2012, 48),
        ("210300", "services_share_pct", 2012, services),
        ("210400", "primary_share_pct", 2012, 5),  # the others are missing: nothing to add up
    )
    assert len(values.shares(table)) == errors


def test_no_part_exceeds_its_whole(frame):
    table = frame(
        ("210300", "gdp_100m_yuan", 2012, 100),
        ("210300", "gdp_100m_yuan_districts", 2012, 101),  # by no more than rounding
        ("210400", "gdp_100m_yuan", 2012, 100),
        ("210400", "gdp_100m_yuan_districts", 2012, 120),
        ("210400", "gdp_100m_yuan_districts", 2013, 120),  # the whole is missing
    )
    (found,) = values.parts(table)
    assert places([found]) == [("error", "210400", "gdp_100m_yuan_districts", 2012)]
    assert (found.value, found.expected) == (120.0, "≤ 100")


def test_parts_that_do_not_add_up_to_their_whole_are_a_warning(frame):
    kinds = ("domestic_firms", "hmt_firms", "foreign_firms")
    table = frame(
        ("210300", "industrial_firms", 2012, 100),
        *(("210300", kind, 2012, n) for kind, n in zip(kinds, (90, 4, 5), strict=True)),  # a firm of rounding
        ("210400", "industrial_firms", 2012, 100),
        *(("210400", kind, 2012, n) for kind, n in zip(kinds, (80, 4, 5), strict=True)),
        ("210400", "industrial_firms", 2013, 100),
        ("210400", "domestic_firms", 2013, 50),  # the other kinds are not printed: nothing to add up
    )
    (found,) = values.sums(table)
    assert places([found]) == [("warning", "210400", "industrial_firms", 2012)]
    assert (found.value, found.expected) == (100.0, "89")


@pytest.mark.parametrize("slipped", [5.0, 500.0])
def test_a_digit_lost_or_gained_shows_against_both_neighbours(frame, slipped):
    series = [(2011, 50.0), (2012, slipped), (2013, 52.0), (2014, 26.0)]
    table = frame(*(("210300", "buses", year, value) for year, value in series))
    assert places(values.digits(table)) == [("error", "210300", "buses", 2012)]


def test_a_year_missing_beside_a_value_leaves_it_unjudged(frame):
    table = frame(
        ("210300", "buses", 2010, 50), ("210300", "buses", 2012, 500), ("210300", "buses", 2013, 50)
    )
    assert values.digits(table) == []


def test_a_jump_up_or_down_is_a_warning(frame):
    table = frame(
        ("210300", "gdp_100m_yuan", 2011, 100),
        ("210300", "gdp_100m_yuan", 2012, 301),
        ("210300", "gdp_100m_yuan", 2013, 100),
        ("210300", "gdp_100m_yuan", 2014, 299),
    )
    found = values.jumps(table)
    assert places(found) == [("warning", "210300", "gdp_100m_yuan", year) for year in (2012, 2013)]
    assert found[0].expected == "33.33 – 300"


def test_a_city_a_digit_away_from_its_column_leaps_whatever_the_column_does(frame, column):
    # twelve cities halve in a year, as at a break; one falls to a twentieth
    before = column("so2_industrial_t", 2015, [1000.0] * 13)
    after = column("so2_industrial_t", 2016, [500.0] * 12 + [50.0])
    found = values.jumps(frame(*before, *after))
    assert [(f.check, f.unit, f.year) for f in found] == [("leap", "city-12", 2016)]


def test_a_tenfold_change_in_a_column_of_few_cities_leaps(frame):
    table = frame(("210300", "gdp_100m_yuan", 2011, 100), ("210300", "gdp_100m_yuan", 2012, 1000))
    assert [f.check for f in values.jumps(table)] == ["leap"]


def test_a_percentage_jumps_by_points(frame):
    table = frame(
        ("210300", "services_share_pct", 2011, 40),
        ("210300", "services_share_pct", 2012, 53),
        ("210300", "services_share_pct", 2013, 42),
    )
    found = values.jumps(table)
    assert places(found) == [("warning", "210300", "services_share_pct", 2012)]
    assert (found[0].expected, "+13 points" in found[0].message.en) == ("28 – 52", True)


def test_a_series_whose_changes_are_not_judged_may_jump(frame):
    table = frame(
        ("210300", "industrial_profit_100m_yuan", 2011, 1),
        ("210300", "industrial_profit_100m_yuan", 2012, 90),
    )
    assert values.jumps(table) == []


def test_the_index_is_held_against_printed_growth(frame):
    table = frame(
        ("210300", "gdp_growth_pct", 2012, 10),
        ("210300", "gdp_index_previous_100", 2012, 112.4),
        ("210400", "gdp_growth_pct", 2012, 10),
        ("210400", "gdp_index_previous_100", 2012, 112.6),
    )
    (found,) = values.growth(table)
    assert places([found]) == [("error", "210400", "gdp_index_previous_100", 2012)]
    assert found.expected == "110 ± 2.5"


@pytest.mark.parametrize(
    "check",
    [values.ranges, values.shares, values.parts, values.sums, values.digits, values.jumps, values.growth],
)
def test_nothing_is_found_in_nothing(frame, check):
    assert check(frame()) == []
