"""Figures that were entered by tidy table or form: kept in ``data/entered/<year>.csv``, so that a compile has them too.

A workbook is read again by every compile; what was typed is nowhere else. Same columns as the observations.
"""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from planbook import catalog, paths
from planbook.intake import store
from planbook.intake.brought import where
from planbook.store import rows

KEY = ["unit", "indicator"]


def stored(year: int) -> pd.DataFrame:
    """Return what was entered for a year: unit, indicator, year, value, source, flag."""
    return rows.read_year(paths.data("entered"), year)


def everything() -> pd.DataFrame:
    """Return what was entered for any year."""
    years = sorted(int(p.stem) for p in paths.data("entered").glob("*.csv") if p.stem.isdecimal())
    return pd.concat([stored(year) for year in (*years, 0)], ignore_index=True)


def with_more(year: int, more: pd.DataFrame, gone: Collection[tuple[str, str]] = ()) -> dict[Path, str]:
    """Return the file of a year with more figures in it, and without those that went; nothing where nothing changes."""
    here = stored(year)
    kept = where(here, lambda cell: cell not in gone)
    both = pd.concat([more[kept.columns], kept], ignore_index=True).drop_duplicates(KEY)
    path = paths.data("entered", f"{year}.csv")
    if both.empty and not path.is_file():
        return {}
    text = store.as_csv(both)
    return {} if path.is_file() and path.read_text(encoding="utf-8") == text else {path: text}


def over(figures: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return figures with what was entered in their place.

    Examples
    --------
    >>> row = {"unit": "a", "indicator": "x", "year": 2023, "value": 1.0, "source": "s", "flag": ""}
    >>> over(pd.DataFrame([row]), pd.DataFrame([row | {"value": 2.0}]))["value"].tolist()
    [2.0]
    """
    if more.empty:
        return figures
    both = pd.concat([more[figures.columns], figures], ignore_index=True)
    return both.drop_duplicates([*KEY, "year"], ignore_index=True)


def of_benchmark(frame: pd.DataFrame) -> pd.Series:
    """Tell which rows are of the nation or of a province as a whole.

    Beijing, Tianjin, Shanghai and Chongqing are cities and provinces under one code: in a series of cities they are
    cities.
    """
    own = {catalog.NATION, *catalog.provinces()}
    known = catalog.indicators()
    provincial = [i in known and known[i].scope in ("nation", "province") for i in frame["indicator"]]
    return frame["unit"].isin(own) & (
        ~frame["unit"].isin(list(catalog.cities())) | pd.Series(provincial, frame.index, dtype=bool)
    )
