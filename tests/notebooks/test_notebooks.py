"""Every notebook can be read in a sitting, and runs by hand as it does in the press, or says why not."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from by_hand import PLACES, cells, chapters, listed, page, source

from planbook import paths
from planbook.ground.payload import MIME

NOTEBOOKS = [*listed(), *PLACES]
LINES, LARGEST, NAMES = 250, 20, 40  # of a notebook's code, of a cell, of global names


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_can_be_read_in_a_sitting(name: str):
    code = [text for text, _ in cells(name)]
    sizes = [len(text.splitlines()) for text in code]
    assert sum(sizes) <= LINES
    assert max(sizes) <= LARGEST
    nodes = [node for text in code for node in ast.walk(ast.parse(text))]
    assert not [
        n for n in nodes if isinstance(n, ast.FunctionDef | ast.Lambda | ast.ClassDef | ast.If | ast.For)
    ]
    assert len(_names(nodes)) <= NAMES


def _names(nodes: list[ast.AST]) -> set[str]:
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for n in nodes
        if isinstance(n, ast.Import | ast.ImportFrom)
        for alias in n.names
    }
    return stored | imported


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_committed_without_outputs_and_with_both_languages(name: str):
    made = source(name)["cells"]
    code = [c for c in made if c["cell_type"] == "code"]
    assert not [c["id"] for c in code if c["outputs"] or c["execution_count"]]
    assert [c["metadata"].get("tags") for c in code].count(["parameters"]) == 1
    tags = [
        sorted({*c["metadata"].get("tags", ())} - {"brief"}) for c in made if c["cell_type"] == "markdown"
    ]
    assert tags.count(["zh"]) == tags.count(["en"]) > 1
    assert all(t in (["zh"], ["en"]) for t in tags)
    assert len({c["id"] for c in made}) == len(made)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_parameter_is_explained(name: str):
    text = next(text for text, tags in cells(name) if "parameters" in tags)
    assert all("#" in line for line in text.splitlines())


def papermill(chapter: str, output: Path, **parameters: object) -> subprocess.CompletedProcess[str]:
    options = [part for name, value in parameters.items() for part in ("-p", name, str(value))]
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", f"notebooks/{chapter}.ipynb", output]
    return subprocess.run(
        [*map(str, command), *options],
        cwd=paths.root(),
        env={**os.environ, "PLANBOOK_PRESS": "1"},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_runs_by_hand(chapter: str, tmp_path: Path):
    output = tmp_path / "out.ipynb"
    run = papermill(chapter, output, year=2017, baseline_year=2007, region="东部")
    assert run.returncode == 0, run.stderr[-2000:]
    made = json.loads(output.read_text(encoding="utf-8"))
    assert [p for lang in ("zh", "en") for p in page(made, lang).problems] == []
    kinds = [
        o["data"][MIME]["kind"]
        for c in made["cells"]
        for o in c.get("outputs", [])
        if MIME in o.get("data", {})
    ]
    assert kinds[0] == "findings"
    assert "table" in kinds
    assert kinds.count("chart") >= 3


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [("year", "1990", "year 1990 is not a data year"), ("region", "Mars", "region 'Mars' is not known")],
)
def test_an_impossible_value_fails_with_one_sentence(name: str, value: str, sentence: str, tmp_path: Path):
    run = papermill("overview", tmp_path / "out.ipynb", **{name: value})
    assert run.returncode != 0
    last = run.stderr.strip().splitlines()[-1]
    assert last.startswith("ParameterError: ")
    assert sentence in last
