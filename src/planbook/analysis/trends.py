"""How far trends may part before a finding falls: bounds of an effect when parallel trends do not hold exactly.

Works on an event study (`planbook.analysis.differences`): the years before show how far the groups part without treatment.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from planbook.analysis.differences import LEVEL, Path


@dataclass(frozen=True, slots=True)
class Bounds:
    """An effect under a restriction on how far trends may part.

    Attributes
    ----------
    size : float
        The restriction, zero the strictest.
    low, high : float
        The smallest and the largest effect that the estimates and the restriction allow.
    lowest, highest : float
        With the uncertainty of the estimates: the 95 per cent interval.
    """

    size: float
    low: float
    high: float
    lowest: float
    highest: float


def relative(path: Path, first: int, sizes: tuple[float, ...]) -> list[Bounds]:
    r"""Bound the mean effect after the treatment if trends part no faster than they did before.

    From one year to the next the groups may drift apart by at most $\bar M$ times the largest drift seen between two years
    before the treatment, in either direction, every year anew. With $\bar M=0$ trends are parallel; with 1 the years after
    are as bad as the worst before. The interval is the union of those for every year that may have been the worst: it
    is wider than it need be, never narrower.

    Formula
    -------
    |\delta_{t+1}-\delta_t|\le\bar M\max_{s<r}|\delta_{s+1}-\delta_s|

    Source
    ------
    Rambachan and Roth, A more credible approach to parallel trends, Review of Economic Studies 90, 2023 [rambachan2023]

    Parameters
    ----------
    path : Path
        An event study with at least one year before the reference.
    first : int
        First year of treatment; the effect is the mean of the years from then on.
    sizes : tuple of float
        Values of $\bar M$.

    Returns
    -------
    list of Bounds
        One a size.

    Raises
    ------
    ValueError
        If there is no year before the reference, or none from the first year on.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [1, 2, 3], "value": [-0.5, 0.0, 2.0], "error": [0.1, 0.0, 0.1]})
    >>> cov = pd.DataFrame(np.diag([0.01, 0.01]), index=[1, 3], columns=[1, 3])
    >>> found = relative(Path(table, cov, 2, 1001, 500, 3003), 3, (0.0, 1.0))
    >>> [(b.low, b.high) for b in found], round(found[0].lowest, 3)
    ([(2.0, 2.0), (1.5, 2.5)], 1.804)
    """
    beta, v, mean, past = _parts(path, first)
    drifts = np.diff(np.vstack([past, np.zeros(len(beta))]), axis=0)  # the last runs into the reference
    years = np.array(path.covariance.index)
    after = years[years >= first]
    # a drift of one in every year since the reference has added up to so many by the mean year
    reach = float(np.mean(after - path.reference))
    gaps = np.diff(np.concatenate([years[years < path.reference], [path.reference]]))
    drifts = drifts / gaps[:, None]
    z = stats.t.ppf((1 + LEVEL) / 2, path.units - 1)
    found = []
    for size in sizes:
        worst = size * reach * float(np.abs(drifts @ beta).max())
        ends = []
        for sign in (1.0, -1.0):
            for drift in drifts:
                vector = mean + sign * size * reach * drift
                error = float(np.sqrt(vector @ v @ vector))
                ends += [float(vector @ beta - z * error), float(vector @ beta + z * error)]
        value = float(mean @ beta)
        found.append(Bounds(size, value - worst, value + worst, min(ends), max(ends)))
    return found


def smooth(path: Path, first: int, sizes: tuple[float, ...]) -> list[Bounds]:
    r"""Bound the mean effect after the treatment if trends part along a line, or nearly so.

    The line through the years before is drawn on and taken off the effect. Its slope may change by at most $M$ from one
    year to the next; with $M=0$ the line is straight. The interval adds the largest error of the line to the uncertainty of
    the estimates.

    Formula
    -------
    |(\delta_{t+1}-\delta_t)-(\delta_t-\delta_{t-1})|\le M

    Source
    ------
    Rambachan and Roth, A more credible approach to parallel trends, Review of Economic Studies 90, 2023 [rambachan2023]

    Parameters
    ----------
    path, first
        As in `relative`.
    sizes : tuple of float
        Values of $M$, in the outcome's unit.

    Returns
    -------
    list of Bounds
        One a size.

    Raises
    ------
    ValueError
        As `relative`.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [1, 2, 3], "value": [-0.5, 0.0, 2.0], "error": [0.1, 0.0, 0.1]})
    >>> cov = pd.DataFrame(np.diag([0.01, 0.01]), index=[1, 3], columns=[1, 3])
    >>> found = smooth(Path(table, cov, 2, 1001, 500, 3003), 3, (0.0, 0.1))
    >>> [(round(b.low, 3), round(b.high, 3)) for b in found]  # a slope of 0.5 is taken off
    [(1.5, 1.5), (1.4, 1.6)]
    """
    beta, v, mean, past = _parts(path, first)
    years = np.array(path.covariance.index)
    back = (years[years < path.reference] - path.reference).astype(float)
    after = (years[years >= first] - path.reference).astype(float)
    # the slope of the line through zero in the reference year, years before weighted alike
    slope = (back / (back @ back)) @ past
    vector = mean - float(after.mean()) * slope
    value, error = float(vector @ beta), float(np.sqrt(vector @ v @ vector))
    # the worst path bends the same way in every year: a parabola through zero in the reference year, which the line
    # through the years before misjudges in the same direction
    bend_after = float(np.mean(after * (after + 1) / 2))
    bend_back = float((back / (back @ back)) @ (np.abs(back) * (np.abs(back) - 1) / 2)) * float(after.mean())
    found = []
    for size in sizes:
        bias = size * (bend_after + abs(bend_back))
        half = _folded(bias / error) * error if error > 0 else bias
        found.append(Bounds(size, value - bias, value + bias, value - half, value + half))
    return found


def breakdown(bounds: list[Bounds]) -> float | None:
    """Return the largest size at which the interval still leaves out zero; nothing where it never does.

    Examples
    --------
    >>> breakdown([Bounds(0.0, 1, 1, 0.5, 1.5), Bounds(1.0, 0.5, 1.5, 0.1, 2.0), Bounds(2.0, 0, 2, -0.5, 3)])
    1.0
    """
    holds = []
    for b in bounds:
        if b.lowest <= 0 <= b.highest:
            break
        holds.append(b.size)
    return max(holds, default=None)


def _parts(path: Path, first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return estimates, covariance, the vector of their mean after, and one row a year before that picks its estimate."""
    years = np.array(path.covariance.index)
    after, back = years >= first, years < path.reference
    if not back.any() or not after.any():
        raise ValueError(
            f"bounds need a year before {path.reference} and one from {first} on; the event study has {years.tolist()}"
        )
    beta = path.table.set_index("year").loc[years, "value"].to_numpy()
    return beta, path.covariance.to_numpy(), after / after.sum(), np.eye(len(years))[back]


def _folded(bias: float) -> float:
    """Return the 95 per cent point of the absolute value of a normal variable whose mean is the bias."""
    low, high = 0.0, bias + 10.0
    for _ in range(80):
        middle = (low + high) / 2
        inside = stats.norm.cdf(middle - bias) - stats.norm.cdf(-middle - bias)
        low, high = (middle, high) if inside < LEVEL else (low, middle)
    return high
