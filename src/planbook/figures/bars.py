"""Charts with a row a city: `ranked_bars` and `dumbbell` (then and now).

How all cities are spread is drawn in `planbook.figures.distributions`, dots on two axes in `dots`.
"""

import json
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.base import Column, Figure, Mark, check, named
from planbook.figures.layout import padded
from planbook.figures.parts import (
    TABLE,
    across,
    layered,
    legend,
    number_format,
    role_colour,
    rules_above,
)
from planbook.figures.wording import CITY, NOTHING, alternative, tooltips, values_described
from planbook.ground.language import Both, both
from planbook.store.provenance import Passport

ROW = 21  # pixels a city takes
BETWEEN = "⋯"


def ranked_bars(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    title: Both,
    unit: Both,
    passport: Passport,
    marks: Sequence[Mark] = (),
    ends: int | None = None,
    colour: str | None = None,
    colour_names: Mapping[str, Both] | None = None,
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    decimals: int = 1,
    row: Both = CITY,
) -> Figure:
    """Draw one bar a city, the largest value first.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, value``; cities without a value are left out of the chart and stay in the table.
    names : mapping
        Unit → name.
    title, unit, passport, subtitle, alt_text, decimals
        As in `lines`; the unit stands below the bars.
    marks : sequence of Mark
        Values to point out with a line, such as the national one.
    ends : int, optional
        Draw only so many cities from the top and from the bottom; the table keeps all.
    colour : str, optional
        Column of ids that decide on the colour, such as the region.
    colour_names : mapping, optional
        Id → name for the legend; needed with ``colour``.
    row : Both
        What a row is, where it is not a city.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["210300", "230600"], "value": [40.0, 60.0]})
    >>> names = {"210300": Both("鞍山", "Anshan"), "230600": Both("大庆", "Daqing")}
    >>> ranked_bars(frame, names=names, title=Both("排序", "Ranking"), unit=Both("%", "%"),
    ...             passport=Passport((), (2012,))).table("en")["rows"]
    [['Daqing', '60.0'], ['Anshan', '40.0']]
    """
    check(frame, ["unit", "value", *([colour] if colour else [])], "the bars")
    kept = frame[["unit", "value", *([colour] if colour else [])]]
    data = named(kept, "unit", names).sort_values("value", ascending=False, na_position="last", kind="stable")
    if colour:
        data = named(data, colour, colour_names or {})
    order = data.dropna(subset=["value"])["unit"].tolist()
    if ends is not None and 2 * ends < len(order):
        order = [*order[:ends], BETWEEN, *order[-ends:]]
    data["drawn"] = data["unit"].isin(order)
    drawn = data[data["drawn"]]
    domain = padded(drawn["value"], zero=True, room=0.16)  # room for the number at the end of a bar
    height = ROW * len(order)

    def build(lang: str) -> alt.LayerChart:
        rules, above = rules_above(marks, domain, height, lang, theme.INK)
        base = (
            alt.Chart(TABLE)
            .transform_filter("datum.drawn")
            .encode(
                x=across("value:Q", domain, unit.get(lang), labels=False),
                y=_city_axis(order, names, lang),
                tooltip=tooltips(lang, [(f"unit_{lang}:N", row, None), ("value:Q", unit, decimals)]),
            )
        )
        bars = base.mark_bar(height={"band": 0.72}, color=theme.PLAN)
        if colour:
            bars = bars.encode(color=role_colour(colour, colour_names or {}, lang, above + 10))
        end = base.encode(text=alt.Text("value:Q", format=number_format(decimals)))
        align = alt.expr("datum.value < 0 ? 'right' : 'left'")
        dx = alt.expr("datum.value < 0 ? -4 : 4")
        halo = end.mark_text(align=align, dx=dx, stroke=theme.PAPER, strokeWidth=3)
        return layered([bars, *rules, halo, end.mark_text(align=align, dx=dx)], height)

    top, bottom = drawn.iloc[0], drawn.iloc[-1]
    told = [(names[r["unit"]], float(r["value"])) for r in (top, bottom)]
    described = values_described([*told, *((both(m.label), m.at) for m in marks)], unit, decimals)
    return Figure(
        data,
        build,
        title,
        subtitle,
        alt_text or alternative(Both("条形图", "Bar chart"), title, described),
        passport,
        (Column("unit", row), Column("value", unit, decimals)),
    )


def dumbbell(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    start: Both,
    end: Both,
    title: Both,
    unit: Both,
    passport: Passport,
    sort_by: str = "end",
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    marks: Sequence[Mark] = (),
    decimals: int = 1,
    row: Both = CITY,
) -> Figure:
    """Draw two values a city joined by a line: then and now.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, start, end``; cities that lack one of the two are left out of the chart and stay in the
        table.
    names : mapping
        Unit → name.
    start, end : Both
        What the two values are, such as their years.
    title, unit, passport, subtitle, alt_text, decimals
        As in `lines`; the unit stands below.
    sort_by : {"end", "start", "change"}
        What puts the largest first.
    marks : sequence of Mark
        Values to point out with a line, such as the national one.
    row : Both
        What a row is, where it is not a city.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["210300"], "start": [40.0], "end": [52.0]})
    >>> dumbbell(frame, names={"210300": Both("鞍山", "Anshan")}, start=Both("2012年", "2012"),
    ...          end=Both("2019年", "2019"), title=Both("变化", "Change"), unit=Both("%", "%"),
    ...          passport=Passport((), (2012, 2019))).table("en")["rows"]
    [['Anshan', '40.0', '52.0', '12.0']]
    """
    check(frame, ["unit", "start", "end"], "the comparison")
    data = named(frame[["unit", "start", "end"]], "unit", names)
    data = data.assign(change=data["end"] - data["start"])
    data = data.sort_values(sort_by, ascending=False, na_position="last", kind="stable")
    drawn = data.dropna(subset=["start", "end"])
    order = drawn["unit"].tolist()
    domain = padded(drawn[["start", "end"]].to_numpy().ravel())
    height = ROW * len(order)

    def build(lang: str) -> alt.LayerChart:
        rules, above = rules_above(marks, domain, height, lang, theme.INK)
        shown = [("start:Q", start, decimals), ("end:Q", end, decimals)]
        kinds = {"start": start, "end": end}
        base = (
            alt.Chart(TABLE)
            .transform_filter("isValid(datum.start) && isValid(datum.end)")
            .encode(
                y=_city_axis(order, names, lang),
                tooltip=tooltips(lang, [(f"unit_{lang}:N", row, None), *shown]),
            )
        )
        joint = base.mark_rule(color=theme.BETWEEN, strokeWidth=3).encode(
            x=across("start:Q", domain, unit.get(lang)), x2=alt.X2("end")
        )
        scale = alt.Scale(domain=list(kinds), range=[theme.OTHERS, theme.PLAN])
        dots = (
            base.transform_fold(list(kinds), as_=["kind", "either"])
            .mark_circle(size=90, opacity=1)
            .encode(
                x=across("either:Q", domain, unit.get(lang)),
                color=alt.Color("kind:N", scale=scale, legend=legend(kinds, lang, above + 10)),
            )
        )
        return layered([*rules, joint, dots], height)

    rising = int((drawn["change"] > 0).sum())
    described = Both(
        f"{len(drawn)}个城市，其中{rising}个上升（{start.zh}至{end.zh}）。",
        f"{len(drawn)} cities, of which {rising} rose ({start.en} to {end.en}).",
    )
    return Figure(
        data,
        build,
        title,
        subtitle,
        alt_text or alternative(Both("哑铃图", "Dumbbell chart"), title, described),
        passport,
        (
            Column("unit", row),
            Column("start", start, decimals),
            Column("end", end, decimals),
            Column("change", Both("变化", "Change"), decimals),
        ),
    )


def _city_axis(order: Sequence[str], names: Mapping[str, Both], lang: str) -> alt.Y:
    """Return rows by code, labelled by name: two cities may share a name, as Yichun and Yichun do in English."""
    texts = {code: names[code].get(lang) if code in names else code for code in order}
    label = f"{json.dumps(texts, ensure_ascii=False)}[datum.value]"
    axis = alt.Axis(
        title=None, labelExpr=label, labelLimit=160, labelOverlap=False, grid=False, labelColor=theme.INK
    )
    return alt.Y("unit:N", sort=list(order), scale=alt.Scale(domain=list(order)), axis=axis)
