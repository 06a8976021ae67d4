"""Every number a chapter says is a claim in its ledger, both languages say the same, and it can be computed again.

The cells run here one after another as Jupyter would run them, and each claim's expression is evaluated once more
where the cell left off.
"""

import ast
import json
import re

import pytest
from by_hand import cells, run

from planbook.text.claims import Claim

CHAPTERS = ["overview", "industry", "urban", "green", "innovation", "livelihoods", "reform"]
TOKEN = re.compile(r"[A-Za-z]+\d+(?:\.\d+)?")  # SO2, PM2.5: names, not numbers


def moving(chapter: str) -> set[str]:
    """Return the names that a loop sets: what they were when a sentence was written is gone afterwards."""
    loops = [n for source, _ in cells(chapter) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.For)]
    bodies = [n for loop in loops for n in ast.walk(loop)]
    return {n.id for n in bodies if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", TOKEN.sub("", text.replace("\\", "")))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_number_is_a_claim_that_holds_when_computed_again(chapter: str):
    unclaimed, differing, again, passing = [], [], 0, moving(chapter)
    for payload, space in run(chapter):
        claims = payload["claims"]
        if payload["kind"] == "text":
            for lang in ("zh", "en"):
                told = {n for c in claims for n in numbers(c[lang])}
                unclaimed += [f"{lang}: {n}" for n in numbers(payload[lang]["markdown"]) if n not in told]
        for claim in claims:
            try:
                tree = ast.parse(claim["expression"], mode="eval")
                if passing & {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}:
                    continue
                value = eval(compile(tree, "<claim>", "eval"), dict(space))
            except (
                NameError,
                SyntaxError,
            ):  # it stands in a function, with names of its own, or is not at hand
                continue
            if isinstance(value, Claim):
                again += 1
                if json.dumps(value.value, default=str) != json.dumps(claim["value"], default=str):
                    differing.append((claim, value.value))
    assert unclaimed == []
    assert differing == []
    assert again > 10


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_both_languages_tell_the_same_numbers(chapter: str):
    scales = {"万", "亿", "万亿", "thousand", "million", "billion", "trillion"}
    apart = []
    for payload, _ in run(chapter):
        for claim in payload["claims"]:
            scaled = any(word in claim["zh"] + claim["en"] for word in scales)
            if not scaled and numbers(claim["zh"]) != numbers(claim["en"]):
                apart.append(claim)
    assert apart == []
