"""Words are set after the run, from what it has recorded; notebooks and findings are made up."""

from dataclasses import dataclass

import altair as alt
import pandas as pd
import pytest
from small_book import CHART, code, markdown, notebook

from planbook.figures import Column, Words, show, table
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.payload import MIME, seal
from planbook.ground.quantities import Count, Percent
from planbook.ground.recording import to_record
from planbook.press.pages.words import set_words, unlike, with_words
from planbook.store.provenance import Passport

SOURCE = Passport((Both("《虚构年鉴》", "Made-up yearbook"),), (2012,))
GONE = Absent(Both("未刊印。", "Not printed."))


@dataclass(frozen=True)
class Made:
    """Made-up findings."""

    change: Percent
    cities: Count
    gone: Absent


def emits(*payloads, tags=()):
    cell = code("shown", *tags)
    cell["outputs"] = [{"output_type": "display_data", "data": {MIME: p}, "metadata": {}} for p in payloads]
    return cell


def findings():
    return emits(seal("findings", {"findings": to_record(Made(Percent(-3.0), Count(91), GONE))}))


def chart():
    rows = pd.DataFrame({"name": [Both("鞍山", "Anshan")], "value": [1.0]})
    return emits(show("so2", alt.Chart(rows).mark_bar().encode(x="value:Q"), SOURCE).payload())


CAPTION = ":::{figure} so2\nOf {{ cities }}\n:::"


def made(*cells):
    return notebook(findings(), *cells)


def test_a_page_has_finished_sentences_and_figures_with_titles():
    words = set_words(made(markdown("en", f"It {{{{ change|moved }}}}.\n\n{CAPTION}"), chart()), "en")
    assert words.problems == []
    assert words.blocks[0].markdown == "It fell by 3.0%."
    assert words.blocks[1].payload["title"] == "Of 91"
    assert words.blocks[1].payload["alt"].startswith("Of 91. Anshan 1.0")


def test_the_present_words_take_the_place_of_those_that_ran():
    ran = made(markdown("en", "Old {{ change }}."))
    source = made(markdown("en", "New {{ change }}."))
    assert set_words(with_words(ran, source), "en").blocks[0].markdown == "New −3.0%."


def test_an_absent_figure_gives_the_reason_once():
    gone = show("so2", None, GONE).payload()
    other = show("air", None, GONE).payload()
    words = set_words(made(markdown("en", CAPTION), emits(gone), emits(other)), "en")
    assert [b.markdown for b in words.blocks] == ["Not printed."]
    assert words.problems == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ((chart(),), "cell 2: 'so2' has no caption (en)"),
        ((markdown("en", CAPTION),), "no cell shows 'so2', which has a caption (en)"),
        ((markdown("en", CAPTION), chart(), chart()), "cell 4: 'so2' was shown before on the page"),
        ((markdown("en", "3 cities"),), "cell 2 (en), line 1: a number is typed by hand"),
    ],
)
def test_what_does_not_fit_is_named(cells, problem):
    (told,) = set_words(made(*cells), "en").problems
    assert told.startswith(problem)


def test_words_of_a_table_s_cell_stand_in_its_caption():
    frame = pd.DataFrame({"said": [Words("a", Both("无", "none")), Words("b", Both("无", "none"))]})
    shown = emits(table("asked", frame, [Column("said", "结果 | Finding")], SOURCE).payload())
    words = set_words(
        made(markdown("en", ":::{table} asked\nTitle\n[a] It {{ change|moved }}\n:::"), shown), "en"
    )
    assert [row[0]["text"] for row in words.blocks[0].payload["rows"]] == ["It fell by 3.0%", "none"]


def test_a_notebook_without_findings_is_shown_as_it_is():
    words = set_words(notebook(markdown("en", "Of 91 {{ cities }}"), emits(CHART)), "en")
    assert words.problems == []
    assert words.blocks[0].markdown == "Of 91 {{ cities }}"


def test_what_one_language_leaves_out_is_named():
    cells = (markdown("zh", "{{ change }}"), markdown("en", "{{ change }} of {{ cities }}"))
    assert unlike(made(*cells)) == ["cell 3 (en) says cities, cell 2 (zh) does not"]
