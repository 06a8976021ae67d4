"""A province's cities side by side, its goals, and its own totals."""

import pytest

from planbook import plan
from planbook.chapters.profile import benchmarks, provinces
from planbook.errors import UnknownNameError
from planbook.figures import table as finished
from planbook.ground.language import in_language
from planbook.store import observations


def rows_of(table):
    return in_language(finished("made", table).payload(), "en")["rows"]


@pytest.mark.parametrize("called", ["210000", "辽宁", "辽宁省", "Liaoning", 210000])
def test_a_province_is_found_by_any_of_its_names(called):
    assert provinces.province(called).code == "210000"


@pytest.mark.parametrize("called", ["西藏", "Hainan", "鞍山", "9"])
def test_a_province_without_units_is_refused_with_those_that_have_some(called):
    with pytest.raises(UnknownNameError) as told:
        provinces.province(called)
    assert len(told.value.problems) == 27


def test_every_unit_is_in_one_province():
    codes = {u.province_code for u in plan.units()}
    found = [u.code for c in codes for at in [provinces.province(c)] for u in (*at.cities, *at.districts)]
    assert sorted(found) == sorted(u.code for u in plan.units())


def test_cities_stand_with_their_printed_values_and_lead_to_their_pages():
    at = provinces.province("辽宁")
    table = provinces.compared(at, 2022, 2012)
    gdp = dict(zip(table.frame["page"], table.frame["gdp"], strict=True))
    for code in at.codes:
        assert gdp[f"units/{code}"] == observations.value(code, "gdp_100m_yuan", 2022)
    assert rows_of(table)[0][0]["link"] == f"units/{at.codes[0]}"
    assert "link" not in rows_of(table)[-1][0]  # the median


def test_goals_of_a_city_are_its_own_figures():
    at = provinces.province("辽宁")
    rows = {row[0]["text"]: row for row in rows_of(provinces.goals(at))}
    services = observations.value("210300", "services_share_pct", 2017)
    assert rows["Anshan"][1]["text"] == f"{services:.1f} (met)"
    assert set(rows) == {*(c.name.en for c in at.cities), "Together"}


def test_leaders_are_the_first_and_last_of_the_province():
    at = provinces.province("辽宁")
    table = provinces.leaders(at, 2022, 2012)
    values = observations.select("services_share_pct", at.codes, [2022]).set_index("unit")["value"]
    row = next(r for r in rows_of(table) if r[0]["text"].startswith("Services"))
    names = {c.code: c.name.en for c in at.cities}
    assert row[2]["text"].startswith(names[values.idxmax()])
    assert row[4]["text"].startswith(names[values.idxmin()])


def test_a_share_is_of_the_yearbooks_cities_in_the_province():
    found = benchmarks.share(provinces.province("辽宁"), 2022).set_index("year")
    frame = observations.select("gdp_100m_yuan", None, [2022])
    inside = frame[frame["unit"].str.startswith("21")].set_index("unit")["value"]
    mine = inside.reindex(provinces.province("辽宁").codes).sum()
    assert found.loc[2022, "value"] == pytest.approx(100 * mine / inside.sum())
    total = observations.provinces("gdp_100m_yuan", ["210000"], [2022]).value.item()
    assert found.loc[2022, "of_province"] == pytest.approx(100 * inside.sum() / total)


def test_totals_of_the_province_are_the_printed_ones():
    rows = {r[0]["text"]: r for r in rows_of(benchmarks.benchmark(provinces.province("北京"), 2022, 2012))}
    rd = next(r for name, r in rows.items() if name.startswith("R&D") or "R&D" in name)
    printed = observations.provinces("rd_share_pct", ["110000"], [2022]).value.item()
    assert rd[3]["text"] == f"{printed:.2f}"


def test_a_table_names_the_years_it_shows_and_marks_single_values():
    table = provinces.compared(provinces.province("辽宁"), 2022, 2012)
    assert {2021, 2022} <= set(table.source.years)  # income stands for 2021
    income = next(n for n, c in enumerate(table.columns) if c.key == "income")
    assert rows_of(table)[0][income]["flag"] == "from a source of trust grade B"
