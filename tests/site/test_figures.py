"""The menu of a figure: pictures with title and source in them, data, citations, a frame for other pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.site
CHAPTER = "green"


@pytest.fixture
def chapter(site: Path, browser: Browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    page = context.new_page()
    page.goto((site / "en" / f"{CHAPTER}.html").as_uri())
    page.wait_for_function("[...document.querySelectorAll('.planbook-chart')].every(c => c.planbookView)")
    yield page
    context.close()


def opened(page: Page, kind: str):
    figure = page.locator(f".planbook-figure-{kind}").first
    figure.locator(".planbook-menu > button").click()
    return figure


@pytest.mark.parametrize(
    ("entry", "suffix"), [("Picture, PNG", ".png"), ("Picture, SVG", ".svg"), ("Data, CSV", ".csv")]
)
def test_a_chart_is_saved_under_a_name_that_can_be_read(
    chapter: Page, tmp_path: Path, entry: str, suffix: str
) -> None:
    figure = opened(chapter, "chart")
    title = figure.locator(".planbook-title").inner_text()
    with chapter.expect_download() as download:
        figure.get_by_role("button", name=entry).click()
    name = download.value.suggested_filename
    assert name.startswith(f"planbook-{CHAPTER}-")
    assert name.endswith(suffix)
    assert title.split()[0] in name
    download.value.save_as(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    if suffix == ".png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 20_000
    if suffix == ".svg":
        text = content.decode()
        assert title.split()[0] in text
        assert "Sources:" in text
        assert "CC BY 4.0" in text


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("Copy link", ["green.html#fig-"]),
        ("Copy citation", ["The planbook authors", "Old Industrial Bases Report Book", "#fig-"]),
        ("Copy BibTeX", ["@incollection{", "booktitle = {Old Industrial Bases Report Book}"]),
        ("Copy embed code", ["<iframe src=", "?figure=fig-"]),
        ("Copy the table", ["\t"]),
    ],
)
def test_what_is_copied(chapter: Page, entry: str, words: list[str]) -> None:
    figure = opened(chapter, "chart")
    figure.get_by_role("button", name=entry).click()
    figure.get_by_role("button", name="Copied").wait_for()
    copied = chapter.evaluate("navigator.clipboard.readText()")
    assert [word for word in words if word not in copied] == []


def test_the_menu_is_walked_with_keys(chapter: Page) -> None:
    button = chapter.locator(".planbook-menu > button").first
    button.focus()
    chapter.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    chapter.keyboard.press("ArrowDown")
    assert chapter.evaluate("document.activeElement.closest('.planbook-menu ul') !== null")
    chapter.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert chapter.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"


def test_about_the_data_names_sources_and_edition(chapter: Page) -> None:
    figure = opened(chapter, "chart")
    figure.get_by_role("button", name="About the data").click()
    box = chapter.locator("dialog")
    assert "Sources:" in box.inner_text()
    assert "Edition:" in box.inner_text()
    assert box.get_by_role("link", name="Data dictionary").count() == 1
    chapter.keyboard.press("Escape")
    assert box.count() == 0


def test_a_page_asked_for_one_figure_shows_it_alone(site: Path, chapter: Page) -> None:
    name = chapter.locator(".planbook-figure-chart").first.get_attribute("id")
    chapter.goto(f"{(site / 'en' / f'{CHAPTER}.html').as_uri()}?figure={name}")
    chapter.wait_for_function("document.documentElement.classList.contains('alone')")
    assert chapter.locator("figure").count() == 1
    assert chapter.locator(".book-head").count() == 0
    assert chapter.locator("figure svg.marks").count() == 1
