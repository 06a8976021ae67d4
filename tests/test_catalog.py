"""The catalog's tables hold together: what one names, another has; and broken tables are refused."""

import re
import shutil
from collections import Counter

import pytest

from planbook import catalog, paths, plan
from planbook.errors import RegistryError
from planbook.intake import conversion
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR, last_year


def rows(name):
    return catalog.table("catalog", name)


def unknown(name, column, known, also=()):
    return sorted({r[column] for r in rows(name)} - set(known) - set(also))


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("breaks.csv", ("*",)),
        ("corrections.csv", ()),
        ("fills.csv", ()),
        ("flagged.csv", ()),
        ("headers.csv", ()),
        ("header_corrections.csv", ("",)),
        ("missing.csv", ("*",)),
        ("benchmark_series.csv", ()),
    ],
)
def test_every_indicator_named_is_in_the_catalog(name, also):
    column = "becomes" if name == "header_corrections.csv" else "indicator"
    assert unknown(name, column, catalog.indicators(), also) == []


@pytest.mark.parametrize("name", ["breaks.csv", "corrections.csv", "flagged.csv", "missing.csv"])
def test_every_unit_named_is_known(name):
    known = {*catalog.cities(), *catalog.provinces(), *(u.code for u in plan.units()), catalog.NATION}
    assert unknown(name, "unit", known, ("",)) == []


@pytest.mark.parametrize("name", ["corrections.csv", "fills.csv"])
def test_every_source_named_is_in_the_catalog(name):
    assert unknown(name, "source", catalog.sources(), ("",)) == []


def test_every_flag_named_is_in_the_closed_list():
    for name in ("flagged.csv", "fills.csv"):
        assert unknown(name, "flag", catalog.flags(), ("",)) == []


def test_every_city_is_in_one_of_the_31_provinces():
    assert len(catalog.provinces()) == 31
    assert {c.province for c in catalog.cities().values()} <= set(catalog.provinces())


def test_a_city_has_six_digits_and_lies_in_its_province():
    for city in catalog.cities().values():
        assert re.fullmatch(r"\d{6}", city.code)
        assert city.code[:2] == city.province[:2], city.name.zh


def test_misspelt_and_former_names_are_no_other_citys_name():
    names = {c.name.zh for c in catalog.cities().values()}
    assert [r["name"] for r in rows("names.csv") if r["name"] in names] == []
    assert {r["code"] for r in rows("names.csv")} <= set(catalog.cities())


def test_indicators_say_how_they_add_up_and_what_is_plausible():
    known = catalog.indicators()
    for i in known.values():
        assert i.scope in ("city", "districts", "county", "province", "nation"), i.id
        assert i.aggregate in ("sum", "weighted", "ratio", "none"), i.id
        assert i.direction in ("higher", "lower", "neutral"), i.id
        assert i.plausible[0] < i.plausible[1], i.id
        named = i.weight.split("/") if i.weight else []
        assert len(named) == {"weighted": 1, "ratio": 2}.get(i.aggregate, 0), i.id
        assert set(named) <= set(known), i.id
        assert all((i.name.zh, i.name.en, i.unit.zh, i.unit.en, i.definition.zh, i.definition.en)), i.id
        if i.id.endswith("_pct"):
            assert i.unit.zh == "%", i.id
        if i.id.endswith("_districts"):
            assert i.scope == "districts", i.id


def test_printed_units_measure_what_the_indicator_does():
    for rule in rows("headers.csv"):
        wanted = catalog.indicators()[rule["indicator"]].unit.zh
        assert conversion.factor(rule["printed_unit"], wanted) > 0, rule["indicator"]


def test_header_patterns_are_regular_expressions():
    for rule in rows("headers.csv"):
        assert re.compile(rule["pattern"]), rule["indicator"]
        assert re.compile(rule["exclude"]), rule["indicator"]


@pytest.mark.parametrize("name", ["corrections.csv", "flagged.csv"])
def test_a_value_is_corrected_or_flagged_once(name):
    counts = Counter((r["unit"], r["indicator"], r["year"]) for r in rows(name))
    assert [key for key, n in counts.items() if n > 1] == []


def test_a_correction_gives_its_reason_and_a_used_value_its_source():
    for r in rows("corrections.csv"):
        where = (r["unit"], r["indicator"], r["year"])
        assert all((r["reason_zh"], r["reason_en"])), where
        assert bool(r["used"]) == bool(r["source"]), where
        assert r["expect"] or r["used"], where
        assert r["used"] != r["expect"], where
        low, high = catalog.indicators()[r["indicator"]].plausible
        assert not r["used"] or low <= float(r["used"]) <= high, where


def test_gaps_have_a_beginning_an_end_and_a_reason_in_both_languages():
    for gap in catalog.gaps():
        assert gap.first <= gap.last, gap
        assert all((gap.reason.zh, gap.reason.en)), gap


def test_a_grade_of_trust_comes_with_its_reason():
    for source in catalog.sources().values():
        assert source.trust in ("A", "B", "C"), source.id
        assert all((source.trust_reason.zh, source.trust_reason.en)), source.id


def test_yearbook_sources_are_named_by_their_edition():
    for source in catalog.sources().values():
        if source.id.startswith("ccsy-"):
            assert source.id == f"ccsy-{source.edition}"
            assert source.edition in source.label.zh


@pytest.mark.parametrize(
    ("first", "last", "unit", "years"),
    [
        (2015, 2016, "", [2016]),
        (2016, 2017, "", []),
        (2012, 2015, "", []),
        (2012, 2022, "", [2016]),
    ],
)
def test_a_break_is_crossed_from_the_year_before_it(first, last, unit, years):
    assert [b.year for b in catalog.breaks("so2_industrial_t", first, last, unit)] == years


def test_breaks_of_one_unit_concern_that_unit_alone():
    single = next(b for b in catalog._all_breaks() if b.unit and b.indicator != "*")
    span = (single.indicator, single.year - 1, single.year)
    assert single in catalog.breaks(*span, single.unit)
    assert single not in catalog.breaks(*span)


@pytest.mark.parametrize(
    ("indicator", "year", "unit", "says"),
    [
        ("exports_100m_yuan", 2010, "130200", "printed from 2017 on"),
        ("gdp_100m_yuan", 2012, "210281", "its yearly figures are in the tables of county-level cities"),
        ("so2_industrial_t", 2012, "230200", "a digit seems lost"),
        ("sewage_treatment_pct", 2003, "130200", "the edition prints 0 where nothing is reported"),
        ("sewage_treatment_pct", 2003, "120107", "nothing is published yearly for districts"),
        ("gdp_100m_yuan", 2012, "130200", "the yearbook leaves this city's cell blank"),
    ],
)
def test_a_missing_value_has_a_reason(indicator, year, unit, says):
    assert says in catalog.why_missing(indicator, year, unit).en


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A copy of the catalog that tests may break, read by functions whose caches are emptied before and after."""
    shutil.copytree(paths.data("catalog"), tmp_path / "data" / "catalog")
    (tmp_path / "data" / "plan").mkdir()
    monkeypatch.setenv("PLANBOOK_ROOT", str(tmp_path))
    readers = (catalog.indicators, catalog.cities, catalog.gaps, catalog.provinces)
    for reader in readers:
        reader.cache_clear()
    yield tmp_path / "data" / "catalog"
    for reader in readers:
        reader.cache_clear()


def test_a_missing_table_is_named(broken):
    (broken / "provinces.csv").unlink()
    with pytest.raises(RegistryError, match=r"data/catalog/provinces\.csv is missing"):
        catalog.provinces()


def test_lost_columns_and_short_rows_are_told_together(broken):
    (broken / "provinces.csv").write_text("code,name_zh\n110000,北京市\n120000\n", encoding="utf-8")
    with pytest.raises(RegistryError) as error:
        catalog.provinces()
    assert error.value.problems == (
        "data/catalog/provinces.csv: column 'name_en' is missing",
        "data/catalog/provinces.csv, line 3: the number of cells differs from the header's",
    )


def test_a_cell_that_is_no_number_is_named_with_its_line(broken):
    lines = (broken / "missing.csv").read_text(encoding="utf-8").splitlines()
    indicator, unit, _, *rest = lines[2].split(",")
    lines[2] = ",".join((indicator, unit, "soon", *rest))
    (broken / "missing.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(RegistryError, match=r"data/catalog/missing\.csv, line 3: .*'soon'"):
        catalog.gaps()


def test_a_city_that_stands_twice_is_refused(broken):
    with (broken / "cities.csv").open("a", encoding="utf-8") as file:
        file.write("130200,唐山市,Tangshan,130000\n")
    with pytest.raises(RegistryError, match="130200 stands again"):
        catalog.cities()


def test_every_source_says_who_what_when_where_and_on_which_terms():
    for s in catalog.sources().values():
        texts = (s.label, s.publisher, s.terms, s.trust_reason)
        assert all(t.zh and t.en for t in texts), s.id
        assert all((s.edition, s.address, s.accessed)), s.id
        assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", s.accessed), s.id


def test_every_series_of_cities_has_a_largest_change_or_a_reason_for_none():
    """Profits turn negative, so no share of them is implausible; the cross-section of 1985 has no year before."""
    printed = {i for y in range(FIRST_YEAR, last_year() + 1) for i in observations.stored(y)["indicator"]}
    without = {
        i.id
        for i in catalog.indicators().values()
        if i.id in printed and i.scope in ("city", "districts") and not i.largest_change
    }
    assert without == {"industrial_profit_100m_yuan"}
