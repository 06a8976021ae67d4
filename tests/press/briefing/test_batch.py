import json
import os
import shutil

import nbformat
import pytest
from made_up import USUAL, chapter, shown, text
from small_book import CHECKOUT, SHOW, TABLE, code, markdown, notebook

from planbook.press.briefing import brief
from planbook.press.briefing.batch import folder, make_all, prune, reasons
from planbook.press.pages.contents import Page


@pytest.fixture
def ready(project, monkeypatch):
    """The small project with two executed notebooks."""
    monkeypatch.setenv("PLANBOOK_ROOT", str(project))
    shutil.copy(CHECKOUT / "CITATION.cff", project)
    (project / "_build" / "runs" / "units").mkdir(parents=True)
    for name in ("green", "units/210300"):
        (project / "_build" / "runs" / f"{name}.ipynb").write_text(nbformat.writes(USUAL), encoding="utf-8")
    return project


PAGES = ["green", "units/210300"]


def test_both_languages_are_put_beside_the_book(ready):
    made, problems = make_all(ready, PAGES)
    assert problems == []
    assert [f.relative_to(ready / "_build" / "site").as_posix() for f in made] == [
        "briefings/zh/green.pdf",
        "briefings/en/green.pdf",
        "briefings/zh/units-210300.pdf",
        "briefings/en/units-210300.pdf",
    ]
    assert "Green:amade-upchapter" in text(made[1].read_bytes())


def test_only_what_changed_is_made_again(ready):
    told = []
    make_all(ready, PAGES)
    make_all(ready, PAGES, say=told.append)
    assert told == []
    changed = ready / "_build" / "runs" / "green.ipynb"
    changed.write_text(changed.read_text(encoding="utf-8").replace("made-up", "changed"), encoding="utf-8")
    make_all(ready, PAGES, say=told.append)
    assert told == ["briefing green: done"]


def test_a_reason_is_told_of_each_briefing_and_the_environment_is_put_back(ready, monkeypatch):
    monkeypatch.delenv("PLANBOOK_ROOT")
    assert set(reasons(ready, ["green"]).values()) == {"not made yet"}
    make_all(ready, ["green"], ["en"])
    assert "PLANBOOK_ROOT" not in os.environ
    assert reasons(ready, ["green"]) == {"zh/green.pdf": "not made yet", "en/green.pdf": None}
    changed = ready / "_build" / "runs" / "green.ipynb"
    changed.write_text(changed.read_text(encoding="utf-8").replace("made-up", "changed"), encoding="utf-8")
    assert reasons(ready, ["green"])["en/green.pdf"] == "the result of its notebook changed"
    citation = ready / "CITATION.cff"
    citation.write_text(citation.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "template, edition or requirements" in reasons(ready, ["green"])["en/green.pdf"]


def test_the_colophon_names_the_data_the_page_has_read_and_no_other(ready):
    made = []
    for version in ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "bbbbbbbbbbbb"):
        executed = {**USUAL, "metadata": {**USUAL["metadata"], "planbook": {"data": version}}}
        (ready / "_build" / "runs" / "green.ipynb").write_text(json.dumps(executed), encoding="utf-8")
        (ready / "data" / f"more{len(made)}.csv").write_text("a\n", encoding="utf-8")
        make_all(ready, ["green"], ["en"])
        made.append((folder(ready, "en") / "green.pdf").read_bytes())
    assert made[0] == made[1] != made[2]
    assert "dataversionbbbbbbbbbbbb" in text(made[2])


def test_one_that_fails_is_told_and_leaves_no_old_file_while_the_others_are_made(ready):
    make_all(ready, PAGES, ["en"])
    broken = chapter(shown({**TABLE, "en": {**TABLE["en"], "title": "\U0001f600"}}))
    (ready / "_build" / "runs" / "green.ipynb").write_text(nbformat.writes(broken), encoding="utf-8")
    made, problems = make_all(ready, PAGES, ["en"])
    assert [f.name for f in made] == ["units-210300.pdf"]
    assert len(problems) == 1
    assert "green (en)" in problems[0]
    assert list(folder(ready, "en").iterdir()) == made


def test_a_mistake_nobody_foresaw_is_told_with_a_log_and_stops_no_other(ready):
    broken = json.loads(nbformat.writes(USUAL))
    del broken["cells"][0]["source"]
    (ready / "_build" / "runs" / "green.ipynb").write_text(json.dumps(broken), encoding="utf-8")
    made, problems = make_all(ready, PAGES, ["zh"])
    assert [f.name for f in made] == ["units-210300.pdf"]
    assert problems == [
        "green (zh): KeyError: 'source'; the way there is kept in _build/briefings/zh/green.log"
    ]
    assert "Traceback" in (ready / "_build" / "briefings" / "zh" / "green.log").read_text(encoding="utf-8")


def test_briefings_of_pages_that_are_gone_are_removed(ready):
    make_all(ready, PAGES, ["en"])
    prune(ready, ["green"])
    assert [f.name for f in folder(ready, "en").iterdir()] == ["green.pdf"]


UNIT = notebook(
    markdown("en", "# Unit"),
    code("place = '1'\nyear = None", "parameters"),
    code(SHOW),
    code(
        f"table = json.loads({json.dumps(json.dumps(TABLE))})\n"
        "figures = json.load(open('FIGURES'))\n"
        "assert place != 'broken', 'no such unit'\n"
        "for lang in ('zh', 'en'):\n"
        "    table[lang]['rows'][0][1] = {'text': figures[place], 'sort': 1, 'flag': None}\n"
        "show(json.dumps(table))"
    ),
)
CODES = ("111111", "222222", "333333")


@pytest.mark.slow
def test_units_made_side_by_side_hold_no_figure_of_another_even_when_the_data_are_swapped(ready):
    pages = [Page(f"units/{unit}", "unit", (("place", unit),)) for unit in (*CODES, "broken")]
    figures = ["81,818.1", "92,929.2", "73,737.3"]
    for numbers in (figures, figures[::-1]):
        given = dict(zip(CODES, numbers, strict=True))
        data = ready / "data" / "figures.json"
        data.write_text(json.dumps(given), encoding="utf-8")
        source = json.dumps(UNIT).replace("FIGURES", str(data))
        (ready / "notebooks" / "unit.ipynb").write_text(source, encoding="utf-8")
        made, problems = brief(ready, pages, ["en"], at_once=2)
        assert len(problems) == 1
        assert "no such unit" in problems[0]
        said = {file.stem.removeprefix("units-"): text(file.read_bytes()) for file in made}
        assert {unit: [n for n in figures if n in said[unit]] for unit in said} == {
            unit: [n] for unit, n in given.items()
        }
