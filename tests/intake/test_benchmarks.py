import pytest
from small_project import add_rows

from planbook.errors import WorkbookError
from planbook.intake import benchmarks


def table(sources):
    return sources / "national" / "nbs-national-2000-2022.csv"


def test_columns_become_indicators_and_shares_are_one_column_over_another(project, sources):
    assert benchmarks.nation(sources).to_dict("split")["data"] == [
        ["100000", "gdp_100m_yuan", 2002, 900.0, "nbs-national", ""],
        ["100000", "gdp_100m_yuan", 2016, 1000.0, "nbs-national", ""],
        ["100000", "gdp_100m_yuan", 2017, 1250.0, "nbs-national", ""],
        ["100000", "services_share_pct", 2002, pytest.approx(100 / 3), "nbs-national", "derived"],
        ["100000", "services_share_pct", 2016, 40.0, "nbs-national", "derived"],
        ["100000", "services_share_pct", 2017, 50.0, "nbs-national", "derived"],
    ]


def test_a_factor_brings_the_series_to_the_catalogs_unit_and_blanks_give_no_row(project, sources):
    table(sources).write_text("year,gdp,gdp_ter,staff\n2016,1,1,\n2017,2,1,3.5\n", encoding="utf-8")
    add_rows(project, "benchmark_series.csv", ["staff", "", "pension_insured", "10000"])
    assert benchmarks.nation(sources).iloc[-1].tolist()[1:4] == ["pension_insured", 2017, 35000.0]
    assert len(benchmarks.nation(sources)) == 5


@pytest.mark.parametrize("lost", ["year", "gdp", "gdp_ter"])
def test_a_lost_column_is_named(project, sources, lost):
    text = table(sources).read_text(encoding="utf-8-sig").replace(f"{lost},", "other,", 1)
    if lost == "gdp_ter":
        text = text.replace("gdp_ter", "other")
    table(sources).write_text(text, encoding="utf-8")
    with pytest.raises(WorkbookError) as error:
        benchmarks.nation(sources)
    assert error.value.problems == (lost,)


def test_a_missing_file_is_named(project, sources):
    table(sources).unlink()
    with pytest.raises(WorkbookError, match=r"nbs-national-2000-2022\.csv is missing"):
        benchmarks.nation(sources)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'a,b\n1,2,3\n"'])
def test_a_file_that_is_no_table_is_named(project, sources, content):
    table(sources).write_bytes(content)
    with pytest.raises(WorkbookError, match=r"nbs-national-2000-2022\.csv"):
        benchmarks.nation(sources)
