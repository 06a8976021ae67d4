"""Notebooks on a Dask cluster: a real scheduler and two workers, each a process; one is killed while it runs."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest
from small_book import chapter, code

from planbook.errors import BuildError
from planbook.press.changes import records
from planbook.press.changes.jobs import plan_runs
from planbook.press.pages.contents import Page
from planbook.press.run.cluster import Cluster, pack
from planbook.press.run.execute import Way, execute
from planbook.press.run.progress import Lines

pytestmark = pytest.mark.slow

PARTS = [Page(f"parts/{n}", "part", (("part", n),)) for n in range(6)]


@contextmanager
def process(*command):
    """A process of Dask and the first line it writes that names an address."""
    running = subprocess.Popen(
        [sys.executable, "-m", *command], stderr=subprocess.PIPE, text=True, env={**os.environ, "TZ": "UTC"}
    )
    try:
        yield running, next(m[0] for line in running.stderr if (m := re.search(r"tcp://\S+:\d+", line)))
    finally:
        running.kill()
        running.wait()


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """The address of a scheduler and its two workers."""
    monkeypatch.setattr("planbook.press.run.cluster.WAIT", 3600)  # a busy machine may take its time
    with ExitStack() as stack:
        listening = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", ":0")
        _, address = stack.enter_context(process("distributed.cli.dask_scheduler", *listening))
        place = (
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            str(tmp_path / "there"),
        )
        workers = [
            stack.enter_context(process("distributed.cli.dask_worker", address, *place))[0] for _ in range(2)
        ]
        yield address, workers


def write(project, *cells):
    notebook = chapter("一", "One", *cells)
    notebook["cells"][2]["source"] = "part = 0"  # its only parameter
    (project / "notebooks" / "part.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


READING = code(
    "from planbook.store import observations\nobservations.value('210300', 'gdp_100m_yuan', 2018) + part"
)


def test_a_cluster_gives_the_same_bytes_and_the_same_records(project, cluster):
    write(project, READING)
    jobs = plan_runs(project, PARTS[:2], {})
    made = []
    for way in (Way(), Way(cluster=cluster[0])):
        execute(jobs, project, way)
        made.append([(j.output.read_bytes(), records.load(j.output).asked) for j in jobs])
        for job in jobs:
            job.output.unlink()
    assert made[0] == made[1]


def test_the_runs_of_a_lost_worker_are_run_by_another(project, cluster, tmp_path):
    address, workers = cluster
    # one of the runs kills a worker, whatever that is doing, as a machine that fails would
    flag = tmp_path / "killed"
    kill = code(
        f"import os, pathlib\nflag = pathlib.Path({str(flag)!r})\n"
        "if part == 3 and not flag.exists():\n    flag.touch()\n"
        f"    os.kill({workers[0].pid}, {signal.SIGKILL:d})\n"
    )
    write(project, kill, READING)
    jobs = plan_runs(project, PARTS, {})
    ran: list[str] = []
    execute(jobs, project, Way(cluster=address), Lines(ran.append))
    assert flag.exists()
    assert workers[0].wait() == -signal.SIGKILL
    assert sorted(ran) == [f"parts/{n}: done" for n in range(6)]
    assert all(records.load(job.output) for job in jobs)


def test_a_scheduler_that_does_not_answer_is_named(project, monkeypatch):
    monkeypatch.setattr("planbook.press.run.cluster.WAIT", 0.1)
    with (
        pytest.raises(BuildError, match=r"no Dask scheduler with workers answers at tcp://127\.0\.0\.1:1:"),
        Cluster("tcp://127.0.0.1:1", project).executor(),
    ):
        pass


def test_what_is_sent_depends_on_content_alone(project):
    before = pack(project)
    (project / "data" / "observations" / "2019.csv").touch()
    (project / "_build").mkdir()
    (project / "_build" / "left.txt").write_text("1", encoding="utf-8")
    assert pack(project) == before
    (project / "data" / "observations" / "2019.csv").write_text("", encoding="utf-8")
    assert pack(project) != before
