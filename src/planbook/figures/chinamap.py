"""The map of China with a symbol a city: `city_map`. Outlines come from `planbook.figures.outlines`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from planbook.errors import FigureError
from planbook.figures import theme
from planbook.figures.base import NOT_PRINTED, Column, Figure, check, named
from planbook.figures.layout import decimals_of, ticks
from planbook.figures.outlines import ATTRIBUTION, border, dashes, project, provinces
from planbook.figures.parts import TABLE, Layers, layered, legend
from planbook.figures.wording import CITY, NOTHING, alternative, tooltips
from planbook.ground.language import Both
from planbook.store.provenance import Passport

MISSING = "missing"
FLAT = alt.Projection(type="identity", reflectY=True)


def city_map(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    title: Both,
    unit: Both,
    passport: Passport,
    classes: Sequence[float] | None = None,
    middle: float | None = None,
    groups: Mapping[str, Both] | None = None,
    labels: Collection[str] = (),
    links: Mapping[str, str] | None = None,
    missing: Both = NOT_PRINTED,
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    decimals: int = 1,
    height: int = 500,
) -> Figure:
    """Draw a symbol a city on the outline of China, coloured by the class of its value or by its group.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, lon, lat`` (degrees) and ``value``, or ``group`` if ``groups`` is given. A city without a
        value is drawn as an empty circle.
    names : mapping
        Unit → name.
    title, passport, subtitle, alt_text, decimals, height
        As in `lines`; the origin of the outlines is added to the passport.
    unit : Both
        What the colours show, with its unit: the title of the legend.
    classes : sequence of float, optional
        Values at which one class ends and the next begins, two to four of them; round ones by default.
    middle : float, optional
        A value such as zero or the national one: classes below and above get two different hues.
    groups : mapping, optional
        Group id → name: colours by group instead of value.
    labels : collection of str
        Units whose symbols are named.
    links : mapping, optional
        Unit → address of its page, opened by a click on its symbol.
    missing : Both
        Why a city has no value: the legend of the empty circles.

    Raises
    ------
    FigureError
        If a column or a name is missing, or there are too many classes.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["210300"], "lon": [123.0], "lat": [41.1], "value": [40.0]})
    >>> city_map(frame, names={"210300": Both("鞍山", "Anshan")}, title=Both("地图", "Map"), unit=Both("%", "%"),
    ...          passport=Passport((), (2012,)), classes=[30, 50]).passport.text("en")
    'Data year 2012. Outlines: Tianditu, simplified.'
    """
    field = "group" if groups else "value"
    check(frame, ["unit", "lon", "lat", field], "the map")
    data = named(frame[["unit", "lon", "lat", field]], "unit", names).reset_index(drop=True)
    data[["x", "y"]] = project(data["lon"], data["lat"]).round(1)
    if groups:
        data = named(data, "group", groups)
        kinds, colours = dict(groups), theme.colours(list(groups))
        data["kind"] = data["group"]
    else:
        kinds, colours, data["kind"] = _classified(data["value"], classes, middle, missing)
    if links:
        data["href"] = data["unit"].map(links)
    data["named"] = data["unit"].isin(list(labels))

    def build(lang: str) -> alt.LayerChart:
        heading = unit.get(lang)
        key = legend(kinds, lang)
        key.orient, key.direction, key.offset = "bottom-left", "vertical", 0
        key.title, key.symbolStrokeColor, key.symbolStrokeWidth = heading, theme.MUTED, 0.6
        shown = [("value:Q", unit, decimals)] if not groups else [(f"group_{lang}:N", unit, None)]
        base = alt.Chart(TABLE).encode(longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"))
        dots = base.mark_circle(size=70, opacity=0.95, strokeWidth=0.8).encode(
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(kinds), range=colours), legend=key),
            stroke=alt.StrokeValue(
                theme.PAPER, condition={"test": f"datum.kind == '{MISSING}'", "value": theme.MUTED}
            ),
            tooltip=tooltips(lang, [(f"unit_{lang}:N", CITY, None), *shown]),
        )
        if links:
            dots = dots.encode(href=alt.Href("href:N"))
        text = base.transform_filter("datum.named").encode(text=alt.Text(f"unit_{lang}:N"))
        halo = text.mark_text(align="left", dx=8, stroke=theme.LAND, strokeWidth=3)
        ground: Layers = [
            alt.Chart(alt.NamedData(name="provinces")).mark_geoshape(
                fill=theme.LAND, stroke=theme.BORDER, strokeWidth=0.6
            ),
            alt.Chart(alt.NamedData(name="border")).mark_geoshape(
                filled=False, stroke=theme.COAST, strokeWidth=0.9
            ),
        ]
        chart = layered([*ground, dots, halo, text.mark_text(align="left", dx=8)], height)
        return chart.properties(projection=FLAT)

    column = Column("group", unit) if groups else Column("value", unit, decimals, missing)
    outlines: dict[str, Any] = {"provinces": list(provinces()), "border": [border(), dashes()]}
    counts = data["kind"].value_counts()
    told = [(kinds[k], int(counts.get(k, 0))) for k in kinds]
    described = Both(
        f"各类城市数（{unit.zh}）：" + "，".join(f"{name.zh}：{n}" for name, n in told) + "。",
        f"Number of cities by {unit.en}: " + ", ".join(f"{name.en}: {n}" for name, n in told) + ".",
    )
    return Figure(
        data.drop(columns=["lon", "lat"]),
        build,
        title,
        subtitle,
        alt_text or alternative(Both("地图", "Map"), title, described),
        replace(passport, notes=(*passport.notes, ATTRIBUTION)),
        (Column("unit", CITY), column),
        datasets=outlines,
    )


def _classified(
    values: pd.Series, classes: Sequence[float] | None, middle: float | None, missing: Both
) -> tuple[dict[str, Both], list[str], list[str]]:
    """Return the classes' names and colours, and each city's class."""
    known = values.dropna()
    inner = list(classes) if classes else [t for t in ticks(known.min(), known.max(), about=4)[1:-1]][:4]
    if not 1 <= len(inner) < len(theme.SEQUENTIAL):
        raise FigureError(
            f"a map shows two to {len(theme.SEQUENTIAL)} classes: give one to "
            f"{len(theme.SEQUENTIAL) - 1} values of `classes`, not {len(inner)}"
        )
    digits = decimals_of(inner)
    written = [f"{v:,.{digits}f}".replace("-", "−") for v in inner]
    labels = [f"< {written[0]}", *(f"{a} – {b}" for a, b in pairwise(written))]
    labels.append(f"≥ {written[-1]}")
    if middle is None:
        palette = [theme.SEQUENTIAL[round(i * 4 / (len(labels) - 1))] for i in range(len(labels))]
    else:
        palette = _two_hues(inner, middle)
    kinds = {str(i): Both(label, label) for i, label in enumerate(labels)}
    found = [MISSING if v != v else str(sum(v >= edge for edge in inner)) for v in values]
    if MISSING in found:
        return {**kinds, MISSING: missing}, [*palette, theme.PAPER], found
    return kinds, palette, found


def _two_hues(inner: Sequence[float], middle: float) -> list[str]:
    """Return colours from the diverging scale: classes that end at or below the middle on one side."""
    ends = [*inner, float("inf")]
    below = sum(end <= middle for end in ends)
    above = sum(start >= middle for start in inner)
    around = len(ends) - below - above
    low, high = theme.DIVERGING[:2], theme.DIVERGING[3:]
    left = [low[0]] * max(0, below - 1) + [low[1]] * min(1, below) if below > 1 else [low[0]] * below
    right = [high[0]] * min(1, above) + [high[1]] * max(0, above - 1) if above > 1 else [high[1]] * above
    return [*left, *[theme.DIVERGING[2]] * around, *right]
