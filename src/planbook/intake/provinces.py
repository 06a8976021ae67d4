"""Series of provinces, and single announcements for the nation: one small reader per source, all alike.

Which series is taken from which column, in which years, with which flag and without which misprinted cells is data:
``data/catalog/province_series.csv``. The spellings of provinces live in ``data/catalog/province_names.csv``.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import conversion

COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]

# name as printed, column, year, value, unit as printed (empty where the file prints none)
Long = pd.DataFrame


def gdp(folder: Path) -> Long:
    """Read gross regional product (100 million yuan), years as columns."""
    frame = pd.read_csv(folder / "province/nbs-province-gdp-2006-2024.csv")
    years = [c for c in frame.columns if c.endswith("年")]
    tall = frame.melt("地区", years, "year", "value").assign(column="gdp", unit="")
    return tall.assign(year=tall["year"].str.removesuffix("年")).rename(columns={"地区": "name"})


def science(folder: Path) -> Long:
    """Read R&D, patents and high-tech industry; names of the provinces contain scanning slips and regions."""
    frame = pd.read_csv(folder / "province/techme-province-rd-patents.csv", low_memory=False)
    return frame.rename(columns={"province": "name", "variables": "column", "units": "unit"})


def energy_intensity(folder: Path) -> Long:
    """Read kilograms of coal equivalent per 10,000 yuan of nominal product."""
    frame = pd.read_csv(folder / "province/province-energy-intensity-2001-2017.csv")
    return (
        frame.melt("prov", None, "year", "value")
        .assign(column="intensity", unit="")
        .rename(columns={"prov": "name"})
    )


def energy_total(folder: Path) -> Long:
    """Read total energy consumption (10,000 tonnes of coal equivalent), the only column of the file in use."""
    frame = pd.read_csv(folder / "province/province-energy-total-1990-2025.csv")
    named = {"Province": "name", "Year": "year", "Total energy consumption": "value"}
    return frame.rename(columns=named).assign(column="energy", unit="")


def satellite_pm25(folder: Path) -> Long:
    """Read the population-weighted mean of PM2.5 (µg/m³) seen by satellite, years as columns."""
    frame = pd.read_csv(folder / "province/aqli-province-pm25-1998-2023.csv")
    frame = frame[frame["name0"] == "China"]
    years = [c for c in frame.columns if c.startswith("pm")]
    tall = frame.melt("name", years, "year", "value").assign(column="pm25", unit="")
    return tall.assign(year=tall["year"].str.removeprefix("pm"))


def announcements(folder: Path) -> Long:
    """Read what ministries announced for single years; sums over several years are passed over."""
    frame = pd.read_csv(folder / "national/jobs-and-housing.csv")
    return frame.rename(columns={"indicator": "column"}).assign(name="全国")


READERS: dict[str, Callable[[Path], Long]] = {
    "nbs-province-gdp": gdp,
    "science-yearbook": science,
    "province-energy-intensity": energy_intensity,
    "province-energy-total": energy_total,
    "aqli-pm25": satellite_pm25,
    "announcements": announcements,
}


@cache
def _codes() -> dict[str, str]:
    """Return every spelling of a province, and of the nation, with its code."""
    codes = {"全国": catalog.NATION}
    for code, name in catalog.provinces().items():
        short = name.zh
        for ending in ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"):
            short = short.removesuffix(ending)
        codes |= {name.zh: code, short: code, short + "省": code, name.en: code}
    rows = catalog.table("catalog", "province_names.csv", columns=("name", "code"))
    return codes | {r["name"]: r["code"] for r in rows}


def read(folder: Path) -> pd.DataFrame:
    """Read every declared provincial series.

    Parameters
    ----------
    folder : Path
        The folder of raw sources; one without ``province/`` has no provincial series.

    Returns
    -------
    DataFrame
        Columns unit (code of a province, 100000 where the source prints the nation), indicator, year, value, source,
        flag. Regions and names that are no province are left out.

    Raises
    ------
    WorkbookError
        If a declared file is missing, has lost its columns, or prints another unit; all of them listed.
    """
    if not (folder / "province").is_dir():
        return pd.DataFrame(columns=COLUMNS)
    columns = ("source", "column", "indicator", "printed_unit", "first", "last", "flag", "without")
    wanted: dict[str, list[dict[str, str]]] = {}
    for row in catalog.table("catalog", "province_series.csv", columns=columns):
        wanted.setdefault(row["source"], []).append(row)
    parts, problems = [], []
    for source, rows in wanted.items():
        try:
            figures = READERS[source](folder)
            parts += [_series(figures, row) for row in rows]
        except (OSError, KeyError, ValueError) as error:
            problems.append(f"{source}: {error}")
    if problems:
        raise WorkbookError(f"{folder}: provincial series cannot be read", problems)
    return pd.concat(parts, ignore_index=True)


def _series(figures: Long, row: dict[str, str]) -> pd.DataFrame:
    part = figures[figures["column"] == row["column"]]
    if part.empty:
        raise ValueError(f"column {row['column']!r} is not there")
    if strange := sorted(set(part["unit"]) - {"", row["printed_unit"]}):
        raise ValueError(
            f"column {row['column']!r} prints {', '.join(strange)} instead of {row['printed_unit']}"
        )
    by = float(conversion.factor(row["printed_unit"], catalog.indicators()[row["indicator"]].unit.zh))
    tidy = pd.DataFrame(
        {
            "unit": part["name"].map(_codes().get),
            "indicator": row["indicator"],
            "year": pd.to_numeric(part["year"], errors="coerce"),
            "value": pd.to_numeric(part["value"], errors="coerce") * by,
            "source": row["source"],
            "flag": row["flag"],
        }
    ).dropna(subset=["unit", "year", "value"])
    tidy["year"] = tidy["year"].astype(int)
    cells = tidy["unit"] + "-" + tidy["year"].astype(str)
    declared = row["without"].split(";") if row["without"] else []
    if unseen := sorted(set(declared) - set(cells)):
        raise ValueError(
            f"column {row['column']!r} has no cell {', '.join(unseen)}; mend province_series.csv"
        )
    return tidy[tidy["year"].between(int(row["first"]), int(row["last"])) & ~cells.isin(declared)]
