"""Ranks by level and by change, and what follows from them, on made-up tables."""

import pandas as pd
import pytest

from planbook.analysis.standing import notable, standings

TABLE = pd.DataFrame(
    {2012: [10.0, 20.0, 40.0, 5.0, None], 2022: [20.0, 30.0, 30.0, None, 1.0]}, index=list("abcde")
)


def test_equal_levels_share_the_better_rank_and_the_missing_are_not_ranked():
    found = standings(TABLE, 2012, 2022)
    assert found["rank"].tolist()[:3] == [3.0, 1.0, 1.0]
    assert pd.isna(found.loc["d", "rank"])
    assert set(found["of"].dropna()) == {4.0}
    assert set(found["median"]) == {25.0}


@pytest.mark.parametrize(
    ("kind", "changes"), [("difference", [10.0, 10.0, -10.0]), ("percent", [100.0, 50.0, -25.0])]
)
def test_change_needs_both_years(kind, changes):
    found = standings(TABLE, 2012, 2022, kind=kind)
    assert found["change"].tolist()[:3] == changes
    assert found["change"].isna().tolist() == [False, False, False, True, True]
    assert set(found["change_of"]) == {3.0}


def test_the_lowest_is_first_where_less_is_better():
    found = standings(TABLE, 2012, 2022, higher_is_better=False)
    assert found.loc["e", "rank"] == 1
    assert found.loc["c", "change_rank"] == 1


def test_a_unit_with_a_break_of_its_own_keeps_its_rank_by_level_only():
    found = standings(TABLE, 2012, 2022, broken=frozenset("a"))
    assert found.loc["a", "rank"] == 3
    assert pd.isna(found.loc["a", "change"])
    assert set(found["change_of"]) == {2.0}


@pytest.mark.parametrize(("first", "last"), [(None, 2022), (2022, 2022), (1999, 2022)])
def test_without_a_first_year_there_is_no_change(first, last):
    assert standings(TABLE, first, last)["change"].isna().all()


def test_a_year_without_values_ranks_nobody():
    assert standings(TABLE, 2012, 2030).isna().all(axis=None)


RANKS = pd.DataFrame(
    {
        "measure": ["income", "air", "roads", "trade"],
        "rank": [20, 21, 80, None],
        "of": [100, 100, 100, None],
        "change_rank": [1, None, 81, 50],
        "change_of": [100, None, 100, 100],
    }
)


def test_strengths_and_gaps_begin_at_the_fifth():
    good, bad = notable(RANKS)
    assert good[["measure", "by"]].values.tolist() == [["income", "change"]]
    assert bad[["measure", "by"]].values.tolist() == [["roads", "change"]]


def test_an_indicator_stands_once_by_its_more_notable_rank():
    good, _ = notable(RANKS, share=0.25)
    assert good["measure"].tolist() == ["income", "air"]
    assert good["place"].tolist() == [0.005, 0.205]


def test_no_more_than_asked_for():
    many = pd.DataFrame(
        {"measure": list("abcdef"), "rank": range(1, 7), "of": 100, "change_rank": 50, "change_of": 100}
    )
    assert notable(many)[0]["measure"].tolist() == list("abcd")
