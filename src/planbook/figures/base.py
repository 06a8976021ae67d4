"""A figure as a value: data once, a chart per language, title, alternative text, passport and the table behind it.

What the charts look like lives in `planbook.figures.theme`, the builders of charts beside this module.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from altair.utils.schemapi import debug_mode

from planbook.errors import FigureError
from planbook.figures import theme
from planbook.ground.absent import Absent
from planbook.ground.language import LANGUAGES, Both, both
from planbook.ground.numerals import decimal, is_missing
from planbook.ground.payload import MIME, clean, display_language, seal, under_press
from planbook.ground.quantities import Quantity
from planbook.store.provenance import Passport
from planbook.text.claims import Claim, ledger
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


def claimed(*texts: Any) -> list[tuple[str, Claim]]:
    """Return the claims that texts remember (see `planbook.text.prose.Phrase`), in their order.

    Examples
    --------
    >>> claimed(Both("甲", "A"))
    []
    """
    return [claim for text in texts for claim in getattr(text, "claims", ())]


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


def named(frame: pd.DataFrame, column: str, names: Mapping[Any, Both]) -> pd.DataFrame:
    """Return the frame with the names of a column's ids beside it, as ``<column>_zh`` and ``<column>_en``.

    Raises
    ------
    FigureError
        If an id has no name.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["210300"]})
    >>> named(frame, "unit", {"210300": Both("鞍山", "Anshan")}).unit_en.item()
    'Anshan'
    """
    unknown = [f"{column} {i!r} has no name" for i in frame[column].unique() if i not in names]
    if unknown:
        raise FigureError(f"every {column} needs a name in both languages", unknown)
    return frame.assign(
        **{f"{column}_{lang}": [names[i].get(lang) for i in frame[column]] for lang in LANGUAGES}
    )


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart in both languages, not drawn yet; the last expression of a notebook's cell.

    Parameters
    ----------
    data : pandas.DataFrame
        What is drawn, stored once. Labels stand in pairs of columns such as ``unit_zh`` and ``unit_en``.
    build : callable
        Language → Altair chart on the named data ``table``, width ``"container"``, without a title.
    title, subtitle, alt : Both
        The finding; what is shown and in which unit; what somebody who cannot see it has to know.
    passport : Passport
        Sources, years, coverage, breaks.
    columns : tuple of Column
        The table of data below the chart.
    rows : pandas.DataFrame, optional
        The frame of that table where it is not ``data``.
    datasets : mapping
        Further named data of the specification, such as the outlines of a map.

    Examples
    --------
    >>> from planbook.figures import lines
    >>> frame = pd.DataFrame({"year": [2012, 2013], "series": "plan", "value": [41.0, 42.5]})
    >>> figure = lines(frame, names={"plan": Both("规划城市", "plan cities")}, unit=Both("%", "%"),
    ...                title=Both("比重上升", "The share rose"), passport=Passport((), (2012, 2013)))
    >>> sorted(figure.payload())
    ['claims', 'data', 'en', 'id', 'kind', 'zh']
    """

    data: pd.DataFrame
    build: Callable[[str], alt.LayerChart | alt.Chart]
    title: Both
    subtitle: Both
    alt: Both
    passport: Passport
    columns: tuple[Column, ...]
    rows: pd.DataFrame | None = None
    datasets: Mapping[str, Any] = field(default_factory=dict)

    def spec(self, lang: str) -> dict[str, Any]:
        """Return the Vega-Lite specification of one language; its data is named ``table`` and not inside."""
        with debug_mode(False):  # the tests validate every builder; here it would take long
            spec = self.build(lang).to_dict(validate=False)
        spec.pop("title", None)
        spec["config"] = theme.config(lang)
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}
        if self.datasets:
            spec["datasets"] = {**spec.get("datasets", {}), **self.datasets}
        return clean(spec)

    def records(self) -> list[dict[str, Any]]:
        """Return the data as JSON records; what is missing is null."""
        return clean(self.data.to_dict("records"))

    def table(self, lang: str) -> dict[str, Any]:
        """Return the table behind the chart: headings and cells as text."""
        frame = self.data if self.rows is None else self.rows
        return {
            "columns": [both(c.label).get(lang) for c in self.columns],
            "rows": [[c.cell(r, lang)["text"] for c in self.columns] for r in frame.to_dict("records")],
        }

    def payload(self) -> dict[str, Any]:
        """Return everything the book needs, both languages; equal figures give equal bytes."""

        def side(lang: str) -> dict[str, Any]:
            return {
                "title": self.title.get(lang),
                "subtitle": self.subtitle.get(lang),
                "alt": self.alt.get(lang),
                "source": self.passport.text(lang),
                "sources": self.passport.publications(lang),
                "spec": self.spec(lang),
                "table": self.table(lang),
            }

        claims = ledger(claimed(self.title, self.subtitle))
        sides: dict[str, Any] = {lang: side(lang) for lang in LANGUAGES}
        return seal("chart", {**sides, "data": {"table": self.records()}, "claims": claims})

    def complete_spec(self, lang: str, width: int = 700) -> dict[str, Any]:
        """Return a specification that stands alone: data inside, title above, a width in pixels."""
        spec = self.spec(lang)
        title = {"text": self.title.get(lang)}
        if self.subtitle.get(lang):
            title["subtitle"] = self.subtitle.get(lang)
        datasets = {**spec.get("datasets", {}), "table": self.records()}
        return {**spec, "width": width, "title": title, "datasets": datasets}

    def svg(self, lang: str, width: int = 700) -> str:
        """Return the chart as SVG, as an analyst sees it in Jupyter."""
        return vl_convert.vegalite_to_svg(self.complete_spec(lang, width))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        lang = display_language()
        visible = {} if under_press() else {"image/svg+xml": self.svg(lang)}
        return {MIME: self.payload(), "text/plain": f"[{self.title.get(lang)}]", **visible}
