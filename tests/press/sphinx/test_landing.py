"""The answer in front, from a made-up overview as it is laid out."""

import json

import pytest

from planbook import plan
from planbook.ground.payload import MIME
from planbook.press.sphinx import landing


def emitted(*payloads):
    outputs = [{"output_type": "display_data", "data": {MIME: payload}} for payload in payloads]
    return {"cells": [{"cell_type": "code", "source": "", "outputs": outputs}]}


def cell(text):
    return {"text": text, "sort": None, "flag": None}


@pytest.fixture
def project(tmp_path):
    verdicts = ["met", "not met", "on proxy (leaning towards met)", *["no data"] * 9]
    words = {"met": "达到", "not met": "未达到", "no data": "无数据"}
    rows = {"zh": [], "en": []}
    for goal, verdict in zip(plan.goals(), verdicts, strict=True):
        rows["en"].append([cell(goal.name.en.upper()), cell("5%"), cell("4%"), cell(verdict)])
        rows["zh"].append([cell(goal.name.zh), cell("5%"), cell("4%"), cell(words.get(verdict, "替代"))])
    wording = {
        "title": "t",
        "source": "s",
        "columns": [{"label": "c", "align": "left", "numeric": False}] * 4,
    }
    for lang, shown in rows.items():
        card = {"kind": "table", "id": "card", "lang": lang, **wording, "rows": shown}
        file = tmp_path / "_build" / "source" / lang / "overview.ipynb"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(emitted({**card, "rows": []}, card)), encoding="utf-8")
    return tmp_path


def test_verdicts_are_those_of_the_overview_in_both_languages(project):
    for lang, second in (("en", "not met"), ("zh", "未达到")):
        found = landing.goals(project, lang)
        assert [goal.kind for goal in found] == ["met", "missed", "proxy", *["silent"] * 9]
        assert found[1].verdict == second
        assert (found[0].target, found[0].figure, found[0].sign) == ("5%", "4%", "✓")


def test_without_a_run_there_is_no_answer_to_show(tmp_path):
    assert landing.goals(tmp_path, "en") == []
    assert landing.pictures(tmp_path, "en") == []
    assert landing.places(tmp_path) == {}
