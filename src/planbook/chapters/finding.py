"""What a chapter's findings have in common: where each is from, what was chosen, and how a cell records them all.

A chapter's module has a frozen dataclass a finding, derived from `Finding`, one that holds them all, derived from
`Findings`, and a function ``findings(sel)`` that makes it. What each of them says is the chapter's.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import pandas as pd

from planbook.chapters.preview import Preview, preview
from planbook.chapters.selection import Selection
from planbook.figures.base import Column
from planbook.figures.trends import Trends
from planbook.ground.absent import Absent
from planbook.ground.language import Both, Lang
from planbook.ground.payload import MIME, display_language, seal, under_press
from planbook.ground.quantities import Count, Year
from planbook.ground.recording import SILENT, to_record
from planbook.store.provenance import Passport, combine
from planbook.text.claims import Claim
from planbook.text.writing import claim_of


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something a chapter found.

    Attributes
    ----------
    source : Passport
        Sources, years, coverage and breaks of the values it rests on.
    """

    source: Passport = field(metadata=SILENT)


@dataclass(frozen=True, kw_only=True)
class Tabled(Finding):
    """A finding that is a table, for `planbook.figures.table`.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per line.
    columns : tuple of Column
        In the order shown.
    sort_by, descending
        As in `planbook.figures.table`.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...] = field(metadata=SILENT)
    sort_by: str | None = None
    descending: bool = True


@dataclass(frozen=True, kw_only=True)
class Drawn(Finding):
    """A finding that is a drawing of small line charts, for `planbook.figures.drawing`.

    Attributes
    ----------
    trends : Trends
        The charts.
    """

    trends: Trends = field(metadata=SILENT)


def sources(*found: Finding | Absent) -> Passport:
    """Return the passport of several findings together, such as those a table's words name; absent ones are left out.

    Examples
    --------
    >>> sources(Finding(source=Passport((), (2012,))), Absent()).years
    (2012,)
    """
    known = [f.source for f in found if isinstance(f, Finding)]
    return combine(*known) if known else Passport((), ())


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the parameters of a chapter chose, as a sentence can say it.

    Attributes
    ----------
    year, since, baseline_year : Year
        The year reported, the year changes are measured from, the one that was asked for.
    cities : Count
        How many of the plan's cities are in the region.
    label, region : Both
        What these cities are called in a figure; the region.
    nationwide : bool
        Whether all cities of the plan are chosen.
    """

    year: Year
    since: Year
    baseline_year: Year
    cities: Count
    label: Both
    region: Both
    nationwide: bool


def chosen(sel: Selection) -> Chosen:
    """Return what a selection chose, for sentences.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> chosen(choose(2019, region="东北")).cities
    23.0
    """
    return Chosen(
        year=Year(sel.year),
        since=Year(sel.since),
        baseline_year=Year(sel.baseline_year),
        cities=Count(len(sel.cities)),
        label=sel.label,
        region=sel.region.name,
        nationwide=sel.region.id == "all",
    )


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything a chapter found; the last expression of the cell that asks for it.

    Sentences name its fields: ``{{ so2.early.change|moved }}``. In Jupyter it shows them as a table of names and values.

    Attributes
    ----------
    chosen : Chosen
        What the parameters chose.
    """

    chosen: Chosen

    def payload(self) -> dict[str, Any]:
        """Return the record from which the press sets the words."""
        return seal("findings", {"findings": to_record(self)})

    def html(self, lang: str) -> str:
        """Return names and values as an HTML table."""
        rows = "".join(
            f"<tr><td><code>{html.escape(name)}</code></td><td>{html.escape(said(value, lang))}</td></tr>"
            for name, value in listed(self)
        )
        return f"<table><tbody>{rows}</tbody></table>"

    def words(self, heading: str = "", lang: Lang = "zh") -> Preview:
        """Show a section of the saved notebook with the findings set in: ``found.words("空气")``.

        Parameters
        ----------
        heading, lang
            As in `planbook.chapters.preview.preview`.
        """
        return preview(self, heading, lang)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        visible = {} if under_press() else {"text/html": self.html(display_language())}
        return {MIME: self.payload(), "text/plain": f"[{type(self).__name__}]", **visible}


def listed(found: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every finding that a sentence can name, with its path."""
    if is_dataclass(found) and not isinstance(found, Both | Absent | Claim):
        for own in fields(found):
            held = getattr(found, own.name)
            if not ("silent" in own.metadata or isinstance(held, pd.DataFrame | pd.Series)):
                yield from listed(held, f"{path}.{own.name}" if path else own.name)
    elif isinstance(found, tuple | list):
        for n, held in enumerate(found):
            yield from listed(held, f"{path}[{n}]")
    elif isinstance(found, dict):
        for key, held in found.items():
            yield from listed(held, f"{path}.{key}")
    else:
        yield path, found


def said(value: Any, lang: str) -> str:
    """Return a finding as a sentence would write it."""
    if isinstance(value, Absent):
        return f"— {value.reason.get(lang)}" if value.reason else "—"
    claim = claim_of(value)
    return claim.text.get(lang) if isinstance(claim, Claim) else str(value)
