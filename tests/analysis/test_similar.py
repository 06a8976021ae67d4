"""Structural distance, on made-up cities."""

import pandas as pd
import pytest

from planbook.analysis.similar import distances

FEATURES = pd.DataFrame(
    {"industry": [50.0, 50.0, 30.0, 40.0], "mining": [10.0, 12.0, None, 1.0], "size": [7.0] * 4},
    index=["a", "b", "c", "d"],
)


def test_the_nearest_come_first_and_the_city_itself_is_left_out():
    found = distances(FEATURES, "a")
    assert list(found.index) == ["b", "d", "c"]
    assert found["b"] == pytest.approx((((12 - 10) / FEATURES["mining"].std(ddof=0)) ** 2 / 2) ** 0.5)


def test_a_feature_that_is_the_same_everywhere_counts_for_nothing():
    assert distances(FEATURES, "a").equals(distances(FEATURES.drop(columns="size"), "a"))


def test_units_with_too_few_features_are_not_compared():
    assert list(distances(FEATURES, "a", lacking=0).index) == ["b", "d"]
    assert distances(FEATURES, "c", lacking=0).empty


def test_a_measure_in_other_units_changes_nothing():
    scaled = FEATURES.assign(mining=FEATURES["mining"] * 1000 + 5)
    assert distances(scaled, "a").round(9).equals(distances(FEATURES, "a").round(9))


def test_equal_distances_are_in_the_order_of_codes():
    twins = pd.DataFrame({"x": [1.0, 2.0, 2.0, 9.0]}, index=["m", "z", "b", "q"])
    assert list(distances(twins, "m").index) == ["b", "z", "q"]
