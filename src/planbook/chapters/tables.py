"""The tables that chapters share, as findings: cities ranked, kinds of city, ratios side by side, how far data reach.

What they are called stands in the caption of the notebook; what is computed lives in the modules each function names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planbook.chapters import kinds, ratios, shared, standings
from planbook.chapters.finding import Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column, Table
from planbook.ground.absent import Absent
from planbook.ground.language import Both, both
from planbook.ground.quantities import Count
from planbook.store.provenance import Passport

_UNTITLED = Both("", "")


@dataclass(frozen=True, kw_only=True)
class Reach(Tabled):
    """How far the series of a chapter reach.

    Attributes
    ----------
    series : Count
        How many there are.
    printed : Count
        How many of them have values in the chosen year.
    """

    series: Count
    printed: Count


def _tabled(table: Table) -> Tabled:
    return Tabled(
        source=table.passport,
        frame=table.frame,
        columns=tuple(table.columns),
        sort_by=table.sort_by,
        descending=table.descending,
    )


def cities(
    frame: pd.DataFrame, sel: Selection, *, unit: Both | str, source: Passport, **options: Any
) -> Tabled:
    """Rank the chosen cities in the last year of a frame; parameters of `planbook.chapters.standings.standings`."""
    return _tabled(
        standings.standings(frame, sel, title=_UNTITLED, unit=both(unit), passport=source, **options)
    )


def by_kind(
    values: pd.Series, sel: Selection, *, unit: Both | str, source: Passport, **options: Any
) -> Tabled:
    """Set values beside each other by kind of city; parameters of `planbook.chapters.kinds.kinds_table`."""
    return _tabled(
        kinds.kinds_table(values, sel, title=_UNTITLED, unit=both(unit), passport=source, **options)
    )


def medians(
    measured: Mapping[Column, tuple[pd.Series, pd.Series]], sel: Selection, *, source: Passport
) -> Tabled:
    """Set the medians of several measures beside each other by kind of city, as `planbook.chapters.kinds.medians_table`."""
    return _tabled(kinds.medians_table(measured, sel, title=_UNTITLED, passport=source))


def side_by_side(
    rows: Sequence[tuple[Both, ratios.Measure, int]], sel: Selection, beside: Sequence[Passport] = ()
) -> Tabled | Absent:
    """Return several ratios of the chosen cities and those outside the plan, as `planbook.chapters.ratios.ratios_table`."""
    made = ratios.ratios_table(rows, sel, _UNTITLED, beside)
    return Absent() if made is None else _tabled(made)


def reach(indicators: list[str], sel: Selection) -> Reach:
    """Return how far the indicators of a chapter reach, as `planbook.chapters.shared.gaps`.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> found = reach(["so2_industrial_t", "nox_industrial_t"], choose(2012))
    >>> found.series, found.printed
    (2.0, 1.0)
    """
    made = shared.gaps(indicators, sel)
    return Reach(
        source=made.passport,
        frame=made.frame,
        columns=tuple(made.columns),
        series=Count(len(made.frame)),
        printed=Count((made.frame["covered"] > 0).sum()),
    )
