"""A headless browser without a network, and the book it opens from file://."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from planbook import paths

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site() -> Path:
    """The published book, brought up to date first, or the one named by PLANBOOK_SITE as it is."""
    if built := os.environ.get("PLANBOOK_SITE"):
        return Path(built)
    from planbook import explorer
    from planbook.press import press
    from planbook.press.sphinx.downloads import publish
    from planbook.press.sphinx.site import build_site

    press(paths.root())
    publish(paths.root())
    explorer.publish(paths.root())
    return build_site(paths.root()).parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium with a new, empty profile of its own."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed; `tools/setup browser` sees to it"
    with sync_playwright() as playwright:
        # Playwright gives every launch a new, empty folder for user data.
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()
