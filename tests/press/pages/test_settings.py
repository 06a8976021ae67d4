"""Mistakes in the files that set up a book are told with file and line; the files are made up."""

import pytest

from planbook.errors import BuildError
from planbook.press.pages.contents import contents
from planbook.press.sphinx.site import configuration


def refused(project, name, text):
    (project / name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        contents(project)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "_toc.yml is empty; begin with the lines `format: jb-book` and `root: index`"),
        ("- file: index\n", "_toc.yml is no mapping of names to values"),
        ("format: jb-book\nchapters:\n  - file: first\n", "_toc.yml, line 1: no root page is named"),
        ("root: index\nchapters:\n", "_toc.yml, line 2: chapters is no list of pages"),
        ("root: index\nchapters:\n\t- file: first\n", "_toc.yml, line 3: found character '\\t'"),
        ("root: index\nchapters:\n  - first\n", "_toc.yml, line 3: this is no page; write `- file: name`"),
        ("root: index\nchapters:\n  - file:\n", "_toc.yml, line 3: file names no page"),
        (
            "root: index\nchapters:\n  - file: first\n  - file: first.ipynb\n",
            "_toc.yml, line 4: first is listed a second time, see line 3",
        ),
    ],
)
def test_a_table_of_contents_that_is_none_is_told_with_its_line(project, text, told):
    (problem,) = refused(project, "_toc.yml", text)
    assert problem.startswith(told)


@pytest.mark.parametrize("name", ["_config.yml", "_config.en.yml"])
def test_a_configuration_that_cannot_be_read_is_told_once_with_its_line(project, name):
    (problem,) = refused(project, name, "title: a\nhtml:\n\tfavicon: b\n")
    assert problem.startswith(f"{name}, line 3: found character '\\t'")
    assert problem.endswith("indent with spaces, not with a tab")


def test_everything_wrong_is_told_at_once(project):
    (project / "_toc.yml").write_text("", encoding="utf-8")
    assert refused(project, "_config.yml", "title: [a]\nhtml: b\n") == (
        "_toc.yml is empty; begin with the lines `format: jb-book` and `root: index`",
        "_config.yml, line 1: title is one text",
        "_config.yml, line 2: html holds settings of its own, a name and a value a line, indented below it",
    )


def test_pages_may_be_listed_with_the_suffixes_of_their_files(project):
    plain = contents(project)
    text = "format: jb-book\nroot: index.md\nchapters: [{file: first.ipynb}, {file: second.ipynb}, {file: notes.md}]\n"
    (project / "_toc.yml").write_text(text, encoding="utf-8")
    assert contents(project) == plain


def test_a_configuration_that_is_not_there_is_named(project):
    (project / "_config.en.yml").unlink()
    with pytest.raises(BuildError, match=r"_config\.en\.yml is missing"):
        configuration(project, "en")
