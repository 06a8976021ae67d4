"""The tables that chapters share, in one place: cities ranked, kinds of city, ratios side by side, how far data reach.

They are findings; what they are called stands in the caption of the notebook.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.chapters import shared
from planbook.chapters.finding import Tabled
from planbook.chapters.kinds import by_kind, medians
from planbook.chapters.ratios import side_by_side
from planbook.chapters.selection import Selection
from planbook.chapters.standings import cities
from planbook.figures import Column
from planbook.ground.language import Both
from planbook.ground.quantities import Count
from planbook.store import observations
from planbook.store.provenance import passport

__all__ = ["Reach", "by_kind", "cities", "medians", "reach", "side_by_side"]


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


def reach(indicators: list[str], sel: Selection) -> Reach:
    """Return how far the indicators of a chapter reach: years printed, cities covered, and why a series ends.

    Below it stands until when the nation is printed, if that is not the chosen year.

    Parameters
    ----------
    indicators : list of str
        Ids of the catalog, in the order shown.
    sel : Selection
        The chapter's parameters.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> found = reach(["so2_industrial_t", "nox_industrial_t"], choose(2012))
    >>> found.series, found.printed
    (2.0, 1.0)
    """
    rows: list[dict[str, object]] = []
    for indicator in indicators:
        meta = catalog.indicators()[indicator]
        frame = shared.observed(indicator, sel)
        at = int(frame["year"].max()) if len(frame) else None
        covered = frame[frame["year"] == sel.year]["unit"].nunique() if len(frame) else 0
        why = catalog.why_missing(indicator, sel.year) if covered == 0 else None
        rows.append(
            {
                "name": meta.name,
                "first": int(frame["year"].min()) if len(frame) else None,
                "last": at,
                "covered": covered,
                "why": why or Both("", ""),
            }
        )
    columns = (
        Column("name", Both("指标", "Indicator")),
        Column("first", Both("起", "From")),
        Column("last", Both("止", "To")),
        Column("covered", Both(f"{sel.year}年有数城市", f"Cities with data in {sel.year}"), 0),
        Column("why", Both("说明", "Remark")),
    )
    every = observations.select(indicators, sel.codes, sel.years)
    china = observations.nation(indicators, sel.years)["year"].max()
    notes = [
        Both(
            f"与全国的对照只到{china}年：{sel.year}年的全国数字尚未收入",
            f"comparisons with the nation end in {china}: its figures for {sel.year} are not in the tables",
        )
    ]
    return Reach(
        source=passport(every, sel.codes, notes if china < sel.year else []),
        frame=pd.DataFrame(rows),
        columns=columns,
        series=Count(len(rows)),
        printed=Count(sum(row["covered"] > 0 for row in rows)),  # type: ignore[operator]
    )
