"""Sigma and beta convergence on made-up paths whose answer is known."""

import math

import numpy as np
import pandas as pd
import pytest

from planbook.analysis.convergence import beta, sigma


def paths(*rows: list[float], years: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        [(f"u{n}", y, v) for n, row in enumerate(rows) for y, v in zip(years, row, strict=True)],
        columns=["unit", "year", "value"],
    )


def test_a_known_speed_is_found_again():
    # ln y moves toward 3 at 5 % a year: y_T = 3 - (3 - y_0) exp(-0.05 T)
    start = [0.5, 1.0, 1.5, 2.0, 2.5]
    rows = [[math.exp(s), math.exp(3 - (3 - s) * math.exp(-0.05 * 10))] for s in start]
    found = beta(paths(*rows, years=[2012, 2022]), 2012, 2022)
    assert found.speed == pytest.approx(0.05)
    assert found.half_life == pytest.approx(math.log(2) / 0.05)
    assert found.fit == pytest.approx(1)
    assert found.converges
    assert (found.cities, found.years) == (5, 10)


def test_growing_apart_has_no_speed():
    rows = [[math.exp(s), math.exp(2 * s)] for s in (0.5, 1.0, 2.0)]
    found = beta(paths(*rows, years=[0, 10]), 0, 10)
    assert found.slope == pytest.approx(0.1)
    assert found.speed is None
    assert not found.converges


def test_the_robust_error_is_whites():
    rng = np.random.default_rng(1)  # made up
    x = rng.uniform(0, 2, 40)
    y = x + 10 * (0.3 - 0.05 * x + rng.normal(0, 0.02, 40))
    found = beta(
        paths(*[[math.exp(a), math.exp(b)] for a, b in zip(x, y, strict=True)], years=[0, 10]), 0, 10
    )
    growth = (y - x) / 10
    slope = np.cov(x, growth, bias=True)[0, 1] / x.var()
    rest = growth - growth.mean() - slope * (x - x.mean())
    variance = (((x - x.mean()) ** 2) * rest**2).sum() / ((x - x.mean()) ** 2).sum() ** 2 * 40 / 38
    assert found.slope == pytest.approx(slope)
    assert found.error == pytest.approx(math.sqrt(variance))


def test_too_few_cities_are_refused():
    with pytest.raises(ValueError, match="2 cities have a positive value"):
        beta(paths([1.0, 2.0], [2.0, 3.0], [0.0, 1.0], years=[0, 1]), 0, 1)


def test_sigma_uses_the_cities_that_have_every_year():
    found = sigma(paths([1.0, 1.0], [math.e**2, math.e], [5.0, float("nan")], years=[2012, 2013]))
    assert found["cities"].tolist() == [2, 2]
    assert found["value"].tolist() == pytest.approx([1.0, 0.5])


def test_sigma_of_nothing_is_empty():
    assert sigma(paths([1.0, float("nan")], years=[2012, 2013])).empty
