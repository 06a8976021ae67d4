"""Findings of the chapter on green development, on small made-up tables that stand in for the observations."""

import pandas as pd
import pytest

from planbook.chapters import green, shared
from planbook.chapters.green import air, base, cities, emissions, energy, growth, perproduct
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.recording import from_record, to_record
from planbook.store import observations

ANSHAN, FUSHUN, OUTSIDE, CHINA = "210300", "210400", "110000", "100000"
COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]
SO2, CO2 = green.SO2, base.CO2
PRODUCT, INDEX = base.PRODUCT


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

        def read(indicator, years, holds):
            ids = [indicator] if isinstance(indicator, str) else indicator
            kept = table["indicator"].isin(ids) & table["year"].isin(list(years)) & table["unit"].map(holds)
            return table[kept.astype(bool)].reset_index(drop=True)

        def observed(indicator, sel, *, everywhere=False):
            return read(indicator, sel.years, lambda u: u != CHINA if everywhere else u in sel.codes)

        monkeypatch.setattr(shared, "observed", observed)
        monkeypatch.setattr(shared, "others", lambda i, sel: read(i, sel.years, lambda u: u == OUTSIDE))
        monkeypatch.setattr(shared, "nation", lambda i, sel: read(i, sel.years, lambda u: u == CHINA))
        monkeypatch.setattr(
            observations, "provinces", lambda i, units, years: read(i, years, lambda u: u in units)
        )

    return use


def steady(unit, level, rate, first=2013, last=2022):
    """Return product of one city: its level in the year before, and an index that is the same every year."""
    return (PRODUCT, unit, {first - 1: level}), (INDEX, unit, dict.fromkeys(range(first, last + 1), rate))


def test_so2_is_compared_on_either_side_of_the_re_basing(made_up):
    made_up(
        (SO2, ANSHAN, {2012: 60, 2015: 30, 2016: 99, 2017: 20, 2022: 10}),
        (SO2, FUSHUN, {2012: 40, 2015: 50, 2016: 99, 2017: 20, 2022: 2}),
        (SO2, OUTSIDE, {2012: 10, 2015: 9, 2017: 8, 2022: 2}),
    )
    found = emissions.so2(base.Base(choose(2022)))
    assert (found.early.first, found.early.last, found.early.cities) == (2012, 2015, 2)
    assert (round(found.early.change), round(found.early.outside)) == (-20, -10)
    assert (found.late.first, found.late.last) == (2017, 2022)
    assert (round(found.late.change), round(found.late.outside)) == (-70, -75)
    assert found.rebased == 2016
    assert isinstance(found.waiting, Absent)
    assert [int(y) for y in found.thin] == [2012, 2015, 2016, 2017, 2022]  # two of 95 cities


def test_so2_waits_for_a_second_year_after_the_re_basing(made_up):
    made_up((SO2, ANSHAN, {2012: 60, 2015: 30, 2016: 10, 2017: 5}))
    found = emissions.so2(base.Base(choose(2017)))
    assert found.waiting == 2017
    assert isinstance(found.late, Absent)
    assert isinstance(found.early.outside, Absent)
    assert isinstance(emissions.so2(base.Base(choose(2015))).waiting, Absent)


def test_what_is_absent_of_so2_says_why(made_up):
    made_up((SO2, ANSHAN, {2003: 60}))
    assert "there is only one year" in emissions.so2(base.Base(choose(2003))).reason.en
    made_up()
    sel = choose(2022)
    for found in (emissions.so2, perproduct.intensity, perproduct.burden, cities.ranking, cities.kinds):
        assert "Industrial SO2 emissions" in found(base.Base(sel)).reason.en


def test_a_doubtful_value_is_in_no_sum(made_up):
    made_up(
        (SO2, ANSHAN, {2012: 60, 2015: 30}),
        (SO2, FUSHUN, {2012: 40, 2015: 4000}, "suspect"),
    )
    found = emissions.so2(base.Base(choose(2015)))
    assert (found.early.cities, round(found.early.change)) == (1, -50)


def test_emissions_per_product_are_a_ratio_of_sums_at_base_year_prices(made_up):
    made_up(
        (SO2, ANSHAN, {2012: 300, 2013: 220}),
        (SO2, FUSHUN, {2012: 100}),
        (SO2, OUTSIDE, {2012: 10, 2013: 11}),
        *steady(ANSHAN, 100, 110, last=2013),
        *steady(FUSHUN, 100, 110, last=2013),
        *steady(OUTSIDE, 100, 110, last=2013),
        ("so2_10k_t", CHINA, {2012: 0.05, 2013: 0.05}),
        *steady(CHINA, 100, 100, last=2013),
    )
    b = base.Base(choose(2013))
    found = perproduct.intensity(b)
    ours = found.lines[found.lines["series"] == "plan"]
    assert ours["value"].round(6).tolist() == [2.0, 2.0]
    assert (found.last, round(found.ours, 6), round(found.theirs, 6)) == (2013, 2.0, 0.1)
    times = perproduct.burden(b)
    assert (times.first, times.last) == (2012, 2013)
    assert round(times.outside_before, 6) == 20.0
    assert round(times.everywhere_before, 6) == round(2 / (410 / 300), 6)
    nation = times.lines[times.lines["series"] == "nation"]["value"]
    assert nation.round(6).tolist() == [0.4, 0.4]  # 500 tonnes over 100


def test_one_year_has_no_former_one_and_the_plans_figure_waits_for_its_year(made_up):
    made_up(
        (SO2, ANSHAN, {2003: 60}),
        (SO2, OUTSIDE, {2003: 10}),
        (PRODUCT, ANSHAN, {2003: 10}),
        (PRODUCT, OUTSIDE, {2003: 10}),
        (INDEX, ANSHAN, {2003: 110}),
        (INDEX, OUTSIDE, {2003: 110}),
    )
    b = base.Base(choose(2003))
    found = perproduct.burden(b)
    assert round(found.outside) == 6
    assert isinstance(found.first, Absent)
    assert isinstance(found.everywhere_before, Absent)
    assert isinstance(found.claimed, Absent)
    assert isinstance(perproduct.ways(b), Absent)


def test_the_index_starts_anew_after_the_re_basing(made_up):
    made_up(
        (SO2, ANSHAN, {2012: 10, 2015: 8, 2016: 4, 2022: 1}),
        (SO2, OUTSIDE, {2012: 10, 2015: 9, 2016: 4, 2022: 2}),
        ("so2_10k_t", CHINA, {2012: 10, 2015: 9}),
    )
    found = emissions.indexed(base.Base(choose(2022)))
    assert found.unit.en == "2012, 2016 = 100"
    assert (found.early.last, found.latest.first, found.restart) == (2015, 2016, 2016)
    ours = found.lines[found.lines["series"] == "plan"].set_index("year")
    assert ours["value"].dropna().round(6).tolist() == [100, 80, 100, 25]
    assert ours["segment"].loc[[2015, 2016]].tolist() == [0, 1]
    early = emissions.indexed(base.Base(choose(2015)))
    assert isinstance(early.early, Absent)
    assert isinstance(early.restart, Absent)


def test_spans_of_the_four_emissions_count_what_fell_and_what_fell_further(made_up):
    made_up(
        (SO2, ANSHAN, {2012: 10, 2015: 8}),
        (SO2, OUTSIDE, {2012: 10, 2015: 9}),
        ("wastewater_industrial_10k_t", ANSHAN, {2012: 10, 2015: 9}),
        ("wastewater_industrial_10k_t", OUTSIDE, {2012: 10, 2015: 5}),
        ("dust_industrial_t", ANSHAN, {2012: 10, 2013: 12}),
    )
    found = emissions.spells(base.Base(choose(2015)))
    assert (found.spans, found.fell, found.further) == (3, 2, 1)
    assert found.frame["others"].isna().tolist() == [False, True, False]


TWO_CITIES = (
    (SO2, ANSHAN, {2012: 100, 2015: 80}),
    (SO2, FUSHUN, {2012: 100, 2015: 150}),
    (CO2, ANSHAN, {2012: 100, 2015: 90}),
    (CO2, FUSHUN, {2012: 100, 2015: 105}),
    *steady(ANSHAN, 100, 110),
    *steady(FUSHUN, 100, 105),
)


def test_a_city_whose_emissions_fall_while_product_grows_decouples_strongly(made_up):
    made_up(*TWO_CITIES)
    b = base.Base(choose(2015))
    then, now = growth.so2_then(b), growth.co2_now(b)
    assert (then.first, then.last, then.cities, then.strong, then.rose) == (2012, 2015, 2, 1, 1)
    assert then.dots["state"].tolist() == ["strong_decoupling", "expansive_negative_decoupling"]
    assert (now.strong, now.rose) == (1, 1)
    states = growth.states(b)
    assert [c.key for c in states.columns[2:]] == [f"{SO2}-2012-2015", f"{CO2}-2012-2015"]
    assert states.frame[f"{SO2}-2012-2015"].sum() == 2


def test_the_effects_add_up_to_the_change(made_up):
    made_up(*TWO_CITIES)
    found = growth.drivers(base.Base(choose(2015)))
    assert found.change == pytest.approx(15)
    assert found.growth + found.distribution + found.intensity == pytest.approx(15)
    assert found.carbon == pytest.approx(-2.5)
    assert found.bars["value"].is_monotonic_decreasing
    assert len(found.bars) == 6


def test_drivers_end_where_modelled_co2_ends(made_up):
    made_up(
        (SO2, ANSHAN, {2012: 100, 2015: 80, 2017: 50, 2022: 30}),
        (CO2, ANSHAN, {2012: 100, 2015: 90, 2017: 100, 2020: 130}),
        *steady(ANSHAN, 100, 110),
    )
    assert base.Base(choose(2022)).stretches == [(2012, 2015), (2017, 2020)]


def test_without_modelled_co2_nothing_is_decomposed_and_the_reason_names_it(made_up):
    made_up((SO2, ANSHAN, {2012: 100, 2015: 80}), *steady(ANSHAN, 100, 110, last=2015))
    b = base.Base(choose(2015))
    for found in (growth.states, growth.drivers, growth.so2_now, growth.co2_now):
        assert "CO2 emissions, modelled" in found(b).reason.en


def test_energy_of_provinces_is_followed_at_the_goals_pace_under_two_deflators(made_up):
    years = range(2013, 2018)
    made_up(
        (energy.ENERGY, "210000", {2013: 100, 2017: 100}),
        (PRODUCT, "210000", {2013: 1000, 2017: 1200}),
        *steady(ANSHAN, 100, 110),
        (PRODUCT, ANSHAN, {2013: 100}),
        (PRODUCT, CHINA, dict.fromkeys(years, 100)),
        (INDEX, CHINA, dict.fromkeys(years, 100)),
        (energy.NATIONAL, CHINA, {2013: 1.0, 2017: 0.8}),
    )
    found = energy.energy(base.Base(choose(2022, region="东北")))
    assert (found.first, found.last, found.provinces, found.of) == (2013, 2017, 1, 3)
    assert found.by_prices == pytest.approx(100 / 1.2 - 100)
    assert found.by_cities == pytest.approx(100 / 1.1**4 - 100)
    assert found.pace == pytest.approx(100 * (0.82**0.8 - 1))
    assert (found.kept_by_prices, found.kept_by_cities, found.turned) == (1, 1, 0)
    assert found.nation == pytest.approx(-20)


def test_energy_before_the_goals_period_is_not_judged(made_up):
    made_up((energy.ENERGY, "210000", {2010: 100, 2011: 90}))
    assert "no two comparable years" in energy.energy(base.Base(choose(2011))).reason.en


def test_air_is_set_against_the_limit_and_compared_where_it_is_measured_alike(made_up):
    made_up(
        (green.PM25, ANSHAN, {2017: 50, 2018: 48, 2019: 40, 2022: 34}),
        (green.PM25, FUSHUN, {2017: 60, 2018: 58, 2019: 50, 2022: 36}),
    )
    b = base.Base(choose(2022))
    found = air.air(b)
    assert (found.first, found.alike, found.last, found.cities) == (2017, 2019, 2022, 2)
    assert (found.within, found.above, found.median, found.median_first) == (1, 1, 35, 55)
    assert (found.moved.first, found.moved.before, found.moved.after) == (2019, 45, 35)
    dots = air.air_map(b).dots.set_index("unit")
    assert dots.loc[[ANSHAN, FUSHUN], "group"].tolist() == ["plan", "central"]
    assert (dots["group"] == "others").sum() == 93
    early = base.Base(choose(2016))
    assert air.air(early).reason == air.air_map(early).reason
    one = air.air(base.Base(choose(2017)))
    assert isinstance(one.moved, Absent)
    assert isinstance(one.alike, Absent)


def test_waste_that_is_no_longer_printed_says_until_when(made_up):
    made_up((green.WASTE, ANSHAN, {2012: 80, 2019: 90}), (green.WASTE, FUSHUN, {2012: 60, 2019: 70}))
    found = air.waste(base.Base(choose(2022)))
    assert (found.last, found.ended, found.median, found.low) == (2019, 2019, 80, 75)
    assert (found.moved.before, found.moved.after, found.moved.cities) == (70, 80, 2)
    assert isinstance(air.waste(base.Base(choose(2019))).ended, Absent)
    assert air.waste(base.Base(choose(2012))).moved.reason


def test_what_is_restored_needs_both_series(made_up):
    made_up((air.COVER, ANSHAN, {2012: 40}), (air.SEWAGE, ANSHAN, {2011: 90}))
    found = air.restored(base.Base(choose(2012)))
    assert (found.cover, found.cover_last, found.sewage, found.sewage_last) == (40, 2012, 90, 2011)
    made_up((air.COVER, ANSHAN, {2012: 40}))
    assert "Sewage" in air.restored(base.Base(choose(2012))).reason.en


def test_cities_are_ranked_lowest_first_with_the_others_beside_the_kinds(made_up):
    made_up(
        *TWO_CITIES,
        (SO2, OUTSIDE, {2015: 10}),
        *steady(OUTSIDE, 100, 100),
    )
    b = base.Base(choose(2015))
    found = cities.ranking(b)
    assert (found.best.en, found.worst.en, found.last, found.prices) == ("Anshan", "Fushun", 2015, 2012)
    assert round(found.low, 3) == round(80 / 133.1, 3)
    assert "so2_2012" in found.table.frame
    assert "air" not in found.table.frame
    kinds = cities.kinds(b)
    assert round(kinds.theirs, 6) == 0.1
    assert kinds.table.frame["name"].iloc[-1].en == "cities outside the plan"


def test_the_whole_chapter_is_found_on_the_committed_tables_and_can_be_read_back():
    found = green.findings(choose(2019, region="东北"))
    kept = from_record(to_record(found))
    assert (kept.so2.late.change, kept.so2.late.cities) == (found.so2.late.change, found.so2.late.cities)
    assert (kept.asked.goals, kept.asked.parts, kept.reach.series) == (4, 3, 9)
    assert kept.ways.claimed == 1.5
