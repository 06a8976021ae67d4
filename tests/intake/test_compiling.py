"""The whole way from a folder of raw sources to the tables, on made-up figures."""

import csv
import os

import makers
import pytest
from small_project import add_rows

from planbook.errors import WorkbookError
from planbook.intake.compiling import compile_sources


def tables(root):
    """Every compiled file of a project and its bytes."""
    folders = [root / "data" / f for f in ("observations", "benchmark", "checks")]
    return {
        p.relative_to(root).as_posix(): p.read_bytes() for f in folders if f.is_dir() for p in f.rglob("*")
    }


def rows(root, year, folder="observations"):
    with (root / "data" / folder / f"{year}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def workbook(sources, edition, **changes):
    return makers.make(edition, sources / "ccsy" / f"ccsy-{edition}.xlsx", **changes)


def refused(sources):
    with pytest.raises(WorkbookError) as error:
        compile_sources(sources)
    return error.value


@pytest.fixture
def compiled(project, sources):
    return compile_sources(sources)


def test_the_report_counts_what_was_written(project, compiled):
    written = [r for year in compiled.years for r in rows(project, year)]
    assert compiled.years == (2016, 2017)
    assert compiled.observations == len(written)
    assert (compiled.benchmarks, compiled.corrected, compiled.suspect) == (4, 0, 0)


def test_files_are_sorted_with_shortest_decimals_and_unix_lines(project, compiled):
    for name, content in tables(project).items():
        assert content.endswith(b"\n"), name
        assert b"\r" not in content, name
    for folder, year in (("observations", 2016), ("observations", 2017), ("benchmark", 2017)):
        found = rows(project, year, folder)
        assert list(found[0]) == ["unit", "indicator", "value", "source", "flag"]
        keys = [(r["unit"], r["indicator"]) for r in found]
        assert keys == sorted(set(keys))
        assert all(r["value"] == f"{float(r['value']):.10g}" for r in found)


def test_the_figures_are_those_of_the_workbooks(project, compiled):
    for year in (2016, 2017):
        for row in rows(project, year):
            if row["source"].startswith("ccsy-"):
                assert row["source"] == f"ccsy-{year + 1}"
                assert float(row["value"]) == makers.figure(row["unit"], row["indicator"], year)


def test_a_fill_stands_only_where_the_yearbook_prints_nothing(project, sources):
    add_rows(project, "fills.csv", ["city-gdp-by-sector", "gdp_100m_yuan", "2016", "2016", "other_source"])
    compile_sources(sources)
    gdp = {
        (r["unit"], year): (r["value"], r["source"], r["flag"])
        for year in (2016, 2017)
        for r in rows(project, year)
        if r["indicator"] == "gdp_100m_yuan" and r["unit"] in ("130200", "230600")
    }
    printed = makers.figure("130200", "gdp_100m_yuan", 2016)
    assert gdp["130200", 2016] == (f"{printed:g}", "ccsy-2017", "")
    assert gdp["130200", 2017] == ("654.25", "city-gdp-by-sector", "other_source")
    assert gdp["230600", 2017] == ("321", "city-gdp-by-sector", "other_source")


def test_benchmarks_are_the_nations_and_of_the_books_years(project, compiled):
    assert sorted(p.name for p in (project / "data" / "benchmark").iterdir()) == ["2016.csv", "2017.csv"]
    assert rows(project, 2017, "benchmark")[1] == {
        "unit": "100000",
        "indicator": "services_share_pct",
        "value": "50",
        "source": "nbs-national",
        "flag": "derived",
    }


def test_compiling_twice_gives_the_same_bytes_and_leaves_nothing_beside(project, sources):
    compile_sources(sources)
    before = tables(project)
    compile_sources(sources)
    assert tables(project) == before
    assert not [p for p in os.listdir(project / "data") if p.startswith(".")]


def test_corrections_reach_the_tables(project, sources):
    workbook(sources, 2018, cells={("130200", "so2_industrial_t"): 6.5, ("140200", "so2_industrial_t"): "mi"})
    add_rows(
        project,
        "corrections.csv",
        ["130200", "so2_industrial_t", "2017", "6.5", "65000", "haofeiqin-so2", "虚构", "made up"],
        ["140200", "so2_industrial_t", "2017", "mi", "", "", "虚构", "made up"],
    )
    report = compile_sources(sources)
    so2 = {r["unit"]: r for r in rows(project, 2017) if r["indicator"] == "so2_industrial_t"}
    assert report.corrected == 1
    assert (so2["130200"]["value"], so2["130200"]["source"], so2["130200"]["flag"]) == (
        "65000",
        "haofeiqin-so2",
        "corrected",
    )
    assert "140200" not in so2


def test_editions_before_the_first_data_year_are_not_read(project, sources, compiled):
    (sources / "ccsy" / "ccsy-2001.xlsx").write_text("never opened", encoding="utf-8")
    assert compile_sources(sources) == compiled


def test_every_problem_is_told_and_nothing_is_written(project, sources, compiled):
    before = tables(project)
    workbook(
        sources,
        2017,
        names={"130200": "唐由市"},
        cells={("140200", "gdp_100m_yuan"): "mi", ("140300", "services_share_pct"): "4139"},
    )
    workbook(sources, 2018, times={"fiscal_revenue_100m_yuan": 10})
    add_rows(
        project, "corrections.csv", ["210300", "gdp_100m_yuan", "2016", "1", "2", "x", "虚构", "made up"]
    )
    (sources / "city" / "city-gdp-by-sector-2000-2023.xlsx").unlink()
    (sources / "national" / "nbs-national-2000-2022.csv").unlink()
    error = refused(sources)
    expected = (
        "no city is called '唐由市'",
        "gdp_100m_yuan of 140200 reads 'mi'",
        "services_share_pct of 阳泉市 (140300) in 2016 is 4139",
        "the typical city's fiscal_revenue_100m_yuan is 10.08",
        "210300 gdp_100m_yuan 2016 expects '1'",
        "city-gdp-by-sector: ",
        "nbs-national-2000-2022.csv is missing",
    )
    assert [e for e in expected if not any(e in p for p in error.problems)] == []
    assert len(error.problems) == len(expected)
    assert f"{len(expected)} problems; nothing was written" in error.message
    assert tables(project) == before


def test_a_column_ten_times_too_small_fails(project, sources):
    workbook(sources, 2018, times={"fiscal_revenue_100m_yuan": 0.1})
    problems = refused(sources).problems
    assert [p.partition(";")[0] for p in problems] == [
        "ccsy-2018: the typical city's fiscal_revenue_100m_yuan is 0.100885 times that of ccsy-2017"
    ]


def test_every_unreadable_workbook_is_named(project, sources):
    for edition in (2019, 2020):
        (sources / "ccsy" / f"ccsy-{edition}.xlsx").write_text("<html>", encoding="utf-8")
    problems = refused(sources).problems
    assert [p.split()[0] for p in problems if p.startswith("ccsy-")] == ["ccsy-2019.xlsx", "ccsy-2020.xlsx"]


def test_two_workbooks_of_one_year_are_a_problem(project, sources):
    makers.make(2018, sources / "ccsy" / "ccsy-2018-copy.xlsx")
    assert any("data year 2017 is there already" in p for p in refused(sources).problems)


def test_a_folder_that_holds_no_sources_is_refused(project, tmp_path):
    with pytest.raises(WorkbookError, match="holds no folder ccsy/: name the folder of raw sources"):
        compile_sources(tmp_path)
    (tmp_path / "ccsy").mkdir()
    with pytest.raises(WorkbookError, match="no usable set of yearbook workbooks"):
        compile_sources(tmp_path)
    assert tables(project) == {}


def test_a_failure_while_writing_leaves_the_tables_as_they_were(project, sources, compiled, monkeypatch):
    before = tables(project)
    monkeypatch.setattr("planbook.intake.compiling.os.replace", broken)
    with pytest.raises(OSError, match="disk full"):
        compile_sources(sources)
    assert tables(project) == before


def broken(*_):
    raise OSError("disk full")


def test_an_imported_year_without_a_workbook_in_the_folder_stays(project, sources, compiled):
    imported = project / "data" / "observations" / "2018.csv"
    imported.write_text(
        "unit,indicator,value,source,flag\n130200,gdp_100m_yuan,7000,ccsy-2019,\n", encoding="utf-8"
    )
    before = tables(project)
    report = compile_sources(sources)
    assert (report.years, report.kept) == ((2016, 2017), (2018,))
    assert tables(project) == before
