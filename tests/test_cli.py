import pytest
from typer.testing import CliRunner

from planbook.cli import app

run = CliRunner().invoke


def test_help_lists_the_verbs_of_the_press():
    result = run(app, ["--help"])
    assert result.exit_code == 0
    assert "run " in result.output
    assert "build " in result.output


def test_an_error_is_a_sentence_on_stderr_and_exit_code_2(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANBOOK_ROOT", str(tmp_path))
    result = run(app, ["run"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"no folder with data/plan at or above {tmp_path}")
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["run", "--jobs", "0"], ["build", "--year", "soon"]])
def test_impossible_options_are_refused(arguments):
    assert run(app, arguments).exit_code == 2
