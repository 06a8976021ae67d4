"""Edition 2024 brought in by the answers that are committed: as a compile has it, and taken back without a trace.

Runs where PLANBOOK_SOURCES names the folder of raw sources.
"""

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planbook import paths
from planbook.cli import app
from planbook.ground import reads
from planbook.intake import undoing

SOURCES = Path(os.environ.get("PLANBOOK_SOURCES", ""))
EDITION = SOURCES / "ccsy" / "ccsy-2024.xlsx"
pytestmark = [
    pytest.mark.skipif(not EDITION.is_file(), reason="needs PLANBOOK_SOURCES with edition 2024"),
    pytest.mark.slow,
]


def run(*arguments: object) -> str:
    reads.forget()
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def tables(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in sorted((root / "data").rglob("*")) if p.is_file()
    }


def test_the_import_of_edition_2024_equals_its_compile_and_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root = tmp_path / "project"
    shutil.copytree(paths.data(), root / "data")
    monkeypatch.setenv("PLANBOOK_ROOT", str(root))
    if undoing.path_of(2023).is_file():
        run("import", "--undo", 2023)
    before = tables(root)
    told = run("import", EDITION, "--sources", SOURCES)
    assert "0 not known" in told
    assert "planbook check, 2022 and 2023: 0 errors" in told
    imported = tables(root)
    run("compile", SOURCES)
    assert tables(root) == imported
    assert "nothing changes" in run("import", EDITION, "--sources", SOURCES)
    run("import", "--undo", 2023)
    assert tables(root) == before
