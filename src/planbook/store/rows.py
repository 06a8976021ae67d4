"""A folder of yearly tables as rows that are found fast, each with a mark of its own.

What the rows mean is the matter of `planbook.store.observations`. The files are those ``planbook compile`` writes,
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
    _unit: "_Column"
    _indicator: "_Column"
    _year: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Rows":
        """Return the rows of a frame with the columns of `COLUMNS`."""
        frame = frame.sort_values(["unit", "indicator", "year"], ignore_index=True)
        marks = pd.util.hash_pandas_object(frame, index=False).to_numpy()
        unit, indicator = _Column.of(frame["unit"]), _Column.of(frame["indicator"])
        return cls(frame, marks, unit, indicator, frame["year"].to_numpy())

    def find(
        self, indicators: Collection[str], units: Collection[str] | None, years: Collection[int]
    ) -> np.ndarray:
        """Return the positions of some rows in `frame`, ascending.

        Parameters
        ----------
        indicators, units, years : collection
            What is wanted; None for the units of all rows. What is not there is passed over.
        """
        at = self._indicator.positions(indicators)
        if units is not None:
            of_units = self._unit.positions(units)
            # the fewer are looked through
            if sum(map(len, of_units)) < sum(map(len, at)):
                at = [p[self._indicator.holds(p, indicators)] for p in of_units]
            else:
                at = [p[self._unit.holds(p, units)] for p in at]
        found = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *at]))
        return found[np.isin(self._year[found], list(years))]

    def take(self, at: np.ndarray) -> pd.DataFrame:
        """Return the rows at some positions as a frame of their own."""
        return self.frame.take(at).reset_index(drop=True)


@dataclass(frozen=True)
class _Column:
    """A column of text, by number: where each value stands, and which stands where."""

    number: dict[str, int]
    at: list[np.ndarray]
    numbers: np.ndarray

    @classmethod
    def of(cls, column: pd.Series) -> "_Column":
        numbers, values = pd.factorize(column)
        order = np.argsort(numbers, kind="stable")
        at = (
            np.split(order, np.cumsum(np.bincount(numbers, minlength=len(values)))[:-1])
            if len(values)
            else []
        )
        return cls({str(v): n for n, v in enumerate(values)}, at, numbers)

    def positions(self, wanted: Collection[str]) -> list[np.ndarray]:
        return [self.at[self.number[w]] for w in set(wanted) if w in self.number]

    def holds(self, positions: np.ndarray, wanted: Collection[str]) -> np.ndarray:
        mask = np.zeros(len(self.number), dtype=bool)
        mask[[self.number[w] for w in wanted if w in self.number]] = True
        return mask[self.numbers[positions]]


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
