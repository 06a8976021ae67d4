"""Every notebook runs by hand as it does in the press, for early years and single regions too, or says why not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planbook import paths
from planbook.ground.payload import MIME
from planbook.press.pages.payloads import problems

NOTEBOOKS = sorted(p.stem for p in (paths.root() / "notebooks").glob("*.ipynb"))
PLACES = {"unit", "province", "places"}  # run for single places: see test_profiles.py
OWN = {"impact"}  # has parameters of its own: see test_impact.py
CHAPTERS = [name for name in NOTEBOOKS if name not in PLACES | OWN]
# Kernels are slow to start: other years and regions run in `test_any_year`.
CASES = [
    {},
    {"year": 2017, "baseline_year": 2007, "region": "东部"},
]


def papermill(chapter: str, output: Path, parameters: dict[str, object]) -> subprocess.CompletedProcess[str]:
    options = [part for name, value in parameters.items() for part in ("-p", name, str(value))]
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            "--no-progress-bar",
            f"notebooks/{chapter}.ipynb",
            output,
            *options,
        ],
        cwd=paths.root(),
        env={**os.environ, "PLANBOOK_PRESS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("parameters", CASES, ids=lambda p: "-".join(map(str, p.values())) or "defaults")
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_runs(chapter: str, parameters: dict[str, object], tmp_path: Path):
    output = tmp_path / "out.ipynb"
    run = papermill(chapter, output, parameters)
    assert run.returncode == 0, run.stderr[-2000:]
    shown = [
        out["data"][MIME]
        for cell in json.loads(output.read_text(encoding="utf-8"))["cells"]
        for out in cell.get("outputs", [])
        if "data" in out
    ]
    assert not [f"{p['id']}: {problem}" for p in shown for problem in problems(p)]
    kinds = [p["kind"] for p in shown]
    assert "table" in kinds
    assert "text" in kinds
    if not parameters:
        assert kinds.count("chart") >= 3


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [("year", "1990", "year 1990 is not a data year"), ("region", "Mars", "region 'Mars' is not known")],
)
def test_an_impossible_value_fails_with_one_sentence(name: str, value: str, sentence: str, tmp_path: Path):
    run = papermill("overview", tmp_path / "out.ipynb", {name: value})
    assert run.returncode != 0
    last = run.stderr.strip().splitlines()[-1]
    assert last.startswith("ParameterError: ")
    assert sentence in last


@pytest.mark.parametrize("chapter", NOTEBOOKS)
def test_a_notebook_is_committed_without_outputs_and_with_both_languages(chapter: str):
    cells = json.loads((paths.root() / "notebooks" / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [c for c in cells if c["cell_type"] == "code"]
    assert not [c["id"] for c in code if c["outputs"] or c["execution_count"]]
    assert [c["metadata"].get("tags") for c in code].count(["parameters"]) == 1
    tags = [
        sorted({*c["metadata"].get("tags", ())} - {"brief"}) for c in cells if c["cell_type"] == "markdown"
    ]
    assert tags.count(["zh"]) == tags.count(["en"]) > 1
    assert all(t in (["zh"], ["en"]) for t in tags)
