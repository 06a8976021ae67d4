"""One question a cause: columns, pairs of figures, slips. Every workbook and figure is made up."""

from pathlib import Path

import makers
import pandas as pd
import pytest
from imports import answer, prepare, questions, run

from planbook import catalog
from planbook.intake import causes
from planbook.intake.brought import Brought, frame
from planbook.store import observations

ANSHAN, FUSHUN, DATONG = "210300", "210400", "140200"


@pytest.fixture
def ready(project: Path) -> Path:
    return prepare(project, (2020, 2021))


def times(indicator: str, factors: dict[str, float]) -> dict[tuple[str, str], object]:
    """Return cells of a column in which some cities moved."""
    return {(c, indicator): makers.figure(c, indicator, 2022) * f for c, f in factors.items()}


def catalog_rows(root: Path, name: str) -> str:
    return (root / "data" / "catalog" / name).read_text(encoding="utf-8")


def test_a_column_that_moved_is_one_question_with_all_cities_counted(ready: Path, tmp_path: Path):
    moved = dict.fromkeys(list(makers.CITIES)[:9], 3.5) | {list(makers.CITIES)[9]: 1.8}
    cells = times("fiscal_revenue_100m_yuan", moved)
    # in the printed unit
    cells = {k: float(v) * 10_000 for k, v in cells.items()}
    book = makers.make(2023, tmp_path / "moved.xlsx", year=2022, cells=cells)
    asked = run("import", book)
    assert "1 to be decided" in asked.output
    assert "fiscal_revenue_100m_yuan" in asked.output
    rows = answer(ready, magnitude="break: 口径改变", moved="break: 口径改变")
    assert rows
    assert run("import", book).exit_code == 0
    assert "fiscal_revenue_100m_yuan,,2022,口径改变,口径改变" in catalog_rows(ready, "breaks.csv")


@pytest.mark.parametrize(("older", "year"), [((70, 1300), 2022), ((1350, 68), 2021)])
def test_imports_and_exports_exchanged_are_a_pair_in_the_year_that_has_them_so(
    older: tuple[float, float], year: int
):
    pair = ("imports_100m_yuan", "exports_100m_yuan")
    both = pd.DataFrame(
        {"unit": ANSHAN, "indicator": pair, "value": (1364.5, 72.1), "value_last": (67.0, 1345.8)}
    )
    before = pd.DataFrame({"unit": ANSHAN, "indicator": pair, "value": older})
    asked = causes.questions(Brought("yearbook", 2022, frame([])), [], both, before)
    assert [q.id.split(":")[:3] for q in asked] == [["exchanged", ANSHAN, str(year)]]
    assert asked[0].only == ("exchange", "accept")


def test_a_rejected_cell_keeps_its_reason(ready: Path, tmp_path: Path):
    book = makers.make(
        2023, tmp_path / "slip.xlsx", year=2022, cells={(ANSHAN, "so2_industrial_t"): 1_000_000}
    )
    run("import", book)
    answer(ready, value="reject")
    assert run("import", book).exit_code == 0
    told = run("get", "--unit", ANSHAN, "--indicator", "so2_industrial_t", "--year", 2022).output
    assert "edition 2023 of the yearbook prints 1000000" in told
    assert "rejected" in told


def test_slips_in_several_columns_are_one_question_and_its_lines_may_differ(ready: Path, tmp_path: Path):
    cells = {
        (ANSHAN, "gdp_100m_yuan"): makers.figure(ANSHAN, "gdp_100m_yuan", 2022) * 10,
        (DATONG, "so2_industrial_t"): makers.figure(DATONG, "so2_industrial_t", 2022) / 10,
    }
    book = makers.make(2023, tmp_path / "slips.xlsx", year=2022, cells=cells)
    assert "1 to be decided" in run("import", book).output
    path = questions(ready)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    lines = [line[:-1] + ",reject" if line.startswith("slips,") else line for line in lines]
    lines = [line[:-1] + ",900" if line.startswith(f"value:{ANSHAN}") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("import", book).exit_code == 0, run("import", book).output
    frame = observations.stored(2022).set_index(["unit", "indicator"])["value"]
    assert frame[ANSHAN, "gdp_100m_yuan"] == 900
    assert (DATONG, "so2_industrial_t") not in frame.index


def test_a_figure_in_doubt_is_taken_and_marked(ready: Path, tmp_path: Path):
    book = makers.make(2023, tmp_path / "slip.xlsx", year=2022, cells={(ANSHAN, "gdp_100m_yuan"): 8925})
    run("import", book)
    answer(ready, value="doubt")
    assert run("import", book).exit_code == 0
    frame = observations.stored(2022)
    row = frame[(frame["unit"] == ANSHAN) & (frame["indicator"] == "gdp_100m_yuan")]
    assert row["flag"].item() == "suspect"
    assert f"{ANSHAN},gdp_100m_yuan,2022,suspect" in catalog_rows(ready, "flagged.csv")


def test_a_series_and_a_city_that_are_gone_are_named(ready: Path, tmp_path: Path):
    blank = {(c, "so2_industrial_t"): "-" for c in makers.CITIES}
    blank |= {(ANSHAN, i): "-" for i in makers.columns_of(2023, catalog.indicators())}
    thin = {(c, "gdp_100m_yuan"): "-" for c in list(makers.CITIES)[:8]}
    book = makers.make(2023, tmp_path / "gone.xlsx", year=2022, cells=thin | blank)
    told = run("import", book).output
    assert "so2_industrial_t (工业二氧化硫排放量) is not in this file" in told
    assert "鞍山市 (210300) has no row, or no figure in it" in told
    assert "gdp_100m_yuan: 4 cities have a figure, 12 had one last year" in told
    answer(ready)
    assert run("import", book).exit_code == 0
    gaps = catalog_rows(ready, "missing.csv")
    assert "so2_industrial_t,,2022,2022,2022年起不再刊印,not printed from 2022 on" in gaps
    assert "*,210300,2022,2022,年鉴2023年版未刊印该市" in gaps


def test_a_raised_digit_is_no_digit_of_the_number(ready: Path, tmp_path: Path):
    cells = {(ANSHAN, "secondary_share_pct"): "45²", (FUSHUN, "secondary_share_pct"): "44①"}
    book = makers.make(2023, tmp_path / "marks.xlsx", year=2022, cells=cells)
    told = run("import", book).output
    assert "2 cells carry a footnote mark" in told
    answer(ready, marks="accept", default="")
    assert run("import", book).exit_code == 0
    frame = observations.stored(2022).set_index(["unit", "indicator"])["value"]
    assert frame[ANSHAN, "secondary_share_pct"] == 45
    assert frame[FUSHUN, "secondary_share_pct"] == 44
