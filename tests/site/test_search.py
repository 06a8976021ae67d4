"""What readers look for is found: sixty queries with the page wanted first, in both languages."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.site

QUERIES = list(csv.DictReader((Path(__file__).parent / "queries.csv").open(encoding="utf-8")))
LOADED = "document.querySelector('.book-results').dataset.complete"


def test_of_sixty_queries_nearly_all_find_the_page_wanted_first(site: Path, browser: Browser) -> None:
    assert len(QUERIES) == 60
    found = {}
    for lang in ("zh", "en"):
        page = browser.new_page()
        page.goto((site / lang / "search.html").as_uri())
        page.wait_for_function(LOADED)
        for asked in (row for row in QUERIES if row["lang"] == lang):
            hits = page.evaluate("q => planbookSearch.find(q).hits.map(hit => hit.page.p)", asked["query"])
            found[lang, asked["query"]] = (asked["page"], hits[:3])
        page.close()
    assert {asked: row for asked, row in found.items() if row[0] not in row[1]} == {}
    astray = {asked: row for asked, row in found.items() if row[1][0] != row[0]}
    assert len(astray) <= 5, astray


@pytest.mark.parametrize(
    ("lang", "query", "marked", "kind"),
    [("zh", "二氧化硫", "二氧化硫", "章节"), ("en", "sulfur dioxide", "sulphur dioxide", "Chapter")],
)
def test_results_show_the_word_in_its_sentence(
    site: Path, browser: Browser, lang: str, query: str, marked: str, kind: str
) -> None:
    page = browser.new_page()
    page.goto(f"{(site / lang / 'search.html').as_uri()}?q={query}")
    page.wait_for_function(LOADED)
    first = page.locator(".book-results li").first
    assert first.locator(".kind").inner_text() == kind
    marks = {text.lower() for text in page.locator(".book-results p mark").all_inner_texts()}
    assert marked in marks
    first.locator("a").click()
    assert page.url.startswith((site / lang / "green.html").as_uri() + "#")
    page.close()


def test_when_no_page_has_every_word_pages_with_some_are_shown_and_it_is_said(
    site: Path, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((site / "en" / "search.html").as_uri() + "?q=Anshan xyzzy")
    page.wait_for_function(LOADED)
    assert "some of the words" in page.locator(".book-found").inner_text()
    assert page.locator(".book-results li a").first.inner_text().startswith("Anshan")
    page.close()


def test_the_field_of_any_page_offers_pages_as_one_types(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((site / "zh" / "units" / "210300.html").as_uri())
    assert page.evaluate("window.planbookPages") is None  # nothing is loaded before somebody searches
    page.locator(".book-search input").press_sequentially("Karamay")
    offered = page.locator(".book-suggestions a")
    offered.first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/650200.html*")
    page.locator(".book-search input").fill("外资")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.close()
