"""The plan's two kinds on made-up growth and jobs."""

import pandas as pd

from planbook.analysis.positioning import Rule, position, steadiness

YEAR = Rule(2011, 2012)


def growth(**units: float) -> pd.DataFrame:
    return pd.DataFrame({"unit": list(units), "year": 2012, "value": list(units.values())})


def jobs(before: float, after: float, unit: str = "a") -> pd.DataFrame:
    return pd.DataFrame({"unit": unit, "indicator": "m", "year": [2011, 2012], "value": [before, after]})


def test_slow_growth_alone_makes_a_city_declining():
    index = growth(a=105.0, x=108.0, y=112.0)
    found = position(index, jobs(10, 10), ["a"], YEAR).iloc[0]
    assert (found["kind"], bool(found["slow"]), bool(found["losing"])) == ("declining", True, False)
    assert round(found["limit"], 6) == 9.0  # lower quartile of 8 and 12


def test_lost_jobs_alone_make_a_city_declining():
    found = position(growth(a=120.0, x=108.0), jobs(10, 7), ["a"], YEAR).iloc[0]
    assert (found["kind"], round(found["jobs"], 6)) == ("declining", -30.0)


def test_jobs_that_are_not_printed_decide_nothing():
    found = position(growth(a=120.0, x=108.0), jobs(10, 7, unit="x"), ["a"], YEAR).iloc[0]
    assert found["kind"] == "fast"
    assert pd.isna(found["jobs"])


def test_a_city_without_growth_has_no_kind():
    assert position(growth(x=108.0), jobs(10, 7), ["a"], YEAR)["kind"].tolist() == [None]


def test_steadiness_is_the_share_of_variants_that_agree():
    index, lost = growth(a=120.0, x=108.0), jobs(10, 8.2)
    strict = [Rule(2011, 2012, loss=limit) for limit in (10.0, 15.0, 30.0, 40.0)]
    assert steadiness(index, lost, ["a"], YEAR, strict).tolist() == [0.5]
