"""Figures that are compared with the book's and never shown in their place: one reader per source.

They go to ``data/checks/<name>.csv``, the World Health Organization's into a file of their own because of its terms.
``indicator`` is the indicator a figure is set against, not a claim that both measure the same.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError

from planbook import catalog
from planbook.errors import WorkbookError

COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]
FIRST_YEAR = 2003


def ceads_co2(folder: Path) -> pd.DataFrame:
    """Read CEADs' CO2 inventories of cities (million tonnes, here tonnes)."""
    path = folder / "city/ceads-city-co2-1997-2019.xlsx"
    frame = pd.read_excel(path, sheet_name="emission vector", engine="calamine")
    units = frame["city"].map(_names_with_province().get)
    return _figures(
        units, "co2_modelled_t", frame["year"], frame["emission"] * 1e6, "ceads-city-co2", "modelled"
    )


def official_so2(folder: Path) -> pd.DataFrame:
    """Read another transcript of the official industrial SO2 emissions (tonnes)."""
    frame = pd.read_csv(folder / "city/haofeiqin-so2-2011-2019.csv")
    codes = {city.name.zh: code for code, city in catalog.cities().items()}
    units = frame["city"].map(codes.get)
    return _figures(units, "so2_industrial_t", frame["year"], frame["OfficialSO2"], "haofeiqin-so2", "")


def who_pm25(folder: Path) -> pd.DataFrame:
    """Read the yearly means of PM2.5 (µg/m³) that Clean Air Asia collected for the WHO, 2014 to 2016.

    Names are English: one that several cities share is left out, as is a city-year with contradicting rows.
    """
    path = folder / "city/who-aaq-2022.xlsx"
    frame = pd.read_excel(path, sheet_name="AAP_2022_city_v9", engine="calamine")
    chinese = (frame["ISO3_CODE"] == "CHN") & frame["Reference"].fillna("").str.startswith("Clean Air Asia")
    frame = frame[chinese & frame["Measurement Year"].between(2014, 2016)]
    units = frame["City or Locality"].map(lambda name: _english_names().get(_key(name)))
    tidy = _figures(
        units, "pm25_ug_m3", frame["Measurement Year"], frame["PM2.5 (μg/m3)"], "who-aaq-2022", ""
    )
    return tidy.drop_duplicates(["unit", "year", "value"]).drop_duplicates(["unit", "year"], keep=False)


# file under data/checks → its readers
FILES: dict[str, tuple[Callable[[Path], pd.DataFrame], ...]] = {
    "co2-ceads": (ceads_co2,),
    "so2-official": (official_so2,),
    "who-pm25": (who_pm25,),
}


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every cross-check.

    Parameters
    ----------
    folder : Path
        The folder of raw sources; one without ``city/`` has no cross-checks.

    Returns
    -------
    dict
        Name of the file under ``data/checks`` → unit, indicator, year, value, source, flag, sorted.

    Raises
    ------
    WorkbookError
        If a file is missing or no longer has its columns; all of them listed.
    """
    if not (folder / "city").is_dir():
        return {}
    tables, problems = {}, []
    for name, readers in FILES.items():
        try:
            frame = pd.concat([reader(folder) for reader in readers], ignore_index=True)
        except KeyError as error:
            problems.append(f"{name}: the column {error} is missing")
            continue
        except (OSError, ValueError, CalamineError) as error:
            problems.append(f"{name}: {error}")
            continue
        inside = frame[frame["year"] >= FIRST_YEAR]
        tables[name] = inside.sort_values(["unit", "indicator", "year"], ignore_index=True)
    if problems:
        raise WorkbookError(f"{folder}: sources for cross-checks cannot be read", problems)
    return tables


def _figures(
    units: pd.Series, indicator: str, years: pd.Series, values: pd.Series, source: str, flag: str
) -> pd.DataFrame:
    tidy = pd.DataFrame({"unit": units, "year": years, "value": values}).dropna()
    return tidy.assign(indicator=indicator, source=source, flag=flag, year=tidy["year"].astype(int))[COLUMNS]


def _names_with_province() -> dict[str, str]:
    """Return 安徽安庆 → 340800; a municipality goes by its name alone."""
    found = {}
    for code, city in catalog.cities().items():
        name = city.name.zh.removesuffix("市")
        province = catalog.provinces()[city.province].zh
        for ending in ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"):
            province = province.removesuffix(ending)
        found[name if name == province and city.province == code else province + name] = code
    return found


def _english_names() -> dict[str, str]:
    names = Counter(_key(city.name.en) for city in catalog.cities().values())
    return {
        _key(city.name.en): code for code, city in catalog.cities().items() if names[_key(city.name.en)] == 1
    }


def _key(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch.isalpha())
