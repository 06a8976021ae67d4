"""Frames with several columns to draw: quantiles told in a tooltip, names of columns at the right end, stacked parts.

Layers for frames with one column of values live in `planbook.figures.layers`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.encodings import lacks, steps, tip
from planbook.figures.layers import HEIGHT, at_right, nothing
from planbook.ground.absent import Absent
from planbook.ground.language import Both, both

COLUMN = 0.42  # of a year, left and right of a stacked column's middle


def last_names(
    rows: pd.DataFrame,
    names: Mapping[str, str | Both],
    *,
    fields: Sequence[str] = (),
    zero: bool = False,
    also: Mapping[Any, float | Absent] | None = None,
    height: float = HEIGHT,
) -> alt.LayerChart:
    """Return the names of columns that are drawn as lines, at their right ends.

    Parameters
    ----------
    rows : pandas.DataFrame
        A row a year, as `planbook.analysis.aggregate.spread_over_years` makes it.
    names : mapping
        Column → what its line is called; ``nation`` and ``others`` have their colours, all else the plan's. A column that
        is not there or holds nothing has no name.
    fields, zero
        As given to `planbook.figures.encodings.amount`.
    also : mapping, optional
        Further names at a value: a goal.
    height : float
        Pixels of the plot.

    Examples
    --------
    >>> rows = pd.DataFrame({"year": [2012, 2013], "p50": [1.0, 2.0], "p90": [3.0, 5.0]})
    >>> len(last_names(rows, {"p50": "中位数 | median", "nation": "全国 | China"}, fields=["p90"]).layer)
    1
    """
    if lacks(rows):
        return nothing()
    known = [c for c in names if c in rows and rows[c].notna().any()]
    goals = {name: at for name, at in (also or {}).items() if not isinstance(at, Absent)}
    labels = [
        (both(names[c]), float(rows[c].dropna().iloc[-1]), theme.ROLES.get(c, theme.PLAN)) for c in known
    ]
    labels += [(both(name), float(at), theme.TARGET) for name, at in goals.items()]
    drawn = [*known, *(c for c in fields if c in rows and c not in known)]
    return at_right(labels, steps(rows, drawn, zero, list(goals.values())), height)


def quantile_tips(decimals: int = 1, nation: bool = True) -> list[alt.Tooltip]:
    """Return the tooltip of a chart of quantiles, which is the table behind it: year, cities, quantiles, the nation.

    Parameters
    ----------
    decimals : int
        Digits after the point.
    nation : bool
        Whether the frame has a column of the nation.

    Examples
    --------
    >>> [t.shorthand for t in quantile_tips()][:3]
    ['year:Q', 'cities:Q', 'p10:Q']
    """
    quantiles = {
        "p10": "第10百分位 | 10th percentile",
        "p25": "下四分位 | Lower quartile",
        "p50": "中位数 | Median",
        "p75": "上四分位 | Upper quartile",
        "p90": "第90百分位 | 90th percentile",
        "nation": "全国 | China",
    }
    told = [tip(column, name, decimals) for column, name in quantiles.items() if nation or column != "nation"]
    return [tip("year", "年份 | Year", -1), tip("cities", "城市数 | Cities", 0), *told]


def stacked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return shares as parts of one column a year: from where to where each part goes.

    Draw it with ``x=years(rows, room=0.5, edge="left"), x2="right", y=amount(rows, "% | %", "bottom", fields=["top"],
    zero=True), y2="top"`` and name the parts with ``ends(rows, "middle", fields=["bottom", "top"], zero=True)``.

    Parameters
    ----------
    rows : pandas.DataFrame
        year, series, name, value, as `planbook.chapters.shared.lines_of` makes it; parts from the bottom upwards.

    Returns
    -------
    pandas.DataFrame
        With columns bottom, top, middle (in the unit of the values; printed shares that add up to 100.01 end at 100) and
        left, right (of the column, in years).

    Examples
    --------
    >>> parts = pd.DataFrame({"year": 2012, "series": ["a", "b"], "name": ["A", "B"], "value": [40.0, 60.0]})
    >>> stacked(parts)[["bottom", "top", "middle"]].to_numpy().tolist()
    [[0.0, 40.0, 20.0], [40.0, 100.0, 70.0]]
    """
    if lacks(rows):
        return rows
    known = rows.dropna(subset=["value"]).sort_values("year", kind="stable", ignore_index=True)
    top = known.groupby("year")["value"].cumsum()
    whole = round(top.max(), 0)
    bottom = top - known["value"]
    top = top.clip(upper=whole)
    return known.assign(
        bottom=bottom,
        top=top,
        middle=(bottom + top) / 2,
        left=known["year"] - COLUMN,
        right=known["year"] + COLUMN,
    )
