"""All checks together over the committed tables, and the verb that prints them."""

import pytest
from typer.testing import CliRunner

from planbook.cli import app
from planbook.ground.language import Both
from planbook.quality import checking
from planbook.quality.findings import CHECKS, SEVERITIES, Fault

run = CliRunner().invoke

# Made up.
FOUND = (
    Fault("error", "range", "210300", "buses", 2012, 1e9, "1 – 45000", Both("过大", "Anshan: too many")),
    Fault("warning", "jump", "210400", "buses", 2012, 9.0, "1 – 2", Both("跳变", "Fushun: a jump")),
    Fault("info", "magnitude", "", "buses", 2011, 3.0, "0.5 – 2", Both("已知", "known")),
)


@pytest.fixture
def made_up(monkeypatch):
    monkeypatch.setattr(checking, "check", lambda: FOUND)


def test_the_committed_tables_are_free_of_errors():
    assert [f.message.en for f in checking.check() if f.severity == "error"] == []


def test_findings_are_ordered_and_of_known_kinds():
    found = checking.check()
    ranks = [list(SEVERITIES).index(f.severity) for f in found]
    assert ranks == sorted(ranks)
    assert {f.check for f in found} <= set(CHECKS)
    assert all(f.message.zh and f.message.en for f in found)


def test_no_declaration_is_left_over():
    assert [f.message.en for f in checking.check() if f.check == "accepted"] == []


def test_errors_are_listed_and_end_in_exit_code_1(made_up):
    result = run(app, ["check"])
    assert result.exit_code == 1
    assert "Anshan: too many; found 1000000000, expected 1 – 45000" in result.stdout
    assert "a jump" not in result.stdout
    assert result.stdout.splitlines()[-1] == "1 errors in 3 findings"


@pytest.mark.parametrize(("severity", "shown"), [("error", 0), ("warning", 1), ("info", 1)])
def test_findings_are_listed_down_to_a_severity_and_for_one_unit(made_up, severity, shown):
    result = run(app, ["check", "--unit", "抚顺", "--severity", severity])
    assert result.exit_code == 0
    assert result.stdout.count("Fushun: a jump") == shown
    assert "Anshan" not in result.stdout


def test_counts_are_printed_for_every_check(made_up):
    lines = run(app, ["check"]).stdout.splitlines()
    assert [line.split() for line in lines if line.startswith("jump ")] == [["jump", "0", "1", "0"]]
    assert {line.split()[0] for line in lines} >= set(CHECKS)
