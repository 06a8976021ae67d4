"""Once a year 2023 is there, every chapter reports it, also without figures of the nation, and says until when the
nation is printed. The cities' figures are those of the yearbook for 2022 again, made up for this test; what comes from
other sources (indices of product, modelled emissions, incomes) is not there yet, as when a yearbook is imported.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planbook import paths
from planbook.ground.payload import MIME

NOTEBOOKS = sorted(p.stem for p in (paths.root() / "notebooks").glob("*.ipynb"))

WITH_NATION = ("overview", "industry", "innovation", "reform")  # whose tables of data name national series


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("next") / "project"
    shutil.copytree(paths.data(), root / "data")
    observed = root / "data" / "observations"
    sources = root / "data" / "catalog" / "sources.csv"
    rows = sources.read_text(encoding="utf-8").splitlines(keepends=True)
    newest = next(r for r in rows if r.startswith("ccsy-2023,"))
    sources.write_text("".join([*rows, newest.replace("2023", "2024")]), encoding="utf-8")
    head, *values = (observed / "2022.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    printed = [row.replace(",ccsy-2023,", ",ccsy-2024,") for row in values if ",ccsy-2023," in row]
    (observed / "2023.csv").write_text("".join([head, *printed]), encoding="utf-8")
    return root


@pytest.mark.slow
@pytest.mark.parametrize("chapter", NOTEBOOKS)
def test_a_chapter_reports_a_new_year(chapter: str, next_year: Path, tmp_path: Path):
    output = tmp_path / "out.ipynb"
    notebook = paths.root() / "notebooks" / f"{chapter}.ipynb"
    run = subprocess.run(
        [sys.executable, "-m", "papermill", "--no-progress-bar", notebook, output, "-p", "year", "2023"],
        env={**os.environ, "PLANBOOK_PRESS": "1", "PLANBOOK_ROOT": str(next_year)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    cells = json.loads(output.read_text(encoding="utf-8"))["cells"]
    shown = [out["data"][MIME] for c in cells for out in c.get("outputs", []) if MIME in out.get("data", {})]
    text = json.dumps(shown, ensure_ascii=False)
    assert "2023" in text
    if chapter in WITH_NATION:
        assert "Comparisons with the nation end in 2022" in text
