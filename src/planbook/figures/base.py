"""What charts and tables are made of besides frames: marks with a name, columns, cells whose words stand elsewhere."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planbook.errors import FigureError
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing
from planbook.ground.payload import clean
from planbook.ground.quantities import Quantity
from planbook.text.claims import Claim
from planbook.text.writing import claim_of

DASH = "—"
NOT_PRINTED = Both("未刊载", "not printed")


@dataclass(frozen=True, slots=True)
class Mark:
    """A value with a name that a chart draws as a line: a target, a national value, a break in a series.

    Parameters
    ----------
    at : float
        The value on the axis; for a break the first year of the new series. Nothing is drawn at an absent one.
    label : Both
        A few words.
    """

    at: Any  # a float; from a finding it may be absent
    label: Both | str


@dataclass(frozen=True, slots=True)
class Words:
    """A cell of a table whose words stand in the caption, after ``[key]``; ``otherwise`` where there are none."""

    key: str
    otherwise: Both


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of data.

    Parameters
    ----------
    key : str
        Column of the frame. Where the frame has ``<key>_zh`` and ``<key>_en``, each language shows its own.
    label : Both or str
        Heading, with the unit; both languages in one line, ``"城市 | City"``.
    decimals : int, optional
        Digits after the point; without it the column is text or a year and is shown as it is.
    missing : Both
        The reason shown where there is no value.
    flag : str
        Column of the frame that holds remarks on single values (`Both` or text).
    right : bool
        Set to the right, as a column of numbers written out in the frame is; a column with decimals always is.
    link : str
        Column of the frame that holds the page each cell leads to (``units/210300``), where the book has it.
    """

    key: str
    label: Both | str
    decimals: int | None = None
    missing: Both = NOT_PRINTED
    flag: str = ""
    right: bool = False
    link: str = ""

    def cell(self, row: Mapping[Hashable, Any], lang: str) -> dict[str, Any]:
        """Return one cell: its text, what it is sorted by (None if missing), a remark or None, and a link if any."""
        page = row.get(self.link) if self.link else None
        link = {} if is_missing(page) else {"link": str(page)}
        value = row.get(f"{self.key}_{lang}", row.get(self.key))
        if isinstance(value, Words):
            return {"text": value.otherwise.get(lang), "sort": None, "flag": None, "words": value.key}
        if isinstance(value, Absent):
            return {"text": DASH, "sort": None, "flag": (value.reason or self.missing).get(lang), **link}
        remark = row.get(self.flag) if self.flag else None
        flag = remark.get(lang) if isinstance(remark, Both) else None if is_missing(remark) else str(remark)
        if is_missing(value):
            return {"text": DASH, "sort": None, "flag": flag or self.missing.get(lang), **link}
        if isinstance(value, Quantity):
            claim = claim_of(value)
            assert isinstance(claim, Claim)
            return {"text": claim.text.get(lang), "sort": float(value), "flag": flag or None, **link}
        if isinstance(value, Both):
            value = value.get(lang)
        value = clean(value)
        if self.decimals is not None:
            text = decimal(value, self.decimals)
        else:  # a year that has been in a column with gaps comes as 2012.0
            text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
        return {"text": text, "sort": value, "flag": flag or None, **link}


def check(frame: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a frame that lacks columns or has no rows.

    Raises
    ------
    FigureError
        Naming every column that is not there.
    """
    absent = [f"column {c!r} is missing; there are {', '.join(map(str, frame.columns))}" for c in columns]
    absent = [text for text, c in zip(absent, columns, strict=True) if c not in frame.columns]
    if absent:
        raise FigureError(f"{what} cannot be drawn from this frame", absent)
    if frame.empty:
        raise FigureError(f"{what} cannot be drawn: the frame has no rows; select years or units that exist")
