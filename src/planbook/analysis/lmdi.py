"""The change of emissions told apart into activity, distribution and intensity, without a residual.

The additive form of the logarithmic mean Divisia index, method I.

Notes
-----
Which cities and years take part is the caller's choice; they have to lie in one span.
"""

import math

import pandas as pd

EFFECTS = ("activity", "distribution", "intensity")


def logarithmic_mean(a: float, b: float) -> float:
    r"""Take the logarithmic mean of two numbers.

    It lies between their geometric and their arithmetic mean, is the number itself where both are equal, and
    zero where one of them is zero.

    Formula
    -------
    L(a,b)=\frac{a-b}{\ln a-\ln b},\quad L(a,a)=a,\quad L(a,0)=0

    Source
    ------
    Ang, The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33, 2005 [ang2005]

    Parameters
    ----------
    a, b : float
        Not negative, in one unit.

    Examples
    --------
    >>> round(logarithmic_mean(80.0, 30.0), 3), logarithmic_mean(5.0, 5.0), logarithmic_mean(5.0, 0.0)
    (50.977, 5.0, 0.0)
    """
    low, high = sorted((a, b))
    if low <= 0:
        return 0.0
    # log1p: for nearly equal numbers the plain quotient would divide two rounding errors
    return (high - low) / math.log1p((high - low) / low) if high > low else low


def effects(emissions: pd.DataFrame, product: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    r"""Tell apart, city by city, what growth of all, the city's share and its intensity added to emissions.

    $Q$ is the product of all cities, $S_i$ the share of a city in it, $I_i$ its emissions for one unit of
    product; $x$ stands for each of the three. The effects add up to the change exactly. A city whose
    emissions are zero in one of the years changes by its intensity alone, the limit of the formula.

    Formula
    -------
    E=\sum_i Q\,S_i I_i,\quad \Delta E_x=\sum_i L\left(E_i^{T},E_i^{0}\right)\ln\frac{x_i^{T}}{x_i^{0}}

    Source
    ------
    Ang, The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33, 2005 [ang2005]
    Ang, LMDI decomposition approach: a guide for implementation, Energy Policy 86, 2015 [ang2015]
    zero values: Ang and Liu, Energy Policy 35, 2007 [angliu2007]

    Parameters
    ----------
    emissions : pandas.DataFrame
        Observations of one indicator (unit, year, value), not negative.
    product : pandas.DataFrame
        Product at constant prices (unit, year, value), positive.
    first, last : int
        Data years.

    Returns
    -------
    pandas.DataFrame
        unit, before, after (emissions), activity, distribution, intensity (in the emissions' unit; they add up to
        after − before), zero (whether emissions are zero in one of the years); the cities with emissions and product
        in both years.

    Examples
    --------
    >>> e = pd.DataFrame({"unit": list("abab"), "year": [0, 0, 1, 1], "value": [30.0, 20.0, 80.0, 16.0]})
    >>> q = pd.DataFrame({"unit": list("abab"), "year": [0, 0, 1, 1], "value": [10.0, 40.0, 40.0, 40.0]})
    >>> effects(e, q, 0, 1)[["activity", "distribution", "intensity"]].sum().round(1).tolist()
    [32.4, 38.3, -24.7]
    """
    wide = [_two(emissions, first, last, "e"), _two(product, first, last, "q")]
    table = pd.concat(wide, axis=1, join="inner")
    table = table[(table["q0"] > 0) & (table["q1"] > 0)]
    growth = math.log(table["q1"].sum() / table["q0"].sum()) if len(table) else 0.0
    rows = []
    for unit, e0, e1, q0, q1 in table.itertuples(name=None):
        weight = logarithmic_mean(e1, e0)
        own = math.log(q1 / q0)
        intensity = weight * (math.log(e1 / e0) - own) if weight else e1 - e0
        rows.append((unit, e0, e1, weight * growth, weight * (own - growth), intensity, min(e0, e1) == 0))
    return pd.DataFrame(rows, columns=["unit", "before", "after", *EFFECTS, "zero"])


def decompose(
    emissions: pd.DataFrame, product: pd.DataFrame, first: int, last: int
) -> dict[str, float | int]:
    r"""Add the effects of all cities up, and say how much of the change they leave unexplained: nothing.

    It also counts the cities whose emissions were zero in one of the years.

    Formula
    -------
    \Delta E=\Delta E_Q+\Delta E_S+\Delta E_I

    Source
    ------
    Ang, LMDI decomposition approach: a guide for implementation, Energy Policy 86, 2015 [ang2015]

    Parameters
    ----------
    emissions, product, first, last
        As in `effects`.

    Returns
    -------
    dict
        before, after, change, activity, distribution, intensity, residual (all in the emissions' unit), cities,
        zeros (cities whose emissions are zero in one of the years).

    Examples
    --------
    >>> e = pd.DataFrame({"unit": "a", "year": [0, 1], "value": [10.0, 15.0]})
    >>> q = pd.DataFrame({"unit": "a", "year": [0, 1], "value": [1.0, 1.5]})
    >>> found = decompose(e, q, 0, 1)
    >>> round(found["activity"], 6), round(found["intensity"], 6), abs(found["residual"]) < 1e-9
    (5.0, 0.0, True)
    """
    table = effects(emissions, product, first, last)
    sums = {key: float(table[key].sum()) for key in ("before", "after", *EFFECTS)}
    change = sums["after"] - sums["before"]
    residual = change - sum(sums[key] for key in EFFECTS)
    counts = {"cities": len(table), "zeros": int(table["zero"].sum())}
    return {**sums, "change": change, "residual": residual, **counts}


def _two(frame: pd.DataFrame, first: int, last: int, key: str) -> pd.DataFrame:
    values = [frame[frame["year"] == y].set_index("unit")["value"] for y in (first, last)]
    return pd.concat(values, axis=1, join="inner", keys=[f"{key}0", f"{key}1"]).dropna()
