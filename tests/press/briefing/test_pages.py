"""How pages look: nothing in the margins, no page of a few lines, and six pages as they were last looked at.

A snapshot is renewed by deleting it and running the tests once; look at the new picture before committing it.
"""

from pathlib import Path

import numpy
import pypdfium2
import pytest
from made_up import DRAWN, chapter, export, markdown, notebook, parameters, shown
from PIL import Image
from small_book import CHART, TABLE, TEXT
from test_hostile import HOSTILE, chart_of, prose_of, table_of

DPI = 50
SNAPSHOTS = Path(__file__).parent / "snapshots"


def wide_table(columns: int, rows: int) -> dict:
    """Return a table of many columns with long headings, missing values and remarks."""

    def side(wording: dict) -> dict:
        head = [{**wording["columns"][1], "label": f"{wording['title']} {n}"} for n in range(columns)]
        line = [{"text": "12,345.6", "sort": 1, "flag": None} for _ in range(columns)]
        gap = [{"text": "—", "sort": None, "flag": wording["source"]} for _ in range(columns)]
        lines = [
            [{"text": f"{wording['title']} {n}", "sort": None, "flag": None}, *(line, gap)[n % 2]]
            for n in range(rows)
        ]
        return {**wording, "columns": [wording["columns"][0], *head], "rows": lines}

    return {**TABLE, **{lang: side(TABLE[lang]) for lang in ("zh", "en")}}


NOTES = {
    "zh": """## 说明

比重[^1]为 $s = \\frac{a}{b}$，分母见下表。

| 地方 | 合计 |
|:--|--:|
| 甲市 | 12 |

[^1]: 虚构。
""",
    "en": """## Notes

The share[^1] is $s = \\frac{a}{b}$, see the table.

| place | sum |
|:--|--:|
| Jia | 12 |

[^1]: Made up.
""",
}
DOCUMENTS = {
    "chapter": chapter(shown(TEXT), shown(CHART), shown(TABLE)),
    "unit": notebook(
        markdown("zh", "# 甲市", "brief"),
        markdown("en", "# Jia, a made-up city", "brief"),
        parameters("unit = '210300'\nyear = 2017"),
        shown(TEXT),
        shown(DRAWN),
        shown(wide_table(7, 8)),
        *(markdown(lang, words, "brief") for lang, words in NOTES.items()),
    ),
    "long": chapter(shown(wide_table(9, 60))),
    "hostile": chapter(
        *(shown(made(value)) for value in HOSTILE for made in (prose_of, chart_of)), shown(table_of(HOSTILE))
    ),
}


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module", params=list(DOCUMENTS))
def document(request):
    return request.param


@pytest.fixture(scope="module")
def drawn(document, lang):
    """The pages of a document as arrays of grey."""
    with pypdfium2.PdfDocument(export(DOCUMENTS[document], lang)) as pdf:
        return [numpy.asarray(page.render(scale=DPI / 72, grayscale=True).to_pil()) for page in pdf]


def millimetres(length: float) -> int:
    return round(length / 25.4 * DPI)


def test_nothing_stands_in_the_margins(drawn):
    for page in drawn:
        height, width = page.shape
        inked = page < 250
        assert not inked[:, : millimetres(19)].any()
        assert not inked[:, width - millimetres(19) :].any()
        assert not inked[: millimetres(10)].any()
        assert not inked[height - millimetres(8) :].any()


def test_every_page_holds_more_than_a_few_lines(drawn):
    for page in drawn:
        body = page[millimetres(20) : page.shape[0] - millimetres(19)]
        rows = (body < 200).any(axis=1)
        lines = int((rows[1:] & ~rows[:-1]).sum())
        assert lines > 4


def test_units_take_two_pages_at_most(drawn, document):
    assert document != "unit" or len(drawn) <= 2


@pytest.mark.parametrize("name", ["chapter", "unit", "long"])
def test_pages_look_as_they_were_last_reviewed(name, lang, tmp_path):
    with pypdfium2.PdfDocument(export(DOCUMENTS[name], lang)) as pdf:
        page = pdf[0].render(scale=DPI / 72, grayscale=True).to_pil()
    kept = SNAPSHOTS / f"{name}-{lang}.png"
    if not kept.exists():
        page.quantize(16).save(kept, optimize=True)
        pytest.fail(f"{kept.name} is new: look at it, then commit it")
    before = numpy.asarray(Image.open(kept).convert("L"), dtype=float)
    now = numpy.asarray(page.quantize(16).convert("L"), dtype=float)
    page.save(tmp_path / kept.name)
    assert before.shape == now.shape
    # A letter a little differently smoothed passes; a line that has moved does not.
    assert numpy.abs(before - now).mean() < 1.5, f"the page has changed, see {tmp_path / kept.name}"
