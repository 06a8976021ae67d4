"""`small_multiples`: the same chart for several groups, side by side on one scale.

A facet of Vega-Lite has a fixed width. Here all panels share one plot whose width follows the page: every panel is
a strip of it, and its values are moved there by arithmetic.
"""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.base import Column, Figure, Mark, check, named
from planbook.figures.layout import decimals_of, ticks
from planbook.figures.overtime import full_years
from planbook.figures.parts import TABLE, Layers, layered, segment
from planbook.figures.wording import NOTHING, YEAR, alternative, ends_described, joined, tooltips, with_unit
from planbook.ground.language import Both
from planbook.ground.numerals import decimal
from planbook.store.provenance import Passport

PANEL = 96  # pixels of a panel's plot
HEAD, FOOT = 34, 26  # pixels above it for the name, below it for the years
GUTTER = 0.14  # of a panel's width, for the labels of the vertical axis


def small_multiples(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    title: Both,
    unit: Both,
    passport: Passport,
    reference: pd.DataFrame | None = None,
    reference_name: Both | None = None,
    columns: int = 2,
    breaks: Sequence[Mark] = (),
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    zero: bool = False,
    decimals: int = 1,
) -> Figure:
    """Draw one small line chart a group, all on the same scales, with a common reference in grey.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``panel, year, value``.
    names : mapping
        Panel id, such as a region → name, in the order drawn.
    title, unit, passport, alt_text, zero, decimals
        As in `lines`.
    reference : pandas.DataFrame, optional
        Columns ``year, value`` of a series drawn in every panel, such as the national one.
    reference_name : Both, optional
        Its name; needed with ``reference``.
    columns : int
        Panels side by side; two or three can be read on a telephone.
    breaks : sequence of Mark
        Breaks in series by the first year of the new series: no line is drawn across; the names stand in the
        passport.
    subtitle : Both, optional
        What is shown, where title and unit do not say it; what the grey line is is added.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"panel": ["east", "west"] * 2, "year": [2012, 2012, 2013, 2013], "value": [1, 2, 3, 4]})
    >>> small_multiples(frame, names={"east": Both("东部", "East"), "west": Both("西部", "West")}, unit=Both("%", "%"),
    ...                 title=Both("各地", "Regions"), passport=Passport((), (2012, 2013))).table("en")["rows"]
    [['2012', '1.0', '2.0'], ['2013', '3.0', '4.0']]
    """
    check(frame, ["panel", "year", "value"], "the small multiples")
    own = frame[["panel", "year", "value"]].dropna()
    order = [p for p in names if p in set(own["panel"])]
    data = full_years(own, "panel").assign(line="own")
    if reference is not None:
        data = pd.concat([data, *(_reference(reference, p) for p in order)], ignore_index=True)
    data = named(data, "panel", names)
    data["segment"] = [segment(y, breaks) for y in data["year"]]
    known = data.dropna(subset=["value"])
    steps = ticks(known["value"].min(), known["value"].max(), zero=zero, about=3)
    first, last = int(data["year"].min()), int(data["year"].max())
    place = {p: divmod(i, columns) for i, p in enumerate(order)}
    rows = 1 + max(row for row, _ in place.values())
    pitch = HEAD + PANEL + FOOT

    def right(panel: str, year: float) -> float:
        share = (year - first) / max(1, last - first)
        return round(place[panel][1] + GUTTER + share * (1 - GUTTER - 0.06), 4)

    def down(panel: str, value: float) -> float:
        return round(place[panel][0] * pitch + HEAD + PANEL * (steps[-1] - value) / (steps[-1] - steps[0]), 2)

    data["x"] = [right(p, y) for p, y in zip(data["panel"], data["year"], strict=True)]
    data["y"] = [None if v != v else down(p, v) for p, v in zip(data["panel"], data["value"], strict=True)]
    data["y"] = data["y"].astype(float)

    x = alt.X("x:Q", scale=alt.Scale(domain=[0, columns], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[rows * pitch, 0], nice=False), axis=None)

    def words(places: Sequence[tuple[float, float, str]]) -> alt.Chart:
        values = [{"x": left, "y": top, "text": text} for left, top, text in places]
        return alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y, text=alt.Text("text:N"))

    def ground(lang: str) -> Layers:
        heads = [(right(p, first), down(p, steps[-1]) - 14, names[p].get(lang)) for p in order]
        grid = [(right(p, first), down(p, v), _number(v, steps)) for p in order for v in steps]
        years = [(right(p, y), down(p, steps[0]) + 8, str(y)) for p in order for y in (first, last)]
        ends = [{"x": right(p, first), "to": right(p, last), "y": down(p, v)} for p in order for v in steps]
        rules = alt.Chart(alt.InlineData(values=ends)).mark_rule(color=theme.GRID)
        return [
            rules.encode(x=x, x2=alt.X2("to"), y=y),
            words(heads).mark_text(align="left", baseline="bottom", fontWeight="bold"),
            words(grid).mark_text(
                align="right", baseline="middle", dx=-5, color=theme.MUTED, fontSize=theme.SMALL_SIZE
            ),
            words(years).mark_text(
                align="center", baseline="top", color=theme.MUTED, fontSize=theme.SMALL_SIZE
            ),
        ]

    def build(lang: str) -> alt.LayerChart:
        scale = alt.Scale(domain=["own", "reference"], range=[theme.PLAN, theme.OTHERS])
        base = alt.Chart(TABLE).encode(x=x, y=y, detail=[alt.Detail("panel:N"), alt.Detail("segment:N")])
        line = base.mark_line(strokeWidth=2).encode(
            color=alt.Color("line:N", scale=scale, legend=None),
            order=alt.Order("year:Q"),
        )
        dots = base.transform_filter("isValid(datum.value)").mark_circle(size=60, opacity=0)
        tips = [(f"panel_{lang}:N", NOTHING, None), ("year:Q", YEAR, -1), ("value:Q", unit, decimals)]
        return layered([*ground(lang), line, dots.encode(tooltip=tooltips(lang, tips))], rows * pitch)

    wide = frame.pivot(index="year", columns="panel", values="value").reset_index()
    table = [Column("year", YEAR), *(Column(p, with_unit(names[p], unit), decimals) for p in order)]
    return Figure(
        data,
        build,
        title,
        _subtitle(subtitle, unit, reference_name),
        alt_text
        or alternative(
            Both("小图组", "Small multiples"),
            title,
            ends_described(own.rename(columns={"panel": "series"}), order, names, unit, decimals),
        ),
        passport,
        tuple(table),
        wide,
    )


def _reference(reference: pd.DataFrame, panel: str) -> pd.DataFrame:
    return full_years(reference[["year", "value"]].dropna().assign(panel=panel), "panel").assign(
        line="reference"
    )


def _number(value: float, steps: Sequence[float]) -> str:
    return decimal(value, decimals_of(steps))


def _subtitle(own: Both, unit: Both, reference: Both | None) -> Both:
    """The panels have no room for the unit at each axis: it stands here, with what the grey line is."""
    said = joined(own, unit)
    return joined(said, Both(f"灰线为{reference.zh}", f"grey line: {reference.en}")) if reference else said
