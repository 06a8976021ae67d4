"""Charts, maps and tables in both languages, as values that the book draws late.

A builder takes a frame and returns a `Figure`. It knows no data store: frames come from the observations, names
from the plan or the catalog, and the passport says where the values are from.
"""

from planbook.figures.bars import dumbbell, ranked_bars
from planbook.figures.base import Column, Figure, Mark, named
from planbook.figures.chinamap import city_map
from planbook.figures.distributions import distribution, histogram
from planbook.figures.dots import scatter, strip
from planbook.figures.overtime import lines, stacked_shares
from planbook.figures.panels import small_multiples
from planbook.figures.tables import Table
from planbook.figures.trends import Panel, Trends

__all__ = [
    "Column",
    "Figure",
    "Mark",
    "Panel",
    "Table",
    "Trends",
    "city_map",
    "distribution",
    "dumbbell",
    "histogram",
    "lines",
    "named",
    "ranked_bars",
    "scatter",
    "small_multiples",
    "stacked_shares",
    "strip",
]
