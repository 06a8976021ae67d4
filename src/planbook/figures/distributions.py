"""Charts of how cities are spread: `distribution` over years, `histogram` and `strip` in one year.

What they compute is what they draw: quantiles, counts, medians. Everything else comes in the frame.
"""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.base import Column, Figure, Mark, check
from planbook.figures.layout import decimals_of, ticks
from planbook.figures.parts import (
    TABLE,
    EndLabel,
    Layers,
    cut,
    end_labels,
    layered,
    number_format,
    rule_across,
    rules_above,
    segment,
    term_shade,
    value_axis,
    year_axis,
)
from planbook.figures.wording import (
    CHINA,
    MEDIAN,
    NOTHING,
    YEAR,
    alternative,
    ends_described,
    joined,
    tooltips,
    values_described,
    with_unit,
)
from planbook.ground.language import Both, both
from planbook.store.provenance import Passport

QUANTILES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
QUANTILE_NAMES = (
    Both("第10百分位", "10th percentile"),
    Both("下四分位", "Lower quartile"),
    MEDIAN,
    Both("上四分位", "Upper quartile"),
    Both("第90百分位", "90th percentile"),
)
BANDS = Both(
    "深色带为居中的50%城市，浅色带为居中的80%", "dark band: middle 50% of the cities; light band: middle 80%"
)
CITIES = Both("城市数", "Cities")


def distribution(
    frame: pd.DataFrame,
    *,
    title: Both,
    unit: Both,
    passport: Passport,
    nation: pd.DataFrame | None = None,
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    breaks: Sequence[Mark] = (),
    target: Mark | None = None,
    zero: bool = False,
    decimals: int = 1,
    height: int = 320,
) -> Figure:
    """Draw how the cities are spread over years: median, middle half, middle 80 per cent, the nation beside.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, year, value``; the cities that have a value in a year make up that year's quantiles, and
        the table says how many they are.
    title, unit : Both
        The finding; the unit of the vertical axis.
    passport : Passport
        Sources, years, coverage.
    nation : pandas.DataFrame, optional
        Columns ``year, value`` of the national series in the same unit; an empty one is not drawn.
    subtitle : Both, optional
        What is shown; what the bands mean is added.
    alt_text, breaks, target, zero, decimals, height
        As in `lines`.

    Raises
    ------
    FigureError
        If a column is missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["a", "b", "c"], "year": 2012, "value": [1.0, 2.0, 4.0]})
    >>> figure = distribution(frame, title=Both("分布", "Spread"), unit=Both("%", "%"),
    ...                       passport=Passport((), (2012,)))
    >>> figure.table("en")["rows"]
    [['2012', '3', '1.2', '1.5', '2.0', '3.0', '3.6']]
    """
    check(frame, ["unit", "year", "value"], "the distribution")
    nation = None if nation is None or nation["value"].dropna().empty else nation
    data = _quantiles(frame, nation)
    data["segment"] = [segment(y, breaks) for y in data["year"]]
    data["alone"] = [_stands_alone(data, i) for i in data.index]
    series = [*QUANTILES, *(["nation"] if nation is not None else [])]
    drawn = [*data[series].to_numpy().ravel(), *([target.at] if target else [])]
    marks = ticks(min(v for v in drawn if v == v), max(v for v in drawn if v == v), zero=zero)
    first, last = int(data["year"].min()), int(data["year"].max())
    ends = [EndLabel(MEDIAN, data["p50"].dropna().iloc[-1], theme.PLAN)]
    ends += [EndLabel(CHINA, data["nation"].dropna().iloc[-1], theme.NATION)] if nation is not None else []
    ends += [EndLabel(both(target.label), target.at, theme.TARGET)] if target else []
    headings = (*QUANTILE_NAMES, *([CHINA] if nation is not None else []))
    columns = [Column(k, h, decimals) for k, h in zip(series, headings, strict=True)]

    def build(lang: str) -> alt.LayerChart:
        rules, above = rules_above(cut(breaks), (first, last), height, lang)
        shown = [(f"{c.key}:Q", both(c.label), decimals) for c in columns]
        base = alt.Chart(TABLE).encode(
            x=year_axis(first, last, lang),
            y=value_axis("p50:Q", marks, unit.get(lang), above),
            detail=alt.Detail("segment:N"),
            tooltip=tooltips(lang, [("year:Q", YEAR, -1), ("cities:Q", CITIES, 0), *shown]),
        )
        scale = alt.Scale(domain=[marks[0], marks[-1]], nice=False)  # areas would begin at zero by themselves
        layers: Layers = term_shade(first, last, height)
        for low, high, shade in (("p10", "p90", 0.14), ("p25", "p75", 0.24)):
            band = base.encode(y=alt.Y(f"{low}:Q", scale=scale), y2=alt.Y2(high))
            layers.append(band.mark_area(color=theme.PLAN, opacity=shade))
            alone = band.transform_filter("datum.alone")  # an area needs two years to be seen
            layers.append(alone.mark_rule(color=theme.PLAN, opacity=shade, strokeWidth=8))
        layers += [rule_across(target.at, marks, height, theme.TARGET)] if target else []
        if nation is not None:
            line = base.encode(y=alt.Y("nation:Q", scale=scale))
            layers.append(line.mark_line(color=theme.NATION, strokeWidth=2))
            layers.append(line.mark_circle(color=theme.NATION, size=22, opacity=1))
        layers.append(base.mark_line(color=theme.PLAN, strokeWidth=2.6))
        layers.append(base.mark_circle(color=theme.PLAN, size=26, opacity=1))
        return layered([*layers, *rules, *end_labels(ends, marks, height, lang)], height)

    median = data.dropna(subset=["p50"]).assign(series="p50", value=data["p50"])
    described = ends_described(median, ["p50"], {"p50": Both("中位数", "median")}, unit, decimals)
    return Figure(
        data,
        build,
        title,
        joined(subtitle, BANDS),
        alt_text or alternative(Both("分布带状图", "Bands of quantiles"), title, described),
        passport,
        (Column("year", YEAR), Column("cities", CITIES, 0), *columns),
    )


def _quantiles(frame: pd.DataFrame, nation: pd.DataFrame | None) -> pd.DataFrame:
    groups = frame.dropna(subset=["value"]).groupby("year")["value"]
    data = pd.DataFrame({"cities": groups.count(), **{k: groups.quantile(q) for k, q in QUANTILES.items()}})
    if nation is not None:
        printed = nation.dropna(subset=["value"]).set_index("year")["value"]
        data = data.join(printed.rename("nation"), how="outer")
    years = range(int(data.index.min()), int(data.index.max()) + 1)
    return data.reindex(years).rename_axis("year").reset_index()


def _stands_alone(data: pd.DataFrame, i: int) -> bool:
    known = data.dropna(subset=["p50"])
    here = known[(known["segment"] == data["segment"][i]) & ((known["year"] - data["year"][i]).abs() <= 1)]
    return len(here) == 1 and i in here.index


def histogram(
    frame: pd.DataFrame,
    *,
    title: Both,
    unit: Both,
    passport: Passport,
    marks: Sequence[Mark] = (),
    subtitle: Both = NOTHING,
    alt_text: Both | None = None,
    bins: int = 15,
    decimals: int = 1,
    height: int = 260,
) -> Figure:
    """Draw how many cities lie in which range of a value, in one year.

    Parameters
    ----------
    frame : pandas.DataFrame
        Column ``value``, one row per city; missing values are left out.
    title, unit : Both
        The finding; what the horizontal axis shows, with its unit.
    passport, subtitle, alt_text, decimals, height
        As in `lines`.
    marks : sequence of Mark
        Values to point out, such as the national one; the median of the cities is drawn anyway.
    bins : int
        About how many ranges.

    Raises
    ------
    FigureError
        If the column is missing or holds no value.

    Examples
    --------
    >>> figure = histogram(pd.DataFrame({"value": [1.0, 1.5, 2.5]}), title=Both("分布", "Spread"), bins=2,
    ...                    unit=Both("%", "%"), passport=Passport((), (2012,)))
    >>> figure.table("en")["rows"]
    [['1.0', '2.0', '2'], ['2.0', '3.0', '1']]
    """
    check(frame, ["value"], "the histogram")
    values = frame["value"].dropna()
    check(values.to_frame(), ["value"], "the histogram")
    edges = ticks(values.min(), values.max(), about=bins)
    counts = pd.cut(values, edges, right=False, include_lowest=True, labels=False)
    counts = (
        counts.fillna(len(edges) - 2).astype(int).value_counts()
    )  # the largest value closes the last range
    data = pd.DataFrame({"low": edges[:-1], "high": edges[1:]})
    data["cities"] = [int(counts.get(i, 0)) for i in range(len(data))]
    rows = ticks(0, data["cities"].max(), about=4)
    median = Mark(float(values.median()), MEDIAN)

    def build(lang: str) -> alt.LayerChart:
        rules, above = rules_above([median, *marks], (edges[0], edges[-1]), height, lang, theme.INK)
        axis = alt.Axis(title=unit.get(lang), format=number_format(decimals_of(edges)))
        bars = (
            alt.Chart(TABLE)
            .mark_rect(color=theme.PLAN, stroke=theme.PAPER, strokeWidth=1, opacity=0.85)
            .encode(
                x=alt.X("low:Q", scale=alt.Scale(domain=[edges[0], edges[-1]], nice=False), axis=axis),
                x2=alt.X2("high"),
                y=value_axis("cities:Q", rows, CITIES.get(lang), above),
                y2=alt.Y2Datum(0),
                tooltip=tooltips(lang, [(f"{c.key}:Q", both(c.label), c.decimals) for c in columns]),
            )
        )
        return layered([bars, *rules], height)

    digits = max(decimals_of(edges), decimals)
    columns = (
        Column("low", with_unit(Both("自", "From"), unit), digits),
        Column("high", with_unit(Both("至", "Below"), unit), digits),
        Column("cities", CITIES, 0),
    )
    described = values_described([(both(m.label), m.at) for m in (median, *marks)], unit, decimals)
    return Figure(
        data,
        build,
        title,
        subtitle,
        alt_text or alternative(Both("直方图", "Histogram"), title, described),
        passport,
        columns,
    )
