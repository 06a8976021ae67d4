"""What a page weighs with everything it loads, in kilobytes as a reader's device gets them from a folder."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.site


@pytest.mark.parametrize(
    ("name", "most"), [("green", 1500), ("industry", 1500), ("units/210300", 400), ("units/220300", 400)]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_are_light(site: Path, browser: Browser, lang: str, name: str, most: int) -> None:
    page = browser.new_page()
    loaded: dict[str, int] = {}
    page.on("response", lambda answer: loaded.update({answer.url: 0}))
    page.goto((site / lang / f"{name}.html").as_uri())
    page.wait_for_load_state("load")
    sizes = [Path(url.removeprefix("file://").partition("?")[0]).stat().st_size for url in loaded]
    page.close()
    assert sum(sizes) <= most * 1000
    assert not any("search-" in url for url in loaded) or name == "search"
