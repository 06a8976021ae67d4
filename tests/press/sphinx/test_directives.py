import pytest
from small_book import write_catalog_sources

from planbook import catalog
from planbook.press.sphinx.directives import LISTINGS, breaks, dictionary, sources, to_html


@pytest.fixture
def small_catalog(project, monkeypatch):
    """The catalog of the small book in place of the real one."""
    monkeypatch.setenv("PLANBOOK_ROOT", str(project))
    tables = (catalog.sources, catalog.indicators, catalog.cities, catalog.flags)
    for table in tables:
        table.cache_clear()
    yield project
    for table in tables:
        table.cache_clear()


def test_rows_are_in_the_language_of_the_edition(small_catalog):
    assert dictionary("zh") == [("地区生产总值", "亿元", "全市", "当年价格", "相加", "gdp_100m_yuan")]
    assert breaks("en") == [("Gross regional product", "2008", "recomputed", "every city")]
    assert sources("en") == [("Made-up yearbook", "Made-up press", "none", "C: made up", "made-up")]


def test_editions_that_differ_in_nothing_else_share_a_row(small_catalog):
    write_catalog_sources(small_catalog, "2013", "2014", "2016")
    assert [(row[0], row[4]) for row in sources("zh")] == [
        ("虚构年鉴2013–2014、2016年版", "made-up-2013 … made-up-2016")
    ]
    assert sources("en")[0][0] == "Made-up yearbook, edition 2013–2014, 2016"


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_listings_are_as_wide_as_their_header(small_catalog, name, lang):
    html = to_html(LISTINGS[name], lang)
    assert html.count('<th scope="col"') == html.count("<td") + html.count('<th scope="row"')


def test_the_dictionary_says_how_every_indicator_is_put_together():
    for lang, rows in (("zh", dictionary("zh")), ("en", dictionary("en"))):
        by_id = {row[-1]: row for row in rows}
        assert all(row[4] for row in rows)
        share = by_id["services_share_pct"][4]
        assert ("加权" if lang == "zh" else "weighted") in share
        assert ("全国" if lang == "zh" else "nation") in by_id["registered_unemployment_rate_pct"][4]
        assert (
            by_id["trade_100m_yuan"][4] == by_id["registered_unemployment_rate_pct"][4]
        )  # no cities, so nothing adds up
