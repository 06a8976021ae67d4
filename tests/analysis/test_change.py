"""Figures here are made up; the breaks are those of the catalog."""

import pandas as pd
import pytest

from planbook.analysis.change import at_base_prices, chain, change, deflated, implicit_prices, league, steps
from planbook.errors import BreakError


def so2(**years: float) -> pd.DataFrame:
    return pd.DataFrame(
        [("a", "so2_industrial_t", int(y[1:]), v) for y, v in years.items()],
        columns=["unit", "indicator", "year", "value"],
    )


def test_change_inside_one_part_of_a_series():
    table = change(so2(y2012=200, y2015=150), 2012, 2015)
    assert table.to_dict("list") == {"unit": ["a"], "before": [200], "after": [150], "change": [-25]}


def test_change_across_a_break_is_refused_and_names_it():
    with pytest.raises(BreakError, match="2016: re-based"):
        change(so2(y2012=200, y2017=50), 2012, 2017)


def test_change_across_a_break_is_computed_for_a_caller_that_says_so():
    assert change(so2(y2012=200, y2017=50), 2012, 2017, across="show")["change"].item() == -75


def test_a_unit_without_one_of_the_years_is_left_out():
    assert change(so2(y2012=200), 2012, 2015).empty


def test_shares_change_by_points():
    frame = so2(y2012=40, y2015=45).assign(indicator="services_share_pct")
    assert change(frame, 2012, 2015, kind="difference")["change"].item() == 5


def test_a_league_keeps_units_without_a_former_value():
    frame = pd.DataFrame({"unit": ["a", "b", "b"], "year": [2022, 2022, 2012], "value": [9.0, 3.0, 1.0]})
    table = league(frame, 2012, 2022)
    assert table["unit"].tolist() == ["a", "b"]
    assert table["rank_before"].isna().tolist() == [True, False]


def test_a_league_of_emissions_puts_the_lowest_first():
    frame = pd.DataFrame({"unit": ["a", "b"], "year": 2022, "value": [9.0, 3.0]})
    assert league(frame, 2012, 2022, higher_is_better=False)["unit"].tolist() == ["b", "a"]


def test_a_chain_ends_at_the_first_year_without_an_index():
    frame = pd.DataFrame({"unit": "a", "year": [2013, 2015], "value": [110.0, 105.0]})
    assert chain(frame, 2012)["year"].tolist() == [2012, 2013]


def test_a_chain_runs_backwards_too():
    frame = pd.DataFrame({"unit": "a", "year": [2011, 2012], "value": [100.0, 125.0]})
    assert dict(zip(chain(frame, 2012)["year"], chain(frame, 2012)["value"], strict=True))[
        2011
    ] == pytest.approx(80)


def test_base_prices_need_a_level_in_the_base_year():
    index = pd.DataFrame({"unit": ["a", "b"], "year": 2013, "value": 110.0})
    levels = pd.DataFrame({"unit": ["a"], "year": [2012], "value": [50.0]})
    assert at_base_prices(levels, index, 2012)["unit"].tolist() == ["a"]


def test_steps_are_found_in_either_direction_and_across_a_gap():
    people = pd.DataFrame(
        {
            "unit": ["a", "a", "a", "b", "b"],
            "year": [2018, 2019, 2021, 2018, 2019],
            "value": [319, 318, 209, 50, 56],
        }
    )
    jumps = steps(people, 10)
    assert jumps[["unit", "before", "year"]].to_numpy().tolist() == [["a", 2019, 2021], ["b", 2018, 2019]]
    assert steps(people, 40).empty


def test_money_is_left_out_where_prices_are_not_known():
    wages = pd.DataFrame({"unit": ["a", "b", "a"], "year": [2013, 2013, 2014], "value": [220.0, 110.0, 1.0]})
    prices = pd.DataFrame({"unit": "100000", "year": [2012, 2013], "value": [100.0, 110.0]})
    assert deflated(wages, prices)["value"].tolist() == pytest.approx([200, 100])


def test_implicit_prices_times_real_product_are_the_nominal_product():
    product = pd.DataFrame({"unit": "n", "year": [2011, 2012, 2013], "value": [80.0, 100.0, 121.0]})
    growth = pd.DataFrame({"unit": "n", "year": [2012, 2013], "value": [125.0, 110.0]})
    prices = implicit_prices(product, growth, 2012)
    assert prices["value"].tolist() == pytest.approx([100, 100, 110])
    assert deflated(product, prices)["value"].tolist() == pytest.approx([80, 100, 110])


def test_implicit_prices_without_a_base_are_empty():
    product = pd.DataFrame({"unit": "n", "year": [2013], "value": [121.0]})
    growth = pd.DataFrame({"unit": "n", "year": [2013], "value": [110.0]})
    assert implicit_prices(product, growth, 2012).empty
