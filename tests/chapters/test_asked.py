"""The tables of what the plan asks."""

import pytest

from planbook import catalog, plan
from planbook.chapters.asked import account, spoken
from planbook.chapters.selection import choose
from planbook.store.provenance import Passport
from planbook.text.prose import count, say

NO_SOURCE = Passport((), ())


def test_every_part_of_the_six_chapters_has_its_evidence_in_the_plans_order():
    parts = [(p.chapter, p.number) for p in plan.parts() if 3 <= p.chapter <= 8]
    assert [(e.chapter, e.part) for e in catalog.evidence()] == parts
    assert len(parts) == 23


def test_a_part_without_a_finding_says_no_data_and_what_would_be_needed():
    table = account("reform", {2: say("{n}个。", "{n} of them.", n=count(3))}, {}, NO_SOURCE)
    rows = [[cell["text"] for cell in row] for row in table.payload()["en"]["rows"]]
    assert rows[1][1] == "3 of them."
    assert rows[4][1] == "no data"
    assert rows[4][3].startswith("projects and capital")
    assert table.payload()["claims"][-1]["value"] == 3


def test_a_chapter_without_goals_says_so():
    title = account("reform", {2: say("有。", "There is.")}, {}, NO_SOURCE).payload()["en"]["title"]
    assert title == "Chapter 8 of the plan sets no numeric goal; figures speak to 1 of its 5 parts"


def test_findings_carry_the_sources_coverage_and_breaks_of_what_speaks():
    said = {2: say("有。", "There is.")}
    source = account("reform", said, {}, spoken("reform", said, choose(2022))).payload()["en"]["source"]
    assert "Yearbook, editions 2004–2023" in source
    assert "of 95 cities" in source
    assert "2011, threshold of designated size" in source


def test_a_part_that_the_chapter_does_not_have_is_refused():
    with pytest.raises(KeyError, match="parts 1 to 5"):
        account("reform", {6: say("甲。", "A.")}, {}, NO_SOURCE)


def test_goals_and_parts_stand_in_one_table_with_what_was_found():
    table = account(
        "industry",
        {2: say("{n}个。", "{n} of them.", n=count(3))},
        {"services_share_pct": say("{n}城达到。", "{n} cities got there.", n=count(34))},
        NO_SOURCE,
    )
    rows = [[cell["text"] for cell in row] for row in table.payload()["en"]["rows"]]
    assert [row[0].split(":")[0] for row in rows[:3]] == ["Goal for 2017"] * 2 + [
        "1 Upgrading traditional industries"
    ]
    assert [row[1] for row in rows] == [
        "no data by city",
        "34 cities got there.",
        "no data",
        "3 of them.",
        "no data",
        "no data",
    ]
    assert "1 of 2 numeric goals and 1 of 4 parts" in table.title.en


def test_a_goal_that_the_chapter_does_not_have_is_refused():
    with pytest.raises(KeyError, match="so2"):
        account("industry", {}, {"so2": say("甲。", "A.")}, NO_SOURCE)
