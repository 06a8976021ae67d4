"""What an edition keeps of the one before; pages are made up and nothing is built."""

import pytest

from planbook.press.sphinx.site import _forget_gone

LAID = ("index.md", "green.ipynb", "units/jia.ipynb", "_notebooks/green.ipynb")
BUILT = (
    "index.html",
    "green.html",
    "units/jia.html",
    "search.html",
    "_static/a.css",
    "_downloads/1/green.ipynb",
)


@pytest.fixture
def edition(tmp_path):
    """An edition laid out and built before."""
    for folder, names in (("source/zh", LAID), ("book/zh/_build/html", BUILT)):
        for name in names:
            file = tmp_path / "_build" / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name, encoding="utf-8")
    return tmp_path


def test_an_edition_with_the_same_pages_is_built_on(edition):
    _forget_gone(edition, "zh")
    assert (edition / "_build/book/zh/_build/html/units/jia.html").is_file()


@pytest.mark.parametrize("gone", ["green.ipynb", "units/jia.ipynb", "index.md"])
def test_of_an_edition_without_a_page_nothing_is_left_of_that_page(edition, gone):
    (edition / "_build/source/zh" / gone).unlink()
    _forget_gone(edition, "zh")
    assert list((edition / "_build/book/zh").rglob("*.*")) == []
