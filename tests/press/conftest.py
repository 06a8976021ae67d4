"""The small book of `small_book` as sources and as built pages."""

from pathlib import Path

import pytest
from small_book import write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sources of the small book, not yet built."""
    return write_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the small book after the press has run: pages laid out, both editions built."""
    from planbook.press import press
    from planbook.press.site import build_site

    root = write_project(tmp_path_factory.mktemp("book") / "project")
    press(root)
    build_site(root)
    return root
