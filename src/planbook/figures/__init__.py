"""Charts, maps and tables: axes and layers for charts written out in Altair, and the calls that finish them.

Nothing here knows a data store: frames come from findings, and so do the sources that stand below.
"""

from planbook.figures.base import Column, Mark, Words
from planbook.figures.classes import classed, classes
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
from planbook.figures.strips import medians
from planbook.figures.trends import Panel, Trends
from planbook.figures.wide import last_names, quantile_tips, stacked

__all__ = [
    "FLAT",
    "Column",
    "Mark",
    "Panel",
    "Trends",
    "Words",
    "above",
    "across",
    "amount",
    "bands",
    "breaks",
    "classed",
    "classes",
    "diagonal",
    "down",
    "drawing",
    "ends",
    "goal",
    "in_panels",
    "keyed",
    "last_names",
    "legend",
    "medians",
    "names",
    "outlines",
    "panel_grid",
    "placed",
    "quantile_tips",
    "roles",
    "shaped",
    "show",
    "stacked",
    "swarm",
    "table",
    "term",
    "tip",
    "upright",
    "values",
    "years",
]
