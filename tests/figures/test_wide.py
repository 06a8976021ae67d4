"""Stacks, names of columns and medians of groups; frames are made up."""

import pandas as pd

from planbook.figures.strips import medians
from planbook.figures.wide import last_names, quantile_tips, stacked
from planbook.ground.absent import Absent
from planbook.ground.language import Both


def test_parts_of_a_hundred_and_a_bit_end_at_a_hundred():
    parts = pd.DataFrame(
        {"year": [2012] * 3, "series": list("abc"), "name": list("ABC"), "value": [33.34, 33.34, 33.33]}
    )
    placed = stacked(parts)
    assert placed["top"].max() == 100
    assert placed["right"].sub(placed["left"]).round(2).unique().tolist() == [0.84]


def test_a_year_without_a_part_is_left_out():
    parts = pd.DataFrame({"year": [2012, 2013], "series": "a", "name": "A", "value": [5.0, None]})
    assert stacked(parts)["year"].tolist() == [2012]


def test_a_column_that_holds_nothing_has_no_name():
    rows = pd.DataFrame({"year": [2012, 2013], "p50": [1.0, 2.0], "nation": [None, None]})
    named = last_names(rows, {"p50": "中位数 | median", "nation": "全国 | China"}, also={"目标 | goal": 3.0})
    assert len(named.layer) == 2
    assert len(last_names(rows, {"p50": "中位数 | median"}, also={"目标 | goal": Absent()}).layer) == 1


def test_tooltips_of_quantiles_can_do_without_the_nation():
    assert len(quantile_tips()) - len(quantile_tips(nation=False)) == 1


def test_a_group_has_a_tick_and_a_number_at_its_median():
    rows = pd.DataFrame({"group": ["a", "a"], "kind": [Both("甲", "A")] * 2, "value": [1.0, 3.0]})
    tick, text = medians(rows, 0, name="kind").to_dict()["layer"]
    assert tick["encoding"]["x"]["aggregate"] == "median"
    assert text["encoding"]["text"]["format"] == ",.0f"
    assert len(medians(Absent()).layer) == 1
