"""What a press tells: lines, JSON for machines, and a bar that names the slowest; jobs and times are made up."""

import json
from pathlib import Path

from planbook.press.changes.jobs import Due, Job
from planbook.press.run.progress import Bar, Json, Lines, time_left
from planbook.press.run.task import Outcome


def due(name, reason, seconds=None):
    return Due(Job(name, Path(), Path(), (), {}), reason, seconds)


WEIGHED = [
    due("green", "changed: notebook", 2.0),
    due("urban", None, 1.0),
    due("reform", "not made yet"),
]


def go_through(progress):
    progress.begin(WEIGHED, 2)
    for name, seconds, problem in (("green", 2.5, None), ("reform", 0.5, "cell 3: it fell")):
        progress.started(name)
        progress.ended(Outcome(name, b"", [], seconds), problem)
    progress.end()


def test_lines_are_one_a_run():
    said = []
    go_through(Lines(said.append))
    assert said == ["green: done", "reform: failed"]


def test_machines_get_one_object_a_line():
    said = []
    go_through(Json(said.append))
    events = [json.loads(line) for line in said]
    assert [e["event"] for e in events] == ["begin", "started", "ended", "started", "ended", "end"]
    assert events[0] == {
        "event": "begin",
        "jobs": 3,
        "due": {"green": "changed: notebook", "reform": "not made yet"},
    }
    assert events[4] == {"event": "ended", "job": "reform", "seconds": 0.5, "problem": "cell 3: it fell"}
    assert events[5] == {"event": "end", "run": 2, "failed": 1}


def test_the_bar_sums_up_and_names_the_slowest(capsys):
    go_through(Bar())
    told = " ".join(capsys.readouterr().err.split())
    assert "1 failed, 1 were up to date" in told
    assert told.endswith("slowest: green 2.5 s, reform 0.5 s")


def test_a_bar_with_nothing_to_do_says_nothing(capsys):
    bar = Bar()
    bar.begin([due("urban", None)], 2)
    bar.end()
    assert capsys.readouterr().err == ""


def test_time_left_takes_the_last_time_or_the_mean_of_this_one():
    assert time_left({"a": 4.0, "b": None}, {}, 2) == 2.0
    assert time_left({"a": 4.0, "b": None}, {"a": 6.0}, 1) == 6.0
    assert time_left({"a": 4.0}, {"a": 5.0}, 2) == 0.0
