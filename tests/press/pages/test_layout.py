import json

import pytest
from small_book import CHART, TABLE, TEXT, code, markdown, notebook

from planbook.errors import BuildError
from planbook.ground.payload import MIME
from planbook.press.pages import layout
from planbook.press.pages.contents import Contents, Page
from planbook.press.pages.layout import lay_out, to_bytes
from planbook.press.pages.words import set_words


def executed(*outputs: dict) -> dict:
    cell = code("shown")
    cell["outputs"] = list(outputs)
    cell["execution_count"] = 4
    return notebook(
        markdown("zh", "# 标题"),
        markdown("en", "# Title"),
        code("year = 2017", "parameters"),
        code("year = 2019", "injected-parameters"),
        code("import planbook"),
        cell,
    )


def shows(payload: dict) -> dict:
    return {"output_type": "display_data", "data": {MIME: payload, "text/plain": "short"}, "metadata": {}}


def page(made: dict, name: str, lang: str, **options) -> dict:
    return layout.page(set_words(made, lang), name, lang, **options)


def test_page_keeps_the_cells_of_its_language():
    for lang, kept in (("zh", "# 标题"), ("en", "# Title")):
        cells = page(executed(), "green", lang)["cells"]
        assert [c["source"] for c in cells][:-1] == [kept]


def test_page_shows_no_code_and_no_parameters():
    cells = page(executed(shows(CHART)), "green", "zh")["cells"]
    assert not any("year" in cell["source"] or "import" in cell["source"] for cell in cells)
    assert [c["metadata"]["tags"] for c in cells if c["cell_type"] == "code"] == [["remove-input"]]


def test_payload_is_reduced_to_the_language():
    (shown,) = [c for c in page(executed(shows(TABLE)), "green", "en")["cells"] if c["cell_type"] == "code"]
    assert shown["outputs"][0]["data"] == {
        MIME: {"kind": "table", "id": "made-up-table", "lang": "en", **TABLE["en"]}
    }


def test_text_becomes_markdown_between_the_figures_of_its_cell():
    cells = page(executed(shows(CHART), shows(TEXT), shows(TABLE)), "green", "zh")["cells"]
    assert [c["cell_type"] for c in cells[1:4]] == ["code", "markdown", "code"]
    assert cells[2]["source"] == TEXT["zh"]["markdown"]


def test_page_ends_with_a_link_to_its_notebook():
    last = page(executed(), "green", "en")["cells"][-1]["source"]
    assert "{download}`green.ipynb </_notebooks/green.ipynb>`" in last


def test_cells_tagged_with_both_languages_are_on_both_pages():
    both = markdown("zh", "![](a.svg)")
    both["metadata"]["tags"].append("en")
    for lang in ("zh", "en"):
        assert page(notebook(both), "green", lang)["cells"][0]["source"] == "![](a.svg)"


def test_the_same_notebook_gives_the_same_bytes():
    first, second = (to_bytes(page(executed(shows(CHART)), "green", "zh")) for _ in range(2))
    assert first == second


@pytest.fixture
def laid(project):
    """A project whose one notebook has been executed, and its pages."""

    def run(*outputs: dict):
        runs = project / "_build" / "runs"
        runs.mkdir(parents=True, exist_ok=True)
        made = executed(*outputs)
        (runs / "first.ipynb").write_text(json.dumps(made), encoding="utf-8")
        source = [c for c in made["cells"] if "injected-parameters" not in c["metadata"]["tags"]]
        (project / "notebooks/first.ipynb").write_text(
            json.dumps({**made, "cells": source}), encoding="utf-8"
        )
        lay_out(project, Contents((Page("first", "first"),), ("index", "notes")))
        return project / "_build" / "source"

    return run


def test_both_languages_are_written_and_stale_pages_removed(laid):
    source = laid(shows(CHART))
    (source / "zh" / "gone.md").write_text("old", encoding="utf-8")
    laid(shows(CHART))
    for lang in ("zh", "en"):
        files = {f.relative_to(source / lang).as_posix() for f in (source / lang).rglob("*") if f.is_file()}
        assert files == {"index.md", "notes.md", "units/jia.md", "first.ipynb", "_notebooks/first.ipynb"}


def test_unchanged_pages_keep_their_time_stamp(laid):
    source = laid(shows(CHART))
    before = {f: f.stat().st_mtime_ns for f in source.glob("*/**/*") if f.is_file()}
    laid(shows(TABLE))
    changed = {f.relative_to(source).as_posix() for f, at in before.items() if f.stat().st_mtime_ns != at}
    assert changed == {
        f"{lang}/{page}" for lang in ("zh", "en") for page in ("first.ipynb", "_notebooks/first.ipynb")
    }


def test_what_the_book_cannot_show_is_listed_with_its_cell(laid):
    frame = {
        "output_type": "execute_result",
        "data": {"text/plain": "   a  b"},
        "metadata": {},
        "execution_count": 4,
    }
    warning = {"output_type": "stream", "name": "stderr", "text": "DeprecationWarning: old"}
    with pytest.raises(BuildError) as caught:
        laid(frame, warning, shows({**TABLE, "en": {}}), shows(CHART), shows(CHART))
    assert caught.value.problems == (
        "notebooks/first.ipynb, cell 5 (shown): execute_result 'a  b'",
        "notebooks/first.ipynb, cell 5 (shown): stderr 'DeprecationWarning: old'",
        "notebooks/first.ipynb, cell 5 (shown): made-up-table: en: no title",
        "notebooks/first.ipynb, cell 5 (shown): made-up-table: en: no source",
        "notebooks/first.ipynb, cell 5 (shown): made-up-table: en: no columns",
        "notebooks/first.ipynb, cell 5 (shown): made-up-table: en: no rows",
        "notebooks/first.ipynb, cell 5: made-up-chart: this was shown before on the page",
    )


def test_only_pages_whose_run_has_changed_are_laid_out_again(laid, monkeypatch):
    source = laid(shows(CHART))
    monkeypatch.setattr(
        "planbook.press.pages.layout.page", lambda *args, **options: pytest.fail("laid out again")
    )
    assert laid(shows(CHART)) == source
    (source / "en" / "first.ipynb").unlink()
    with pytest.raises(BaseException, match="laid out again"):
        laid(shows(CHART))


def test_a_page_that_no_table_of_contents_lists_says_so():
    notebook = {"cells": [], "metadata": {}}
    assert page(notebook, "unit", "en", listed=False)["metadata"] == {"orphan": True}
    assert page(notebook, "unit", "en")["metadata"] == {}
