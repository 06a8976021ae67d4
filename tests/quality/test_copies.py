"""Checks for copied figures, on made-up columns of sixty cities."""

from planbook.quality import copies

CITIES = 60


def figures(start: int, count: int = CITIES) -> list[float]:
    """Return made-up figures of five digits, all different."""
    return [start + 10.0 * n for n in range(count)]


def test_a_column_that_repeats_the_year_before_is_an_error(frame, column):
    before, after = figures(11111), figures(31111)
    few = before[:18] + after[18:]  # 30 per cent is not more than 30 per cent
    many = before[:19] + after[19:]
    assert copies.columns(frame(*column("buses", 2011, before), *column("buses", 2012, few))) == []
    (found,) = copies.columns(frame(*column("buses", 2011, before), *column("buses", 2012, many)))
    assert (found.severity, found.indicator, found.year) == ("error", "buses", 2012)
    assert "19 of 60 cities" in found.message.en


def test_small_counts_and_full_rates_may_repeat(frame, column):
    counts = [float(n % 90 + 1) for n in range(CITIES)]
    rates = [100.0] * CITIES
    table = frame(
        *(row for year in (2011, 2012) for row in column("buses", year, counts)),
        *(row for year in (2011, 2012) for row in column("garbage_treatment_pct", year, rates)),
    )
    assert copies.columns(table) == []


def test_a_few_cities_are_no_column(frame, column):
    few = figures(11111, 12)
    assert copies.columns(frame(*column("buses", 2011, few), *column("buses", 2012, few))) == []


INDICATORS = (
    "buses",
    "gdp_100m_yuan",
    "doctors",
    "hospital_beds",
    "wage_yuan",
    "loans_100m_yuan",
    "deposits_100m_yuan",
    "retail_sales_100m_yuan",
    "university_students",
    "park_area_ha",
)


def test_a_city_that_repeats_its_year_is_an_error(frame):
    before = [("210300", i, 2011, 11111 + n) for n, i in enumerate(INDICATORS)]
    after = [("210300", i, 2012, (11111 if n < 4 else 20111) + n) for n, i in enumerate(INDICATORS)]
    (found,) = copies.cities(frame(*before, *after))
    assert (found.unit, found.indicator, found.year) == ("210300", "", 2012)
    assert found.message.zh.startswith("鞍山市2012年：10项可比指标中4项")
    assert copies.cities(frame(*before[1:], *after[1:])) == []  # nine indicators are too few to judge


def test_a_city_without_counties_is_its_districts_in_the_cross_section_of_1985(frame, column):
    """Made up: the whole city and its districts print the same."""
    same = figures(11111)
    pair = ("population_registered_10k", "population_registered_10k_districts")
    assert copies.twin_columns(frame(*column(pair[0], 1985, same), *column(pair[1], 1985, same))) == []
    assert copies.twin_columns(frame(*column(pair[0], 2012, same), *column(pair[1], 2012, same))) != []


def test_two_columns_with_the_same_figures_are_an_error(frame, column):
    same = figures(11111)
    table = frame(*column("doctors", 2012, same), *column("hospital_beds", 2012, same))
    (found,) = copies.twin_columns(table)
    assert "60 of 60" in found.message.en
    assert (
        copies.twin_columns(
            frame(*column("doctors", 2012, same), *column("hospital_beds", 2012, figures(31111)))
        )
        == []
    )


def test_two_cities_with_one_series_are_an_error(frame):
    series = [(2011, 12345), (2012, 12456), (2013, 12567)]
    table = frame(*((unit, "doctors", y, v) for unit in ("210300", "210400") for y, v in series))
    (found,) = copies.twin_cities(table)
    assert (found.unit, found.year) == ("210300", 2013)
    assert "Fushun" in found.message.en


def test_one_figure_that_stands_for_years_is_chance(frame):
    years = range(2003, 2010)
    table = frame(*((unit, "land_area_km2", y, 12345) for unit in ("210300", "210400") for y in years))
    assert copies.twin_cities(table) == []
