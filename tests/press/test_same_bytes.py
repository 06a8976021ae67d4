"""The same book is the same bytes, however it came about: from nothing, or by changes taken back; the book is made up."""

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


def build(root):
    """Build the small book; return the hash of every published file."""
    press(root)
    pages = [page.name for page in contents(root).notebooks]
    made, problems = batch.make_all(root, pages)
    batch.prune(root, pages)
    build_site(root)
    assert problems == []
    assert len(made) == 2 * len(pages)
    site = root / "_build" / "site"
    files = sorted(f for f in site.rglob("*") if f.is_file())
    return {f.relative_to(site).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def differing(one, another):
    return {name for name in {**one, **another} if one.get(name) != another.get(name)}


def test_a_book_is_the_same_however_it_came_about(tmp_path, monkeypatch):
    places = (tmp_path / "one" / "project", tmp_path / "another" / "project")
    for root in places:
        write_project(root)
        shutil.copy(CHECKOUT / "CITATION.cff", root)
    root = places[0]
    monkeypatch.setenv("PLANBOOK_ROOT", str(root))
    first = build(root)
    assert {"index.html", "zh/first.html", "briefings/en/first.pdf"} <= set(first)

    # a page is taken out: it is gone with all that belonged to it
    notebook, toc = root / "notebooks/first.ipynb", root / "_toc.yml"
    before = notebook.read_text(encoding="utf-8"), toc.read_text(encoding="utf-8")
    toc.write_text(before[1].replace("{file: second}, ", ""), encoding="utf-8")
    assert not [name for name in build(root) if "second" in name]

    # the page comes back and a word is changed; then the word is changed back
    toc.write_text(before[1], encoding="utf-8")
    notebook.write_text(before[0].replace("12.5%", "13.5%"), encoding="utf-8")
    changed = differing(first, build(root))
    assert {"zh/first.html", "zh/search-chapters.js", "briefings/zh/first.pdf"} <= changed
    notebook.write_text(before[0], encoding="utf-8")
    assert differing(first, build(root)) == set()
    stop(root)

    # and the same sources elsewhere, from nothing
    monkeypatch.setenv("PLANBOOK_ROOT", str(places[1]))
    other = build(places[1])
    stop(places[1])
    assert differing(first, other) == set()
