"""What a unit costs as there are more of them, on made-up tables and a notebook that reads one unit and says one number.

The start (imports, the tables read into the warm process, the first runs of each process) is told apart from the rest:
a unit's cost is what every further one adds after the first twenty have ended.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from made_up import INDICATORS, YEARS, write_project
from measure import cost
from tables import megabytes, table

from planbook.press.kernels.provisioner import stop

MINUTES = 12
COUNTS = [30, 120, 480, 2850]  # the last: the counties of the country
START = 20  # runs that belong to the start


def measure(folder: Path, small: bool) -> dict[str, Any]:
    return {str(count): measured(folder, count) for count in ([30, 60] if small else COUNTS)}


def measured(folder: Path, count: int) -> dict[str, Any]:
    """Run so many units from nothing, then once more with nothing changed."""
    root = folder / f"made-up-{count}"
    write_project(root, count)
    command = [sys.executable, Path(__file__).with_name("made_up.py"), root, count]
    quarters = [START + (count - START) * part // 4 for part in range(5)]
    first = cost([*command, "--marks", *quarters], root)
    again = cost(command, root)
    marks = {mark["ended"]: mark for mark in json.loads(first.output.rpartition("MARKS ")[2].splitlines()[0])}
    stop(root)
    found = {
        "clock": first.clock,
        "processor": first.processor,
        "memory": first.memory,
        "press": first.press,
        "again": again.clock,
        "again processor": again.processor,
        "a unit": a_unit(marks[START], marks[count]),
        "quarters": [a_unit(marks[a], marks[b]) for a, b in pairwise(quarters)],
        "press private": marks[count]["press"],
        "kinds": first.kinds,
    }
    print(count, found, flush=True)
    return found


def a_unit(since: dict[str, Any], until: dict[str, Any]) -> dict[str, float]:
    """Return what one unit cost between two marks."""
    count = until["ended"] - since["ended"]
    return {of: (until[of] - since[of]) / count for of in ("clock", "processor")}


def growth(found: dict[str, Any], of: str) -> float | None:
    """Return by how much a unit of the largest number costs more than one of 120."""
    small, large = found.get("120"), found.get(str(COUNTS[-1]))
    return large["a unit"][of] / small["a unit"][of] - 1 if small and large else None


def report(found: dict[str, Any]) -> str:
    rows, within = [], []
    for count, of in found.items():
        start = {kind: of[kind] - int(count) * of["a unit"][kind] for kind in ("clock", "processor")}
        rows.append(
            [
                count,
                f"{of['a unit']['clock'] * 1e3:.0f}",
                f"{of['a unit']['processor'] * 1e3:.0f}",
                f"{start['clock']:.1f}",
                f"{start['processor']:.1f}",
                f"{of['clock']:.0f}",
                f"{of['again']:.1f}",
                f"{of['again'] / int(count) * 1e3:.1f}",
                megabytes(of["memory"]),
                megabytes(of["press private"]),
                megabytes(of["kinds"].get("warm process", 0)),
            ]
        )
        within.append(
            [count, *(f"{q['clock'] * 1e3:.0f}, {q['processor'] * 1e3:.0f}" for q in of["quarters"])]
        )
    header = [
        "Units",
        "Clock a unit, ms",
        "Processor a unit, ms",
        "Start, clock, s",
        "Start, processor, s",
        "All, s",
        "Again, nothing changed, s",
        "of it a unit, ms",
        "Most memory, all processes",
        "the press alone",
        "the warm process with the tables",
    ]
    return "\n\n".join(
        [
            "## What a unit costs as there are more",
            f"Made-up tables of {INDICATORS} indicators and {len(YEARS)} years for every unit, and a notebook that reads one "
            "unit and says one number: this is what the press itself costs. Two processes. A unit's cost is what each one "
            f"after the first {START} adds; the start is all the rest.",
            table(header, rows),
            "Within one run, quarter by quarter after the start (clock, processor; ms a unit): what grows with the number of "
            "runs behind it would show here.",
            table(["Units", "first quarter", "second", "third", "last"], within),
        ]
    )


def targets(found: dict[str, Any]) -> list[list[str]]:
    by = [growth(found, of) for of in ("clock", "processor")]
    return [
        [
            f"cost of a unit, {COUNTS[-1]} against 120",
            "± 10 %",
            *("" if change is None else f"{change:+.0%}" for change in by),
        ]
    ]
