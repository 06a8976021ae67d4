"""Several indicators in one figure, by entropy or by equal weights, and how steady the ranks are.

A composite is a summary under weights that somebody chose; the figures of steadiness say how much hangs on
the choice.

Notes
-----
Frames here are wide: one row a city, one column an indicator, all of them such that more is better.
"""

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

TRIM = 0.05  # share of the cities at each end whose values count as the value at that quantile


def normalise(table: pd.DataFrame, trim: float = TRIM) -> pd.DataFrame:
    r"""Bring every indicator to the range from 0 to 1 between its lower and its upper quantile.

    The quantiles are those of 5 and 95 per cent; values beyond them count as 0 or 1. Quantiles instead of the
    extremes keep a single outlier, or a misprint, from pressing all other cities together.

    Formula
    -------
    z_{ij}=\frac{x_{ij}-q_j^{\mathrm{low}}}{q_j^{\mathrm{high}}-q_j^{\mathrm{low}}}

    Source
    ------
    OECD and JRC, Handbook on Constructing Composite Indicators, 2008, on outliers and normalisation [oecd2008]

    Parameters
    ----------
    table : pandas.DataFrame
        One row a city, one column an indicator; cities without all of them are left out.
    trim : float
        The quantiles are ``trim`` and 1 − ``trim``; 0 for minimum and maximum.

    Returns
    -------
    pandas.DataFrame
        The same shape; an indicator in which all cities are alike is 0 throughout.

    Examples
    --------
    >>> normalise(pd.DataFrame({"x": [0.0, 5.0, 10.0]}), trim=0)["x"].tolist()
    [0.0, 0.5, 1.0]
    """
    full = table.dropna()
    low, high = full.quantile(trim), full.quantile(1 - trim)
    return ((full - low) / (high - low).where(high > low)).clip(0, 1).fillna(0.0)


def entropy_weights(normalised: pd.DataFrame) -> pd.Series:
    r"""Weigh indicators by how far they tell cities apart: the less even, the heavier.

    $n$ is the number of cities, and 0 ln 0 counts as 0. Uneven is not important: the weights follow the data,
    not a judgement.

    Formula
    -------
    p_{ij}=\frac{z_{ij}}{\sum_i z_{ij}},\quad e_j=-\frac{\sum_i p_{ij}\ln p_{ij}}{\ln n},\quad
    w_j=\frac{1-e_j}{\sum_j(1-e_j)}

    Source
    ------
    entropy: Shannon, A mathematical theory of communication, Bell System Technical Journal 27, 1948 [shannon1948]
    as weights: Zeleny, Multiple Criteria Decision Making, 1982 [zeleny1982]

    Parameters
    ----------
    normalised : pandas.DataFrame
        What `normalise` returns; two cities at least.

    Returns
    -------
    pandas.Series
        Weight of each indicator; they add up to 1. Equal where no indicator tells the cities apart.

    Examples
    --------
    >>> entropy_weights(pd.DataFrame({"even": [1.0, 1.0], "uneven": [1.0, 0.0]})).round(6).tolist()
    [0.0, 1.0]
    """
    total = normalised.sum()
    share = normalised / total.where(total > 0)
    logs = np.log(share.where(share > 0, 1.0))
    entropy = -(share * logs).sum() / np.log(max(2, len(normalised)))
    diversity = (1 - entropy).where(total > 0, 0.0).clip(lower=0)
    return diversity / diversity.sum() if diversity.sum() > 1e-12 else equal_weights(normalised)


def equal_weights(normalised: pd.DataFrame) -> pd.Series:
    r"""Weigh all $m$ indicators alike.

    Formula
    -------
    w_j=\frac{1}{m}

    Examples
    --------
    >>> equal_weights(pd.DataFrame({"a": [1.0], "b": [0.0]})).tolist()
    [0.5, 0.5]
    """
    return pd.Series(1 / normalised.shape[1], index=normalised.columns)


def score(normalised: pd.DataFrame, weights: pd.Series) -> pd.Series:
    r"""Add up the weighted indicators of every city: the composite, from 0 to 100.

    Formula
    -------
    s_i=100\sum_j w_j z_{ij}

    Examples
    --------
    >>> score(pd.DataFrame({"a": [1.0], "b": [0.0]}), pd.Series({"a": 0.75, "b": 0.25})).tolist()
    [75.0]
    """
    return 100 * normalised[weights.index].mul(weights, axis=1).sum(axis=1)


def kendall(first: pd.Series, second: pd.Series) -> float:
    r"""Measure how far two series put the same cities in one order: Kendall's rank correlation τ-b.

    $C$ and $D$ are the pairs of cities in the same and in opposite order, $n_0$ all pairs, $n_1$ and $n_2$
    those tied in one of the series.

    Formula
    -------
    \tau_b=\frac{C-D}{\sqrt{(n_0-n_1)(n_0-n_2)}}

    Source
    ------
    Kendall, The treatment of ties in ranking problems, Biometrika 33, 1945 [kendall1945]

    Examples
    --------
    >>> round(kendall(pd.Series([1.0, 2.0, 3.0]), pd.Series([1.0, 3.0, 2.0])), 3)
    0.333
    """
    signs = [np.sign(np.subtract.outer(x.to_numpy(), x.to_numpy())) for x in (first, second)]
    untied = [(sign != 0).sum() for sign in signs]
    below = np.sqrt(float(untied[0]) * float(untied[1]))
    return float((signs[0] * signs[1]).sum() / below) if below else float("nan")


def compare_orders(first: pd.Series, second: pd.Series, top: int = 10) -> dict[str, float | int]:
    """Compare two orders of the same cities.

    By rank correlations (Spearman's and Kendall's), by how many cities are among the best of both, and by the
    median and the largest change of rank.

    Parameters
    ----------
    first, second : pandas.Series
        Scores by city, higher is better.
    top : int
        How many of the best are compared.

    Returns
    -------
    dict
        spearman, kendall (rank correlations, −1 to 1; NaN for fewer than three cities), shared (cities among the
        best of both), moved (median of the absolute change of rank), most (the largest), cities.

    Examples
    --------
    >>> a = pd.Series({"x": 3.0, "y": 2.0, "z": 1.0})
    >>> compare_orders(a, a, top=1)
    {'spearman': 1.0, 'kendall': 1.0, 'shared': 1, 'moved': 0.0, 'most': 0.0, 'cities': 3}
    """
    ranks = pd.concat([first, second], axis=1, join="inner", keys=["a", "b"]).rank(ascending=False)
    moved = (ranks["a"] - ranks["b"]).abs()
    best = [set(ranks[key].nsmallest(top).index) for key in ("a", "b")]
    enough = len(ranks) > 2
    return {
        "spearman": float(ranks["a"].corr(ranks["b"])) if enough else float("nan"),
        "kendall": kendall(ranks["a"], ranks["b"]) if enough else float("nan"),
        "shared": len(best[0] & best[1]),
        "moved": float(moved.median()),
        "most": float(moved.max()),
        "cities": len(ranks),
    }


Weighing = Callable[[pd.DataFrame], pd.Series]


def leave_one_out(
    normalised: pd.DataFrame, units: Collection[str], weigh: Weighing = equal_weights, top: int = 10
) -> pd.DataFrame:
    """Leave each indicator out in turn, and see how far the order of the cities moves.

    Source
    ------
    OECD and JRC, Handbook on Constructing Composite Indicators, 2008, on sensitivity [oecd2008]

    Parameters
    ----------
    normalised : pandas.DataFrame
        What `normalise` returns; two indicators at least.
    units : collection of str
        The cities whose order is compared.
    weigh : callable
        `equal_weights` or `entropy_weights`.
    top : int
        As in `compare_orders`.

    Returns
    -------
    pandas.DataFrame
        indicator (left out) and the columns of `compare_orders`, one row an indicator.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [1.0, 0.5, 0.0], "b": [1.0, 0.5, 0.0]}, index=list("xyz"))
    >>> leave_one_out(table, list("xyz"))[["indicator", "spearman"]].values.tolist()
    [['a', 1.0], ['b', 1.0]]
    """
    whole = score(normalised, weigh(normalised))
    chosen = whole.index.isin(list(units))
    rows = []
    for indicator in normalised.columns:
        rest = normalised.drop(columns=indicator)
        other = score(rest, weigh(rest))
        rows.append({"indicator": indicator, **compare_orders(whole[chosen], other[chosen], top)})
    return pd.DataFrame(rows)
