"""Warm kernels: forks that share nothing, end with whoever asked for them, and give way to plain kernels."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import nbformat
import pytest
from nbclient import NotebookClient
from processes import gone

from planbook import paths
from planbook.press.kernels import provisioner
from planbook.press.kernels.kernels import WARM, install
from planbook.press.run.task import Task, run

pytestmark = pytest.mark.slow

IDENTITY = "import os\nprint(os.getpid(), os.getppid())"


@pytest.fixture
def warm(project, monkeypatch):
    """The small book's root, with its warm kernel known to Jupyter."""
    monkeypatch.setenv("JUPYTER_PATH", "")
    monkeypatch.setenv("PLANBOOK_ROOT", str(project))
    install(project / "_build" / "jupyter")
    return project


@contextmanager
def kernel(name=WARM):
    """A kernel that runs code and returns what it prints."""
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name=name, timeout=None, startup_timeout=600)
    with client.setup_kernel():

        def run(code):
            cell = nbformat.v4.new_code_cell(code)
            client.nb.cells = [cell]
            client.execute_cell(cell, 0)
            return "".join(o.text for o in cell.outputs if o.output_type == "stream").strip()

        yield run


def test_the_warm_process_can_be_there_before_a_kernel_is_asked_for(warm):
    provisioner.prepare(warm).join()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(provisioner._socket(warm)))
        connection.sendall(json.dumps({"state": provisioner.identity(warm)}).encode() + b"\n")
        assert json.loads(connection.makefile("rb").readline()) == {"pid": 0}
    provisioner.stop(warm)


MARK = """
import builtins, os, random, sys, tempfile
import numpy, pandas
import planbook.catalog
os.environ["MARK"] = "1"
os.chdir(tempfile.gettempdir())
random.seed(1); numpy.random.seed(1)
pandas.set_option("display.max_rows", 7)
planbook.catalog.NATION = "marked"
planbook.catalog.provinces()["marked"] = None
sys.path.append("/marked")
builtins.marked = handle = open(os.devnull)
secret = 1
"""
SEE = """
import json, os, random, sys
import numpy, pandas
import planbook.catalog
handles = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{n}")]
print(json.dumps({
    "environment": os.environ.get("MARK"),
    "folder": os.getcwd(),
    "rows": pandas.get_option("display.max_rows"),
    "module": planbook.catalog.NATION,
    "memory": "marked" in planbook.catalog.provinces(),
    "path": "/marked" in sys.path,
    "name": "secret" in globals() or "marked" in dir(__builtins__),
    "files": [h for h in handles if h.startswith("/") and not h.startswith(("/dev/", "/proc/")) and ".log" not in h],
}))
"""
RANDOM = "import random, numpy\nprint(random.random(), numpy.random.rand())"


def test_kernels_share_no_state(warm):
    with kernel() as first, kernel() as second:
        before = json.loads(second(SEE))
        first(MARK)
        assert json.loads(second(SEE)) == before
        with kernel() as third:
            assert json.loads(third(SEE)) == before
            assert len({k(IDENTITY).split()[0] for k in (first, second, third)}) == 3
            assert len({k(IDENTITY).split()[1] for k in (first, second, third)}) == 1  # forks of one process
    assert before == {
        "environment": None,
        "folder": os.getcwd(),
        "rows": 60,
        "module": "100000",
        "memory": False,
        "path": False,
        "name": False,
        "files": [],
    }


def test_random_numbers_differ(warm):
    drawn = []
    for _ in range(3):
        with kernel() as run:
            drawn += run(RANDOM).split()
    assert len(set(drawn)) == 6


def test_an_open_kernel_leaves_no_handle_in_the_next(warm):
    count = "import os\nprint(len(os.listdir('/proc/self/fd')))"
    with kernel() as first, kernel() as second, kernel() as third:
        assert len({run(count) for run in (first, second, third)}) == 1


def test_nobody_else_can_ask_for_a_kernel(warm):
    with kernel():
        socket = provisioner._socket(warm)
        assert socket.stat().st_mode & 0o777 == 0o600
        assert socket.parent.stat().st_mode & 0o777 == 0o700


def test_a_kernel_ends_with_whoever_asked_for_it(warm):
    client = (
        "import os, sys\n"
        "from jupyter_client.manager import start_new_kernel\n"
        f"manager, client = start_new_kernel(kernel_name={WARM!r})\n"
        "print(manager.provisioner.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", client], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    pid = int(process.stdout.readline())
    process.kill()
    process.wait()
    assert gone(pid)


def parent():
    with kernel() as run:
        return int(run(IDENTITY).split()[1])


def test_the_warm_process_is_kept_until_code_packages_or_data_change(warm):
    first = parent()
    assert parent() == first
    (warm / "requirements.txt").write_text("another==1\n", encoding="utf-8")
    second = parent()
    assert second != first
    assert gone(first)
    (warm / "data" / "observations" / "2019.csv").touch()
    assert parent() != second
    assert gone(second)


def test_a_warm_process_that_was_killed_is_replaced(warm):
    first = parent()
    os.kill(first, signal.SIGKILL)
    assert gone(first)
    assert parent() != first


def test_the_warm_process_leaves_when_nobody_asks(warm, tmp_path):
    socket = tmp_path / "warm.sock"
    code = (
        "from pathlib import Path\nfrom planbook.press.kernels import warm\nwarm._warm_up = lambda check: None\n"
        f"warm.serve(Path({str(socket)!r}), 'state', idle=0.01)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    assert list(tmp_path.glob("warm*")) == []


def test_where_no_warm_process_comes_up_the_kernel_is_a_plain_one(warm, monkeypatch):
    def refuse(*arguments):
        raise OSError("no fork here")

    monkeypatch.setattr(provisioner, "_start", refuse)
    with kernel() as run:
        assert int(run(IDENTITY).split()[1]) == os.getpid()


def test_a_chapter_reads_and_shows_the_same_in_either_kernel(monkeypatch):
    root = paths.root()
    monkeypatch.setenv("JUPYTER_PATH", "")
    install(root / "_build" / "jupyter")
    outcomes = [
        run(Task("livelihoods", "notebooks/livelihoods.ipynb", (), root, kind, 600))
        for kind in ("warm", "plain")
    ]
    provisioner.stop(root)
    assert [o.failure for o in outcomes] == [None, None]
    assert outcomes[0].executed == outcomes[1].executed
    assert outcomes[0].asked == outcomes[1].asked
    assert {"planbook.store.observations.found", "planbook.plan.plan"} <= {
        name for name, _, _ in outcomes[0].asked
    }
