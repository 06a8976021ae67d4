import pytest

from planbook.errors import BuildError
from planbook.press.pages.contents import Page, contents


def test_pages_are_found_in_reading_order(project):
    found = contents(project)
    assert found.notebooks == (Page("first", "first"), Page("second", "second"))
    assert found.written == ("index", "notes")


def test_pages_under_parts_and_sections_are_found(project):
    toc = "{format: jb-book, root: index, parts: [{caption: A, chapters: [{file: first, sections: [{file: notes}]}]}]}\n"
    (project / "_toc.yml").write_text(toc, encoding="utf-8")
    assert contents(project).written == ("index", "notes")


def test_every_page_without_a_source_is_listed(project):
    (project / "book/en/notes.md").unlink()
    (project / "notebooks/second.ipynb").unlink()
    with pytest.raises(BuildError) as caught:
        contents(project)
    assert caught.value.problems == (
        "second: neither notebooks/second.ipynb nor book/zh/second.md",
        "second: neither notebooks/second.ipynb nor book/en/second.md",
        "notes: neither notebooks/notes.ipynb nor book/en/notes.md",
    )


def test_provinces_and_units_have_pages_where_their_notebooks_are_there(project):
    assert contents(project).notebooks == contents(project, profiles=False).notebooks
    for name in ("unit", "province"):
        (project / f"notebooks/{name}.ipynb").write_text("{}", encoding="utf-8")
    names = [page.name for page in contents(project).notebooks]
    assert (len(names), len(set(names))) == (2 + 27 + 120, 2 + 27 + 120)
    assert Page("units/210300", "unit", (("unit", "210300"),)) in contents(project).notebooks
    assert Page("provinces/110000", "province", (("province", "110000"),)) in contents(project).notebooks
    assert contents(project, profiles=False).notebooks == (Page("first", "first"), Page("second", "second"))
