"""The chapter on effects runs by hand as it does in the press, and its words are set in both languages."""

import json
import os
import subprocess
import sys

import pytest

from planbook import paths
from planbook.ground.payload import MIME
from planbook.press.pages import payloads, words

NAME = "impact"
# its own parameters run in the press
CASES = [
    {"outcome": "secondary", "years": "2005-2019", "sample": "without_resource", "weighting": "none"},
    {"outcome": "population", "weighting": "entropy", "estimator": "synthetic"},
]


def run(output, parameters):
    options = [part for name, value in parameters.items() for part in ("-p", name, value)]
    return subprocess.run(
        [sys.executable, "-m", "papermill", "--no-progress-bar", f"notebooks/{NAME}.ipynb", output, *options],
        cwd=paths.root(),
        env={**os.environ, "PLANBOOK_PRESS": "1"},
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.slow
@pytest.mark.parametrize("parameters", CASES, ids=lambda p: "-".join(p.values()) or "defaults")
def test_the_chapter_runs_and_says_everything_in_both_languages(parameters, tmp_path):
    output = tmp_path / "out.ipynb"
    done = run(output, parameters)
    assert done.returncode == 0, done.stderr[-2000:]
    executed = json.loads(output.read_text(encoding="utf-8"))
    shown = [
        out["data"][MIME]
        for cell in executed["cells"]
        for out in cell.get("outputs", [])
        if MIME in out.get("data", {})
    ]
    assert not [f"{p['id']}: {problem}" for p in shown for problem in payloads.problems(p)]
    source = json.loads((paths.root() / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    page = words.with_words(executed, source)
    assert words.unlike(page) == []
    for lang in ("zh", "en"):
        assert words.set_words(page, lang).problems == []


@pytest.mark.slow
def test_an_impossible_value_is_told_with_the_choices(tmp_path):
    done = run(tmp_path / "out.ipynb", {"outcome": "happiness"})
    assert done.returncode != 0
    assert "outcome 'happiness': choose one of gdp_head" in done.stderr
