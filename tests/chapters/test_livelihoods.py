"""Findings on livelihoods: on small made-up tables that stand in for the observations, and once on the committed ones."""

import pandas as pd
import pytest

from planbook.chapters import kinds, livelihoods, shared
from planbook.chapters.livelihoods import insurance, services, work
from planbook.chapters.livelihoods.income import INCOME, PEOPLE, income, relation
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.recording import from_record, to_record
from planbook.store import observations

ANSHAN, FUSHUN, TANGSHAN, OUTSIDE, NATION = "210300", "210400", "130200", "110000", "100000"
COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]


@pytest.fixture
def made_up(monkeypatch):
    """Return a function that has the chapter read made-up observations: (indicator, unit, {year: value}[, flag])."""

    kinds.preload()  # the rule of the kinds is remembered: it has to have seen the committed tables

    def use(*series):
        rows = [
            (unit, indicator, year, float(value), "ccsy-2013", *(flag or [""]))
            for indicator, unit, values, *flag in series
            for year, value in values.items()
        ]
        table = pd.DataFrame(rows, columns=COLUMNS)

        def select(indicators, units, years):
            asked = [indicators] if isinstance(indicators, str) else list(indicators)
            cities = table["unit"] != NATION if units is None else table["unit"].isin(list(units))
            return table[table["indicator"].isin(asked) & cities & table["year"].isin(list(years))].copy()

        monkeypatch.setattr(observations, "select", select)
        monkeypatch.setattr(shared.observations, "select", select)
        monkeypatch.setattr(observations, "nation", lambda i, years: select(i, [NATION], years))

    return use


def incomes(*values, year=2017):
    return [
        *((INCOME, u, {year: v}) for u, v in zip((ANSHAN, FUSHUN, TANGSHAN), values, strict=True)),
        *((PEOPLE, u, {year: p}) for u, p in ((ANSHAN, 100), (FUSHUN, 100), (TANGSHAN, 200))),
    ]


def test_income_is_set_beside_the_mark_of_its_year(made_up):
    made_up(*incomes(20_000, 30_000, 31_000), (INCOME, NATION, {2017: 35_000}))
    found = income(choose(2019))
    assert (found.at, found.cities, found.value, found.reached) == (2017, 3, 28_000, 2)
    assert found.share == 80
    assert found.medians["northeast"] == 25_000
    assert isinstance(found.medians["west"], Absent)
    assert found.dots["group"].tolist() == ["northeast", "northeast", "east"]
    assert found.survey == 2013


def test_no_city_is_judged_before_the_goals_year(made_up):
    made_up(*incomes(20_000, 30_000, 31_000, year=2012))
    found = income(choose(2012))
    assert (found.at, found.shown) == (2012, 3)
    assert isinstance(found.reached, Absent)
    assert isinstance(found.share, Absent)
    assert isinstance(found.survey, Absent)
    assert "no national income" in relation(choose(2012)).reason.en


def test_without_people_there_is_no_mean_income(made_up):
    made_up((INCOME, ANSHAN, {2017: 20_000}))
    found = income(choose(2017))
    assert "Registered population" in found.reason.en
    assert isinstance(relation(choose(2017)), Absent)


def test_income_over_the_nations_is_cut_at_the_survey(made_up):
    made_up(
        (INCOME, ANSHAN, {2011: 80, 2012: 81, 2013: 90, 2014: 84, 2015: 85}),
        (PEOPLE, ANSHAN, dict.fromkeys(range(2011, 2016), 100)),
        (INCOME, NATION, dict.fromkeys(range(2011, 2016), 100)),
    )
    found = relation(choose(2015))
    assert (found.first, found.last, found.before, found.now, found.stated) == (2013, 2015, 90, 85, 80)
    assert found.lines["segment"].tolist() == [0, 0, 1, 1, 1]


def paid(unit, wages, staff=10):
    return [(work.WAGE, unit, wages), (work.STAFF, unit, dict.fromkeys(wages, staff))]


def test_real_wages_are_compared_within_one_definition(made_up):
    made_up(
        *paid(ANSHAN, {2012: 100, 2019: 240, 2020: 500}),
        *paid(FUSHUN, {2012: 100, 2019: 160, 2020: 500}, staff=30),
        *paid(OUTSIDE, {2012: 200, 2019: 480, 2020: 500}),
        (work.PRICES, NATION, {y: 120 if y == 2019 else 100 for y in range(2013, 2021)}),
    )
    found = work.wages(choose(2020))
    assert (found.prices, found.first, found.last) == (2012, 2012, 2019)
    assert [round(v) for v in (found.ours, found.theirs, found.middle, found.middle_theirs)] == [
        50,
        100,
        67,
        100,
    ]
    assert round(found.share, 1) == 37.5
    assert (found.widened, found.narrowed) == (2013, 2020)
    assert found.growth.round(1).to_dict() == {ANSHAN: 100.0, FUSHUN: 33.3}


def test_doubtful_wages_are_left_out(made_up):
    made_up(
        *paid(ANSHAN, {2012: 100, 2013: 110}),
        (work.WAGE, FUSHUN, {2012: 100, 2013: 900}, "suspect"),
        (work.STAFF, FUSHUN, {2012: 10, 2013: 10}),
        (work.PRICES, NATION, {2013: 100}),
    )
    assert round(work.wages(choose(2013)).ours, 6) == 10


def test_one_year_of_wages_has_no_growth(made_up):
    made_up(*paid(ANSHAN, {2003: 100}), *paid(OUTSIDE, {2003: 125}), (work.PRICES, NATION, {2003: 101}))
    found = work.wages(choose(2003))
    assert found.share == 80
    assert isinstance(found.ours, Absent)
    assert isinstance(found.middle, Absent)
    assert isinstance(found.narrowed, Absent)


def test_without_prices_nothing_is_deflated(made_up):
    made_up(*paid(ANSHAN, {2012: 100, 2014: 110}), (work.PRICES, NATION, {2014: 100}))
    assert "not complete from 2012 to 2014" in work.wages(choose(2014)).reason.en


def idle(unit, persons, units, private, years=(2011,)):
    return [
        (work.IDLE, unit, dict.fromkeys(years, persons)),
        (work.STAFF, unit, dict.fromkeys(years, units)),
        (work.PRIVATE, unit, dict.fromkeys(years, private)),
    ]


def test_registered_unemployed_over_those_who_work_or_are_registered(made_up):
    made_up(*idle(ANSHAN, 50_000, 45, 50, (2003, 2011)), *idle(OUTSIDE, 20_000, 48, 50, (2003, 2011)))
    found = work.jobless(work.jobless_measure(choose(2011)))
    assert (found.first, found.last, found.cities) == (2003, 2011, 1)
    assert [round(v, 6) for v in (found.now, found.theirs, found.apart)] == [5, 2, 3]
    assert round(found.before, 6) == 5
    single = work.jobless(work.jobless_measure(choose(2003)))
    assert isinstance(single.before, Absent)


def test_another_denominator_gives_another_share(made_up):
    made_up(
        *idle(ANSHAN, 50_000, 45, 50),
        *idle(OUTSIDE, 20_000, 48, 50),
        (work.IDLE, NATION, {2011: 1_000_000}),
        ("employment_urban_10k", NATION, {2011: 3_900}),
        ("registered_unemployment_rate_pct", NATION, {2011: 4.1}),
    )
    found = work.denominators(work.jobless_measure(choose(2011)))
    assert found.frame["2011"].round(2).tolist() == [5.0, 2.0, 3.5, 2.5, 4.1, 10.0, 4.0]
    assert str(found.gap) == "1.50"
    assert (found.stated, found.claimed) == (2011, 0.7)
    region = work.denominators(work.jobless_measure(choose(2011, region="东北")))
    assert isinstance(region.gap, Absent)


def test_series_that_are_not_printed_are_absent_with_a_reason(made_up):
    made_up()
    sel = choose(2008)
    for found in (
        work.wages(sel),
        work.jobless(work.jobless_measure(sel)),
        work.denominators(work.jobless_measure(sel)),
        insurance.insured(sel),
        insurance.towards_goal(sel),
        insurance.covered(sel),
        insurance.concepts(sel),
        services.care(services.per_1000(sel, services.DOCTORS)),
        services.money(services.own_money(sel)),
        services.by_position(services.own_money(sel)),
    ):
        assert isinstance(found, Absent)
        assert found.reason is not None
    assert work.announced("new_urban_jobs_10k", sel) == Absent()


def test_what_is_announced_for_the_nation_is_the_latest(made_up):
    made_up(("new_urban_jobs_10k", NATION, {2013: 1310, 2014: 1322}))
    found = work.announced("new_urban_jobs_10k", choose(2015))
    assert (found.year, found.value) == (2014, 13_220_000)


def test_the_insured_beside_the_goal(made_up):
    made_up(
        (insurance.INSURED, ANSHAN, {2011: 1e6, 2015: 2e6, 2017: 3e6, 2019: 5e6}),
        (insurance.INSURED, FUSHUN, {2011: 1e6, 2014: 9e6, 2019: 1e6}, "wider_concept"),
    )
    found = insurance.insured(choose(2019))
    assert (found.at, found.value, found.last, found.now, found.due) == (2017, 3e6, 2019, 6e6, True)
    assert insurance.insured(choose(2015)).due is False
    line = insurance.towards_goal(choose(2019)).lines.set_index("year")["value"]
    assert (line[2011], line[2019]) == (2, 6)
    assert "for all cities" in insurance.towards_goal(choose(2019, region="东北")).reason.en
    cover = insurance.covered(choose(2019))
    assert (cover.first, cover.last, cover.then, cover.now, cover.cities) == (2015, 2019, 2e6, 5e6, 1)
    told = insurance.concepts(choose(2019))
    assert (told.first, told.last, told.changes) == (2011, 2019, 3)
    row = told.frame.set_index("year").loc[2014]
    assert (str(row["people_zh"]), str(row["people_en"]), row["wide"]) == ("900", "9.0", 1)


def test_one_year_of_a_concept_compares_nothing(made_up):
    made_up((insurance.INSURED, ANSHAN, {2011: 1e6, 2012: 2e6}))
    assert "did not stay the same" in insurance.covered(choose(2012)).reason.en


def test_doctors_per_thousand_within_one_definition(made_up):
    years = (2006, 2007, 2009)
    made_up(
        (services.DOCTORS, ANSHAN, dict(zip(years, (100, 150, 200), strict=True))),
        (PEOPLE, ANSHAN, dict.fromkeys(years, 10)),
        (services.DOCTORS, OUTSIDE, dict.fromkeys(years, 300)),
        (PEOPLE, OUTSIDE, dict.fromkeys(years, 10)),
    )
    found = services.care(services.per_1000(choose(2009), services.DOCTORS), [services.DOCTORS])
    assert (found.first, found.last) == (2007, 2009)
    assert [round(v, 2) for v in (found.before, found.now, found.theirs)] == [1.5, 2.0, 3.0]
    assert found.unprinted == (2008,)
    ours = found.lines[found.lines["series"] == "plan"]
    assert ours["segment"].tolist() == [0, 1, 1, 1]


def test_own_revenue_over_expenditure(made_up):
    made_up(
        *((services.REVENUE, u, {2012: v, 2014: v - 5}) for u, v in ((ANSHAN, 30), (FUSHUN, 50))),
        *((services.SPENDING, u, {2012: 100, 2014: 100}) for u in (ANSHAN, FUSHUN)),
    )
    found = services.money(services.own_money(choose(2014)))
    assert (found.first, found.last, found.before, found.now) == (2012, 2014, 40, 35)
    assert (found.cities, found.poor) == (2, 1)
    assert isinstance(found.theirs, Absent)


def test_everything_found_can_be_recorded_and_read_back():
    found = livelihoods.findings(choose(2012, region="东部"))
    back = from_record(to_record(found))
    assert str(back.pension_goal) == str(found.pension_goal)
    assert back.pension_goal.form.scale.zh == "亿"
    assert back.ranking.best == found.ranking.best
    assert [c.key for c in found.by_kind.columns][-4:] == ["real", "income", "rate", "doctors"]
    assert set(found.by_position.dots["group"]) <= {"fast", "declining"}
    assert found.besides.county_cities >= 1
