"""Treatments handed out anew: how often chance alone gives as large an effect; and p values of many outcomes corrected.

Draws come from a fixed seed, so that a run gives the same figures as the one before.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

SEED = 1985
SWEEPS = 200
CLOSE = 1e-9


@dataclass(frozen=True)
class Permuted:
    """What handing out the treatment anew gives.

    Attributes
    ----------
    value : float
        The effect of the treatment as it was.
    p : float
        Twice the share of draws, the real one among them, at least as far out on its side.
    draws : numpy.ndarray
        The effects of the draws.
    """

    value: float
    p: float
    draws: np.ndarray


def permute(frame: pd.DataFrame, first: int, draws: int = 999, within: str | None = None) -> Permuted:
    r"""Compare an effect with those of treatments handed out by lot: randomisation inference.

    Which cities are treated is drawn anew $m$ times, as many as there were, in the whole country or within groups such as
    regions; each time the two-way regression is run. $p$ is twice the share in which the effect $\tau_k$ lies at least as
    far out on the side of the real one $\hat\tau$. It holds whatever the distribution of the errors, if the treatment might
    as well have gone to other cities. Drawn within groups, the effects need not lie around zero: what groups differ by
    stays in all of them.

    Formula
    -------
    p=\min\left\{1,\ 2\,\frac{1+\min(\#\{\tau_k\ge\hat\tau\},\#\{\tau_k\le\hat\tau\})}{1+m}\right\}

    Source
    ------
    Young, Channeling Fisher, Quarterly Journal of Economics 134, 2019 [young2019]

    Parameters
    ----------
    frame : pandas.DataFrame
        unit, year, value, treated and, if cities are weighted, weight, one a city.
    first : int
        First year of treatment.
    draws : int
        How often.
    within : str, optional
        Column of groups, one a city, inside which the treatment is drawn.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("aabbccdd"), "year": [1, 2] * 4, "treated": [True] * 4 + [False] * 4,
    ...                   "value": [0.0, 3.0, 0.0, 2.0, 0.0, 1.0, 0.0, 1.2]})
    >>> found = permute(f, 2, draws=99)
    >>> round(found.value, 3), found.p > 0.2  # one allotment in six is as extreme, and so is its opposite
    (1.4, True)
    """
    data = frame.dropna(subset=["value"])
    table = data.pivot(index="unit", columns="year", values="value")
    cities = data.drop_duplicates("unit").set_index("unit").loc[table.index]
    picked = cities["treated"].to_numpy(dtype=bool)
    weight = cities["weight"].to_numpy(dtype=float) if "weight" in cities else np.ones(len(table))
    groups = cities[within].to_numpy() if within else np.zeros(len(table))
    random = np.random.default_rng(SEED)
    drawn = np.empty((draws + 1, len(table)), dtype=bool)
    drawn[0] = picked
    for k in range(1, draws + 1):
        for group in np.unique(groups):
            at = np.flatnonzero(groups == group)
            drawn[k, at] = random.permutation(picked[at])
    values = slopes(table, drawn, weight, first)
    above, below = values[1:] >= values[0] - CLOSE, values[1:] <= values[0] + CLOSE
    as_far = int(min(above.sum(), below.sum()))
    return Permuted(float(values[0]), min(1.0, 2 * (1 + as_far) / (1 + draws)), values[1:])


def slopes(table: pd.DataFrame, drawn: np.ndarray, weight: np.ndarray, first: int) -> np.ndarray:
    """Return the two-way effect of many treatments at once.

    Parameters
    ----------
    table : pandas.DataFrame
        Cities by years; gaps are left out.
    drawn : numpy.ndarray of bool
        Treatments by cities.
    weight : numpy.ndarray
        One a city.
    first : int
        First year of treatment.

    Examples
    --------
    >>> t = pd.DataFrame({1: [0.0, 0.0], 2: [3.0, 1.0]})
    >>> slopes(t, np.array([[True, False], [False, True]]), np.ones(2), 2).tolist()
    [2.0, -2.0]
    """
    y = table.to_numpy(dtype=float)
    w = weight[:, None] * ~np.isnan(y)
    later = (np.array([int(str(c)) for c in table.columns]) >= first).astype(float)
    rows, columns = w.sum(axis=1), w.sum(axis=0)
    use_rows, use_columns = rows > 0, columns > 0
    y, w, later = y[np.ix_(use_rows, use_columns)], w[np.ix_(use_rows, use_columns)], later[use_columns]
    rows, columns = rows[use_rows], columns[use_columns]
    residual = _within(np.nan_to_num(y)[None], w, rows, columns)[0]
    found = np.empty(len(drawn))
    for at in range(0, len(drawn), 100):  # a hundred at a time keeps the memory small
        d = drawn[at : at + 100][:, use_rows].astype(float)[:, :, None] * later
        e = _within(d, w, rows, columns)
        found[at : at + 100] = (e * w * residual).sum(axis=(1, 2)) / (e * w * e).sum(axis=(1, 2))
    return found


def _within(cube: np.ndarray, w: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Take the weighted means of cities and of years out of each layer, in turns until nothing changes."""
    left = cube.copy()
    for _ in range(SWEEPS):
        left -= ((left * w).sum(axis=2) / rows)[:, :, None]
        step = (left * w).sum(axis=1) / columns
        left -= step[:, None, :]
        if np.abs(step).max() < CLOSE * max(float(np.abs(cube).max()), 1e-12):
            break
    return left


def holm(p: pd.Series) -> pd.Series:
    r"""Correct the p values of many outcomes, so that one false finding among all stays unlikely: Holm.

    The smallest of $m$ values is multiplied by $m$, the next by $m-1$ and so on; none falls below the one before.

    Formula
    -------
    \tilde p_{(k)}=\max_{j\le k}\min\{1,(m-j+1)\,p_{(j)}\}

    Source
    ------
    Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979 [holm1979]

    Examples
    --------
    >>> holm(pd.Series({"a": 0.01, "b": 0.04, "c": 0.03})).round(3).to_dict()
    {'a': 0.03, 'b': 0.06, 'c': 0.06}
    """
    ordered = p.dropna().sort_values(kind="stable")
    m = len(ordered)
    grown = np.minimum(np.maximum.accumulate(ordered.to_numpy() * (m - np.arange(m))), 1.0)
    return pd.Series(grown, index=ordered.index).reindex(p.index)


def false_discovery(p: pd.Series) -> pd.Series:
    r"""Correct the p values of many outcomes, so that few of those called findings are false: Benjamini and Hochberg.

    A value is multiplied by $m$ and divided by its rank $j$ among the $m$; none is larger than the one after.

    Formula
    -------
    \tilde p_{(k)}=\min_{j\ge k}\min\{1,\tfrac mj\,p_{(j)}\}

    Source
    ------
    Benjamini and Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57, 1995
    [benjamini1995]

    Examples
    --------
    >>> false_discovery(pd.Series({"a": 0.01, "b": 0.04, "c": 0.03})).round(3).to_dict()
    {'a': 0.03, 'b': 0.04, 'c': 0.04}
    """
    ordered = p.dropna().sort_values(kind="stable")
    m = len(ordered)
    raw = ordered.to_numpy() * m / np.arange(1, m + 1)
    return pd.Series(np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0), index=ordered.index).reindex(
        p.index
    )
