"""Degrees of shrinking on made-up populations."""

import pandas as pd
import pytest

from planbook.analysis.shrinkage import agreement, annual_rate, degrees
from planbook.errors import ParameterError


def moved(*pairs: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["before", "after"]).assign(unit=[f"u{i}" for i in range(len(pairs))])


def test_the_rate_is_geometric():
    rates = annual_rate(pd.Series([100.0, 100.0]), pd.Series([104.04, 90.4382]), 10)
    assert rates.round(3).tolist() == [0.397, -1.0]


def test_more_than_one_per_cent_a_year_is_severe_and_less_than_a_unit_is_not_seen():
    # 0.99 ** 10 = 0.9044
    found = degrees(moved((100, 90.4), (100, 90.5), (100, 99.5), (100, 99), (100, 101)), 10, least=1)
    assert found["degree"].tolist() == ["severe", "slight", "steady", "slight", "growing"]


def test_without_a_least_change_only_an_equal_number_is_steady():
    assert degrees(moved((100, 100), (100, 99.99)), 5)["degree"].tolist() == ["steady", "slight"]


def test_two_years_are_too_few():
    with pytest.raises(ParameterError, match="more than two years"):
        degrees(moved((100, 90)), 2)


def test_four_groups_of_two_counts():
    down, up = (100, 90), (100, 110)
    registered = degrees(moved(down, down, up, up), 10)
    resident = degrees(moved(down, up, down, up), 10)
    assert agreement(registered, resident)["group"].tolist() == ["both", "registered", "resident", "none"]


def test_a_city_without_one_of_the_counts_is_in_no_group():
    assert len(agreement(degrees(moved((1, 2), (2, 1)), 3), degrees(moved((1, 2)), 3))) == 1
