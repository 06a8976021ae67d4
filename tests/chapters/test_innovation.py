"""Findings of the chapter on innovation, on small made-up tables that stand in for the observations."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from planbook.chapters import innovation, ratios, shared
from planbook.chapters.innovation import cities, gap, patents, people, research
from planbook.chapters.innovation.base import (
    BUDGET,
    INVENTIONS,
    PATENTS,
    PEOPLE,
    PRODUCT,
    RD,
    SCIENCE,
    STUDENTS,
    InnovationBase,
    fine,
)
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.recording import from_record, to_record
from planbook.store import observations

ANSHAN, FUSHUN, BENXI, JINZHOU = "210300", "210400", "210500", "210700"
OUTSIDE, CHINA, LIAONING, JILIN = "110000", "100000", "210000", "220000"
COLUMNS = ["unit", "indicator", "year", "value", "source", "flag"]


@pytest.fixture
def made_up(monkeypatch):
    """Return a function that has the chapter read made-up observations: (indicator, unit, {year: value}[, flag])."""

    def use(*series):
        rows = [
            (unit, indicator, year, float(value), "ccsy-2018", *(flag or [""]))
            for indicator, unit, values, *flag in series
            for year, value in values.items()
        ]
        table = pd.DataFrame(rows, columns=COLUMNS)

        def read(ids, years, holds):
            wanted = [ids] if isinstance(ids, str) else list(ids)
            kept = (
                table["indicator"].isin(wanted) & table["year"].isin(list(years)) & table["unit"].map(holds)
            )
            return table[kept.astype(bool)].reset_index(drop=True)

        def select(ids, units, years):
            return read(
                ids, years, lambda u: u not in (CHINA, LIAONING, JILIN) if units is None else u in units
            )

        stands_in = SimpleNamespace(
            select=select,
            provinces=lambda i, units, years: read(i, years, lambda u: u in units),
            FIRST_YEAR=observations.FIRST_YEAR,
        )
        for module in (ratios, research, patents):
            monkeypatch.setattr(module, "observations", stands_in)
        monkeypatch.setattr(
            shared,
            "observed",
            lambda i, sel, everywhere=False: select(i, None if everywhere else sel.codes, sel.years),
        )
        monkeypatch.setattr(shared, "others", lambda i, sel: read(i, sel.years, lambda u: u == OUTSIDE))
        monkeypatch.setattr(shared, "nation", lambda i, sel: read(i, sel.years, lambda u: u == CHINA))

    return use


def base(year, region="东北", since=2012):
    return InnovationBase(choose(year, since, region))


def test_research_has_bounds_for_the_cities_not_printed(made_up):
    made_up(
        (RD, ANSHAN, {2017: 1}),
        (RD, FUSHUN, {2017: 3, 2018: 3}),
        (PRODUCT, ANSHAN, {2017: 100, 2018: 100}),
        (PRODUCT, FUSHUN, {2017: 100, 2018: 100}),
        (PRODUCT, BENXI, {2017: 200, 2018: 200}),
        (RD, OUTSIDE, {2017: 4}),
        (PRODUCT, OUTSIDE, {2017: 100}),
        (research.SHARE, CHINA, {2017: 2.1}),
    )
    found = research.research(base(2019))
    assert (found.year, found.cities, found.unprinted, found.verdict) == (2017, 2, 1, "open")
    assert [round(v, 6) for v in (found.value, found.low, found.high)] == [2.0, 1.5, 2.5]
    assert (found.nation, round(found.outside, 6)) == (2.1, 4.0)
    assert (found.first, found.last, found.ended, found.fullest) == (2017, 2018, 2018, 2017)
    assert [int(y) for y in found.thin] == [2017, 2018]
    each = research.shares(base(2019))
    assert (each.cities, each.reached, each.median) == (2, 1, 2.0)
    assert isinstance(each.medians["west"], Absent)


def test_the_goal_is_missed_where_even_the_upper_bound_lies_below_it(made_up):
    made_up((RD, ANSHAN, {2017: 1}), (PRODUCT, ANSHAN, {2017: 100}), (PRODUCT, FUSHUN, {2017: 100}))
    found = research.research(base(2017))
    assert found.verdict == "missed"
    assert isinstance(found.nation, Absent)
    assert isinstance(found.ended, Absent)


def test_before_the_goals_year_nothing_is_said_of_cities_and_the_nation_stands_alone(made_up):
    made_up((RD, ANSHAN, {2017: 1}), (PRODUCT, ANSHAN, {2017: 100}), (research.SHARE, CHINA, {2012: 1.9}))
    b = base(2012)
    assert "not printed up to 2012" in research.research(b).reason.en
    assert (research.china(b).year, research.china(b).share) == (2012, 1.9)
    assert isinstance(research.provinces(b), Absent)
    assert "no two years" in research.provinces_moved(b).reason.en


def test_provinces_are_drawn_for_the_base_year_and_the_goals(made_up):
    made_up(
        (research.SHARE, LIAONING, {2012: 2.3, 2017: 2.1, 2022: 2.4}),
        (research.SHARE, JILIN, {2012: 1, 2017: 2.2}),
    )
    b = base(2022)
    assert (research.provinces(b).provinces, research.provinces(b).reached) == (2, 1)
    found = research.provinces_moved(b)
    assert (found.first, found.last, found.latest) == (2012, 2017, 2022)
    assert (found.before, found.after, found.now, found.risen) == (1, 1, 1, 1)
    assert found.rows["unit"].tolist() == [JILIN, LIAONING]
    late = research.provinces_moved(base(2022, since=2017))
    assert (late.first, late.last) == (2017, 2022)
    assert isinstance(late.latest, Absent)


def test_patents_in_force_count_where_cities_hold_enough_of_the_product(made_up):
    made_up(
        (patents.IN_FORCE, LIAONING, {2017: 300, 2018: 400}),
        (patents.IN_FORCE, JILIN, {2017: 300}),
        (patents.RESIDENTS, ANSHAN, {2017: 60, 2018: 60}),
        (patents.RESIDENTS, FUSHUN, {2017: 60, 2018: 60}),
        (patents.RESIDENTS, "220200", {2017: 10}),
        *((PRODUCT, u, {2017: 50, 2018: 50}) for u in (ANSHAN, FUSHUN, "220200")),
        (PRODUCT, LIAONING, {2017: 100, 2018: 100}),
        (PRODUCT, JILIN, {2017: 100}),
        (patents.IN_FORCE, CHINA, {2017: 1000}),
        ("population_10k", CHINA, {2017: 100}),
    )
    found = patents.stock(base(2018))
    assert (found.provinces, found.below, found.nation) == (1, 1, 10)
    assert (found.latest, found.latest_provinces, found.latest_below) == (2018, 1, 0)
    assert [name.en for name in found.left_out] == ["Jilin", "Heilongjiang"]
    assert found.rows["value"].tolist() == [2.5]
    assert "no invention patents in force" in patents.stock(base(2012)).reason.en


def test_patents_granted_are_counted_per_registered_person_beside_the_nation(made_up):
    made_up(
        (INVENTIONS, ANSHAN, {2017: 10, 2019: 30}),
        (PEOPLE, ANSHAN, {2017: 10, 2018: 10, 2019: 10}),
        (INVENTIONS, OUTSIDE, {2019: 50}),
        (PEOPLE, OUTSIDE, {2019: 10}),
        (INVENTIONS, CHINA, {2019: 40, 2020: 1}),
        ("population_10k", CHINA, {2019: 10, 2020: 10}),
    )
    found = patents.inventions(base(2020))
    assert (found.first, found.last, found.years, found.cities) == (2017, 2019, 2, 1)
    assert (found.before, found.value, found.others, found.nation) == (1, 3, 5, 4)
    assert set(found.lines["series"]) == {"plan", "median", "nation", "others"}
    one = patents.inventions(base(2017))
    assert isinstance(one.first, Absent)
    assert isinstance(one.before, Absent)
    assert "Patents granted" in patents.patents(base(2019)).reason.en


def test_without_people_the_reason_is_not_that_patents_are_not_printed(made_up):
    made_up((PATENTS, ANSHAN, {2017: 10}))
    assert "Registered population" in patents.patents(base(2017)).reason.en


def test_science_in_the_budget_is_told_since_the_item_was_widened(made_up):
    made_up(
        (SCIENCE, ANSHAN, {2006: 9, 2007: 1, 2012: 2, 2013: 4}),
        (BUDGET, ANSHAN, dict.fromkeys((2006, 2007, 2012, 2013), 100)),
        (SCIENCE, OUTSIDE, {2007: 3, 2013: 5}),
        (BUDGET, OUTSIDE, {2007: 100, 2013: 100}),
    )
    found = people.science(base(2013))
    assert (found.first, found.last, found.before, found.now, found.rose) == (2012, 2013, 2, 4, True)
    assert (found.widened, found.at_widening, found.others_at_widening, found.from_year) == (2007, 1, 3, 2007)
    assert isinstance(people.science(base(2007)).first, Absent)
    assert isinstance(people.science(base(2006)).widened, Absent)
    made_up()
    assert "Left out" in people.science(base(2013)).reason.en


def test_students_are_set_against_those_outside_the_plan(made_up):
    made_up(
        (STUDENTS, ANSHAN, {2003: 50, 2012: 60, 2014: 80}),
        (STUDENTS, OUTSIDE, {2003: 100, 2012: 100, 2014: 100}),
        *((PEOPLE, u, {2003: 1, 2012: 1, 2014: 1}) for u in (ANSHAN, OUTSIDE)),
    )
    found = people.students(base(2014))
    assert (found.last, found.value, found.relative) == (2014, 80, 80)
    assert (found.then, found.relative_then, found.first, found.relative_first) == (2012, 60, 2003, 50)
    assert 2013 in found.gaps
    assert isinstance(found.vocational, Absent)
    assert isinstance(people.students(base(2003)).then, Absent)


def test_schools_and_personnel(made_up):
    made_up(
        (people.UNIVERSITIES, ANSHAN, {2012: 1}),
        (people.UNIVERSITIES, OUTSIDE, {2012: 3}),
        (people.PERSONNEL, ANSHAN, {2017: 20, 2018: 40}),
        (PEOPLE, ANSHAN, {2017: 10, 2018: 10}),
    )
    found = people.schools(base(2012))
    assert (found.schools, found.share, found.few) == (1, 25, 1)
    staff = people.personnel(base(2018))
    assert (staff.year, staff.cities, staff.median) == (2017, 1, 2)
    assert isinstance(people.personnel(base(2012)), Absent)


def heads(**values):
    """Return science spending of four cities with 10,000 registered people each, year by year."""
    units = (ANSHAN, FUSHUN, BENXI, JINZHOU)
    years = [int(y.removeprefix("in_")) for y in values]
    spent = [
        (SCIENCE, u, {y: v[n] for y, v in zip(years, values.values(), strict=True)})
        for n, u in enumerate(units)
    ]
    return (*spent, *((PEOPLE, u, dict.fromkeys(years, 1)) for u in units))


def test_cities_that_began_low_catch_up_and_the_gap_narrows(made_up):
    made_up(*heads(in_2012=(1, 2, 4, 8), in_2013=(2, 3, 5, 8.1), in_2014=(3, 4, 6, 8.2)))
    rates = gap.Rates(base(2014))
    found, caught = gap.gap(rates), gap.catching(rates)
    assert (found.first, found.last, found.cities, found.moved) == (2012, 2014, 4, "narrowed")
    assert found.before > found.now
    assert caught.converges
    assert caught.slope < 0 < caught.speed
    assert caught.dots.set_index("unit").loc[ANSHAN, "x"] == pytest.approx(math.log(1e4))
    table = gap.comparisons(rates)
    assert (table.comparisons, table.narrowed, table.caught) == (1, 1, 1)


def test_a_gap_written_alike_has_not_moved(made_up):
    made_up(*heads(in_2012=(1, 3, 4, 8), in_2013=(1, 3, 4, 8.001), in_2014=(1, 3, 4, 8.002)))
    assert gap.gap(gap.Rates(base(2014))).moved == "stayed"


def test_few_years_or_nothing_printed_are_told_apart(made_up):
    made_up(*heads(in_2012=(1, 2, 4, 8)))
    assert "too few comparable years" in gap.catching(gap.Rates(base(2012))).reason.en
    made_up()
    rates = gap.Rates(base(2012))
    for found in (gap.gap, gap.catching, gap.comparisons):
        assert "Left out" in found(rates).reason.en


def test_cities_are_ranked_by_patents_or_before_them_by_science(made_up):
    budget = ((BUDGET, u, {2013: 100}) for u in (ANSHAN, FUSHUN))
    made_up((SCIENCE, ANSHAN, {2013: 1}), (SCIENCE, FUSHUN, {2013: 3}), *budget, (PEOPLE, ANSHAN, {2013: 1}))
    found = cities.ranking(base(2013))
    assert (found.best.en, found.worst.en, found.most, found.least) == ("Fushun", "Anshan", 3, 1)
    assert found.what.en == "Science share of the budget (patents are printed later)"
    assert isinstance(found.others, Absent)
    made_up((INVENTIONS, ANSHAN, {2017: 1}), (PEOPLE, ANSHAN, {2017: 2}))
    later = cities.ranking(base(2017))
    assert later.what.en.startswith("Invention patents granted")
    assert later.most == 0.5
    assert "rd" in later.table.frame


def test_measures_are_compared_in_their_last_years(made_up):
    made_up(
        (STUDENTS, ANSHAN, {2013: 10}),
        (STUDENTS, OUTSIDE, {2013: 20}),
        (SCIENCE, ANSHAN, {2012: 3}),
        (SCIENCE, OUTSIDE, {2012: 2}),
        *((BUDGET, u, {2012: 100}) for u in (ANSHAN, OUTSIDE)),
        *((PEOPLE, u, {2013: 1}) for u in (ANSHAN, OUTSIDE)),
    )
    found = cities.compared(base(2013))
    assert (found.measures, found.below) == (2, 1)
    assert found.frame["year"].tolist() == [2012, 2013]
    made_up()
    assert isinstance(cities.compared(base(2013)), Absent)


def test_shares_of_a_few_per_cent_have_two_digits():
    assert str(fine(1.386)) == "1.39"
    assert isinstance(fine(None), Absent)


def test_the_whole_chapter_is_found_on_the_committed_tables_and_can_be_read_back():
    found = innovation.findings(choose(2019, region="东北"))
    kept = from_record(to_record(found))
    assert (kept.research.verdict, kept.research.cities) == (found.research.verdict, found.research.cities)
    assert (kept.asked.goals, kept.asked.parts, kept.reach.series) == (2, 3, 6)
    assert (kept.districts, kept.towns, kept.until) == (24, 1, 2022)
