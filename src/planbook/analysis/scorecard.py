"""The twelve numeric goals of 2017 judged by what is printed: met, not met, on proxy, or no data.

Each goal is computed over the plan's 95 cities. A stand-in is never called the goal itself: its verdict is
``on_proxy`` and ``leaning`` says what the stand-in suggests. How a verdict is worded belongs to the notebook.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from planbook.analysis.aggregate import ratio_bounds, total, weighted_mean
from planbook.analysis.change import change
from planbook.plan import Goal

Verdict = Literal["met", "not_met", "on_proxy", "no_data"]
SO2_LAST_YEAR = 2015  # the last year before the series was re-based


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
        What the figure would be if the cities without data had the lowest or the highest value of those with data.
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
    """Σ share × product / Σ product in the goal's year (the ratio of the summed value added)."""
    share, product = _of(frame, "services_share_pct", goal.year), _of(frame, "gdp_100m_yuan", goal.year)
    return _level(goal, weighted_mean(share, product), cities)


def _rd(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Σ R&D / Σ product over the cities that print both; bounds give the missing cities the extremes printed."""
    spending, product = (_of(frame, i, goal.year) for i in ("rd_expenditure_100m_yuan", "gdp_100m_yuan"))
    line = ratio_bounds(spending, product, 100)
    if line.empty:
        return Result(goal, "no_data", of=len(cities))
    value, low, high = (float(line[c].iloc[0]) for c in ("value", "low", "high"))
    verdict: Verdict = "met" if low >= goal.target else "not_met" if high < goal.target else "on_proxy"
    leaning = "met" if value >= goal.target else "not_met"
    covered = int(line["cities"].iloc[0])
    return Result(goal, verdict, value, (low, high), leaning, covered, len(cities), (goal.year,))


def _so2(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Change of the sum over the cities with both years, to the last year before the series was re-based."""
    first = goal.baseline_year or 2012
    series = _of(frame, "so2_industrial_t")
    both = change(series, first, SO2_LAST_YEAR)
    if both.empty:
        return Result(goal, "no_data", of=len(cities))
    moved = 100 * float(both["after"].sum() / both["before"].sum() - 1)
    leaning = "met" if moved <= -goal.target else "not_met"
    return Result(
        goal, "on_proxy", moved, None, leaning, len(both), len(cities), tuple(range(first, SO2_LAST_YEAR + 1))
    )


def _income(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Mean income weighted by registered population: urban residents by city are not printed, the source is grade B."""
    income, people = (
        _of(frame, "urban_income_yuan", goal.year),
        _of(frame, "population_registered_10k", goal.year),
    )
    return _level(goal, weighted_mean(income, people), cities, proxy=True)


def _pension(goal: Goal, frame: pd.DataFrame, cities: Collection[str]) -> Result:
    """Σ insured employees, in millions: narrower than the goal's insurance in towns."""
    insured = total(_of(frame, "pension_insured", goal.year))
    return _level(goal, insured.assign(value=insured["value"] / 1e6), cities, proxy=True)


def _level(goal: Goal, line: pd.DataFrame, cities: Collection[str], *, proxy: bool = False) -> Result:
    if line.empty:
        return Result(goal, "no_data", of=len(cities))
    value, covered = float(line["value"].iloc[0]), int(line["cities"].iloc[0])
    reached: Verdict = "met" if value >= goal.target else "not_met"
    verdict: Verdict = "on_proxy" if proxy else reached
    return Result(goal, verdict, value, None, reached, covered, len(cities), (goal.year,))


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
