"""Differences in differences: a two-way regression, its path year by year, and a test of the years before.

The regressions are pyfixest's. Standard errors are clustered by city. Staggered starts are the matter of
`planbook.analysis.staggered`, doubts about parallel trends of `planbook.analysis.trends`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyfixest as pf
from scipy import stats

LEVEL = 0.95  # of every interval


@dataclass(frozen=True, slots=True)
class Effect:
    """An estimated effect.

    Attributes
    ----------
    value, error, low, high : float
        The estimate, its standard error and its 95 per cent interval, in the outcome's unit.
    p : float
        Probability of an estimate as far from zero if there were no effect.
    units, treated, rows : int
        Cities, treated ones among them, and observations.
    """

    value: float
    error: float
    low: float
    high: float
    p: float
    units: int
    treated: int
    rows: int


@dataclass(frozen=True)
class Path:
    """Effects year by year against a reference year.

    Attributes
    ----------
    table : pandas.DataFrame
        year, value, error, low, high; the reference year is a row of zeros.
    covariance : pandas.DataFrame
        Of the estimates, years by years without the reference.
    reference : int
        The year all others are compared with.
    units, treated, rows : int
        As in `Effect`.
    """

    table: pd.DataFrame
    covariance: pd.DataFrame
    reference: int
    units: int
    treated: int
    rows: int


def two_way(frame: pd.DataFrame, first: int, group: str | None = None, exposure: str | None = None) -> Effect:
    r"""Estimate how much more the treated changed than the others, from the first year of treatment on.

    Least squares with one constant a city, $\alpha_i$, and one a year, $\gamma_t$. $D_{it}$ is 1 for treated cities from
    the first year of treatment on. With a group, such as the province, each group has years of its own, so that cities are
    compared within it. With an exposure, such as the share of mining, what goes with it may differ freely from year to
    year. Standard errors allow for any dependence within a city.

    Formula
    -------
    y_{it}=\alpha_i+\gamma_t+\tau D_{it}+\varepsilon_{it}

    Source
    ------
    Bertrand, Duflo and Mullainathan, How much should we trust differences-in-differences estimates?, Quarterly Journal
    of Economics 119, 2004 [bertrand2004]

    Parameters
    ----------
    frame : pandas.DataFrame
        unit, year, value, treated (bool) and, if cities are weighted, weight; rows without a value are left out.
    first : int
        First year of treatment.
    group, exposure : str, optional
        Columns of the frame.

    Raises
    ------
    ValueError
        If one of the two groups, or the years before or after, has no rows.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("aabbccdd"), "year": [1, 2] * 4, "treated": [True] * 4 + [False] * 4,
    ...                   "value": [0.0, 3.0, 0.0, 2.0, 0.0, 1.0, 0.0, 1.2]})
    >>> round(two_way(f, 2).value, 3)
    1.4
    """
    data = _ready(frame, first)
    data["_d"] = (data["treated"] & (data["year"] >= first)).astype(float)
    years = "year" if group is None else f"{group}^year"
    names = ["_d"]
    if exposure is not None:
        reference = data["year"].min()
        for year in sorted(data["year"].unique()):
            if year != reference:
                data[f"_x{year}"] = data[exposure] * (data["year"] == year)
                names.append(f"_x{year}")
    fit = _fit(data, names, years)
    value, error = float(fit.coef()["_d"]), float(fit.se()["_d"])
    return effect(value, error, data)


def event_study(frame: pd.DataFrame, reference: int) -> Path:
    r"""Estimate year by year how far the treated have moved away from the others since the reference year.

    As the two-way regression, with one effect $\tau_s$ for each year $s$ but the reference year $r$. Before the treatment
    they should be near zero: there is nothing to explain yet.

    Formula
    -------
    y_{it}=\alpha_i+\gamma_t+\sum_{s\ne r}\tau_s\,\mathbf 1[t=s]\,D_i+\varepsilon_{it}

    Source
    ------
    Freyaldenhoven, Hansen, Pérez and Shapiro, Visualization, identification, and estimation in the linear panel event-study
    design, NBER working paper 29170, 2021 [freyaldenhoven2021]

    Parameters
    ----------
    frame : pandas.DataFrame
        As in `two_way`.
    reference : int
        The last year before the treatment.

    Raises
    ------
    ValueError
        If one of the two groups has no rows, or the reference year has none.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("aabbccdd"), "year": [1, 2] * 4, "treated": [True] * 4 + [False] * 4,
    ...                   "value": [0.0, 3.0, 0.0, 2.0, 0.0, 1.0, 0.0, 1.2]})
    >>> event_study(f, 1).table["value"].round(3).tolist()
    [0.0, 1.4]
    """
    data = _ready(frame, None)
    years = sorted(int(y) for y in data["year"].unique())
    if reference not in years:
        raise ValueError(f"the reference year {reference} has no rows; choose one of {years}")
    others = [y for y in years if y != reference]
    names = [f"_d{y}" for y in others]
    for year, name in zip(others, names, strict=True):
        data[name] = (data["treated"] & (data["year"] == year)).astype(float)
    fit = _fit(data, names, "year")
    values, errors = fit.coef()[names].to_numpy(), fit.se()[names].to_numpy()
    reach = stats.t.ppf((1 + LEVEL) / 2, data["unit"].nunique() - 1)
    table = pd.DataFrame(
        {
            "year": others,
            "value": values,
            "error": errors,
            "low": values - reach * errors,
            "high": values + reach * errors,
        }
    )
    at_zero = pd.DataFrame([{"year": reference, "value": 0.0, "error": 0.0, "low": 0.0, "high": 0.0}])
    table = pd.concat([table, at_zero], ignore_index=True).sort_values("year", ignore_index=True)
    order = [list(fit.coef().index).index(n) for n in names]
    covariance = pd.DataFrame(np.asarray(fit._vcov)[np.ix_(order, order)], index=others, columns=others)
    units, treated = _sizes(data)
    return Path(table, covariance, reference, units, treated, len(data))


def before(path: Path, last: int) -> float:
    r"""Test whether the treated and the others moved alike before the treatment: all effects up to a year are zero.

    The Wald statistic of the effects $\tau$ of the years before, with their covariance $V$, compared with an F distribution
    of $k$ and $n-1$ degrees of freedom. A small value speaks against parallel trends; a large one does not prove them.

    Formula
    -------
    F=\tfrac1k\,\tau'V^{-1}\tau

    Source
    ------
    Roth, Pretest with caution, American Economic Review: Insights 4, 2022 [roth2022]

    Parameters
    ----------
    path : Path
        An event study.
    last : int
        Last year before the treatment.

    Returns
    -------
    float
        Probability of effects as large if there were none; NaN without a year before the reference.

    Examples
    --------
    >>> table = pd.DataFrame({"year": [1, 2], "value": [1.96, 0.0], "error": [1.0, 0.0]})
    >>> path = Path(table, pd.DataFrame([[1.0]], index=[1], columns=[1]), 2, 10_001, 5_000, 20_002)
    >>> round(before(path, 2), 3)
    0.05
    """
    years = [y for y in path.covariance.index if y <= last]
    if not years:
        return float("nan")
    tau = path.table.set_index("year").loc[years, "value"].to_numpy()
    v = path.covariance.loc[years, years].to_numpy()
    wald = float(tau @ np.linalg.pinv(v) @ tau) / len(years)
    return float(stats.f.sf(wald, len(years), path.units - 1))


def effect(value: float, error: float, frame: pd.DataFrame) -> Effect:
    """Return an effect with its interval and its p value, from t with as many degrees of freedom as cities less one.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("abcd"), "treated": [True, True, False, False]})
    >>> effect(1.0, 0.0, f).p, effect(0.0, 1.0, f).p
    (0.0, 1.0)
    """
    units, treated = _sizes(frame)
    reach = stats.t.ppf((1 + LEVEL) / 2, units - 1) * error
    certain = 0.0 if value else 1.0  # without any noise
    p = float(2 * stats.t.sf(abs(value) / error, units - 1)) if error > 0 else certain
    return Effect(value, error, float(value - reach), float(value + reach), p, units, treated, len(frame))


def _sizes(frame: pd.DataFrame) -> tuple[int, int]:
    return int(frame["unit"].nunique()), int(frame.loc[frame["treated"].astype(bool), "unit"].nunique())


def _ready(frame: pd.DataFrame, first: int | None) -> pd.DataFrame:
    """Return the rows that count, weights added; complain of a group or a time without any."""
    data = frame.dropna(subset=["value"]).copy()
    data["treated"] = data["treated"].astype(bool)
    data["weight"] = data["weight"].astype(float) if "weight" in data else 1.0
    data = data[data["weight"] > 0]
    missing = [n for n, rows in (("treated", data["treated"]), ("other", ~data["treated"])) if not rows.any()]
    if first is not None:
        after = data["year"] >= first
        missing += [
            n
            for n, rows in ((f"year from {first} on", after), (f"year before {first}", ~after))
            if not rows.any()
        ]
    if missing:
        raise ValueError(f"no rows of any {', nor of any '.join(missing)}: nothing can be compared")
    return data


def _fit(data: pd.DataFrame, names: list[str], years: str) -> Any:
    formula = f"value ~ {' + '.join(names)} | unit + {years}"
    return pf.feols(formula, data, vcov={"CRV1": "unit"}, weights="weight", fixef_rm="none")
