"""Charts with a dot a city: `scatter` on two axes, `strip` in rows by group.

How the cities are spread over years is drawn in `planbook.figures.distributions`, rows of cities in `bars`.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.base import Column, Figure, Mark, check, named
from planbook.figures.layout import padded, ticks
from planbook.figures.parts import (
    TABLE,
    EndLabel,
    Layers,
    across,
    end_labels,
    layered,
    legend,
    legend_columns,
    number_format,
    role_colour,
    rules_above,
    value_axis,
)
from planbook.figures.wording import CITY, NOTHING, alternative, joined, tooltips, values_described
from planbook.ground.language import Both
from planbook.store.provenance import Passport

GROUP = 64  # pixels a row of the strip plot takes
GROUP_NAME = Both("分组", "Group")


def scatter(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    x_title: Both,
    y_title: Both,
    title: Both,
    passport: Passport,
    labels: Collection[str] = (),
    colour: str | None = None,
    colour_names: Mapping[str, Both] | None = None,
    equal: Both | None = None,
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    zero: bool = False,
    decimals: int = 1,
    height: int = 380,
) -> Figure:
    """Draw one dot a city on two axes.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, x, y``; cities that lack one of the two are left out of the chart and stay in the table.
    names : mapping
        Unit → name.
    x_title, y_title : Both
        What the axes show, with their units.
    title, passport, subtitle, alt_text, zero, decimals, height
        As in `lines`.
    labels : collection of str
        Units whose dots are named.
    colour : str, optional
        Column of ids that decide on colour and shape, such as the region.
    colour_names : mapping, optional
        Id → name for the legend; needed with ``colour``.
    equal : Both, optional
        Name of the line on which both axes have the same value; without it the line is not drawn.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["210300", "230600"], "x": [1.0, 2.0], "y": [3.0, None]})
    >>> names = {"210300": Both("鞍山", "Anshan"), "230600": Both("大庆", "Daqing")}
    >>> scatter(frame, names=names, x_title=Both("甲", "A"), y_title=Both("乙", "B"), title=Both("散点", "Dots"),
    ...         passport=Passport((), (2012,))).table("en")["rows"]
    [['Anshan', '1.0', '3.0'], ['Daqing', '2.0', '—']]
    """
    check(frame, ["unit", "x", "y", *([colour] if colour else [])], "the scatter plot")
    data = named(frame[["unit", "x", "y", *([colour] if colour else [])]], "unit", names)
    if colour:
        data = named(data, colour, colour_names or {})
    drawn = data.dropna(subset=["x", "y"])
    domain = padded(drawn["x"], zero=zero)
    steps = ticks(drawn["y"].min(), drawn["y"].max(), zero=zero)
    middle = drawn["x"].median()
    data["label"] = data["unit"].isin(list(labels))
    data["before"] = data["x"] > middle

    def build(lang: str) -> alt.LayerChart:
        base = (
            alt.Chart(TABLE)
            .transform_filter("isValid(datum.x) && isValid(datum.y)")
            .encode(
                x=across("x:Q", domain, x_title.get(lang)),
                y=value_axis("y:Q", steps, y_title.get(lang)),
                tooltip=tooltips(
                    lang,
                    [(f"unit_{lang}:N", CITY, None), ("x:Q", x_title, decimals), ("y:Q", y_title, decimals)],
                ),
            )
        )
        dots = base.mark_point(filled=True, size=60, opacity=0.8, color=theme.PLAN)
        if colour:
            ids = list(colour_names or {})
            shapes = alt.Scale(domain=ids, range=list(theme.SHAPES[: len(ids)]))
            columns = legend_columns(colour_names or {}, lang)
            key = legend(colour_names or {}, lang, 34, columns)
            dots = dots.encode(
                color=role_colour(colour, colour_names or {}, lang, 34, columns),
                shape=alt.Shape(f"{colour}:N", scale=shapes, legend=key),
            )
        written: Layers = []
        sides: tuple[tuple[Literal["right", "left"], int], ...] = (("right", -1), ("left", 1))
        for side, sign in sides:
            chosen = base.transform_filter(f"datum.label && datum.before == {str(sign < 0).lower()}")
            text = chosen.encode(text=alt.Text(f"unit_{lang}:N"))
            halo = text.mark_text(align=side, dx=9 * sign, stroke=theme.PAPER, strokeWidth=3)
            written += [halo, text.mark_text(align=side, dx=9 * sign)]
        line = _diagonal(domain, steps, equal, height, lang) if equal else []
        return layered([*line, dots, *written], height)

    relation = float(drawn["x"].rank().corr(drawn["y"].rank())) if len(drawn) > 2 else 0.0
    described = Both(
        f"{len(drawn)}个城市，横轴{x_title.zh}，纵轴{y_title.zh}，秩相关系数{relation:.2f}。",
        f"{len(drawn)} cities; across: {x_title.en}; up: {y_title.en}; rank correlation {relation:.2f}.",
    )
    return Figure(
        data,
        build,
        title,
        subtitle,
        alt_text or alternative(Both("散点图", "Scatter plot"), title, described),
        passport,
        (Column("unit", CITY), Column("x", x_title, decimals), Column("y", y_title, decimals)),
    )


def strip(
    frame: pd.DataFrame,
    *,
    groups: Mapping[str, Both],
    names: Mapping[str, Both],
    title: Both,
    unit: Both,
    passport: Passport,
    marks: Sequence[Mark] = (),
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    zero: bool = False,
    decimals: int = 1,
) -> Figure:
    """Draw every city as a dot in the row of its group, with the group's median; for one year.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, group, value``; cities without a value are left out of the chart and stay in the table.
    groups : mapping
        Group id, such as a region → name, from top to bottom.
    names : mapping
        Unit → name.
    title, unit, passport, subtitle, alt_text, zero, decimals
        As in `lines`; the unit stands below.
    marks : sequence of Mark
        Values to point out with a line, such as the national one.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["210300", "230600"], "group": "northeast", "value": [40.0, 50.0]})
    >>> names = {"210300": Both("鞍山", "Anshan"), "230600": Both("大庆", "Daqing")}
    >>> strip(frame, groups={"northeast": Both("东北", "Northeast")}, names=names, unit=Both("%", "%"),
    ...       title=Both("分布", "Spread"), passport=Passport((), (2012,))).alt.en
    'Strip plot: Spread. Median: Northeast 45.0 (%).'
    """
    check(frame, ["unit", "group", "value"], "the strip plot")
    data = named(named(frame[["unit", "group", "value"]], "unit", names), "group", groups)
    data = data.sort_values(["group", "value"], kind="stable", ascending=[True, False])
    drawn = data.dropna(subset=["value"])
    domain = padded(drawn["value"], zero=zero)
    order = [g for g in groups if g in set(drawn["group"])]
    data["shift"] = _swarm(data, domain)
    medians = drawn.groupby("group")["value"].median()
    height = GROUP * len(order)

    def build(lang: str) -> alt.LayerChart:
        rules, _ = rules_above(marks, domain, height, lang, theme.INK)
        labels = f"{json.dumps({g: groups[g].get(lang) for g in order}, ensure_ascii=False)}[datum.value]"
        axis = alt.Axis(title=None, labelExpr=labels, grid=False, labelColor=theme.INK)
        rows = alt.Y("group:N", sort=order, scale=alt.Scale(domain=order, paddingInner=0), axis=axis)
        base = alt.Chart(TABLE).transform_filter("isValid(datum.value)")
        dots = base.mark_circle(size=44, opacity=0.75).encode(
            x=across("value:Q", domain, unit.get(lang)),
            y=rows,
            yOffset=alt.YOffset("shift:Q", scale=alt.Scale(domain=[-1, 1])),
            color=alt.Color(
                "group:N", scale=alt.Scale(domain=order, range=theme.colours(order)), legend=None
            ),
            tooltip=tooltips(lang, [(f"unit_{lang}:N", CITY, None), ("value:Q", unit, decimals)]),
        )
        values = [{"group": g, "median": medians[g]} for g in order]
        middle = alt.Chart(alt.InlineData(values=values)).encode(x=alt.X("median:Q"), y=rows)
        tick = middle.mark_tick(thickness=2.5, height=GROUP * 0.7, color=theme.INK)
        text = middle.mark_text(dy=-GROUP * 0.42, fontSize=theme.SMALL_SIZE).encode(
            text=alt.Text("median:Q", format=number_format(decimals))
        )
        return layered([*rules, dots, tick, text], height)

    told = [(groups[g], float(medians[g])) for g in order]
    said = values_described(told, unit, decimals)
    described = Both(f"中位数：{said.zh}", f"Median: {said.en}")
    return Figure(
        data,
        build,
        title,
        joined(subtitle, Both("短线为各组中位数", "the tick is the median of the group")),
        alt_text or alternative(Both("散点条带图", "Strip plot"), title, described),
        passport,
        (Column("unit", CITY), Column("group", GROUP_NAME), Column("value", unit, decimals)),
    )


def _swarm(data: pd.DataFrame, domain: tuple[float, float]) -> list[float]:
    """Shift dots up or down so that they do not hide one another on a plot of ordinary width."""
    pixels = 480 / (domain[1] - domain[0])
    placed: dict[str, list[tuple[float, float]]] = {}
    shifts = []
    for group, value in zip(data["group"], data["value"], strict=True):
        if value != value:
            shifts.append(0.0)
            continue
        x, row = value * pixels, placed.setdefault(group, [])
        steps = [k * sign * 3.5 for k in range(5) for sign in ((1, -1) if k else (1,))]
        clear = (y for y in steps if all(math.hypot(x - a, y - b) > 7 for a, b in row))
        y = next(clear, steps[len(row) % len(steps)])
        row.append((x, y))
        shifts.append(round(y / (GROUP / 2), 3))
    return shifts


def _diagonal(
    domain: tuple[float, float], steps: Sequence[float], name: Both, height: float, lang: str
) -> Layers:
    """Return the line on which both axes have the same value, named where it leaves the plot."""
    low, high = max(domain[0], steps[0]), min(domain[1], steps[-1])
    scale = alt.Scale(zero=False, nice=False)
    base = alt.Chart(alt.InlineData(values=[{"from": low, "to": high}])).encode(
        x=alt.X("from:Q", scale=scale), y=alt.Y("from:Q", scale=scale)
    )
    line = base.mark_rule(color=theme.MUTED, strokeDash=[4, 3]).encode(x2=alt.X2("to"), y2=alt.Y2("to"))
    if high == domain[1]:
        return [line, *end_labels([EndLabel(name, high, theme.MUTED)], steps, height, lang)]
    above = base.mark_text(dy=-8, align="right", color=theme.MUTED)
    text = alt.TextValue(name.get(lang))
    return [line, above.encode(x=alt.X("to:Q", scale=scale), y=alt.Y("to:Q", scale=scale), text=text)]
