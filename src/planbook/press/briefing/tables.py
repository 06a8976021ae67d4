"""A table for print: how wide its columns are, its marks and notes. How it looks is decided in ``briefing.typ``.

A column gets what it needs (its numbers unbroken, its longest word whole) and then a share of what is left in
proportion to what it could use, so that numbers stay narrow and remarks get the room.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from planbook.press.briefing.literals import array, string
from planbook.press.render import marks

TEXT_EM = 58.0  # letters of a table that fit across the page, at the size tables are set in
MAIN_EM = 42.0  # and across the main column
_GAP = 1.0  # between columns
_MOST = 90.0  # what a column of long remarks asks for at most, so that others are not starved
_PIECE = re.compile(r"[^\s　-鿿＀-￯]+|[　-鿿＀-￯]")


def width(text: str) -> float:
    """Return about how many times its type size a line of text is wide.

    Examples
    --------
    >>> width("鞍山"), width("95") < 1.2
    (2.0, True)
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return wide + 0.58 * (len(text) - wide)


def _piece(text: str) -> float:
    """Return the width of the longest part that should not be broken; words without end may be."""
    return max((min(width(part), 11.0) for part in _PIECE.findall(text)), default=0.0)


def needs(label: str, texts: Sequence[str], numeric: bool) -> tuple[float, float]:
    """Return the width below which a column reads badly, and the width it could use.

    Examples
    --------
    >>> low, high = needs("City", ["Anshan", "Qitaihe and its neighbours"], False)
    >>> low < high
    True
    """
    longest = max((width(text) for text in texts), default=0.0)
    if numeric:
        low = max(longest, _piece(label), min(width(label) / 2, 4.0))
        return low + _GAP, max(low, min(width(label) / 2, 6.0)) + _GAP
    pieces = max((_piece(text) for text in texts), default=0.0)
    # A heading may take lines; short cells do not get more room for its sake.
    low = max(_piece(label), pieces, min(longest, 8.0), min(width(label) / 3, 4.0))
    return low + _GAP, max(low, min(longest, _MOST)) + _GAP


def shares(bounds: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Return widths of columns that fill the room.

    Parameters
    ----------
    bounds : sequence of (low, high)
        What each column needs and could use, see `needs`.
    room : float
        The width of all columns together.

    Examples
    --------
    >>> shares([(4, 4), (6, 30)], 24)
    [4.0, 20.0]
    """
    low, high = sum(b[0] for b in bounds), sum(b[1] for b in bounds)
    if low >= room or high == low:
        return [b[0] * room / low for b in bounds]
    if high <= room:
        return [b[1] * room / high for b in bounds]
    part = (room - low) / (high - low)
    return [b[0] + part * (b[1] - b[0]) for b in bounds]


def to_typst(payload: dict[str, Any]) -> str:
    """Return a table as an expression of Typst.

    Parameters
    ----------
    payload : dict
        A payload of kind table, reduced to one language (see `planbook.press.payloads.reduce`).
    """
    columns, rows = payload["columns"], payload["rows"]
    flags = marks(rows)
    right = [c["align"] == "right" or c["numeric"] for c in columns]
    texts = [[row[n]["text"] for row in rows] for n in range(len(columns))]
    bounds = [needs(c["label"], texts[n], right[n]) for n, c in enumerate(columns)]
    narrow = sum(b[1] for b in bounds) <= MAIN_EM
    widths = shares(bounds, MAIN_EM if narrow else TEXT_EM)
    crowded = sum(b[0] for b in bounds) > TEXT_EM
    lines = [array([_cell(cell["text"], flags.get(cell["flag"], "")) for cell in row]) for row in rows]
    notes = [array([string(mark), string(flag)]) for flag, mark in flags.items()]
    arguments = {
        "title": string(payload["title"]),
        "source": string(payload["source"]),
        "widths": array([f"{w:.2f}fr" for w in widths]),
        "right": array([str(r).lower() for r in right]),
        "header": array([string(c["label"]) for c in columns]),
        "rows": array(lines),
        "notes": array(notes),
        "narrow": str(narrow).lower(),
        "crowded": str(crowded).lower(),
    }
    return "data-table(" + ", ".join(f"{name}: {value}" for name, value in arguments.items()) + ")"


def _cell(text: str, mark: str) -> str:
    return array([string(text), string(mark)]) if mark else string(text)
