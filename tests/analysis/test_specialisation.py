"""Location quotients against a published example; Herfindahl and entropy on made-up employment."""

import math

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planbook.analysis.specialisation import concentration, in_full, location_quotients


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


def test_quotients_of_a_published_example():
    # G. Krumme, University of Washington, Geography 350, faculty.washington.edu/krumme/350/ssexcel.html: a region's
    # jobs in four industries, the nation's shares in per cent, and the quotients printed
    found = location_quotients(jobs("r", 500.0, 100.0, 200.0, 200.0), jobs("", 10.0, 20.0, 40.0, 30.0))
    assert found["quotient"].round(3).tolist() == [5, 0.5, 0.5, 0.667]


@settings(max_examples=40)
@given(st.lists(st.floats(0.01, 1e4), min_size=2, max_size=19))
def test_bounds_hold_for_any_mix(values: list[float]):
    found = concentration(jobs("a", *values)).iloc[0]
    assert 1 / len(values) - 1e-9 <= found["herfindahl"] <= 1 + 1e-9
    assert -1e-9 <= found["entropy"] <= 1 + 1e-9


@settings(max_examples=40)
@given(st.lists(st.floats(0.01, 1e4), min_size=2, max_size=19))
def test_a_unit_that_is_the_reference_has_quotients_of_one(values: list[float]):
    here = jobs("a", *values)
    assert (location_quotients(here, here)["quotient"] - 1).abs().max() < 1e-9


def test_blank_sectors_are_nothing_only_where_the_others_add_up():
    printed = pd.concat([jobs("whole", 40.0, 60.0), jobs("blank", 60.0), jobs("lost", 60.0)])
    totals = pd.DataFrame({"unit": ["whole", "blank", "lost"], "year": 2012, "value": [100.3, 60.0, 100.0]})
    found = in_full(printed, totals).set_index(["unit", "sector"])["value"]
    assert found.to_dict() == {
        ("blank", "s0"): 60.0,
        ("blank", "s1"): 0.0,
        ("whole", "s0"): 40.0,
        ("whole", "s1"): 60.0,
    }


def test_a_unit_without_a_printed_total_is_left_out():
    totals = pd.DataFrame({"unit": ["b"], "year": 2012, "value": [100.0]})
    assert in_full(jobs("a", 40.0, 60.0), totals).empty


@settings(max_examples=40)
@given(st.lists(st.floats(0.01, 1e4), min_size=2, max_size=19), st.floats(-0.02, 0.02))
def test_what_is_kept_adds_up_to_the_total(values: list[float], off: float):
    assume(abs(abs(off) - 0.005) > 1e-6)  # not on the very edge, where rounding decides
    here = jobs("a", *values)
    total = sum(values) / (1 + off)
    found = in_full(here, pd.DataFrame({"unit": ["a"], "year": [2012], "value": [total]}))
    assert found.empty or found["value"].sum() == pytest.approx(total, rel=0.0051)
    assert found.empty == (abs(sum(values) - total) > 0.005 * total)
