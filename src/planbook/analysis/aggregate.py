"""How cities become one line: sums, ratios of sums, weighted means and quantiles, each with the number of cities.

Every function takes tidy observations (unit, indicator, year, value) of one indicator each and returns one row a year.
No gap is filled: a city without a value in a year is not in that year's line, and the count says so.
"""

import pandas as pd


def total(frame: pd.DataFrame, *, balanced: bool = False) -> pd.DataFrame:
    """Add cities up.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator that adds up (tonnes, persons, yuan).
    balanced : bool
        Keep only cities with a value in every year of the frame, so that the line compares like with like.

    Returns
    -------
    pandas.DataFrame
        year, value (sum, in the indicator's unit), cities.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b", "a"], "year": [2012, 2012, 2013], "value": [1.0, 2.0, 5.0]})
    >>> total(f).value.tolist(), total(f, balanced=True).value.tolist()
    ([3.0, 5.0], [1.0, 5.0])
    """
    if balanced:
        seen = frame.groupby("unit")["year"].nunique()
        frame = frame[frame["unit"].isin(seen[seen == frame["year"].nunique()].index)]
    return _by_year(frame.groupby("year")["value"].agg(["sum", "size"]))


def ratio_of_sums(numerator: pd.DataFrame, denominator: pd.DataFrame, scale: float = 1.0) -> pd.DataFrame:
    """Divide one sum by another over the cities that have both, as in emissions per yuan of product.

    Parameters
    ----------
    numerator, denominator : pandas.DataFrame
        Observations of one indicator each.
    scale : float
        Multiplied into the ratio: 100 for per cent.

    Returns
    -------
    pandas.DataFrame
        year, value = scale × Σ numerator / Σ denominator, cities.

    Examples
    --------
    >>> n = pd.DataFrame({"unit": ["a", "b"], "year": 2012, "value": [1.0, 9.0]})
    >>> d = pd.DataFrame({"unit": ["a"], "year": [2012], "value": [4.0]})
    >>> ratio_of_sums(n, d, 100).value.item()
    25.0
    """
    both = numerator.merge(denominator, on=["unit", "year"], suffixes=("", "_below"))
    sums = both.groupby("year")[["value", "value_below"]].sum()
    sums["sum"] = scale * sums["value"] / sums["value_below"]
    sums["size"] = both.groupby("year").size()
    return _by_year(sums[["sum", "size"]])


def weighted_mean(frame: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Average a share over cities, each weighted by another indicator: sector shares by product.

    Returns
    -------
    pandas.DataFrame
        year, value = Σ value × weight / Σ weight over the cities with both, cities.

    Examples
    --------
    >>> v = pd.DataFrame({"unit": ["a", "b"], "year": 2012, "value": [40.0, 50.0]})
    >>> w = pd.DataFrame({"unit": ["a", "b"], "year": 2012, "value": [1.0, 3.0]})
    >>> weighted_mean(v, w).value.item()
    47.5
    """
    both = frame.merge(weights, on=["unit", "year"], suffixes=("", "_weight"))
    both["product"] = both["value"] * both["value_weight"]
    sums = both.groupby("year")[["product", "value_weight"]].sum()
    sums["sum"] = sums["product"] / sums["value_weight"]
    sums["size"] = both.groupby("year").size()
    return _by_year(sums[["sum", "size"]])


def quantiles(frame: pd.DataFrame) -> pd.DataFrame:
    """Spread of the cities in each year.

    Returns
    -------
    pandas.DataFrame
        year, p10, p25, median, p75, p90 (linear interpolation between order statistics), cities.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("abc"), "year": 2012, "value": [1.0, 2.0, 9.0]})
    >>> quantiles(f)["median"].item()
    2.0
    """
    groups = frame.groupby("year")["value"]
    levels = {"p10": 0.1, "p25": 0.25, "median": 0.5, "p75": 0.75, "p90": 0.9}
    spread = pd.DataFrame({name: groups.quantile(level) for name, level in levels.items()})
    return spread.assign(cities=groups.size()).reset_index()


def _by_year(table: pd.DataFrame) -> pd.DataFrame:
    renamed = table.rename(columns={"sum": "value", "size": "cities"}).reset_index()
    return renamed.astype({"cities": "int64"})[["year", "value", "cities"]]
