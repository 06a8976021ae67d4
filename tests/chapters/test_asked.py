"""What the plan asks, as tables and goals; the sources are made up."""

from planbook import catalog, plan
from planbook.chapters.asked import goals, requests
from planbook.figures import table
from planbook.ground.language import in_language
from planbook.store.provenance import Passport
from planbook.text.writing import claim_of

NO_SOURCE = Passport((), ())


def rows(slug: str) -> list[list[dict]]:
    return in_language(table("asked", requests(slug, NO_SOURCE)).payload(), "en")["rows"]


def test_every_part_of_the_six_chapters_has_its_evidence_in_the_plans_order():
    parts = [(p.chapter, p.number) for p in plan.parts() if 3 <= p.chapter <= 8]
    assert [(e.chapter, e.part) for e in catalog.evidence()] == parts
    assert len(parts) == 23


def test_goals_come_first_and_everything_asks_for_its_words():
    shown = rows("industry")
    assert [row[0]["text"].split(":")[0] for row in shown[:2]] == ["Goal for 2017"] * 2
    assert [row[1]["words"] for row in shown[:3]] == ["high_tech_share_pct", "services_share_pct", "part_1"]
    assert [row[1]["text"] for row in shown[1:3]] == ["no data by city", "no data"]


def test_a_part_without_a_finding_says_what_would_be_needed():
    assert rows("reform")[4][3]["text"].startswith("projects and capital")


def test_a_part_whose_text_is_not_at_hand_is_counted_and_stands_by_its_heading():
    asked = requests("reform", NO_SOURCE)
    assert (asked.goals, asked.parts, asked.chapter) == (0, 5, 8)
    assert asked.headings_only == sum(p.ask is None for p in plan.parts("reform"))


def test_a_goal_is_written_as_the_plan_names_it():
    said = {g.id: claim_of(g.target).text for slug in ("green", "livelihoods") for g in goals(slug).values()}
    assert said["so2"].en == "−9%"
    assert said["housing_units_million"].zh == "680万套"
    assert said["housing_units_million"].en == "6.8 million units"
