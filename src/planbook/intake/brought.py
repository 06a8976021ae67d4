"""What a file brings to an import, whatever its form: figures with their places, what is certain, what is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from planbook.ground.language import Both
from planbook.intake.columns import Match
from planbook.intake.workbook import Sheet
from planbook.intake.yearbook import Edition, Unread

COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]
LONGEST = 80  # characters of a cell that a message repeats
YEARBOOK = "yearbook"
NOTHING = Both("", "")
ACCEPT, REJECT, DOUBT, BREAK, SAME, EXCHANGE = "accept", "reject", "doubt", "break", "same", "exchange"


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide.

    Attributes
    ----------
    id : str
        What is asked about, such as ``value:210300:wage_yuan``.
    where : str
        Sheet, row and column, or line.
    found : str
        What stands there. An answer holds for this and for nothing else.
    last : str
        Last year's value beside it, if there is one.
    asks : str
        The question and the ways to answer it, in one sentence.
    takes : str
        What is taken as an answer besides accept and reject: ``number``, ``city``, ``unit``, ``column``,
        ``indicator`` or nothing.
    only : tuple of str
        The words taken.
    parent : tuple of str
        Id and ``found`` of the question this one is a part of, whose answer holds where this one has none.
    why : Both
        What is the matter, as readers of the book are told where the figure is left out or stands all the same.
    """

    id: str
    where: str
    found: str
    last: str
    asks: str
    takes: str = ""
    only: tuple[str, ...] = (ACCEPT, REJECT)
    parent: tuple[str, ...] = ()
    why: Both = NOTHING

    @property
    def key(self) -> tuple[str, str]:
        """What an answer is bound to: the id and what was found."""
        return self.id, self.found

    def line(self) -> str:
        """Return the question as one line of a message."""
        last = f" (last year {self.last})" if self.last else ""
        found = self.found if len(self.found) <= LONGEST else self.found[:LONGEST] + "…"
        return f"{self.where}: {found!r}{last}: {self.asks}"


@dataclass(slots=True)
class Brought:
    """The figures of a file for one year.

    ``rows`` has the columns of an observation; ``places`` says where each (unit, indicator) stands; ``report`` is
    told to the analyst, ``notes`` in the summary as well; ``problems`` cannot be decided away; ``questions`` can. Of a
    yearbook, ``sheet`` and ``edition`` hold what was read, ``columns`` the column of each indicator; ``proposed`` are the
    indicators whose headers wait for an answer, ``unused`` and ``unknown`` the columns that are declared as not used and
    those nobody knows.
    """

    form: str
    year: int
    rows: pd.DataFrame
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    report: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    edition: Edition | None = None
    sheet: Sheet | None = None
    columns: dict[str, Match] = field(default_factory=dict)
    proposed: set[str] = field(default_factory=set)
    unused: int = 0
    unknown: list[str] = field(default_factory=list)

    @property
    def is_yearbook(self) -> bool:
        """Whether the figures were read from a yearbook, so that a compile reads them again."""
        return self.form == YEARBOOK


def cells(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Return (unit, indicator) of every row; lists are walked through ten times faster than columns of text."""
    return list(zip(rows["unit"].tolist(), rows["indicator"].tolist(), strict=True))


def where(rows: pd.DataFrame, holds: Callable[[tuple[str, str]], bool]) -> pd.DataFrame:
    """Return the rows whose (unit, indicator) is what is wanted, also when there are none.

    Examples
    --------
    >>> where(frame([("a", "x", 2023, 1.0, "s", "")]), lambda cell: cell[0] == "b").columns.tolist()[:2]
    ['unit', 'indicator']
    """
    return rows[pd.Series([holds(c) for c in cells(rows)], index=rows.index, dtype=bool)]


def frame(rows: list[tuple[str, str, int, float, str, str]]) -> pd.DataFrame:
    """Return rows as a frame of observations, also when there are none."""
    types = {
        "unit": "str",
        "indicator": "str",
        "year": "int64",
        "value": "float64",
        "source": "str",
        "flag": "str",
    }
    return pd.DataFrame(rows, columns=COLUMNS).astype(types)
