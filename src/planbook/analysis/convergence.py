"""Whether cities draw together: the spread narrows (sigma), or the low grow faster (beta).

Both work on logarithms of a positive value, such as spending per head; neither says why.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd


def sigma(frame: pd.DataFrame) -> pd.DataFrame:
    r"""Measure the spread of a value among cities, year by year, over the cities that have every year.

    The standard deviation of the logarithms; a fall over time is sigma convergence.

    Formula
    -------
    \sigma_t=\sqrt{\frac{1}{n}\sum_r\left(\ln y_{rt}-\overline{\ln y_t}\right)^2}

    Source
    ------
    Barro and Sala-i-Martin, Convergence, Journal of Political Economy 100, 1992 [barro1992]

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, value; values of zero or less have no logarithm and take their city out.

    Returns
    -------
    pandas.DataFrame
        year, value (sigma), cities; empty where less than two cities have every year.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b"] * 2, "year": [1, 1, 2, 2], "value": [1.0, math.e ** 2, 1.0, math.e]})
    >>> sigma(f)[["year", "value"]].values.tolist()
    [[1.0, 1.0], [2.0, 0.5]]
    """
    table = frame.pivot(index="unit", columns="year", values="value")
    table = table.where(table > 0).dropna()
    if len(table) < 2:
        return pd.DataFrame(
            {"year": pd.Series(dtype="int64"), "value": pd.Series(dtype="float64"), "cities": 0}
        )
    logs = np.log(table)
    spread = logs.std(ddof=0)
    return pd.DataFrame(
        {"year": table.columns.astype("int64"), "value": spread.to_numpy(), "cities": len(table)}
    ).dropna()


@dataclass(frozen=True, slots=True)
class Beta:
    """What a growth regression finds.

    Attributes
    ----------
    slope, error : float
        Of yearly growth (in logarithms) on the logarithm of the starting value, with its robust standard error.
    speed : float or None
        Rate at which the distance to the common level shrinks, a share a year; None where the slope says it grows.
    half_life : float or None
        Years until half the distance is gone.
    fit : float
        R squared.
    cities, years : int
        Observations, and the length of the period.
    """

    slope: float
    error: float
    speed: float | None
    half_life: float | None
    fit: float
    cities: int
    years: int

    @property
    def converges(self) -> bool:
        """Whether the slope is below zero by more than twice its standard error."""
        return self.slope < -2 * self.error


def beta(frame: pd.DataFrame, first: int, last: int) -> Beta:
    r"""Regress growth on the starting value: unconditional beta convergence.

    By ordinary least squares over cities with White's standard error (HC1). A negative slope says that those
    who started low grew faster; the speed λ is the rate a year at which the distance to the common level
    shrinks, and half of it is gone after ln 2 / λ years.

    Formula
    -------
    \frac{1}{T}\ln\frac{y_{rT}}{y_{r0}}=a+b\ln y_{r0}+u_r,\quad \lambda=-\frac{\ln(1+bT)}{T}

    Source
    ------
    Barro and Sala-i-Martin, Convergence, Journal of Political Economy 100, 1992 [barro1992]

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, value; cities with a positive value in both years count.
    first, last : int
        Data years.

    Raises
    ------
    ValueError
        If fewer than three cities have both years.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("abc") * 2, "year": [0] * 3 + [10] * 3, "value": [1.0, 2.0, 4.0] + [4.0] * 3})
    >>> found = beta(f, 0, 10)
    >>> round(found.slope, 6), found.speed
    (-0.1, None)
    """
    table = frame[frame["year"].isin([first, last])].pivot_table(index="unit", columns="year", values="value")
    table = table.reindex(columns=[first, last])
    table = table.where(table > 0).dropna()
    n, span = len(table), last - first
    if n < 3:
        raise ValueError(f"{n} cities have a positive value in {first} and {last}: too few for a regression")
    start = np.log(table[first].to_numpy())
    growth = (np.log(table[last].to_numpy()) - start) / span
    design = np.column_stack([np.ones(n), start])
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ growth
    rest = growth - design @ coefficients
    meat = design.T @ (design * (rest**2)[:, None])
    error = math.sqrt((inverse @ meat @ inverse)[1, 1] * n / max(n - 2, 1))
    slope = float(coefficients[1])
    left = 1 + slope * span  # what remains of a distance at the end
    speed = -math.log(left) / span if 1e-9 < left < 1 else None
    varied = float(((growth - growth.mean()) ** 2).sum())
    fit = 1 - float((rest**2).sum()) / varied if varied else 0.0
    return Beta(slope, error, speed, math.log(2) / speed if speed else None, fit, n, span)
