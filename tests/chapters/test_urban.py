"""Findings on cities: on small made-up tables that stand in for the observations, and once on the committed ones."""

import pandas as pd
import pytest

from planbook.chapters import shared, urban
from planbook.chapters.selection import choose
from planbook.chapters.urban import extent, people, scoring, services
from planbook.ground.absent import Absent
from planbook.ground.recording import from_record, to_record

ANSHAN, FUSHUN, TANGSHAN, OUTSIDE = "210300", "210400", "130200", "110000"
COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]


@pytest.fixture
def made_up(monkeypatch):
    """Return a function that has the chapter read made-up observations: (indicator, unit, {year: value}[, flag])."""

    def use(*series):
        rows = [
            (unit, indicator, year, float(value), "ccsy-2013", *(flag or [""]))
            for indicator, unit, values, *flag in series
            for year, value in values.items()
        ]
        table = pd.DataFrame(rows, columns=COLUMNS)

        def select(indicator, sel, units):
            return table[
                (table["indicator"] == indicator) & table["year"].isin(sel.years) & units(table["unit"], sel)
            ].reset_index(drop=True)

        monkeypatch.setattr(
            shared,
            "observed",
            lambda i, sel, everywhere=False: select(
                i, sel, lambda u, s: (u != "100000") if everywhere else u.isin(s.codes)
            ),
        )
        monkeypatch.setattr(shared, "others", lambda i, sel: select(i, sel, lambda u, s: u == OUTSIDE))
        monkeypatch.setattr(shared, "nation", lambda i, sel: select(i, sel, lambda u, s: u == "100000"))

    return use


def census(unit, before, after, *flag):
    return (people.RESIDENTS, unit, {2010: before, 2020: after}, *flag)


def test_residents_compare_between_two_censuses(made_up):
    made_up(
        census(ANSHAN, 100, 80),
        census(FUSHUN, 100, 95),
        census(TANGSHAN, 100, 110),
        census("230600", 100, 50, "other_borders"),
        census(OUTSIDE, 100, 130),
        ("population_10k", "100000", {2010: 1000, 2020: 1050}),
    )
    found = people.residents(choose(2022))
    assert (found.first, found.last, found.cities) == (2010, 2020, 3)
    assert (found.fallen, found.severe) == (2, 1)
    assert [name.en for name in found.worst] == ["Anshan", "Fushun"]
    assert [round(v) for v in (found.median, found.outside, found.china)] == [-5, 30, 5]
    assert round(found.medians["northeast"], 1) == -12.5
    assert isinstance(found.medians["west"], Absent)
    assert found.dots["group"].tolist() == ["northeast", "northeast", "east"]


def test_without_a_second_census_nothing_is_said_of_residents(made_up):
    made_up(census(ANSHAN, 100, 80))
    found = people.residents(choose(2019))
    assert found.reason == people.NO_CENSUS
    assert extent.sprawl(found, choose(2019)) is found


def test_cities_that_jump_are_not_compared_but_listed(made_up):
    made_up(
        (people.PEOPLE, ANSHAN, {2012: 100, 2013: 99, 2014: 98}),
        (people.PEOPLE, FUSHUN, {2012: 100, 2013: 100, 2014: 99.5}),
        (people.PEOPLE, "640200", {2012: 100, 2013: 120, 2014: 121}),
    )
    sel = choose(2014)
    found = people.registered(sel)
    assert (found.first, found.last, found.cities, found.fallen) == (2012, 2014, 2, 1)
    assert found.places.set_index("unit")["value"].notna().sum() == 2
    jumped = people.apart(sel)
    assert jumped.cities == 1
    assert jumped.frame["between"].tolist() == ["2012–2013"]
    assert jumped.frame["cause"].iloc[0].en == "no change of border known, unexplained"


def test_a_declared_change_of_border_is_the_cause_of_a_jump(made_up):
    made_up((people.PEOPLE, "340400", {2015: 246, 2016: 389}))  # Huainan, which Shou county joined
    jumped = people.apart(choose(2016))
    assert "Shou county" in jumped.frame["cause"].iloc[0].en


def test_one_year_of_people_compares_nothing(made_up):
    made_up((people.PEOPLE, ANSHAN, {2003: 100}))
    found = people.registered(choose(2003))
    assert isinstance(found, Absent)
    assert "no years compare" in found.reason.en
    assert isinstance(people.apart(choose(2003)), Absent)


def test_two_counts_agree_or_not(made_up):
    made_up(
        census(ANSHAN, 100, 80),
        census(FUSHUN, 100, 95),
        (people.PEOPLE, ANSHAN, {2012: 100, 2021: 95, 2022: 95}),
        (people.PEOPLE, FUSHUN, {2012: 100, 2021: 105, 2022: 105}),
    )
    sel = choose(2022)
    lived = people.residents(sel)
    found = people.two_counts(people.registered(sel), lived, sel)
    assert (found.cities, found.both, found.severe) == (2, 1, 1)
    assert found.frame["cities"].tolist() == [1, 1, 0, 0]
    assert found.frame["severe"].iloc[0].en == "Anshan"
    two_years = choose(2022, baseline_year=2021)
    assert isinstance(people.two_counts(people.registered(two_years), lived, two_years), Absent)


def test_built_up_area_beside_people_of_the_districts(made_up):
    made_up(
        *((people.PEOPLE, u, {2012: 100, 2014: 100}) for u in (ANSHAN, FUSHUN, TANGSHAN)),
        (people.DISTRICTS, ANSHAN, {2012: 100, 2013: 99, 2014: 98}),
        (people.DISTRICTS, FUSHUN, {2012: 100, 2013: 97, 2014: 96}),
        (people.DISTRICTS, TANGSHAN, {2012: 100, 2013: 101, 2014: 102}),
        *((extent.BUILT, u, {2012: 50, 2014: v}) for u, v in ((ANSHAN, 60), (FUSHUN, 50), (TANGSHAN, 55))),
    )
    found = extent.districts(choose(2014))
    assert (found.cities, found.fallen, found.spread) == (3, 2, 1)
    assert round(found.median) == 10
    assert round(float(found.relation), 2) == 0.5
    assert found.dots.loc[found.dots["unit"] == TANGSHAN, ["x", "y"]].round(1).to_numpy().tolist() == [
        [2.0, 10.0]
    ]
    east = extent.districts(choose(2014, region="东部"))
    assert (east.cities, east.fallen) == (1, 0)
    assert isinstance(east.spread, Absent)
    assert isinstance(east.relation, Absent)


def test_sprawl_leaves_out_districts_that_jump_until_after_the_census(made_up):
    made_up(
        census(ANSHAN, 100, 80),
        census(FUSHUN, 100, 90),
        *((people.PEOPLE, u, {2012: 100, 2021: 100}) for u in (ANSHAN, FUSHUN)),
        (people.DISTRICTS, ANSHAN, {2010: 100, 2019: 95, 2021: 94}),
        (people.DISTRICTS, FUSHUN, {2010: 100, 2019: 95, 2021: 150}),
        *((extent.BUILT, u, {2010: 50, 2020: 60}) for u in (ANSHAN, FUSHUN)),
    )
    sel = choose(2021)
    found = extent.sprawl(people.residents(sel), sel)
    assert (found.cities, found.fallen, found.spread) == (1, 1, 1)
    assert found.dots["unit"].tolist() == [ANSHAN]


def test_roads_are_compared_over_the_cities_with_both_years(made_up):
    made_up(
        (services.ROADS, ANSHAN, {2012: 500, 2014: 600}),
        (services.ROADS, FUSHUN, {2014: 100}),
        *((extent.BUILT, u, {2012: 50, 2014: 50}) for u in (ANSHAN, FUSHUN)),
        (services.ROADS, OUTSIDE, {2014: 700}),
        (extent.BUILT, OUTSIDE, {2014: 50}),
    )
    found = services.roads(choose(2014))
    assert (found.first, found.last, found.cities) == (2012, 2014, 1)
    assert (found.before, found.after, found.ours, found.theirs) == (10, 12, 7, 14)
    assert set(found.lines["series"]) == {"plan", "others"}


def test_a_single_year_has_no_before(made_up):
    made_up(
        (services.SEWAGE, ANSHAN, {2003: 30}),
        (services.ROADS, ANSHAN, {2003: 500}),
        (extent.BUILT, ANSHAN, {2003: 50}),
        (services.GREEN, ANSHAN, {2003: 31}),
    )
    sel = choose(2003)
    assert isinstance(services.sewage(sel).before, Absent)
    assert services.sewage(sel).now == 30
    assert isinstance(services.roads(sel).before, Absent)
    assert isinstance(services.cover(sel).before, Absent)
    assert isinstance(services.table(sel).risen, Absent)
    assert isinstance(services.buses(sel), Absent)


def test_medians_then_and_now_in_years_of_one_definition(made_up):
    made_up(
        *((services.SEWAGE, u, {2010: 50, 2012: 80, 2014: v}) for u, v in ((ANSHAN, 90), (FUSHUN, 70))),
        *((services.GREEN, u, {2012: 40, 2014: 39}) for u in (ANSHAN, FUSHUN)),
        (services.GREEN, OUTSIDE, {2014: 41}),
    )
    found = services.table(choose(2014))
    assert (found.measures, found.risen) == (2, 0)
    green, sewage = found.frame.to_dict("records")
    assert (green["before"], green["now"], green["others"]) == (40, 39, 41)
    assert (sewage["years"], sewage["before"], sewage["now"]) == ("2012–2014", 80, 80)
    assert sewage["opening"] is None
    assert sewage["cities"].en == "2 of 95"


def test_the_nation_stands_beside_the_spread_of_green_cover(made_up):
    made_up(
        *((services.GREEN, u, {2012: v, 2013: v + 1}) for u, v in ((ANSHAN, 38), (FUSHUN, 42))),
        (services.GREEN, "100000", {2013: 39.7}),
    )
    found = services.cover(choose(2013))
    assert (found.before, found.now) == (40, 41)
    assert found.bands["p50"].tolist() == [40, 41]
    assert found.bands["nation"].isna().tolist() == [True, False]


def test_urban_residents_among_all(made_up):
    made_up(
        (services.TOWN, ANSHAN, {2020: 60}),
        (people.RESIDENTS, ANSHAN, {2020: 80}),
        ("urbanisation_pct", "100000", {2020: 63.9}),
    )
    found = services.town(choose(2022))
    assert (found.share, found.china, found.cities) == (75, 63.9, 1)
    assert "not printed" in services.town(choose(2019)).reason.en


@pytest.fixture
def scored(made_up):
    sel = choose(2014, region="东部")
    many = [*sel.codes, OUTSIDE]
    made_up(
        *((people.DISTRICTS, u, {2012: 100, 2014: 100}) for u in many),
        *(
            (service, u, {2012: n, 2014: n + (k == 0) * 3 * (n % 2)})
            for k, service in enumerate(scoring.SERVICES)
            for n, u in enumerate(many, start=1)
        ),
    )
    return sel, scoring.scores(sel)


def test_the_composite_tells_how_far_the_order_hangs_on_the_weights(scored):
    sel, made = scored
    found = scoring.composite(made)
    assert (found.year, found.cities, found.top) == (2014, len(sel.codes), 10)
    assert found.high >= found.median >= found.low
    assert found.best == sel.cities[-1].name
    assert 0.8 < float(found.kendall) <= 1
    assert len(found.dots) == len(sel.codes)
    steady = scoring.stability(made)
    assert len(steady.frame) == 2 + 2 * len(scoring.SERVICES)
    assert steady.least <= steady.most


def test_the_ranking_has_columns_of_people_where_they_compare(scored):
    sel, made = scored
    ranked = scoring.ranking(made, Absent(), Absent(), sel)
    assert [c.key for c in ranked.columns] == [
        "rank",
        "city",
        "province",
        "before",
        "value",
        "moved",
        "entropy",
    ]
    assert ranked.frame["rank"].notna().all()


def test_without_all_six_services_there_is_no_composite(made_up):
    made_up((services.SEWAGE, ANSHAN, {2012: 50}))
    made = scoring.scores(choose(2012))
    assert isinstance(made, Absent)
    for found in (
        scoring.composite(made),
        scoring.stability(made),
        scoring.by_kind(made, choose(2012)),
    ):
        assert found is made


def test_everything_found_can_be_recorded_and_read_back():
    found = urban.findings(choose(2022, region="东部"))
    back = from_record(to_record(found))
    assert back.residents.cities == found.residents.cities
    assert back.method.rounded == 2017
    assert found.aims.number == len(found.aims.frame) == 3
    assert isinstance(urban.method(choose(2015)).rounded, Absent)
    assert "not checked one by one" in found.residents_by_kind.source.text("en")
