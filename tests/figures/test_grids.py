"""Panels on one plot; frames are made up."""

import pandas as pd

from planbook.figures.grids import in_panels, panel_grid
from planbook.figures.layers import HEIGHT
from planbook.ground.absent import Absent
from planbook.ground.language import Both

ROWS = pd.DataFrame(
    {
        "year": [2012, 2014] * 4,
        "series": [s for s in "abcd" for _ in range(2)],
        "name": [Both(s, s.upper()) for s in "abcd" for _ in range(2)],
        "value": [0.0, 6.0] * 4,
    }
)
BESIDE = pd.DataFrame({"year": [2012, 2014], "value": [3.0, 3.0]})


def test_every_panel_has_its_line_and_the_common_one():
    placed = in_panels(ROWS, BESIDE)
    assert placed.groupby(["panel", "line"]).size().tolist() == [2] * 8
    assert placed["x"].between(0, 3).all()
    assert placed["y"].between(0, HEIGHT).all()


def test_the_fourth_panel_stands_below_the_first_and_zero_at_its_foot():
    placed = in_panels(ROWS, BESIDE).query("line == 'own'").set_index(["series", "year"])
    assert placed.loc[("d", 2012), "x"] == placed.loc[("a", 2012), "x"]
    assert placed.loc[("d", 2012), "y"] - placed.loc[("a", 2012), "y"] == HEIGHT / 2
    assert placed.loc[("a", 2012), "y"] > placed.loc[("a", 2014), "y"]


def test_the_ground_names_each_panel_once():
    spec = panel_grid(in_panels(ROWS, BESIDE)).to_dict()
    heads = spec["datasets"][spec["layer"][1]["data"]["name"]]
    assert [h["text"] for h in heads] == [str(Both(s, s.upper())) for s in "abcd"]


def test_what_is_absent_has_no_panels():
    gone = Absent()
    assert in_panels(gone, gone) is gone
    assert len(panel_grid(gone).layer) == 1
