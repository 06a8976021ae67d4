"""A project of its own and a folder of raw sources, both small and of made-up figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_project import forget, write_project, write_sources


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The root of a small project, which the package works on until the test is over."""
    root = write_project(tmp_path / "project")
    monkeypatch.setenv("PLANBOOK_ROOT", str(root))
    forget()
    yield root
    monkeypatch.undo()
    forget()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of raw sources that the small project compiles."""
    return write_sources(tmp_path / "sources")
