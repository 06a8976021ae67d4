"""No page keeps a reader out: axe-core finds nothing on any page of both editions, keys reach what a mouse does."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.site

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """axe.run(document, {resultTypes: ["violations"]}).then(found =>
    found.violations.map(v => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 120)}`))"""
READY = """[...document.querySelectorAll(".planbook-chart")].every(c => c.planbookView)
    && (!document.querySelector(".explorer") || document.querySelector(".explorer").dataset.drawn)"""
ONE_A_KIND = (
    "index",
    "overview",
    "places",
    "explorer",
    "search",
    "methods",
    "units/210300",
    "provinces/210000",
)


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_function(READY)
    page.evaluate(AXE)
    return page.evaluate(RUN)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_on_any_page(site: Path, browser: Browser, lang: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found = {}
    for file in [site / "index.html", *sorted((site / lang).rglob("*.html"))]:
        if hits := violations(page, file.as_uri()):
            found[file.relative_to(site).as_posix()] = hits
    page.close()
    assert found == {}


@pytest.mark.parametrize("name", ONE_A_KIND)
def test_axe_finds_nothing_on_a_phone_and_at_twice_the_size(site: Path, browser: Browser, name: str) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 450})  # 1280 pixels at 200 %
    assert violations(page, (site / "en" / f"{name}.html").as_uri()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page, (site / "zh" / f"{name}.html").as_uri()) == []
    page.close()


@pytest.mark.parametrize("name", ONE_A_KIND)
def test_keys_reach_the_page_in_order_and_focus_is_seen(site: Path, browser: Browser, name: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((site / "en" / f"{name}.html").as_uri())
    page.wait_for_function(READY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "book-skip"
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [document.activeElement.className || document.activeElement.name || document.activeElement.type,"
            " s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; })()"
        )
        reached.append(seen)
    assert all(visible for _, visible in reached), reached
    assert reached[0][0] == "book-home"
    page.locator(".book-skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


def test_the_marks_of_a_chart_are_walked_with_the_arrows(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site / "en" / "overview.html").as_uri())
    page.wait_for_function(READY)
    chart = page.locator(".planbook-chart[tabindex]").first
    chart.focus()
    said = []
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        said.append(chart.evaluate("c => c.nextElementSibling.textContent"))
    assert all(said)
    assert said[0] != said[1]
    assert chart.locator(".walked").count() == 1
    page.close()
