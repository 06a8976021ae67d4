"""Composite, entropy weights and steadiness of ranks on made-up indicators, one case worked by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.analysis.composite import (
    compare_orders,
    entropy_weights,
    equal_weights,
    kendall,
    leave_one_out,
    normalise,
    score,
)


def test_entropy_weights_by_hand():
    # a: shares 1/2, 1/2, 0 → e = ln 2 / ln 3 = 0.6309; b: shares 1, 0, 0 → e = 0
    # w_a = 0.3691 / 1.3691 = 0.2696, w_b = 0.7304
    table = pd.DataFrame({"a": [1.0, 1.0, 0.0], "b": [1.0, 0.0, 0.0]})
    even = 1 - math.log(2) / math.log(3)
    assert entropy_weights(table).tolist() == pytest.approx([even / (1 + even), 1 / (1 + even)])


def test_an_indicator_that_tells_nothing_apart_weighs_nothing():
    table = pd.DataFrame({"alike": [1.0, 1.0], "apart": [1.0, 0.0], "nothing": [0.0, 0.0]})
    assert entropy_weights(table).round(9).tolist() == [0, 1, 0]
    assert entropy_weights(table[["alike", "nothing"]]).tolist() == [0.5, 0.5]


def test_an_outlier_counts_as_the_quantile():
    table = pd.DataFrame({"x": [*range(100), 1e9]})
    z = normalise(table, trim=0.05)["x"]
    assert z.iloc[-1] == 1
    assert z.iloc[50] == pytest.approx(0.5, abs=0.02)


def test_cities_without_all_indicators_are_left_out_and_a_constant_is_zero():
    z = normalise(pd.DataFrame({"x": [1.0, None, 3.0], "y": [2.0, 2.0, 2.0]}), trim=0)
    assert z.to_dict("list") == {"x": [0.0, 1.0], "y": [0.0, 0.0]}


def test_two_orders_compared():
    first = pd.Series({"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0})
    found = compare_orders(first, -first, top=2)
    assert found == {
        "spearman": pytest.approx(-1.0),
        "kendall": -1.0,
        "shared": 0,
        "moved": 2.0,
        "most": 3.0,
        "cities": 4,
    }
    assert math.isnan(compare_orders(first[:2], first[:2])["spearman"])


def test_leaving_out_the_indicator_that_disagrees_moves_the_order():
    table = pd.DataFrame({"a": [1.0, 0.5, 0.0], "b": [1.0, 0.5, 0.0], "c": [0.0, 0.2, 1.0]})
    found = leave_one_out(table, table.index).set_index("indicator")["spearman"]
    assert found["c"] == pytest.approx(1.0)
    assert found["a"] < found["c"]


def test_the_order_of_some_cities_is_compared_under_weights_of_all():
    table = pd.DataFrame({"a": [1.0, 0.5, 0.2, 0.0], "b": [0.0, 0.5, 1.0, 0.0]}, index=list("wxyz"))
    found = leave_one_out(table, ["w", "x", "y"], entropy_weights)
    assert found["cities"].tolist() == [3, 3]


def test_kendall_counts_pairs_and_sets_ties_apart():
    # pairs of (1, 1), (2, 3), (3, 2), (4, 4): five agree, one does not → 4 / 6
    assert kendall(pd.Series([1, 2, 3, 4]), pd.Series([1, 3, 2, 4])) == pytest.approx(4 / 6)
    # a tie in the second: (1, 1), (2, 1), (3, 2): C − D = 2, n0 − n1 = 3, n0 − n2 = 2 → 2 / √6
    assert kendall(pd.Series([1, 2, 3]), pd.Series([1, 1, 2])) == pytest.approx(2 / math.sqrt(6))
    assert math.isnan(kendall(pd.Series([1, 1]), pd.Series([1, 2])))


TABLES = st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=2, max_size=30).map(
    lambda rows: pd.DataFrame(rows, columns=list("abc"))
)


@given(TABLES)
def test_weights_add_up_to_one_and_scores_stay_between_0_and_100(table: pd.DataFrame):
    z = normalise(table)
    for weights in (entropy_weights(z), equal_weights(z)):
        assert weights.sum() == pytest.approx(1)
        assert (weights >= 0).all()
        assert score(z, weights).between(-1e-9, 100 + 1e-9).all()


@given(TABLES, st.floats(0.01, 100), st.floats(-50, 50))
def test_the_unit_of_an_indicator_does_not_matter(table: pd.DataFrame, factor: float, shift: float):
    table = table.round(3)
    assert (normalise(table) - normalise(table * factor + shift)).abs().max().max() < 1e-6
