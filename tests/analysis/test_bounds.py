"""Made-up emissions of a few cities."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.analysis.bounds import change_bounds

POSITIVE = st.floats(1.0, 1000.0)


def frame(before: dict[str, float], after: dict[str, float]) -> pd.DataFrame:
    rows = [(u, y, v) for y, values in ((2012, before), (2015, after)) for u, v in values.items()]
    return pd.DataFrame(rows, columns=["unit", "year", "value"])


def test_a_city_that_prints_the_first_year_only_widens_the_bounds():
    found = change_bounds(frame({"a": 100, "b": 100, "c": 200}, {"a": 50, "b": 100}), 2012, 2015).iloc[0]
    # c ends at 100 (halved, as a) or at 200 (unchanged, as b): 250 or 350 of 400
    assert found[["value", "low", "high"]].tolist() == [-25.0, -37.5, -12.5]
    assert (found["cities"], found["of"]) == (2, 3)


def test_a_city_that_prints_the_last_year_only_is_taken_back():
    found = change_bounds(frame({"a": 100, "b": 100}, {"a": 50, "b": 100, "c": 100}), 2012, 2015).iloc[0]
    # c began at 200 (halved) or at 100 (unchanged): 250 of 400, 250 of 300
    assert found["low"] == pytest.approx(-37.5)
    assert found["high"] == pytest.approx(-100 / 6)


def test_without_a_city_that_prints_both_nothing_is_said():
    assert change_bounds(frame({"a": 100}, {"b": 100}), 2012, 2015).empty
    assert change_bounds(frame({"a": 100}, {}), 2012, 2015).empty


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(POSITIVE, POSITIVE), min_size=2))
def test_the_change_of_all_cities_lies_within_whichever_are_hidden(full: dict[str, tuple[float, float]]):
    units = sorted(full)
    kept = {u: full[u] for u in units[1:]}
    hidden = full[units[0]]
    ratios = [a / b for b, a in kept.values()]
    if not min(ratios) <= hidden[1] / hidden[0] <= max(ratios):
        return  # a bound holds while the hidden city moves no faster than any printed one
    shown = frame({u: b for u, (b, _) in full.items()}, {u: a for u, (_, a) in kept.items()})
    found = change_bounds(shown, 2012, 2015).iloc[0]
    true = 100 * (sum(a for _, a in full.values()) / sum(b for b, _ in full.values()) - 1)
    assert found["low"] - 1e-6 <= true <= found["high"] + 1e-6


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(POSITIVE, POSITIVE), min_size=1))
def test_with_every_city_the_bounds_are_the_value(full: dict[str, tuple[float, float]]):
    complete = frame({u: b for u, (b, _) in full.items()}, {u: a for u, (_, a) in full.items()})
    found = change_bounds(complete, 2012, 2015).iloc[0]
    assert found["low"] == pytest.approx(found["value"])
    assert found["high"] == pytest.approx(found["value"])
