"""Figures known to be right, looked up in the committed tables."""

import csv

import pytest

from planbook import observations, paths


@pytest.mark.parametrize(
    ("unit", "indicator", "year", "value"),
    [
        ("130200", "gdp_100m_yuan", 2012, 5861.6),
        ("230600", "gdp_100m_yuan", 2013, 4181.5),
        ("320300", "gdp_100m_yuan", 2019, 7151.0),
        ("210300", "gdp_100m_yuan", 2016, 1462.0),
    ],
)
def test_yearbook_anchors(unit, indicator, year, value):
    assert observations.value(unit, indicator, year) == pytest.approx(value, abs=0.06)


def test_figures_under_other_terms_stay_in_their_own_file():
    for path in [*paths.data("observations").glob("*.csv"), *paths.data("benchmark").glob("*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            assert all(row["source"] != "who-aaq-2022" for row in csv.DictReader(file)), path.name
