"""Change between two years, city by city, and the rank it leads to; indices chained, prices taken out.

Growth across a break in a series is refused.

Notes
-----
What a line of all cities is lives in `aggregate`.
"""

from typing import Literal

import numpy as np
import pandas as pd

from planbook import catalog
from planbook.errors import BreakError

Across = Literal["refuse", "show"]


def change(
    frame: pd.DataFrame,
    first: int,
    last: int,
    *,
    kind: Literal["percent", "difference"] = "percent",
    across: Across = "refuse",
) -> pd.DataFrame:
    r"""Compare two years for every unit that has both.

    In per cent, or as a difference in points or units; a declared break between the two years forbids the
    comparison unless it is asked for and said.

    Formula
    -------
    \Delta_i=100\left(\frac{x_{iT}}{x_{i0}}-1\right)

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator.
    first, last : int
        Data years.
    kind : {"percent", "difference"}
        100 × (last / first − 1), or last − first in the indicator's unit (points, for shares).
    across : {"refuse", "show"}
        What to do when a declared break lies between the years: refuse, or compute it for a caller that says so.

    Returns
    -------
    pandas.DataFrame
        unit, before, after, change.

    Raises
    ------
    BreakError
        If a break is crossed and the caller did not ask to show it.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "indicator": "gdp_index_previous_100", "year": [2012, 2015], "value": [50.0, 60.0]})
    >>> round(change(f, 2012, 2015).change.item(), 1)
    20.0
    """
    for indicator in frame["indicator"].unique():
        crossed = catalog.breaks(indicator, int(first), int(last))
        if crossed and across == "refuse":
            raise BreakError(
                f"{indicator} from {first} to {last} crosses a break in the series: compare within its parts, or pass "
                "across='show' and say so beside the figure",
                [f"{b.year}: {b.what.en}" for b in crossed],
            )
    table = frame[frame["year"].isin([first, last])].pivot(index="unit", columns="year", values="value")
    table = table.reindex(columns=[first, last]).dropna()
    before, after = table[first], table[last]
    moved = 100 * (after / before - 1) if kind == "percent" else after - before
    return pd.DataFrame({"before": before, "after": after, "change": moved}).reset_index()


def steps(frame: pd.DataFrame, limit: float) -> pd.DataFrame:
    """Find the jumps of a series that otherwise moves slowly, as registered population does.

    Such a jump comes from a changed border or another way of counting, not from the city's own course.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator.
    limit : float
        Per cent; a larger change between neighbouring printed years is a jump.

    Returns
    -------
    pandas.DataFrame
        unit, before (the year before the jump), year, change (per cent), one row a jump.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "year": [2014, 2015, 2016], "value": [246.0, 246.2, 389.0]})
    >>> steps(f, 10).round(1).to_dict("records")
    [{'unit': 'a', 'before': 2015, 'year': 2016, 'change': 58.0}]
    """
    ordered = frame.sort_values(["unit", "year"])
    former = ordered.groupby("unit")[["year", "value"]].shift()
    ordered = ordered.assign(before=former["year"], change=100 * (ordered["value"] / former["value"] - 1))
    jumps = ordered[ordered["change"].abs() > limit]
    return jumps.astype({"before": "int64"})[["unit", "before", "year", "change"]].reset_index(drop=True)


def ranks(values: pd.Series, *, higher_is_better: bool = True) -> pd.Series:
    """Rank values, 1 for the best; equal values share the better rank.

    Examples
    --------
    >>> ranks(pd.Series({"a": 3.0, "b": 5.0, "c": 3.0})).to_dict()
    {'a': 2, 'b': 1, 'c': 2}
    """
    return values.rank(method="min", ascending=not higher_is_better).astype("int64")


def league(frame: pd.DataFrame, first: int, last: int, *, higher_is_better: bool = True) -> pd.DataFrame:
    """Rank the units in the last year and show where they stood in the first.

    Units without a value in the first year have no former rank.

    Returns
    -------
    pandas.DataFrame
        unit, value, rank, before, rank_before, sorted by rank; former columns are missing where there is no value.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b", "a", "b"], "year": [2012, 2012, 2022, 2022], "value": [1.0, 2.0, 9.0, 3.0]})
    >>> league(f, 2012, 2022)["rank"].tolist(), league(f, 2012, 2022).rank_before.tolist()
    ([1, 2], [2, 1])
    """
    now = frame[frame["year"] == last].set_index("unit")["value"]
    then = frame[frame["year"] == first].set_index("unit")["value"]
    table = pd.DataFrame({"value": now, "rank": ranks(now, higher_is_better=higher_is_better)})
    table["before"] = then.reindex(table.index)
    table["rank_before"] = ranks(then, higher_is_better=higher_is_better).reindex(table.index).astype("Int64")
    return table.reset_index(names="unit").sort_values(["rank", "unit"], ignore_index=True)


def chain(frame: pd.DataFrame, base: int) -> pd.DataFrame:
    r"""Chain indices of the previous year = 100 into an index of the base year = 100.

    Before the base year the chain is divided out. It ends at the first year without an index: nothing is
    bridged.

    Formula
    -------
    I_t=100\prod_{s=b+1}^{t}\frac{g_s}{100}

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of an index with the previous year = 100 (unit, year, value).
    base : int
        The year set to 100.

    Returns
    -------
    pandas.DataFrame
        unit, year, value.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "year": [2013, 2014], "value": [110.0, 110.0]})
    >>> chain(f, 2012).value.round(1).tolist()
    [100.0, 110.0, 121.0]
    """
    table = frame.pivot(index="year", columns="unit", values="value")
    years = range(min([base, *(table.index - 1)]), max([base, *table.index]) + 1)
    ratios = table.reindex(years).to_numpy(dtype="float64") / 100
    start = years.index(base)
    level = np.full((len(years), len(table.columns)), np.nan)
    level[start] = 100.0
    # one missing index makes all that follows missing, in both directions
    level[start:] = np.multiply.accumulate(np.vstack([level[start], ratios[start + 1 :]]))
    level[start::-1] = np.divide.accumulate(np.vstack([level[start], ratios[start:0:-1]]))
    chained = pd.DataFrame(level.T, index=table.columns, columns=pd.Index(years, name="year"))
    rows = chained.reset_index().melt("unit", var_name="year").dropna()
    return rows.astype({"year": "int64", "value": "float64"}).sort_values(["unit", "year"], ignore_index=True)


def at_base_prices(levels: pd.DataFrame, index: pd.DataFrame, base: int) -> pd.DataFrame:
    r"""Move the base year's level by the chained index: values at the base year's prices.

    Formula
    -------
    y_{it}=Y_{ib}\,\frac{I_{it}}{100}

    Parameters
    ----------
    levels : pandas.DataFrame
        Nominal observations (unit, year, value); only those of the base year are used.
    index : pandas.DataFrame
        What `chain` returns for the same base.
    base : int
        The year whose prices are used.

    Returns
    -------
    pandas.DataFrame
        unit, year, value at prices of the base year.

    Examples
    --------
    >>> nominal = pd.DataFrame({"unit": ["a"], "year": [2012], "value": [50.0]})
    >>> index = pd.DataFrame({"unit": "a", "year": [2012, 2013], "value": [100.0, 110.0]})
    >>> at_base_prices(nominal, index, 2012).value.round(1).tolist()
    [50.0, 55.0]
    """
    base_level = levels[levels["year"] == base].set_index("unit")["value"]
    moved = index.assign(value=index["value"] / 100 * index["unit"].map(base_level).astype("float64"))
    return moved.dropna(subset=["value"]).reset_index(drop=True)


def deflated(frame: pd.DataFrame, index: pd.DataFrame) -> pd.DataFrame:
    r"""Divide money by a price index: money at the prices of the index's base year.

    Years without an index are left out.

    Formula
    -------
    w_t=\frac{100\,W_t}{P_t}

    Parameters
    ----------
    frame : pandas.DataFrame
        Values at current prices (year, value), of cities or of a line.
    index : pandas.DataFrame
        A price index of one unit, such as the nation (year, value; base year = 100), as `chain` returns it.

    Returns
    -------
    pandas.DataFrame
        The frame with value × 100 / index; years without an index are left out.

    Examples
    --------
    >>> wages = pd.DataFrame({"year": [2012, 2013], "value": [100.0, 110.0]})
    >>> prices = pd.DataFrame({"unit": "100000", "year": [2012, 2013], "value": [100.0, 110.0]})
    >>> deflated(wages, prices).value.round(1).tolist()
    [100.0, 100.0]
    """
    prices = frame["year"].map(index.set_index("year")["value"])
    return frame.assign(value=100 * frame["value"] / prices)[prices.notna()]


def implicit_prices(nominal: pd.DataFrame, index: pd.DataFrame, base: int) -> pd.DataFrame:
    r"""Derive the price index that lies between product at current prices and its real growth.

    $Y_t$ is product at current prices, $y_t$ product at prices of the base year.

    Formula
    -------
    P_t=100\,\frac{Y_t}{y_t}

    Parameters
    ----------
    nominal : pandas.DataFrame
        Product at current prices of one unit, such as the nation (unit, year, value).
    index : pandas.DataFrame
        Its index with the previous year = 100 (unit, year, value).
    base : int
        The year whose prices are 100; a year without product has no index at all.

    Returns
    -------
    pandas.DataFrame
        unit, year, value; fit for `deflated`.

    Examples
    --------
    >>> product = pd.DataFrame({"unit": "n", "year": [2012, 2013], "value": [100.0, 121.0]})
    >>> growth = pd.DataFrame({"unit": ["n"], "year": [2013], "value": [110.0]})
    >>> implicit_prices(product, growth, 2012).value.round(1).tolist()
    [100.0, 110.0]
    """
    real = at_base_prices(nominal, chain(index, base), base)
    both = nominal[["unit", "year", "value"]].merge(real, on=["unit", "year"], suffixes=("", "_real"))
    return both.assign(value=100 * both["value"] / both["value_real"])[["unit", "year", "value"]]
