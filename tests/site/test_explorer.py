"""The explorer as a reader uses it, from file://: by mouse, by keys alone, on a phone, and through a link."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.site
DRAWN = "document.querySelector('.explorer').dataset.drawn"


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser):
    context = browser.new_context(viewport={"width": request.param, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on(
        "request",
        lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else opened.problems.append(r.url),
    )
    yield opened
    assert opened.problems == []
    context.close()


def visit(page: Page, site: Path, lang: str = "en", view: str = "") -> None:
    page.goto((site / lang / "explorer.html").as_uri() + view)
    page.wait_for_function(DRAWN)


def drawn(page: Page, state: str) -> None:
    page.wait_for_function(f"{DRAWN} === {state!r}")


def test_a_view_is_chosen_and_sent(site: Path, page: Page) -> None:
    visit(page, site, view="#i=gdp_100m_yuan&y=2012&g=northeast&c=210300,220200")
    drawn(page, "gdp_100m_yuan 2012 northeast 210300,220200")
    assert page.locator(".explorer-chosen button").all_inner_texts() == ["Anshan ×", "Jilin City ×"]
    assert page.locator(".explorer-ranking tbody tr").count() > 10
    page.locator("input[name=y]").fill("2022")
    drawn(page, "gdp_100m_yuan 2022 northeast 210300,220200")
    assert page.url.endswith("#i=gdp_100m_yuan&y=2022&g=northeast&c=210300,220200")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_dot_of_the_map_chooses_its_city_everywhere(site: Path, page: Page) -> None:
    visit(page, site)
    dots = page.locator(".explorer-map .mark-symbol path")
    assert dots.count() == 95
    dots.nth(3).dispatch_event("click")
    page.locator(".explorer-chosen button").first.wait_for()
    assert page.locator(".explorer-ranking tr.chosen").count() == 1
    assert "c=" in page.url


def test_the_keyboard_alone_suffices(site: Path, page: Page) -> None:
    visit(page, site)
    page.locator("input[name=c]").focus()
    page.keyboard.type("鞍山")
    page.keyboard.press("Enter")
    page.locator(".explorer-chosen button", has_text="Anshan").wait_for()
    year = page.locator("input[name=y]")
    year.focus()
    page.keyboard.press("ArrowLeft")
    before = int(year.input_value())
    assert page.locator("output").inner_text() == str(before)
    page.locator(".explorer-ranking tbody button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.explorer-chosen li').length === 2")
    page.locator(".explorer-chosen button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.explorer-chosen li').length === 1")


def test_missing_and_flagged_values_are_said_to_be_so(site: Path, page: Page) -> None:
    visit(page, site, view="#i=gross_industrial_output_100m_yuan&y=2019&g=plan")
    drawn(page, "gross_industrial_output_100m_yuan 2019 plan ")
    assert page.locator(".explorer-ranking tbody .note").first.inner_text() == "not printed from 2017 on"
    visit(page, site, view="#i=co2_modelled_t&y=2022&g=plan")
    drawn(page, "co2_modelled_t 2022 plan ")
    assert page.locator(".explorer-ranking tbody .note").first.inner_text() != ""


def test_the_view_is_saved_as_csv(site: Path, page: Page, tmp_path: Path) -> None:
    visit(page, site, "zh", "#i=services_share_pct&y=2022&g=plan&c=210300,130200")
    with page.expect_download() as download:
        page.locator("[data-do=csv]").click()
    assert download.value.suggested_filename == "planbook-services_share_pct-210300-130200.csv"
    download.value.save_as(tmp_path / "view.csv")
    lines = (tmp_path / "view.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "地方,代码,年份,数值,单位,标注"
    assert any(line.startswith("鞍山,210300,2012,") for line in lines)
    assert any(line.startswith("唐山,130200,2022,") for line in lines)


def test_the_switch_of_language_keeps_the_view(site: Path, page: Page) -> None:
    visit(page, site, "en", "#i=services_share_pct&y=2015&g=plan&c=210300")
    drawn(page, "services_share_pct 2015 plan 210300")
    page.locator("a.planbook-language").click()
    page.wait_for_function(DRAWN)
    assert (
        page.url == (site / "zh" / "explorer.html").as_uri() + "#i=services_share_pct&y=2015&g=plan&c=210300"
    )
