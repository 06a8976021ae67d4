"""Every page of the book as a reader meets it: opened from a folder, without a network, on a desk and on a phone."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
import yaml
from playwright.sync_api import Browser, Page, Request, Route

from planbook import paths

pytestmark = pytest.mark.site

WIDTHS = {"desk": 1280, "phone": 390}
CHAPTERS = ("overview", "industry", "urban", "green", "innovation", "livelihoods", "reform")
# Of the pages of units and provinces a few of every kind: a city, one with a changed border, one with few series, a
# county-level city, a district that no longer exists, provinces with and without a city of the plan.
PROFILES = (
    *("units/210300", "units/220300", "units/230700", "units/650200", "units/210281", "units/120107"),
    *("provinces/210000", "provinces/530000"),
)
LOCAL = ("file:", "data:", "blob:", "about:")
# What a value that is missing looks like when nobody has said so.
UNSAID = re.compile(r"(nan|none|nat|inf|-inf|infinity|undefined|null)%?", re.IGNORECASE)
NUMBER_IN_TEXT = re.compile(r"\b(?:nan|NaN|NaT|None|undefined|-?inf)\b")


def names() -> list[str]:
    """Return the pages of the book, from its table of contents."""
    toc = yaml.safe_load((paths.root() / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(chapter["file"] for chapter in toc["chapters"])]


@dataclass
class Visit:
    """One page on the screen, and all that went wrong on the way there."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, file: Path, query: str = "") -> Page:
        self.page.goto(f"{file.as_uri()}{query}")
        self.page.wait_for_function(
            "document.querySelectorAll('.planbook-chart').length"
            " === document.querySelectorAll('.planbook-chart svg.marks').length"
        )
        return self.page


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest):
    width = WIDTHS[getattr(request, "param", "desk")]
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(20_000)
    page = context.new_page()
    seen = Visit(page)

    def watch(route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            seen.requests.append(route.request.url)
            route.abort()

    context.route("**/*", watch)
    page.on(
        "console", lambda message: seen.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("requestfailed", lambda failed: seen.complaints.extend(not_loaded(failed)))
    yield seen
    context.close()


@pytest.mark.parametrize("visit", WIDTHS, indirect=True)
@pytest.mark.parametrize("name", [*names(), *PROFILES])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page(site: Path, visit: Visit, lang: str, name: str) -> None:
    page = visit.open(site / lang / f"{name}.html")
    charts, drawn = (page.locator(f".planbook-chart{inside}") for inside in ("", " svg.marks"))
    assert drawn.count() == charts.count()
    sizes = [drawn.nth(n).bounding_box() for n in range(drawn.count())]
    assert all(size and size["width"] > 100 and size["height"] > 60 for size in sizes)
    panels = page.locator(".planbook-drawing > svg")
    boxes = [panels.nth(n).bounding_box() for n in range(panels.count())]
    assert all(box and box["width"] > 100 and box["height"] > 15 for box in boxes)
    assert (panels.count() > 0) == (name in PROFILES)
    if name in CHAPTERS:
        assert charts.count() >= 3
        assert page.locator(".planbook-figure-table").count() >= 1
    assert page.locator("h1").first.inner_text().strip()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert unsaid(page) == []
    assert visit.requests == []
    assert visit.complaints == []


def not_loaded(failed: Request) -> list[str]:
    """Return the complaint about a failed request, unless the reader has just left the page."""
    return [] if failed.failure == "net::ERR_ABORTED" else [f"not loaded: {failed.url}"]


def unsaid(page: Page) -> list[str]:
    """Return every table cell and label that is a missing value nobody has put into words, and such words in text."""
    cells = page.locator(
        "td, th, .planbook-chart svg text, .planbook-title, .planbook-source"
    ).all_text_contents()
    prose = page.locator("article p, article li, article h1, article h2, article h3").all_text_contents()
    return [c for c in cells if UNSAID.fullmatch(c.strip())] + [t for t in prose if NUMBER_IN_TEXT.search(t)]


def test_what_counts_as_unsaid(visit: Visit) -> None:
    visit.page.set_content(
        "<article><p>rose by nan%</p><p>information</p></article><table><td>None</td><td>无</td></table>"
    )
    assert unsaid(visit.page) == ["None", "rose by nan%"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_switches_to_itself_in_the_other_language(site: Path, visit: Visit, lang: str) -> None:
    other = {"zh": "en", "en": "zh"}[lang]
    for name in (*names(), *PROFILES):
        page = visit.open(site / lang / f"{name}.html")
        page.locator("a.planbook-language").first.click()
        assert page.url.partition("#")[0] == (site / other / f"{name}.html").as_uri()
        assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[other]
    assert visit.complaints == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_index_leads_to_every_unit_and_province_and_their_briefings(
    site: Path, visit: Visit, lang: str
) -> None:
    page = visit.open(site / lang / "places.html")
    cells = page.locator("table.planbook-table td a, table.planbook-table th a").evaluate_all(
        "all => all.map(a => a.href)"
    )
    places = {link for link in cells if link.endswith(".html")}
    assert len(places) == 120 + 27
    assert len({link for link in cells if link.endswith(".pdf")}) == 120 + 27
    assert [link for link in places if not Path(unquote(urlparse(link).path)).is_file()] == []
    dots = page.locator(".planbook-chart svg.marks .mark-symbol.role-mark path")
    assert dots.count() == 120
    dots.last.dispatch_event("click")
    page.wait_for_url(re.compile(r"/units/\d{6}\.html$"))
    assert page.url in places
    page.go_back()
    page.locator("table.planbook-table th a").first.click()
    assert page.locator("h1").first.inner_text().strip()
    assert visit.complaints == []


def test_every_page_leads_on(site: Path, visit: Visit) -> None:
    page = visit.open(site / "en" / "units" / "210300.html")
    menu = page.locator(".book-menu a").evaluate_all("all => all.map(a => a.href)")
    assert any(link.endswith("/en/green.html") for link in menu)
    assert not any("/units/" in link or "/provinces/" in link for link in menu if "#" not in link)
    assert page.locator(".book-trail a").all_inner_texts() == ["Home", "Cities and provinces", "Liaoning"]
    page.locator(".book-neighbours a[rel=next]").click()
    assert page.url == (site / "en" / "units" / "210400.html").as_uri()
    page.locator(".book-neighbours a[rel=prev]").click()
    page.locator(".book-trail a", has_text="Liaoning").click()
    assert page.url == (site / "en" / "provinces" / "210000.html").as_uri()
    page.locator("table.planbook-table a", has_text=re.compile("^Anshan$")).first.click()
    assert page.url == (site / "en" / "units" / "210300.html").as_uri()
    page.locator(".book-home").click()
    assert page.url == (site / "index.html").as_uri() + "#en"


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_the_menu_of_a_phone_opens_and_closes(site: Path, visit: Visit) -> None:
    page = visit.open(site / "zh" / "units" / "210300.html")
    menu, button = page.locator(".book-menu"), page.locator(".book-open")
    assert not menu.is_visible()
    button.click()
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    button.click()
    menu.locator("a", has_text="绿色").click()
    assert page.url == (site / "zh" / "green.html").as_uri()


def test_the_switch_of_language_keeps_anchor_and_query(site: Path, visit: Visit) -> None:
    page = visit.open(site / "zh" / "green.html", "#s3")
    page.locator("a.planbook-language").click()
    assert page.url == (site / "en" / "green.html").as_uri() + "#s3"
    assert page.locator("#s3").count() == 1
    visit.open(site / "en" / "search.html", "?q=Anshan")
    page.locator("a.planbook-language").click()
    assert page.url == (site / "zh" / "search.html").as_uri() + "?q=Anshan"
    assert page.locator(".book-search input").input_value() == "Anshan"


def test_the_table_of_a_chapter_leads_to_its_cities(site: Path, visit: Visit) -> None:
    page = visit.open(site / "zh" / "green.html")
    link = page.locator("table.planbook-table a[href^='units/']:visible").first
    target = link.evaluate("link => link.href")
    link.click()
    assert page.url == target


def test_a_click_on_a_header_sorts_the_table_by_value(site: Path, visit: Visit) -> None:
    page = visit.open(site / "zh" / "data-dictionary.html")
    table = page.locator("table.planbook-table").first
    first = table.locator("tbody tr > :first-child")
    before = first.all_text_contents()
    table.locator("thead th button").first.click()
    assert table.locator("thead th").first.get_attribute("aria-sort") == "ascending"
    ascending = first.all_text_contents()
    table.locator("thead th button").first.click()
    assert first.all_text_contents() == ascending[::-1]
    assert sorted(ascending) == sorted(before)
    assert ascending != before


@pytest.mark.parametrize("visit", WIDTHS, indirect=True)
@pytest.mark.parametrize(
    ("lang", "verdict", "typed", "page"),
    [
        ("zh", "未达到", "鞍山", "units/210300"),
        ("zh", "未达到", "liaoning", "provinces/210000"),
        ("en", "not met", "Anshan", "units/210300"),
    ],
)
def test_the_landing_page_has_the_answer_and_finds_a_city(
    site: Path, visit: Visit, lang: str, verdict: str, typed: str, page: str
) -> None:
    front = visit.open(site / "index.html", f"#{lang}")
    shown = front.locator(f"article#{lang}")
    services = shown.locator(".answer-goals li", has_text=re.compile("服务业|services")).first
    assert services.is_visible()
    assert verdict in services.inner_text()
    assert services.locator(".sign").inner_text() == "✕"
    assert not front.locator("article").nth(0 if lang == "en" else 1).is_visible()
    box = shown.locator(".answer-find input")
    assert box.bounding_box()["y"] < front.viewport_size["height"]
    assert front.evaluate("document.documentElement.scrollWidth") <= front.viewport_size["width"]
    box.fill(typed)
    box.press("Enter")
    front.wait_for_url((site / lang / f"{page}.html").as_uri())
    assert visit.complaints == []
    assert visit.requests == []


def test_a_place_outside_the_plan_is_said_to_be_one(site: Path, visit: Visit) -> None:
    page = visit.open(site / "index.html", "#en")
    field = page.locator("article#en .answer-find input")
    field.fill("Atlantis")
    field.press("Enter")
    assert page.locator("article#en .answer-find [role=status]").is_visible()
    page.locator(".editions a", has_text="中文").click()
    page.locator("article#zh").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_preface_has_the_answer_too(site: Path, visit: Visit, lang: str) -> None:
    page = visit.open(site / lang / "index.html")
    assert page.locator(".answer-goals li").count() >= 2
    assert page.locator(".answer .planbook-chart").count() == 2
    page.locator(".answer-find input").fill("Karamay")
    page.locator(".answer-find input").press("Enter")
    page.wait_for_url((site / lang / "units" / "650200.html").as_uri())
