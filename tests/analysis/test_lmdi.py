"""LMDI-I against a two-industry case worked by hand, of the kind the guides teach it with, and by its identities."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.analysis.lmdi import EFFECTS, decompose, effects, logarithmic_mean


def frame(before: list[float], after: list[float]) -> pd.DataFrame:
    units = [f"u{i}" for i in range(len(before))]
    return pd.concat(
        [pd.DataFrame({"unit": units, "year": y, "value": v}) for y, v in ((0, before), (1, after))]
    )


def test_the_two_industry_case():
    # energy 30 and 20 becomes 80 and 16, output 10 and 40 becomes 40 and 40; worked by hand:
    # L(80, 30) = 50 / ln(8/3) = 50.977, L(16, 20) = 4 / ln(5/4) = 17.926
    # activity (50.977 + 17.926) × ln(80/50) = 32.4; structure 50.977 × ln(0.5/0.2) + 17.926 × ln(0.5/0.8) = 38.3;
    # intensity 50.977 × ln(2/3) + 17.926 × ln(0.4/0.5) = −24.7; together 46.0
    found = decompose(frame([30, 20], [80, 16]), frame([10, 40], [40, 40]), 0, 1)
    assert [round(found[k], 1) for k in ("change", *EFFECTS)] == [46.0, 32.4, 38.3, -24.7]
    assert found["residual"] == pytest.approx(0, abs=1e-9)


def test_a_city_that_stops_or_begins_to_emit_changes_by_its_intensity_alone():
    found = effects(frame([10, 0, 0], [0, 4, 0]), frame([1, 1, 1], [2, 2, 2]), 0, 1)
    assert found["intensity"].tolist() == [-10, 4, 0]
    assert found[["activity", "distribution"]].abs().to_numpy().sum() == 0
    assert found["zero"].all()


def test_a_tiny_value_tends_to_the_limit_of_zero():
    small = decompose(frame([10], [1e-100]), frame([1], [2]), 0, 1)
    assert small["intensity"] == pytest.approx(-10, rel=0.01)


def test_growth_alike_everywhere_is_activity_alone():
    found = decompose(frame([3, 5], [6, 10]), frame([1, 4], [2, 8]), 0, 1)
    assert found["activity"] == pytest.approx(8)
    assert found["distribution"] == pytest.approx(0, abs=1e-12)
    assert found["intensity"] == pytest.approx(0, abs=1e-12)


def test_only_cities_with_all_four_values_take_part():
    emissions = frame([3, 5], [6, 10]).query("unit != 'u1' or year == 0")
    assert decompose(emissions, frame([1, 4], [2, 8]), 0, 1)["cities"] == 1


AMOUNTS = st.floats(1e-3, 1e6)
CITIES = st.lists(st.tuples(AMOUNTS | st.just(0.0), AMOUNTS | st.just(0.0), AMOUNTS, AMOUNTS), min_size=1)


@given(CITIES)
def test_the_effects_add_up_to_the_change(cities: list[tuple[float, float, float, float]]):
    e0, e1, q0, q1 = (list(column) for column in zip(*cities, strict=True))
    found = decompose(frame(e0, e1), frame(q0, q1), 0, 1)
    assert abs(found["residual"]) <= 1e-8 * (1 + sum(e0) + sum(e1))


@given(CITIES)
def test_time_reversed_turns_every_sign(cities: list[tuple[float, float, float, float]]):
    e0, e1, q0, q1 = (list(column) for column in zip(*cities, strict=True))
    there, back = (
        decompose(frame(*e), frame(*q), 0, 1) for e, q in (((e0, e1), (q0, q1)), ((e1, e0), (q1, q0)))
    )
    size = 1 + sum(e0) + sum(e1)
    assert all(abs(there[k] + back[k]) <= 1e-7 * size for k in EFFECTS)


@given(AMOUNTS, AMOUNTS)
def test_the_logarithmic_mean_lies_between_the_geometric_and_the_arithmetic(a: float, b: float):
    mean = logarithmic_mean(a, b)
    assert math.sqrt(a * b) * (1 - 1e-9) <= mean <= (a + b) / 2 * (1 + 1e-9)
    assert mean == pytest.approx(logarithmic_mean(b, a), rel=1e-9)
