"""Chapters say what is missing where indicators are not there: a newest year without them, or no year at all.

The observations are the real ones with the rows of some indicators left out on their way to the chapter; nothing is
made up, and nothing stored is changed. Groups of indicators go at once; the exhaustive test takes one after another.
"""

import re
from collections.abc import Collection
from typing import Any

import pandas as pd
import pytest
from by_hand import chapters, executed, page, text

from planbook.chapters import kinds
from planbook.press.pages.words import Said
from planbook.store import observations

CHAPTERS = chapters()
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
        executed(chapter, figures=False)
        _READ[chapter] = sorted(store.asked)
    return _READ[chapter]


def words_of_missing(words: Said) -> set[str]:
    """Return the lines, wherever they stand on a page, that say something is missing."""
    cells = [
        cell["text"]
        for block in words.blocks
        if block.payload and block.payload["kind"] == "table"
        for row in block.payload["rows"]
        for cell in row
    ]
    return {line for line in [*text(words).splitlines(), *cells] if SAYS_SO.search(line)}


def check(chapter: str, region: str, gone: Collection[str], newest_only: bool, store: Store) -> None:
    if (chapter, region) not in _WHOLE:
        _WHOLE[chapter, region] = words_of_missing(page(executed(chapter, region=region), "en"))
    store.gone, store.newest_only = set(gone), newest_only
    _forget()
    made = executed(chapter, region=region)
    words = {lang: page(made, lang) for lang in ("zh", "en")}
    assert [p for lang in words for p in words[lang].problems] == []
    assert OF_NOTHING.findall(text(words["en"])) == []
    if len(gone) > 1 and not newest_only:  # one series alone may only feed a count or a composite
        assert words_of_missing(words["en"]) - _WHOLE[chapter, region], (
            "what is gone is not said to be missing"
        )


@pytest.mark.slow
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
