"""An import adds and never takes away unasked; what it did is taken back byte for byte. All figures are made up."""

from pathlib import Path

import makers
import pytest
from imports import answer, prepare, questions, run, snapshot
from small_project import forget

from planbook.intake.compiling import compile_sources
from planbook.store import observations

ANSHAN = "210300"
HEAD = "unit,indicator,value,year,source\n"


@pytest.fixture
def ready(project: Path) -> Path:
    return prepare(project, (2021, 2022))


def table(path: Path, *lines: str) -> Path:
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def value(unit: str, indicator: str, year: int = 2022) -> float | None:
    forget()
    frame = observations.stored(year)
    found = frame[(frame["unit"] == unit) & (frame["indicator"] == indicator)]["value"]
    return None if found.empty else float(found.iloc[0])


def test_one_line_replaces_one_value_and_all_others_stay(ready: Path, tmp_path: Path):
    count = len(observations.stored(2022))
    path = table(tmp_path / "one.csv", f"{ANSHAN},gdp_100m_yuan,900,2022,ccsy-2023")
    result = run("import", path, "--replace")
    assert result.exit_code == 0, result.output
    assert value(ANSHAN, "gdp_100m_yuan") == 900
    assert len(observations.stored(2022)) == count
    assert (
        f"{count - 1} that this file does not hold stay (--remove-missing takes them away)" in result.output
    )


def test_a_value_that_differs_is_asked_about_and_kept_where_that_is_the_answer(ready: Path, tmp_path: Path):
    before = value(ANSHAN, "gdp_100m_yuan")
    path = table(
        tmp_path / "two.csv",
        f"{ANSHAN},gdp_100m_yuan,900,2022,ccsy-2023",
        f"{ANSHAN},population_registered_10k,500,2022,ccsy-2023",
    )
    asked = run("import", path)
    assert asked.exit_code == 2
    assert "2 of its values read otherwise in this file" in asked.output
    rows = answer(ready, differ="reject")
    assert next(r["id"] for r in rows) == "differ"
    assert run("import", path).exit_code == 0
    assert value(ANSHAN, "gdp_100m_yuan") == before


def test_values_go_only_where_it_is_said(ready: Path, tmp_path: Path):
    path = table(tmp_path / "one.csv", f"{ANSHAN},gdp_100m_yuan,900,2022,ccsy-2023")
    result = run("import", path, "--replace", "--remove-missing")
    assert result.exit_code == 0, result.output
    assert len(observations.stored(2022)) == 1
    assert "203 removed" in result.output


def test_an_import_is_taken_back_byte_for_byte(ready: Path, tmp_path: Path):
    before = snapshot(ready)
    path = table(tmp_path / "one.csv", f"{ANSHAN},gdp_100m_yuan,900,2022,a-bulletin")
    assert run("import", path, "--replace").exit_code == 2
    answer(ready, source="《鞍山市统计公报》2022")
    assert run("import", path, "--replace").exit_code == 0
    assert snapshot(ready) != before
    done = run("import", "--undo", "2022")
    assert done.exit_code == 0, done.output
    assert "the import of one.csv is taken back" in done.output
    assert snapshot(ready) == before
    assert questions(ready).is_file()
    again = run("import", "--undo", "2022")
    assert again.exit_code == 2
    assert "no import of 2022 is on record" in again.output


def test_taking_back_keeps_what_was_changed_elsewhere_since(ready: Path, tmp_path: Path):
    path = table(tmp_path / "one.csv", f"{ANSHAN},gdp_100m_yuan,900,2022,a-bulletin")
    run("import", path, "--replace")
    answer(ready, source="《鞍山市统计公报》2022")
    assert run("import", path, "--replace").exit_code == 0
    sources = ready / "data" / "catalog" / "sources.csv"
    row = "z-later,后来,later,甲,A,1,无,none,x,2026-01,A,因为,because\n"
    sources.write_text(sources.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert run("import", "--undo", "2022").exit_code == 0
    text = sources.read_text(encoding="utf-8")
    assert row in text
    assert "a-bulletin" not in text


def test_what_was_entered_is_in_a_compile_as_well(project: Path, sources: Path, tmp_path: Path):
    root = project
    heads = root / "data" / "catalog" / "header_corrections.csv"
    heads.write_text(heads.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    for old in (sources / "ccsy").iterdir():
        old.unlink()
    for year in (2021, 2022):
        makers.make(2023, sources / "ccsy" / f"ccsy-{year + 1}.xlsx", year=year)
    compile_sources(sources)
    path = table(
        tmp_path / "typed.csv",
        f"{ANSHAN},gdp_100m_yuan,900,2022,ccsy-2023",
        "全国,gdp_100m_yuan,1210207,2022,nbs-national",
    )
    assert run("import", path, "--replace").exit_code == 0
    after = snapshot(root)
    forget()
    compile_sources(sources)
    assert snapshot(root) == after


def test_the_nation_comes_in_by_name_with_its_source(ready: Path, tmp_path: Path):
    path = table(tmp_path / "nation.csv", "000000,gdp_100m_yuan,1260582.1,2023,nbs-national")
    result = run("import", path)
    assert result.exit_code == 0, result.output
    text = (ready / "data" / "benchmark" / "2023.csv").read_text(encoding="utf-8")
    assert "100000,gdp_100m_yuan,1260582.1,nbs-national," in text
    assert observations.last_year() == 2022


def test_a_first_print_is_joined_to_a_revised_series_with_a_break_alone(ready: Path, tmp_path: Path):
    (ready / "data" / "benchmark").mkdir()
    (ready / "data" / "benchmark" / "2022.csv").write_text(
        "unit,indicator,value,source,flag\n100000,gdp_100m_yuan,1204724,nbs-national,\n", encoding="utf-8"
    )
    known = ready / "data" / "catalog" / "breaks.csv"  # as if nobody had declared the join yet
    rows = known.read_text(encoding="utf-8").splitlines(keepends=True)
    known.write_text("".join(row for row in rows if ",100000,2023," not in row), encoding="utf-8")
    path = table(tmp_path / "nation.csv", "全国,地区生产总值,1260582,2023,nbs-communique-2023")
    asked = run("import", path)
    assert asked.exit_code == 2
    assert "nbs-national to 2022, nbs-communique-2023 in 2023" in asked.output
    answer(ready, 2023, joins="break")
    assert run("import", path).exit_code == 0
    breaks = (ready / "data" / "catalog" / "breaks.csv").read_text(encoding="utf-8")
    assert "gdp_100m_yuan,100000,2023,2023年起取自另一来源" in breaks


def test_a_year_that_leaves_another_out_names_it(ready: Path, tmp_path: Path):
    result = run("import", table(tmp_path / "far.csv", f"{ANSHAN},gdp_100m_yuan,900,2025,"))
    assert result.exit_code == 2
    assert "2023 to 2024 is missing between; import 2023 first" in result.output


def test_a_new_year_of_one_city_is_refused(ready: Path, tmp_path: Path):
    result = run("import", table(tmp_path / "few.csv", f"{ANSHAN},gdp_100m_yuan,900,2023,"))
    assert result.exit_code == 2
    assert "2023 is not in the book yet, and this file has 1 of the 10 cities of the plan" in result.output


def test_names_and_labels_are_taken_and_all_mistakes_told_at_once(ready: Path, tmp_path: Path):
    good = table(tmp_path / "good.csv", "鞍山,地区生产总值,900,2022,", "Fushun,gdp_100m_yuan,800,2022,")
    assert run("import", good, "--replace").exit_code == 0
    assert (value(ANSHAN, "gdp_100m_yuan"), value("210400", "gdp_100m_yuan")) == (900, 800)
    bad = table(
        tmp_path / "bad.csv",
        "鞍山,cod_10k_t,1,2022,",
        "鞍山,nonsense,1,2022,",
        "无名,gdp_100m_yuan,1,2022,",
        "鞍山,gdp_100m_yuan,9①,2022,",
    )
    told = run("import", bad)
    assert told.exit_code == 2
    assert "cod_10k_t is a series of the nation, not of a city" in told.output
    assert "no indicator is called 'nonsense'" in told.output
    assert "unit '无名' is no city, province or nation" in told.output
    assert "'9①' carries a footnote mark ①" in told.output


def test_persons_typed_with_decimals_are_asked_about(project: Path, tmp_path: Path):
    prepare(project, (2021, 2022))
    result = run("import", table(tmp_path / "one.csv", f"{ANSHAN},doctors,30323.2,2022,ccsy-2023"))
    assert result.exit_code == 2
    assert "no whole number of persons" in result.output
