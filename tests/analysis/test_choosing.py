"""Rules that choose, on made-up cities."""

import numpy as np
import pandas as pd
import pytest

from planbook.analysis.choosing import area, hits, logistic, mean_rank, top


def test_a_rule_without_error_and_one_turned_round():
    score, chosen = pd.Series([1.0, 2.0, 3.0, 4.0]), pd.Series([False, False, True, True])
    assert area(score, chosen) == 1
    assert area(-score, chosen) == 0
    assert area(score * 0, chosen) == 0.5
    assert np.isnan(area(score, chosen & False))


def test_the_area_is_the_share_of_pairs_in_order():
    random = np.random.default_rng(1)
    score, chosen = pd.Series(random.integers(0, 9, 60)), pd.Series(random.random(60) > 0.6)
    ones, others = score[chosen].to_numpy()[:, None], score[~chosen].to_numpy()
    assert area(score, chosen) == pytest.approx(((ones > others) + 0.5 * (ones == others)).mean())


def test_a_city_with_a_gap_has_no_score():
    frame = pd.DataFrame({"x": [1.0, 2.0, np.nan], "y": [1.0, 2.0, 9.0]}, index=list("abc"))
    assert mean_rank(frame).to_dict() == {"a": 0.5, "b": 1.0}


def test_hits_and_the_order_of_equal_scores():
    score = pd.Series({"a": 1.0, "b": 2.0, "c": 2.0})
    assert top(score, 2).tolist() == ["b", "c"]
    assert hits(score, pd.Series({"a": True, "b": True, "c": False}), 2) == 1


def test_a_logistic_rule_finds_the_planted_slopes():
    """Made up: the odds go with x alone."""
    random = np.random.default_rng(2)
    frame = pd.DataFrame(random.normal(size=(4000, 2)), columns=["x", "y"])
    chosen = pd.Series(random.random(4000) < 1 / (1 + np.exp(-1.5 * frame["x"])))
    fit = logistic(frame, chosen)
    assert fit.slopes["x"] == pytest.approx(1.5, abs=0.15)
    assert fit.slopes["y"] == pytest.approx(0, abs=0.15)
    assert fit.score.mean() == pytest.approx(chosen.mean())


def test_a_column_that_tells_all_apart_does_not_run_away():
    frame = pd.DataFrame({"x": np.arange(20.0)})
    fit = logistic(frame, frame["x"] >= 10)
    assert np.isfinite(fit.slopes["x"])
    assert area(fit.score, frame["x"] >= 10) == 1
