"""Axes, colours and tooltips in the book's manner, for charts that are written out in Altair: `years`, `amount`, `across`.

Labels are written in both languages in one line, ``"城市 | City"``. Each function takes the frame that is drawn and
returns what `altair.Chart.encode` takes; where the frame is absent it returns a plain encoding, and the page gives the
reason instead of the chart. What is laid over a chart lives in `planbook.figures.layers`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.layout import decimals_of, padded, ticks, width
from planbook.ground.absent import Absent
from planbook.ground.language import LANGUAGES, Both, both

ROOM = 0.35  # of a year, left and right of the first and last


def lacks(rows: Any) -> bool:
    """Tell whether there is nothing to draw."""
    return isinstance(rows, Absent) or len(rows) == 0


def number_format(decimals: int) -> str:
    """Return the d3 format of numbers with so many decimals.

    Examples
    --------
    >>> number_format(1)
    ',.1f'
    """
    return f",.{decimals}f"


def years(rows: pd.DataFrame, field: str = "year", room: float = ROOM, edge: str = "") -> alt.X:
    """Return a horizontal axis of years with a label for every year there is room for.

    Where the years go beyond the plan's, its title says what `planbook.figures.layers.term` shades.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn, with a column of years.
    field : str
        Name of that column.
    room : float
        Of a year, left and right; bars want 0.5.
    edge : str
        Column that is drawn where it is not the years: the left edge of columns (`planbook.figures.wide.stacked`).

    Examples
    --------
    >>> years(pd.DataFrame({"year": [2014, 2015]})).to_dict()["axis"]["values"]
    [2014, 2015]
    """
    if lacks(rows):
        return alt.X(f"{edge or field}:Q")
    first, last = int(rows[field].min()), int(rows[field].max())
    scale = alt.Scale(domain=[first - room, last + room], nice=False, zero=False)
    title = str(theme.term_said()) if theme.beyond_term(first, last) else None
    axis = alt.Axis(
        values=list(range(first, last + 1)),
        format="d",
        title=title,
        labelFlush=False,
        titleFontSize=theme.SMALL_SIZE,
    )
    return alt.X(f"{edge or field}:Q", scale=scale, axis=axis)


def steps(
    rows: Any, fields: str | Sequence[str], zero: bool = False, also: Sequence[float] = ()
) -> list[float]:
    """Return the round values of an axis that shows some columns and some further values.

    Examples
    --------
    >>> steps(pd.DataFrame({"value": [3.0, 47.0]}), "value")
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    """
    columns = [fields] if isinstance(fields, str) else list(fields)
    known = [float(v) for c in columns for v in rows[c].dropna()] + [float(v) for v in also]
    return ticks(min(known), max(known), zero=zero) if known else [0.0, 1.0]


def amount(
    rows: pd.DataFrame,
    title: str | Both,
    field: str = "value",
    *,
    fields: Sequence[str] = (),
    zero: bool = False,
    also: Iterable[float | Absent] = (),
    above: float = 0,
) -> alt.Y:
    """Return a vertical axis of round values whose unit stands above it.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn.
    title : str or Both
        The unit, ``"万吨 | 10,000 t"``.
    field : str
        The column drawn.
    fields : sequence of str
        Columns the axis has to have room for besides.
    zero : bool
        Begin at zero.
    also : iterable of float
        Values it has to have room for, such as a goal; an absent one takes none.
    above : float
        Pixels the unit stands higher, where names of lines stand above the plot.

    Examples
    --------
    >>> amount(pd.DataFrame({"value": [3.0, 47.0]}), "% | %").to_dict()["scale"]["domain"]
    [0.0, 50.0]
    """
    if lacks(rows):
        return alt.Y(f"{field}:Q")
    values = steps(rows, [field, *fields], zero, [v for v in also if not isinstance(v, Absent)])
    labels = [f"{t:,.{decimals_of(values)}f}" for t in values]
    axis = alt.Axis(
        values=values,
        format=number_format(decimals_of(values)),
        title=str(both(title)),
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-max(width(label) for label in labels) - 6,
        titleY=-12 - above,
    )
    # said outright, or a layer that names no domain of its own would draw the axis down to zero
    return alt.Y(
        f"{field}:Q", scale=alt.Scale(domain=[values[0], values[-1]], nice=False, zero=False), axis=axis
    )


def across(
    rows: pd.DataFrame,
    title: str | Both,
    field: str = "value",
    *,
    fields: Sequence[str] = (),
    zero: bool = False,
    also: Iterable[float | Absent] = (),
    labels: bool = True,
    room: float = 0.04,
) -> alt.X:
    """Return a horizontal axis of values with its title below.

    Parameters
    ----------
    rows, title, field, fields, zero, also
        As in `amount`.
    labels : bool
        Write the axis's numbers; False where the marks carry their values.
    room : float
        How far the axis goes beyond the values, as a share of their range: 0.16 where bars carry theirs.

    Examples
    --------
    >>> across(pd.DataFrame({"value": [10.0, 110.0]}), "% | %").to_dict()["scale"]["domain"]
    [6.0, 114.0]
    """
    if lacks(rows):
        return alt.X(f"{field}:Q")
    known = [float(v) for c in (field, *fields) for v in rows[c].dropna()]
    known += [float(v) for v in also if not isinstance(v, Absent)]
    domain = padded(known or [0.0, 1.0], zero=zero, room=room)
    values = [t for t in ticks(*domain) if domain[0] <= t <= domain[1]]
    axis = alt.Axis(
        values=values,
        format=number_format(decimals_of(values)),
        title=str(both(title)),
        grid=labels,
        labels=labels,
        ticks=False,
        domain=False,
    )
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis)


def down(rows: pd.DataFrame, field: str = "name", name: str = "name") -> alt.Y:
    """Return a vertical axis of rows, each with its name, from top to bottom as the frame has them.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn, sorted.
    field : str
        What tells the rows apart: codes where two may share a name, as Yichun and Yichun do in English.
    name : str
        The column of their names.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["b", "a"], "name": [Both("乙", "B"), Both("甲", "A")]})
    >>> down(frame, "unit").to_dict()["sort"], len(down(frame).to_dict()["sort"])
    (['b', 'a'], 2)
    """
    if lacks(rows):
        return alt.Y(f"{field}:N")
    ids = [str(i) for i in dict.fromkeys(rows[field])]
    texts = json.dumps(
        {str(i): str(n) for i, n in zip(rows[field], rows[name], strict=True)}, ensure_ascii=False
    )
    axis = alt.Axis(
        title=None,
        labelExpr=alt.Undefined if field == name else f"{texts}[datum.value]",
        labelLimit=160,
        labelOverlap=False,
        grid=False,
        labelColor=theme.INK,
    )
    return alt.Y(f"{field}:N", sort=ids, scale=alt.Scale(domain=ids), axis=axis)


def roles(rows: pd.DataFrame, field: str = "series") -> alt.Color:
    """Return the colours of a column of ids whose names stand beside the marks: no legend.

    The ids ``plan``, ``nation``, ``others``, ``northeast``, ``east``, ``central`` and ``west`` have their own colours.

    Examples
    --------
    >>> roles(pd.DataFrame({"series": ["plan", "nation"]})).to_dict()["scale"]["range"]
    ['#0B6E8F', '#4A4A4A']
    """
    if lacks(rows):
        return alt.Color(f"{field}:N")
    ids = list(dict.fromkeys(rows[field].dropna()))
    scale = alt.Scale(domain=ids, range=theme.colours(ids))
    return alt.Color(f"{field}:N", scale=scale, legend=None)


def keyed(
    rows: pd.DataFrame, names: Mapping[str, Any], field: str = "group", offset: float = 12
) -> alt.Color:
    """Return the colours of a column of ids with a legend above the plot that names them.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn; an id that does not occur is not in the legend.
    names : mapping
        Id → name (`Both` or ``"中文 | English"``), in the order shown.
    field : str
        The column of ids.
    offset : float
        Pixels between legend and plot.

    Examples
    --------
    >>> frame = pd.DataFrame({"group": ["plan"]})
    >>> keyed(frame, {"plan": "规划 | plan", "others": "其他 | others"}).to_dict()["scale"]["domain"]
    ['plan']
    """
    if lacks(rows):
        return alt.Color(f"{field}:N")
    ids = [i for i in names if (rows[field] == i).any()]
    scale = alt.Scale(domain=ids, range=theme.colours(ids))
    return alt.Color(f"{field}:N", scale=scale, legend=legend({i: names[i] for i in ids}, offset))


def shaped(
    rows: pd.DataFrame, names: Mapping[str, Any], field: str = "group", offset: float = 12
) -> alt.Shape:
    """Return the shapes that go with the colours of `keyed`, in one legend: dots can be told apart without colour.

    Parameters
    ----------
    rows, names, field, offset
        As given to `keyed`.

    Examples
    --------
    >>> frame = pd.DataFrame({"group": ["east", "west"]})
    >>> shaped(frame, {"east": "东部 | East", "west": "西部 | West"}).to_dict()["scale"]["range"]
    ['circle', 'square']
    """
    if lacks(rows):
        return alt.Shape(f"{field}:N")
    ids = [i for i in names if (rows[field] == i).any()]
    scale = alt.Scale(domain=ids, range=list(theme.SHAPES[: len(ids)]))
    return alt.Shape(f"{field}:N", scale=scale, legend=legend({i: names[i] for i in ids}, offset))


def legend(names: Mapping[str, Any], offset: float = 12) -> alt.Legend:
    """Return a legend above the plot that names ids, in three columns where one line is too short."""
    told = {i: both(name) for i, name in names.items()}
    texts = json.dumps({i: str(name) for i, name in told.items()}, ensure_ascii=False)
    symbol = 34  # pixels of a symbol and its padding
    room = max(sum(width(n.get(lang)) + symbol for n in told.values()) for lang in LANGUAGES)
    return alt.Legend(
        title=None,
        orient="top",
        offset=offset,
        labelExpr=f"{texts}[datum.value]",
        symbolSize=80,
        columnPadding=14,
        columns=3 if room > 340 else alt.Undefined,
    )


def tip(field: str, title: str | Both, decimals: int | None = None) -> alt.Tooltip:
    """Return one line of a tooltip, which is one column of the table behind the chart as well.

    Parameters
    ----------
    field : str
        A column of the frame.
    title : str or Both
        Its heading, with the unit.
    decimals : int, optional
        Digits after the point; -1 for a year, None for text.

    Examples
    --------
    >>> tip("value", "万吨 | 10,000 t", 1).to_dict()["format"]
    ',.1f'
    """
    if decimals is None:
        return alt.Tooltip(f"{field}:N", title=str(both(title)))
    return alt.Tooltip(
        f"{field}:Q", title=str(both(title)), format="d" if decimals < 0 else number_format(decimals)
    )
