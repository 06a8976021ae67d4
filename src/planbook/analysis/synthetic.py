"""Synthetic difference-in-differences: cities and years weighted so that the past of both groups runs alike.

Takes a complete table of cities by years, one start for all treated. Nothing is filled: a city with a gap is left out by
the caller.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from planbook.analysis.differences import Effect, effect

SUM = 1e4  # how hard the weights are held to adding up to one, relative to the data
TIME_RIDGE = 1e-6  # of the weights of years: only what makes them unique


@dataclass(frozen=True)
class Synthetic:
    """What synthetic difference-in-differences finds.

    Attributes
    ----------
    effect : Effect
        With the standard error of the jackknife, or of placebos where one city is treated.
    cities, years : pandas.Series
        The weights of the comparison cities and of the years before; each adds up to one.
    path : pandas.DataFrame
        year, treated, synthetic: the mean of the treated and of the weighted others, moved onto it by the weighted
        mean of the years before.
    """

    effect: Effect
    cities: pd.Series
    years: pd.Series
    path: pd.DataFrame


def synthetic(table: pd.DataFrame, treated: pd.Series, first: int, placebos: int = 200) -> Synthetic:
    r"""Estimate an effect against a weighted mean of the others that ran parallel before the treatment.

    Weights of cities $\omega$ are chosen so that the others' weighted mean moves like the treated before the treatment,
    weights of years $\lambda$ so that the years before tell the level after; then a two-way regression is run with
    both. A penalty spreads the weights over many cities. The standard error leaves out one city at a time, or, with a
    single treated city, comes from comparison cities treated in its place (a fixed sequence of draws).

    Formula
    -------
    \hat\tau=\left(\bar y^{\,\mathrm{treated}}_{\mathrm{after}}-\sum_t\lambda_t\bar y^{\,\mathrm{treated}}_t\right)
    -\sum_i\omega_i\left(\bar y_{i,\mathrm{after}}-\sum_t\lambda_ty_{it}\right)

    Source
    ------
    Arkhangelsky, Athey, Hirshberg, Imbens and Wager, Synthetic difference-in-differences, American Economic Review 111,
    2021 [arkhangelsky2021]

    Parameters
    ----------
    table : pandas.DataFrame
        Cities by years, without gaps.
    treated : pandas.Series of bool
        By city.
    first : int
        First year of treatment.
    placebos : int
        Draws, where a single city is treated.

    Raises
    ------
    ValueError
        If the table has gaps, fewer than two years before or none after, no treated or fewer than two other cities.

    Examples
    --------
    >>> t = pd.DataFrame({1: [1.0, 1.0, 2.0, 4.0], 2: [2.0, 2.1, 3.0, 5.2], 3: [6.0, 6.0, 4.0, 6.1]}, index=list("abcd"))
    >>> round(synthetic(t, pd.Series([True, True, False, False], index=t.index), 3).effect.value, 2)
    2.97
    """
    years = np.array([int(str(y)) for y in table.columns])
    picked = treated.reindex(table.index).to_numpy(dtype=bool)
    before = years < first
    problems = []
    if table.isna().to_numpy().any():
        problems.append("the table has gaps: leave out cities or years without a value")
    if before.sum() < 2 or before.all():
        problems.append(f"two years before {first} and one from then on are needed")
    if not picked.any() or (~picked).sum() < 2:
        problems.append("one treated city and two others are needed")
    if problems:
        raise ValueError("; ".join(problems))
    y = table.to_numpy(dtype=float)
    omega, lam = _weights(y, picked, before)
    value = _estimate(y, picked, before, omega, lam)
    alone = picked.sum() == 1
    error = _placebo(y[~picked], before, placebos) if alone else _jackknife(y, picked, before, omega, lam)
    rows = pd.DataFrame(
        {"unit": np.repeat(table.index, len(years)), "treated": np.repeat(picked, len(years))}
    )
    mine, other = y[picked].mean(axis=0), omega @ y[~picked]
    path = pd.DataFrame({"year": years, "treated": mine, "synthetic": other + lam @ (mine - other)[before]})
    return Synthetic(
        effect(value, error, rows),
        pd.Series(omega, index=table.index[~picked]),
        pd.Series(lam, index=years[before]),
        path,
    )


def _weights(y: np.ndarray, picked: np.ndarray, before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of the others and of the years before."""
    others = y[~picked]
    noise = float(np.diff(others[:, before], axis=1).std(ddof=1))
    spread = (picked.sum() * (~before).sum()) ** 0.25 * noise
    past = others[:, before]
    omega = _simplex(past.T, y[picked][:, before].mean(axis=0), spread)
    lam = _simplex(past, others[:, ~before].mean(axis=1), TIME_RIDGE * noise)
    return omega, lam


def _simplex(columns: np.ndarray, target: np.ndarray, ridge: float) -> np.ndarray:
    """Return weights of zero or more, adding up to one, under which columns come nearest to a target, up to a constant."""
    rows, count = columns.shape
    a, b = columns - columns.mean(axis=0), target - target.mean()
    scale = max(float(np.abs(a).max()), float(np.abs(b).max()), 1e-12)
    stacked = np.vstack([a / scale, ridge * np.sqrt(rows) / scale * np.eye(count), np.full((1, count), SUM)])
    weights, _ = nnls(stacked, np.concatenate([b / scale, np.zeros(count), [SUM]]), maxiter=50 * count)
    return weights / weights.sum()


def _estimate(
    y: np.ndarray, picked: np.ndarray, before: np.ndarray, omega: np.ndarray, lam: np.ndarray
) -> float:
    change = y[:, ~before].mean(axis=1) - y[:, before] @ lam
    return float(change[picked].mean() - omega @ change[~picked])


def _jackknife(
    y: np.ndarray, picked: np.ndarray, before: np.ndarray, omega: np.ndarray, lam: np.ndarray
) -> float:
    """Return the standard error of leaving out one city at a time, its weight shared among the others."""
    change = y[:, ~before].mean(axis=1) - y[:, before] @ lam
    mine, theirs = change[picked], change[~picked]
    n, mean, other = len(change), mine.mean(), float(omega @ theirs)
    without_treated = (mine.sum() - mine) / (len(mine) - 1) - other
    left = 1 - omega
    without_other = mean - np.where(left > 1e-9, (other - omega * theirs) / np.maximum(left, 1e-9), np.nan)
    left_out = np.concatenate([without_treated, without_other])
    value = mean - other
    return float(np.sqrt((n - 1) / n * np.nansum((left_out - value) ** 2)))


def _placebo(others: np.ndarray, before: np.ndarray, draws: int) -> float:
    """Return the spread of the effect on comparison cities, treated one at a time."""
    random = np.random.default_rng(1985)
    n = len(others)
    found = []
    # where there are no more cities than draws, each is taken once: nothing is left to chance
    for i in range(n) if n <= draws else random.integers(0, n, draws):
        picked = np.arange(n) == i
        omega, lam = _weights(others, picked, before)
        found.append(_estimate(others, picked, before, omega, lam))
    return float(np.std(found))
