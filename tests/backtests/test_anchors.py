"""Figures known from print, found again in the committed tables. They are typed here from the publications."""

import pytest

from planbook import plan
from planbook.store import observations

# city, indicator, year, the printed figure to its printed decimals
CITIES = [
    ("唐山", "130200", "gdp_100m_yuan", 2012, "5861.6"),
    ("大庆", "230600", "gdp_100m_yuan", 2013, "4181.5"),
    ("徐州", "320300", "gdp_100m_yuan", 2019, "7151"),
    ("鞍山", "210300", "gdp_100m_yuan", 2016, "1462"),
    ("北京", "110000", "gdp_100m_yuan", 2022, "41611"),
    ("北京", "110000", "land_area_km2", 2011, "16411"),
    ("天津", "120000", "pm25_ug_m3", 2022, "37"),
    ("四平", "220300", "so2_industrial_t", 2013, "44618"),
]
# sums over the 95 cities of the plan in 2011
SUMS = [
    ("gdp_100m_yuan", 119825),
    ("industrial_firms", 70642),
    ("gross_industrial_output_100m_yuan", 195639),
    ("industrial_fixed_assets_100m_yuan", 64497),
    ("land_area_km2", 1.398e6),
    ("population_registered_10k", 37130),
]
# the nation as the National Bureau of Statistics publishes it
NATION = [
    ("gdp_100m_yuan", 2012, "538580"),
    ("gdp_100m_yuan", 2017, "832036"),
    ("gdp_100m_yuan", 2022, "1210207"),
    ("services_share_pct", 2017, "52.7"),
    ("population_10k", 2012, "135922"),
    ("urbanisation_pct", 2012, "53.1"),
    ("rd_expenditure_100m_yuan", 2012, "10298.4"),
    ("rd_share_pct", 2012, "1.91"),
    ("invention_patents_granted", 2012, "143847"),
    ("registered_unemployed", 2012, "9170000"),
    ("registered_unemployment_rate_pct", 2012, "4.1"),
    ("nox_10k_t", 2012, "2337.8"),
    ("green_cover_pct", 2012, "39.6"),
    ("exports_100m_yuan", 2012, "129359"),
]


def rounded(value, like):
    decimals = len(like.partition(".")[2])
    return f"{value:.{decimals}f}"


@pytest.mark.parametrize(("name", "unit", "indicator", "year", "printed"), CITIES)
def test_cities(name, unit, indicator, year, printed):
    assert rounded(observations.value(unit, indicator, year), printed) == printed, name


@pytest.mark.parametrize(("indicator", "total"), SUMS)
def test_sums_over_the_95_cities_in_2011(indicator, total):
    codes = [c.code for c in plan.cities()]
    frame = observations.select(indicator, codes, [2011])
    assert len(frame) == 95
    assert frame["value"].sum() == pytest.approx(total, rel=0.001)


@pytest.mark.parametrize(("indicator", "year", "printed"), NATION)
def test_the_nation(indicator, year, printed):
    assert rounded(observations.value("100000", indicator, year), printed) == printed


def test_the_95_cities_have_their_product_in_every_year():
    codes = {c.code for c in plan.cities()}
    frame = observations.select("gdp_100m_yuan", codes)
    counts = frame.groupby("year")["unit"].nunique()
    assert counts.index.tolist() == list(range(2003, observations.last_year() + 1))
    assert counts.min() >= 94
