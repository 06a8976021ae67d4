"""Numbers and years as readers see them, and the JSON they travel in."""

import json

import numpy as np
import pandas as pd
import pytest

from planbook.ground.numerals import decimal, is_missing, year_ranges
from planbook.ground.payload import clean, seal


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1,234.5"),
        (-1234.5, 0, "−1,234"),
        (-0.001, 2, "0.00"),
        (999999.99, 1, "1,000,000.0"),
        (7, 0, "7"),
    ],
)
def test_decimal(value, decimals, text):
    assert decimal(value, decimals) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_printed(value):
    with pytest.raises(ValueError, match="missing"):
        decimal(value)


@pytest.mark.parametrize("value", [None, np.nan, pd.NA, pd.NaT, float("inf"), np.float64("nan")])
def test_missing(value):
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, 0.0, "", False, np.float64(0)])
def test_not_missing(value):
    assert not is_missing(value)


def test_year_ranges_are_sorted_and_without_repetition():
    assert year_ranges([2016, 2012, 2013, 2012]) == ["2012–2013", "2016"]
    assert year_ranges([]) == []


def test_clean_is_plain_json():
    dirty = {"a": np.int64(3), "b": [np.nan, np.bool_(True)], "c": (pd.NA, "x"), 4: np.float32(0.5)}
    assert clean(dirty) == {"a": 3, "b": [None, True], "c": [None, "x"], "4": 0.5}
    json.dumps(clean(dirty), allow_nan=False)


def test_the_id_follows_the_content_not_its_order():
    one = seal("text", {"zh": {"markdown": "甲"}, "en": {"markdown": "a"}})
    other = seal("text", {"en": {"markdown": "a"}, "zh": {"markdown": "甲"}})
    changed = seal("text", {"en": {"markdown": "b"}, "zh": {"markdown": "甲"}})
    assert one["id"] == other["id"] != changed["id"]
