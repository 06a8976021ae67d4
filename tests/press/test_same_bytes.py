"""The same book is the same bytes wherever it lies and however it came about; the book is made up."""

import hashlib

import pytest
from small_book import write_project

from planbook.press import press
from planbook.press.briefing import batch
from planbook.press.kernels.provisioner import stop
from planbook.press.pages.contents import contents
from planbook.press.sphinx.site import build_site

pytestmark = pytest.mark.slow


def brief(root, monkeypatch):
    """Make the briefings of the book at a place."""
    monkeypatch.setenv("PLANBOOK_ROOT", str(root))
    made, problems = batch.make_all(root, [page.name for page in contents(root).notebooks])
    assert (len(made), problems) == (4, [])


def published(root):
    """Return the hash of every file that readers get."""
    site = root / "_build" / "site"
    files = sorted(f for f in site.rglob("*") if f.is_file())
    return {f.relative_to(site).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_a_book_changed_and_changed_back_is_the_one_built_from_nothing_elsewhere(
    built_book, tmp_path, monkeypatch
):
    brief(built_book, monkeypatch)
    clean = published(built_book)
    assert {"index.html", "zh/first.html", "zh/search-chapters.js", "briefings/en/first.pdf"} <= set(clean)

    root = write_project(tmp_path / "elsewhere")
    notebook = root / "notebooks/first.ipynb"
    before = notebook.read_text(encoding="utf-8")
    for text in (before.replace("12.5%", "13.5%"), before):
        notebook.write_text(text, encoding="utf-8")
        press(root)
        brief(root, monkeypatch)
        build_site(root)
        made = published(root)
        differing = {name for name in {**clean, **made} if clean.get(name) != made.get(name)}
        if text == before:
            assert differing == set()
        else:
            assert {"zh/first.html", "en/search-chapters.js", "briefings/zh/first.pdf"} <= differing
    stop(root)
