"""Every committed file has the shape its readers count on."""

import pytest

from planbook import catalog, paths, plan
from planbook.intake.conversion import shortest

HEADER = b"unit,indicator,value,source,flag\n"
FOLDERS = ("observations", "benchmark")


@pytest.fixture(params=FOLDERS)
def table(request):
    return request.getfixturevalue({"observations": "cities", "benchmark": "nation"}[request.param])


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_are_years_without_a_gap(folder):
    # the cross-section of 1985 stands alone before the years of the book
    years = sorted({int(p.stem) for p in paths.data(folder).iterdir()} - {1985})
    assert years == list(range(2003, years[-1] + 1))
    assert years[-1] >= 2022


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_have_the_header_unix_lines_and_an_end(folder):
    for path in paths.data(folder).iterdir():
        content = path.read_bytes()
        assert content.startswith(HEADER), path.name
        assert content.endswith(b"\n"), path.name
        assert b"\r" not in content, path.name
        assert b"\xef\xbb\xbf" not in content, path.name
        content.decode("utf-8")


def test_rows_are_sorted_and_unique(table):
    for year, rows in table.groupby("year"):
        keys = list(zip(rows["unit"], rows["indicator"], strict=True))
        assert keys == sorted(set(keys)), year


def test_values_are_shortest_decimals(table):
    assert table.loc[table["value"] != table["number"].map(shortest), "value"].tolist() == []


def test_units_indicators_sources_and_flags_are_known(table):
    districts = {unit.code for unit in plan.districts()}
    assert set(table["unit"].unique()) <= {
        *catalog.cities(),
        *districts,
        *catalog.provinces(),
        catalog.NATION,
    }
    assert set(table["indicator"].unique()) <= set(catalog.indicators())
    assert set(table["source"].unique()) <= set(catalog.sources())
    flags = {f for text in set(table["flag"].unique()) - {""} for f in text.split(";")}
    assert flags <= set(catalog.flags())


def test_flags_of_one_value_are_sorted_and_stand_once(table):
    for text in set(table["flag"].unique()):
        assert text.split(";") == sorted(set(text.split(";"))), text


def test_a_yearbook_edition_prints_the_year_before(table):
    printed = table[table["source"].str.startswith("ccsy-")]
    editions = printed["source"].str.removeprefix("ccsy-").astype(int)
    assert printed.loc[editions != printed["year"] + 1].empty


def test_cities_and_benchmarks_are_kept_apart(cities, nation):
    assert catalog.NATION not in set(cities["unit"].unique())
    assert set(nation["unit"].unique()) == {catalog.NATION, *catalog.provinces()}
    scopes = {i: ind.scope for i, ind in catalog.indicators().items()}
    assert set(cities["indicator"].drop_duplicates().map(scopes)) == {"city", "districts", "county"}
    assert "county" not in set(nation["indicator"].drop_duplicates().map(scopes))


def test_values_of_cities_are_plausible(cities):
    bounds = {i: ind.plausible for i, ind in catalog.indicators().items()}
    for indicator, numbers in cities.groupby("indicator")["number"]:
        assert numbers.between(*bounds[indicator]).all(), indicator
