"""Notebooks as people leave them are told in a sentence with notebook and cell; all of them are made up."""

import json

import pytest
from small_book import code, markdown, notebook

from planbook.errors import BuildError
from planbook.press.changes.jobs import plan_runs
from planbook.press.changes.sources import problems
from planbook.press.pages.contents import Page
from planbook.press.pages.words import with_words
from planbook.press.run.parameters import model
from planbook.press.run.task import Task, run

WHOLE = json.dumps(notebook(markdown("zh", "# 一"), code("year = 2017", "parameters")))


def refused(project, content, name="second"):
    """Return what is said of a project whose second notebook has this content."""
    (project / f"notebooks/{name}.ipynb").write_bytes(
        content.encode() if isinstance(content, str) else content
    )
    with pytest.raises(BuildError) as caught:
        plan_runs(project, [Page("first", "first"), Page(name, name)], {})
    return caught.value.problems


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty; bring back the notebook that was there"),
        ("{", "is no notebook, its JSON breaks off"),
        ("[1]", "is JSON but no notebook"),
        (b"\xff\xfe{}", "is no text in UTF-8 (byte 0)"),
        ('{"metadata": {}, "nbformat": 3, "worksheets": []}', "is a notebook of format 3, not 4"),
        ('{"cells": [{"cell_type": "code"}], "nbformat": 4}', "has cells without kind, tags or text"),
        ('{"nbformat": 4}', "has cells without kind, tags or text"),
        (
            WHOLE.replace('"cells"', '\n<<<<<<< HEAD\n"cells"', 1),
            ", line 2: two versions of the notebook were not merged (<<<<<<<)",
        ),
    ],
)
def test_a_file_that_is_no_notebook_is_named(project, content, told):
    (problem,) = refused(project, content)
    joint = "" if told.startswith(",") else " "
    assert problem.startswith(f"notebooks/second.ipynb{joint}{told}")


def test_a_byte_order_mark_is_read_over(project):
    (project / "notebooks/second.ipynb").write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    (job,) = plan_runs(project, [Page("second", "second")], {"year": 2018})
    assert job.parameters == (("year", 2018),)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            [code("year = 2017", "parameters"), code("# Parameters\nyear = 2018", "injected-parameters")],
            "cell 2 (# Parameters): left over from a run with papermill",
        ),
        (
            [code("year = 2017", "parameters"), code("region = '全国'", "parameters")],
            "cell 2 (region = '全国'): a second cell tagged parameters; put all into cell 1",
        ),
        (
            [{**markdown("zh", "# 一"), "metadata": {"tags": ["zh", "parameters"]}}],
            "cell 1 (# 一): only a code cell can hold parameters",
        ),
        (
            [code("year = 2021\nbase = year - 9", "parameters")],
            "cell 1 (year = 2021), line 2: base is computed",
        ),
        (
            [code("import datetime\nmade = datetime.date(2026, 1, 1)", "parameters")],
            "cell 1 (import datetime), line 2: made is computed",
        ),
        (
            [code("%matplotlib inline\nyear = 2017", "parameters")],
            "cell 1 (%matplotlib inline), line 1: a command of Jupyter",
        ),
        ([code("year = ", "parameters")], "cell 1 (year =), line 1: this is no Python"),
        (
            [code("year, region = 2017, '全国'", "parameters")],
            "cell 1 (year, region = 2017, '全国'), line 1: a cell",
        ),
        ([code("year: int64 = 2017", "parameters")], "cell 1 (year: int64 = 2017), line 1: int64 is no type"),
        (
            [markdown("zh", "# 一"), code("1", "brief")],
            "cell 1 (# 一): the title is not tagged brief, so that the Chinese briefing has none",
        ),
    ],
)
def test_cells_that_would_make_a_page_say_something_else_are_refused(project, cells, told):
    (problem,) = refused(project, json.dumps(notebook(*cells)))
    assert problem.startswith(f"notebooks/second.ipynb, {told}")


def test_all_notebooks_are_told_at_once(project):
    (project / "notebooks/first.ipynb").write_text("{", encoding="utf-8")
    assert [problem.split()[0] for problem in refused(project, "")] == [
        "notebooks/first.ipynb",
        "notebooks/second.ipynb",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        'from typing import Literal\nregion: Literal["全国", "东北"] = "全国"',
        "from typing import Optional\nyear: Optional[int] = None",
        '"""What the chapter reports."""\nyear: int | None = None\nother = -1.5',
    ],
)
def test_plain_values_with_the_types_people_write_are_fine(tmp_path, cell):
    made = notebook(code(cell, "parameters"))
    assert list(problems(made)) == []
    (tmp_path / "made.ipynb").write_text(json.dumps(made), encoding="utf-8")
    assert model(tmp_path / "made.ipynb").model_fields


@pytest.mark.slow
@pytest.mark.parametrize("ids", [None, "same"])
def test_cells_without_an_id_of_their_own_get_the_same_at_every_run(project, ids, recwarn):
    made = notebook(markdown("zh", "# 一"), code("year = 2017", "parameters"), code("1 + 1"))
    for cell in made["cells"]:
        cell.pop("id")
        if ids:
            cell["id"] = ids
    if not ids:
        made["nbformat_minor"] = 4
    (project / "notebooks/second.ipynb").write_text(json.dumps(made), encoding="utf-8")
    task = Task("second", "notebooks/second.ipynb", (("year", 2018),), project, "plain", 60)
    first, second = run(task), run(task)
    assert first.failure is None
    assert first.executed == second.executed
    executed = json.loads(first.executed)
    assert len({cell["id"] for cell in executed["cells"]}) == 4
    # the words of a page are set later, in the cells of the source: a cell more there hides no result
    made["cells"].insert(1, markdown("zh", "又一句。") | ({"id": ids} if ids else {}))
    shown = [c for c in with_words(executed, made)["cells"] if c["cell_type"] == "code"]
    assert shown[-1]["outputs"][0]["data"]["text/plain"] == ["2"]
    assert not [w for w in recwarn if "nbformat" in str(w.filename)]
