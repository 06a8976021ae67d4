"""Small charts of several groups on one plot, all on the same scales: `in_panels` places the values, `panel_grid` the ground.

A facet of Vega-Lite has a fixed width. Here all panels share one plot whose width follows the page: every panel is a
part of it, and its values are moved there by arithmetic.
"""

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.encodings import lacks, steps
from planbook.figures.layers import HEIGHT, nothing
from planbook.figures.layout import decimals_of
from planbook.ground.language import both
from planbook.ground.numerals import decimal

HEAD, FOOT = 34, 26  # pixels above a panel for its name, below it for its years
LEFT, RIGHT = 0.14, 0.06  # of a panel's width, for the labels of its vertical axis and between panels


def in_panels(rows: pd.DataFrame, beside: pd.DataFrame, columns: int = 3) -> pd.DataFrame:
    """Return lines placed in panels, one an id, with a common line beside each; scales begin at zero.

    Parameters
    ----------
    rows : pandas.DataFrame
        year, series, name, value, as `planbook.chapters.shared.lines_of` makes it; a panel a series, in that order.
    beside : pandas.DataFrame
        year, value of the line drawn in every panel.
    columns : int
        Panels side by side; two or three can be read on a telephone.

    Returns
    -------
    pandas.DataFrame
        With line (``own`` or ``beside``), panel (its number), and x (in panels), y (in pixels): where a value stands.

    Examples
    --------
    >>> rows = pd.DataFrame({"year": [2012, 2013], "series": ["a", "b"], "name": ["A", "B"], "value": [1.0, 2.0]})
    >>> in_panels(rows, rows[["year", "value"]], 2)[["panel", "line", "x"]].to_numpy().tolist()[0]
    [0, 'own', 0.14]
    """
    if lacks(rows) or lacks(beside):
        return rows
    known = rows.dropna(subset=["value"])
    order = {series: n for n, series in enumerate(dict.fromkeys(known["series"]))}
    names = known.drop_duplicates("series").set_index("series")["name"]
    common = [beside[["year", "value"]].dropna().assign(series=s, line="beside") for s in order]
    drawn = pd.concat([known.assign(line="own"), *common], ignore_index=True)
    drawn["name"] = pd.Series([names[s] for s in drawn["series"]], index=drawn.index, dtype="object")
    panel = drawn["series"].map(order)
    scale = steps(drawn, "value", zero=True)
    first, last = drawn["year"].min(), drawn["year"].max()
    share = (drawn["year"] - first) / max(1, last - first)
    pitch, plot = _heights(len(order), columns)
    fallen = (scale[-1] - drawn["value"]) / (scale[-1] - scale[0])
    return drawn.assign(
        panel=panel,
        x=(panel % columns + LEFT + share * (1 - LEFT - RIGHT)).round(4),
        y=(panel // columns * pitch + HEAD + plot * fallen).round(2),
    )


def panel_grid(rows: pd.DataFrame, columns: int = 3) -> alt.LayerChart:
    """Return the ground of the panels of `in_panels`: names, lines across with their values, first and last years."""
    if lacks(rows):
        return nothing()
    scale = steps(rows, "value", zero=True)
    top = scale[-1]
    scale = scale if len(scale) < 5 else scale[::2]  # a label wants some 20 pixels
    count = int(rows["panel"].max()) + 1
    pitch, plot = _heights(count, columns)
    years = int(rows["year"].min()), int(rows["year"].max())
    names = rows.drop_duplicates("panel").set_index("panel")["name"]
    across, heads, numbers, ends = [], [], [], []
    for panel in range(count):
        left, upper = panel % columns + LEFT, panel // columns * pitch + HEAD
        right = panel % columns + 1 - RIGHT
        heads.append((left, upper - 14, str(both(names[panel]))))
        ends += [(x, upper + plot + 8, str(y)) for x, y in zip((left, right), years, strict=True)]
        for value in scale:
            at = upper + plot * (top - value) / top
            across.append({"x": left, "to": right, "y": at})
            numbers.append((left, at, decimal(value, decimals_of(scale))))
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, columns], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[HEIGHT, 0], nice=False), axis=None)
    small: dict[str, Any] = {"color": theme.MUTED, "fontSize": theme.SMALL_SIZE}
    rules = alt.Chart(alt.InlineData(values=across)).mark_rule(color=theme.GRID)
    return alt.LayerChart(
        layer=[
            rules.encode(x=x, x2=alt.X2("to"), y=y),
            _words(heads).mark_text(align="left", baseline="bottom", fontWeight="bold").encode(x=x, y=y),
            _words(numbers).mark_text(align="right", baseline="middle", dx=-5, **small).encode(x=x, y=y),
            _words(ends).mark_text(align="center", baseline="top", **small).encode(x=x, y=y),
        ]
    )


def _heights(panels: int, columns: int) -> tuple[float, float]:
    """Return the pixels of a row of panels, and of the plot of one."""
    pitch = HEIGHT / (-(-panels // columns))
    return pitch, pitch - HEAD - FOOT


def _words(places: Iterable[tuple[float, float, str]]) -> alt.Chart:
    values = [{"x": x, "y": y, "text": text} for x, y, text in places]
    return alt.Chart(alt.InlineData(values=values)).encode(text=alt.Text("text:N"))
