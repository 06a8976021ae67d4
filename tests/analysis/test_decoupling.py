"""Tapio's eight states at their borders, on made-up changes."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.analysis.decoupling import HIGH, LOW, STATES, count_states, decoupling, elasticity, state

# Tapio's eight states (Transport Policy 12, 2005, figure 1): signs of both changes and the elasticity between them. The
# changes are made up, one inside each state: the paper's abstract could be read, its tables of countries could not.
TAPIO = [
    (-5.0, 10.0, "strong_decoupling"),
    (5.0, 10.0, "weak_decoupling"),
    (10.0, 10.0, "expansive_coupling"),
    (15.0, 10.0, "expansive_negative_decoupling"),
    (-15.0, -10.0, "recessive_decoupling"),
    (-10.0, -10.0, "recessive_coupling"),
    (-5.0, -10.0, "weak_negative_decoupling"),
    (5.0, -10.0, "strong_negative_decoupling"),
]


@pytest.mark.parametrize(("emissions", "product", "expected"), TAPIO)
def test_the_table_of_states(emissions: float, product: float, expected: str):
    assert state(emissions, product) == expected


def test_the_table_covers_every_state():
    assert {expected for _, _, expected in TAPIO} == set(STATES)


@pytest.mark.parametrize(
    ("emissions", "product", "expected"),
    [
        (8.0, 10.0, "expansive_coupling"),
        (12.0, 10.0, "expansive_coupling"),
        (-8.0, -10.0, "recessive_coupling"),
        (-12.0, -10.0, "recessive_coupling"),
        (0.0, 10.0, "weak_decoupling"),
        (0.0, -10.0, "weak_negative_decoupling"),
    ],
)
def test_the_borders_of_the_band_are_coupling_and_no_change_is_weak(
    emissions: float, product: float, expected: str
):
    assert state(emissions, product) == expected


def test_no_state_without_a_change_of_product_or_where_a_change_is_unknown():
    assert state(5.0, 0.0) is None
    assert state(math.nan, 5.0) is None
    assert state(5.0, math.nan) is None


CHANGES = st.floats(-99, 500).filter(lambda c: abs(c) > 1e-6)


@given(emissions=CHANGES, product=CHANGES)
def test_every_pair_of_changes_has_the_state_of_its_signs_and_elasticity(emissions: float, product: float):
    found, e = state(emissions, product), elasticity(emissions, product)
    assert found in STATES
    assert ("coupling" in found and "decoupling" not in found) == (LOW <= e <= HIGH)
    assert found.startswith("strong") == (e < 0)


def frame(**units: tuple[float, float]) -> pd.DataFrame:
    rows = [(u, y, v) for u, pair in units.items() for y, v in zip((2012, 2015), pair, strict=True)]
    return pd.DataFrame(rows, columns=["unit", "year", "value"])


def test_cities_without_one_of_the_four_values_or_with_no_emissions_at_first_are_left_out():
    emissions = frame(a=(10, 5), b=(0, 5), c=(10, 5)).drop(5)  # c has no emissions in 2015
    found = decoupling(emissions, frame(a=(100, 120), b=(100, 120), c=(100, 120)), 2012, 2015)
    assert found["unit"].tolist() == ["a"]
    assert found[["emissions", "product", "elasticity"]].round(6).values.tolist() == [[-50.0, 20.0, -2.5]]


def test_all_states_are_counted_also_those_without_a_city():
    counts = count_states(pd.DataFrame({"state": ["weak_decoupling", None, "weak_decoupling"]}))
    assert counts["state"].tolist() == list(STATES)
    assert counts.set_index("state").loc["weak_decoupling"].tolist() == [2, 100.0]
    assert counts["cities"].sum() == 2
    assert count_states(pd.DataFrame({"state": []}))["share"].isna().all()
