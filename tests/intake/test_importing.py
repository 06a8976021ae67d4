"""Importing a year: the small analogue of the real test in tests/backtests, on made-up figures.

Every file here is written by the test that uses it.
"""

import shutil
from pathlib import Path

import makers
import pytest
from imports import answer, prepare, questions, run, snapshot
from openpyxl import load_workbook

from planbook.intake.compiling import compile_sources
from planbook.store import observations

ANSHAN = "210300"


@pytest.fixture
def ready(project: Path) -> Path:
    return prepare(project)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return makers.make(2023, tmp_path / "yearbook.xlsx", year=2022)


def stored(root: Path, year: int = 2022) -> Path:
    return root / "data" / "observations" / f"{year}.csv"


def value(unit: str, indicator: str, year: int = 2022) -> float | None:
    frame = observations.stored(year)
    found = frame[(frame["unit"] == unit) & (frame["indicator"] == indicator)]["value"]
    return None if found.empty else float(found.iloc[0])


def test_an_import_gives_what_a_compile_gives(project: Path, sources: Path):
    table = project / "data" / "catalog" / "header_corrections.csv"
    table = project / "data" / "catalog" / "header_corrections.csv"
    table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    for old in (sources / "ccsy").iterdir():
        old.unlink()
    for year in (2021, 2022):
        makers.make(2023, sources / "ccsy" / f"ccsy-{year + 1}.xlsx", year=year)
    compile_sources(sources)
    compiled = stored(project).read_bytes()
    stored(project).unlink()
    result = run("import", sources / "ccsy" / "ccsy-2023.xlsx")
    assert result.exit_code == 0, result.output
    assert stored(project).read_bytes() == compiled


def test_everything_is_shown_and_a_dry_run_writes_nothing(ready: Path, edition: Path):
    before = snapshot(ready)
    result = run("import", edition, "--dry-run")
    assert result.exit_code == 0
    assert "gdp_100m_yuan: exact" in result.output
    assert "fiscal_revenue_100m_yuan: 万元 -> 亿元, times 0.0001" in result.output
    assert "nothing was written" in result.output
    assert snapshot(ready) == before
    assert not (ready / "_build").exists()


def test_the_second_import_of_a_file_changes_nothing(ready: Path, edition: Path):
    assert run("import", edition).exit_code == 0
    before = snapshot(ready)
    again = run("import", edition)
    assert again.exit_code == 0
    assert "nothing changes" in again.output
    assert snapshot(ready) == before


def test_a_year_that_is_there_shows_its_differences_and_asks_for_replace(
    ready: Path, edition: Path, tmp_path: Path
):
    run("import", edition)
    before = snapshot(ready)
    other = makers.make(2023, tmp_path / "other.xlsx", year=2022, cells={(ANSHAN, "gdp_100m_yuan"): 1000.5})
    refused = run("import", other)
    assert refused.exit_code == 2
    assert "0 values added, 0 removed, 1 changed" in refused.output
    assert "鞍山市 (210300) gdp_100m_yuan: 892.5 -> 1000.5" in refused.output
    assert "--replace" in refused.output
    assert snapshot(ready) == before
    assert run("import", other, "--replace").exit_code == 0
    assert value(ANSHAN, "gdp_100m_yuan") == 1000.5


@pytest.mark.parametrize(("said", "used"), [("accept", 8925.0), ("reject", None), ("893", 893.0)])
def test_a_value_far_from_last_years_waits_for_a_decision(
    said: str, used: float | None, ready: Path, tmp_path: Path
):
    book = makers.make(2023, tmp_path / "slip.xlsx", year=2022, cells={(ANSHAN, "gdp_100m_yuan"): 8925})
    before = snapshot(ready)
    asked = run("import", book)
    assert asked.exit_code == 2
    assert "鞍山市 gdp_100m_yuan: 10.1 times last year's: 1 digit gained" in asked.output
    assert "'8925' (last year 885)" in asked.output
    assert snapshot(ready) == before
    rows = answer(ready, value=said)
    assert [r["id"] for r in rows] == [f"value:{ANSHAN}:gdp_100m_yuan"]
    assert run("import", book).exit_code == 0
    assert value(ANSHAN, "gdp_100m_yuan") == used


def test_what_the_tables_hold_already_is_not_asked_about_again(ready: Path, tmp_path: Path):
    book = makers.make(2023, tmp_path / "slip.xlsx", year=2022, cells={(ANSHAN, "gdp_100m_yuan"): 8925})
    run("import", book)
    answer(ready)
    assert run("import", book).exit_code == 0
    questions(ready).unlink()
    before = snapshot(ready)
    again = run("import", book)
    assert again.exit_code == 0, again.output
    assert "nothing changes" in again.output
    assert snapshot(ready) == before
    other = makers.make(2023, tmp_path / "slip.xlsx", year=2022, cells={(ANSHAN, "gdp_100m_yuan"): 8926})
    assert "1 to be decided" in run("import", other).output


def test_an_answer_that_is_none_is_named_and_nothing_is_written(ready: Path, tmp_path: Path):
    book = makers.make(2023, tmp_path / "slip.xlsx", year=2022, cells={(ANSHAN, "gdp_100m_yuan"): 8925})
    run("import", book)
    answer(ready, value="perhaps")
    before = snapshot(ready)
    result = run("import", book)
    assert result.exit_code == 2
    assert "'perhaps' is no answer; write accept or doubt or reject or a number" in result.output
    assert snapshot(ready) == before


def rewrite(book: Path, old: str, new: str) -> None:
    """Change a header's wording in a workbook."""
    opened = load_workbook(book)
    hits = [
        cell
        for row in opened.active.iter_rows(max_row=8)
        for cell in row
        if cell.value and old in str(cell.value)
    ]
    assert hits, old
    for cell in hits:
        cell.value = str(cell.value).replace(old, new)
    opened.save(book)


def test_a_changed_spelling_is_proposed_and_taken_when_accepted(ready: Path, edition: Path):
    shutil.copy(edition, edition.with_name("plain.xlsx"))
    rewrite(edition, "地方一般公共预算收入", "地方级一般公共预算收人")
    asked = run("import", edition)
    assert asked.exit_code == 2
    assert "spelt like" in asked.output
    assert "so fiscal_revenue_100m_yuan?" in asked.output
    assert not stored(ready).exists()
    answer(ready)
    assert run("import", edition).exit_code == 0
    assert value(ANSHAN, "fiscal_revenue_100m_yuan") == makers.figure(
        ANSHAN, "fiscal_revenue_100m_yuan", 2022
    )


def test_a_declared_alias_is_taken_without_asking(ready: Path, edition: Path):
    rewrite(edition, "人均地区生产总值", "人均生产总值")
    result = run("import", edition, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "gdp_per_capita_yuan: alias" in result.output


def test_a_column_nobody_knows_is_named_and_its_series_reported_as_ended(ready: Path, edition: Path):
    rewrite(edition, "户籍人口", "星际移民统计")
    result = run("import", edition, "--dry-run")
    assert "not known" in result.output
    assert "星际移民统计" in result.output
    assert "indicator ended: population_registered_10k" in result.output


def test_another_unit_is_converted_and_a_unit_that_lies_is_asked_about(ready: Path, edition: Path):
    rewrite(edition, "（亿元）", "（万元）")
    asked = run("import", edition)
    assert asked.exit_code == 2
    assert "the typical city's gdp_100m_yuan is 0.0001" in asked.output
    assert "10,000 times larger" in asked.output
    answer(ready, magnitude="亿元")
    done = run("import", edition)
    assert done.exit_code == 0, done.output
    assert value(ANSHAN, "gdp_100m_yuan") == makers.figure(ANSHAN, "gdp_100m_yuan", 2022)
    assert "nothing changes" in run("import", edition).output


def test_an_unknown_city_is_asked_about_by_name_and_score(ready: Path, tmp_path: Path):
    book = makers.make(2023, tmp_path / "names.xlsx", year=2022, names={ANSHAN: "鞍出市"})
    asked = run("import", book)
    assert "no city is called so (nearest 鞍山市 210300, score" in asked.output
    assert "鞍山市 (210300) has no row" in asked.output
    answer(ready, city=ANSHAN)
    assert run("import", book).exit_code == 0
    assert value(ANSHAN, "gdp_100m_yuan") == makers.figure(ANSHAN, "gdp_100m_yuan", 2022)


def test_a_new_edition_gets_its_row_among_the_sources(project: Path, tmp_path: Path):
    root = prepare(project, (2021, 2022, 2023))
    book = makers.make(2023, tmp_path / "next.xlsx", year=2024)
    result = run("import", book)
    assert result.exit_code == 0, result.output
    assert "source ccsy-2025 is new" in result.output
    table = (root / "data" / "catalog" / "sources.csv").read_text(encoding="utf-8")
    assert "ccsy-2025,《中国城市统计年鉴》2025年版" in table
    assert observations.last_year() == 2024


def test_rows_of_other_sources_stay(ready: Path, edition: Path):
    stored(ready).write_text(
        "unit,indicator,value,source,flag\n210300,co2_modelled_t,5,edgar-city-co2,modelled\n",
        encoding="utf-8",
    )
    assert run("import", edition, "--replace").exit_code == 0
    assert value(ANSHAN, "co2_modelled_t") == 5


TIDY = "unit,indicator,value,year\n210300,gdp_100m_yuan,900,2022\n130200,gdp_100m_yuan,600,2022\n"


def test_a_tidy_table_is_taken_with_byte_order_mark_mixed_line_ends_and_wide_digits(
    project: Path, tmp_path: Path
):
    prepare(project, (2021, 2022))
    path = tmp_path / "tidy.csv"
    path.write_bytes(("\ufeff" + TIDY.replace("900", "９００").replace("2022\n130", "2022\r\n130")).encode())
    result = run("import", path, "--replace")
    assert result.exit_code == 0, result.output
    assert value(ANSHAN, "gdp_100m_yuan") == 900
    assert "2 lines name no source and are entered as ccsy-2023" in result.output


def test_a_form_comes_back_filled_in_and_an_empty_one_brings_nothing(project: Path, tmp_path: Path):
    ready = prepare(project, (2021, 2022))
    path = tmp_path / "form.xlsx"
    assert run("template", 2022, "-o", path).exit_code == 0
    before = snapshot(ready)
    empty = run("import", path)
    assert empty.exit_code == 0
    assert "nothing to import" in empty.output
    assert snapshot(ready) == before
    book = load_workbook(path)
    sheet = book["planbook"]
    assert sheet.protection.sheet
    row = next(r for r in range(6, sheet.max_row + 1) if sheet.cell(r, 1).value == ANSHAN)
    column = next(c for c in range(1, sheet.max_column + 1) if sheet.cell(2, c).value == "gdp_100m_yuan")
    assert sheet.cell(row, column - 1).value == makers.figure(ANSHAN, "gdp_100m_yuan", 2021)
    assert sheet.cell(row, column - 1).protection.locked
    assert not sheet.cell(row, column).protection.locked
    sheet.cell(row, column, 905.5)
    sheet.cell(row, column + 1, "suspect")
    book.save(path)
    assert run("import", path, "--replace").exit_code == 0
    assert "210300,gdp_100m_yuan,905.5,ccsy-2023,suspect" in stored(ready).read_text(encoding="utf-8")
    kept = (ready / "data" / "entered" / "2022.csv").read_text(encoding="utf-8")
    assert kept.splitlines()[1:] == ["210300,gdp_100m_yuan,905.5,ccsy-2023,suspect"]


@pytest.mark.parametrize("change", ["insert_cols", "delete_cols", "delete_rows"])
def test_a_form_whose_heads_were_moved_is_refused_in_one_sentence(change: str, ready: Path, tmp_path: Path):
    path = tmp_path / "form.xlsx"
    assert run("template", 2022, "-o", path).exit_code == 0
    book = load_workbook(path)
    getattr(book.worksheets[0], change)(2 if change == "delete_rows" else 5)
    book.save(path)
    result = run("import", path)
    assert result.exit_code != 0
    assert "the heads of the form have been changed" in result.output
    assert result.output.count("\n") < 6


def test_a_form_lists_cities_by_code_and_a_mistake_names_the_cell(ready: Path, tmp_path: Path):
    path = tmp_path / "form.xlsx"
    assert str(path.resolve()) in run("template", 2022, "-o", path).output
    book = load_workbook(path)
    sheet = book["planbook"]
    codes = [sheet.cell(r, 1).value for r in range(6, sheet.max_row + 1)]
    assert codes == sorted(codes)
    sheet["F12"] = "nine"
    book.save(path)
    result = run("import", path)
    assert result.exit_code != 0
    assert "row 12, column 6 (F12)" in result.output
