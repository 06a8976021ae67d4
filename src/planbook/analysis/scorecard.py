"""The twelve numeric goals of 2017 judged by what is printed: met, not met, on proxy, or no data.

Each goal is computed over the plan's 95 cities. A proxy is never called the goal itself: its verdict stays
“on proxy”, and its leaning says what it suggests.

Notes
-----
How a verdict is worded belongs to the notebook.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from planbook.analysis.aggregate import ratio_bounds
from planbook.analysis.bounds import change_bounds
from planbook.analysis.spans import spans
from planbook.plan import Goal

Verdict = Literal["met", "not_met", "on_proxy", "no_data"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one goal.

    Attributes
    ----------
    goal : Goal
    verdict : str
        ``met``, ``not_met``, ``on_proxy`` or ``no_data``.
    value : float or None
        The figure set against the target, in the goal's unit; for a reduction the change in per cent.
    bounds : tuple of float or None
        What the figure would be if the cities without data had the lowest or the highest value of those with data;
        None where every city has data.
    leaning : str
        For a proxy, ``met`` or ``not_met``: what the stand-in suggests.
    covered, of : int
        Cities with data, cities asked for.
    years : tuple of int
        The years compared or reported.
    """

    goal: Goal
    verdict: Verdict
    value: float | None = None
    bounds: tuple[float, float] | None = None
    leaning: str = ""
    covered: int = 0
    of: int = 0
    years: tuple[int, ...] = ()


def scorecard(goals: Collection[Goal], frame: pd.DataFrame, cities: Collection[str]) -> list[Result]:
    """Judge every goal.

    A goal without any series by city has no data; the others are judged as follows.

    Parameters
    ----------
    goals : collection of Goal
        The plan's goals, in order.
    frame : pandas.DataFrame
        Observations of the indicators in `INDICATORS` for the cities, 2012 to 2017.
    cities : collection of str
        Codes of the plan's cities.

    Returns
    -------
    list of Result
        One per goal, in the goals' order; a goal without any series by city is ``no_data``.
    """
    return [
        METHODS[g.id](g, frame, cities) if g.id in METHODS else Result(g, "no_data", of=len(cities))
        for g in goals
    ]


def _services(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    r"""Weigh the share of services in the goal's year by product: the ratio of the summed value added.

    Formula
    -------
    \frac{\sum_i s_i Y_i}{\sum_i Y_i}
    """
    share, product = _of(frame, "services_share_pct", goal.year), _of(frame, "gdp_100m_yuan", goal.year)
    return _level(goal, ratio_bounds(_times(share, product), product), cities)


def _rd(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    r"""Divide the sum of research spending by the sum of product, over the cities that print both.

    Formula
    -------
    \frac{\sum_i R_i}{\sum_i Y_i}
    """
    spending, product = (_of(frame, i, goal.year) for i in ("rd_expenditure_100m_yuan", "gdp_100m_yuan"))
    return _level(goal, ratio_bounds(spending, product, 100), cities)


def _so2(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Compare the sum over the cities with both years, to the last year before the series was re-based.

    Industrial emissions stand for all emissions: a proxy.
    """
    first = goal.baseline_year or 2012
    last = max(y for y in spans("so2_industrial_t", range(first, goal.year + 1))[0])
    line = change_bounds(_of(frame, "so2_industrial_t"), first, last)
    result = _level(
        goal, line.assign(low=-line["high"], high=-line["low"], value=-line["value"]), cities, proxy=True
    )
    if result.value is None:
        return result
    bounds = result.bounds and (-result.bounds[1], -result.bounds[0])
    return replace(result, value=-result.value, bounds=bounds, years=tuple(range(first, last + 1)))


def _income(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Average urban income weighted by registered population.

    Urban residents by city are not printed and the source is grade B: a proxy.
    """
    income, people = (_of(frame, i, goal.year) for i in ("urban_income_yuan", "population_registered_10k"))
    return _level(goal, ratio_bounds(_times(income, people), people), cities, proxy=True)


def _pension(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Add insured employees up, in millions.

    A city without a figure is given the lowest and the highest number per head in the bounds. Employees are
    fewer than the insured persons in towns that the goal means: a proxy.
    """
    insured, people = (_of(frame, i, goal.year) for i in ("pension_insured", "population_registered_10k"))
    line = ratio_bounds(insured, people)
    heads = people["value"].sum() / 1e6
    scaled = line.assign(
        low=line["low"] * heads, high=line["high"] * heads, value=insured["value"].sum() / 1e6
    )
    return _level(goal, scaled, cities, proxy=True)


def _level(goal: Goal, line: pd.DataFrame, cities: Collection[str], *, proxy: bool = False) -> Result:
    """Judge a value that is to reach the target, with bounds where cities are missing.

    With missing cities a goal is met only if the lower bound reaches the target, and not met only if the
    upper one does not; in between its verdict is that of a proxy.
    """
    if line.empty:
        return Result(goal, "no_data", of=len(cities))
    value, low, high = (float(line[c].iloc[0]) for c in ("value", "low", "high"))
    covered = int(line["cities"].iloc[0])
    reached: Verdict = "met" if value >= goal.target else "not_met"
    whole = covered == len(cities)
    certain = whole or low >= goal.target or high < goal.target
    verdict: Verdict = reached if certain and not proxy else "on_proxy"
    bounds = None if whole else (low, high)
    return Result(goal, verdict, value, bounds, reached, covered, len(cities), (goal.year,))


def _times(values: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    both = values.merge(weights[["unit", "year", "value"]], on=["unit", "year"], suffixes=("", "_weight"))
    return both.assign(value=both["value"] * both["value_weight"])


def _of(frame: pd.DataFrame, indicator: str, year: int | None = None) -> pd.DataFrame:
    rows = frame[frame["indicator"] == indicator]
    return rows if year is None else rows[rows["year"] == year]


METHODS = {
    "services_share_pct": _services,
    "rd_share_pct": _rd,
    "so2": _so2,
    "urban_income_yuan": _income,
    "pension_insured_million": _pension,
}
INDICATORS = (
    "gdp_100m_yuan",
    "services_share_pct",
    "rd_expenditure_100m_yuan",
    "so2_industrial_t",
    "urban_income_yuan",
    "population_registered_10k",
    "pension_insured",
)
