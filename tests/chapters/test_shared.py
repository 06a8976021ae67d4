"""What chapters share, where the nation's figures end before the cities'."""

from planbook.chapters import shared as chapter
from planbook.chapters.selection import choose
from planbook.chapters.tables import reach
from planbook.store import observations


def test_a_chapter_says_until_when_the_nation_is_printed(monkeypatch):
    sel = choose(2022)
    nation = observations.nation
    assert "comparisons with the nation" not in reach(["gdp_100m_yuan"], sel).source.text("en")
    # as if the newest national figure were a year older than the cities'
    monkeypatch.setattr(observations, "nation", lambda i, years: nation(i, [y for y in years if y < 2022]))
    table = reach(["gdp_100m_yuan"], sel)
    assert "Comparisons with the nation end in 2021" in table.source.text("en")
    assert "与全国的对照只到2021年" in table.source.text("zh")


def test_an_indicator_without_national_series_says_nothing_of_the_nation():
    table = reach(["so2_industrial_t"], choose(2022))
    assert "nation" not in table.source.text("en").replace("National", "")


def test_lines_without_a_common_year_have_none():
    empty = observations.nation("gdp_100m_yuan", [1950])
    assert chapter.last_common(empty, empty) is None
    assert chapter.level(empty, 2012) is None
