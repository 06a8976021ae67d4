"""What is laid over a chart written in Altair: names at the right end, breaks, goals, the plan's years, outlines.

Each function returns layers to be added with ``+``; where there is nothing to draw it returns an empty one. They place
labels by the same round values that `planbook.figures.encodings` gives the axes, so that labels keep apart.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.base import Mark
from planbook.figures.encodings import ROOM, down, lacks, number_format, steps
from planbook.figures.layout import padded, spread, width, wrap
from planbook.figures.outlines import border, dashes, project, provinces
from planbook.ground.absent import Absent
from planbook.ground.language import LANGUAGES, Both, Lang, both

HEIGHT = 300  # pixels of a plot, unless a chart says otherwise
LINE_HEIGHT = 15
NARROW = 230  # pixels left for the plot on a telephone; labels above it must not meet there
FLAT = alt.Projection(type="identity", reflectY=True)
_NOTHING = alt.Chart(alt.InlineData(values=[])).mark_text()


def _over(*layers: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    return alt.LayerChart(layer=list(layers))


def nothing() -> alt.LayerChart:
    """Return a layer without a mark."""
    return _over(_NOTHING)


def ends(
    rows: pd.DataFrame,
    field: str = "value",
    *,
    series: str = "series",
    name: str = "name",
    fields: Sequence[str] = (),
    zero: bool = False,
    also: Mapping[Any, float | Absent] | None = None,
    height: float = HEIGHT,
    limit: float = 104,
) -> alt.LayerChart:
    """Return the name of each line at its right end, moved apart where names would overlap.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns of years, ids (``series``), names and values; the last known value of each id is named.
    field, series, name : str
        The columns of values, ids and names.
    fields, zero
        As given to `planbook.figures.encodings.amount`.
    also : mapping, optional
        Further names at a value: a goal. They take the colour of goals.
    height : float
        Pixels of the plot.
    limit : float
        Pixels a name may take before it is broken into lines.
    """
    if lacks(rows):
        return nothing()
    last = rows.dropna(subset=[field]).groupby(series, sort=False).last()
    colours = theme.colours([str(i) for i in last.index])
    labels = [(both(n), float(v), c) for n, v, c in zip(last[name], last[field], colours, strict=True)]
    goals = {n: v for n, v in (also or {}).items() if not isinstance(v, Absent)}
    labels += [(both(n), float(v), theme.TARGET) for n, v in goals.items()]
    return at_right(labels, steps(rows, [field, *fields], zero, list(goals.values())), height, limit)


def at_right(
    labels: Sequence[tuple[Both, float, str]],
    values: Sequence[float],
    height: float = HEIGHT,
    limit: float = 104,
) -> alt.LayerChart:
    """Return labels at the right edge: text, value on the vertical axis, colour; ``values`` are the axis's."""
    lines = [{lang: wrap(text.get(lang), limit) for lang in LANGUAGES} for text, _, _ in labels]
    sizes = [LINE_HEIGHT * max(len(group[lang]) for lang in LANGUAGES) + 2 for group in lines]
    scale = height / (values[-1] - values[0])
    wanted = [(values[-1] - value) * scale for _, value, _ in labels]
    centres = spread(wanted, sizes, -8, height + 8)
    made = []
    for (_, _, colour), group, centre in zip(labels, lines, centres, strict=True):
        first = centre - LINE_HEIGHT * (max(len(group[lang]) for lang in LANGUAGES) - 1) / 2
        mark = alt.Chart(alt.InlineData(values=[{}])).mark_text(
            align="left",
            baseline="middle",
            dx=8,
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
            color=theme.legible(colour),
            fontSize=theme.TEXT_SIZE,
        )
        text = str(Both(*("\n".join(group[lang]) for lang in LANGUAGES)))
        made.append(mark.encode(x=alt.XValue("width"), y=alt.YValue(first), text=alt.TextValue(text)))
    return _over(*made) if made else nothing()


def goal(
    value: Any,
    rows: pd.DataFrame,
    field: str = "value",
    *,
    fields: Sequence[str] = (),
    zero: bool = False,
    height: float = HEIGHT,
) -> alt.LayerChart:
    """Return a dashed line across at a value, such as a goal of the plan; name it with ``ends(…, also=…)``."""
    if lacks(rows) or isinstance(value, Absent):
        return nothing()
    values = steps(rows, [field, *fields], zero, [value])
    y = height * (values[-1] - float(value)) / (values[-1] - values[0])
    base = alt.Chart(alt.InlineData(values=[{}]))
    rule = base.mark_rule(strokeDash=[6, 3], color=theme.TARGET, strokeWidth=1.5)
    return _over(rule.encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=alt.YValue(y)))


def breaks(
    marks: Iterable[Mark], rows: pd.DataFrame, *, field: str = "year", height: float = HEIGHT
) -> alt.LayerChart:
    """Return a dashed line before the first year of each new series, its name above the plot.

    Parameters
    ----------
    marks : iterable of Mark
        From `planbook.chapters.shared.breaks`.
    rows : pandas.DataFrame
        What is drawn; breaks outside its years are left out.
    field : str
        Its column of years.
    height : float
        Pixels of the plot.
    """
    if lacks(rows):
        return nothing()
    first, last = int(rows[field].min()), int(rows[field].max())
    crossed = [Mark(mark.at - 0.5, mark.label) for mark in marks if first < mark.at <= last]
    return upright(crossed, (first, last), height=height)


def above(marks: Iterable[Mark], rows: pd.DataFrame, *, field: str = "year") -> float:
    """Return how many pixels the names of `breaks` take above the plot: for ``amount(…, above=…)``."""
    if lacks(rows):
        return 0.0
    first, last = int(rows[field].min()), int(rows[field].max())
    crossed = [(mark.at - 0.5, mark.label) for mark in marks if first < mark.at <= last]
    return _rows_above(crossed, (first, last))[1]


def upright(
    marks: Iterable[Mark], domain: Any, *, height: float | None = None, colour: str = theme.MUTED
) -> alt.LayerChart:
    """Return dashed upright lines at values of the horizontal axis, their names above the plot.

    Each name begins at its line and runs to the right. Going from right to left, a name goes above the lines it would
    cross, so that no line runs through a name even on a telephone.

    Parameters
    ----------
    marks : iterable of Mark
        One at a value that is absent is left out.
    domain : (float, float), or pandas.DataFrame or Series of what is drawn
        From where to where the axis goes.
    height : float, optional
        Pixels of the plot; the whole plot by default.
    colour : str
        Of lines and names.
    """
    if isinstance(domain, pd.Series):
        domain = (float(domain.min()), float(domain.max()))
    if isinstance(domain, Absent):
        return nothing()
    shown = [(float(m.at), m.label) for m in marks if not isinstance(m.at, Absent)]
    placed, _ = _rows_above(shown, domain)
    made: list[alt.Chart] = []
    for value, top, lines in placed:
        base = alt.Chart(alt.InlineData(values=[{"at": value}])).encode(x=alt.X("at:Q"), y=alt.YValue(top))
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
        made += [
            rule.encode(y2=alt.Y2Value("height" if height is None else height)),
            text.encode(text=alt.TextValue(lines)),
        ]
    return _over(*made) if made else nothing()


def _rows_above(
    marks: Sequence[tuple[float, Any]], domain: tuple[float, float]
) -> tuple[list[tuple[float, float, str]], float]:
    """Return for each mark its value, where its name begins above the plot, the name; and the height of all names."""
    placed: list[tuple[float, float, int, dict[Lang, list[str]]]] = []
    for value, name in sorted(marks, key=lambda m: -m[0]):
        start = NARROW * (value - domain[0]) / ((domain[1] - domain[0]) or 1)
        limit = max(76.0, NARROW - start + 40)
        lines = {lang: wrap(both(name).get(lang), limit, theme.SMALL_SIZE) for lang in LANGUAGES}
        end = start + max(width(line, theme.SMALL_SIZE) for group in lines.values() for line in group) + 12
        row = max((r + 1 for _, x, r, _ in placed if x < end), default=0)
        placed.append((value, start, row, lines))
    rows = 1 + max((row for _, _, row, _ in placed), default=-1)
    tall = [
        max(14 * max(len(g) for g in lines.values()) for _, _, r, lines in placed if r == row) + 3
        for row in range(rows)
    ]
    told = [
        (value, -float(sum(tall[: row + 1])), str(Both(*("\n".join(lines[lang]) for lang in LANGUAGES))))
        for value, _, row, lines in placed
    ]
    return told, float(sum(tall))


def term(
    rows: pd.DataFrame, *, field: str = "year", height: float = HEIGHT, room: float = ROOM
) -> alt.LayerChart:
    """Return a light band over the years of the plan, with a line at its foot, where a chart goes beyond them.

    Examples
    --------
    >>> len(term(pd.DataFrame({"year": [2003, 2022]})).layer), len(term(pd.DataFrame({"year": [2013, 2020]})).layer)
    (2, 1)
    """
    if lacks(rows):
        return nothing()
    first, last = int(rows[field].min()), int(rows[field].max())
    if not theme.beyond_term(first, last):
        return nothing()
    span = {"from": max(theme.term()[0] - 0.5, first - room), "to": min(theme.term()[1] + 0.5, last + room)}
    base = alt.Chart(alt.InlineData(values=[span])).encode(x=alt.X("from:Q"), x2=alt.X2("to:Q"))
    band = base.mark_rect(color=theme.PLAN, opacity=0.05).encode(y=alt.YValue(0), y2=alt.Y2Value(height))
    foot = base.mark_rect(color=theme.PLAN, opacity=0.8).encode(
        y=alt.YValue(height), y2=alt.Y2Value(height + 3.5)
    )
    return _over(band, foot)


def bands(rows: pd.DataFrame) -> alt.LayerChart:
    """Return the middle 80 and 50 per cent of the cities as two bands: columns ``p10, p25, p75, p90, segment, alone``.

    The frame is made by `planbook.analysis.aggregate.spread_over_years`; the line of the median is the chart's own.
    """
    if lacks(rows):
        return nothing()
    made = []
    for low, high, shade in (("p10", "p90", 0.14), ("p25", "p75", 0.24)):
        base = alt.Chart(rows).encode(
            x=alt.X("year:Q"), y=alt.Y(f"{low}:Q"), y2=alt.Y2(high), detail="segment:N"
        )
        made.append(base.mark_area(color=theme.PLAN, opacity=shade))
        alone = base.transform_filter("datum.alone")  # an area needs two years to be seen
        made.append(alone.mark_rule(color=theme.PLAN, opacity=shade, strokeWidth=8))
    return _over(*made)


def values(
    rows: pd.DataFrame, decimals: int = 1, field: str = "value", row: str = "name", order: Any = None
) -> alt.LayerChart:
    """Return each bar's value written at its end.

    ``row`` is the column of the vertical axis, as given to `planbook.figures.encodings.down`, or sorted by ``order``.
    """
    if lacks(rows):
        return nothing()
    y = alt.Y(f"{row}:N", sort=order) if order is not None else down(rows, row)
    base = alt.Chart(rows).encode(
        x=alt.X(f"{field}:Q"), y=y, text=alt.Text(f"{field}:Q", format=number_format(decimals))
    )
    right, left = (base.transform_filter(f"datum.{field} {side} 0") for side in (">=", "<"))
    return _over(  # a line behind a number does not strike it out
        right.mark_text(align="left", dx=5, stroke=theme.PAPER, strokeWidth=3),
        left.mark_text(align="right", dx=-5, stroke=theme.PAPER, strokeWidth=3),
        right.mark_text(align="left", dx=5),
        left.mark_text(align="right", dx=-5),
    )


def names(
    rows: pd.DataFrame,
    x: str = "x:Q",
    y: str = "y:Q",
    name: str = "name",
    among: pd.DataFrame | None = None,
) -> alt.LayerChart:
    """Return the names of dots, on a light ground so that they can be read; give it the rows to be named.

    They stand towards the middle: of the rows named, or of all the dots they are ``among``.
    """
    if lacks(rows):
        return nothing()
    half = (rows if among is None else among)[x.removesuffix(":Q")].median()
    made = []
    for side, sign, some in (
        ("right", -1, rows[rows[x[:-2]] > half]),
        ("left", 1, rows[rows[x[:-2]] <= half]),
    ):
        base = alt.Chart(some).encode(x=alt.X(x), y=alt.Y(y), text=alt.Text(f"{name}:N"))
        made.append(base.mark_text(align=side, dx=9 * sign, stroke=theme.PAPER, strokeWidth=3))  # type: ignore[arg-type]
        made.append(base.mark_text(align=side, dx=9 * sign))  # type: ignore[arg-type]
    return _over(*made)


def diagonal(rows: pd.DataFrame, name: str | Both, x: str = "x", y: str = "y") -> alt.LayerChart:
    """Return the line on which both axes have the same value, from edge to edge, its name where it leaves the plot.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn, on axes made by `planbook.figures.encodings.across` and `planbook.figures.encodings.amount`.
    name : str or Both
        What the line is called.
    x, y : str
        The columns of the two axes.
    """
    if lacks(rows):
        return nothing()
    left, right = padded(rows[x].dropna())
    heights = steps(rows, y)
    low, high = max(left, heights[0]), min(right, heights[-1])
    base = alt.Chart(alt.InlineData(values=[{"from": low, "to": high}])).encode(y=alt.Y("from:Q"))
    line = base.mark_rule(color=theme.MUTED, strokeDash=[4, 3]).encode(
        x=alt.X("from:Q"), x2=alt.X2("to"), y2=alt.Y2("to")
    )
    said = base.encode(y=alt.Y("to:Q"), text=alt.TextValue(str(both(name))))
    beside = said.mark_text(dx=8, align="left", color=theme.MUTED).encode(x=alt.XValue("width"))
    atop = said.mark_text(dy=-8, align="right", color=theme.MUTED).encode(x=alt.X("to:Q"))
    return _over(line, beside if high == right else atop)


def outlines() -> alt.LayerChart:
    """Return the map of China: provinces and the border; add circles with ``longitude="x:Q", latitude="y:Q"``.

    The whole chart wants ``.properties(projection=FLAT, height=500)``, and its frame the columns of `placed`.
    """
    ground = alt.Chart(alt.NamedData(name="provinces")).mark_geoshape(
        fill=theme.LAND, stroke=theme.BORDER, strokeWidth=0.6
    )
    line = alt.Chart(alt.NamedData(name="border")).mark_geoshape(
        filled=False, stroke=theme.COAST, strokeWidth=0.9
    )
    return _over(ground, line)


def outline_data() -> dict[str, Any]:
    """Return the shapes that `outlines` draws, by the names it gives them."""
    return {"provinces": list(provinces()), "border": [border(), dashes()]}


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with degrees ``lon, lat`` as one with places ``x, y`` on the map.

    Examples
    --------
    >>> placed(pd.DataFrame({"unit": ["210300"], "lon": [123.0], "lat": [41.1]})).columns.tolist()
    ['unit', 'x', 'y']
    """
    if lacks(rows):
        return rows
    where = project(rows["lon"], rows["lat"]).round(1)
    return rows.drop(columns=["lon", "lat"]).assign(x=where[:, 0], y=where[:, 1])


def swarm(rows: pd.DataFrame, field: str = "value", group: str = "group", height: float = 64) -> pd.DataFrame:
    """Return the frame with a column ``shift`` (−1 to 1) that keeps the dots of a group from hiding one another.

    Groups keep their order, so that ``sort=None`` draws them as the frame has them.

    Draw it with ``yOffset=alt.YOffset("shift:Q", scale=alt.Scale(domain=[-1, 1]))`` and rows ``height`` pixels tall.

    Examples
    --------
    >>> swarm(pd.DataFrame({"group": "a", "value": [1.0, 1.0, 9.0]}))["shift"].tolist()
    [0.0, 0.328, 0.0]
    """
    if lacks(rows):
        return rows
    known = rows.dropna(subset=[field])
    place = known[group].map({g: n for n, g in enumerate(dict.fromkeys(known[group]))})
    drawn = known.assign(_place=place).sort_values(["_place", field], kind="stable").drop(columns="_place")
    pixels = 480 / ((drawn[field].max() - drawn[field].min()) or 1)
    placed_at: dict[Any, list[tuple[float, float]]] = {}
    shifts = []
    for of, value in zip(drawn[group], drawn[field], strict=True):
        x, row = value * pixels, placed_at.setdefault(of, [])
        tries = [k * sign * 3.5 for k in range(5) for sign in ((1, -1) if k else (1,))]
        clear = (y for y in tries if all(math.hypot(x - a, y - b) > 7 for a, b in row))
        y = next(clear, tries[len(row) % len(tries)])
        row.append((x, y))
        shifts.append(round(y / (height / 2), 3))
    return drawn.assign(shift=shifts)
