"""Values that hold the syntax of some language appear as they are, in a briefing and on a page of the book."""

import html
import json
import re
import zlib

import pytest
import yaml
from docutils.core import publish_string
from made_up import chapter, export, shown, text
from myst_parser.parsers.docutils_ import Parser
from small_book import CHART, CHECKOUT, TABLE

from planbook.ground.language import Both
from planbook.press.pages.layout import page
from planbook.press.pages.render import to_html
from planbook.press.pages.words import set_words
from planbook.text.claims import name

HOSTILE = [
    '#set text(red) #panic("x")',
    '"); panic("y") //',
    "$ x_1 $ @ref <label> = heading /* c */",
    "<script>alert(1)</script> &amp; <b>bold</b>",
    r"\input{passwd} \textbf{x} \u{41} \\",
    "**bold** _em_ `code` [x](http://a.b) ![i](j) ~~s~~",
    "| a | b | {{ jinja }} {% raw %} {doc}`notes`",
    "# heading ::: {note} % comment +++ --- [^1]",
    "N" * 500,
    "鞍山市" * 160,
]
TURNED = "abc\u202edef\u200f\u0007"
TURNED_SHOWN = "abc[U+202E]def[U+200F][U+0007]"


def without_blanks(words: str) -> str:
    return "".join(words.split())


def own(value: str) -> str:
    """Return an id of its own: nothing is shown twice on a page."""
    return f"made-up-{zlib.crc32(value.encode())}"


def table_of(values: list[str]) -> dict:
    def side(wording: dict) -> dict:
        rows = [[{"text": v, "sort": None, "flag": f"flag {v}"}, wording["rows"][0][1]] for v in values]
        columns = [{**wording["columns"][0], "label": values[0]}, wording["columns"][1]]
        return {**wording, "title": values[0], "source": values[-1], "columns": columns, "rows": rows}

    return {**TABLE, "id": own("table" + values[0]), **{lang: side(TABLE[lang]) for lang in ("zh", "en")}}


def chart_of(value: str) -> dict:
    row = {"year": 2012, "gdp": 5.5, "city_zh": value, "city_en": value}
    wordings = {
        lang: {**CHART[lang], "title": value, "alt": value, "subtitle": value} for lang in ("zh", "en")
    }
    return {**CHART, "id": own(value), **wordings, "data": {"table": [row]}}


def prose_of(value: str) -> dict:
    told = name(Both(value, value)).text
    said = {"zh": {"markdown": f"名称：{told.zh}。"}, "en": {"markdown": f"Called {told.en}."}}
    return {"kind": "text", "id": own("prose" + value), **said}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: v[:12])
def test_a_briefing_shows_values_as_they_are(value, lang):
    nb = chapter(shown(prose_of(value)), shown(table_of([value, "x"])), shown(chart_of(value)))
    said = text(export(nb, lang))
    wanted = without_blanks(value)
    # in prose, as title and label of the table, as cell and flag, as title and subtitle of the chart
    assert said.count(wanted) >= 6
    assert f"flag{wanted}" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_marks_that_turn_the_writing_are_written_out(lang):
    nb = chapter(shown(prose_of(TURNED)), shown(table_of([TURNED, "x"])))
    said = text(export(nb, lang))
    assert said.count(TURNED_SHOWN) >= 4
    assert "\u202e" not in said


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: v[:12])
def test_a_page_of_the_book_shows_values_as_they_are(value):
    shown_table = to_html({**table_of([value, "x"])["en"], "kind": "table", "id": "t", "lang": "en"})
    assert shown_table.count(html.escape(value).replace("_", "_<wbr>")) >= 1
    assert "<script>" not in shown_table
    chart = chart_of(value)
    drawn = to_html({**chart["en"], "kind": "chart", "id": "c", "lang": "en", "data": chart["data"]})
    assert f'aria-label="{html.escape(value)}"' in drawn
    assert "<script>alert" not in drawn


def test_a_page_of_the_book_writes_turning_marks_out():
    nb = chapter(shown(prose_of(TURNED)), shown(table_of([TURNED, "x"])), shown(chart_of(TURNED)))
    laid = json.dumps(page(set_words(nb, "en"), "green", "en"), ensure_ascii=False)
    assert laid.count(TURNED_SHOWN) >= 6
    assert not {"\u202e", "\u200f"} & set(laid)
    assert "u0007" not in laid


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: v[:12])
def test_prose_of_the_book_shows_values_as_they_are(value):
    config = yaml.safe_load((CHECKOUT / "_config.yml").read_text(encoding="utf-8"))
    made = publish_string(
        prose_of(value)["en"]["markdown"],
        parser=Parser(),
        writer_name="html5",
        settings_overrides={"myst_enable_extensions": config["parse"]["myst_enable_extensions"]},
    ).decode()
    body = re.sub("<[^>]*>", "", made.partition("<body")[2])
    assert without_blanks(f"Called {value}.") in without_blanks(html.unescape(body))
