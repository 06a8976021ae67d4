"""Known figures of provinces, censuses and other sources beside the yearbook, found again in the committed tables."""

import csv

import pytest

from planbook import catalog, paths
from planbook.store import observations


def test_figures_under_other_terms_stay_in_their_own_file():
    for path in [*paths.data("observations").glob("*.csv"), *paths.data("benchmark").glob("*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            assert all(row["source"] != "who-aaq-2022" for row in csv.DictReader(file)), path.name


def test_liaoning_had_33270_invention_patents_in_force_in_2017():
    patents = observations.provinces("invention_patents_in_force", ["210000"], [2017])
    assert patents["value"].tolist() == [33270]


def test_the_nation_spent_2_13_per_cent_on_research_in_2017():
    assert observations.value("100000", "rd_share_pct", 2017) == pytest.approx(2.13, abs=0.02)


@pytest.mark.parametrize("year", [2012, 2017, 2022])
def test_research_spending_of_the_provinces_adds_up_to_the_nation(year):
    parts = observations.provinces("rd_expenditure_100m_yuan", years=[year])
    whole = observations.value("100000", "rd_expenditure_100m_yuan", year)
    assert len(parts) == 31
    assert parts["value"].sum() == pytest.approx(whole, rel=0.004)


def test_census_of_the_districts():
    assert observations.value("110107", "census_population", 2020) == 567851
    assert observations.value("520114", "census_population", 2010) == 607051


@pytest.mark.parametrize(
    ("unit", "indicator", "value"),
    [
        ("210300", "state_industrial_workers_10k", 33.51),
        ("210300", "heavy_industry_output_1980_prices_100m_yuan", 64.1979),
        ("510400", "state_industrial_assets_original_100m_yuan_districts", 33.3259),
        ("210500", "non_agricultural_population_10k_districts", 69.91),
    ],
)
def test_figures_of_1985(unit, indicator, value):
    assert observations.value(unit, indicator, 1985) == value


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("渡口", "510400"),
        ("石咀山", "640200"),
        ("浑江", "220600"),
        ("锦西", "211400"),
        ("榆次", "140700"),
        ("沙市", "421000"),
        ("襄樊", "420600"),
        ("淮阴", "320800"),
        ("大庸", "430800"),
        ("达县", "511700"),
    ],
)
def test_renamed_cities_of_1985_stand_under_their_present_code(then, now):
    codes = {r["name"]: r["code"] for r in catalog.table("catalog", "names_1985.csv")}
    assert codes[then] == now
    both = ["population_registered_10k", "population_registered_10k_districts"]
    assert len(observations.select(both, [now], [1985])) >= 1


def test_the_cross_section_holds_every_city_that_stood_at_prefecture_level():
    """At the end of 1985 there were 3 municipalities and 162 cities at prefecture level; Dongchuan is one no more."""
    rank = {r["code"]: r["rank"] for r in catalog.table("catalog", "names_1985.csv")}
    assert sum(r == "prefecture" for r in rank.values()) == 164
    printed = set(observations.select("state_industrial_workers_10k", years=[1985])["unit"])
    assert {c for c, r in rank.items() if r == "prefecture"} <= printed


def test_the_cross_section_of_1985_is_read_only_when_it_is_asked_for():
    usual = observations.select("population_registered_10k", ["210300"])
    assert usual["year"].min() == observations.FIRST_YEAR
    assert len(observations.select("state_industrial_workers_10k", years=[1985])) >= 94
    assert observations.select("state_industrial_workers_10k").empty
