"""The observed values: one tidy frame of unit, indicator, year, value, source and flag, read from ``data/``.

Cities come from ``data/observations/<year>.csv``, provinces and the nation from ``data/benchmark/<year>.csv``,
county-level cities from ``data/county_cities/<year>.csv``. Nothing
is computed here and no gap is filled: a value that is not printed has no row.
"""

from collections.abc import Collection, Iterable

import pandas as pd
from rapidfuzz import process

from planbook import catalog, paths
from planbook.errors import UnknownNameError
from planbook.ground.reads import digest_of_bytes, recorded, recorded_by, remembered
from planbook.store import rows
from planbook.store.rows import COLUMNS as COLUMNS

FIRST_YEAR = 2003


@recorded
def last_year() -> int:
    """Return the newest data year: that of the newest file in ``data/observations``.

    Examples
    --------
    >>> last_year() >= 2022
    True
    """
    years = [int(p.stem) for p in paths.data("observations").glob("*.csv") if p.stem.isdecimal()]
    return max(years, default=FIRST_YEAR)


def stored(year: int) -> pd.DataFrame:
    """Return all observations of the cities in one year as they are stored now; empty where there is no such file."""
    return rows.read_year(paths.data("observations"), year)


def select(
    indicators: str | Iterable[str],
    units: Collection[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return the observations of some indicators.

    Parameters
    ----------
    indicators : str or iterable of str
        Ids of the catalog.
    units : collection of str, optional
        Six-digit codes; every city of the yearbook by default.
    years : iterable of int, optional
        Data years; all by default.

    Returns
    -------
    pandas.DataFrame
        Columns unit, indicator, year, value (in the catalog's unit), source, flag; sorted by unit, indicator, year.

    Raises
    ------
    UnknownNameError
        If an indicator is not in the catalog; the nearest ids are named.

    Examples
    --------
    >>> select("gdp_100m_yuan", ["130200"], [2012]).value.item()
    5861.6363
    """
    return _select("observations", indicators, units, years)


def nation(indicators: str | Iterable[str], years: Iterable[int] | None = None) -> pd.DataFrame:
    """Return the national values of some indicators, in the columns of `select`; the unit is always 100000.

    Examples
    --------
    >>> round(nation("services_share_pct", [2017]).value.item(), 1)
    52.7
    """
    return _select("benchmark", indicators, [catalog.NATION], years)


def provinces(
    indicators: str | Iterable[str],
    units: Collection[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return the provincial values of some indicators, in the columns of `select`.

    Parameters
    ----------
    indicators, years
        As in `select`.
    units : collection of str, optional
        Six-digit codes of provinces, such as 210000; all 31 by default.

    Examples
    --------
    >>> provinces("invention_patents_in_force", ["210000"], [2017]).value.item()
    33270.0
    """
    return _select("benchmark", indicators, units or list(catalog.provinces()), years)


def county_cities(
    indicators: str | Iterable[str],
    units: Collection[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Return the values of county-level cities, in the columns of `select`: 瓦房店 and those it is compared with.

    Parameters
    ----------
    indicators, years
        As in `select`.
    units : collection of str, optional
        Six-digit codes, such as 210281; every county-level city by default.

    Examples
    --------
    >>> round(county_cities("gdp_100m_yuan", ["210281"], [2013]).value.item(), 1)
    1055.9
    """
    return _select("county_cities", indicators, units, years)


def history(indicators: str | Iterable[str], years: Iterable[int]) -> pd.DataFrame:
    """Return the long view before the book's first year: cities of the plan and the nation (100000).

    Parameters
    ----------
    indicators, years
        As in `select`; a year without a table has no rows.

    Examples
    --------
    >>> history("population_registered_10k", [1985]).query("unit == '100000'").value.item()
    104532.0
    """
    return _select("history", indicators, None, years)


def value(unit: str, indicator: str, year: int) -> float | None:
    """Return one value, or None where it is not printed; a unit of 100000 asks for the nation.

    Examples
    --------
    >>> value("230600", "gdp_100m_yuan", 2013)
    4181.4993
    """
    frame = nation(indicator, [year]) if unit == catalog.NATION else select(indicator, [unit], [year])
    return None if frame.empty else float(frame["value"].iloc[0])


def years(indicator: str, units: Collection[str], share: float = 0.5) -> list[int]:
    """Return the years in which at least a share of the units has a value.

    Examples
    --------
    >>> years("pm25_ug_m3", ["130200"])[0]
    2017
    """
    counts = select(indicator, units).groupby("year")["unit"].nunique()
    return [int(str(y)) for y, n in counts.items() if n >= share * len(set(units))]


def wide(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of one indicator as a table of units by years; a cell without observation is NaN.

    Examples
    --------
    >>> wide(select("gdp_100m_yuan", ["130200"], [2011, 2012])).shape
    (1, 2)
    """
    return frame.pivot(index="unit", columns="year", values="value")


def _select(
    folder: str,
    indicators: str | Iterable[str],
    units: Collection[str] | None,
    years: Iterable[int] | None,
) -> pd.DataFrame:
    asked = [indicators] if isinstance(indicators, str) else list(indicators)
    known = catalog.indicators()
    if unknown := [i for i in asked if i not in known]:
        raise UnknownNameError("the catalog has no such indicator", [near_indicators(i) for i in unknown])
    return found(
        folder,
        sorted(set(asked)),
        None if units is None else sorted(set(units)),
        None if years is None else sorted({int(y) for y in years}),
    )


def _marked(
    folder: str, indicators: Collection[str], units: Collection[str] | None, years: Collection[int] | None
) -> str:
    table = _table(folder)
    return digest_of_bytes(table.marks[table.find(indicators, units, _span(years))].tobytes())


@recorded_by(_marked)
def found(
    folder: str, indicators: Collection[str], units: Collection[str] | None, years: Collection[int] | None
) -> pd.DataFrame:
    """Return rows of ``observations`` or ``benchmark``: the question by which a run's reading is remembered."""
    table = _table(folder)
    return table.take(table.find(indicators, units, _span(years)))


def _span(years: Collection[int] | None) -> Collection[int]:
    return range(FIRST_YEAR, last_year() + 1) if years is None else years


def near_indicators(name: str) -> str:
    """Return a line that names the indicators most like a wrong id.

    Examples
    --------
    >>> near_indicators("gdp").startswith("'gdp' (nearest: gdp_")
    True
    """
    return f"{name!r} (nearest: {', '.join(m[0] for m in process.extract(name, list(catalog.indicators()), limit=4))})"


def preload() -> None:
    """Read all values now, so that those who ask later need not wait."""
    for folder in ("observations", "benchmark", "county_cities"):
        _table(folder)


@remembered
def _table(folder: str) -> rows.Rows:
    return rows.read(paths.data(folder))
