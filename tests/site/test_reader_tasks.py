"""What readers come for, from the landing page, in the clicks it may take, in both languages, on a desk and a phone.

Two tasks stand elsewhere: the whole book as one file is tested with `planbook publish`, and a number of the text does
not yet lead to its source.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.site

DRAWN = "document.querySelector('.explorer')?.dataset.drawn"


class Reader:
    """One who clicks and types; what is typed and sent with Enter counts as no click."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.lang, self.clicks = page, lang, 0

    def click(self, zh: str, en: str, role: str = "link", inside: str = "body") -> None:
        words = re.compile(zh if self.lang == "zh" else en)
        self.page.locator(inside).get_by_role(role, name=words).filter(visible=True).first.click()
        self.clicks += 1

    def find(self, city: str) -> None:
        field = self.page.locator(".answer-find input").filter(visible=True)
        field.fill(city)
        field.press("Enter")
        self.page.wait_for_url(re.compile("/units/"))


@pytest.fixture(params=[("zh", 1280), ("en", 1280), ("zh", 390), ("en", 390)], ids=lambda p: f"{p[0]}-{p[1]}")
def reader(request: pytest.FixtureRequest, site: Path, browser: Browser):
    lang, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto((site / "index.html").as_uri() + f"#{lang}")
    yield Reader(page, lang)
    context.close()


def test_what_became_of_services(reader: Reader) -> None:
    goal = reader.page.locator(".answer-goals li", has_text="45").filter(visible=True).first
    assert re.search("未达到|not met", goal.inner_text())
    assert reader.clicks == 0


def test_anshan_beside_the_others_and_its_data(reader: Reader) -> None:
    reader.find("鞍山")
    reader.click("与别处比较", "Compare with others")
    reader.page.wait_for_function(DRAWN)
    reader.page.locator("select[name=i]").select_option("secondary_share_pct")
    reader.clicks += 1
    reader.page.wait_for_function(f"{DRAWN}.startsWith('secondary_share_pct')")
    assert reader.page.locator(".explorer-ranking tr.chosen").count() == 1
    with reader.page.expect_download() as download:
        reader.click("CSV", "CSV", "button")
    assert download.value.suggested_filename.startswith("planbook-secondary_share_pct-210300")
    assert reader.clicks <= 3


def test_the_briefing_of_a_city(reader: Reader) -> None:
    reader.find("Anshan")
    link = reader.page.locator("a.planbook-briefing")
    assert link.is_visible()
    assert link.evaluate("a => a.href").endswith("units-210300.pdf")  # one click


def test_two_cities_side_by_side_and_a_link_to_send(reader: Reader) -> None:
    reader.find("Anshan")
    reader.click("与别处比较", "Compare with others")
    reader.page.wait_for_function(DRAWN)
    field = reader.page.locator("input[name=c]")
    field.fill("唐山" if reader.lang == "zh" else "Tangshan")
    field.press("Enter")
    reader.page.wait_for_function(f"{DRAWN}.endsWith('210300,130200')")
    reader.click("复制当前视图的链接", "Copy a link to this view", "button")
    reader.page.get_by_role("button", name=re.compile("已复制|Copied")).wait_for()
    sent = reader.page.evaluate("navigator.clipboard.readText()")
    other = reader.page.context.new_page()
    other.goto(sent)
    other.wait_for_function(f"{DRAWN}?.endsWith('210300,130200')")
    assert reader.clicks <= 3


def test_a_map_of_2012_and_of_the_newest_year(reader: Reader) -> None:
    reader.click("自己查数据", "Explore the data")
    reader.page.wait_for_function(DRAWN)
    newest = reader.page.locator("output").inner_text()
    reader.page.locator("input[name=y]").fill("2012")
    reader.clicks += 1
    reader.page.wait_for_function(f"{DRAWN}.includes(' 2012 ')")
    assert int(newest) > 2012
    assert reader.page.locator(".explorer-map .mark-symbol path").count() == 95
    assert reader.clicks <= 2


def test_a_figure_is_cited(reader: Reader) -> None:
    reader.click("阅读本书", "Read the book")
    before = reader.clicks
    figure = reader.page.locator(".planbook-figure-chart").first
    figure.locator(".planbook-menu > button").click()
    figure.get_by_role("button", name=re.compile("^(复制引用|Copy citation)$")).click()
    figure.get_by_role("button", name=re.compile("已复制|Copied")).wait_for()
    assert re.search(
        "老工业基地调整改造报告|Old Industrial Bases", reader.page.evaluate("navigator.clipboard.readText()")
    )
    assert reader.clicks == before


def test_what_changed(reader: Reader) -> None:
    reader.click("与上一版相比", "What changed")
    assert re.search(r"/changes\.html$", reader.page.url)
    assert reader.page.locator("h1").inner_text() in ("与上一版相比", "What changed")
    assert reader.clicks == 1
