import pytest
from typer.testing import CliRunner

from planbook.cli import app
from planbook.press import briefing

run = CliRunner().invoke


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """What would be made, instead of making it: one file per page and language, and no problem."""
    calls = []

    def brief(root, pages, languages, at_once, say):
        calls.append(([page.name for page in pages], list(languages), at_once))
        made = []
        for lang in languages:
            (tmp_path / lang).mkdir(exist_ok=True)
            for page in pages:
                made.append(tmp_path / lang / f"{page.name.replace('/', '-')}.pdf")
                made[-1].write_bytes(b"%PDF")
        return made, []

    monkeypatch.setattr(briefing, "brief", brief)
    return calls


def test_chapters_and_units_are_made_in_both_languages(asked):
    result = run(app, ["brief", "--chapter", "green", "--unit", "鞍山", "--jobs", "1"])
    assert result.exit_code == 0
    assert asked == [(["green", "units/210300"], ["zh", "en"], 1)]
    assert "4 of 4 briefings made" in result.output


def test_one_language_into_a_folder_of_ones_own(asked, tmp_path):
    out = tmp_path / "out"
    result = run(app, ["brief", "--chapter", "green", "--lang", "en", "-o", str(out)])
    assert result.exit_code == 0
    assert [f.relative_to(out).as_posix() for f in out.rglob("*.pdf")] == ["en/green.pdf"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", "Anshn"], "鞍山 Anshan"),
        (["--chapter", "gren"], "the nearest are green"),
        (["--lang", "fr", "--chapter", "green"], "zh and en"),
        (["--lang", "fr", "--chapter", "gren", "--unit", "鞍山"], "zh and en"),
        (["--lang", "fr", "--chapter", "gren"], "the nearest are green"),
        ([], "no briefing was asked for"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_starts(asked, arguments, told):
    result = run(app, ["brief", *arguments])
    assert result.exit_code == 2
    assert told in result.stderr
    assert asked == []


def test_the_units_of_one_name_are_told_apart(asked):
    told = run(app, ["brief", "--unit", "Yichun"]).stderr
    assert "name the code: 230700" in told
    assert "; or 360900" in told


def test_failures_are_told_at_the_end(monkeypatch, tmp_path):
    monkeypatch.setattr(briefing, "brief", lambda *_: ([], ["green.ipynb, cell 3: ValueError"]))
    result = run(app, ["brief", "--chapter", "green"])
    assert result.exit_code == 2
    assert "0 of 2 briefings made" in result.output
    assert "green.ipynb, cell 3: ValueError" in result.stderr
