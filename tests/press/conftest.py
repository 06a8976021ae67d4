"""The small book of `small_book` as sources and as built pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_book import write_project

from planbook.press.kernels.provisioner import stop


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """The sources of the small book, not yet built."""
    root = write_project(tmp_path / "project")
    yield root
    stop(root)


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The root of the small book after the press has run: pages laid out, both editions built."""
    from planbook.press import press
    from planbook.press.sphinx.site import build_site

    root = write_project(tmp_path_factory.mktemp("book") / "project")
    press(root)
    build_site(root)
    yield root
    stop(root)
