"""Corrections on made-up figures."""

import pandas as pd
import pytest

from planbook.intake import corrections
from planbook.intake.corrections import Correction
from planbook.intake.yearbook import Unread

GDP, SEWAGE = "gdp_100m_yuan", "sewage_treatment_pct"


def figures(*rows):
    return pd.DataFrame(rows, columns=["unit", "indicator", "year", "value", "source", "flag"])


def rows_of(frame):
    return frame.drop(columns=["indicator", "year"]).to_dict("split")["data"]


TWO = figures(("130200", GDP, 2011, 5442.5, "ccsy-2012", ""), ("230600", GDP, 2011, 37400.0, "ccsy-2012", ""))


def test_an_expected_value_is_replaced_with_flag_and_source():
    mended, problems = corrections.apply(
        TWO, [], [Correction("230600", GDP, 2011, "37400", "3740", "second-print")]
    )
    assert problems == []
    assert rows_of(mended) == [
        ["130200", 5442.5, "ccsy-2012", ""],
        ["230600", 3740.0, "second-print", "corrected"],
    ]


def test_nothing_used_withdraws_the_value():
    mended, problems = corrections.apply(TWO, [], [Correction("230600", GDP, 2011, "37400", "", "")])
    assert problems == []
    assert mended["unit"].tolist() == ["130200"]


@pytest.mark.parametrize("expect", ["3740", "", "mi"])
def test_a_value_other_than_expected_is_a_problem_and_stays(expect):
    mended, problems = corrections.apply(TWO, [], [Correction("230600", GDP, 2011, expect, "1", "x")])
    assert problems == [
        f"corrections.csv: 230600 gdp_100m_yuan 2011 expects {expect!r} but finds '37400'; "
        "look at the source again and mend or remove the row"
    ]
    assert rows_of(mended) == rows_of(TWO)


def test_a_value_that_is_not_there_is_a_problem():
    _, problems = corrections.apply(TWO, [], [Correction("130200", GDP, 2012, "1", "2", "x")])
    assert problems[0].startswith(
        "corrections.csv: 130200 gdp_100m_yuan 2012 expects '1' but finds 'nothing'"
    )


def test_a_correction_that_changes_nothing_is_a_problem():
    _, problems = corrections.apply(TWO, [], [Correction("130200", GDP, 2012, "", "", "")])
    assert len(problems) == 1


@pytest.mark.parametrize(("used", "expected"), [("88.5", [["130200", 88.5, "x", "corrected"]]), ("", [])])
def test_a_cell_that_is_no_number_needs_a_correction_with_its_text(used, expected):
    unread = [Unread("130200", GDP, 2011, "8B.5", "ccsy-2012.xlsx, row 9, column 73")]
    mended, problems = corrections.apply(
        TWO[:0], unread, [Correction("130200", GDP, 2011, "8B.5", used, "x")]
    )
    assert problems == []
    assert rows_of(mended) == expected


def test_an_undeclared_cell_is_named_with_its_place():
    unread = [Unread("130200", GDP, 2011, "8B.5", "ccsy-2012.xlsx, row 9, column 73")]
    _, problems = corrections.apply(TWO[:0], unread, [])
    assert problems == [
        "ccsy-2012.xlsx, row 9, column 73: gdp_100m_yuan of 130200 reads '8B.5', which is no number; "
        "declare it in corrections.csv"
    ]


def test_a_cell_that_reads_differently_is_reported_from_both_sides():
    unread = [Unread("130200", GDP, 2011, "8B.5", "row 9")]
    _, problems = corrections.apply(TWO[:0], unread, [Correction("130200", GDP, 2011, "8b.5", "", "")])
    assert "expects '8b.5' but finds '8B.5'" in problems[0]
    assert problems[1].startswith("row 9")


def test_a_blank_cell_can_be_filled():
    mended, problems = corrections.apply(
        TWO, [], [Correction("220200", GDP, 2011, "", "2000", "second-print")]
    )
    assert problems == []
    assert rows_of(mended)[-1] == ["220200", 2000.0, "second-print", "corrected"]


def test_an_unreadable_cell_that_a_fill_stands_in_for_gives_one_row():
    filled = figures(("130200", GDP, 2017, 6500.0, "fill", "other_source"))
    unread = [Unread("130200", GDP, 2017, "mi", "row 9")]
    mended, problems = corrections.apply(filled, unread, [Correction("130200", GDP, 2017, "mi", "", "")])
    assert (problems, rows_of(mended)) == ([], [["130200", 6500.0, "fill", "other_source"]])
    mended, _ = corrections.apply(filled, unread, [Correction("130200", GDP, 2017, "mi", "6530.2", "x")])
    assert rows_of(mended) == [["130200", 6530.2, "x", "corrected"]]


def test_a_rule_for_every_city_takes_each_that_prints_the_value():
    zeros = figures(
        ("130200", SEWAGE, 2003, 0.0, "ccsy-2004", ""),
        ("230600", SEWAGE, 2003, 0.4, "ccsy-2004", ""),
        ("220200", SEWAGE, 2003, 0.0, "ccsy-2004", ""),
        ("130200", SEWAGE, 2004, 0.0, "ccsy-2005", ""),
        ("130200", GDP, 2003, 0.0, "ccsy-2004", ""),
    )
    mended, problems = corrections.apply(zeros, [], [Correction("", SEWAGE, 2003, "0", "", "")])
    assert problems == []
    assert list(zip(mended["unit"], mended["indicator"], mended["year"], strict=True)) == [
        ("230600", SEWAGE, 2003),
        ("130200", SEWAGE, 2004),
        ("130200", GDP, 2003),
    ]


def test_a_rule_for_every_city_that_meets_none_is_a_problem():
    _, problems = corrections.apply(TWO, [], [Correction("", SEWAGE, 2003, "0", "", "")])
    assert problems[0].startswith("corrections.csv: every city sewage_treatment_pct 2003 expects '0'")


def test_all_problems_are_told_at_once():
    rules = [Correction(u, GDP, 2011, "1", "2", "x") for u in ("130200", "230600", "220200")]
    _, problems = corrections.apply(TWO, [Unread("110000", GDP, 2011, "mi", "row 9")], rules)
    assert len(problems) == 4
