"""How a city stands: the figures are the printed ones, breaks are respected, ranks count those who print."""

import pandas as pd
import pytest

from planbook import plan
from planbook.chapters.profile.measures import codes, measures, nation, printed, table
from planbook.chapters.profile.standing import course, peers, standing
from planbook.store import observations

YEAR, BASE = 2022, 2012


def rows(unit: str, year: int = YEAR, base: int = BASE) -> pd.DataFrame:
    return standing(unit, year, base).set_index("measure")


def test_plain_measures_are_the_printed_values():
    for unit in ("210300", "650200", "230700"):
        found = rows(unit)
        for m in measures().values():
            if m.id == "real" or m.below:
                continue
            value = observations.value(unit, m.top, int(found.loc[m.id, "last"]))
            assert (value is None and pd.isna(found.loc[m.id, "value"])) or value == found.loc[m.id, "value"]


def test_ratios_are_printed_over_printed():
    doctors, people = (
        observations.value("210300", i, 2022) for i in ("doctors", "population_registered_10k")
    )
    assert rows("210300").loc["doctors", "value"] == pytest.approx(0.1 * doctors / people)
    private, units = (
        observations.value("210300", i, 2019) for i in ("private_employment_10k", "unit_employment_10k")
    )
    assert rows("210300").loc["private", "value"] == pytest.approx(100 * private / (private + units))


def test_real_product_is_the_product_of_the_indices():
    level = 100.0
    for year in range(BASE + 1, YEAR + 1):
        level *= observations.value("130200", "gdp_index_previous_100", year) / 100
    assert rows("130200").loc["real", "value"] == pytest.approx(level)


def test_ranks_count_the_cities_that_print():
    found = rows("210300").loc["services"]
    everyone = observations.select("services_share_pct", codes(), [2022])["value"]
    assert found["of"] == len(everyone)
    assert found["rank"] == 1 + (everyone > found["value"]).sum()
    assert found["median"] == everyone.median()


def test_less_is_better_for_what_is_bad():
    found = rows("210300").loc["pm25"]
    everyone = observations.select("pm25_ug_m3", codes(), [2022])["value"]
    assert found["rank"] == 1 + (everyone < found["value"]).sum()


def test_change_begins_after_the_last_break():
    found = rows("130200")
    assert found.loc["so2_head", "first"] == 2016
    assert found.loc["pm25", "first"] == 2019
    assert found.loc["services", "first"] == 2012
    assert pd.isna(found.loc["gdp", "change"])  # current prices


def test_a_city_with_a_changed_border_is_measured_from_then_and_not_ranked_by_change():
    found = rows("220300").loc["doctors"]  # Siping lost Gongzhuling in 2020
    assert found["first"] > 2019
    assert pd.isna(found["change_rank"])
    assert found["rank"] > 0


def test_a_missing_value_is_not_ranked():
    found = rows("210300").loc["rd"]  # withdrawn for 2019
    assert pd.isna(found["value"])
    assert pd.isna(found["rank"])


def test_an_early_year_knows_nothing_of_later_ones():
    assert rows("210300", 2008, 2003)["last"].max() == 2008
    assert pd.isna(rows("210300", 2008, 2003).loc["pm25", "last"])
    assert course("210300", 2008, 2003)["year"].max() == 2008


def test_medians_are_those_of_years_that_half_the_cities_print():
    found = course("210300", YEAR, BASE)
    resident = found[found["measure"] == "doctors"].set_index("year")["median"]
    assert 2020 not in resident.index  # registered population is not printed
    assert resident[2022] == table("doctors", BASE)[2022].median()


def test_every_city_has_five_peers_and_is_not_its_own():
    for city in plan.cities():
        near = peers(city.code, BASE)
        assert len(near) == 5
        assert city.code not in set(near["unit"])
        assert near["distance"].is_monotonic_increasing


def test_the_nation_stands_beside_its_own_series():
    assert nation("services", BASE)[2022] == observations.value("100000", "services_share_pct", 2022)
    assert nation("real", BASE)[BASE] == 100
    assert nation("doctors", BASE).empty


def test_a_year_counts_where_half_of_the_units_print():
    values = pd.DataFrame({2012: [1.0, None], 2013: [None, None], 2014: [1.0, 2.0]})
    assert printed(values, 2013) == [2012]
