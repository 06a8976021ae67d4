"""Weights that make a comparison group like the treated: entropy balancing, overlap weights, and how far they succeed.

What is to be alike is the caller's choice; nothing here knows an outcome, so that weights cannot be bent to one.
"""

import numpy as np
import pandas as pd

from planbook.analysis.choosing import logistic

STEPS = 200
SHORTEST = 1e-8  # step below which nothing is gained
FARTHEST = 500.0  # slopes beyond which no weights exist
TOLERANCE = 1e-6  # gap between the means, in standard deviations, that counts as balanced


def entropy(frame: pd.DataFrame, treated: pd.Series) -> pd.Series | None:
    r"""Weight the comparison group until its means equal those of the treated: entropy balancing.

    Of all weights $w$ under which the means of the covariates $x$ agree, those that stay nearest to equal weights. The
    treated keep a weight of 1. Where no weights reach the means of the treated, because they lie outside what the
    comparison group spans, there is none.

    Formula
    -------
    \min_w\sum_iw_i\ln w_i\quad\text{where}\quad\sum_iw_ix_{ij}=\bar x_j^{\,\mathrm{treated}},\ \sum_iw_i=1

    Source
    ------
    Hainmueller, Entropy balancing for causal effects, Political Analysis 20, 2012 [hainmueller2012]

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a city, one column a covariate, without gaps.
    treated : pandas.Series of bool
        On the same index.

    Returns
    -------
    pandas.Series or None
        1 for the treated; weights of the others add up to their number. None where the means cannot be reached.

    Examples
    --------
    >>> x = pd.DataFrame({"x": [2.0, 1.0, 3.0, 0.0]})
    >>> w = entropy(x, pd.Series([True, False, False, False]))
    >>> round(float((w * x["x"])[1:].sum() / w[1:].sum()), 6)
    2.0
    """
    picked = treated.to_numpy(dtype=bool)
    values = frame.to_numpy(dtype=float)
    spread = values.std(axis=0)
    z = (values[~picked] - values[picked].mean(axis=0)) / np.where(spread > 0, spread, 1.0)

    weights = _tilted(z)
    if weights is None:
        return None
    whole = np.ones(len(frame))
    whole[~picked] = weights * len(z)
    return pd.Series(whole, index=frame.index)


def _tilted(z: np.ndarray) -> np.ndarray | None:
    """Return the weights nearest to equal ones under which the columns average zero; None where there are none."""

    def dual(beta: np.ndarray) -> tuple[float, np.ndarray]:
        index = z @ beta
        top = index.max()
        raw = np.exp(index - top)
        return float(np.log(raw.sum()) + top), raw / raw.sum()

    beta = np.zeros(z.shape[1])
    value, weights = dual(beta)
    for _ in range(STEPS):
        slope = z.T @ weights
        if np.abs(slope).max() < TOLERANCE:
            return weights
        bend = (z * weights[:, None]).T @ z - np.outer(slope, slope)
        step = np.linalg.lstsq(bend, slope, rcond=1e-12)[0]
        length = 1.0
        while (
            dual(beta - length * step)[0] > value - 1e-4 * length * float(slope @ step) and length > SHORTEST
        ):
            length /= 2
        beta = beta - length * step
        value, weights = dual(beta)
        # without a solution the dual has no minimum: its slope never levels out while beta runs away
        if length <= SHORTEST or np.abs(beta).max() > FARTHEST:
            return None
    return None


def overlap(frame: pd.DataFrame, treated: pd.Series) -> pd.Series:
    r"""Weight cities by how well they could have been in either group: overlap weights.

    $e$ is the probability of being treated, from a logistic regression on the covariates $x$. A treated city counts
    $1-e$, another $e$: cities whose group was certain count little, those at the margin most. The weighted means of the
    two groups agree. What is estimated holds for the cities at the margin, not for all that were treated.

    Formula
    -------
    w_i=1-e(x_i)\ \text{(treated)},\qquad w_i=e(x_i)\ \text{(others)}

    Source
    ------
    Li, Morgan and Zaslavsky, Balancing covariates via propensity score weighting, Journal of the American Statistical
    Association 113, 2018 [li2018]

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a city, one column a covariate, without gaps.
    treated : pandas.Series of bool
        On the same index.

    Returns
    -------
    pandas.Series
        Weights from 0 to 1.

    Examples
    --------
    >>> x = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0]})
    >>> w = overlap(x, pd.Series([False, True, False, True]))
    >>> round(float((w * x["x"])[[1, 3]].sum() / w[[1, 3]].sum() - (w * x["x"])[[0, 2]].sum() / w[[0, 2]].sum()), 2)
    0.0
    """
    chance = logistic(frame, treated).score
    return chance.where(~treated.astype(bool), 1 - chance)


def effective(weights: pd.Series) -> float:
    r"""Measure how many equally weighted cities carry as much as the weighted ones do.

    The fewer cities hold most of the weight $w$, the smaller it is beside their number.

    Formula
    -------
    n_{\mathrm{eff}}=\frac{\left(\sum_iw_i\right)^2}{\sum_iw_i^2}

    Source
    ------
    Kish, Survey sampling, 1965 [kish1965]

    Examples
    --------
    >>> effective(pd.Series([1.0, 1.0, 0.0])), effective(pd.Series([1.0, 1.0, 1.0]))
    (2.0, 3.0)
    """
    total = float((weights**2).sum())
    return float(weights.sum()) ** 2 / total if total else 0.0


def balance(frame: pd.DataFrame, treated: pd.Series, weights: pd.Series | None = None) -> pd.DataFrame:
    r"""Compare the two groups, covariate by covariate, before and after weighting.

    The gap between the means of treated and others, in standard deviations $s$ of the treated before weighting. Below
    0.1 a gap is usually called small.

    Formula
    -------
    d_j=\frac{\bar x_j^{\,\mathrm{treated}}-\bar x_j^{\,\mathrm{others}}}{s_j}

    Source
    ------
    Stuart, Matching methods for causal inference, Statistical Science 25, 2010 [stuart2010]

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a city, one column a covariate, without gaps.
    treated, weights : pandas.Series
        On the same index; without weights, before and after are the same.

    Returns
    -------
    pandas.DataFrame
        covariate, treated, others (weighted means), before, after (gaps in standard deviations).

    Examples
    --------
    >>> x = pd.DataFrame({"x": [2.0, 4.0, 1.0, 3.0]})
    >>> balance(x, pd.Series([True, True, False, False]))["before"].round(3).tolist()
    [0.707]
    """
    picked = treated.astype(bool)
    weighed = pd.Series(1.0, index=frame.index) if weights is None else weights
    spread = frame[picked].std()

    def means(by: pd.Series, group: pd.Series) -> pd.Series:
        return frame[group].mul(by[group], axis=0).sum() / by[group].sum()

    plain = pd.Series(1.0, index=frame.index)
    before = (means(plain, picked) - means(plain, ~picked)) / spread
    one, other = means(weighed, picked), means(weighed, ~picked)
    return pd.DataFrame(
        {
            "covariate": frame.columns,
            "treated": one.to_numpy(),
            "others": other.to_numpy(),
            "before": before.to_numpy(),
            "after": ((one - other) / spread).to_numpy(),
        }
    )
