"""Flows here are made up, but for the nation's trade, whose rates are set beside the market's averages as published."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.analysis.exchange import implied_rate
from planbook.store import observations


def flow(**years: float | None) -> pd.DataFrame:
    return pd.DataFrame({"year": [int(y[1:]) for y in years], "value": list(years.values())})


def test_the_rate_is_one_flow_over_the_other_year_by_year():
    rates = implied_rate(flow(y2013=1240, y2012=630), flow(y2012=100, y2013=200))
    assert rates.to_dict("list") == {"year": [2012, 2013], "value": [6.3, 6.2]}


def test_a_year_with_one_flow_only_or_nothing_below_has_no_rate():
    rates = implied_rate(
        flow(y2011=600, y2012=630, y2013=620, y2014=None), flow(y2012=100, y2013=0, y2014=100)
    )
    assert rates["year"].tolist() == [2012]


@given(st.lists(st.tuples(st.floats(6, 9), st.floats(1, 1e4)), min_size=1, max_size=12))
def test_the_rate_of_a_year_is_the_mean_of_its_months_weighted_by_their_trade(months):
    rate = implied_rate(flow(y2012=sum(e * f for e, f in months)), flow(y2012=sum(f for _, f in months)))
    lowest, highest = min(e for e, _ in months), max(e for e, _ in months)
    assert lowest * (1 - 1e-9) <= rate["value"].item() <= highest * (1 + 1e-9)


def test_the_nations_trade_gives_rates_near_the_markets():
    # yearly averages of the central parity as the China Statistical Yearbook prints them, yuan for a dollar
    printed = {2003: 8.277, 2008: 6.9451, 2012: 6.3125, 2014: 6.1428, 2019: 6.8985, 2022: 6.7261}
    trade = (observations.nation(i, range(2003, 2023)) for i in ("trade_100m_yuan", "trade_100m_usd"))
    rates = implied_rate(*trade).set_index("year")["value"]
    assert list(rates.index) == list(range(2003, 2023))
    assert {y: rates[y] for y in printed} == pytest.approx(printed, rel=0.015)
