"""Structural checks against PDF/UA-1: the reference validator, veraPDF, is in none of the registries used here.

Typst holds its output to the standard while it writes, pdfua checks some of the rules again, and what matters to
somebody who hears a briefing is read from the structure tree.
"""

import io
from collections.abc import Iterator

import pdfua
import pikepdf
import pytest
from made_up import DRAWN, chapter, export, shown
from small_book import CHART, TABLE, TEXT


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def pdf(lang):
    return export(chapter(shown(TEXT), shown(CHART), shown(TABLE), shown(DRAWN)), lang)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements of a structure tree in the order in which they are read."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from elements(item)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array([])))


def tree(pdf: bytes) -> list[tuple[str, str]]:
    """Return kind and alternative text of every element."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = elements(document.Root.StructTreeRoot.K)
        return [(str(e.S)[1:], str(e.get("/Alt", ""))) for e in found]


def test_no_rule_that_can_be_checked_is_broken(pdf):
    report = pdfua.validate(io.BytesIO(pdf))
    assert report.findings == ()


def test_the_document_says_what_it_is(pdf, lang):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root, info = document.Root, document.docinfo
        with document.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == str(info["/Title"])
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(root.Lang) == {"zh": "zh-CN", "en": "en-GB"}[lang]
        assert str(info["/Author"]) == {"zh": "planbook 作者", "en": "The planbook authors"}[lang]
        assert "0123456789ab" in str(info["/Keywords"])
        assert str(info["/CreationDate"]).startswith("D:2026")


def test_pictures_have_their_alternative_text(pdf, lang):
    texts = [alt for kind, alt in tree(pdf) if kind == "Figure"]
    assert texts == [CHART[lang]["alt"], DRAWN[lang]["alt"]]


def test_headings_go_down_step_by_step(pdf):
    levels = [kind for kind, _ in tree(pdf) if kind in ("H1", "H2", "H3", "H4")]
    assert levels == ["H1", "H2", "H2"]


def test_tables_have_header_cells_that_their_cells_name(pdf):
    kinds = [kind for kind, _ in tree(pdf) if kind in ("THead", "TH", "TD")]
    assert kinds == ["THead", "TH", "TH", *["TD"] * 6]


def test_source_date_epoch_dates_the_document(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "946684800")
    with pikepdf.open(io.BytesIO(export(chapter(shown(TEXT)), "en"))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20000101")
