"""Charts, maps and tables in both languages, as values that the book draws late.

A builder takes a frame and returns a `Figure`. It knows no data store: frames come from the observations, names
from the plan or the catalog, and the passport says where the values are from.
"""

from planbook.figures.bars import dumbbell, ranked_bars
from planbook.figures.base import Column, Figure, Mark, Words, named
from planbook.figures.chinamap import city_map
from planbook.figures.classes import classed, classes
from planbook.figures.distributions import distribution, histogram
from planbook.figures.dots import scatter, strip
from planbook.figures.encodings import across, amount, down, keyed, legend, roles, shaped, tip, years
from planbook.figures.finish import drawing, show, table
from planbook.figures.grids import in_panels, panel_grid
from planbook.figures.layers import (
    FLAT,
    above,
    bands,
    breaks,
    diagonal,
    ends,
    goal,
    names,
    outlines,
    placed,
    swarm,
    term,
    upright,
    values,
)
from planbook.figures.overtime import lines, stacked_shares
from planbook.figures.panels import small_multiples
from planbook.figures.strips import medians
from planbook.figures.tables import Table
from planbook.figures.trends import Panel, Trends
from planbook.figures.wide import last_names, quantile_tips, stacked

__all__ = [
    "FLAT",
    "Column",
    "Figure",
    "Mark",
    "Panel",
    "Table",
    "Trends",
    "Words",
    "above",
    "across",
    "amount",
    "bands",
    "breaks",
    "city_map",
    "classed",
    "classes",
    "diagonal",
    "distribution",
    "down",
    "drawing",
    "dumbbell",
    "ends",
    "goal",
    "histogram",
    "in_panels",
    "keyed",
    "last_names",
    "legend",
    "lines",
    "medians",
    "named",
    "names",
    "outlines",
    "panel_grid",
    "placed",
    "quantile_tips",
    "ranked_bars",
    "roles",
    "scatter",
    "shaped",
    "show",
    "small_multiples",
    "stacked",
    "stacked_shares",
    "strip",
    "swarm",
    "table",
    "term",
    "tip",
    "upright",
    "values",
    "years",
]
