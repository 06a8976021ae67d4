"""Checks of whole columns, on made-up figures."""

import pandas as pd
import pytest

from planbook import catalog
from planbook.quality import columns


def totals(printed: float, summed: float) -> pd.DataFrame:
    row = {"indicator": "buses", "year": "2012", "printed": printed, "summed": summed, "cities": 280}
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("summed", "severities"), [(1000, []), (1004, []), (1010, ["warning"]), (900, ["error"])]
)
def test_cities_are_held_against_the_printed_total(summed, severities):
    assert [f.severity for f in columns.totals(totals(1000, summed), {})] == severities


def test_what_corrections_took_out_is_declared():
    (found,) = columns.totals(totals(1000, 700), {("buses", 2012): 300.0})
    assert found.severity == "info"
    assert "the corrections account for the difference" in found.message.en


def test_corrections_that_explain_most_leave_a_warning_about_the_rest():
    (found,) = columns.totals(totals(1000, 700), {("buses", 2012): 280.0})
    assert found.severity == "warning"
    assert found.message.en.endswith(
        "with the figures that corrections replaced, is off the printed total by -2.0%"
    )


def test_an_absurd_figure_withdrawn_makes_nothing_worse():
    (found,) = columns.totals(totals(1000, 980), {("buses", 2012): 9e9})
    assert found.severity == "warning"


@pytest.mark.parametrize(("step", "errors"), [(1.9, 0), (2.1, 1), (0.1, 1)])
def test_a_column_does_not_change_its_magnitude(frame, column, step, errors):
    before = [10.0 + n for n in range(12)]
    table = frame(*column("buses", 2011, before), *column("buses", 2012, [step * v for v in before]))
    found = columns.magnitude(table)
    assert [(f.severity, f.indicator, f.year) for f in found] == [("error", "buses", 2012)] * errors


def provinces(frame, indicator: str, nation: float, local: float, count: int = 31) -> list:
    codes = list(catalog.provinces())[:count]
    rows = [(code, indicator, 2012, local) for code in codes]
    return columns.provinces(frame((catalog.NATION, indicator, 2012, nation), *rows))


@pytest.mark.parametrize(
    ("nation", "severities"), [(310, []), (280, []), (250, ["warning"]), (200, ["error"]), (400, ["warning"])]
)
def test_provinces_are_held_against_the_nation(frame, nation, severities):
    assert [f.severity for f in provinces(frame, "gdp_100m_yuan", nation, 10)] == severities


def test_some_provinces_may_be_less_than_the_nation_but_not_more(frame):
    assert provinces(frame, "gdp_100m_yuan", 310, 10, count=27) == []
    assert [f.severity for f in provinces(frame, "gdp_100m_yuan", 200, 10, count=27)] == ["warning"]


def test_a_national_rate_lies_between_those_of_the_provinces(frame):
    assert provinces(frame, "urbanisation_pct", 50, 50) == []
    (found,) = provinces(frame, "urbanisation_pct", 60, 50)
    assert found.severity == "error"
    assert provinces(frame, "urbanisation_pct", 60, 50, count=27) == []


def test_the_nation_alone_is_not_judged(frame):
    assert columns.provinces(frame((catalog.NATION, "gdp_100m_yuan", 2012, 5))) == []


def test_coverage_counts_the_units_asked_for(frame, column):
    table = frame(*column("buses", 2011, [1.0] * 30), *column("buses", 2012, [1.0] * 20))
    counts = columns.coverage(table, [f"city-{n}" for n in range(25)])
    assert counts.loc["buses"].tolist() == [25, 20]
    assert counts.loc["doctors"].tolist() == [0, 0]


def test_a_fall_of_ten_cities_is_a_warning(frame, column):
    units = [f"city-{n}" for n in range(30)]
    table = frame(*column("buses", 2011, [1.0] * 30), *column("buses", 2012, [1.0] * 20))
    (found,) = columns.coverage_falls(columns.coverage(table, units))
    assert (found.severity, found.indicator, found.year, found.value) == ("warning", "buses", 2012, 20.0)
    less = frame(*column("buses", 2011, [1.0] * 30), *column("buses", 2012, [1.0] * 21))
    assert columns.coverage_falls(columns.coverage(less, units)) == []
