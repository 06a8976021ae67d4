"""A parameter that a notebook does not have stops it; notebooks are made up."""

import json
import os
import subprocess
import sys

import pytest

from planbook import paths
from planbook.ground.given import strange


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["", "year = None", "# Parameters\nyear = 2019\n", "1"], []),
        (["", "year = None", "year = 2019"], []),
        (["", "year: int = 1\nregion = ''", "# Parameters\nyaer = 2019\n"], ["year"]),
        (["# Parameters\nyear = 2019\n"], ["the notebook has none"]),
        (["%%time\nyear = None", "# Parameters\nyear = 2019\n"], ["the notebook has none"]),
    ],
)
def test_only_what_papermill_injects_beside_what_is_declared_is_strange(cells, told):
    found = strange(cells)
    assert len(found) == len(told)
    assert all(word in line for word, line in zip(told, found, strict=True))


@pytest.mark.slow
def test_by_hand_papermill_is_stopped_with_the_nearest_name(tmp_path):
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {"tags": tags}, "source": source, "outputs": []}
        | {"execution_count": None}
        for n, (tags, source) in enumerate(
            [
                (["parameters"], "year = None"),
                (
                    [],
                    "from planbook.store.observations import last_year\nprint('reports', year or last_year())",
                ),
            ]
        )
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "made.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        "made.ipynb",
        "out.ipynb",
        "-p",
        "yaer",
        "2019",
    ]
    told = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PLANBOOK_ROOT": str(paths.root())},
        capture_output=True,
        text=True,
    )
    assert told.returncode != 0
    assert "no parameter 'yaer'; did you mean year?" in told.stderr
    assert "reports" not in (tmp_path / "out.ipynb").read_text(encoding="utf-8").replace(
        "print('reports'", ""
    )
