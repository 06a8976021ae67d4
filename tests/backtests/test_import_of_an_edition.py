"""Edition 2023 imported into a project that has never seen it gives the figures the compile of all editions gives.

Runs where PLANBOOK_SOURCES names the folder of raw sources.
"""

import csv
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planbook import paths
from planbook.cli import app

SOURCES = Path(os.environ.get("PLANBOOK_SOURCES", ""))
pytestmark = [
    pytest.mark.skipif("PLANBOOK_SOURCES" not in os.environ, reason="needs PLANBOOK_SOURCES"),
    pytest.mark.slow,
]


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_an_import_of_the_newest_edition_equals_its_compile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    compiled = paths.data("observations", "2022.csv").read_bytes()
    root, before = tmp_path / "project", tmp_path / "sources"
    shutil.copytree(paths.data(), root / "data")
    for part in ("city", "national", "province"):
        if (SOURCES / part).is_dir():
            shutil.copytree(SOURCES / part, before / part)
    shutil.copytree(SOURCES / "ccsy", before / "ccsy")
    (before / "ccsy" / "ccsy-2023.xlsx").unlink()
    monkeypatch.setenv("PLANBOOK_ROOT", str(root))
    run("compile", before)
    target = root / "data" / "observations" / "2022.csv"
    # the compile knows no year 2022 but from fills
    target.unlink(missing_ok=True)
    edition = SOURCES / "ccsy" / "ccsy-2023.xlsx"
    asked = run("import", edition, "--sources", SOURCES, code=2)
    assert "to be decided" in asked
    assert not target.exists()
    decisions = root / "_build" / "import" / "ccsy-2023.decisions.csv"
    with decisions.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    # a compile keeps what is within the ranges of the catalog, so every question is answered with yes
    with decisions.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"answer": "accept"} for row in rows)
    run("import", edition, "--sources", SOURCES)
    assert target.read_bytes() == compiled
    assert "nothing changes" in run("import", edition, "--sources", SOURCES)
    assert "nothing changes" in run("import", edition)
