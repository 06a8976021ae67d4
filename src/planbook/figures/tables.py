"""Tables of figures: a frame, its columns, and the payload of both languages. Nothing is computed here."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planbook.figures.base import Column, check, claimed
from planbook.ground.language import LANGUAGES, Both, both
from planbook.ground.payload import MIME, display_language, seal, under_press
from planbook.store.provenance import Passport
from planbook.text.claims import ledger


@dataclass(frozen=True, eq=False)
class Table:
    """A table in both languages; the last expression of a notebook's cell.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per line. Cells may be numbers, text or `Both`; a missing cell is shown as a dash with its reason.
    columns : tuple of Column
        In the order shown.
    title : Both
        What the table says.
    passport : Passport
        Sources, years, coverage, breaks.
    sort_by : str, optional
        Column of the frame to sort by, missing values last; the order of the frame by default.
    descending : bool
        Largest first.

    Raises
    ------
    FigureError
        If the frame lacks a column.

    Examples
    --------
    >>> frame = pd.DataFrame({"city": [Both("鞍山", "Anshan"), Both("大庆", "Daqing")], "gdp": [None, 4181.5]})
    >>> columns = (Column("city", Both("城市", "City")), Column("gdp", Both("亿元", "100m yuan"), decimals=1))
    >>> table = Table(frame, columns, Both("表", "Table"), Passport((), (2013,)), sort_by="gdp")
    >>> [[cell["text"] for cell in row] for row in table.payload()["en"]["rows"]]
    [['Daqing', '4,181.5'], ['Anshan', '—']]
    """

    frame: pd.DataFrame
    columns: Sequence[Column]
    title: Both
    passport: Passport
    sort_by: str | None = None
    descending: bool = True

    def __post_init__(self) -> None:
        absent = [c.key for c in self.columns if f"{c.key}_zh" not in self.frame.columns]
        check(self.frame, [*absent, *([self.sort_by] if self.sort_by else [])], "the table")

    def rows(self, lang: str) -> list[list[dict[str, Any]]]:
        """Return the cells of one language, row by row."""
        frame = self.frame
        if self.sort_by:
            frame = frame.sort_values(
                self.sort_by, ascending=not self.descending, kind="stable", na_position="last"
            )
        return [[column.cell(row, lang) for column in self.columns] for row in frame.to_dict("records")]

    def payload(self) -> dict[str, Any]:
        """Return everything the book needs, both languages."""

        def heading(column: Column, lang: str) -> dict[str, Any]:
            numeric = column.decimals is not None
            return {
                "label": both(column.label).get(lang),
                "align": "right" if numeric or column.right else "left",
                "numeric": numeric,
            }

        def side(lang: str) -> dict[str, Any]:
            return {
                "title": self.title.get(lang),
                "source": self.passport.text(lang),
                "sources": self.passport.publications(lang),
                "columns": [heading(c, lang) for c in self.columns],
                "rows": self.rows(lang),
            }

        cells = (cell for row in self.frame.to_dict("records") for cell in row.values())
        claims = ledger(claimed(self.title, *cells))
        return seal("table", {**{lang: side(lang) for lang in LANGUAGES}, "claims": claims})

    def html(self, lang: str) -> str:
        """Return a plain HTML table, as an analyst sees it in Jupyter; texts are escaped."""

        def line(tag: str, texts: Sequence[str]) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(t)}</{tag}>" for t in texts) + "</tr>"

        head = line("th", [both(c.label).get(lang) for c in self.columns])
        body = "".join(line("td", [cell["text"] for cell in row]) for row in self.rows(lang))
        caption, source = html.escape(self.title.get(lang)), html.escape(self.passport.text(lang))
        return f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{body}</tbody></table><p>{source}</p>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        lang = display_language()
        visible = {} if under_press() else {"text/html": self.html(lang)}
        return {MIME: self.payload(), "text/plain": f"[{self.title.get(lang)}]", **visible}
