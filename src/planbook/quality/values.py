"""Checks of single values: within range, shares that add up, parts within wholes, jumps, digits, growth.

A frame holds observations (unit, indicator, year, value, ...) in any order. Whole columns are judged in
`planbook.quality.columns`, repetitions in `planbook.quality.copies`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from planbook import catalog
from planbook.ground.language import Both
from planbook.quality.findings import ERROR, WARNING, Fault, label, place

SHARES = ("primary_share_pct", "secondary_share_pct", "services_share_pct")
SHARES_OFF = 1.5  # percentage points that three rounded shares may be off 100
GROWTH_OFF = 2.5  # percentage points between printed growth and the index, as for the flag ``disputed``
DIGIT = 7.0  # a value this many times above or below both its neighbours has lost or gained a digit
FEWEST = 10  # cities a column needs to have a typical one
# No part may exceed its whole by more than rounding does.
ROUNDING = 1.01
PARTS = {
    "domestic_firms": "industrial_firms",
    "hmt_firms": "industrial_firms",
    "foreign_firms": "industrial_firms",
    "domestic_output_100m_yuan": "gross_industrial_output_100m_yuan",
    "real_estate_investment_100m_yuan": "fixed_asset_investment_100m_yuan",
    "science_expenditure_100m_yuan": "fiscal_expenditure_100m_yuan",
    "education_expenditure_100m_yuan": "fiscal_expenditure_100m_yuan",
    "employment_mining_10k": "employment_secondary_10k",
    "employment_manufacturing_10k": "employment_secondary_10k",
    "built_up_area_km2": "land_area_km2",
    "invention_patents_granted": "patents_granted",
}

# What adds up to a printed whole; judged where every part is printed.
SUMS_OFF = 0.03
_FIRMS = ("domestic", "hmt", "foreign")
_INDUSTRY = ("mining", "manufacturing", "utilities", "construction")
SUMS = {
    "industrial_firms": tuple(f"{kind}_firms" for kind in _FIRMS),
    "gross_industrial_output_100m_yuan": tuple(f"{kind}_output_100m_yuan" for kind in _FIRMS),
    "unit_employment_10k": tuple(f"employment_{part}_10k" for part in ("primary", "secondary", "services")),
    "employment_secondary_10k": tuple(f"employment_{branch}_10k" for branch in _INDUSTRY),
}


def ranges(frame: pd.DataFrame) -> list[Fault]:
    """Find values outside their indicator's plausible range."""
    bounds = {i: ind.plausible for i, ind in catalog.indicators().items()}
    low = frame["indicator"].map(lambda i: bounds[i][0])
    high = frame["indicator"].map(lambda i: bounds[i][1])
    found = []
    for r in records(frame[(frame["value"] < low) | (frame["value"] > high)]):
        least, most = bounds[str(r["indicator"])]
        message = Both("超出可信范围", "outside the plausible range")
        found.append(_finding(ERROR, "range", r, f"{least:g} – {most:g}", message))
    return found


def shares(frame: pd.DataFrame) -> list[Fault]:
    """Find city-years whose three sectors do not add up to 100."""
    table = frame[frame["indicator"].isin(SHARES)].pivot(
        index=["unit", "year"], columns="indicator", values="value"
    )
    total = table.reindex(columns=list(SHARES)).sum(axis=1, skipna=False).rename("value").reset_index()
    found = []
    for r in records(total[(total["value"] - 100).abs() > SHARES_OFF]):
        row = r | {"indicator": SHARES[-1], "value": float(f"{r['value']:.6g}")}
        message = Both(f"三次产业比重之和为{r['value']:.1f}", f"the three sectors add up to {r['value']:.1f}")
        found.append(_finding(ERROR, "shares", row, f"100 ± {SHARES_OFF}", message))
    return found


def parts(frame: pd.DataFrame) -> list[Fault]:
    """Find parts that exceed their whole: the districts the city, one kind of firms all of them."""
    found = []
    series = {i: rows for i, rows in frame.groupby("indicator")}
    for part, whole in (_districts() | PARTS).items():
        if part not in series or whole not in series:
            continue
        both = series[part].merge(series[whole][["unit", "year", "value"]], on=["unit", "year"])
        for r in records(both[both["value_x"] > ROUNDING * both["value_y"].abs()]):
            message = Both(f"大于{label(whole).zh}", f"more than {label(whole).en}")
            found.append(_finding(ERROR, "part", r | {"value": r["value_x"]}, f"≤ {r['value_y']:g}", message))
    return found


def sums(frame: pd.DataFrame) -> list[Fault]:
    """Find wholes that their printed parts do not add up to, where every part is printed."""
    found = []
    named = frame[frame["indicator"].isin([*SUMS, *(p for parts in SUMS.values() for p in parts)])]
    table = named.pivot(index=["unit", "year"], columns="indicator", values="value")
    for whole, parts in SUMS.items():
        if whole not in table or not set(parts) <= set(table.columns):
            continue
        both = pd.DataFrame({"value": table[list(parts)].sum(axis=1, skipna=False), "whole": table[whole]})
        both = both.dropna().reset_index().assign(indicator=whole)
        for r in records(both[(both["value"] - both["whole"]).abs() > SUMS_OFF * both["whole"]]):
            message = Both(f"各部分之和为{r['value']:.6g}", f"its parts add up to {r['value']:.6g}")
            found.append(_finding(WARNING, "sums", r | {"value": r["whole"]}, f"{r['value']:.6g}", message))
    return found


def _districts() -> dict[str, str]:
    """Return every series of city districts that adds up, beside that of its whole city."""
    known = catalog.indicators()
    pairs = {i: i.removesuffix("_districts") for i, ind in known.items() if ind.scope == "districts"}
    return {i: whole for i, whole in pairs.items() if whole in known and known[i].aggregate == "sum"}


def digits(frame: pd.DataFrame) -> list[Fault]:
    """Find values seven times above or below both the year before and the year after.

    Only series that add up over cities, and wages, are judged; shares and rates have their ranges.
    """
    additive = [
        i
        for i, ind in catalog.indicators().items()
        if ind.aggregate in ("sum", "weighted") and ind.unit.en != "%"
    ]
    table = neighbours(frame[frame["indicator"].isin(additive) & (frame["value"] > 0)])
    here, before, after = table["value"], table["before"], table["after"]
    lone = ((here >= DIGIT * before) & (here >= DIGIT * after)) | (
        (DIGIT * here <= before) & (DIGIT * here <= after)
    )
    return [
        _finding(
            ERROR,
            "digits",
            r,
            f"{r['before']:g} – {r['after']:g}",
            Both("与前后两年相差一位数字", "a digit more or less than the years before and after"),
        )
        for r in records(table[lone])
    ]


def jumps(frame: pd.DataFrame) -> list[Fault]:
    """Find changes within a year beyond the largest plausible one of the indicator, up or down.

    A largest change of 2 allows three times or a third of the year before; percentages and indices are judged by the
    difference in points. A change of a digit or more against the
    column's typical city in that year is a ``leap``: a break in the series moves the whole column and does not
    account for it.
    """
    known = catalog.indicators()
    judged = {i: ind.largest_change for i, ind in known.items() if ind.largest_change}
    points = [i for i in judged if known[i].in_points]
    largest = {i: limit for i, limit in judged.items() if i not in points}
    table = neighbours(frame[frame["indicator"].isin(list(largest)) & (frame["value"] > 0)])
    most = 1 + table["indicator"].map(largest).astype("float64")
    table["times"] = table["value"] / table["before"]
    column = table.groupby(["indicator", "year"])["times"]
    # of a few cities nothing is typical
    typical = column.transform("median").where(column.transform("count") >= FEWEST, 1.0)
    table["leap"] = (table["times"] >= DIGIT * typical) | (DIGIT * table["times"] <= typical)
    found = _point_jumps(neighbours(frame[frame["indicator"].isin(points)]), judged)
    for r in records(table[(table["times"] > most) | (table["times"] < 1 / most)]):
        limit = 1 + largest[str(r["indicator"])]
        message = Both(f"为上年的{r['times']:.3g}倍", f"{r['times']:.3g} times the year before")
        expected = f"{r['before'] / limit:.4g} – {r['before'] * limit:.4g}"
        found.append(_finding(WARNING, "leap" if r["leap"] else "jump", r, expected, message))
    return found


def _point_jumps(table: pd.DataFrame, largest: Mapping[str, float]) -> list[Fault]:
    moved = table["value"] - table["before"]
    found = []
    for r in records(table[moved.abs() > table["indicator"].map(largest).astype("float64")]):
        step, limit = float(r["value"] - r["before"]), largest[str(r["indicator"])]
        message = Both(f"一年之内变化{step:+.3g}个点", f"{step:+.3g} points within a year")
        expected = f"{r['before'] - limit:.4g} – {r['before'] + limit:.4g}"
        found.append(_finding(WARNING, "jump", r, expected, message))
    return found


def growth(frame: pd.DataFrame) -> list[Fault]:
    """Find city-years whose index of real product differs from the printed growth."""
    series = {i: rows for i, rows in frame.groupby("indicator")}
    printed, index = series.get("gdp_growth_pct"), series.get("gdp_index_previous_100")
    if printed is None or index is None:
        return []
    both = index.merge(printed[["unit", "year", "value"]], on=["unit", "year"])
    off = both[(both["value_x"] - 100 - both["value_y"]).abs() > GROWTH_OFF]
    message = Both("指数与刊印的增长率不符", "the index and the printed growth differ")
    return [
        _finding(
            ERROR, "growth", r | {"value": r["value_x"]}, f"{100 + r['value_y']:g} ± {GROWTH_OFF}", message
        )
        for r in records(off)
    ]


def neighbours(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the columns ``before`` and ``after``: the values one year earlier and later, or NaN.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "indicator": "x", "year": [2012, 2013, 2015], "value": [1.0, 2.0, 3.0]})
    >>> neighbours(f)[["before", "after"]].values.tolist()
    [[nan, 2.0], [1.0, nan], [nan, nan]]
    """
    table = frame.sort_values(["unit", "indicator", "year"], ignore_index=True)
    for column, step in (("before", 1), ("after", -1)):
        other = table.shift(step)
        beside = (
            (other["unit"] == table["unit"])
            & (other["indicator"] == table["indicator"])
            & (other["year"] == table["year"] - step)
        )
        table[column] = np.where(beside, other["value"], np.nan)
    return table


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries.

    Examples
    --------
    >>> records(pd.DataFrame({"year": [2012]}))
    [{'year': 2012}]
    """
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _finding(severity: str, check: str, row: dict[str, Any], expected: str, what: Both) -> Fault:
    unit, indicator, year = str(row["unit"]), str(row["indicator"]), int(row["year"])
    where, name = place(unit), label(indicator)
    message = Both(f"{where.zh}{year}年{name.zh}：{what.zh}", f"{where.en} {year}, {name.en}: {what.en}")
    return Fault(severity, check, unit, indicator, year, float(row["value"]), expected, message)
