"""Findings of the chapter on industry on small made-up tables: two cities of the plan, two others, the nation."""

import pandas as pd
import pytest

from planbook import plan
from planbook.chapters import industry, kinds
from planbook.chapters.industry import firms, growth, jobs, named, sectors, tabled
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.recording import from_record, to_record
from planbook.store import observations
from planbook.store.rows import COLUMNS

ANSHAN, TANGSHAN = "210300", "130200"  # of the plan, one of them in the Northeast
HANGZHOU, NINGBO = "330100", "330200"  # outside the plan
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


def put_sectors(tables, unit, year, product, secondary, services):
    """Put a city's product and the shares of its sectors."""
    at = f"y{year}"
    tables.put("gdp_100m_yuan", unit, **{at: product})
    tables.put("secondary_share_pct", unit, **{at: secondary})
    tables.put("services_share_pct", unit, **{at: services})
    tables.put("primary_share_pct", unit, **{at: 100 - secondary - services})


@pytest.fixture
def two_years(tables):
    put_sectors(tables, ANSHAN, 2012, 100, 50, 40)
    put_sectors(tables, TANGSHAN, 2012, 300, 60, 30)
    put_sectors(tables, HANGZHOU, 2012, 400, 40, 50)
    put_sectors(tables, ANSHAN, 2017, 120, 40, 50)
    put_sectors(tables, TANGSHAN, 2017, 360, 50, 40)
    put_sectors(tables, HANGZHOU, 2017, 800, 30, 65)
    return tables


def test_services_are_weighted_by_product_and_judged_in_the_year_of_the_goal(two_years):
    found = sectors.services(choose(2017))
    assert found.share == pytest.approx((120 * 50 + 360 * 40) / 480)
    assert found.before == pytest.approx((100 * 40 + 300 * 30) / 400)
    assert (found.reached, found.cities, found.median) == (1, 2, 45)
    assert not found.goal.met
    assert isinstance(found.goal.first, Absent)
    assert isinstance(found.nation, Absent)


def test_services_reach_the_goal_in_the_first_year_that_has_it(two_years):
    put_sectors(two_years, ANSHAN, 2018, 120, 40, 60)
    put_sectors(two_years, TANGSHAN, 2018, 360, 40, 50)
    found = sectors.services(choose(2018))
    assert (found.goal.met, found.goal.first, found.last) == (False, 2018, 2018)


def test_no_goal_is_judged_before_its_year(two_years):
    found = sectors.services(choose(2012))
    assert isinstance(found.goal, Absent)
    assert found.at == 2012


def test_a_series_that_is_not_printed_is_the_reason(tables):
    put_sectors(tables, ANSHAN, 2012, 100, 50, 40)
    found = sectors.services(choose(2011))
    assert "nothing is printed" in found.reason.en


def test_secondary_industry_is_set_against_the_nation_where_both_are_printed(two_years):
    two_years.put("secondary_share_pct", NATION, y2012=45, y2017=40)
    found = sectors.secondary(choose(2017))
    assert found.gap == pytest.approx((120 * 40 + 360 * 50) / 480 - 40)
    assert found.gap_before == pytest.approx((100 * 50 + 300 * 60) / 400 - 45)
    assert found.outside == 30


def test_before_the_plan_needs_two_years(two_years):
    put_sectors(two_years, ANSHAN, 2003, 50, 45, 40)
    found = sectors.before(choose(2017))
    assert (found.first, found.last, found.secondary) == (2003, 2012, 45)
    assert sectors.before(choose(2003)) == Absent()


def test_the_parts_of_growth_add_up_to_it(two_years):
    found = growth.shifts(choose(2017))
    parts = found.prefectures
    assert parts.growth == pytest.approx(20)
    assert parts.growth == pytest.approx(parts.reference + parts.mix + parts.local)
    assert parts.pace == (abs(parts.local) > abs(parts.mix))
    assert (found.cities, found.left_out, found.faster) == (2, 93, 0)
    assert isinstance(found.nation, Absent)
    # Tangshan alone: both cities grew by a fifth
    assert found.elsewhere.growth == pytest.approx(20)
    assert len(found.rows) == 4


def test_corrected_totals_are_told_of_their_cities_and_from_their_years_on(two_years):
    assert growth.shifts(choose(2017)).corrected == (2016, 2017)
    assert isinstance(growth.shifts(choose(2017, region="东部")).corrected, Absent)
    put_sectors(two_years, ANSHAN, 2015, 110, 45, 45)
    assert isinstance(growth.shifts(choose(2015)).corrected, Absent)


def test_two_references_need_the_nation_and_say_how_far_apart_they_are(two_years):
    sel = choose(2017)
    assert growth.references(sel, growth.shifts(sel)) == Absent()
    for key, before, after in (("primary", 100, 120), ("secondary", 500, 600), ("services", 400, 700)):
        two_years.put(f"{key}_value_added_100m_yuan", NATION, y2012=before, y2017=after)
    for unit in (ANSHAN, TANGSHAN, HANGZHOU):
        two_years.put(growth.INDEX, unit, **{f"y{y}": 105 for y in range(2013, 2018)})
    found = growth.references(sel, growth.shifts(sel))
    assert found.share == pytest.approx(80)
    assert found.growth == pytest.approx(60)
    assert found.nation == pytest.approx(42)
    assert found.real == pytest.approx(100 * (1.05**5 - 1))
    assert isinstance(found.real_nation, Absent)


def test_the_share_of_industry_is_of_cities_with_every_year(tables):
    for unit, first, last in ((ANSHAN, 10, 5), (HANGZHOU, 30, 45)):
        tables.put(firms.FIRMS, unit, y2011=first, y2012=last)
        tables.put(firms.PROFIT, unit, y2011=first, y2012=last)
    tables.put(firms.PROFIT, TANGSHAN, y2011=1000)
    tables.put(firms.FIRMS, ANSHAN, y2010=99)  # before the threshold was raised
    found = firms.weight(choose(2012))
    assert (found.first, found.last, found.threshold) == (2011, 2012, 2011)
    assert (found.profits_before, found.profits) == (25, 10)
    assert (found.profit_cities, found.shrank, found.grew) == (1, True, False)
    assert isinstance(found.output_last, Absent)


def test_one_year_is_no_course(tables):
    for unit in (ANSHAN, HANGZHOU):
        tables.put(firms.FIRMS, unit, y2011=10)
        tables.put(firms.PROFIT, unit, y2011=10)
    found = firms.weight(choose(2011))
    assert isinstance(found.first, Absent)
    assert (found.shrank, found.grew) == (False, False)


def test_profits_are_set_against_assets_where_all_three_are_printed(tables):
    for unit, profit in ((ANSHAN, 10), (TANGSHAN, 30), (HANGZHOU, 50)):
        tables.put(firms.PROFIT, unit, y2018=profit, y2019=profit)
        tables.put(firms.ASSETS[0], unit, y2018=100, y2019=100)
        if unit != TANGSHAN:
            tables.put(firms.ASSETS[1], unit, y2018=100)
        tables.put(firms.ASSETS[1], unit, y2019=100)
    found = firms.rates(choose(2022))
    assert (found.last, found.ended, found.ours, found.theirs) == (2019, 2019, 10, 25)
    assert (found.most, found.fewest, found.thin) == (2, 1, 2018)


def test_jobs_are_compared_on_either_side_of_the_break(tables):
    for indicator in jobs.JOBS.values():
        tables.put(indicator, ANSHAN, y2003=10, y2012=12, y2013=20, y2019=10)
        tables.put(indicator, HANGZHOU, y2003=10, y2012=15, y2013=20, y2019=16)
    found = jobs.turns(choose(2022))
    assert (found.early.first, found.early.last, found.early.mining) == (2003, 2012, pytest.approx(20))
    assert (found.late.first, found.late.manufacturing) == (2013, pytest.approx(-50))
    assert found.late.manufacturing_outside == pytest.approx(-20)
    assert isinstance(jobs.turns(choose(2012)).early, Absent)
    assert "no years compare" in jobs.turns(choose(2003)).reason.en


def test_shares_of_jobs_end_where_sectors_end(tables):
    for unit, made, mined in ((ANSHAN, 30, 10), (HANGZHOU, 40, 1)):
        tables.put(jobs.STAFF, unit, y2019=100, y2020=90)
        tables.put(jobs.JOBS["manufacturing"], unit, y2019=made)
        tables.put(jobs.JOBS["mining"], unit, y2019=mined)
    found = jobs.shares(choose(2022))
    assert (found.last, found.ended, found.manufacturing, found.mining_outside) == (2019, 2019, 30, 1)
    assert industry.unseen(choose(2022), found).undivided == 2020


def test_one_sidedness_and_quotients_of_cities_printed_in_full(tables):
    for unit, made in ((ANSHAN, 82), (HANGZHOU, 5)):
        for year in (2013, 2014):
            tables.put(jobs.STAFF, unit, **{f"y{year}": 18 + made})
            for branch in jobs.BRANCHES:
                jobs_in = made if branch == jobs.JOBS["manufacturing"] else 1
                tables.put(branch, unit, **{f"y{year}": jobs_in})
    found = jobs.specialised(choose(2014))
    assert (found.first, found.last, found.cities, found.factories, found.offices) == (2013, 2014, 1, 1, 0)
    assert found.one_sided == pytest.approx(0.82**2 + 18 * 0.01**2)
    assert found.manufacturing == pytest.approx(0.82 / (87 / 123))
    assert found.producer_share == pytest.approx(5)
    assert isinstance(jobs.specialised(choose(2012)), Absent)


def test_cities_named_are_set_beside_those_not_named(tables):
    members = named.members(choose(2022))
    assert not set(members["neither"]) & {*members["traditional"], *members["emerging"]}
    for kind, index in (("traditional", 110), ("emerging", 104), ("neither", 108)):
        only = [c for c in members[kind] if all(c not in members[k] for k in members if k != kind)]
        tables.put(growth.INDEX, only[0], y2013=index)
    found = named.named(choose(2013))
    assert (round(found.medians.traditional), round(found.medians.emerging)) == (10, 4)
    assert (found.faster, found.cities) == (1, 3)
    assert isinstance(found.nation, Absent)


def test_without_any_measure_the_table_says_who_is_named(tables):
    found = named.groups(choose(2022), Absent())
    assert [c.key for c in found.columns] == ["group", "n", "cities"]
    assert (found.traditional, found.emerging) == (6, 7)
    assert isinstance(found.best, Absent)


def test_the_ranking_counts_leaders_whose_product_shrank(two_years):
    put_sectors(two_years, ANSHAN, 2018, 90, 40, 55)
    put_sectors(two_years, TANGSHAN, 2018, 400, 40, 50)
    sel = choose(2018)
    found = tabled.ranked(sel, growth.shifts(sel))
    assert (found.leaders, found.shrunk, found.first, found.last) == (2, 1, 2012, 2018)
    assert {"growth", "nominal"} & {c.key for c in found.columns} == {"nominal"}


def test_beside_leaves_out_what_is_not_printed(two_years):
    found = tabled.beside(choose(2017), Absent(), Absent(), Absent())
    assert found.frame["year"].tolist() == [2017, 2017]
    assert found.services == pytest.approx(42.5 - 65)
    assert isinstance(found.growth, Absent)


def test_foreign_capital_is_of_cities_without_a_break_of_their_own(tables):
    tables.put(industry.CAPITAL, ANSHAN, y2012=100, y2019=10)  # its province's figures collapsed in between
    tables.put(industry.CAPITAL, TANGSHAN, y2012=100, y2019=150)
    found = industry.foreign(choose(2022))
    assert (found.first, found.last, found.cities, found.change) == (2012, 2019, 1, pytest.approx(50))


def test_without_any_table_everything_is_absent_and_can_be_read_back(tables):
    found = industry.findings(choose(2022))
    gone = [f for f in (found.services, found.weight, found.jobs, found.turns, found.named) if f.reason]
    assert len(gone) == 5
    assert found.unseen.districts + found.unseen.counties == len(plan.districts())
    assert from_record(to_record(found)).services.reason == found.services.reason
