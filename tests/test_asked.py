"""The tables of what the plan asks."""

import pytest

from planbook import catalog, plan
from planbook.asked import tracker
from planbook.prose import count, say


def test_every_part_of_the_six_chapters_has_its_evidence_in_the_plans_order():
    parts = [(p.chapter, p.number) for p in plan.parts() if 3 <= p.chapter <= 8]
    assert [(e.chapter, e.part) for e in catalog.evidence()] == parts
    assert len(parts) == 23


def test_a_part_without_a_finding_says_no_data_and_what_would_be_needed():
    table = tracker("reform", {2: say("{n}个。", "{n} of them.", n=count(3))})
    rows = [[cell["text"] for cell in row] for row in table.payload()["en"]["rows"]]
    assert rows[1][2] == "3 of them."
    assert rows[4][2] == "no data"
    assert rows[4][3].startswith("projects and capital")
    assert table.payload()["claims"][0]["value"] == 3


def test_a_part_that_the_chapter_does_not_have_is_refused():
    with pytest.raises(KeyError, match="parts 1 to 5"):
        tracker("reform", {6: say("甲。", "A.")})
