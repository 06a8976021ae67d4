"""Chapters run for any year and region, and without figures of the nation, and open with five sentences every time.

The cells run here one after another in this process, as `test_ledger` runs them for the defaults; the press runs them
in kernels of their own.
"""

import ast
import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from planbook import paths
from planbook.chapters import shared as chapter
from planbook.press.pages.payloads import problems

CHAPTERS = ["green", "industry", "innovation", "livelihoods", "overview", "reform", "urban"]
# Every year from 2008 on, each region in early, middle and late ones; some regions have few cities.
YEARS = range(2008, 2023)
REGIONS = ["全国", "东北", "东部", "中部", "西部"]
CASES = [(year, REGIONS[n % len(REGIONS)]) for n, year in enumerate(YEARS)]


def shown(name: str, **parameters: object) -> Iterator[dict[str, Any]]:
    """Yield what the cells of a notebook show with these parameters."""
    notebook = json.loads((paths.root() / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    space: dict[str, Any] = {"__name__": "notebook"}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"<{name}>", "exec"), space)
        if "parameters" in cell["metadata"].get("tags", []):
            space |= parameters
        value = eval(compile(ast.Expression(last.value), f"<{name}>", "eval"), space) if last else None
        if hasattr(value, "payload"):
            yield value.payload()


def check(payloads: list[dict[str, Any]]) -> None:
    assert [f"{p['id']}: {problem}" for p in payloads for problem in problems(p)] == []
    texts = [p for p in payloads if p["kind"] == "text"]
    for lang in ("zh", "en"):
        opening = texts[0][lang]["markdown"]
        assert len([line for line in opening.splitlines() if line.startswith("- ")]) == 5


@pytest.mark.slow
@pytest.mark.parametrize(("year", "region"), CASES)
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_says_something_in_any_year_and_region(name: str, year: int, region: str):
    check(list(shown(name, year=year, region=region)))


@pytest.mark.slow
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_says_something_without_the_nation(name: str, monkeypatch: pytest.MonkeyPatch):
    nation = chapter.nation

    def empty(indicator: str, sel: Any) -> pd.DataFrame:
        return nation(indicator, sel).iloc[:0]

    monkeypatch.setattr(chapter, "nation", empty)
    check(list(shown(name)))
