"""How cities become one line: sums, ratios of sums, weighted means, quantiles and spread.

No gap is filled: a city without a value in a year is not in that year's line, and each line says how many
cities are.

Notes
-----
Functions take tidy observations (unit, indicator, year, value) of one indicator each and return one row a
year; the ratio of each city, `ratio`, and the choice of cities, `in_every_year`, return one row an
observation.
"""

from collections.abc import Iterable

import pandas as pd


def in_every_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the cities that have a value in every year, so that years compare like with like.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b", "a"], "year": [2012, 2012, 2013], "value": [1.0, 2.0, 5.0]})
    >>> in_every_year(f).unit.tolist()
    ['a', 'a']
    """
    seen = frame.groupby("unit")["year"].nunique()
    return frame[frame["unit"].isin(seen[seen == frame["year"].nunique()].index)]


def total(frame: pd.DataFrame, *, balanced: bool = False) -> pd.DataFrame:
    r"""Add cities up.

    The sum takes the cities that have a value; it can be confined to those with a value in every year.

    Formula
    -------
    X_t=\sum_{i\in S_t}x_{it}

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator that adds up (tonnes, persons, yuan).
    balanced : bool
        Keep only cities with a value in every year of the frame, as `in_every_year` does.

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
        frame = in_every_year(frame)
    return _by_year(frame.groupby("year")["value"].agg(["sum", "size"]))


def summed(*frames: pd.DataFrame) -> pd.DataFrame:
    """Add indicators up city by city, as imports to exports, where a city and year has all of them.

    Parameters
    ----------
    *frames : pandas.DataFrame
        Observations of one indicator each, all in the same unit.

    Returns
    -------
    pandas.DataFrame
        The rows of the first frame whose city and year stand in every frame; ``value`` is the sum, the other columns
        (indicator, source, flag) remain the first frame's.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b"], "year": 2018, "value": [1.0, 2.0]})
    >>> summed(f, f[:1]).to_dict("list")
    {'unit': ['a'], 'year': [2018], 'value': [2.0]}
    """
    first, *others = frames
    for frame in others:
        both = first.merge(frame[["unit", "year", "value"]], on=["unit", "year"], suffixes=("", "_added"))
        first = both.assign(value=both["value"] + both["value_added"]).drop(columns="value_added")
    return first


def ratio_of_sums(
    numerator: pd.DataFrame, denominator: pd.DataFrame, scale: float = 1.0, *, balanced: bool = False
) -> pd.DataFrame:
    r"""Divide one sum by another over the cities that have both, as in emissions per yuan of product.

    The factor $k$ is 100 for per cent.

    Formula
    -------
    r_t=k\,\frac{\sum_i n_{it}}{\sum_i d_{it}}

    Parameters
    ----------
    numerator, denominator : pandas.DataFrame
        Observations of one indicator each.
    scale : float
        Multiplied into the ratio: 100 for per cent.
    balanced : bool
        Keep only cities with both in every year, as `in_every_year` does.

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
    both = in_every_year(both) if balanced else both
    sums = both.groupby("year")[["value", "value_below"]].sum()
    sums["sum"] = scale * sums["value"] / sums["value_below"]
    sums["size"] = both.groupby("year").size()
    return _by_year(sums[["sum", "size"]])


def ratio(numerator: pd.DataFrame, denominator: pd.DataFrame, scale: float = 1.0) -> pd.DataFrame:
    r"""Divide two indicators city by city, as in patents per head.

    A zero in the denominator is no denominator.

    Formula
    -------
    r_{it}=k\,\frac{n_{it}}{d_{it}}

    Parameters
    ----------
    numerator, denominator : pandas.DataFrame
        Observations of one indicator each; a zero in the denominator is no denominator.
    scale : float
        Multiplied into the ratio: 100 for per cent.

    Returns
    -------
    pandas.DataFrame
        The rows of the numerator whose city and year have a denominator; ``value`` is the ratio, the other columns
        (indicator, source, flag) remain the numerator's.

    Examples
    --------
    >>> n = pd.DataFrame({"unit": ["a", "b"], "year": 2012, "value": [1.0, 9.0]})
    >>> d = pd.DataFrame({"unit": ["a"], "year": [2012], "value": [4.0]})
    >>> ratio(n, d, 100).to_dict("list")
    {'unit': ['a'], 'year': [2012], 'value': [25.0]}
    """
    below = denominator[denominator["value"] != 0][["unit", "year", "value"]]
    both = numerator.merge(below, on=["unit", "year"], suffixes=("", "_below"))
    return both.assign(value=scale * both["value"] / both["value_below"]).drop(columns="value_below")


def ratio_bounds(numerator: pd.DataFrame, denominator: pd.DataFrame, scale: float = 1.0) -> pd.DataFrame:
    r"""Divide one sum by another and say between which values the ratio of all cities lies.

    The cities that lack the numerator are given the lowest, then the highest ratio printed in that year; the
    bounds hold if none of them lies outside that range.

    Formula
    -------
    b_t=k\,\frac{\sum_{i\in S}n_{it}+r\sum_{i\notin S}d_{it}}{\sum_i d_{it}},\quad r=\min_{i\in
    S}\frac{n_{it}}{d_{it}},\ \max_{i\in S}\frac{n_{it}}{d_{it}}

    Parameters
    ----------
    numerator, denominator : pandas.DataFrame
        Observations of one indicator each.
    scale : float
        Multiplied into the ratio: 100 for per cent.

    Returns
    -------
    pandas.DataFrame
        year, value (as `ratio_of_sums`), low, high, cities (with both), of (with the denominator); no row for a
        year in which no city has both.

    Examples
    --------
    >>> n = pd.DataFrame({"unit": ["a", "b"], "year": 2017, "value": [1.0, 3.0]})
    >>> d = pd.DataFrame({"unit": ["a", "b", "c"], "year": 2017, "value": [100.0, 100.0, 200.0]})
    >>> ratio_bounds(n, d, 100).to_dict("records")
    [{'year': 2017, 'value': 2.0, 'low': 1.5, 'high': 2.5, 'cities': 2, 'of': 3}]
    """
    line = ratio_of_sums(numerator, denominator, scale).set_index("year")
    single = ratio(numerator, denominator, scale).groupby("year")["value"]
    everyone = total(denominator).set_index("year").reindex(line.index)
    printed = total(denominator.merge(numerator[["unit", "year"]], on=["unit", "year"])).set_index("year")
    weight = printed["value"] / everyone["value"]  # of the cities with both
    low, high = (weight * line["value"] + (1 - weight) * end for end in (single.min(), single.max()))
    bounds = line.assign(low=low, high=high, of=everyone["cities"]).reset_index()
    return bounds[["year", "value", "low", "high", "cities", "of"]]


def weighted_mean(frame: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    r"""Average a share over cities, each weighted by another indicator: sector shares by product.

    Formula
    -------
    m_t=\frac{\sum_i w_{it}x_{it}}{\sum_i w_{it}}

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
    """Describe the spread of the cities in each year by quantiles.

    Between two cities in order the quantile is interpolated linearly; that describes the spread and fills no
    missing value.

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


QUANTILES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}


def spread_over_years(frame: pd.DataFrame, cuts: Iterable[int] = ()) -> pd.DataFrame:
    """Give the spread of the cities year by year: median, middle half and middle 80%, linear between order statistics.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, value; the units with a value in a year make up that year's quantiles.
    cuts : iterable of int
        First years of a new series: nothing is drawn across.

    Returns
    -------
    pandas.DataFrame
        A row for every year from the first to the last: year, cities (how many have a value), p10, p25, p50, p75, p90
        (linear interpolation between order statistics; empty where nothing is printed), segment, alone (True for a year
        without a neighbour in its segment).

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b", "a"], "year": [2012, 2012, 2014], "value": [1.0, 3.0, 2.0]})
    >>> spread_over_years(f)[["year", "cities", "p50", "alone"]].to_numpy().tolist()
    [[2012, 2.0, 2.0, True], [2013, nan, nan, False], [2014, 1.0, 2.0, True]]
    """
    known, cut = frame.dropna(subset=["value"]), sorted(cuts)
    if known.empty:
        return pd.DataFrame(columns=["year", "cities", *QUANTILES, "segment", "alone"])
    groups = known.groupby("year")["value"]
    table = pd.DataFrame({"cities": groups.count(), **{k: groups.quantile(q) for k, q in QUANTILES.items()}})
    table = table.reindex(range(int(table.index.min()), int(table.index.max()) + 1))
    table["segment"] = [sum(c <= year for c in cut) for year in table.index]
    there = {(y, s) for y, s, v in zip(table.index, table["segment"], table["p50"], strict=True) if v == v}
    table["alone"] = [
        (y, s) in there and not {(y - 1, s), (y + 1, s)} & there
        for y, s in zip(table.index, table["segment"], strict=True)
    ]
    return table.rename_axis("year").reset_index()


def _by_year(table: pd.DataFrame) -> pd.DataFrame:
    renamed = table.rename(columns={"sum": "value", "size": "cities"}).reset_index()
    return renamed.astype({"cities": "int64"})[["year", "value", "cities"]]
