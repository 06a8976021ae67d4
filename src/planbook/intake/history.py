"""The long view: three series of the plan's cities and the nation from whole editions of 1985 to 1998, table by table.

Which table of which edition, which column and which line of the nation is declared in ``data/catalog/history.csv``; a
table whose own total is not that of the line beside the nation is not used. Later years are the matter of `yearbook`.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from planbook import catalog, plan
from planbook.errors import WorkbookError
from planbook.intake import conversion
from planbook.intake.text import number, squeeze

COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]
AGREES = 0.002  # of the printed total of all cities, in the table and beside the nation
LARGEST_STEP = 2.2  # times the value two years before or after: beyond, a digit was lost or a line slipped
INNER = 1.001  # districts may not be larger than the whole city


@dataclass(frozen=True, slots=True)
class _Declared:
    """One row of ``history.csv``; columns are counted from 1, those of the whole city and of its districts."""

    edition: int
    year: int
    indicator: str
    file: str
    columns: tuple[int, ...]
    inner: tuple[int, ...]
    unit: str
    nation: str


def declared() -> list[_Declared]:
    """Return the tables that are read, in the order of ``data/catalog/history.csv``.

    Examples
    --------
    >>> declared()[0].year
    1984
    """
    names = ("edition", "year", "indicator", "file", "columns", "inner", "unit", "nation")
    rows = catalog.table("catalog", "history.csv", columns=names)
    return [
        _Declared(
            int(r["edition"]),
            int(r["year"]),
            r["indicator"],
            r["file"],
            tuple(int(c) for c in r["columns"].split("+")),
            tuple(int(c) for c in r["inner"].split("+") if c),
            r["unit"],
            r["nation"],
        )
        for r in rows
    ]


def read(folder: Path) -> pd.DataFrame:
    """Read the long view from whole editions.

    Parameters
    ----------
    folder : Path
        Holds one folder an edition, ``1985/`` and so on, with its tables as workbooks; empty where it is not there.

    Returns
    -------
    pandas.DataFrame
        unit (cities of the plan and the nation), indicator, year, value, source, flag. Values that cannot be right, as
        districts larger than their city, are left out.

    Raises
    ------
    WorkbookError
        If a declared table or line is not there, or a table does not add up to the line; all of them listed.
    """
    problems: list[str] = []
    rows: list[tuple[object, ...]] = []
    if not folder.is_dir():
        return pd.DataFrame(columns=COLUMNS)
    for d in declared():
        where = f"edition {d.edition}, {d.indicator} of {d.year}"
        try:
            cells = _cells(_file(folder / str(d.edition), d.file))
            by = conversion.factor(d.unit, catalog.indicators()[d.indicator].unit.zh)
        except (WorkbookError, ValueError) as error:
            problems.append(f"{where}: {error}")
            continue
        total, found = _column(cells, d)
        nation, cities = _nation(folder / str(d.edition), d.nation, d.indicator) if d.nation else (None, None)
        if d.nation and (nation is None or cities is None):
            problems.append(f"{where}: no line {d.nation!r} beside the nation")
        elif cities is not None and (
            total is None or abs(conversion.convert(total, by) / cities - 1) > AGREES
        ):
            problems.append(
                f"{where}: the table's total {total} is not the {cities} printed beside the nation"
            )
        source = f"ccsy-{d.edition}"
        rows += [(u, d.indicator, d.year, conversion.convert(v, by), source, "") for u, v in found.items()]
        if nation is not None:
            rows.append((catalog.NATION, d.indicator, d.year, nation, source, ""))
    if problems:
        raise WorkbookError(f"{folder}: {len(problems)} tables cannot be used", problems)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return _plausible(frame).sort_values(["year", "unit", "indicator"], ignore_index=True)


def _file(folder: Path, name: str) -> Path:
    found = sorted(p for p in folder.rglob("*.xls*") if str(p.relative_to(folder)).endswith(name))
    if len(found) != 1:
        raise WorkbookError(f"{len(found)} files end in {name!r}; one is needed")
    return found[0]


def _cells(path: Path) -> list[list[object]]:
    """Return the rows of all sheets that hold a table; the last sheets of a file name its vendors."""
    try:
        book = CalamineWorkbook.from_path(path)
        sheets = [book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookError(f"{path.name} cannot be opened: {error}") from error
    return [list(row) for sheet in sheets for row in sheet if len(row) > 1]


def _column(cells: list[list[object]], d: _Declared) -> tuple[float | None, dict[str, float]]:
    """Return the printed total of all cities and the values of the plan's, without those smaller than their districts."""
    names = _names()
    total: float | None = None
    found: dict[str, float] = {}
    for row in cells:
        name = squeeze(row[0]).removesuffix("市")
        value = _sum(row, d.columns)
        if value is None:
            continue
        if total is None and ("合计" in name or name == "全部城"):
            total = value
        inner = _sum(row, d.inner)
        if name in names and not (inner is not None and inner > INNER * value):
            found[names[name]] = (
                value  # a province stands above its cities: of two lines the later is the city
            )
    return total, found


def _sum(row: list[object], columns: tuple[int, ...]) -> float | None:
    try:
        values = [number(row[c - 1]) for c in columns if c <= len(row)]
    except ValueError:
        return None
    if not values or values[0] is None:
        return None
    return sum(v for v in values if v is not None)


def _names() -> dict[str, str]:
    """Return every name the plan's cities go by in these editions."""
    inside = {c.code: c.name.zh for c in plan.cities()}
    names = {name: code for code, name in inside.items()}
    for row in catalog.table("catalog", "names_1985.csv", columns=("name", "code")):
        if row["code"] in inside:
            names[row["name"]] = row["code"]
    return names | {"荆沙": "421000"}


def _nation(folder: Path, line: str, indicator: str) -> tuple[float | None, float | None]:
    """Return the nation and the sum of all cities from the table that sets one beside the other."""
    tables = sorted(p for p in folder.rglob("*.xls*") if "占全国" in p.name or "在全国" in p.name)
    for row in (row for path in tables for row in _cells(path)):
        if squeeze(row[0]).startswith(squeeze(line)) and len(row) > 3:
            by = conversion.factor(squeeze(row[1]), catalog.indicators()[indicator].unit.zh)
            nation, cities = number(row[2]), number(row[3])
            return (
                None if nation is None else conversion.convert(nation, by),
                None if cities is None else conversion.convert(cities, by),
            )
    return None, None


def _plausible(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out values far from both neighbours of their city: a digit lost, or a line slipped."""
    kept = []
    for _, one in frame.sort_values("year").groupby(["unit", "indicator"]):
        last, following = one["value"].shift(1), one["value"].shift(-1)

        def far(other: pd.Series, own: pd.Series = one["value"]) -> pd.Series:
            return (own / other > LARGEST_STEP) | (own / other < 1 / LARGEST_STEP)

        off = far(last) & far(following)
        kept.append(one[~off])
    return pd.concat(kept) if kept else frame
