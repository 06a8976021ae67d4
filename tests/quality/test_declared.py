"""What is on record about a finding, on made-up findings."""

import pytest

from planbook import catalog
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.quality.declared import Accepted, accepted, settle
from planbook.quality.findings import Fault


def finding(check: str, indicator: str, year: int, severity: str = "error", unit: str = "210300") -> Fault:
    return Fault(severity, check, unit, indicator, year, 1.0, "", Both("有错", "wrong"))


def severities(findings, flags=None, rows=()):
    return [f.severity for f in settle(findings, flags or {}, rows)]


def test_nothing_on_record_leaves_a_finding_as_it_is():
    assert severities([finding("digits", "buses", 2012)]) == ["error"]


def test_a_flag_tells_only_of_its_own_fault():
    flags = {("210300", "buses", 2012): "suspect"}
    assert severities([finding("digits", "buses", 2012), finding("range", "buses", 2012)], flags) == [
        "info",
        "error",
    ]


def test_the_jump_back_from_a_flagged_value_is_told_too():
    flags = {("210300", "buses", 2012): "grade_b;suspect"}
    jumps = [finding("jump", "buses", year, "warning") for year in (2012, 2013, 2014)]
    assert severities(jumps, flags) == ["info", "info", "warning"]


def test_a_break_explains_a_jump_and_a_magnitude():
    found = [
        finding("jump", "so2_industrial_t", 2016, "warning"),
        finding("magnitude", "so2_industrial_t", 2016),
    ]
    settled = settle(found, {}, ())
    assert [f.severity for f in settled] == ["info", "info"]
    assert "(re-based after the second pollution census" in settled[0].message.en
    assert severities([finding("jump", "so2_industrial_t", 2015, "warning")]) == ["warning"]


def test_a_break_of_the_column_does_not_explain_the_leap_of_one_city():
    assert severities([finding("leap", "so2_industrial_t", 2016, "warning")]) == ["warning"]
    # a break of this very city does: Anshan's foreign capital from 2015 on
    assert severities([finding("leap", "fdi_10k_usd", 2015, "warning")]) == ["info"]


def test_a_confirmed_value_stands_with_its_reason_and_so_does_the_step_back():
    year, indicator, unit = 2011, "employment_primary_10k", "130400"
    found = [
        finding("digits", indicator, year, unit=unit),
        finding("leap", indicator, year, "warning", unit),
        finding("leap", indicator, year + 1, "warning", unit),
        finding("leap", indicator, year + 2, "warning", unit),
        finding("range", indicator, year, unit=unit),
        finding("sums", indicator, year, unit=unit),
    ]
    settled = settle(found, {}, ())
    assert [f.severity for f in settled] == ["info", "info", "info", "warning", "info", "error"]
    assert "adds up to the printed number" in settled[0].message.en


def test_a_declared_gap_explains_a_fall_of_coverage():
    gap = next(g for g in catalog.gaps() if not g.unit and g.indicator != "*")
    fall = finding("coverage", gap.indicator, gap.first, "warning", unit="")
    (settled,) = settle([fall], {}, ())
    assert settled.severity == "info"
    assert gap.reason.zh in settled.message.zh


ROW = Accepted("part", "", "gdp_100m_yuan_districts", 2016, 2017, Both("有因", "for a reason"))


def test_an_accepted_row_covers_its_check_indicator_and_years():
    found = [
        finding("part", "gdp_100m_yuan_districts", 2017),
        finding("part", "gdp_100m_yuan_districts", 2018),
        finding("part", "domestic_firms", 2017),
        finding("range", "gdp_100m_yuan_districts", 2017),
    ]
    settled = settle(found, {}, [ROW])
    assert [f.severity for f in settled] == ["info", "error", "error", "error"]
    assert settled[0].message == Both("有错（有因）", "wrong (for a reason)")


def test_a_row_that_accepts_nothing_is_told():
    (told,) = settle([], {}, [ROW])
    assert (told.severity, told.check) == ("warning", "accepted")
    assert "no part exceeds its whole" in told.message.en


def test_a_table_that_names_no_check_or_no_year_is_refused(tmp_path, monkeypatch):
    for folder in ("plan", "catalog"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data/catalog/accepted.csv").write_text(
        "check,unit,indicator,first,last,reason_zh,reason_en\nluck,,,2012,soon,因,why\n"
    )
    monkeypatch.setenv("PLANBOOK_ROOT", str(tmp_path))
    with pytest.raises(RegistryError) as caught:
        accepted()
    assert caught.value.problems == (
        "line 2: '2012' to 'soon' are no years",
        "line 2: there is no check 'luck'",
    )
