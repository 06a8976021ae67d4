"""LMDI-I against a published example, a case worked by hand, and its identities."""

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


# The example of three factors in two categories over four years that Heun and Brockway (Applied Energy 251, 2019,
# supplement S3) print: read in the vignette "Use cases and examples for LMDIR" of their package LMDIR
# (github.com/MatthewHeun/LMDIR, vignettes/LMDIR.Rmd; zero cases and all digits in tests/testthat/test_lmdi.R).
PUBLISHED = {
    1971: [(1, 10, 2), (4, 5, 3)],
    1972: [(4, 5, 3), (5, 6, 4)],
    1973: [(8, 2, 4), (5, 7, 5)],
    1974: [(10, 1, 5), (6, 8, 6)],
}
CATEGORIES = {  # year of the end: effects of the three factors in the two categories
    1972: [(50.47438029, -25.23719014, 14.76280986), (19.31568569, 15.78206435, 24.90224996)],
    1973: [(42.96021467, -56.79031473, 17.83010006), (0, 22.47128816, 32.52871184)],
    1974: [(12.6549815, -39.30996299, 12.6549815), (41.35566084, 30.28867832, 41.35566084)],
}
SUMS = {
    1972: (69.79006598, -9.455125793, 39.66505981),
    1973: (42.96021467, -34.31902656, 50.3588119),
    1974: (54.01064234, -9.021284671, 54.01064234),
}


def of_factor(before: list[tuple], after: list[tuple], factor: int) -> pd.DataFrame:
    """Return our effects with one factor of the published example as intensity, the product of the others as Q."""
    emissions = [[math.prod(x) for x in rows] for rows in (before, after)]
    others = [[math.prod(x[:factor] + x[factor + 1 :]) for x in rows] for rows in (before, after)]
    return effects(frame(*emissions), frame(*others), 0, 1)


@pytest.mark.parametrize("factor", [0, 1, 2])
@pytest.mark.parametrize("year", CATEGORIES)
def test_the_published_example_factor_by_factor(year: int, factor: int):
    found = of_factor(PUBLISHED[year - 1], PUBLISHED[year], factor)
    assert found["intensity"].tolist() == pytest.approx([row[factor] for row in CATEGORIES[year]], abs=1e-7)
    assert found["intensity"].sum() == pytest.approx(SUMS[year][factor], abs=1e-7)
    # what is left to the product and its distribution is what the other two factors did
    rest = found[["activity", "distribution"]].to_numpy().sum()
    assert rest == pytest.approx(sum(SUMS[year]) - SUMS[year][factor], abs=1e-7)


def test_the_published_cases_of_a_factor_that_begins_or_ends_at_zero():
    # Ang, Zhang and Choi (Energy 23, 1998), table 2, cases 1 to 4, as the same tests apply them
    begins = of_factor([(0, 10, 2), (4, 5, 3)], PUBLISHED[1972], 0)
    assert begins["intensity"].tolist() == pytest.approx([60, 19.31568569], abs=1e-7)
    ends = of_factor(PUBLISHED[1971], [(4, 5, 3), (5, 6, 0)], 2)
    assert ends["intensity"].tolist() == pytest.approx([14.76280986, -60], abs=1e-7)
    assert begins.loc[0, ["activity", "distribution"]].tolist() == [0, 0]
    assert ends.loc[1, ["activity", "distribution"]].tolist() == [0, 0]


def test_a_published_logarithmic_mean():
    # Pacific Northwest National Laboratory's figure, github.com/NREL/EnergyIntensityIndicators, its tests of LMDI
    assert round(logarithmic_mean(0.5913, 0.5650), 3) == 0.578


def test_a_case_worked_by_hand_with_shares_and_intensities():
    # The published example leaves its factors free; here two of them are a share and a sum. Energy 30 and 20 becomes
    # 80 and 16, output 10 and 40 becomes 40 and 40:
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
