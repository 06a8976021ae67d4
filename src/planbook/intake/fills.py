"""City figures from other sources than the yearbook: one small reader per file, all returning the same columns.

Which years and indicators a source may fill is declared in ``data/catalog/fills.csv``; a fill never replaces a value
the yearbook prints.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError

from planbook import catalog
from planbook.errors import RegistryError, WorkbookError
from planbook.intake import districts

# two figures closer than this share are one figure, printed with different decimals
SAME = 0.002

# unit, indicator, year, value
Figures = pd.DataFrame


@cache
def _codes() -> dict[str, str]:
    full = {city.name.zh: code for code, city in catalog.cities().items()}
    return full | {name.removesuffix("市"): code for name, code in full.items()}


def _tidy(frame: pd.DataFrame, names: str, year: str, columns: dict[str, tuple[str, float]]) -> Figures:
    """Turn a wide table into unit, indicator, year, value; places that are no city of the catalog are left out.

    ``columns`` maps a printed column to (indicator, factor).
    """
    parts = []
    for printed, (indicator, by) in columns.items():
        part = pd.DataFrame(
            {
                "unit": frame[names].map(_codes().get),
                "indicator": indicator,
                "year": pd.to_numeric(frame[year], errors="coerce"),
                "value": pd.to_numeric(frame[printed], errors="coerce") * by,
            }
        )
        parts.append(part.dropna())
    tidy = pd.concat(parts, ignore_index=True)
    tidy["year"] = tidy["year"].astype(int)
    return tidy.drop_duplicates(["unit", "indicator", "year"])


def _sheet(path: Path, name: str) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=name, engine="calamine")


def gdp_by_sector(folder: Path) -> Figures:
    """Read GDP (100 million yuan) and the three sector shares (per cent) of every city and year."""
    frame = _sheet(folder / "city/city-gdp-by-sector-2000-2023.xlsx", "面板数据2000-2023")
    return _tidy(
        frame,
        "城市名称",
        "年度标识",
        {
            "gdp（亿元人民币）": ("gdp_100m_yuan", 1),
            "第一产业占GDP比重": ("primary_share_pct", 100),
            "第二产业占GDP比重": ("secondary_share_pct", 100),
            "第三产业占GDP比重": ("services_share_pct", 100),
        },
    )


def gdp_index(folder: Path) -> Figures:
    """Read the index of real GDP, previous year = 100."""
    frame = _sheet(folder / "city/city-gdp-index-base2000.xlsx", "Sheet1")
    return _tidy(frame, "城市", "年份", {"GDP指数": ("gdp_index_previous_100", 1)})


def urban_income(folder: Path) -> Figures:
    """Read urban disposable income per head (yuan) of the plan's cities."""
    frame = pd.read_csv(folder / "city/urban-income-95-2005-2021.csv")
    return _tidy(frame, "city", "year", {"urban_disposable_income_yuan": ("urban_income_yuan", 1)})


def resident_population(folder: Path) -> Figures:
    """Read the resident population (10,000 persons); the column of interpolated values is left alone."""
    path = folder / "city/city-resident-population-1998-2024.xlsx"
    frame = pd.read_excel(path, sheet_name="面板数据", engine="calamine")
    return _tidy(frame, "城市", "年份", {"常住人口（万人）": ("population_resident_10k", 1)})


def gridded_co2(folder: Path) -> Figures:
    """Read the CO2 emissions (tonnes) that the EDGAR model puts within each city's borders."""
    path = folder / "city/gridded-city-co2-2000-2023.xlsx"
    frame = pd.read_excel(path, sheet_name="Sheet1", engine="calamine")
    return _tidy(frame, "城市", "年份", {"碳排放量_吨": ("co2_modelled_t", 1)})


READERS: dict[str, Callable[[Path], Figures]] = {
    "city-gdp-by-sector": gdp_by_sector,
    "city-gdp-index": gdp_index,
    "urban-income": urban_income,
    "city-resident-population": resident_population,
    "edgar-city-co2": gridded_co2,
    "census-counties": districts.census,
    "ceads-county-co2": districts.modelled_co2,
}


def without_repeats(filled: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Leave out fills that repeat another series of the yearbook.

    Collections of resident population hold registered population where the former was not published. A fill that
    lies within 0.2 per cent of the series named in ``unlike`` of ``data/catalog/fills.csv`` is taken for that series.

    Parameters
    ----------
    filled, printed : DataFrame
        Columns unit, indicator, year, value among others.

    Returns
    -------
    DataFrame
        The rows of ``filled`` that remain.
    """
    unlike = {
        (r["source"], r["indicator"]): r["unlike"]
        for r in catalog.table("catalog", "fills.csv", columns=("source", "indicator", "unlike"))
        if r["unlike"]
    }
    other = printed.set_index(["unit", "indicator", "year"])["value"]
    kept = []
    for r in filled.to_dict("records"):
        rival = unlike.get((r["source"], r["indicator"]))
        beside = other.get((r["unit"], rival, r["year"])) if rival else None
        kept.append(beside is None or abs(r["value"] - beside) > SAME * r["value"])
    return filled[kept]


def read(folder: Path) -> pd.DataFrame:
    """Read every declared fill.

    Returns
    -------
    DataFrame
        Columns unit, indicator, year, value, source, flag.

    Raises
    ------
    WorkbookError
        If a declared file is missing or no longer has its columns; all of them listed.
    RegistryError
        If a declared source has no reader.
    """
    parts, problems = [], []
    wanted: dict[str, list[dict[str, str]]] = {}
    for row in catalog.table(
        "catalog", "fills.csv", columns=("source", "indicator", "first", "last", "flag")
    ):
        wanted.setdefault(row["source"], []).append(row)
    if unknown := sorted(wanted.keys() - READERS.keys()):
        raise RegistryError("data/catalog/fills.csv names sources that have no reader", unknown)
    for source, rows in wanted.items():
        try:
            figures = READERS[source](folder)
        except KeyError as error:
            problems.append(f"{source}: the column {error} is missing")
            continue
        except (OSError, ValueError, CalamineError) as error:
            problems.append(f"{source}: {error}")
            continue
        for row in rows:
            inside = figures["year"].between(int(row["first"]), int(row["last"]))
            part = figures[(figures["indicator"] == row["indicator"]) & inside]
            parts.append(part.assign(source=source, flag=row["flag"]))
    if problems:
        raise WorkbookError(f"{folder}: sources beside the yearbook cannot be read", problems)
    return pd.concat(parts, ignore_index=True)
