"""Which modules of the package a notebook uses, found without running it."""

import json

import pytest
from small_book import code, notebook

from planbook.press.changes.code import declared, imports, used


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import planbook.ground.language", {"planbook", "planbook.ground", "planbook.ground.language"}),
        ("from planbook import catalog", {"planbook", "planbook.catalog"}),
        ("from planbook.text.claims import count", {"planbook", "planbook.text", "planbook.text.claims"}),
        ("def f():\n    from planbook import plan", {"planbook", "planbook.plan"}),
        ("import pandas", set()),
        ("'planbook.plan'", set()),
        ("%timeit planbook", set()),
    ],
)
def test_imports_are_read_wherever_they_stand(text, found):
    assert imports(text) == found


def test_what_is_imported_by_way_of_others_counts(tmp_path):
    file = tmp_path / "made-up.ipynb"
    file.write_text(
        json.dumps(notebook(code("from planbook.chapters.selection import choose"))), encoding="utf-8"
    )
    modules = used(file)
    assert {"planbook.chapters.selection", "planbook.plan.registry", "planbook.ground.reads"} <= set(modules)
    assert not any(m.startswith(("planbook.press", "planbook.intake", "planbook.figures")) for m in modules)


def test_parameters_keep_annotation_and_default():
    cell = code("year: int = 2012\nregion = '全国'\nnone = None", "parameters")
    found = declared(notebook(code("other = 1"), cell))
    assert {name: default for name, (_, default) in found.items()} == {
        "year": 2012,
        "region": "全国",
        "none": None,
    }
    assert [annotation is not None for annotation, _ in found.values()] == [True, False, False]
