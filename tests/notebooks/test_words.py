"""Every chapter can be set in both languages, for any year and region, and no sentence is false for what was chosen.

Only the findings are computed here and the words set from them; no figure is drawn.
"""

import re

import pytest
from by_hand import chapters, executed, page, source, text

from planbook import plan
from planbook.chapters.selection import GOAL_YEAR
from planbook.press.pages.words import unlike
from planbook.store.observations import last_year

REGIONS = ("全国", "东北", "东部", "中部", "西部")
YEARS = (2003, 2008, 2012, 2013, 2015, 2017, 2019, last_year())
# Every year for the whole country, every region in an early, a middle and the newest year.
CASES = [(y, "全国") for y in YEARS] + [(y, r) for y in (2008, 2015, last_year()) for r in REGIONS[1:]]

OF_THE_PLAN = {
    GOAL_YEAR,
    plan.document().first_year,
    plan.document().last_year,
    *(b.year for b in plan.baseline()),
}

NOTHING = (
    re.compile(r"(?<![\d,.])0 (?:of (?:the )?0 )?cit(?:y|ies)\b|\bof the 0\b"),
    re.compile(r"(?<![\d,.])0(?:个|座)?城市?(?![\d])"),
    re.compile(r"\{\{|\}\}|⟦|‖|⟧|\b(?:nan|NaN|None|Absent)\b"),
)


def of_words(problems: list[str]) -> list[str]:
    """Leave out what only a run of the figures would settle."""
    return [p for p in problems if not p.startswith("no cell shows")]


@pytest.mark.parametrize("name", chapters())
def test_both_languages_say_the_same(name):
    assert unlike(source(name)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", chapters())
def test_words_can_be_set_for_any_choice(name):
    found = []
    for year, region in CASES:
        made = executed(name, figures=False, year=year, region=region)
        for lang in ("zh", "en"):
            words = page(made, lang)
            said = text(words)
            where = f"{year} {region} {lang}"
            found += [f"{where}: {p}" for p in of_words(words.problems)]
            found += [
                f"{where}: {m.group()!r} in {_around(said, m)!r}" for p in NOTHING for m in p.finditer(said)
            ]
            later = [
                e for e in words.ledger if _is_year(e) and e["value"] > year and e["value"] not in OF_THE_PLAN
            ]
            found += [f"{where}: {e['expression']} = {e['text']} is after {year}, {e['cell']}" for e in later]
    assert not found, "\n".join(found)


def _is_year(entry):
    return isinstance(entry["value"], int) and re.fullmatch(r"(?:19|20)\d\d", entry["text"])


def _around(said, match):
    return said[max(0, match.start() - 40) : match.end() + 40]


@pytest.mark.slow
@pytest.mark.parametrize("name", chapters())
def test_a_chapter_opens_with_its_answers(name):
    made = executed(name, figures=False)
    for lang in ("zh", "en"):
        words = page(made, lang)
        opening = [
            line
            for block in words.blocks[:4]
            for line in block.markdown.splitlines()
            if line.startswith("- ")
        ]
        assert 3 <= len(opening) <= 7
