"""Location quotients, Herfindahl and entropy on made-up employment."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbook.analysis.specialisation import concentration, location_quotients


def jobs(unit: str, *values: float) -> pd.DataFrame:
    sectors = [f"s{n}" for n in range(len(values))]
    return pd.DataFrame({"unit": unit, "year": 2012, "sector": sectors, "value": values})


def test_one_sector_is_wholly_concentrated_and_even_sectors_are_not():
    found = concentration(pd.concat([jobs("one", 8.0, 0.0, 0.0, 0.0), jobs("even", 2.0, 2.0, 2.0, 2.0)]))
    found = found.set_index("unit")
    assert found.loc["one", ["herfindahl", "entropy", "largest"]].tolist() == [1.0, 0.0, "s0"]
    assert found.loc["even", ["herfindahl", "entropy"]].tolist() == pytest.approx([0.25, 1.0])


def test_the_example_worked_by_hand():
    found = concentration(jobs("a", 50.0, 30.0, 20.0)).iloc[0]
    assert found["herfindahl"] == pytest.approx(0.38)
    by_hand = -(0.5 * math.log(0.5) + 0.3 * math.log(0.3) + 0.2 * math.log(0.2)) / math.log(3)
    assert found["entropy"] == pytest.approx(by_hand)
    assert found["largest_share"] == pytest.approx(0.5)


def test_quotients_compare_with_the_reference_of_their_year():
    here = jobs("a", 30.0, 70.0)
    all_ = pd.concat([jobs("", 10.0, 90.0), jobs("", 50.0, 50.0).assign(year=2013)])
    found = location_quotients(pd.concat([here, here.assign(year=2013)]), all_)
    assert found["quotient"].tolist() == pytest.approx([3.0, 7 / 9, 0.6, 1.4])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0.01, 1e4), min_size=2, max_size=19))
def test_bounds_hold_for_any_mix(values: list[float]):
    found = concentration(jobs("a", *values)).iloc[0]
    assert 1 / len(values) - 1e-9 <= found["herfindahl"] <= 1 + 1e-9
    assert -1e-9 <= found["entropy"] <= 1 + 1e-9


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0.01, 1e4), min_size=2, max_size=19))
def test_a_unit_that_is_the_reference_has_quotients_of_one(values: list[float]):
    here = jobs("a", *values)
    assert (location_quotients(here, here)["quotient"] - 1).abs().max() < 1e-9
