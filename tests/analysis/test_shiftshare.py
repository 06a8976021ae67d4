"""Shift-share against a published example, one worked by hand, and its identities on any figures."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbook.analysis.shiftshare import in_per_cent, shift_share


def frame(rows: list[tuple[str, str, int, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "sector", "year", "value"])


# Worked by hand: the nation grows by 50 % (farming 0 %, industry 25 %, services 100 %).
NATION = frame(
    [
        *[("n", "farming", 1, 20.0), ("n", "industry", 1, 40.0), ("n", "services", 1, 40.0)],
        *[("n", "farming", 2, 20.0), ("n", "industry", 2, 50.0), ("n", "services", 2, 80.0)],
    ]
)
CITY = frame(
    [
        *[("a", "farming", 1, 10.0), ("a", "industry", 1, 80.0), ("a", "services", 1, 10.0)],
        *[("a", "farming", 2, 12.0), ("a", "industry", 2, 90.0), ("a", "services", 2, 30.0)],
    ]
)


def test_the_example_worked_by_hand():
    found = shift_share(CITY, NATION, 1, 2).iloc[0]
    assert found["national"] == pytest.approx(50)  # 100 x 50 %
    assert found["mix"] == pytest.approx(10 * -0.5 + 80 * -0.25 + 10 * 0.5)  # -20
    assert found["local"] == pytest.approx((12 - 10) + (90 - 100) + (30 - 20))  # 2
    assert in_per_cent(shift_share(CITY, NATION, 1, 2)).iloc[0]["growth"] == pytest.approx(32)


# G. Krumme's table for teaching (University of Washington, Geography 350, faculty.washington.edu/krumme/350/
# ssexcel.html): jobs of a made-up region in four industries in 1985 and 1995, and the nation's shares and growth.
TAUGHT = {
    "I": (500, 1000, 10, 10),
    "II": (100, 100, 20, 20),
    "III": (200, 250, 40, 30),
    "IV": (200, 280, 30, 40),
}


def taught() -> tuple[pd.DataFrame, pd.DataFrame]:
    region = [
        ("r", s, y, float(v)) for s, row in TAUGHT.items() for y, v in zip((1985, 1995), row, strict=False)
    ]
    nation = [("n", s, 1985, float(share)) for s, (_, _, share, _) in TAUGHT.items()]
    nation += [("n", s, 1995, share * (1 + rate / 100)) for s, (_, _, share, rate) in TAUGHT.items()]
    return frame(region), frame(nation)


def test_the_published_example():
    found = shift_share(*taught(), 1985, 1995)
    grown = found["after"] - found["before"]
    assert grown.tolist() == [630]
    assert found["national"].tolist() == pytest.approx([290])  # printed: national growth effect
    # composition effect: 80 in the copy read, which has lost every minus; 630 = 290 + 420 - 80 restores it
    assert found["mix"].tolist() == pytest.approx([-80])
    assert found["local"].tolist() == pytest.approx([420])  # differential effect


def test_a_unit_without_one_sector_is_left_out():
    short = CITY[~((CITY["sector"] == "farming") & (CITY["year"] == 2))]
    assert shift_share(short, NATION, 1, 2).empty


def test_of_no_unit_there_are_no_parts_and_the_columns_stay():
    city, nation = taught()
    parts = in_per_cent(shift_share(city[:0], nation, 1, 2))
    assert parts.empty
    assert list(parts) == list(in_per_cent(shift_share(city, nation, *sorted(city["year"].unique()))))
    assert parts["local"].dtype == "float64"


def test_a_reference_without_a_sector_is_refused():
    with pytest.raises(ValueError, match="no value of farming in 1 or 2"):
        shift_share(CITY, NATION[NATION["sector"] != "farming"], 1, 2)


values = st.lists(st.floats(0.1, 1e5), min_size=12, max_size=12)


@settings(max_examples=40)
@given(values)
def test_the_parts_add_up_and_the_local_parts_of_all_units_vanish(numbers: list[float]):
    keys = [(u, s, y) for u in "ab" for s in ("i", "j", "k") for y in (1, 2)]
    cities = frame([(*key, value) for key, value in zip(keys, numbers, strict=True)])
    whole = cities.groupby(["sector", "year"])["value"].sum().reset_index()
    found = shift_share(cities, whole, 1, 2)
    size = float(cities["value"].sum())
    grown = found["after"] - found["before"]
    assert (found[["national", "mix", "local"]].sum(axis=1) - grown).abs().max() < 1e-9 * size
    assert abs(found["local"].sum()) < 1e-9 * size  # the reference is the sum of the units
    assert abs(found["mix"].sum()) < 1e-9 * size
