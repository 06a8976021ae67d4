"""A thousand runs in one press: what its processes hold when a hundred, five hundred and a thousand have ended.

Made-up tables of fifty places, every one of them run twenty times with another parameter, in two processes that stay the
same from the first run to the last, with kernels forked from one warm process.
"""

import json
import sys
from pathlib import Path
from typing import Any

from made_up import write_project
from measure import cost
from tables import megabytes, table

from planbook.press.kernels.provisioner import stop

MINUTES = 3
RUNS, PLACES = 1000, 50


def measure(folder: Path, small: bool) -> dict[str, Any]:
    root, runs = folder / "leaks", RUNS // 10 if small else RUNS
    write_project(root, PLACES)
    at = [runs // 10, runs // 2, runs]
    program = Path(__file__).with_name("made_up.py")
    made = cost([sys.executable, program, root, runs, "--places", PLACES, "--marks", *at], root)
    marks = json.loads(made.output.rpartition("MARKS ")[2].splitlines()[0])
    stop(root)
    left = marks.pop()  # when the press has ended its workers
    return {"marks": [m for m in marks if m["ended"] in at], "left": left, "clock": made.clock}


def report(found: dict[str, Any]) -> str:
    rows = [
        [
            mark["ended"],
            megabytes(mark["press"], 1),
            mark["files"],
            megabytes(max(mark["workers"]), 1),
            max(mark["files of workers"]),
            megabytes(max(mark["warm"]), 1),
            max(mark["files of warm"]),
            len(mark["workers"]),
            mark["kernels"],
        ]
        for mark in found["marks"]
    ]
    header = [
        "Runs",
        "Press",
        "its open files",
        "Largest worker",
        "most open files",
        "Warm process",
        "its open files",
        "Processes of the press",
        "Kernels",
    ]
    left = found["left"]
    return "\n\n".join(
        [
            "## A thousand runs in one press",
            f"Made-up tables; {found['clock']:.0f} s. Memory of the press and of a worker is what each has for itself, that of "
            "the warm process what is resident. Workers in the middle of a run have files and a kernel open.",
            table(header, rows),
            f"When the press had ended its workers: {left['kernels']} kernels, {left['files']} open files of the press, "
            f"{max(left['files of warm'])} of the warm process.",
        ]
    )


def growth(found: dict[str, Any]) -> int:
    """Return by how many bytes the press, its largest worker and the warm process grew from the first mark to the last."""
    first, last = found["marks"][0], found["marks"][-1]
    return sum(max(last[of]) - max(first[of]) for of in ("workers", "warm")) + last["press"] - first["press"]


def targets(found: dict[str, Any]) -> list[list[str]]:
    left, first, last = found["left"], found["marks"][0], found["marks"][-1]
    told = (
        f"{left['kernels']} kernels left, {left['files'] - last['files']:+d} descriptors of the press after the runs, "
        f"{growth(found) / 1e6:+.1f} MB in press, worker and warm process from run {first['ended']} to {last['ended']}"
    )
    return [["a thousand runs", "no leaked process, descriptor, memory", told, ""]]
