"""The parts charts are put together from: axes, labels at the right edge, lines across with a name above.

Each function returns Altair axes or layers of one language. Which parts a chart has, its builder decides.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from planbook.figures import theme
from planbook.figures.base import Mark
from planbook.figures.layout import decimals_of, spread, ticks, width, wrap
from planbook.ground.language import Both, both

Layers = list[alt.Chart | alt.LayerChart]
TABLE = alt.NamedData(name="table")
LINE_HEIGHT = 15
NARROW = 230  # pixels left for the plot on a telephone; labels above it must not meet there


def number_format(decimals: int) -> str:
    """Return the d3 format of numbers with so many decimals.

    Examples
    --------
    >>> number_format(1)
    ',.1f'
    """
    return f",.{decimals}f"


def layered(layers: Layers, height: float) -> alt.LayerChart:
    """Return the layers as one chart that is as wide as the page lets it be."""
    return alt.LayerChart(layer=layers, width="container", height=height)


def year_axis(first: float, last: float, lang: str, room: float = 0.35, field: str = "year") -> alt.X:
    """Return a horizontal axis of years with a label for every year there is room for.

    Where the years go beyond the plan's, the axis says what `term_shade` shades.
    """
    years = list(range(int(first), int(last) + 1))
    scale = alt.Scale(domain=[first - room, last + room], nice=False, zero=False)
    title = theme.term_said().get(lang) if theme.beyond_term(first, last) else None
    axis = alt.Axis(values=years, format="d", title=title, labelFlush=False, titleFontSize=theme.SMALL_SIZE)
    return alt.X(f"{field}:Q", scale=scale, axis=axis)


def term_shade(first: float, last: float, height: float, room: float = 0.35) -> Layers:
    """Return a light band over the years of the plan, with a line at its foot, where a chart goes beyond them.

    Examples
    --------
    >>> len(term_shade(2003, 2022, 300)), term_shade(2013, 2020, 300), term_shade(2003, 2012, 300)
    (2, [], [])
    """
    if not theme.beyond_term(first, last):
        return []
    ends = {"from": max(theme.term()[0] - 0.5, first - room), "to": min(theme.term()[1] + 0.5, last + room)}
    base = alt.Chart(alt.InlineData(values=[ends])).encode(x=alt.X("from:Q"), x2=alt.X2("to:Q"))
    band = base.mark_rect(color=theme.PLAN, opacity=0.05).encode(y=alt.YValue(0), y2=alt.Y2Value(height))
    foot = base.mark_rect(color=theme.PLAN, opacity=0.8).encode(
        y=alt.YValue(height), y2=alt.Y2Value(height + 3.5)
    )
    return [band, foot]


def value_axis(field: str, steps: Sequence[float], title: str, above: float = 0) -> alt.Y:
    """Return a vertical axis whose unit stands above it, ``above`` pixels higher where other labels stand there."""
    labels = [f"{t:,.{decimals_of(steps)}f}" for t in steps]
    axis = alt.Axis(
        values=list(steps),
        format=number_format(decimals_of(steps)),
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-max(width(label) for label in labels) - 6,
        titleY=-12 - above,
    )
    # said outright, or a layer that names no domain of its own would draw the axis down to zero
    scale = alt.Scale(domain=[steps[0], steps[-1]], nice=False, zero=False)
    return alt.Y(field, scale=scale, axis=axis)


def across(field: str, domain: tuple[float, float], title: str, labels: bool = True) -> alt.X:
    """Return a horizontal axis with its title below; without labels where the marks carry their values."""
    values = [t for t in ticks(*domain) if domain[0] <= t <= domain[1]]
    axis = alt.Axis(
        values=values,
        format=number_format(decimals_of(values)),
        title=title,
        grid=labels,
        labels=labels,
        ticks=False,
        domain=False,
    )
    return alt.X(field, scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis)


def role_colour(
    column: str, names: Mapping[str, Both], lang: str, offset: float = 12, columns: int = 0
) -> alt.Color:
    """Return the colours of a column of ids, with a legend above the plot."""
    scale = alt.Scale(domain=list(names), range=theme.colours(list(names)))
    return alt.Color(f"{column}:N", scale=scale, legend=legend(names, lang, offset, columns))


def legend(names: Mapping[str, Both], lang: str, offset: float = 12, columns: int = 0) -> alt.Legend:
    """Return a legend above the plot that names ids, in one line or in so many columns."""
    texts = json.dumps({i: name.get(lang) for i, name in names.items()}, ensure_ascii=False)
    return alt.Legend(
        title=None,
        orient="top",
        offset=offset,
        labelExpr=f"{texts}[datum.value]",
        symbolSize=80,
        columnPadding=14,
        columns=columns or alt.Undefined,
    )


def legend_columns(names: Mapping[str, Both], lang: str) -> int:
    """Return how many columns a legend needs that is too long for one line, 0 for one that is not.

    Examples
    --------
    >>> legend_columns({"a": Both("东北", "Northeast"), "b": Both("东部", "East")}, "en")
    0
    """
    symbol = 34  # pixels of a symbol and its padding
    room = sum(width(name.get(lang)) + symbol for name in names.values())
    return 3 if room > 340 else 0


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label at the right edge: what it says, at which value of the vertical axis, in which colour."""

    text: Both
    value: float
    colour: str


def end_labels(
    labels: Sequence[EndLabel], steps: Sequence[float], height: float, lang: str, limit: float = 104
) -> Layers:
    """Return labels at the right edge, moved apart where they would overlap."""
    lines = [wrap(label.text.get(lang), limit) for label in labels]
    scale = height / (steps[-1] - steps[0])
    wanted = [(steps[-1] - label.value) * scale for label in labels]
    centres = spread(wanted, [LINE_HEIGHT * len(group) + 2 for group in lines], -8, height + 8)
    layers: Layers = []
    for label, group, centre in zip(labels, lines, centres, strict=True):
        mark = alt.Chart(alt.InlineData(values=[{}])).mark_text(
            align="left",
            baseline="middle",
            dx=8,
            dy=-LINE_HEIGHT * (len(group) - 1) / 2,
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
            color=theme.legible(label.colour),
            fontSize=theme.TEXT_SIZE,
        )
        layers.append(
            mark.encode(x=alt.XValue("width"), y=alt.YValue(centre), text=alt.TextValue("\n".join(group)))
        )
    return layers


def rules_above(
    marks: Sequence[Mark], domain: tuple[float, float], height: float, lang: str, colour: str = theme.MUTED
) -> tuple[Layers, float]:
    """Return dashed vertical lines whose names stand above the plot, and how many pixels the names take there.

    Each name begins at its line and runs to the right. Going from right to left, a name goes above the lines it
    would cross, so that no line runs through a name even on a telephone.
    """
    placed: list[tuple[float, Mark, int, list[str]]] = []
    for mark in sorted(marks, key=lambda m: -m.at):
        start = NARROW * (mark.at - domain[0]) / (domain[1] - domain[0])
        lines = wrap(both(mark.label).get(lang), max(76.0, NARROW - start + 40), theme.SMALL_SIZE)
        end = start + max(width(line, theme.SMALL_SIZE) for line in lines) + 12
        row = max((r + 1 for x, _, r, _ in placed if x < end), default=0)
        placed.append((start, mark, row, lines))
    rows = 1 + max((row for _, _, row, _ in placed), default=-1)
    heights = [max(14 * len(lines) for _, _, r, lines in placed if r == row) + 3 for row in range(rows)]
    layers: Layers = []
    for _, mark, row, lines in placed:
        top = -float(sum(heights[: row + 1]))
        base = alt.Chart(alt.InlineData(values=[{"at": mark.at}])).encode(x=alt.X("at:Q"), y=alt.YValue(top))
        rule = base.mark_rule(strokeDash=[4, 3], color=colour, strokeWidth=1)
        text = base.mark_text(
            align="left",
            baseline="top",
            dx=5,
            lineBreak="\n",
            lineHeight=14,
            fontSize=theme.SMALL_SIZE,
            color=colour,
        )
        layers += [rule.encode(y2=alt.Y2Value(height)), text.encode(text=alt.TextValue("\n".join(lines)))]
    return layers, float(sum(heights))


def rule_across(value: float, steps: Sequence[float], height: float, colour: str) -> alt.Chart:
    """Return a dashed horizontal line across the plot."""
    y = height * (steps[-1] - value) / (steps[-1] - steps[0])
    base = alt.Chart(alt.InlineData(values=[{}]))
    return base.mark_rule(strokeDash=[6, 3], color=colour, strokeWidth=1.5).encode(
        x=alt.XValue(0), x2=alt.X2Value("width"), y=alt.YValue(y)
    )


def cut(breaks: Sequence[Mark]) -> list[Mark]:
    """Return the breaks moved to where they are drawn: half a year before the new series begins."""
    return [Mark(mark.at - 0.5, mark.label) for mark in breaks]


def segment(year: int, breaks: Sequence[Mark]) -> int:
    """Return how many breaks lie before or at a year; a line is not drawn from one segment to the next."""
    return sum(mark.at <= year for mark in breaks)
