"""What a chart with a dot a city in rows of groups needs: `medians`, a tick and a number in each row.

The dots are the chart's own: `planbook.figures.layers.swarm` keeps them apart, `planbook.figures.encodings.down` has
the rows.
"""

import altair as alt
import pandas as pd

from planbook.figures import theme
from planbook.figures.encodings import down, lacks, number_format
from planbook.figures.layers import nothing

ROW = 64  # pixels of a row, as given to ``height=alt.Step(ROW)``


def medians(
    rows: pd.DataFrame, decimals: int = 1, field: str = "value", group: str = "group", name: str = "name"
) -> alt.LayerChart:
    """Return the median of each group as a tick with its number above.

    Parameters
    ----------
    rows : pandas.DataFrame
        A row a dot.
    decimals : int
        Digits after the point.
    field : str
        The column of values.
    group, name : str
        The columns of the vertical axis, as given to `planbook.figures.encodings.down`.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["a", "a"], "kind": "A", "value": [1.0, 3.0]})
    >>> len(medians(rows, group="group", name="kind").layer)
    2
    """
    if lacks(rows):
        return nothing()
    middle = alt.Chart(rows).encode(x=alt.X(f"median({field}):Q"), y=down(rows, group, name))
    tick = middle.mark_tick(thickness=2.5, height=ROW * 0.7, color=theme.INK)
    number = alt.Text(f"median({field}):Q", format=number_format(decimals))
    text = middle.mark_text(dy=-ROW * 0.42, fontSize=theme.SMALL_SIZE).encode(text=number)
    return alt.LayerChart(layer=[tick, text])
