"""Charts of a few series over years: `lines` and `stacked_shares`. A year without a value stays a gap.

How many cities are spread over years is drawn in `planbook.figures.distributions`.
"""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.base import Column, Figure, Mark, check, named
from planbook.figures.layout import ticks
from planbook.figures.parts import (
    TABLE,
    EndLabel,
    Layers,
    cut,
    end_labels,
    layered,
    rule_across,
    rules_above,
    segment,
    term_shade,
    value_axis,
    year_axis,
)
from planbook.figures.wording import NOTHING, PER_CENT, YEAR, alternative, ends_described, tooltips, with_unit
from planbook.ground.language import Both, both
from planbook.store.provenance import Passport


def full_years(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the frame with a row for every year between its first and last, empty where there is none.

    Examples
    --------
    >>> frame = pd.DataFrame({"series": "a", "year": [2012, 2014], "value": [1.0, 2.0]})
    >>> full_years(frame, "series").year.tolist()
    [2012, 2013, 2014]
    """
    years = range(int(frame["year"].min()), int(frame["year"].max()) + 1)
    index = pd.MultiIndex.from_product([list(dict.fromkeys(frame[by])), years], names=[by, "year"])
    return frame.set_index([by, "year"]).reindex(index).reset_index()


def lines(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    title: Both,
    unit: Both,
    passport: Passport,
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    breaks: Sequence[Mark] = (),
    target: Mark | None = None,
    zero: bool = False,
    decimals: int = 1,
    height: int = 300,
) -> Figure:
    """Draw a few series over years, each named at its right end.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``year, series, value``; one row per series and year.
    names : mapping
        Series id → name, in the order of the table. The ids ``plan``, ``nation``, ``others``, ``northeast``,
        ``east``, ``central`` and ``west`` have their own colours.
    title, unit : Both
        The finding; the unit of the vertical axis.
    passport : Passport
        Sources, years, coverage.
    subtitle : Both, optional
        What is shown, where title and unit do not say it.
    alt_text : Both, optional
        By default it gives each series' first and last value.
    breaks : sequence of Mark
        Breaks in series by the first year of the new series: a dashed line, and no line drawn across.
    target : Mark, optional
        A goal, drawn across.
    zero : bool
        Begin the axis at zero.
    decimals : int
        Digits after the point in the table.
    height : int
        Pixels of the plot.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"year": [2012, 2013], "series": ["plan", "plan"], "value": [41.0, 42.5]})
    >>> lines(frame, names={"plan": Both("规划城市", "plan cities")}, unit=Both("%", "%"),
    ...       title=Both("上升", "A rise"), passport=Passport((), (2012, 2013))).table("en")["rows"]
    [['2012', '41.0'], ['2013', '42.5']]
    """
    check(frame, ["year", "series", "value"], "the line chart")
    data = named(full_years(frame[["year", "series", "value"]], "series"), "series", names)
    data["segment"] = [segment(y, breaks) for y in data["year"]]
    known = data.dropna(subset=["value"])
    order = [s for s in names if s in set(known["series"])]
    drawn = [*known["value"], *([target.at] if target else [])]
    marks = ticks(min(drawn), max(drawn), zero=zero)
    colours = theme.colours(order)
    first, last = int(data["year"].min()), int(data["year"].max())
    ends = [
        EndLabel(names[s], known[known["series"] == s]["value"].iloc[-1], colour)
        for s, colour in zip(order, colours, strict=True)
    ]
    ends += [EndLabel(both(target.label), target.at, theme.TARGET)] if target else []

    def build(lang: str) -> alt.LayerChart:
        rules, above = rules_above(cut(breaks), (first, last), height, lang)
        base = alt.Chart(TABLE).encode(
            x=year_axis(first, last, lang),
            y=value_axis("value:Q", marks, unit.get(lang), above),
            color=alt.Color("series:N", scale=alt.Scale(domain=order, range=colours), legend=None),
            detail=alt.Detail("segment:N"),
            tooltip=tooltips(
                lang,
                [(f"series_{lang}:N", NOTHING, None), ("year:Q", YEAR, -1), ("value:Q", unit, decimals)],
            ),
        )
        series: Layers = [base.mark_line(strokeWidth=2.2), base.mark_circle(size=26, opacity=1)]
        goal = [rule_across(target.at, marks, height, theme.TARGET)] if target else []
        return layered(
            [
                *term_shade(first, last, height),
                *goal,
                *series,
                *rules,
                *end_labels(ends, marks, height, lang),
            ],
            height,
        )

    return Figure(
        data,
        build,
        title,
        subtitle,
        alt_text
        or alternative(
            Both("折线图", "Line chart"), title, ends_described(known, order, names, unit, decimals)
        ),
        passport,
        (Column("year", YEAR), *(Column(s, with_unit(names[s], unit), decimals) for s in order)),
        data.pivot(index="year", columns="series", values="value").reset_index(),
    )


def stacked_shares(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, Both],
    title: Both,
    passport: Passport,
    unit: Both = PER_CENT,
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    breaks: Sequence[Mark] = (),
    decimals: int = 1,
    height: int = 300,
) -> Figure:
    """Draw what a whole is made of, one column a year; a year without values stays empty.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``year, part, value`` with the shares in per cent.
    names : mapping
        Part id → name, from the bottom of the columns upwards.
    title, passport, unit, subtitle, alt_text, breaks, decimals, height
        As in `lines`.

    Raises
    ------
    FigureError
        If a column or a name is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"year": 2012, "part": ["a", "b"], "value": [40.0, 60.0]})
    >>> stacked_shares(frame, names={"a": Both("甲", "A"), "b": Both("乙", "B")}, title=Both("构成", "Parts"),
    ...                passport=Passport((), (2012,))).table("en")["rows"]
    [['2012', '40.0', '60.0']]
    """
    check(frame, ["year", "part", "value"], "the chart of shares")
    data = named(frame[["year", "part", "value"]].dropna(), "part", names)
    order = [p for p in names if p in set(data["part"])]
    data["order"] = [order.index(p) for p in data["part"]]
    data = data.sort_values(["year", "order"], ignore_index=True)
    data = data.assign(left=data["year"] - 0.42, right=data["year"] + 0.42)
    data["top"] = data.groupby("year")["value"].cumsum()
    data["bottom"] = data["top"] - data["value"]
    whole = round(data["top"].max(), 0)  # printed shares add up to 100.01 now and then
    marks = ticks(0, whole)
    first, last = int(data["year"].min()), int(data["year"].max())
    colours = theme.colours(order)
    ends = [
        EndLabel(names[r["part"]], (r["bottom"] + r["top"]) / 2, colours[r["order"]])
        for r in data[data["year"] == last].to_dict("records")
    ]

    def build(lang: str) -> alt.LayerChart:
        rules, above = rules_above(cut(breaks), (first, last), height, lang)
        bars = (
            alt.Chart(TABLE)
            .mark_rect(stroke=theme.PAPER, strokeWidth=0.6, clip=True)
            .encode(
                x=year_axis(first, last, lang, 0.5, "left"),
                x2=alt.X2("right"),
                y=value_axis("bottom:Q", marks, unit.get(lang), above),
                y2=alt.Y2("top"),
                color=alt.Color("part:N", scale=alt.Scale(domain=order, range=colours), legend=None),
                tooltip=tooltips(
                    lang,
                    [(f"part_{lang}:N", NOTHING, None), ("year:Q", YEAR, -1), ("value:Q", unit, decimals)],
                ),
            )
        )
        return layered(
            [*term_shade(first, last, height, 0.5), bars, *rules, *end_labels(ends, marks, height, lang)],
            height,
        )

    series = data.rename(columns={"part": "series"})
    return Figure(
        data,
        build,
        title,
        subtitle,
        alt_text
        or alternative(
            Both("堆积柱形图", "Stacked columns"), title, ends_described(series, order, names, unit, decimals)
        ),
        passport,
        (Column("year", YEAR), *(Column(p, with_unit(names[p], unit), decimals) for p in order)),
        data.pivot(index="year", columns="part", values="value").reset_index(),
    )
