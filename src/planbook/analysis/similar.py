"""Which cities are built alike: a distance on structure, not on size.

Notes
-----
What is compared is the caller's choice.
"""

import numpy as np
import pandas as pd


def distances(features: pd.DataFrame, unit: str, lacking: int = 1) -> pd.Series:
    r"""Measure how far every other unit is from one, over structural features of one year.

    $m$ is the number of features that both units have, $s_k$ the standard deviation of a feature over all
    units. Every feature counts the same, and one that either unit lacks is left out.

    Formula
    -------
    d(a,b)=\sqrt{\frac{1}{m}\sum_{k=1}^{m}\left(\frac{x_{ak}-x_{bk}}{s_k}\right)^2}

    Source
    ------
    missing features: Gower, A general coefficient of similarity, Biometrics 27, 1971 [gower1971]
    squared differences, for regions: Navarro et al., JRC S3 Working Paper 3/2014 [navarro2014]

    Parameters
    ----------
    features : pandas.DataFrame
        One row a unit, one column a feature; shares in per cent, levels as logarithms. Missing values are allowed.
    unit : str
        The unit measured from.
    lacking : int
        How many features a pair may lack; a pair that lacks more is not compared.

    Returns
    -------
    pandas.Series
        Indexed by unit, nearest first, equal distances by code; in standard deviations. Units that cannot be compared
        are left out, all of them if ``unit`` itself has too few features.

    Raises
    ------
    KeyError
        If the unit has no row.

    Examples
    --------
    >>> f = pd.DataFrame({"industry": [50.0, 52.0, 30.0], "mining": [10.0, 12.0, 1.0]}, index=["a", "b", "c"])
    >>> distances(f, "a").round(2).to_dict()
    {'b': 0.33, 'c': 1.95}
    """
    spread = features.std(ddof=0)
    scaled = features.loc[:, spread > 0] / spread[spread > 0]
    squares = (scaled - scaled.loc[unit]) ** 2
    both = squares.notna().sum(axis=1)
    found = np.sqrt(squares.mean(axis=1))[both >= len(scaled.columns) - lacking].drop(unit, errors="ignore")
    return found.rename_axis("unit").reset_index(name="d").sort_values(["d", "unit"]).set_index("unit")["d"]
