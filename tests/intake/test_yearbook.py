import makers
import pytest

from planbook.intake import yearbook


@pytest.mark.parametrize("edition", makers.LAYOUTS)
def test_figures_come_out_in_the_catalogs_units(tmp_path, edition):
    read = yearbook.read(makers.make(edition, tmp_path / f"ccsy-{edition}.xlsx"))
    assert (read.year, read.source, read.problems, read.unread) == (edition - 1, f"ccsy-{edition}", [], [])
    for indicator, column in read.values.items():
        assert column == {c: makers.figure(c, indicator, read.year) for c in makers.CITIES}, indicator


def test_printed_totals_come_out_in_the_catalogs_units(tmp_path):
    read = yearbook.read(makers.make(2004, tmp_path / "ccsy-2004.xlsx"))
    total = sum(makers.figure(c, "gdp_100m_yuan", 2003) for c in makers.CITIES)
    assert read.totals["gdp_100m_yuan"] == pytest.approx(total)
    assert "gdp_growth_pct" not in read.totals


def test_blank_cells_give_no_figure_and_misread_ones_are_mended_or_reported(tmp_path):
    cells = {
        ("220300", "unit_employment_10k"): "2〇.2",
        ("140300", "unit_employment_10k"): "-",
        ("210300", "gdp_100m_yuan"): "mi\n",
        ("130200", "gdp_100m_yuan"): None,
    }
    read = yearbook.read(makers.make(2014, tmp_path / "ccsy-2014.xlsx", cells=cells))
    assert read.values["unit_employment_10k"]["220300"] == 20.2
    assert "140300" not in read.values["unit_employment_10k"]
    assert not {"210300", "130200"} & read.values["gdp_100m_yuan"].keys()
    unread = read.unread[0]
    assert (len(read.unread), unread.unit, unread.indicator, unread.year, unread.text) == (
        1,
        "210300",
        "gdp_100m_yuan",
        2013,
        "mi",
    )
    assert unread.where.startswith("ccsy-2014.xlsx, row ")


def test_a_column_in_an_unusable_unit_is_a_problem_and_the_others_are_read(project, tmp_path):
    units = project / "data" / "catalog" / "units.csv"
    units.write_text(
        units.read_text(encoding="utf-8").replace("亿元,yuan,", "亿元,persons,"), encoding="utf-8"
    )
    read = yearbook.read(makers.make(2004, tmp_path / "ccsy-2004.xlsx"))
    assert any("地区生产总值 | 全市 | 万元): 万元 cannot be converted to 亿元" in p for p in read.problems)
    assert "gdp_100m_yuan" not in read.values
    assert len(read.values["so2_industrial_t"]) == len(makers.CITIES)


def test_problems_of_rows_and_columns_are_told_together(tmp_path):
    path = makers.make(2018, tmp_path / "ccsy-2018.xlsx", year=2009, names={"130200": "唐由市"})
    problems = yearbook.read(path).problems
    assert any("'唐由市'" in p for p in problems)
    assert any("综合经济|第一产业占GDP的比重" in p for p in problems)
