"""Small line charts written as SVG, from made-up figures."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from planbook.figures import Panel, Trends, drawing
from planbook.ground.absent import Absent
from planbook.ground.language import Both, in_language
from planbook.press.pages.payloads import problems
from planbook.store.provenance import Passport

SVG = "{http://www.w3.org/2000/svg}"
NAMES = (Both("甲市", "Jia"), Both("中位数", "median"))
OWN = {2003: 1.0, 2004: 2.0, 2006: float("nan"), 2007: 3.0, 2008: 5.0}
MEDIAN = {2003: 2.0, 2004: 2.0, 2005: 2.0, 2006: 2.0, 2007: 2.0, 2008: 2.0}


def panel(**changed):
    options = {"name": Both("比重", "Share"), "unit": Both("%", "%"), "own": OWN, "median": MEDIAN}
    return Panel(**{**options, **changed})


def trends(*panels):
    return Trends(panels, NAMES, (2003, 2008))


def lines(drawn, colour):
    """Return the number of points of every line and single dot of a colour."""
    root = ElementTree.fromstring(drawn)
    found = [e.get("points").split() for e in root.iter(f"{SVG}polyline") if e.get("stroke") == colour]
    return [len(points) for points in found]


def texts(drawn):
    return [e.text for e in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("breaks", "own", "median"), [([], [2, 2], [6]), ([2004], [2], [5]), ([2008], [2], [5])]
)
def test_no_line_is_drawn_over_a_gap_or_a_break(breaks, own, median):
    drawn = trends(panel(breaks=breaks)).svg("en")
    assert lines(drawn, "#0B6E8F") == own
    assert lines(drawn, "#A9AFB3") == median
    assert len(re.findall(r"stroke-dasharray", drawn)) == 2 * len(breaks)  # one of them in the key


def test_first_and_last_value_are_written_with_their_years():
    assert texts(trends(panel()).svg("zh")) == [
        *("甲市", "中位数"),
        *("比重", "%", "1.0", "2003", "5.0", "2008"),
    ]


def test_a_place_without_values_says_why_and_keeps_the_median():
    silent = trends(panel(own={}, missing=Both("未刊载", "not printed")))
    assert "not printed" in texts(silent.svg("en"))
    assert silent.table("en")["rows"] == [["Share", "%", "not printed", "—", "—", "—", "2.0"]]


def test_points_stay_inside_their_panel():
    drawn = trends(panel(), panel(own={2003: -1e6, 2008: 1e6})).svg("en")
    root = ElementTree.fromstring(drawn)
    for line in root.iter(f"{SVG}polyline"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 180
            assert 0 <= y <= 122


def test_hostile_names_are_text():
    name = Both("<b>&\"'", "</svg><script>")
    drawn = trends(panel(name=name)).svg("en")
    assert "</svg><script>" in texts(drawn)
    assert ElementTree.fromstring(drawn).find(f".//{SVG}script") is None


def test_a_drawing_has_a_name_and_both_languages():
    found = SimpleNamespace(trends=trends(panel()), source=Passport((), (2003, 2008)))
    payload = drawing("trends", found).payload()
    assert (payload["kind"], payload["id"]) == ("drawing", "trends")
    assert payload == drawing("trends", found).payload()
    assert "甲市" in in_language(payload, "zh")["svg"]
    assert problems(payload) == []


def test_a_drawing_of_nothing_gives_the_reason():
    gone = Absent(Both("未刊印。", "Not printed."))
    assert drawing("trends", gone).payload()["reason"]["en"] == "Not printed."
