"""Treatments handed out anew, on simulated panels (made up), and p values corrected as in the papers."""

import numpy as np
import pandas as pd
import pytest
from panels import FIRST, panel

from planbook.analysis.differences import two_way
from planbook.analysis.permuting import false_discovery, holm, permute


def test_the_effect_is_that_of_the_regression_with_gaps_and_weights():
    frame = panel(1, 1.0)
    frame["weight"] = 1 + frame["unit"].str[1:].astype(int) % 3
    frame.loc[frame.index % 17 == 0, "value"] = np.nan
    assert permute(frame, FIRST, 9).value == pytest.approx(two_way(frame, FIRST).value, abs=1e-6)


def test_without_an_effect_small_values_are_as_rare_as_they_should_be():
    found = [permute(panel(seed), FIRST, 99).p for seed in range(100)]
    assert np.mean([p <= 0.05 for p in found]) <= 0.12
    assert 0.4 < np.mean(found) < 0.62


def test_a_planted_effect_is_found():
    assert permute(panel(1, 3.0), FIRST, 199).p == 2 / 200


def test_inside_groups_the_number_of_treated_is_kept():
    """Made up: all cities of one group are treated, so that drawing anew inside it changes nothing."""
    frame = panel(1, 1.0)
    frame["region"] = np.where(frame["treated"], "n", "s")
    assert permute(frame, FIRST, 9, within="region").draws == pytest.approx(permute(frame, FIRST, 9).value)


def test_the_same_draws_on_every_run():
    assert permute(panel(1), FIRST, 49).draws.tolist() == permute(panel(1), FIRST, 49).draws.tolist()


def test_benjamini_and_hochberg_as_printed():
    """Their own example of 1995, fifteen hypotheses: four are rejected at 0.05, three by Bonferroni."""
    p = pd.Series(
        [
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0344,
            0.0459,
            0.324,
            0.4262,
            0.5719,
            0.6528,
            0.759,
            1.0,
        ]
    )
    assert (false_discovery(p) <= 0.05).sum() == 4
    assert (holm(p) <= 0.05).sum() == 3


def test_outcomes_without_a_value_stay_without():
    p = pd.Series({"a": 0.01, "b": np.nan})
    assert holm(p)["a"] == 0.01
    assert np.isnan(holm(p)["b"])
    assert np.isnan(false_discovery(p)["b"])
