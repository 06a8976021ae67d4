"""Figures here are made up, small enough to work out by hand."""

import pandas as pd
import pytest

from planbook.analysis.aggregate import (
    in_every_year,
    quantiles,
    ratio,
    ratio_bounds,
    ratio_of_sums,
    summed,
    total,
    weighted_mean,
)


def frame(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "year", "value"])


def test_a_sum_counts_only_cities_with_a_value_and_says_how_many():
    sums = total(frame(("a", 2012, 1), ("b", 2012, 2), ("a", 2013, 5)))
    assert sums.to_dict("list") == {"year": [2012, 2013], "value": [3, 5], "cities": [2, 1]}


def test_a_balanced_sum_compares_the_same_cities():
    sums = total(frame(("a", 2012, 1), ("b", 2012, 2), ("a", 2013, 5)), balanced=True)
    assert sums.to_dict("list") == {"year": [2012, 2013], "value": [1, 5], "cities": [1, 1]}


def test_a_ratio_of_sums_uses_only_cities_with_both():
    line = ratio_of_sums(frame(("a", 2012, 2), ("b", 2012, 100)), frame(("a", 2012, 8), ("c", 2012, 1)), 100)
    assert line.to_dict("list") == {"year": [2012], "value": [25.0], "cities": [1]}


def test_a_balanced_ratio_compares_the_same_cities():
    above = frame(("a", 2012, 1), ("b", 2012, 9), ("a", 2019, 3), ("b", 2019, 9))
    below = frame(("a", 2012, 10), ("b", 2012, 10), ("a", 2019, 10))
    line = ratio_of_sums(above, below, 100, balanced=True)
    assert line.to_dict("list") == {"year": [2012, 2019], "value": [10.0, 30.0], "cities": [1, 1]}


def test_indicators_are_added_only_where_all_are_printed():
    exports = frame(("a", 2018, 4), ("b", 2018, 1)).assign(flag=["suspect", ""])
    both = summed(exports, frame(("a", 2018, 6), ("c", 2018, 2)))
    assert both.to_dict("records") == [{"unit": "a", "year": 2018, "value": 10, "flag": "suspect"}]


def test_cities_missing_in_a_year_are_left_out_of_a_comparison():
    kept = in_every_year(frame(("a", 2012, 1), ("a", 2013, 2), ("b", 2013, 2)))
    assert kept["unit"].tolist() == ["a", "a"]


def test_a_ratio_by_city_keeps_where_the_numerator_comes_from():
    patents = frame(("a", 2020, 30), ("b", 2020, 5)).assign(source="ccsy-2021", flag="")
    each = ratio(patents, frame(("a", 2020, 60), ("b", 2020, 0)), 10)
    assert each.to_dict("records") == [
        {"unit": "a", "year": 2020, "value": 5.0, "source": "ccsy-2021", "flag": ""}
    ]


def test_bounds_give_missing_cities_the_extremes_of_their_year():
    spending = frame(("a", 2017, 1), ("b", 2017, 3), ("a", 2018, 2))
    product = frame(("a", 2017, 100), ("b", 2017, 100), ("c", 2017, 200), ("a", 2018, 100), ("d", 2016, 9))
    bounds = ratio_bounds(spending, product, 100)
    assert bounds["year"].tolist() == [2017, 2018]
    assert bounds[["value", "low", "high", "cities", "of"]].iloc[0].tolist() == [2, 1.5, 2.5, 2, 3]
    assert bounds["low"].iloc[1] == bounds["high"].iloc[1] == 2


def test_a_weighted_mean_of_shares_is_the_share_of_the_sums():
    share = frame(("a", 2017, 40), ("b", 2017, 60))
    product = frame(("a", 2017, 300), ("b", 2017, 100))
    assert weighted_mean(share, product)["value"].item() == pytest.approx(100 * (0.4 * 300 + 0.6 * 100) / 400)


def test_quantiles_interpolate_between_cities():
    spread = quantiles(frame(*((str(i), 2020, float(i)) for i in range(11))))
    assert spread.drop(columns="year").iloc[0].tolist() == [1, 2.5, 5, 7.5, 9, 11]


def test_no_observations_give_no_line():
    assert total(frame()).empty
    assert weighted_mean(frame(), frame()).empty
    assert ratio_bounds(frame(), frame()).empty
