"""Every number a chapter says is in its ledger, both languages say the same, and each can be computed again."""

import json
import re

import pytest
from by_hand import chapters, executed, findings_of, page

from planbook.ground.recording import from_record
from planbook.text.claims import Claim
from planbook.text.template import evaluate
from planbook.text.writing import claim_of

TOKEN = re.compile(
    r"[A-Za-z]+[-–]?\d+(?:\.\d+)?|`[^`]*`|\]\([^)]*\)|<[^>]*>"
)  # SO2, PM2.5, addresses: no numbers


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", TOKEN.sub("", text.replace("\\", "")))


@pytest.fixture(scope="module", params=chapters())
def chapter(request):
    made = executed(request.param)
    return made, {lang: page(made, lang) for lang in ("zh", "en")}


@pytest.mark.slow
def test_a_chapter_can_be_set_and_shown(chapter):
    _, words = chapter
    assert [p for lang in words for p in words[lang].problems] == []


@pytest.mark.slow
def test_every_number_of_the_prose_and_of_titles_is_in_the_ledger(chapter):
    _, words = chapter
    for lang in words:
        told = {n for e in words[lang].ledger for n in numbers(e["text"])}
        reasons = {b.markdown for b in words[lang].blocks if not b.tags}  # what is absent says why
        said = [b.markdown for b in words[lang].blocks if b.markdown not in reasons]
        said += [
            b.payload[k]
            for b in words[lang].blocks
            if b.payload
            for k in ("title", "subtitle")
            if k in b.payload
        ]
        assert [n for s in said for n in numbers(s) if n not in told] == []


@pytest.mark.slow
def test_every_entry_of_prose_is_the_same_when_computed_again(chapter):
    made, words = chapter
    found = vars(from_record(json.loads(json.dumps(findings_of(made)))))
    again = 0
    for lang in words:
        for entry in words[lang].ledger:
            if entry["line"]:
                claim = claim_of(evaluate(entry["expression"], lang, found))
                value, text = (
                    (claim.value, claim.text.get(lang)) if isinstance(claim, Claim) else (claim, claim)
                )
                assert (value, text) == (entry["value"], entry["text"]), entry
                again += 1
    assert again > 40


@pytest.mark.slow
def test_every_number_of_a_table_is_in_the_ledger(chapter):
    _, words = chapter
    for lang in words:
        told = {e["expression"]: e for e in words[lang].ledger if not e["line"]}
        for block in words[lang].blocks:
            if block.payload and block.payload["kind"] == "table":
                for r, row in enumerate(block.payload["rows"]):
                    for c, cell in enumerate(row):
                        if isinstance(cell["sort"], int | float):
                            assert told[f"{block.payload['id']}[{r}][{c}]"]["text"] == cell["text"]


@pytest.mark.slow
def test_both_languages_tell_the_same_numbers(chapter):
    _, words = chapter

    def values(lang):
        entries = [e for e in words[lang].ledger if e["line"] and isinstance(e["value"], int | float)]
        return {(_subject(e["expression"]), e["value"]) for e in entries}

    assert values("zh") == values("en")


def _subject(expression):
    """Return what an expression speaks of, without filters and conditions: the words for none differ by language."""
    return re.split(r"\||\sif\s", expression)[0].strip()
