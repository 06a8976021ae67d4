"""What the hand-written pages look up about the edition, on the small book's catalog."""

from datetime import date

import pytest
from sphinx.application import Sphinx

from planbook import __version__
from planbook.errors import ProseError
from planbook.press.sphinx import facts
from planbook.store import observations


def built(folder, text, lang="en"):
    """Build one page that holds a text and return it as plain text."""
    source = folder / "source"
    source.mkdir()
    (source / "index.rst").write_text(text, encoding="utf-8")
    app = Sphinx(source, None, folder / "out", folder / "trees", "text", {}, status=None, warning=None)
    facts.setup(app, lang)
    app.build()
    return (folder / "out" / "index.txt").read_text(encoding="utf-8").strip()


def test_a_page_prints_what_it_names(tmp_path):
    newest = observations.last_year()
    text = built(tmp_path, "Version :book:`version`, data :book:`years`, editions :book:`yearbooks`.")
    assert text == f"Version {__version__}, data 2003–{newest}, editions 2004–{newest + 1}."


def test_an_unknown_name_stops_the_build(tmp_path):
    with pytest.raises(
        ProseError, match="knows version, day, newest, reported, years, yearbooks, not 'price'"
    ):
        built(tmp_path, ":book:`price`")


def test_a_year_more_is_seen_without_a_word_changed(monkeypatch):
    monkeypatch.setattr(facts, "last_year", lambda: 2040)
    assert (facts.facts("zh")["newest"](), facts.facts("zh")["years"]()) == ("2040", "2003—2040")


def test_a_day_is_written_as_each_language_does():
    assert facts.written(date(2026, 1, 9)).zh == "2026年1月9日"
    assert facts.written(date(2026, 12, 31)).en == "31 December 2026"
