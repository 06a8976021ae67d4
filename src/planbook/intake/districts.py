"""The plan's districts and its county-level city: two censuses and modelled CO2, all there is.

Three districts no longer exist; the figures are those of their successors, found by the plan's own table of units and
flagged in ``data/catalog/flagged.csv``.
"""

from pathlib import Path

import pandas as pd

from planbook import plan

# unit, indicator, year, value
Figures = pd.DataFrame

# 小河 was merged into 花溪 in 2012: the census of 2010 counted both apart, employment of 小河 is not at hand
MERGED_2012, POPULATION_ADDED = "520111", 248070
# in the source the employment columns of 香坊 in 2010 belong to another row
MISPLACED_2010 = "230110"


def _codes() -> dict[str, str]:
    """Return present code → code of the plan's unit."""
    return {u.present_code: u.code for u in plan.units() if u.kind != "city"}


def census(folder: Path) -> Figures:
    """Read the censuses of 2010 and 2020: population, schooling, and the shares of mining and manufacturing.

    Returns
    -------
    DataFrame
        ``census_population`` and ``census_urban_population`` in persons, ``census_schooling_years`` in years, shares
        in per cent of the persons employed in the long-form sample.
    """
    frame = pd.read_csv(folder / "city/districts25-census-2010-2020.csv", dtype={"code": str})
    old = frame["code"]
    by_2010 = frame["各种行业人口总计_2010"].mask(old.isin([MERGED_2012, MISPLACED_2010]))
    columns = {
        ("census_population", 2010): frame["pop2010"] + (old == MERGED_2012) * POPULATION_ADDED,
        ("census_population", 2020): frame["pop2020"],
        ("census_urban_population", 2020): frame["urban2020"],
        ("census_schooling_years", 2020): frame["平均受教育年限_合计_2020"],
        ("census_manufacturing_share_pct", 2010): frame["制造业_2010"] / by_2010 * 100,
        ("census_manufacturing_share_pct", 2020): frame["制造业_2020"] / frame["各种行业人口总计_2020"] * 100,
        ("census_mining_share_pct", 2010): frame["采矿业_2010"] / by_2010 * 100,
        ("census_mining_share_pct", 2020): frame["采矿业_2020"] / frame["各种行业人口总计_2020"] * 100,
    }
    return _tall(old, columns)


def modelled_co2(folder: Path) -> Figures:
    """Read CO2 emissions (tonnes) that CEADs derives from night lights."""
    frame = pd.read_csv(folder / "city/districts25-ceads-co2-1997-2017.csv", dtype={"DISTCODE地区代码": str})
    years = [c for c in frame.columns if c.startswith("C") and c[1:].isdigit()]
    columns = {("co2_county_modelled_t", int(c[1:])): frame[c] * 1e6 for c in years}
    return _tall(frame["DISTCODE地区代码"], columns)


def _tall(codes: pd.Series, columns: dict[tuple[str, int], pd.Series]) -> Figures:
    units = codes.map(_codes().get)
    if units.isna().any():
        raise ValueError(f"no unit of the plan has the code {', '.join(sorted(codes[units.isna()]))}")
    parts = [
        pd.DataFrame({"unit": units, "indicator": indicator, "year": year, "value": values})
        for (indicator, year), values in columns.items()
    ]
    return pd.concat(parts, ignore_index=True).dropna()
