"""Reading one CSV table of the plan: cells are checked as they are read, every problem is noted, none raised.

What the tables mean is not known here; see `planbook.plan.registry`.
"""

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from planbook.ground.language import Both
from planbook.plan.places import place

T = TypeVar("T")


class Row:
    """One row of a table, read cell by cell.

    A cell that breaks its rule is noted among the problems and a stand-in is returned, so that one pass finds
    all problems; the stand-ins never leave the package, because the registry refuses to load with a problem
    noted.
    """

    def __init__(self, where: str, cells: dict[str, str], problems: list[str]) -> None:
        self._where = where
        self._cells = cells
        self._problems = problems

    def problem(self, column: str, what: str) -> None:
        """Note what is wrong with a cell."""
        self._problems.append(f"{self._where}, {column}: {what}")

    def optional(self, column: str) -> str:
        """Return a cell that may be empty."""
        return self._cells[column]

    def text(self, column: str) -> str:
        """Return a cell that must hold something."""
        cell = self._cells[column]
        if not cell:
            self.problem(column, "is empty")
        return cell

    def choice(self, column: str, *allowed: str) -> str:
        """Return a cell that must be one of a closed list."""
        cell = self._cells[column]
        if cell not in allowed:
            self.problem(column, f"{cell!r} is not one of {', '.join(allowed)}")
        return cell

    def number(self, column: str) -> float:
        """Return a cell that must be a finite number."""
        try:
            value = float(self._cells[column])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.problem(column, f"{self._cells[column]!r} is not a number")
        return value

    def integer(self, column: str) -> int:
        """Return a cell that must be a whole number."""
        cell = self._cells[column]
        if cell.isdecimal():
            return int(cell)
        self.problem(column, f"{cell!r} is not a whole number")
        return 0

    def optional_integer(self, column: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        return self.integer(column) if self._cells[column] else None

    def both(self, name: str) -> Both:
        """Return a text that must stand in both languages, columns ``<name>_zh`` and ``<name>_en``."""
        return Both(self.text(f"{name}_zh"), self.text(f"{name}_en"))

    def optional_both(self, name: str) -> Both | None:
        """Return a text that stands in both languages or in neither."""
        if self._cells[f"{name}_zh"] or self._cells[f"{name}_en"]:
            return self.both(name)
        return None

    def source(self) -> Both:
        """Return the place in the plan, column ``source``, in both languages."""
        try:
            return place(self._cells["source"])
        except ValueError as wrong:
            self.problem("source", str(wrong))
            return Both("", "")


def read(
    folder: Path, name: str, columns: str, key: str, build: Callable[[Row], T], problems: list[str]
) -> tuple[T, ...]:
    """Read one table and build one record a row, in the order of the file.

    Parameters
    ----------
    folder : Path
        Where the tables lie.
    name : str
        The table's file name without ``.csv``.
    columns : str
        The header it must have, names separated by blanks.
    key : str
        The columns that together must differ from row to row, separated by blanks.
    build : callable
        Makes a record of a `Row`.
    problems : list of str
        Every problem found is appended here.

    Returns
    -------
    tuple
        The records; empty if the file is missing or its header is wrong.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        problems.append(f"{name}.csv: the file is missing")
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = list(csv.reader(file)) or [[]]
    except UnicodeDecodeError as wrong:
        problems.append(f"{name}.csv: byte {wrong.start} is not UTF-8; save the file as UTF-8")
        return ()
    wanted = columns.split()
    if header != wanted:
        missing = [column for column in wanted if column not in header]
        surplus = [column for column in header if column not in wanted]
        problems.append(
            f"{name}.csv: the header must read {','.join(wanted)}"
            + (f"; missing {', '.join(missing)}" if missing else "")
            + (f"; not known {', '.join(surplus)}" if surplus else "")
        )
        return ()
    records = []
    first_lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, start=2):
        where = f"{name}.csv row {number}"
        if len(line) != len(wanted):
            problems.append(f"{where}: {len(line)} cells where the header has {len(wanted)}")
            continue
        cells = dict(zip(wanted, line, strict=True))
        identity = tuple(cells[column] for column in key.split())
        first = first_lines.setdefault(identity, number)
        if first != number:
            problems.append(f"{where}: {', '.join(identity)} stands already in row {first}")
        records.append(build(Row(where, cells, problems)))
    if not lines:
        problems.append(f"{name}.csv: the table has no rows")
    return tuple(records)
