"""Sentences: what is refused, how numbers are written, what the ledger keeps."""

import json

import numpy as np
import pandas as pd
import pytest
from markdown_it import MarkdownIt

from planbook.errors import ProseError
from planbook.ground.language import LANGUAGES, Both
from planbook.ground.payload import MIME
from planbook.text.prose import (
    bullets,
    count,
    either,
    escape,
    name,
    names,
    number,
    paragraph,
    percent,
    points,
    say,
    year,
    years,
)

CITY = Both("个城市", "city|cities")


@pytest.mark.parametrize(
    "template",
    ["共95个城市。", "95 cities", "In 2017 it fell.", "第１２条", "by 3.5%", "4th", "SO2 fell by 3"],
)
def test_a_number_typed_by_hand_is_refused(template):
    with pytest.raises(ProseError, match="by hand"):
        say(template, "No digits here.")
    with pytest.raises(ProseError, match="by hand"):
        say("此处没有数字。", template)


@pytest.mark.parametrize("token", ["SO2", "PM2.5", "CO2", "m³", "NOx", "**SO2**", "PM2.5."])
def test_tokens_that_begin_with_letters_may_hold_digits(token):
    assert say(token, token).markdown.zh == token


def test_both_templates_need_the_same_placeholders():
    with pytest.raises(ProseError) as caught:
        say("{a}与{b}", "{a} and {c}", a=count(1), b=count(2))
    assert len(caught.value.problems) == 2
    assert "'b'" in str(caught.value)
    assert "'c'" in str(caught.value)


@pytest.mark.parametrize("template", ["{a:.1f}", "{a!r}", "{a.value}", "{0}", "{}", "{a", "a}"])
def test_the_format_belongs_to_the_claim(template):
    with pytest.raises(ProseError):
        say(template, template, a=count(1))


@pytest.mark.parametrize("nothing", [None, float("nan"), np.nan, pd.NA, float("inf")])
def test_a_missing_value_has_to_be_said(nothing):
    with pytest.raises(ProseError, match="missing"):
        percent(nothing)
    claim = percent(nothing, missing=Both("未刊载", "not printed"))
    assert claim.value is None
    assert say("{x}", "{x}", x=claim).markdown == Both("未刊载", "not printed")


@pytest.mark.parametrize(
    ("claim", "zh", "en"),
    [
        (number(1234567.891, 2), "1,234,567.89", "1,234,567.89"),
        (number(-0.04, 1), "0.0", "0.0"),
        (number(-3.25, 1, Both("亿元", "100 million yuan")), "−3.2亿元", "−3.2 100 million yuan"),
        (
            number(5.8616e11, 1, Both("元", "yuan"), scale=Both("亿", "billion")),
            "5,861.6亿元",
            "586.2 billion yuan",
        ),
        (
            number(2.5e6, 0, Both("人", "people"), scale=Both("万", "thousand")),
            "250万人",
            "2,500 thousand people",
        ),
        (number(12.0, 1, Both("μg/m³", "μg/m³")), "12.0 μg/m³", "12.0 μg/m³"),
        (number(3.0, 1, signed=True), "+3.0", "+3.0"),
        (percent(45.25, 2), "45.25%", "45.25%"),
        (points(-1.5, signed=True), "−1.5个百分点", "−1.5 percentage points"),
        (count(1, CITY), "1个城市", "1 city"),
        (count(93.0, CITY), "93个城市", "93 cities"),
        (year(np.int64(2013)), "2013", "2013"),
        (years([2014, 2012, 2013, 2016]), "2012–2014、2016", "2012–2014, 2016"),
        (names([Both("鞍山", "Anshan")]), "鞍山", "Anshan"),
        (names([Both("甲", "A"), Both("乙", "B")]), "甲和乙", "A and B"),
        (either(np.bool_(False), Both("升", "rose"), Both("降", "fell")), "降", "fell"),
    ],
)
def test_how_claims_are_written(claim, zh, en):
    assert claim.text == Both(zh, en)


def test_a_count_is_whole():
    with pytest.raises(ProseError, match="count"):
        count(2.5)


def test_a_scale_has_to_exist():
    with pytest.raises(ProseError, match="are counted in"):
        number(1.0, scale=Both("千", "billion"))


def test_no_names_have_to_be_said():
    with pytest.raises(ProseError):
        names([])
    assert names([], missing=Both("没有", "none")).text.en == "none"


HOSTILE = [
    "<script>alert(1)</script>",
    "*bold* _it_ `code`",
    "[link](http://example.org)",
    "![](x.png)",
    "$a$ {role}`x` &amp; ~~x~~",
    "# heading",
    "1. item",
    "- item",
    "\\*back\\slash",
    "a|b",
    "{x}",
    "http://example.org",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_appear_literally(text):
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escape(text))
    assert html == f"<p>{_html(text)}</p>\n"
    sentence = say("{who}居首。", "{who} leads.", who=Both(text, text))
    assert sentence.markdown.en == f"{escape(text)} leads."


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def test_a_name_keeps_to_its_line():
    assert "\n" not in name(Both("甲\n\n# 乙", "A\n\n# B")).text.en


def test_the_ledger_keeps_value_and_expression():
    shares = {2019: 45.5}
    sentence = say(
        "服务业占{share}，{n}。",
        "Services had {share}, {n}.",
        share=percent(shares[2019] + 1), n=count(3, CITY),
    )  # fmt: skip
    assert sentence.payload()["claims"] == [
        {
            "name": "share",
            "value": 46.5,
            "zh": "46.5%",
            "en": "46.5%",
            "expression": "percent(shares[2019] + 1)",
        },
        {"name": "n", "value": 3, "zh": "3个城市", "en": "3 cities", "expression": "count(3, CITY)"},
    ]


def test_an_expression_given_wins():
    sentence = say("{x}", "{x}", x=count(3, expression="len(units)"))
    assert sentence.payload()["claims"][0]["expression"] == "len(units)"


def test_without_source_the_expression_stays_empty():
    namespace = {"say": say, "count": count}
    exec("s = say('{x}', '{x}', x=count(3))", namespace)
    assert namespace["s"].payload()["claims"][0]["expression"] == ""


def test_paragraphs_and_lists_keep_every_claim():
    one = say("甲{x}。", "One {x}.", x=count(1))
    two = say("乙{x}。", "Two {x}.", x=count(2))
    assert paragraph(one, two).markdown == Both("甲1。乙2。", "One 1. Two 2.")
    assert bullets(one, two).markdown.en == "- One 1.\n- Two 2."
    assert [c["value"] for c in bullets(one, two).payload()["claims"]] == [1, 2]


def test_payload_keeps_to_its_shape(monkeypatch):
    payload = say("甲{x}", "A {x}", x=percent(np.float64(1.5))).payload()
    assert payload["kind"] == "text"
    assert [payload[lang]["markdown"] for lang in LANGUAGES] == ["甲1.5%", "A 1.5%"]
    json.dumps(payload, allow_nan=False)
    monkeypatch.setenv("PLANBOOK_PRESS", "1")
    assert set(say("甲", "A")._repr_mimebundle_()) == {MIME, "text/plain"}
    monkeypatch.delenv("PLANBOOK_PRESS")
    assert say("甲", "A")._repr_mimebundle_()["text/markdown"] == "甲"
