"""Two presses from nothing give the same bytes: pages, search index, downloads and briefings of the small book."""

import hashlib
import shutil

import pytest
from small_book import CHECKOUT, write_project

from planbook.press import press
from planbook.press.briefing import batch
from planbook.press.kernels.provisioner import stop
from planbook.press.pages.contents import contents
from planbook.press.sphinx.site import build_site

pytestmark = pytest.mark.slow


def build(root, monkeypatch):
    """Build the small book from nothing; return the hash of every published file."""
    write_project(root)
    monkeypatch.setenv("PLANBOOK_ROOT", str(root))
    shutil.copy(CHECKOUT / "CITATION.cff", root)
    press(root)
    made, problems = batch.make_all(root, [page.name for page in contents(root).notebooks])
    build_site(root)
    stop(root)
    assert problems == []
    assert len(made) == 4
    site = root / "_build" / "site"
    files = sorted(f for f in site.rglob("*") if f.is_file())
    return {f.relative_to(site).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_two_builds_from_nothing_are_the_same(tmp_path, monkeypatch):
    places = (tmp_path / "one" / "project", tmp_path / "another" / "project")
    first, second = (build(root, monkeypatch) for root in places)
    assert {name for name in {**first, **second} if first.get(name) != second.get(name)} == set()
    assert {"index.html", "zh/first.html", "briefings/en/first.pdf"} <= set(first)
