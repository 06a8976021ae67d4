"""What a Dask scheduler adds to a run: the same made-up units on two local processes and on two workers of a cluster.

The scheduler and its two workers are processes of their own on this machine; the cluster is up before the clock starts,
as one that serves many presses is.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
from made_up import write_project
from measure import cost, processor
from scale import START, a_unit
from tables import megabytes, table

from planbook.press.kernels.provisioner import stop
from planbook.press.run.cluster import pack

MINUTES = 4
COUNTS = [120, 480]
COUNTIES = 2850


def measure(folder: Path, small: bool) -> dict[str, Any]:
    found = {}
    for count in [30, 60] if small else COUNTS:
        here, there = folder / f"here-{count}", folder / f"there-{count}"
        for root in (here, there):
            write_project(root, count)
        local = runs(here, count)
        with cluster(folder / f"workers-{count}") as (address, scheduler):
            before = processor([scheduler])
            remote = runs(there, count, "--cluster", address)
            spent = processor([scheduler]) - before
        found[str(count)] = {
            "local": local,
            "cluster": remote,
            "scheduler": spent / count,
            "project": len(pack(there)),
        }
        print(count, found[str(count)], flush=True)
    return found


def runs(root: Path, count: int, *more: object) -> dict[str, float]:
    """Run so many units; return what one of them cost after the start, all of it, and the bytes on the wire a unit.

    On a cluster ``press`` is the processor time of the press alone, for nothing runs below it.
    """
    program = Path(__file__).with_name("made_up.py")
    before = psutil.net_io_counters(pernic=True)["lo"].bytes_sent
    made = cost([sys.executable, program, root, count, "--marks", START, count, *more], root)
    wire = psutil.net_io_counters(pernic=True)["lo"].bytes_sent - before
    marks = {m["ended"]: m for m in json.loads(made.output.rpartition("MARKS ")[2].splitlines()[0])}
    stop(root)
    unit = a_unit(marks[START], marks[count])
    return {
        "clock": made.clock,
        "a unit": unit["clock"],
        "press": unit["processor"],
        "wire": wire / count,
    }


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Yield the address and the process of a scheduler with two workers of one thread each."""
    listening = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    place = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", folder)
    with ExitStack() as stack:
        scheduler, address = stack.enter_context(_process("distributed.cli.dask_scheduler", *listening))
        for _ in range(2):
            stack.enter_context(_process("distributed.cli.dask_worker", address, *place))
        yield address, psutil.Process(scheduler.pid)


@contextmanager
def _process(*command: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield a process of Dask and the first address that it names."""
    running = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TZ": "UTC"},
    )
    assert running.stderr
    try:
        yield running, next(m[0] for line in running.stderr if (m := re.search(r"tcp://\S+:\d+", line)))
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def added(found: dict[str, Any]) -> float:
    """Return the seconds that the scheduler adds to each unit, with the largest number of them, for one worker of two.

    Two run at a time: a unit that costs the press a tenth of a second by the clock has taken a process two tenths.
    """
    most = found[max(found, key=int)]
    return 2 * (most["cluster"]["a unit"] - most["local"]["a unit"])


def report(found: dict[str, Any]) -> str:
    rows = []
    for count, of in found.items():
        local, there = of["local"], of["cluster"]
        rows.append(
            [
                count,
                f"{local['a unit'] * 1e3:.0f}",
                f"{there['a unit'] * 1e3:.0f}",
                f"{(there['a unit'] - local['a unit']) * 1e3:+.0f}",
                f"{of['scheduler'] * 1e3:.1f}",
                f"{there['press'] * 1e3:.1f}",
                f"{local['clock']:.0f}",
                f"{there['clock']:.0f}",
                f"{(there['wire'] - local['wire']) / 1e3:.0f} kB",
                megabytes(of["project"], 2),
            ]
        )
    header = [
        "Units",
        "Two processes, ms a unit",
        "Two workers, ms a unit",
        "Added, ms a unit",
        "Processor of the scheduler, ms a unit",
        "Processor of the press, ms a unit",
        "Two processes, all, s",
        "Two workers, all, s",
        "Bytes more on the wire, a unit",
        "The project, sent once to a worker",
    ]
    most = found[max(found, key=int)]
    return "\n\n".join(
        [
            "## A cluster",
            "The same made-up units as above on two local processes, and on a Dask scheduler with two workers of one thread, "
            "processes of their own on the same machine. A unit's cost leaves out the start.",
            table(header, rows),
            f"**{COUNTIES} counties in two languages.** One run of a notebook gives both languages, so that there are "
            f"{COUNTIES} runs, not twice as many. With W workers of one core each, whose runs take t seconds of their own, "
            "the runs end after about",
            f"    start + {COUNTIES} × max((t + a) / W, s)",
            f"a = {max(0.0, added(found)) * 1e3:.0f} ms is what going through the scheduler adds to a run, s = "
            f"{(most['scheduler'] + most['cluster']['press']) * 1e3:.0f} ms is what the scheduler and the press, of which "
            "there is one each, spend on it: more workers than t / s gain nothing. The start is that of a worker: the project is "
            "sent, the libraries are imported and the tables read. " + examples(found),
        ]
    )


def examples(found: dict[str, Any]) -> str:
    """Say how long the counties take with some numbers of workers, at the made-up unit's cost and at one second."""
    most = found[max(found, key=int)]
    alone = 2 * most["local"]["a unit"]
    once = most["scheduler"] + most["cluster"]["press"]
    told = []
    for takes, named in ((alone, f"a made-up unit ({alone:.2f} s)"), (1.0, "a unit of one second")):
        times = [
            f"{COUNTIES * max((takes + max(0.0, added(found))) / workers, once) / 60:.1f} min with {workers}"
            for workers in (2, 16, 64)
        ]
        told.append(f"{named} {', '.join(times)}")
    return f"By this formula, without the start: {'; '.join(told)}."


def targets(found: dict[str, Any]) -> list[list[str]]:
    return [["what a scheduler adds to a run", "to be told", f"{added(found) * 1e3:.0f} ms", ""]]
