import copy

import pytest
from small_book import CHART, DRAWING, TABLE, TEXT

from planbook.press.pages.payloads import problems, reduce


@pytest.mark.parametrize("payload", [CHART, DRAWING, TABLE, TEXT])
def test_whole_payloads_have_no_problems(payload):
    assert problems(payload) == []


def test_unknown_kind_is_named():
    assert problems({"kind": "map"}) == [
        "kind 'map': must be one of chart, drawing, table, text, findings, absent"
    ]


def test_everything_wrong_is_listed_at_once():
    broken = copy.deepcopy(CHART)
    del broken["en"]
    broken["zh"]["spec"] = "{}"
    broken["zh"]["table"]["rows"][0].pop()
    broken["data"]["table"][0]["gdp"] = float("nan")
    assert problems(broken) == [
        "zh: spec is str, not dict",
        "zh: row 1 has 2 cells, the header 3",
        "en: this language is missing",
        "holds NaN or an infinite number; leave a missing value out or write null",
    ]


def test_chart_needs_its_data():
    broken = {**CHART, "data": {}}
    assert problems(broken) == ["data: no table of records"]


def test_a_drawing_has_to_be_well_formed():
    broken = copy.deepcopy(DRAWING)
    broken["en"]["svg"] = "<svg><text>a & b</text></svg>"
    assert problems(broken) == [
        "en: svg is not well formed: not well-formed (invalid token): line 1, column 14"
    ]


def test_reduction_keeps_one_language_and_what_is_shared():
    reduced = reduce(CHART, "en")
    assert reduced["lang"] == "en"
    assert reduced["title"] == CHART["en"]["title"]
    assert reduced["data"] == CHART["data"]
    assert "zh" not in reduced
    assert "en" not in reduced
