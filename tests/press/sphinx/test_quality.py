"""The page of coverage and quality: tables from made-up findings and counts."""

import re

import pandas as pd
import pytest

from planbook import catalog, paths
from planbook.ground.language import Both
from planbook.press.sphinx import quality
from planbook.press.sphinx.directives import to_html
from planbook.quality import checking, columns, copies, values
from planbook.quality.declared import Accepted
from planbook.quality.findings import ERROR, WARNING, Fault

FOUND = (
    Fault("warning", "total", "", "buses", 2012, 9.0, "10", Both("合计不符", "the total differs")),
    Fault("warning", "jump", "210300", "buses", 2012, 9.0, "1 – 2", Both("跳变", "a jump")),
    Fault("info", "part", "210300", "domestic_firms", 2012, 9.0, "≤ 8", Both("大于", "more than its whole")),
)
ROW = Accepted("part", "210300", "", 2012, 2013, Both("有因", "for a reason"))


@pytest.fixture
def made_up(monkeypatch, tmp_path):
    rows = [("210300", "buses", "suspect"), ("210300", "doctors", "corrected"), ("110000", "buses", "")]
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "flag"]).assign(year=2012, value=1.0)
    monkeypatch.setattr(checking, "check", lambda: FOUND)
    # what is made up stays out of the book
    monkeypatch.setattr(quality, "_kept", lambda: tmp_path / "findings")
    monkeypatch.setattr(quality, "_observed", lambda: frame)
    monkeypatch.setattr(quality.declared, "accepted", lambda: [ROW])
    for known in (quality._rows, quality._found):
        known.cache_clear()
    yield
    for known in (quality._rows, quality._found):
        known.cache_clear()


@pytest.mark.parametrize("name", quality.LISTINGS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_listings_are_as_wide_as_their_header(made_up, name, lang):
    listing = quality.LISTINGS[name]
    assert {len(row) for row in listing.rows(lang)} == {len(listing.header)}
    assert "<table" in to_html(listing, lang)


def test_the_second_edition_reads_what_the_first_has_found(made_up, monkeypatch):
    first = quality._found()
    quality._found.cache_clear()
    monkeypatch.setattr(checking, "check", lambda: pytest.fail("the tables were gone through again"))
    assert quality._found() == first == FOUND


def test_changed_tables_are_checked_again(made_up, monkeypatch):
    quality._found()
    quality._found.cache_clear()
    monkeypatch.setattr(quality.records, "tree", lambda folder: "another state")
    monkeypatch.setattr(checking, "check", lambda: FOUND[:1])
    assert quality._found() == FOUND[:1]


def test_values_are_counted_for_all_cities_and_for_the_plan(made_up):
    rows = {what: (everywhere, planned) for what, everywhere, planned in quality.revisions("en")}
    assert rows["observations"] == ("3", "2")
    assert rows[f"flagged: {catalog.flags()['suspect'].en}"] == ("1", "1")
    corrections = catalog.table("catalog", "corrections.csv")
    assert int(rows["corrected"][0]) + int(rows["withdrawn"][0]) == len(corrections)


def test_jumps_are_counted_but_not_listed(made_up):
    assert [told for _, told in quality.warnings("en")] == ["the total differs"]
    jumps = next(row for row in quality.findings("zh") if row[0] == "逐年变化过大")
    assert jumps[1:] == ("0", "1", "0")


def test_what_is_kept_names_place_years_and_reason(made_up):
    (row,) = quality.accepted("en")
    assert row == ("no part exceeds its whole", "Anshan", "all", "2012–2013", "1", "for a reason")


def test_coverage_is_a_shaded_share_of_the_cities():
    table = pd.DataFrame({2012: [95, 94], 2013: [40, 0]}, index=["buses", "doctors"])
    html = quality.shaded(table, 95, "en")
    cells = re.findall(r'<td class="shade-(\d)" title="([^"]+)">(.+?)</td>', html)
    assert [cell[:2] for cell in cells] == [
        ("4", "2012: 95/95"),
        ("1", "2013: 40/95"),
        ("4", "2012: 94/95"),
        ("0", "2013: 0/95"),
    ]
    assert [cell[2] for cell in cells[:3]] == ["100", "42", "98"]
    assert 'aria-label="none"' in cells[3][2]
    assert catalog.indicators()["buses"].name.en in html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_states_the_thresholds_of_the_code(lang):
    text = (paths.root() / "book" / lang / "quality.md").read_text(encoding="utf-8")
    thresholds = {
        str(values.SHARES_OFF): "1.5",
        str(values.DIGIT): "7.0",
        str(values.GROWTH_OFF): "2.5",
        f"{copies.REPEATED:.0%}": "30%",
        f"{columns.TOTAL_OFF[WARNING]:.1%}": "0.5%",
        f"{columns.TOTAL_OFF[ERROR]:.0%}": "5%",
        f"{columns.NATION_OFF[WARNING]:.0%}": "15%",
    }
    for of_code, on_page in thresholds.items():
        assert of_code == on_page
        assert on_page in text or on_page == "7.0"
    assert {"zh": "七倍", "en": "seven times"}[lang] in text
    assert (columns.LOST, columns.MAGNITUDE, copies.FEWEST_FIGURES) == (10, 2.0, 3)
