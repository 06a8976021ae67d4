"""Weights that make groups alike, on made-up cities."""

import numpy as np
import pandas as pd
import pytest

from planbook.analysis.weighting import balance, effective, entropy, overlap


@pytest.fixture
def cities():
    random = np.random.default_rng(1)
    x = pd.DataFrame(random.normal(size=(200, 3)), columns=list("abc"))
    return x, pd.Series(x["a"] + random.normal(0, 1, 200) > 0.8)


def test_entropy_balancing_reaches_the_means_of_the_treated(cities):
    x, treated = cities
    found = balance(x, treated, entropy(x, treated))
    assert found["before"].abs().max() > 0.8
    assert found["after"].abs().max() < 1e-4


def test_weights_of_the_others_add_up_to_their_number(cities):
    x, treated = cities
    weights = entropy(x, treated)
    assert weights[treated].eq(1).all()
    assert weights[~treated].sum() == pytest.approx((~treated).sum())


def test_means_out_of_reach_have_no_weights():
    """Made up: every treated city is larger than any other."""
    x = pd.DataFrame({"size": [10.0, 11.0, 1.0, 2.0, 3.0]})
    assert entropy(x, pd.Series([True, True, False, False, False])) is None


def test_overlap_weights_balance_the_means_and_leave_out_the_certain(cities):
    x, treated = cities
    weights = overlap(x, treated)
    assert balance(x, treated, weights)["after"].abs().max() < 0.01
    assert weights[x["a"].idxmax()] < 0.2
    assert effective(weights[treated]) < treated.sum()


def test_weights_take_out_what_the_groups_differ_in(cities):
    """Made up: the outcome goes with size alone, and there is no effect."""
    x, treated = cities
    y = 3 * x["a"]
    for weights in (entropy(x, treated), overlap(x, treated)):
        gap = np.average(y[treated], weights=weights[treated]) - np.average(
            y[~treated], weights=weights[~treated]
        )
        assert abs(gap) < 0.02
