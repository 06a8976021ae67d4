"""A table for print: how wide its columns are, its marks and notes. How it looks is decided in ``briefing.typ``.

A column gets what it needs, its numbers unbroken and its longest word whole; what is left goes where it saves most
lines, so that numbers stay narrow and remarks get the room.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planbook.press.briefing.literals import array, string
from planbook.press.pages.render import marks

Widths = NDArray[np.float64]

TEXT_EM = 58.0  # letters of a table that fit across the page, at the size tables are set in
MAIN_EM = 42.0  # and across the main column
_GAP = 1.0  # between columns
_WHOLE = 20  # lines; a table of more is broken across pages
_FEW = 6  # columns
_RAGGED = 1.6
_SLIM, _BROAD = frozenset(" !'(),-./:;I[]fijlrt|·"), frozenset("%@MW—mw")  # of Noto Sans
_STEPS = (1.0, 2.0, 3.0, 5.0)  # by which a column is widened
_PIECE = re.compile(r"[^\s　-鿿＀-￯]+|[　-鿿＀-￯]")


def width(text: str) -> float:
    """Return about how many times its type size a line of text is wide.

    Examples
    --------
    >>> width("鞍山"), width("95") < 1.2
    (2.0, True)
    """
    return sum(_letter(character) for character in text)


@cache
def _letter(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return (
        0.31 if character in _SLIM else 0.9 if character in _BROAD else 0.68 if character.isupper() else 0.57
    )


def _piece(text: str) -> float:
    """Return the width of the longest part that should not be broken; words without end may be."""
    return max((min(width(part), 11.0) for part in _PIECE.findall(text)), default=0.0)


def least(label: str, texts: Sequence[str], numeric: bool) -> float:
    """Return the width below which a column would have to break a number or a word.

    Examples
    --------
    >>> least("City", ["Qitaihe and its neighbours"], False) < least("City", ["1,234,567,890"], True)
    True
    """
    whole = [width(text) if numeric else _piece(text) for text in texts]
    return max([_piece(label), min(width(label), 2.0), min(width(label) / 3, 4.0), *whole]) + _GAP


def lines(natural: Widths, widths: Widths) -> int:
    """Return about how many lines the rows of a table take.

    Parameters
    ----------
    natural : array, rows by columns
        The widths of the cells on a single line.
    widths : array
        The widths of the columns.

    Examples
    --------
    >>> lines(np.array([[3.0, 21.0], [3.0, 2.0]]), np.array([8.0, 12.0]))
    4
    """
    room = widths - _GAP
    # Lines end at words: of several, each leaves about half a word empty.
    broken = np.ceil(natural / np.maximum(room - _RAGGED, 1.0))
    return int(np.where(natural <= room, 1, broken).max(axis=1).sum())


def fitted(low: Widths, natural: Widths, room: float) -> Widths:
    """Return widths of columns that fill the room and keep the table low.

    What the columns do not need is given away bit by bit, each time to the column for which the table loses most lines,
    or else to the one whose cells are most cramped.

    Parameters
    ----------
    low : array
        The least width of each column, see `least`.
    natural : array, rows by columns
        The widths of the cells on a single line.
    room : float
        The width of all columns together.

    Examples
    --------
    >>> fitted(np.array([4.0, 6.0]), np.array([[3.0, 60.0]]), 24.0).tolist()
    [4.0, 20.0]
    """
    widths = low.copy()
    longest = natural.max(axis=0, initial=1.0) + _GAP
    ways = _ways(len(low))
    while (left := room - widths.sum()) > 1e-9:
        # Two or three letters more may save a line where one does not, and two columns may have to give way together.
        wider = [widths + way * min(step, left / way.sum()) for step in _STEPS for way in ways]
        now = lines(natural, widths)
        gains = [(now - lines(natural, w)) / (w.sum() - widths.sum()) for w in wider]
        cramped = longest / widths
        if max(gains) <= 0 and cramped.max() <= 1:
            break
        widths = wider[int(np.argmax(gains))] if max(gains) > 0 else wider[int(np.argmax(cramped))]
    return widths * room / widths.sum()


@cache
def _ways(columns: int) -> list[Widths]:
    """Return which columns may be widened at once: each by itself, and, where there are few, each two."""
    unit = np.eye(columns)
    pairs = combinations(range(columns), 2) if columns <= _FEW else ()
    return [*unit, *(unit[a] + unit[b] for a, b in pairs)]


def to_typst(payload: dict[str, Any]) -> str:
    """Return a table as an expression of Typst.

    Parameters
    ----------
    payload : dict
        A payload of kind table, reduced to one language (see `planbook.press.pages.payloads.reduce`).
    """
    columns, rows = payload["columns"], payload["rows"]
    flags = marks(rows)
    right = [c["align"] == "right" or c["numeric"] for c in columns]
    texts = [[row[n]["text"] for row in rows] for n in range(len(columns))]
    low = np.array([least(c["label"], texts[n], right[n]) for n, c in enumerate(columns)])
    natural = np.array([[width(cell["text"]) for cell in row] for row in rows]).reshape(-1, len(columns))
    narrow = bool(np.maximum(low, natural.max(axis=0, initial=0.0) + _GAP).sum() <= MAIN_EM)
    widths = fitted(low, natural, MAIN_EM if narrow else TEXT_EM)
    crowded = low.sum() > TEXT_EM
    cells = [array([_cell(cell["text"], flags.get(cell["flag"], "")) for cell in row]) for row in rows]
    notes = [array([string(mark), string(flag)]) for flag, mark in flags.items()]
    arguments = {
        "title": string(payload["title"]),
        "source": string(payload["source"]),
        "widths": array([f"{w:.2f}fr" for w in widths]),
        "right": array([str(r).lower() for r in right]),
        "header": array([string(c["label"]) for c in columns]),
        "rows": array(cells),
        "notes": array(notes),
        "whole": str(lines(natural, widths) <= _WHOLE).lower(),
        "narrow": str(narrow).lower(),
        "crowded": str(crowded).lower(),
    }
    return "data-table(" + ", ".join(f"{name}: {value}" for name, value in arguments.items()) + ")"


def _cell(text: str, mark: str) -> str:
    return array([string(text), string(mark)]) if mark else string(text)
