"""The committed figures agree with one another, with the printed totals and with what the catalog declares."""

import pandas as pd
import pytest

from planbook import catalog, paths
from planbook.store import observations

SHARES = ("primary_share_pct", "secondary_share_pct", "services_share_pct")
YEARS = range(observations.FIRST_YEAR, observations.last_year() + 1)
# The sum of the cities misses the printed total by more than 1 per cent, and no single cell explains it.
MIXED_IN_2015 = ("culture", "education", "health", "hotels", "information", "public_administration")
# Sectors of employment: Chongqing's cells are blank in 2015 and some rows of Shaanxi and Gansu are mixed up in print.
UNEXPLAINED = {
    ("built_up_area_km2", 2005),
    ("road_area_10k_m2", 2010),
    ("employment_research_10k", 2009),
    *((f"employment_{sector}_10k", 2015) for sector in MIXED_IN_2015),
}
# Shares of city districts outside the plan that do not add to 100; which of the three is misprinted cannot be told.
SLIPS = {("440700", 2009), ("130500", 2018), ("150700", 2020), ("540500", 2021), ("131000", 2023)}


def corrections():
    return catalog.table(
        "catalog", "corrections.csv", columns=("unit", "indicator", "year", "expect", "used")
    )


def is_number(text):
    return text.removeprefix("-").replace(".", "", 1).isdigit()


@pytest.fixture(scope="module")
def totals():
    """How far the cities are from the printed totals, as a share: as used, or as printed if that is nearer.

    A misprint may be the workbook's, then the total speaks for the value used; or the yearbook's own, then it is in
    the total too. A value that is printed but not used is put back into the sum in any case.
    """
    table = pd.read_csv(paths.data("checks", "city-totals.csv")).set_index(["indicator", "year"])
    table["as_printed"] = table["summed"]
    for r in corrections():
        key = (r["indicator"], int(r["year"]))
        if is_number(r["expect"]) and key in table.index:
            table.loc[key, "as_printed"] += float(r["expect"]) - float(r["used"] or 0)
            table.loc[key, "summed"] += 0 if r["used"] else float(r["expect"])
    distance = table[["summed", "as_printed"]].div(table["printed"], axis=0) - 1
    return distance.abs().min(axis=1)


def test_the_cities_add_up_to_the_printed_totals(totals):
    assert len(totals) > 600
    assert (totals <= 0.001).mean() >= 0.94
    assert (totals <= 0.01).mean() >= 0.99


def test_what_does_not_add_up_is_known(totals):
    assert set(totals[totals > 0.01].index) == UNEXPLAINED


@pytest.mark.parametrize("ending", ["", "_districts"])
def test_the_three_shares_add_to_100(cities, ending):
    names = [s + ending for s in SHARES]
    table = cities[cities["indicator"].isin(names)].pivot(
        index=["unit", "year"], columns="indicator", values="number"
    )
    complete = table.dropna()
    assert len(complete) > 5000
    off = set(complete[(complete.sum(axis=1) - 100).abs() > 1].index)
    accepted = catalog.table("catalog", "accepted.csv", columns=("check", "unit", "first"))
    declared = {(r["unit"], int(r["first"])) for r in accepted if r["check"] == "shares"}
    assert off == (SLIPS if ending else declared)


def test_a_part_is_not_larger_than_the_whole(cities):
    years = cities[cities["indicator"].isin(["patents_granted", "invention_patents_granted"])]
    table = years.pivot(index=["unit", "year"], columns="indicator", values="number").dropna()
    larger = table[table["invention_patents_granted"] > table["patents_granted"]]
    assert len(table) > 1500
    assert len(larger) <= 2


def series_with_rows(cities):
    series = cities[["indicator", "year"]].drop_duplicates()
    return set(zip(series["indicator"], series["year"], strict=True))


def declared_gaps():
    return {(g.indicator, year) for g in catalog.gaps() if not g.unit for year in range(g.first, g.last + 1)}


def test_a_series_without_any_value_in_a_year_has_a_declared_reason(cities):
    wanted = {
        (i, year)
        for i, ind in catalog.indicators().items()
        if ind.scope in ("city", "districts")
        for year in YEARS
    }
    assert sorted(wanted - series_with_rows(cities) - declared_gaps()) == []


def test_what_is_declared_as_not_printed_holds_nothing_printed(cities):
    printed = cities[cities["source"].str.startswith("ccsy-")]
    assert sorted(series_with_rows(printed) & declared_gaps()) == []


def test_corrections_stand_in_the_tables(cities):
    rules = pd.DataFrame(corrections()).astype({"year": int}).query("unit != ''")
    both = rules.merge(cities, on=["unit", "indicator", "year"], how="left", suffixes=("_wanted", ""))
    used, withdrawn = both[both["used"] != ""], both[both["used"] == ""]
    assert len(used) > 100
    assert used["value"].tolist() == used["used"].tolist()
    assert used["source"].tolist() == used["source_wanted"].tolist()
    assert used["flag"].str.contains("corrected").all()
    assert withdrawn[withdrawn["value"] == withdrawn["expect"]].empty


def test_what_is_called_corrected_is_in_the_table_of_corrections(cities):
    corrected = cities[cities["flag"].str.contains("corrected")]
    used = {(r["unit"], r["indicator"], int(r["year"])) for r in corrections() if r["used"]}
    assert set(zip(corrected["unit"], corrected["indicator"], corrected["year"], strict=True)) == used


def test_a_value_withdrawn_from_every_city_is_in_no_row(cities):
    everyone = [r for r in corrections() if not r["unit"]]
    assert everyone
    for r in everyone:
        same = (cities["indicator"] == r["indicator"]) & (cities["year"] == int(r["year"]))
        assert r["expect"] not in set(cities.loc[same, "value"])


def test_a_fill_is_flagged_with_its_years(cities):
    filled = cities[(cities["indicator"] == "gdp_100m_yuan") & (cities["source"] == "city-gdp-by-sector")]
    assert set(filled["year"]) == {2017}
    assert set(filled["flag"]) <= {"other_source", "other_source;suspect"}


def test_benchmark_shares_are_one_series_over_another(nation):
    china = nation[nation["unit"] == catalog.NATION]
    printed = set(china[china["source"].str.contains("communique")]["year"])  # first prints, with one digit
    wide = china.pivot(index="year", columns="indicator", values="number")
    apart = 100 * wide["services_value_added_100m_yuan"] / wide["gdp_100m_yuan"] - wide["services_share_pct"]
    assert apart.drop(index=list(printed)).abs().max() < 1e-6
    assert apart.abs().max() < 0.05
    assert (wide[list(SHARES)].dropna().sum(axis=1) - 100).abs().max() < 0.01
