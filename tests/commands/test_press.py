"""What ``planbook status`` prints, for made-up reasons, and what is refused; the press is tested in tests/press."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from planbook import paths
from planbook.cli import app
from planbook.commands.press import _grouped
from planbook.press.run.lock import alone


def test_pages_of_one_kind_with_one_reason_share_a_line_and_others_stand_alone():
    reasons = {"green": "not made yet"} | {f"units/{n}": "not made yet" for n in range(210300, 210304)}
    reasons["units/210400"] = "notebook edited: cell 7"
    assert _grouped(reasons, "run") == [
        "run   green: not made yet",
        "run   4 units: not made yet",
        "run   units/210400: notebook edited: cell 7",
    ]


def test_briefings_are_counted_by_language():
    reasons = {f"briefing zh/units-{n}.pdf": "not made yet" for n in range(210300, 210304)}
    assert _grouped(reasons, "make") == ["make  4 briefings zh/units: not made yet"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["run", "--jobs", "99999999999"], "--jobs 99999999999: choose 1 to 256; this machine has"),
        (["build", "--jobs", "0"], "--jobs 0: choose 1 to 256"),
        (["brief", "--all", "--jobs", "-1"], "--jobs -1: choose 1 to 256"),
        (
            ["build", "--timeout", "99999999999999999999"],
            "--timeout 99999999999999999999: choose 1 to 604800",
        ),
        (["run", "--cluster", "http://x"], "--cluster http://x: write the scheduler's address"),
        (["run", "--cluster", "tcp://x:99999"], "--cluster tcp://x:99999: write the scheduler's address"),
    ],
)
def test_numbers_that_cannot_be_are_refused_as_they_are_read(given, told):
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 2
    assert result.output.startswith(told)
    assert len(result.output.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["run", "build", "status"])
def test_parameters_that_cannot_be_are_told_without_waiting_for_another_press(verb):
    root = paths.root()
    with alone(root):  # another process would wait until this one lets go
        told = subprocess.run(
            [sys.executable, "-c", "from planbook.cli import app; app()", verb, "--year", "1066"],
            env={**os.environ, "PLANBOOK_ROOT": str(root)},
            capture_output=True,
            text=True,
        )
    assert told.returncode == 2
    assert "year 1066: not a data year" in told.stderr
    assert "waiting" not in told.stderr
