"""Measures of the committed tables; what they say is compared with the tables read directly."""

import pytest

from planbook import plan
from planbook.chapters.ratios import Ratio, side_by_side
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.store import observations

PRIVATE = (("private_employment_10k",), ("private_employment_10k", "unit_employment_10k"))


def test_a_ratio_is_one_sum_over_another_of_the_cities_with_both():
    sel = choose(2022, region="东北")
    measure = Ratio(sel, ("fiscal_revenue_100m_yuan",), ("fiscal_expenditure_100m_yuan",))
    revenue, spending = (
        observations.select(i, sel.codes, [2022])["value"].sum()
        for i in ("fiscal_revenue_100m_yuan", "fiscal_expenditure_100m_yuan")
    )
    assert measure.at(2022) == pytest.approx(100 * revenue / spending)
    assert measure.cities(2022) == 23


def test_several_indicators_below_the_line_are_added_up_city_by_city():
    measure = Ratio(choose(2012), *PRIVATE)
    private, units = (observations.value("210300", i, 2012) for i in PRIVATE[1])
    assert measure.of_year(2012)["210300"] == pytest.approx(100 * private / (private + units))


def test_a_factor_brings_an_indicator_to_the_unit_of_the_others():
    below = ("registered_unemployed", "unit_employment_10k")
    plain = Ratio(choose(2012), below[:1], below, factors={"registered_unemployed": 1e-4})
    idle, units = (observations.value("210300", i, 2012) for i in below)
    assert plain.of_year(2012)["210300"] == pytest.approx(100 * idle / 1e4 / (idle / 1e4 + units))


def test_a_factor_of_each_year_leaves_out_the_years_it_does_not_know():
    above, below = ("fdi_10k_usd",), ("gdp_100m_yuan",)
    converted = Ratio(choose(2012), above, below, factors={"fdi_10k_usd": {2011: 6e-4}})
    capital, product = (observations.value("210300", i, 2011) for i in above + below)
    assert converted.of_year(2011)["210300"] == pytest.approx(100 * 6e-4 * capital / product)
    assert converted.years == [2011]


def test_a_value_marked_as_far_from_its_neighbours_is_left_out_where_only_trusted_ones_count():
    ratio = (("fdi_10k_usd",), ("gdp_100m_yuan",))
    marked = observations.select("fdi_10k_usd", ["410700"], [2018])
    assert marked["flag"].item() == "suspect"
    assert "410700" in Ratio(choose(2018), *ratio).of_year(2018)
    trusted = Ratio(choose(2018), *ratio, trusted=True)
    assert "410700" not in trusted.of_year(2018)
    assert trusted.rows(years=[2018]).query("unit == '410700'")["indicator"].tolist() == ["gdp_100m_yuan"]


def test_two_years_of_some_cities_can_be_compared():
    measure = Ratio(choose(2022), ("fiscal_revenue_100m_yuan",), ("fiscal_expenditure_100m_yuan",))
    assert measure.alike(2012, 2022, ["210300", "230600"])["cities"].tolist() == [2, 2]


def test_the_span_begins_at_the_last_break_and_does_not_end_before_it():
    assert Ratio(choose(2022), *PRIVATE).span == (2013, 2019)
    assert Ratio(choose(2012), *PRIVATE).span == (2003, 2012)


def test_cities_outside_the_plan_are_none_of_the_plan():
    measure = Ratio(choose(2022), ("loans_100m_yuan",), ("deposits_100m_yuan",))
    units = set(measure.by_city("others")["unit"])
    assert len(units) > 150
    assert not units & {c.code for c in plan.cities()}


def test_the_two_ends_can_be_compared_over_the_same_cities():
    measure = Ratio(choose(2022), *PRIVATE)
    ends = measure.alike(*measure.span)
    assert ends["cities"].nunique() == 1
    assert ends["cities"].iloc[0] < measure.cities(2013)


def test_a_series_that_is_not_printed_yet_has_no_years():
    measure = Ratio(choose(2012), ("exports_100m_yuan", "imports_100m_yuan"), ("gdp_100m_yuan",))
    assert measure.years == []
    assert measure.at(2012) is None
    assert measure.rows().empty


def test_some_codes_make_a_line_of_their_own():
    measure = Ratio(choose(2022), ("loans_100m_yuan",), ("deposits_100m_yuan",))
    loans, deposits = (observations.value("210300", i, 2020) for i in measure.ids)
    assert measure.at(2020, ["210300"]) == pytest.approx(100 * loans / deposits)


def test_the_rest_is_what_is_left_of_the_scale():
    counted = Ratio(choose(2022), ("domestic_firms",), ("industrial_firms",))
    rest = Ratio(choose(2022), ("domestic_firms",), ("industrial_firms",), rest=True)
    assert counted.at(2022) + rest.at(2022) == pytest.approx(100)
    assert (counted.of_year(2022) + rest.of_year(2022)).round(9).eq(100).all()


def test_measures_stand_side_by_side_and_those_not_printed_yet_are_left_out():
    sel = choose(2012)
    lending = Ratio(sel, ("loans_100m_yuan",), ("deposits_100m_yuan",))
    trade = Ratio(sel, ("exports_100m_yuan",), ("gdp_100m_yuan",))
    rows = [(Both("贷款", "Loans"), lending, 1), (Both("出口", "Exports"), trade, 1)]
    made = side_by_side(rows, sel)
    assert made.frame["what"].tolist() == [rows[0][0]] * 2
    assert made.frame["latest"].iloc[0] == lending.at(2012)
    assert isinstance(side_by_side(rows[1:], sel), Absent)
