"""Findings of the chapter on reform on small made-up tables: two cities of the plan, one outside, the nation."""

import pandas as pd
import pytest

from planbook import plan
from planbook.chapters import kinds, reform
from planbook.chapters.reform import money, opening, ownership
from planbook.chapters.reform.measured import measures
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.recording import from_record, to_record
from planbook.store import observations
from planbook.store.rows import COLUMNS

ANSHAN, TANGSHAN = "210300", "130200"  # of the plan, the first in Liaoning
HANGZHOU = "330100"  # outside the plan
NATION = "100000"


class Tables:
    """Made-up tables: what is put in is all there is."""

    def __init__(self):
        self.rows = []

    def put(self, indicator, unit, **values):
        for year, value in values.items():
            self.rows.append((unit, indicator, int(year.removeprefix("y")), value, "ccsy-2013", ""))

    def frame(self):
        frame = pd.DataFrame(self.rows, columns=COLUMNS).astype({"year": "int64", "value": "float64"})
        return frame.sort_values(["unit", "indicator", "year"], ignore_index=True)

    def select(self, indicators, units=None, years=None):
        asked = [indicators] if isinstance(indicators, str) else list(indicators)
        frame = self.frame()
        frame = frame[frame["indicator"].isin(asked) & (frame["unit"] != NATION)]
        frame = frame if units is None else frame[frame["unit"].isin(list(units))]
        return frame if years is None else frame[frame["year"].isin(list(years))]

    def nation(self, indicators, years=None):
        asked = [indicators] if isinstance(indicators, str) else list(indicators)
        frame = self.frame()
        frame = frame[frame["indicator"].isin(asked) & (frame["unit"] == NATION)]
        return frame if years is None else frame[frame["year"].isin(list(years))]


@pytest.fixture
def tables(monkeypatch):
    made = Tables()
    monkeypatch.setattr(observations, "select", made.select)
    monkeypatch.setattr(observations, "nation", made.nation)
    codes = [c.code for c in plan.cities()]
    monkeypatch.setattr(kinds, "positions", lambda: pd.DataFrame({"unit": codes, "kind": "fast"}))
    return made


def test_private_jobs_are_compared_after_the_break_and_over_the_same_cities(tables):
    for unit, private, units in ((ANSHAN, 40, 60), (TANGSHAN, 60, 40), (HANGZHOU, 50, 50)):
        tables.put("private_employment_10k", unit, y2012=1, y2013=private)
        tables.put("unit_employment_10k", unit, y2012=1, y2013=units, y2019=50)
    tables.put("private_employment_10k", ANSHAN, y2019=50)
    found = ownership.private(measures(choose(2022)).private)
    assert (found.moved.first, found.moved.last, found.moved.then, found.moved.now) == (2013, 2019, 50, 50)
    assert (found.cities, found.widened, found.ended) == (1, 2013, 2019)
    assert (found.alike.cities, found.alike.then, found.alike.now) == (1, 40, 50)
    assert found.moved.outside_then == 50
    assert isinstance(found.moved.outside, Absent)


def test_one_year_is_no_course(tables):
    tables.put("private_employment_10k", TANGSHAN, y2013=10)
    tables.put("unit_employment_10k", TANGSHAN, y2013=30)
    found = ownership.private(measures(choose(2013)).private)
    assert found.moved.now == 25
    assert isinstance(found.moved.first, Absent)
    assert isinstance(found.alike, Absent)


def test_what_is_not_printed_is_the_reason(tables):
    found = ownership.private(measures(choose(2022)).private)
    assert "nothing is printed" in found.reason.en


def test_firms_from_outside_are_what_domestic_ones_leave(tables):
    for unit, domestic in ((TANGSHAN, 90), (HANGZHOU, 70)):
        tables.put("domestic_firms", unit, y2012=domestic, y2022=domestic + 5)
        tables.put("industrial_firms", unit, y2012=100, y2022=100)
    found = ownership.outsiders(measures(choose(2022)).outsiders)
    assert (found.moved.then, found.moved.now, found.moved.outside) == (10, 5, 25)


def test_shares_of_output_need_every_owner(tables):
    for owner, value in zip(ownership.OUTPUT, (80, 15, 5), strict=True):
        tables.put(owner, TANGSHAN, y2016=value)
    tables.put("domestic_output_100m_yuan", TANGSHAN, y2017=80)
    found = ownership.output(choose(2022))
    assert (found.last, found.domestic, found.hmt, found.foreign, found.ended) == (2016, 80, 15, 5, 2016)
    assert len(found.parts) == 3


def test_the_states_share_is_the_nations(tables):
    tables.put(ownership.STATE, NATION, y2003=56, y2012=40, y2021=38)
    found = ownership.state(choose(2022))
    assert (found.first, found.last, found.then, found.now) == (2012, 2021, 40, 38)
    assert isinstance(ownership.state(choose(2003)).first, Absent)


@pytest.fixture
def capital(tables):
    """Foreign capital in millions of dollars, a dollar at six yuan."""
    years = ("y2013", "y2014", "y2015")
    tables.put("trade_100m_yuan", NATION, **dict.fromkeys(years, 600))
    tables.put("trade_100m_usd", NATION, **dict.fromkeys(years, 100))
    for unit in (ANSHAN, TANGSHAN, HANGZHOU):
        tables.put("fdi_10k_usd", unit, y2013=10_000, y2014=10_000, y2015=20_000)
        tables.put("gdp_100m_yuan", unit, **dict.fromkeys(years, 600))
    tables.put("fdi_10k_usd", NATION, y2013=30_000, y2015=30_000)
    tables.put("gdp_100m_yuan", NATION, **dict.fromkeys(years, 6000))
    return tables


def test_capital_is_converted_at_the_nations_rate(capital):
    found = opening.capital(measures(choose(2015)))
    assert (found.last, found.share, found.median, found.cities) == (
        2015,
        pytest.approx(2),
        pytest.approx(2),
        2,
    )
    assert found.times == pytest.approx(2)
    assert [n.en for n in found.fallen] == ["Liaoning"]
    assert isinstance(opening.capital(measures(choose(2014))).fallen, Absent)


def test_the_course_leaves_out_cities_whose_figures_collapse(capital):
    found = opening.course(measures(choose(2015)))
    assert (found.first, found.last, found.cities, found.cities_outside) == (2013, 2015, 1, 1)
    assert (found.then, found.now) == (pytest.approx(1), pytest.approx(2))
    assert found.rate == 6


def test_without_a_rate_nothing_is_converted(tables):
    tables.put("fdi_10k_usd", TANGSHAN, y2013=10_000)
    tables.put("gdp_100m_yuan", TANGSHAN, y2013=600)
    m = measures(choose(2015))
    assert "to take a rate from" in opening.capital(m).reason.en
    assert opening.places(m) == Absent()


def test_capital_by_place_is_of_all_cities_whatever_the_region(capital):
    found = opening.places(measures(choose(2015, region="东部")))
    assert set(found.panels["series"]) == {"210000", "east"}
    assert found.share == pytest.approx(2)
    assert "Liaoning 2015" in found.source.text("en")


def test_trade_is_weighed_against_the_cities_outside(tables):
    for unit, flow in ((TANGSHAN, 5), (HANGZHOU, 20)):
        tables.put("exports_100m_yuan", unit, y2018=flow, y2019=flow)
        tables.put("imports_100m_yuan", unit, y2018=flow, y2019=flow)
        tables.put("gdp_100m_yuan", unit, y2018=100, y2019=100)
    found = opening.trade(measures(choose(2019)).trade)
    assert (found.moved.now, found.moved.outside, found.weight) == (10, 40, 25)
    assert (found.begun, found.in_dollars) == (2018, 2017)
    assert isinstance(found.nation, Absent)


@pytest.fixture
def budgets(tables):
    for unit, then, now in ((ANSHAN, 50, 20), (TANGSHAN, 70, 60), (HANGZHOU, 90, 80)):
        tables.put("fiscal_revenue_100m_yuan", unit, y2012=then, y2022=now)
        tables.put("fiscal_expenditure_100m_yuan", unit, y2012=100, y2022=100)
    return tables


def test_budgets_count_cities_below_a_third(budgets):
    found = money.fiscal(measures(choose(2022)).fiscal)
    assert (found.moved.then, found.moved.now, found.moved.outside) == (60, 40, 80)
    assert (found.low_then, found.low, found.median_then, found.median) == (0, 1, 60, 40)
    assert (found.best.en, found.most, found.least) == ("Tangshan", 60, 20)
    assert found.fast == 40
    assert isinstance(found.declining, Absent)


def test_one_region_has_no_lowest(budgets):
    found = money.regions(measures(choose(2022)).fiscal)
    assert (found.low.en, found.lowest, found.high.en, found.highest) == ("Northeast", 20, "East", 60)
    alone = money.regions(measures(choose(2022, region="东北")).fiscal)
    assert isinstance(alone.low, Absent)
    assert alone.lowest == 20


def test_loans_are_set_against_deposits(tables):
    tables.put("loans_100m_yuan", TANGSHAN, y2012=50, y2022=80)
    tables.put("deposits_100m_yuan", TANGSHAN, y2012=100, y2022=100)
    found = money.lending(measures(choose(2022)).lending)
    assert (found.moved.then, found.moved.now, found.renminbi) == (50, 80, 2013)
    assert isinstance(money.lending(measures(choose(2012)).lending).renminbi, Absent)


def test_ratios_side_by_side_count_the_lower_ones(budgets):
    found = reform.ratios(measures(choose(2022)), choose(2022))
    assert (found.printed, found.lower) == (1, 1)
    assert len(found.frame) == 2


def test_without_any_table_everything_is_absent_and_can_be_read_back(tables):
    found = reform.findings(choose(2022))
    for gone in (found.private, found.outsiders, found.output, found.trade, found.fiscal, found.state):
        assert gone.reason.en
    assert from_record(to_record(found)).state.reason == found.state.reason
