"""What a run leaves in its record: questions and hashes of answers, on tables made up for the test."""

import ast
import json
from pathlib import Path

import pandas as pd
import pytest

from planbook import catalog, paths, plan
from planbook.errors import UnknownNameError
from planbook.ground import reads
from planbook.store import observations, units

HEADER = "unit,indicator,value,source,flag\n"
ROWS = "130200,gdp_100m_yuan,10,x,\n230600,gdp_100m_yuan,20,x,\n230600,wage_yuan,30,x,\n"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The real plan and catalog with observations of our own, and a record to write to."""
    (tmp_path / "data" / "observations").mkdir(parents=True)
    for folder in ("plan", "catalog"):
        (tmp_path / "data" / folder).symlink_to(paths.data(folder))
    (tmp_path / "data" / "observations" / "2012.csv").write_text(HEADER + ROWS, encoding="utf-8")
    monkeypatch.setenv("PLANBOOK_ROOT", str(tmp_path))
    monkeypatch.setenv(reads.TARGET, str(tmp_path / "record"))
    reads.forget()
    yield tmp_path / "data"
    reads.forget()


def record(data):
    file = data.parent / "record"
    return (
        [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    )


def of_rows(data):
    return [line for line in record(data) if line[0].endswith(".found")]


def write(data, rows, year=2012):
    (data / "observations" / f"{year}.csv").write_text(HEADER + rows, encoding="utf-8")
    reads.forget()


def changed(data):
    """Return the questions whose answers are no longer those of the record."""
    return [name.rpartition(".")[2] for name, args, answer in record(data) if reads.ask(name, args) != answer]


def test_a_selection_is_recorded_once_with_all_that_was_asked_for(data):
    for _ in range(2):
        observations.select("gdp_100m_yuan", ["230600"], [2012])
    (line,) = of_rows(data)
    assert line[:2] == [
        "planbook.store.observations.found",
        ["observations", ["gdp_100m_yuan"], ["230600"], [2012]],
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS.replace(",30,", ",31,"), []),  # another indicator
        (ROWS.replace(",10,", ",11,"), []),  # another city
        ("230600,wage_yuan,30,x,\n230600,gdp_100m_yuan,20,x,\n", []),  # another order
        (ROWS.replace(",20,", ",21,"), ["found"]),
        (ROWS.replace(",20,x,", ",20,x,suspect"), ["found"]),
        (ROWS.replace(",20,x,", ",20,y,"), ["found"]),
        ("", ["found"]),
    ],
)
def test_only_a_change_of_the_rows_read_changes_the_answer(data, rows, expected):
    observations.select("gdp_100m_yuan", ["230600"])
    write(data, rows)
    assert [c for c in changed(data) if c != "last_year"] == expected


def test_a_new_year_changes_what_asked_for_all_years_and_no_other(data):
    observations.select("gdp_100m_yuan", ["230600"], [2012])
    observations.select("wage_yuan", ["230600"])
    write(data, "230600,gdp_100m_yuan,22,x,\n230600,wage_yuan,33,x,\n", 2013)
    assert changed(data) == ["found"]


def test_the_newest_year_is_a_question_of_its_own(data):
    observations.last_year()
    write(data, ROWS, 2013)
    assert changed(data) == ["last_year"]


def test_what_a_recorded_function_asks_is_not_recorded_but_its_answer_is(data, monkeypatch):
    @reads.recorded
    def rank(unit):
        frame = observations.select("gdp_100m_yuan").set_index("unit")
        return int(frame["value"].rank(ascending=False)[unit])

    assert rank("230600") == 1
    (line,) = record(data)
    before = line[2]
    write(data, ROWS.replace(",10,", ",19,"))
    assert rank.hashed("230600") == before
    write(data, ROWS.replace(",10,", ",21,"))
    assert rank.hashed("230600") != before


def test_a_year_out_of_a_frame_is_recorded_as_a_number(data):
    year = pd.Series([2012])[0]
    catalog.why_missing("wage_yuan", year, "130200")
    assert record(data)[-1][1] == ["wage_yuan", 2012, "130200"]


def test_a_refusal_is_an_answer(data):
    with pytest.raises(UnknownNameError):
        units.find("Atlantis")
    assert [line[0] for line in record(data)] == ["planbook.store.units.find"]
    assert changed(data) == []


def test_an_answer_found_in_memory_leaves_its_trace_too(data, monkeypatch):
    ask = (plan.units, catalog.flags, catalog.sources, lambda: units.find("唐山"), units.units)
    for first in ask:
        first()
    once = record(data)
    monkeypatch.setenv(reads.TARGET, str(data.parent / "second"))
    for again in ask:
        again()
    lines = (data.parent / "second").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == once
    assert len(once) == 5


def test_frames_are_told_apart_by_their_rows_and_columns():
    frame = pd.DataFrame({"unit": ["a"], "value": [1.0]})
    others = [frame.assign(value=2.0), frame.rename(columns={"value": "v"}), frame.set_axis([3])]
    assert reads.digest(frame) == reads.digest(frame.copy())
    assert len({reads.digest(f) for f in (frame, *others)}) == 4
    long = pd.Series(range(1000))
    assert reads.digest(long) != reads.digest(long.replace(500, 0))


def test_nothing_is_written_without_a_record(data, monkeypatch):
    monkeypatch.delenv(reads.TARGET)
    observations.select("gdp_100m_yuan")
    assert record(data) == []


# Parts of the package no notebook reads data through; figures remember outlines, which are not data of ours.
APART = {"intake", "press", "quality", "export", "commands", "figures", "text", "reads"}
PACKAGE = Path(reads.__file__).parents[1]
MODULES = [f for f in PACKAGE.rglob("*.py") if not APART & set(f.relative_to(PACKAGE).with_suffix("").parts)]


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_what_is_remembered_is_recorded_or_private(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        marks = {ast.unparse(d) for d in getattr(node, "decorator_list", ())}
        assert not marks & {"cache", "lru_cache", "functools.cache"}, (
            f"{node.name}: use planbook.ground.reads"
        )
        if "remembered" in marks and node.name != "load":  # of the plan, asked by plan.plan alone
            assert "recorded" in marks or node.name.startswith("_"), node.name
