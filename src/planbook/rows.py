"""A folder of yearly tables as rows that are found fast, each with a mark of its own.

What the rows mean is the matter of `planbook.observations`. The files are those ``planbook compile`` writes,
``<year>.csv`` with the columns unit, indicator, value, source and flag.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from planbook.errors import RegistryError

COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]


@dataclass(frozen=True)
class Rows:
    """All rows of one folder.

    Attributes
    ----------
    frame : pandas.DataFrame
        Columns unit, indicator, year, value, source, flag; sorted by unit, indicator, year.
    marks : numpy.ndarray
        One unsigned 64-bit hash a row, of all its cells.
    """

    frame: pd.DataFrame
    marks: np.ndarray
    _of_indicator: dict[str, np.ndarray]
    _units: dict[str, int]
    _unit_of: np.ndarray
    _year_of: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Rows":
        """Return the rows of a frame with the columns of `COLUMNS`."""
        frame = frame.sort_values(["unit", "indicator", "year"], ignore_index=True)
        unit_of, units = pd.factorize(frame["unit"])
        positions = frame.groupby("indicator", sort=False).indices
        return cls(
            frame=frame,
            marks=pd.util.hash_pandas_object(frame, index=False).to_numpy(),
            _of_indicator={str(i): np.sort(p) for i, p in positions.items()},
            _units={str(code): n for n, code in enumerate(units)},
            _unit_of=unit_of,
            _year_of=frame["year"].to_numpy(),
        )

    def find(
        self, indicators: Collection[str], units: Collection[str] | None, years: Collection[int]
    ) -> np.ndarray:
        """Return the positions of some rows in `frame`, ascending.

        Parameters
        ----------
        indicators, units, years : collection
            What is wanted; None for the units of all rows. What is not there is passed over.
        """
        none = np.empty(0, dtype=np.int64)
        at = np.sort(np.concatenate([none, *(self._of_indicator.get(i, none) for i in set(indicators))]))
        if units is not None:
            wanted = np.zeros(len(self._units), dtype=bool)
            wanted[[self._units[u] for u in units if u in self._units]] = True
            at = at[wanted[self._unit_of[at]]]
        return at[np.isin(self._year_of[at], list(years))]

    def take(self, at: np.ndarray) -> pd.DataFrame:
        """Return the rows at some positions as a frame of their own."""
        return self.frame.take(at).reset_index(drop=True)


def read(folder: Path) -> Rows:
    """Return the rows of every ``<year>.csv`` in a folder; a folder without such files has no rows.

    Raises
    ------
    RegistryError
        If a file does not have the columns it should; it is named.
    """
    files = sorted(f for f in folder.glob("*.csv") if f.stem.isdecimal())
    parts = [read_year(folder, int(file.stem)) for file in files]
    return Rows.of(pd.concat(parts, ignore_index=True) if parts else read_year(folder, 0))


def read_year(folder: Path, year: int) -> pd.DataFrame:
    """Return the rows of one year as they stand in the file; no rows where there is no such file.

    Raises
    ------
    RegistryError
        As `read`.
    """
    path = folder / f"{year}.csv"
    if not path.is_file():
        empty = pd.DataFrame({c: pd.Series(dtype="str") for c in COLUMNS})
        return empty.astype({"year": "int64", "value": "float64"})
    name = f"data/{folder.name}/{path.name}"
    types = {"unit": "str", "indicator": "str", "value": "float64", "source": "str", "flag": "str"}
    try:
        frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values={"value": [""]})
    except (ValueError, KeyError) as error:
        raise RegistryError(f"{name} cannot be read: {error}; compile it again") from error
    if list(frame.columns) != [c for c in COLUMNS if c != "year"]:
        raise RegistryError(f"{name} has the columns {', '.join(frame.columns)}; compile it again")
    return frame.assign(year=year)[COLUMNS]
