"""What a file brings beside what the year holds already: added, the same, or different, and never less than before.

Values that differ are asked about; what the file does not hold stays, unless the analyst says that it shall go.
"""

from dataclasses import replace

import pandas as pd

from planbook import catalog
from planbook.intake.brought import Brought, Question, where
from planbook.intake.brought import cells as cells_of
from planbook.intake.causes import together
from planbook.intake.conversion import shortest

KEY = ["unit", "indicator"]
LISTED = 200  # differing values that are asked about line by line


def differing(brought: Brought, rows: pd.DataFrame, here: pd.DataFrame) -> list[Question]:
    """Return the question about values that are there already and read otherwise in the file.

    Parameters
    ----------
    brought : Brought
        For the places of the figures.
    rows, here : DataFrame
        The file's figures and the year's: unit, indicator, value, source, flag.
    """
    both = here.merge(rows, on=KEY, suffixes=("_here", ""))
    moved = both[both["value_here"] != both["value"]]
    parts = [
        Question(
            f"differ:{r['unit']}:{r['indicator']}",
            brought.places.get((str(r["unit"]), str(r["indicator"])), str(r["indicator"])),
            shortest(float(r["value"])),
            shortest(float(r["value_here"])),
            f"{catalog.place(str(r['unit'])).zh} {r['indicator']}: {shortest(float(r['value_here']))} "
            f"({r['source_here']}) is there, {shortest(float(r['value']))} in the file; accept takes the "
            f"file's (so does --replace), reject "
            "keeps what is there",
        )
        for r in moved.to_dict("records")
    ]
    if not parts:
        return []
    asks = (
        f"{brought.year} is there already and {len(parts)} of its values read otherwise in this file; accept takes the "
        "file's (so does --replace), reject keeps what is there"
    )
    if len(parts) > LISTED:
        digest = f"{len(parts)} values, sum {shortest(float(moved['value'].sum()))}"
        return [Question("differ", "values shown above", digest, "", asks)]
    return together("differ", [replace(p, last=p.last) for p in parts], asks)


def joined(
    rows: pd.DataFrame, here: pd.DataFrame, keep: set[tuple[str, str]], *, entered: bool, remove: set[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the year with the file's figures in it, and the rows that went.

    Parameters
    ----------
    rows, here : DataFrame
        The file's figures and the year's.
    keep : set of (unit, indicator)
        Cells of the year that keep what they hold.
    entered : bool
        Whether the figures were typed: a value that is there already in the same size keeps its source and flag.
    remove : set of str
        Sources whose values go where the file does not hold them.
    """
    keys = cells_of(here)
    if entered:
        values = dict(zip(keys, here["value"].tolist(), strict=True))
        keep = keep | {
            (u, i)
            for u, i, v in zip(
                rows["unit"].tolist(), rows["indicator"].tolist(), rows["value"].tolist(), strict=True
            )
            if values.get((u, i)) == v
        }
    taken = where(rows, lambda cell: cell not in keep)
    new = set(cells_of(rows))
    missing = pd.Series([k not in new for k in keys], index=here.index, dtype=bool)
    gone = here[missing & here["source"].isin(remove)]
    kept = here.drop(index=gone.index)
    both = pd.concat([taken, kept[list(rows.columns)]], ignore_index=True).drop_duplicates(
        KEY, ignore_index=True
    )
    return both, gone


def lost(rows: pd.DataFrame, here: pd.DataFrame, sources: set[str]) -> int:
    """Return how many of the year's values the file does not hold, though they are of its own sources."""
    new = set(cells_of(rows))
    own = here[here["source"].isin(sources)]
    return sum((u, i) not in new for u, i in cells_of(own))
