"""How well a rule tells the chosen from the others: ranks, a logistic score, the area under the curve, hits.

The figures the rule is made of, and who was chosen, come from the caller.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

RIDGE = 1e-3  # keeps the fit finite where a column tells chosen and others apart without error
STEPS = 100


def mean_rank(frame: pd.DataFrame) -> pd.Series:
    r"""Score cities by their mean rank over several indicators, each counting alike.

    A city's rank $r$ on each of the $k$ indicators is divided by the number of cities $n$, so that the highest has 1;
    equal figures share their rank. Only cities with every indicator are scored.

    Formula
    -------
    s_i=\frac{1}{k}\sum_j\frac{r_{ij}}{n}

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a city, one column an indicator; more counts as more likely to be chosen.

    Returns
    -------
    pandas.Series
        Scores from above 0 to 1, of the cities without a gap.

    Examples
    --------
    >>> mean_rank(pd.DataFrame({"x": [1.0, 2.0], "y": [5.0, 9.0]}, index=["a", "b"])).to_dict()
    {'a': 0.5, 'b': 1.0}
    """
    return frame.dropna().rank(pct=True).mean(axis=1)


def area(score: pd.Series, chosen: pd.Series) -> float:
    r"""Measure how well a score tells the chosen from the others: the area under the ROC curve.

    The share of all pairs of one chosen and one other city in which the chosen has the higher score; equal scores
    count half. One half is a toss of a coin, 1 a rule without error. $R$ is the sum of the ranks of the $m$ chosen, $n$
    the number of the others.

    Formula
    -------
    A=\frac{R-m(m+1)/2}{mn}

    Source
    ------
    Hanley and McNeil, The meaning and use of the area under a ROC curve, Radiology 143, 1982 [hanley1982]

    Parameters
    ----------
    score : pandas.Series
        One value a city.
    chosen : pandas.Series of bool
        On the same index.

    Returns
    -------
    float
        Between 0 and 1; NaN where all or none are chosen.

    Examples
    --------
    >>> area(pd.Series([1.0, 2.0, 3.0, 4.0]), pd.Series([False, True, False, True]))
    0.75
    """
    ranks, picked = score.rank().to_numpy(), chosen.to_numpy(dtype=bool)
    m, n = int(picked.sum()), int((~picked).sum())
    if not m or not n:
        return float("nan")
    return float((ranks[picked].sum() - m * (m + 1) / 2) / (m * n))


def hits(score: pd.Series, chosen: pd.Series, places: int) -> int:
    """Count the chosen among the cities with the highest scores.

    As many cities are taken as there were places; of equal scores the first in the table's order.

    Examples
    --------
    >>> hits(pd.Series([1.0, 2.0, 3.0, 4.0]), pd.Series([False, True, False, True]), 2)
    1
    """
    return int(chosen.loc[top(score, places)].sum())


def top(score: pd.Series, places: int) -> pd.Index:
    """Return the cities with the highest scores, highest first; equal scores keep the table's order.

    Examples
    --------
    >>> top(pd.Series({"a": 1.0, "b": 3.0, "c": 2.0}), 2).tolist()
    ['b', 'c']
    """
    return score.sort_values(ascending=False, kind="stable").index[:places]


@dataclass(frozen=True)
class Logistic:
    """A fitted logistic rule.

    Attributes
    ----------
    score : pandas.Series
        The probability of being chosen, by city.
    slopes : pandas.Series
        Change of the log-odds with one standard deviation of each indicator.
    """

    score: pd.Series
    slopes: pd.Series


def logistic(frame: pd.DataFrame, chosen: pd.Series) -> Logistic:
    r"""Score cities by the weights under which the indicators tell the chosen from the others best.

    A logistic regression on standardised indicators $z_j$: $p$ is the probability of having been chosen. A very small
    penalty on the slopes $\beta_j$ keeps them finite. Fitted to the outcome it is judged by, it shows how well a rule of
    this form could have done, not which rule was used.

    Formula
    -------
    \ln\frac{p_i}{1-p_i}=\beta_0+\sum_j\beta_jz_{ij}

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a city, one column an indicator; rows with a gap are left out.
    chosen : pandas.Series of bool
        On the same index.

    Examples
    --------
    >>> x = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0]})
    >>> fit = logistic(x, pd.Series([False, True, False, True]))
    >>> bool(fit.slopes["x"] > 0), round(float(fit.score.sum()), 6)
    (True, 2.0)
    """
    whole = frame.dropna()
    z = (whole - whole.mean()) / whole.std(ddof=0)
    design = np.column_stack([np.ones(len(z)), z.to_numpy()])
    y = chosen.loc[whole.index].to_numpy(dtype=float)
    penalty = RIDGE * np.diag([0.0] + [1.0] * z.shape[1])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = _expit(design @ beta)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, design.T @ (y - p) - penalty @ beta)
        # a step this long would leave the region in which Newton's method draws near
        beta = beta + step / max(1.0, float(np.abs(step).max()) / 5)
        if np.abs(step).max() < 1e-10:
            break
    return Logistic(
        pd.Series(_expit(design @ beta), index=whole.index), pd.Series(beta[1:], index=whole.columns)
    )


def _expit(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
