"""Checks for figures printed in a place that is not theirs: last year's, another column's, another city's.

Only values of several significant digits are judged: small counts repeat by chance, and a rate of 100 per cent
repeats for good reason.
"""

import numpy as np
import pandas as pd

from planbook import catalog
from planbook.ground.language import Both
from planbook.quality.findings import ERROR, Fault, label, place
from planbook.quality.values import neighbours, records
from planbook.store.observations import FIRST_YEAR

REPEATED = 0.3  # share of equal figures from which they count as copied
FEWEST_CITIES = 50  # cities a column needs to be judged
FEWEST_INDICATORS = 10  # indicators a city's year needs to be judged
FEWEST_FIGURES = 3  # different equal figures from which two cities share a series
DIGITS_REPEATED = 3  # significant digits a figure needs to be judged against last year's
DIGITS_SHARED = 4  # and against another city's or column's
NOISE = 1e-6  # of floating point


def columns(frame: pd.DataFrame) -> list[Fault]:
    """Find columns in which more than 30 per cent of the cities repeat their value of the year before."""
    pairs = _repeats(frame)
    groups = pairs.groupby(["indicator", "year"])["same"].agg(["mean", "sum", "count"]).reset_index()
    copied = groups[(groups["mean"] > REPEATED) & (groups["count"] >= FEWEST_CITIES)]
    found = []
    for r in records(copied):
        indicator, year, same, of = r["indicator"], r["year"], r["sum"], r["count"]
        name = label(indicator)
        message = Both(
            f"{year}年{name.zh}：{of}个可比城市中{same}个与上年相同",
            f"{year}, {name.en}: {same} of {of} cities that can be compared repeat the year before",
        )
        found.append(Fault(ERROR, "copied_column", "", indicator, year, None, f"≤ {REPEATED:.0%}", message))
    return found


def cities(frame: pd.DataFrame) -> list[Fault]:
    """Find cities that repeat more than 30 per cent of their figures of the year before; land area is left out."""
    pairs = _repeats(frame[frame["indicator"] != "land_area_km2"])
    groups = pairs.groupby(["unit", "year"])["same"].agg(["mean", "sum", "count"]).reset_index()
    copied = groups[(groups["mean"] > REPEATED) & (groups["count"] >= FEWEST_INDICATORS)]
    found = []
    for r in records(copied):
        unit, year, same, of = r["unit"], r["year"], r["sum"], r["count"]
        where = place(unit)
        message = Both(
            f"{where.zh}{year}年：{of}项可比指标中{same}项与上年相同",
            f"{where.en} {year}: {same} of {of} indicators that can be compared repeat the year before",
        )
        found.append(Fault(ERROR, "copied_city", unit, "", year, None, f"≤ {REPEATED:.0%}", message))
    return found


def twin_columns(frame: pd.DataFrame) -> list[Fault]:
    """Find pairs of indicators that share the figures of more than 30 per cent of the cities of a year."""
    judged = frame[has_digits(frame, DIGITS_SHARED)]
    same = judged.merge(judged, on=["unit", "year", "value"])
    same = same[same["indicator_x"] < same["indicator_y"]]
    # in the cross-section of 1985 a third of the cities had no counties: the whole city was its districts
    whole = same["indicator_x"] + "_districts" == same["indicator_y"]
    same = same[~(whole & (same["year"] < FIRST_YEAR))]
    sizes = frame.groupby(["indicator", "year"])["unit"].nunique()
    found = []
    shared = same.groupby(["indicator_x", "indicator_y", "year"])["unit"].size().reset_index(name="count")
    for r in records(shared):
        one, other, year, count = r["indicator_x"], r["indicator_y"], r["year"], r["count"]
        of = min(int(sizes[one, year]), int(sizes[other, year]))
        if of < FEWEST_CITIES or count <= REPEATED * of:
            continue
        message = Both(
            f"{year}年{label(one).zh}与{label(other).zh}：{of}个城市中{count}个数字相同",
            f"{year}, {label(one).en} and {label(other).en}: {count} of {of} cities have the same figure",
        )
        found.append(Fault(ERROR, "twin_columns", "", one, year, None, f"≤ {REPEATED:.0%}", message))
    return found


def twin_cities(frame: pd.DataFrame) -> list[Fault]:
    """Find pairs of cities that share at least three figures of an indicator, and more than 30 per cent of its years."""
    judged = frame[has_digits(frame, DIGITS_SHARED)]
    same = judged.merge(judged, on=["indicator", "year", "value"])
    same = same[same["unit_x"] < same["unit_y"]]
    # A figure that stands for years, such as an area, is one coincidence, not many.
    shared = same.groupby(["indicator", "unit_x", "unit_y"]).agg(
        figures=("value", "nunique"), years=("year", "nunique"), last=("year", "max")
    )
    sizes = frame.groupby(["indicator", "unit"])["year"].nunique()
    found = []
    for r in records(shared[shared["figures"] >= FEWEST_FIGURES].reset_index()):
        indicator, one, other, years = r["indicator"], r["unit_x"], r["unit_y"], r["years"]
        of = min(int(sizes[indicator, one]), int(sizes[indicator, other]))
        if years <= REPEATED * of:
            continue
        name, pair = label(indicator), (place(one), place(other))
        message = Both(
            f"{pair[0].zh}与{pair[1].zh}，{name.zh}：{of}年中{years}年数字相同",
            f"{pair[0].en} and {pair[1].en}, {name.en}: the same figure in {years} of {of} years",
        )
        found.append(
            Fault(ERROR, "twin_cities", one, indicator, r["last"], None, f"≤ {REPEATED:.0%}", message)
        )
    return found


def has_digits(frame: pd.DataFrame, digits: int) -> pd.Series:
    """Tell which values have at least so many significant digits; a rate of 100 per cent never has.

    Examples
    --------
    >>> f = pd.DataFrame({"indicator": "green_cover_pct", "value": [40.5, 0.07, 1200.0, 100.0]})
    >>> has_digits(f, 3).tolist()
    [True, False, False, False]
    """
    rates = [i for i, ind in catalog.indicators().items() if ind.unit.en == "%"]
    full = frame["indicator"].isin(rates) & (frame["value"] == 100)
    size = frame["value"].abs()
    # A value of fewer digits is whole once it is scaled so that digits - 1 of them stand before the point.
    scaled = size * 10.0 ** (digits - 2 - np.floor(np.log10(size.where(size > 0, 1.0))))
    return ((scaled - scaled.round()).abs() > NOISE) & ~full


def _repeats(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the values that can be compared with the year before, and whether they are the same."""
    pairs = neighbours(frame[has_digits(frame, DIGITS_REPEATED)])
    pairs = pairs[pairs["before"].notna()]
    return pairs.assign(same=pairs["value"] == pairs["before"])
