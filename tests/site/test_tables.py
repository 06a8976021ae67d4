"""What tables can do, on a made-up page of one table: sorting, filtering, all rows, copying."""

import json

import pytest
from playwright.sync_api import Browser, Page

from planbook.press.pages.render import grid
from planbook.press.sphinx.site import HERE

pytestmark = pytest.mark.site


def shown(browser: Browser, columns: dict[str, list[str]], right: set[str] = frozenset()) -> Page:
    page = browser.new_page()
    rows = [[(text, None, "") for text in row] for row in zip(*columns.values(), strict=True)]
    table = grid(list(columns), [name in right for name in columns], rows, "made up")
    style = (HERE / "static" / "planbook.css").read_text(encoding="utf-8")
    page.set_content(f"<html lang='en'><style>{style}</style><body><article>{table}</article></body></html>")
    page.add_script_tag(path=HERE / "static" / "tables.js")
    page.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    return page


def column(page: Page, number: int = 2) -> list[str]:
    cells = page.locator(f"tbody tr > :nth-child({number})")
    return [cell for cell in cells.all_inner_texts()]


@pytest.mark.parametrize(
    ("ordered", "missing"),
    [
        (["2/95", "10/95", "52/95"], "—"),
        (["rank 2 of 95", "rank 10 of 95"], "not printed"),
        (["−20.8%", "−3.1%", "0%", "+5%", "12%"], "no figure"),
        (["950 yuan", "1,200 yuan", "29,900 yuan"], "—"),
        (["900 million", "1.2 billion", "7 billion"], "none missing"),
        (["第2位", "第10位", "第52位"], "缺"),
        (["Anshan", "Benxi", "Tangshan"], "—"),
    ],
)
def test_values_sort_as_a_reader_means_them_and_missing_ones_stay_last(
    browser: Browser, ordered: list[str], missing: str
) -> None:
    mixed = [missing, *ordered[::2], *ordered[1::2]]
    page = shown(browser, {"City": [str(n) for n in range(len(mixed))], "Value": mixed})
    button = page.locator("thead button").nth(1)
    button.click()
    assert column(page) == [*ordered, missing]
    button.click()
    assert column(page) == [*ordered[::-1], missing]
    assert page.locator("thead th").nth(1).get_attribute("aria-sort") == "descending"
    page.close()


def test_a_long_table_shows_its_first_rows_and_all_of_them_on_demand(browser: Browser) -> None:
    names = [f"city {n}" for n in range(95)]
    page = shown(browser, {"City": names, "Value": [str(n) for n in range(95)]})
    rows = page.locator("tbody tr:visible")
    assert rows.count() == 20
    page.locator("input[type=search]").fill("City 94")
    assert rows.count() == 1
    assert page.locator("[role=status]").inner_text() == "1 of 95 rows"
    page.locator("input[type=search]").fill("")
    page.get_by_role("button", name="Show all 95 rows").click()
    assert rows.count() == 95
    page.close()


def test_a_saved_table_holds_plain_numbers_and_only_the_rows_in_sight(browser: Browser) -> None:
    page = shown(browser, {"City": ['Jia, "old"', "Yi"], "Value": ["29,900", "−3.5"]}, {"Value"})
    csv = "planbookTables.toCsv(planbookTables.values(document.querySelector('table')))"
    assert page.evaluate(csv) == 'City,Value\r\n"Jia, ""old""",29900\r\nYi,-3.5\r\n'
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    page.close()


def test_nothing_scrolls_inside_a_box_but_sideways(browser: Browser) -> None:
    wide = {f"A rather long column name {n}": [f"{n},000,000"] * 40 for n in range(12)}
    page = shown(browser, wide, set(wide))
    page.set_viewport_size({"width": 390, "height": 800})
    box = page.locator(".planbook-scroll")
    sizes = json.loads(
        box.evaluate(
            "b => JSON.stringify([b.scrollWidth > b.clientWidth, b.scrollHeight - b.clientHeight,"
            " document.documentElement.scrollWidth])"
        )
    )
    assert sizes == [True, 0, 390]
    first = page.locator("tbody th").first
    before = first.bounding_box()
    box.evaluate("b => b.scrollLeft = 300")
    assert first.bounding_box() == before
    page.close()
