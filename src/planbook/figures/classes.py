"""Classes of a value, for the dots of a map: `classed` sorts a frame into them, `classes` colours and names them.

The ground of a map, `planbook.figures.layers.outlines`, and the places of its dots live elsewhere.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from planbook.errors import FigureError
from planbook.figures import theme
from planbook.figures.encodings import lacks
from planbook.figures.layout import decimals_of
from planbook.ground.language import Both, both

MISSING = "missing"
_MOST = len(theme.SEQUENTIAL) - 1


def classed(rows: pd.DataFrame, edges: Sequence[float], field: str = "value") -> pd.DataFrame:
    """Return the frame with a column ``kind``: the class of each value, ``missing`` where there is none.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is drawn.
    edges : sequence of float
        Where one class ends and the next begins; a value on an edge is in the upper class.
    field : str
        The column of values.

    Examples
    --------
    >>> classed(pd.DataFrame({"value": [-6.0, 0.0, None]}), [-5, 0, 5])["kind"].tolist()
    ['0', '2', 'missing']
    """
    if lacks(rows):
        return rows
    kinds = [MISSING if v != v else str(sum(v >= edge for edge in edges)) for v in rows[field].astype(float)]
    return rows.assign(kind=kinds)


def classes(
    rows: pd.DataFrame,
    edges: Sequence[float],
    title: str | Both,
    *,
    middle: float | None = None,
    missing: str | Both = "未刊载 | not printed",
) -> alt.Color:
    """Return the colours of the classes with a legend in the lower left corner of the map.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `classed` returned.
    edges : sequence of float
        As given to `classed`; one to four.
    title : str or Both
        What the classes are of, with the unit.
    middle : float, optional
        A value such as zero or the national one: classes below and above get two different hues.
    missing : str or Both
        Why a city has no value: the legend of the empty circles.

    Raises
    ------
    FigureError
        If there are too many classes to tell their colours apart.

    Examples
    --------
    >>> rows = classed(pd.DataFrame({"value": [-6.0, 7.0]}), [-5, 0, 5])
    >>> classes(rows, [-5, 0, 5], "% | %", middle=0).to_dict()["scale"]["range"]
    ['#A6611A', '#DDBB7F', '#7FBFC9', '#0B6E8F']
    """
    if lacks(rows):
        return alt.Color("kind:N")
    if not 1 <= len(edges) <= _MOST:
        raise FigureError(
            f"a map shows two to {_MOST + 1} classes: give one to {_MOST} edges, not {len(edges)}"
        )
    written = [f"{v:,.{decimals_of(edges)}f}".replace("-", "−") for v in edges]
    labels = [f"< {written[0]}", *(f"{a} – {b}" for a, b in pairwise(written)), f"≥ {written[-1]}"]
    names = {str(i): label for i, label in enumerate(labels)}
    palette = _one_hue(len(labels)) if middle is None else _two_hues(edges, middle)
    if (rows["kind"] == MISSING).any():
        names[MISSING], palette = str(both(missing)), [*palette, theme.PAPER]
    return alt.Color(
        "kind:N", scale=alt.Scale(domain=list(names), range=palette), legend=_corner(names, title)
    )


def _corner(names: dict[str, Any], title: str | Both) -> alt.Legend:
    return alt.Legend(
        title=str(both(title)),
        orient="bottom-left",
        direction="vertical",
        offset=0,
        labelExpr=f"{json.dumps(names, ensure_ascii=False)}[datum.value]",
        symbolSize=80,
        symbolStrokeColor=theme.MUTED,
        symbolStrokeWidth=0.6,
    )


def _one_hue(number: int) -> list[str]:
    return [theme.SEQUENTIAL[round(i * _MOST / (number - 1))] for i in range(number)]


def _two_hues(edges: Sequence[float], middle: float) -> list[str]:
    """Return colours from the diverging scale: classes that end at or below the middle on one side."""
    ends = [*edges, float("inf")]
    below = sum(end <= middle for end in ends)
    over = sum(start >= middle for start in edges)
    around = len(ends) - below - over
    low, high = theme.DIVERGING[:2], theme.DIVERGING[3:]
    left = [low[0]] * max(0, below - 1) + [low[1]] * min(1, below) if below > 1 else [low[0]] * below
    right = [high[0]] * min(1, over) + [high[1]] * max(0, over - 1) if over > 1 else [high[1]] * over
    return [*left, *[theme.DIVERGING[2]] * around, *right]
