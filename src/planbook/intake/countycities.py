"""County-level cities, read from the yearbook's single tables: the plan's 瓦房店 and the cities it is compared with.

Which wording is which indicator is data (``data/catalog/county_headers.csv``), and so are the cities and their
spellings (``county_cities.csv``, ``county_names.csv``). How a table is laid out is the matter of `countytables`.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import conversion, countytables, proofs
from planbook.intake.text import number
from planbook.store.observations import FIRST_YEAR

FOLDER = "county-cities"  # below the folder of raw sources, one folder an edition
COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]
LARGEST_STEP = 2.5  # times last year's that the typical city of a column may have
MOST_UNREAD = 0.02  # share of cells that may hold no number


@cache
def _codes() -> dict[str, str]:
    codes = {
        r["name_zh"]: r["code"]
        for r in catalog.table("catalog", "county_cities.csv", columns=("code", "name_zh", "province"))
    }
    names = catalog.table("catalog", "county_names.csv", columns=("name", "code"))
    return codes | {r["name"]: r["code"] for r in names}


@cache
def _heads() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    columns = ("indicator", "pattern", "printed_unit")
    rows = catalog.table("catalog", "county_headers.csv", columns=columns)
    return tuple((r["indicator"], re.compile(r["pattern"]), r["printed_unit"]) for r in rows)


def read(folder: Path) -> pd.DataFrame:
    """Read every edition's tables of county-level cities.

    Parameters
    ----------
    folder : Path
        The folder of raw sources; one without ``county-cities/`` has none.

    Returns
    -------
    DataFrame
        Columns unit, indicator, year, value, source, flag; sorted by year, unit, indicator. A figure that is printed
        twice and differs, or whose cell holds no number, is left out.

    Raises
    ------
    WorkbookError
        If a table cannot be opened, too many cells hold no number, or a column moves by an order of magnitude; all of
        them listed.
    """
    if not (folder / FOLDER).is_dir():
        return pd.DataFrame(columns=COLUMNS)
    parts: list[pd.DataFrame] = []
    problems: list[str] = []
    for edition in sorted(p for p in (folder / FOLDER).iterdir() if p.name.isdecimal()):
        year = int(edition.name) - 1
        if year < FIRST_YEAR:
            continue
        try:
            parts.append(_edition(edition, year, problems))
        except WorkbookError as error:
            problems.append(error.message)
    figures = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    problems += _steps(figures)
    if problems:
        raise WorkbookError(f"{folder / FOLDER}: county-level cities cannot be read", problems)
    flagged = proofs.flag_isolated_jumps(figures)
    return flagged.sort_values(["year", "unit", "indicator"], ignore_index=True)


def _edition(edition: Path, year: int, problems: list[str]) -> pd.DataFrame:
    units = frozenset(conversion.units())
    values: dict[tuple[str, str], set[float]] = {}
    unread, cells = 0, 0
    for table in sorted(edition.glob("*.xlsx")):
        figures = [
            (c, i, printed)
            for c in countytables.read(table, units)
            for i, pattern, printed in _heads()
            if pattern.search(c.header) and c.name in _codes()
        ]
        # a page that repeats no unit is in the unit of the others
        told = Counter((i, c.unit) for c, i, _ in figures if c.unit)
        usual = {i: unit for (i, unit), _ in reversed(told.most_common())}
        for c, indicator, printed in figures:
            try:
                by = conversion.factor(
                    c.unit or usual.get(indicator, printed), catalog.indicators()[indicator].unit.zh
                )
            except ValueError:
                # the same wording over another thing: persons employed in primary industry
                continue
            cells += 1
            try:
                value = number(c.printed)
            except ValueError:
                unread += 1
                continue
            if value is not None:
                values.setdefault((_codes()[c.name], indicator), set()).add(conversion.convert(value, by))
    if unread > MOST_UNREAD * cells:
        problems.append(
            f"{FOLDER}/{edition.name}: {unread} of {cells} cells hold no number; are its tables whole?"
        )
    rows = [
        (unit, indicator, year, next(iter(found)), f"ccsy-{year + 1}", "")
        for (unit, indicator), found in values.items()
        if len(found) == 1
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _steps(figures: pd.DataFrame) -> list[str]:
    """Name every column whose typical city is an order of magnitude from the year before: a unit that lies."""
    problems = []
    series = {
        (str(indicator), int(str(year))): dict(zip(rows["unit"], rows["value"], strict=True))
        for (indicator, year), rows in figures.groupby(["indicator", "year"])
    }
    for (indicator, year), now in series.items():
        before = series.get((indicator, year - 1))
        step = conversion.step(before, now) if before else None
        if step is not None and not 1 / LARGEST_STEP <= step <= LARGEST_STEP:
            problems.append(
                f"{FOLDER}/{year + 1}: the typical city's {indicator} is {step:g} times that of {year - 1}; look at the "
                "printed unit"
            )
    return problems
