"""Tables: cells, sort keys, reasons for what is missing."""

import json

import pandas as pd
import pytest

from planbook.errors import FigureError
from planbook.figures import Column, Table
from planbook.ground.language import Both
from planbook.ground.payload import MIME
from planbook.store.provenance import Passport

FRAME = pd.DataFrame(
    {
        "city": [Both("鞍山", "Anshan"), Both("大庆", "Daqing"), Both("<b>唐山", "*Tang*")],
        "gdp": [2429.3, float("nan"), 5861.6363],
        "year": [2012.0, 2012.0, float("nan")],
        "remark": [None, None, Both("已更正", "corrected")],
    }
)
COLUMNS = (
    Column("city", Both("城市", "City")),
    Column("gdp", Both("亿元", "100m yuan"), 1, missing=Both("空白", "blank"), flag="remark"),
    Column("year", Both("年份", "Year")),
)
TITLE = Both("甲表", "Table A")


def table(**options):
    return Table(FRAME, COLUMNS, TITLE, Passport((), (2012,)), **options)


def test_payload_keeps_to_its_shape():
    payload = table().payload()
    assert payload["kind"] == "table"
    assert payload["zh"]["columns"][1] == {"label": "亿元", "align": "right", "numeric": True}
    assert payload["en"]["rows"][2] == [
        {"text": "*Tang*", "sort": "*Tang*", "flag": None},
        {"text": "5,861.6", "sort": 5861.6363, "flag": "corrected"},
        {"text": "—", "sort": None, "flag": "not printed"},
    ]
    json.dumps(payload, allow_nan=False)


def test_a_missing_cell_says_why():
    assert table().rows("en")[1][1] == {"text": "—", "sort": None, "flag": "blank"}


def test_a_year_in_a_column_with_gaps_is_whole():
    assert table().rows("zh")[0][2]["text"] == "2012"


def test_sorting_puts_missing_values_last():
    assert [r[0]["text"] for r in table(sort_by="gdp").rows("en")] == ["*Tang*", "Anshan", "Daqing"]
    assert [r[0]["text"] for r in table(sort_by="gdp", descending=False).rows("en")][-1] == "Daqing"


def test_numbers_are_the_same_in_both_languages():
    payload = table().payload()
    zh, en = ([[c["text"] for c in r[1:]] for r in payload[lang]["rows"]] for lang in ("zh", "en"))
    assert zh == en


def test_what_an_analyst_sees_is_escaped(monkeypatch):
    monkeypatch.delenv("PLANBOOK_PRESS", raising=False)
    shown = table()._repr_mimebundle_()
    assert "&lt;b&gt;唐山" in shown["text/html"]
    monkeypatch.setenv("PLANBOOK_PRESS", "1")
    assert set(table()._repr_mimebundle_()) == {MIME, "text/plain"}


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(FigureError, match="population"):
        Table(FRAME, (*COLUMNS, Column("population", Both("人口", "Population"))), TITLE, Passport((), ()))
