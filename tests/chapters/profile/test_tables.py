"""Tables of a profile: every value with its reason or flag, and nothing of another place under its own name."""

import pytest

from planbook import catalog
from planbook.chapters.finding import Tabled
from planbook.chapters.profile import comparisons, districts, gaps, tables, who
from planbook.chapters.profile.measures import measures
from planbook.figures import table as finished
from planbook.ground.language import in_language
from planbook.ground.numerals import decimal
from planbook.store import observations

YEAR, BASE = 2022, 2012


def rows_of(table: Tabled, lang: str = "en") -> list[list[dict]]:
    return in_language(finished("made", table).payload(), lang)["rows"]


def cells(table: Tabled, lang: str = "en") -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in rows_of(table, lang)]


@pytest.mark.parametrize("unit", ["210300", "220300", "230700", "650200"])
def test_key_indicators_show_the_printed_digits(unit: str):
    table = tables.key_indicators(who.unit(unit), YEAR, BASE)
    for m, row in zip(measures().values(), rows_of(table), strict=True):
        value = row[1]
        if m.below or m.id == "real":
            continue
        printed = observations.value(unit, m.top, int(row[5]["text"][-4:]))
        assert value["text"] == ("—" if printed is None else decimal(printed, m.decimals))
        assert (value["flag"] is not None) or value["text"] != "—"


def test_a_withdrawn_value_is_missing_with_its_reason():
    made = tables.key_indicators(who.unit("210300"), YEAR, BASE)
    row = next(r for r in rows_of(made) if "R&D" in r[0]["text"])
    assert row[1]["text"] == "—"
    assert row[1]["flag"] == catalog.why_missing("rd_expenditure_100m_yuan", 2019, "210300").en


def test_the_index_names_its_base_year():
    assert cells(tables.key_indicators(who.unit("210300"), YEAR, 2015))[1][0] == "Real product (2015 = 100)"


def test_similar_cities_stand_between_the_city_and_the_median():
    rows = cells(comparisons.similar(who.unit("650200"), YEAR, BASE))
    assert [rows[0][0], rows[-1][0]] == ["Karamay", "Median of the 95"]
    assert len(rows) == 7
    assert rows[0][1] == "—"


def test_trends_break_where_the_catalog_says():
    panel = next(
        p
        for p in tables.trends(who.unit("220300"), YEAR, BASE).trends.panels
        if p.name.en == "Industrial SO₂"
    )
    assert {2016, 2020} <= set(panel.breaks)  # re-based; Siping's border


def test_an_early_year_leaves_series_empty_with_their_reason():
    rows = {r[0]["text"]: r for r in rows_of(tables.key_indicators(who.unit("210300"), 2008, 2003))}
    assert rows["PM2.5 (μg/m³)"][1]["text"] == "—"
    assert rows["PM2.5 (μg/m³)"][1]["flag"]


def test_gaps_and_values_are_all_series():
    place = who.unit("210300")
    known, of = gaps.coverage(place, YEAR)
    assert known + len(gaps.missing(place, YEAR)) == of
    assert sum(int(row[1]) for row in cells(gaps.covered(place, YEAR).shown)) == of - known


@pytest.mark.parametrize("unit", ["210281", "120107", "520114"])
def test_a_district_shows_its_censuses_and_nothing_derived(unit: str):
    for indicator, row in zip(
        (*districts.CENSUS, districts.CO2), rows_of(districts.census(who.unit(unit), YEAR)), strict=True
    ):
        for cell, year in ((row[1], 2010), (row[2], int(row[3]["text"]))):
            printed = observations.value(unit, indicator, year)
            if printed is None:
                assert cell["text"] == "—"
                assert cell["flag"]
            else:
                assert float(cell["text"].replace(",", "")) == pytest.approx(printed, rel=0.01, abs=0.05)


def test_a_district_of_an_early_year_does_not_know_the_later_census():
    row = rows_of(districts.census(who.unit("210281"), 2012))[0]
    assert (row[1]["text"], row[2]["text"], row[2]["flag"]) == ("942,197", "—", "later than 2012")


def test_figures_of_a_successor_are_marked():
    row = rows_of(districts.census(who.unit("120107"), YEAR))[0]
    assert "successor" in row[1]["flag"]


def test_the_city_around_is_named_above_its_figures():
    table = districts.city_around(who.unit("210281"), YEAR, BASE)
    assert table.columns[1].label.en == "Dalian, whole city"
    assert cells(table)[1][1] == decimal(observations.value("210200", "services_share_pct", 2022), 1)
