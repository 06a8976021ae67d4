"""Made-up figures of three cities against the plan's real goals."""

import pandas as pd
import pytest

from planbook import plan
from planbook.analysis.scorecard import METHODS, Result, scorecard

CITIES = ["a", "b", "c"]


def judge(goal: str, *rows: tuple[str, str, int, float]) -> Result:
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "year", "value"])
    wanted = next(g for g in plan.goals() if g.id == goal)
    return scorecard([wanted], frame, CITIES)[0]


def shares(*values: float) -> list[tuple[str, str, int, float]]:
    rows = []
    for unit, value in zip(CITIES, values, strict=False):
        rows += [(unit, "services_share_pct", 2017, value), (unit, "gdp_100m_yuan", 2017, 100.0)]
    return rows


def test_services_are_judged_directly():
    assert judge("services_share_pct", *shares(40, 41, 42)).verdict == "not_met"
    assert judge("services_share_pct", *shares(50, 51, 46)).verdict == "met"


def test_every_goal_has_a_verdict_and_no_goal_is_judged_without_a_series():
    results = scorecard(plan.goals(), pd.DataFrame(columns=["unit", "indicator", "year", "value"]), CITIES)
    assert [r.goal.id for r in results] == [g.id for g in plan.goals()]
    silent = {r.goal.id for r in results if r.goal.id not in METHODS}
    assert silent == {g.id for g in plan.goals() if not g.relation}


def test_so2_is_at_most_on_proxy_and_stops_before_the_break():
    rows = [
        (u, "so2_industrial_t", y, v) for u in CITIES for y, v in ((2012, 100.0), (2015, 80.0), (2017, 10.0))
    ]
    result = judge("so2", *rows)
    assert (result.verdict, result.leaning, result.years[-1]) == ("on_proxy", "met", 2015)
    assert result.value == pytest.approx(-20)


def test_research_bounds_decide_when_cities_are_missing():
    rows = [(u, "gdp_100m_yuan", 2017, 100.0) for u in CITIES]
    result = judge(
        "rd_share_pct",
        *rows,
        ("a", "rd_expenditure_100m_yuan", 2017, 1.0),
        ("b", "rd_expenditure_100m_yuan", 2017, 3.0),
    )
    assert result.bounds == pytest.approx((5 / 3, 7 / 3))
    assert (result.verdict, result.covered, result.of) == ("on_proxy", 2, 3)


def test_research_is_not_met_when_even_the_upper_bound_is_below():
    rows = [(u, "gdp_100m_yuan", 2017, 100.0) for u in CITIES]
    result = judge("rd_share_pct", *rows, ("a", "rd_expenditure_100m_yuan", 2017, 1.0))
    assert result.verdict == "not_met"


def test_income_stays_on_proxy_even_above_the_target():
    rows = [
        (u, i, 2017, v)
        for u in CITIES
        for i, v in (("urban_income_yuan", 31000.0), ("population_registered_10k", 9.0))
    ]
    result = judge("urban_income_yuan", *rows)
    assert (result.verdict, result.leaning) == ("on_proxy", "met")


def test_so2_says_how_far_a_missing_city_could_move_it():
    rows = [("a", 2012, 100.0), ("a", 2015, 50.0), ("b", 2012, 100.0), ("b", 2015, 100.0), ("c", 2012, 200.0)]
    result = judge("so2", *((u, "so2_industrial_t", y, v) for u, y, v in rows))
    assert result.value == pytest.approx(-25)
    assert result.bounds == pytest.approx((-37.5, -12.5))
    assert (result.covered, result.of) == (2, 3)


def test_a_missing_city_can_leave_a_measured_goal_open():
    rows = [*shares(40, 60), ("c", "gdp_100m_yuan", 2017, 100.0)]
    result = judge("services_share_pct", *rows)
    assert result.bounds == pytest.approx((140 / 3, 160 / 3))
    assert result.verdict == "met"  # even the lower bound reaches the goal
    low = judge("services_share_pct", *shares(40, 50), ("c", "gdp_100m_yuan", 2017, 100.0))
    assert (low.verdict, low.leaning) == ("on_proxy", "met")
