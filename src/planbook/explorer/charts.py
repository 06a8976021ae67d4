"""The explorer's two charts as Vega-Lite specifications without values: the map of the plan's places and the lines.

Values come in the browser, as the data named ``table``; colours, fonts and outlines are those of all other charts.
"""

from typing import Any

import altair as alt

from planbook.figures import theme
from planbook.figures.outlines import border, dashes, provinces
from planbook.ground.language import Both, Lang
from planbook.store.observations import FIRST_YEAR, last_year

MISSING = "missing"
_KINDS = [*map(str, range(len(theme.SEQUENTIAL))), MISSING]
_LINES = [theme.PLAN, "#CC5A1B", "#882255", "#5B93C7", "#7A6A00", "#4A4A4A", "#2E7D4F", "#B3361E"]
_PLACE, _VALUE, _YEAR = Both("地方", "Place"), Both("数值", "Value"), Both("年份", "Year")
_NOTE = Both("备注", "Note")


def country(lang: Lang) -> dict[str, Any]:
    """Return the map: fields ``x, y, kind, name, value, note, code, chosen`` of the data named ``table``.

    Examples
    --------
    >>> country("en")["height"]
    470
    """
    flat = alt.Projection(type="identity", reflectY=True)
    base = alt.Chart(alt.NamedData(name="table")).encode(
        longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q")
    )
    tooltip = [
        alt.Tooltip("name:N", title=_PLACE.get(lang)),
        alt.Tooltip("shown:N", title=_VALUE.get(lang)),
        alt.Tooltip("note:N", title=_NOTE.get(lang)),
    ]
    dots = base.mark_circle(opacity=0.95).encode(
        size=alt.condition("datum.chosen", alt.value(190), alt.value(75)),
        color=alt.Color(
            "kind:N", legend=None, scale=alt.Scale(domain=_KINDS, range=[*theme.SEQUENTIAL, theme.PAPER])
        ),
        stroke=alt.condition("datum.chosen", alt.value(theme.TARGET), alt.value(theme.MUTED)),
        strokeWidth=alt.condition("datum.chosen", alt.value(2.5), alt.value(0.8)),
        tooltip=tooltip,
    )
    ground = [
        alt.Chart(alt.NamedData(name="provinces")).mark_geoshape(
            fill=theme.LAND, stroke=theme.BORDER, strokeWidth=0.6
        ),
        alt.Chart(alt.NamedData(name="border")).mark_geoshape(
            filled=False, stroke=theme.COAST, strokeWidth=0.9
        ),
    ]
    names = base.transform_filter("datum.chosen").encode(text="name:N")
    labels = [
        names.mark_text(align="left", dx=10, stroke=theme.PAPER, strokeWidth=3),
        names.mark_text(align="left", dx=10),
    ]
    return _spec(alt.layer(*ground, dots, *labels).properties(height=470, projection=flat), lang)


def outlines() -> dict[str, Any]:
    """Return the data the map is drawn on, by the names its specification knows them by."""
    return {"provinces": list(provinces()), "border": [border(), dashes()]}


def lines(lang: Lang) -> dict[str, Any]:
    """Return the lines: fields ``year, value, name, shown, note`` of ``table`` and ``year`` of ``breaks``.

    Examples
    --------
    >>> lines("zh")["height"]
    300
    """
    base = alt.Chart(alt.NamedData(name="table"))
    span = alt.Scale(domain=[FIRST_YEAR, last_year()], nice=False)
    x = alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1), scale=span)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False))
    colour = alt.Color(
        "name:N",
        sort=None,
        title=None,
        scale=alt.Scale(range=_LINES),
        legend=alt.Legend(orient="top", columns=4),
    )
    tooltip = [
        alt.Tooltip("name:N", title=_PLACE.get(lang)),
        alt.Tooltip("year:Q", title=_YEAR.get(lang), format="d"),
        alt.Tooltip("shown:N", title=_VALUE.get(lang)),
        alt.Tooltip("note:N", title=_NOTE.get(lang)),
    ]
    rules = (
        alt.Chart(alt.NamedData(name="breaks"))
        .mark_rule(color=theme.MUTED, strokeDash=[4, 3])
        .encode(x=alt.X("year:Q", scale=span))
    )
    drawn = base.mark_line(invalid="break-paths-filter-domains").encode(x=x, y=y, color=colour)
    points = base.mark_circle(size=45).encode(x=x, y=y, color=colour, tooltip=tooltip)
    return _spec(alt.layer(rules, drawn, points).properties(height=300), lang)


def _spec(chart: Any, lang: Lang) -> dict[str, Any]:
    made = chart.properties(width="container").to_dict()
    made["config"] = theme.config(lang)
    made.pop("datasets", None)
    return made
