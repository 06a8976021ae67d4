"""Every file of tests/fixtures/broken is refused with a sentence that names the place, and changes nothing.

The files are made by tests/fixtures/make_broken.py; all figures in them are made up.
"""

from pathlib import Path

import makers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports import prepare, run, snapshot
from openpyxl import load_workbook
from small_project import write_project

from planbook.errors import PlanbookError
from planbook.intake import importing
from planbook.intake.decisions import Decisions

BROKEN = Path(__file__).parents[1] / "fixtures" / "broken"
CELL = "sheet 'Sheet1', row 15, column 6: "
SAYS = {
    "all-zeros.xlsx": "every value is 0",
    "another-table.xlsx": "sheet 'Sheet': no cell 城市",
    "area-negative.xlsx": CELL + "'-892.5' (last year 885)",
    "cities-swapped.xlsx": "鞍山市 (210300) and 大庆市 (230600) fit each other's of last year",
    "city-in-another-province.xlsx": "'大同市': stands under 河北省 but belongs to 山西省",
    "city-missing.xlsx": "鞍山市 (210300) has no row",
    "city-twice.xlsx": "row 25: 鞍山市 stands again (first in row 15)",
    "city-unknown.xlsx": "row 15, column 1: '鞍出市': no city is called so (nearest 鞍山市",
    "command-as-value.xlsx": CELL + "\"'=cmd|' /C calc'!A0\"",
    "date-as-value.xlsx": CELL + "'2022-12-31'",
    "digit-gained.xlsx": CELL + "'8925' (last year 885)",
    "digit-lost.xlsx": CELL + "'89.25' (last year 885)",
    "error-as-value.xlsx": "sheet 'Sheet1', cell F15: an error such as #DIV/0!",
    "figures-ten-thousandfold.xlsx": "as if in a unit 10,000 times smaller",
    "formula-without-value.xlsx": "sheet 'Sheet1', cell E15: a formula without a stored result",
    "fractions-for-percentages.xlsx": "as if fractions stood for percentages",
    "header-reworded.xlsx": "so fiscal_revenue_100m_yuan?",
    "header-row-too-low.xlsx": "delete the rows above the title",
    "last-year-renamed.xlsx": "last year's figures under a new name",
    "merged-cells-in-the-body.xlsx": "cells E15:E16: merged cells",
    "not-a-workbook.xlsx": "is no workbook",
    "not-finite.xlsx": CELL + "'1e999'",
    "nothing-in-it.xlsx": "is empty",
    "password.xlsx": "remove the password",
    "province-total-as-city.xlsx": "'辽宁省合计': no city is called so",
    "shares-off-hundred.xlsx": "the shares of the sectors add up to 120.0",
    "sheet-empty.xlsx": "sheet 'Sheet': no cell 城市",
    "table-all-wrong.csv": "5 problems",
    "table-cut-in-a-row.csv": "line 3: the number of cells",
    "table-in-gbk.csv": "it reads as GBK",
    "table-of-two-years.csv": "data years 2021, 2022",
    "table-with-column-twice.csv": "column 'value' stands 2 times",
    "table-with-command.csv": "line 2: value: \"=cmd|' /C calc'!A0\" is not a number",
    "table-with-nul.csv": "line 2: a NUL byte",
    "table-with-open-quote.csv": "cannot be read as CSV",
    "table-with-row-twice.csv": "line 3: 210300 gdp_100m_yuan stands again (first in line 2)",
    "table-with-unknown-city.csv": "line 2: unit '999999'",
    "table-with-unknown-flag.csv": "line 2: flag nice",
    "table-with-unknown-indicator.csv": "line 2: no indicator is called 'gdp' (nearest:",
    "table-without-column.csv": "column 'indicator' is missing",
    "table-without-year.csv": "no data year",
    "ten-thousand-columns.xlsx": "column 10000",
    "text-in-numbers.xlsx": CELL + "'约892'",
    "thousands-separator-misplaced.xlsx": CELL + "'8,92.5'",
    "two-columns-for-one-indicator.xlsx": "all claim to be so2_industrial_t and differ",
    "two-figures-in-a-cell.xlsx": CELL + "'892 5'",
    "unknown-unit.xlsx": "（金币）",
    "wan-for-yi.xlsx": "as if in a unit 10,000 times larger",
    "web-page.xlsx": "is a web page",
    "year-before-the-tables.xlsx": "the title speaks of 1999",
    "year-in-the-future.xlsx": "the title speaks of 2032",
    "year-missing-in-title.xlsx": "no data year",
    "year-present-already.xlsx": "(so does --replace)",
    "zip-bomb.xlsx": "would inflate to 4000 MB",
    "zip-byte-flipped.xlsx": "damaged",
    "zip-cut-short.xlsx": "it is cut short or damaged",
    "zip-of-something-else.xlsx": "no .xlsx workbook",
}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("broken") / "project"
    write_project(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANBOOK_ROOT", str(root))
        yield prepare(root)


def test_every_broken_file_has_its_sentence():
    assert {p.name for p in BROKEN.iterdir()} == set(SAYS)
    assert max(p.stat().st_size for p in BROKEN.iterdir()) < 30_000


@pytest.mark.parametrize("name", sorted(SAYS))
def test_a_broken_file_is_refused_with_its_sentence_and_changes_nothing(name: str, ready: Path):
    before = snapshot(ready)
    result = run("import", BROKEN / name)
    assert result.exit_code == 2
    assert SAYS[name] in result.stderr
    assert name in result.stderr
    assert "Traceback" not in result.output
    assert snapshot(ready) == before


def test_a_hidden_sheet_before_the_figures_is_passed_over(ready: Path, tmp_path: Path):
    path = makers.make(2023, tmp_path / "hidden.xlsx", year=2022)
    book = load_workbook(path)
    book.create_sheet("notes", 0).sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert run("import", path, "--dry-run").exit_code == 0


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return makers.make(2023, tmp_path_factory.mktemp("good") / "good.xlsx", year=2022).read_bytes()


RELAXED = settings(
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def attempt(path: Path) -> None:
    """Prepare an import; only errors made for people may come out, and never something half decided to be written."""
    try:
        plan = importing.prepare(path, Decisions())
    except PlanbookError:
        return
    assert not plan.open or not plan.files
    for target, text in plan.files.items():
        assert target.suffix in (".csv", ".json")
        assert text.endswith("\n")


@RELAXED
@given(where=st.floats(0, 1), change=st.binary(max_size=40), keep=st.floats(0, 1))
def test_bytes_changed_in_a_workbook_end_in_a_sentence(where, change, keep, ready, good, tmp_path):
    before = snapshot(ready)
    path = tmp_path / "fuzz.xlsx"
    at = int(where * len(good))
    raw = good[:at] + change + good[at + len(change) :]
    path.write_bytes(raw if keep > 0.3 else raw[: int(len(raw) * keep * 3)])
    attempt(path)
    assert snapshot(ready) == before


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12).filter(str.isprintable),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
)


@settings(RELAXED, max_examples=25)
@given(cells=st.lists(st.tuples(st.integers(1, 26), st.integers(1, 21), VALUES), min_size=1, max_size=8))
def test_cells_changed_in_a_workbook_end_in_a_sentence(cells, ready, good, tmp_path):
    before = snapshot(ready)
    path = tmp_path / "fuzz.xlsx"
    path.write_bytes(good)
    book = load_workbook(path)
    for row, column, value in cells:
        cell = book.active.cell(row, column)
        if type(cell).__name__ != "MergedCell":
            cell.value = value
    book.save(path)
    attempt(path)
    assert snapshot(ready) == before


@RELAXED
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["210300", "130200", "", "鞍山市"]) | st.text(max_size=5),
            st.sampled_from(["gdp_100m_yuan", "wage_yuan", "x"]) | st.text(max_size=5),
            st.text(max_size=8) | st.floats().map(str),
            st.sampled_from(["2022", "2021", "", "二〇二二", "²"]),
        ).map(",".join),
        max_size=6,
    ),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    start=st.sampled_from(["unit,indicator,value,year", "\ufeffunit,indicator,value,year", "unit,value"]),
)
def test_any_table_ends_in_a_sentence(lines, end, start, ready, tmp_path):
    before = snapshot(ready)
    path = tmp_path / "fuzz.csv"
    path.write_bytes(end.join([start, *lines]).encode("utf-8", "surrogatepass"))
    attempt(path)
    assert snapshot(ready) == before
