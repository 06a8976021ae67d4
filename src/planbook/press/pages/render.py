"""Draws one payload as HTML: a chart, drawing or table with its title, its sources and the data behind a picture.

Pure functions from a payload of one language to a string. Charts are drawn in the browser by ``charts.js`` from
the specification written here; tables are made sortable there by ``tables.js``. A drawing comes as SVG.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any
from unicodedata import east_asian_width
from xml.etree import ElementTree

from planbook.ground.language import Both

DATA_BEHIND = Both("查看数据", "Show the data")
_SVG = "http://www.w3.org/2000/svg"
_WORDS, _SENTENCE = 16, 44  # letters; longer texts of a column ask for more room
_NUMBER = re.compile(r"[+\-−]?[\d,]*\.?\d+ ?[%‰]?")


Address = Callable[[str], str | None]
"""Page (``units/210300``) or briefing (``units/210300.pdf``) → its address from here, or None if it is not there."""


def to_html(payload: dict[str, Any], address: Address = lambda page: None) -> str:
    """Return the HTML of a chart, drawing or table.

    Parameters
    ----------
    payload : dict
        A payload reduced to one language (see `planbook.press.pages.payloads.reduce`), of kind chart, drawing or
        table.
    address : callable
        Where pages that cells of a table lead to are found; without an address a cell is plain text.

    Examples
    --------
    >>> table = {"kind": "table", "id": "a", "lang": "en", "title": "T", "source": "S",
    ...          "columns": [{"label": "City", "align": "left", "numeric": False}],
    ...          "rows": [[{"text": "Anshan", "sort": None, "flag": None}]]}
    >>> to_html(table).startswith('<figure class="planbook-figure planbook-figure-table" id="fig-a"')
    True
    """
    if payload["kind"] == "table":
        inside = _table(payload, address)
    else:
        inside = {"chart": _chart, "drawing": _drawing}[payload["kind"]](payload)
    name = "fig-" + escape(payload["id"])
    return (
        f'<figure class="planbook-figure planbook-figure-{payload["kind"]}" id="{name}" aria-labelledby="{name}-title">'
        f'<p class="planbook-title" id="{name}-title">{escape(payload["title"])}</p>{inside}</figure>\n'
    )


def _chart(payload: dict[str, Any]) -> str:
    # One script element per chart holds both, so that the page stays readable without running anything.
    drawing = {"spec": payload["spec"]}
    if "data" in payload:
        drawing["table"] = payload["data"]["table"]
    code = json.dumps(drawing, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace(
        "<", "\\u003c"
    )
    subtitle = (
        f'<p class="planbook-subtitle">{escape(payload["subtitle"])}</p>' if payload["subtitle"] else ""
    )
    return (
        f"{subtitle}"
        f'<div class="planbook-chart" role="img" aria-label="{escape(payload["alt"])}">'
        f'<script type="application/json">{code}</script></div>'
        f"{_behind(payload)}"
    )


def _drawing(payload: dict[str, Any]) -> str:
    # The panels of a drawing are drawings themselves; set one by one they find their places on a narrow screen.
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(payload["svg"])
    panels = root.findall(f"{{{_SVG}}}svg") or [root]
    for panel in panels:
        for place in ("x", "y"):
            panel.attrib.pop(place, None)
        for style in ("font-size", "fill"):
            if style in root.attrib:
                panel.attrib.setdefault(style, root.attrib[style])
    shown = "".join(ElementTree.tostring(panel, encoding="unicode") for panel in panels)
    return (
        f'<div class="planbook-drawing" role="img" aria-label="{escape(payload["alt"])}">{shown}</div>'
        f"{_behind(payload)}"
    )


def _behind(payload: dict[str, Any]) -> str:
    """Return the sources of a picture and the data behind it."""
    behind = payload["table"]
    right = [_is_numeric(row[n] for row in behind["rows"]) for n in range(len(behind["columns"]))]
    rows = ([(text, None, "") for text in row] for row in behind["rows"])
    return (
        f"<figcaption>{_source(payload)}"
        f"<details><summary>{DATA_BEHIND.get(payload['lang'])}</summary>"
        f"{grid(behind['columns'], right, rows, payload['title'])}</details></figcaption>"
    )


def _table(payload: dict[str, Any], address: Address) -> str:
    flags = marks(payload["rows"])
    rows = (
        [
            (
                cell["text"],
                cell["sort"],
                flags.get(cell["flag"], ""),
                address(cell["link"]) if "link" in cell else None,
            )
            for cell in row
        ]
        for row in payload["rows"]
    )
    columns = payload["columns"]
    right = [c["align"] == "right" or c["numeric"] for c in columns]
    items = "".join(f"<li><sup>{mark}</sup> {escape(flag)}</li>" for flag, mark in flags.items())
    notes = f'<ul class="planbook-notes">{items}</ul>' if items else ""
    return (
        grid([c["label"] for c in columns], right, rows, payload["title"])
        + f"<figcaption>{notes}{_source(payload)}</figcaption>"
    )


def grid(
    labels: Sequence[str], right: Sequence[bool], rows: Iterable[Sequence[tuple[Any, ...]]], name: str
) -> str:
    """Return a table inside a box that scrolls sideways where the page is narrower.

    Parameters
    ----------
    labels : sequence of str
        The header.
    right : sequence of bool
        Which columns are aligned to the right.
    rows : iterable of sequence of (text, sort, mark[, address])
        The cells: what is read, what it is sorted by (None: by the text), the mark of its flag (or ""), where it leads.
    name : str
        What the table is about, for those who hear it.

    Examples
    --------
    >>> '<td class="num" data-sort="2">2 %</td>' in grid(["a", "b"], [False, True], [[("x", None, ""), ("2 %", 2, "")]], "t")
    True
    """
    cells = [list(row) for row in rows]
    align = [
        ' class="num"' if r else _breadth(max((_width(row[n][0]) for row in cells), default=0))
        for n, r in enumerate(right)
    ]
    # A column whose cells say what they are may go without a name; an empty header would be read out as one.
    head = "".join(
        f'<th scope="col"{a}>{escape(label)}</th>' if label else f"<td{a}></td>"
        for a, label in zip(align, labels, strict=True)
    )
    lines = ["".join(_cell(n, align[n], *cell) for n, cell in enumerate(row)) for row in cells]
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return (
        f'<div class="planbook-scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<table class="planbook-table"><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>'
    )


def _width(text: str) -> int:
    """Return how many letters wide a text is; a Chinese character counts as two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _breadth(longest: int) -> str:
    # Left to itself a browser gives a column of sentences no more room than one of single words.
    return ' class="prose"' if longest > _SENTENCE else ' class="phrase"' if longest > _WORDS else ""


def _cell(column: int, align: str, text: str, sort: Any, mark: str, address: str | None = None) -> str:
    tag, scope = ("th", ' scope="row"') if column == 0 else ("td", "")
    key = "" if sort is None else f' data-sort="{escape(str(sort))}"'
    note = f"<sup>{mark}</sup>" if mark else ""
    # Ids are long words; they may break after an underscore.
    shown = escape(text).replace("_", "_<wbr>")
    if address:
        shown = f'<a href="{escape(address)}">{shown}</a>'
    return f"<{tag}{scope}{align}{key}>{shown}{note}</{tag}>"


def marks(rows: Iterable[Iterable[dict[str, Any]]]) -> dict[str, str]:
    """Give every flag of a table a letter, in the order they are met."""
    flags = dict.fromkeys(cell["flag"] for row in rows for cell in row if cell["flag"])
    return {flag: _letter(n) for n, flag in enumerate(flags)}


def _letter(n: int) -> str:
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)


def _source(payload: dict[str, Any]) -> str:
    return f'<p class="planbook-source">{escape(payload["source"])}</p>' if payload["source"] else ""


def _is_numeric(texts: Iterable[str]) -> bool:
    """Tell whether a column holds numbers: each text that begins with a digit or sign is a number, and one is."""
    numbers = [bool(_NUMBER.fullmatch(t)) for t in texts if t and t[0] in "+-−.0123456789"]
    return bool(numbers) and all(numbers)
