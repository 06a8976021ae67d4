"""A small executed notebook with made-up figures, and how its briefing is read back."""

import copy
from collections.abc import Iterator
from typing import Any

import nbformat
import pypdfium2
from small_book import CHART, TABLE, TEXT

from planbook.ground.payload import MIME
from planbook.press.briefing.exporter import BriefingExporter


def markdown(lang: str, text: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {"tags": [lang, *tags]}, "source": text}


def shown(*payloads: dict[str, Any], tags: tuple[str, ...] = ("brief",)) -> dict[str, Any]:
    outputs = [{"output_type": "display_data", "data": {MIME: p}, "metadata": {}} for p in payloads]
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": "made_up",
        "execution_count": 1,
        "outputs": copy.deepcopy(outputs),
    }


def parameters(source: str) -> dict[str, Any]:
    return {**shown(tags=("parameters",)), "source": source}


def notebook(*cells: dict[str, Any]) -> nbformat.NotebookNode:
    numbered = [{**cell, "id": f"c{n}"} for n, cell in enumerate(cells)]
    return nbformat.from_dict({"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def chapter(*cells: dict[str, Any]) -> nbformat.NotebookNode:
    """Return a chapter with a title, a heading in both languages, and the cells given."""
    return notebook(
        markdown("zh", "# 绿色：虚构的一章\n\n先说几句。", "brief"),
        markdown("en", "# Green: a made-up chapter\n\nA few words first.", "brief"),
        parameters("year = 2017\nregion = '全国'"),
        markdown("zh", "## 发生了什么", "brief"),
        markdown("en", "## What happened", "brief"),
        *cells,
    )


def _drawn(zh: str, label: str) -> dict[str, Any]:
    panels = "".join(
        f'<svg x="{196 * n}" y="0" width="180" height="122" viewBox="0 0 180 122">'
        f'<text x="0" y="11" font-weight="bold">{label} {n}</text>'
        '<polyline points="5,90 60,70 120,80 175,40" fill="none" stroke="#0B6E8F" stroke-width="2"/></svg>'
        for n in range(4)
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 768 122" width="768" height="122" '
        f'font-family="sans-serif" font-size="11">{panels}</svg>'
    )
    table = {"columns": [label], "rows": [["1"]]}
    return {"title": zh, "alt": f"{zh}: {label}", "source": f"{label}.", "svg": svg, "table": table}


DRAWN = {
    "kind": "drawing",
    "id": "made-up-drawing",
    "zh": _drawn("四幅虚构的小图", "虚构"),
    "en": _drawn("Four small charts, made up", "Made up"),
}
USUAL = chapter(shown(TEXT), shown(CHART), shown(TABLE))


def export(nb: nbformat.NotebookNode, lang: str, name: str = "green") -> bytes:
    exporter = BriefingExporter(language=lang, data_version="0123456789ab")
    return exporter.from_notebook_node(nb, {"metadata": {"name": name}})[0]


def pages(pdf: bytes) -> Iterator[str]:
    """Yield the text of each page without the zero-width spaces that let long words break."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.get_textpage().get_text_range().replace("\u200b", "")


def text(pdf: bytes) -> str:
    """Return the text of a document without line breaks and blanks."""
    return "".join("".join(pages(pdf)).split())
