"""Chapters say what is missing where indicators are not there: a newest year without them, or no year at all.

The observations are the real ones with the rows of some indicators left out on their way to the chapter; nothing is
made up, and nothing stored is changed. Groups of indicators go at once; the exhaustive test takes one after another.
"""

import re
from collections.abc import Collection
from typing import Any

import by_hand
import pandas as pd
import pytest

from planbook.chapters import kinds
from planbook.press.pages.payloads import problems
from planbook.store import observations

CHAPTERS = ["green", "industry", "innovation", "livelihoods", "overview", "reform", "urban"]
GROUPS = 2  # every second indicator goes at once
REGIONS = ["全国", "东北"]
FOUND = observations.found

OF_NOTHING = re.compile(r"\b0 of (the )?0\b|\bof (the )?0 (comparable )?cities\b|\b0 cities\b.*\bmedian\b")
SAYS_SO = re.compile(
    "[Nn]ot printed|[Nn]othing is printed|Left out|No figure|No comparison|no data|no two|not comparable"
)


class Store:
    """Answers as the observations do, but leaves out the rows of some indicators, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.gone: set[str] = set()
        self.newest_only = False
        self._newest: dict[tuple[str, str], int] = {}

    def newest(self, folder: str, indicator: str) -> int:
        if (folder, indicator) not in self._newest:
            years = FOUND(folder, [indicator], None, None)["year"]
            self._newest[folder, indicator] = int(years.max()) if len(years) else 0
        return self._newest[folder, indicator]

    def found(
        self,
        folder: str,
        indicators: Collection[str],
        units: Collection[str] | None,
        years: Collection[int] | None,
    ) -> pd.DataFrame:
        self.asked |= set(indicators)
        rows = FOUND(folder, indicators, units, years)
        out = rows["indicator"].isin(self.gone)
        if self.newest_only:
            newest = {i: self.newest(folder, i) for i in self.gone & set(indicators)}
            out &= rows["year"] == rows["indicator"].map(newest)
        return rows[~out].reset_index(drop=True)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Any:
    made = Store()
    monkeypatch.setattr(observations, "found", made.found)
    _forget()
    yield made
    _forget()


def _forget() -> None:
    """Drop what was computed from the observations and remembered: the kinds of cities by the rule."""
    for kept in (kinds.positions, kinds.variants):
        kept.cache_clear()  # type: ignore[attr-defined]


_READ: dict[str, list[str]] = {}
# What a chapter says to be missing while nothing is taken away.
_WHOLE: dict[tuple[str, str], set[str]] = {}


def read_by(chapter: str, store: Store) -> list[str]:
    """Return the indicators a chapter asks for."""
    if chapter not in _READ:
        for _ in by_hand.run(chapter):
            pass
        _READ[chapter] = sorted(store.asked)
    return _READ[chapter]


def words_of_missing(shown: Any) -> set[str]:
    """Return the texts, wherever they stand in payloads, that say something is missing."""
    if isinstance(shown, str):
        return {shown} if SAYS_SO.search(shown) else set()
    parts = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list) else ()
    return set().union(*map(words_of_missing, parts))


def check(chapter: str, region: str, gone: Collection[str], newest_only: bool, store: Store) -> None:
    if (chapter, region) not in _WHOLE:
        _WHOLE[chapter, region] = words_of_missing([p for p, _ in by_hand.run(chapter, region=region)])
    store.gone, store.newest_only = set(gone), newest_only
    _forget()
    shown = [payload for payload, _ in by_hand.run(chapter, region=region)]
    assert [f"{p['id']}: {problem}" for p in shown for problem in problems(p)] == []
    texts = [p for p in shown if p["kind"] == "text"]
    for lang in ("zh", "en"):
        opening = texts[0][lang]["markdown"].splitlines()
        assert len([line for line in opening if line.startswith("- ")]) == 5
    said = " ".join(p["en"]["markdown"] for p in texts)
    assert OF_NOTHING.findall(said) == []
    if len(gone) > 1 and not newest_only:  # one series alone may only feed a count or a composite
        assert words_of_missing(shown) - _WHOLE[chapter, region], "what is gone is not said to be missing"


@pytest.mark.parametrize("newest_only", [True, False])
@pytest.mark.parametrize("group", range(GROUPS))
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_does_without_a_group_of_indicators(
    chapter: str, group: int, newest_only: bool, store: Store
):
    region = REGIONS[(group + newest_only) % len(REGIONS)]
    check(chapter, region, read_by(chapter, store)[group::GROUPS], newest_only, store)


@pytest.mark.exhaustive
@pytest.mark.parametrize("newest_only", [True, False])
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_does_without_any_one_indicator(chapter: str, region: str, newest_only: bool, store: Store):
    failed = {}
    for indicator in read_by(chapter, store):
        try:
            check(chapter, region, [indicator], newest_only, store)
        except Exception as error:  # every indicator is tried before the test fails
            failed[indicator] = repr(error)
    assert failed == {}
