"""Confirmed values, on made-up figures."""

import pandas as pd

from planbook.intake import confirmations

RULES = {("130200", "fdi_10k_usd", 2012): "40", ("210300", "fdi_10k_usd", 2020): "7"}
FIGURES = pd.DataFrame(
    [
        ("130200", "fdi_10k_usd", 2012, 40.0, "grade_b;suspect"),
        ("130500", "fdi_10k_usd", 2012, 41.0, "suspect"),
    ],
    columns=["unit", "indicator", "year", "value", "flag"],
)


def test_a_confirmed_value_loses_its_doubt_and_keeps_other_flags():
    assert confirmations.clear(FIGURES, RULES)["flag"].tolist() == ["grade_b", "suspect"]


def test_a_confirmation_that_finds_its_value_is_silent_and_other_years_are_not_looked_for():
    assert confirmations.stale(FIGURES, RULES) == []


def test_a_confirmation_of_another_value_is_named():
    (problem,) = confirmations.stale(FIGURES.assign(value=400.0), RULES)
    assert "130200 fdi_10k_usd 2012 expects '40' but finds '400'" in problem


def test_a_confirmation_of_a_value_that_is_gone_is_named():
    (problem,) = confirmations.stale(FIGURES.iloc[1:], RULES)
    assert "finds nothing" in problem
