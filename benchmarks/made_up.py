"""A project of as many places as wanted, all of their figures invented: only what the press costs is looked at.

As a command it runs the notebook of every place and tells, as one line of JSON, what the press had cost when so many
runs had ended: ``python made_up.py ROOT RUNS [--places COUNT] [--cluster ADDRESS] [--marks NUMBER …]``.
"""

import argparse
import csv
import json
import time
from itertools import product
from pathlib import Path

import psutil
from measure import children, memory, processor, warm_processes

from planbook.press.changes.jobs import Due, plan_runs
from planbook.press.pages.contents import Page
from planbook.press.run.execute import Way, execute
from planbook.press.run.progress import Silent
from planbook.press.run.task import Outcome

INDICATORS, YEARS = 40, range(2013, 2023)
CELLS = [
    ("place = '000000'\nround = 0", ["parameters"]),
    ("from planbook.ground.payload import seal\nfrom planbook.store import observations", []),
    (
        f"rows = observations.select([f'made_up_{{i}}' for i in range({INDICATORS})], [place])\n"
        "text = {'markdown': f\"{rows['value'].sum():.1f}\"}\n"
        "display({'application/vnd.planbook.v1+json': seal('text', {'zh': text, 'en': text})}, raw=True)",
        [],
    ),
]
_CATALOG = {
    "name_zh": "甲", "name_en": "a", "unit_zh": "个", "unit_en": "a", "scope": "city", "chapter": "overview",
    "direction": "higher", "aggregate": "sum", "weight": "", "plausible_min": 0, "plausible_max": 1,
    "largest_change": 0, "definition_zh": "甲", "definition_en": "a",
}  # fmt: skip


def write_project(root: Path, count: int) -> None:
    """Write a project with so many places."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {"tags": tags}, "source": source, "outputs": [],
         "execution_count": None}
        for n, (source, tags) in enumerate(CELLS)
    ]  # fmt: skip
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    for folder in ("notebooks", "data/plan", "data/catalog", "data/observations"):
        (root / folder).mkdir(parents=True)
    # a project is known by this folder, and a cluster is sent files only
    (root / "data" / "plan" / "made-up.txt").write_text("All figures here are invented.\n", encoding="utf-8")
    (root / "notebooks" / "place.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with (root / "data" / "catalog" / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["id", *_CATALOG])
        table.writeheader()
        table.writerows({"id": f"made_up_{i}", **_CATALOG} for i in range(INDICATORS))
    for year in YEARS:
        lines = (
            f"{n:06},made_up_{i},{n + i + year},made-up,\n"
            for n, i in product(range(count), range(INDICATORS))
        )
        with (root / "data" / "observations" / f"{year}.csv").open("w", encoding="utf-8") as file:
            file.write("unit,indicator,value,source,flag\n")
            file.writelines(lines)


def pages(runs: int, places: int) -> list[Page]:
    """Return so many pages, going round the places as often as need be."""
    return [
        Page(f"places/{n:06}", "place", (("place", f"{n % places:06}"), ("round", n // places)))
        for n in range(runs)
    ]


class Marks(Silent):
    """Notes what everything has cost when so many runs had ended, and what the press and the warm process hold then."""

    def __init__(self, root: Path, at: list[int]) -> None:
        self.root, self.at, self.ended_so_far, self.marks = root, set(at), 0, list[dict]()
        self.mark()

    def begin(self, weighed: list[Due], at_once: int) -> None:
        self.mark()

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        self.ended_so_far += 1
        if self.ended_so_far in self.at:
            self.mark()

    def mark(self) -> None:
        own, warm = psutil.Process(), list(warm_processes(self.root))
        forked = {p.pid: p for process in warm for p in children(process)}
        workers = [
            p for p in children(own) if p.pid not in {own.pid, *forked}
        ]  # which may have started the warm one
        self.marks.append(
            {
                "ended": self.ended_so_far,
                "clock": time.perf_counter(),
                "processor": processor([own, *workers, *forked.values()]),
                "press": memory(own.pid)[1],
                "workers": [memory(p.pid)[1] for p in workers],
                "warm": [p.memory_info().rss for p in warm],  # what kernels share with it comes and goes
                "files": own.num_fds(),
                "files of workers": [p.num_fds() for p in workers],
                "files of warm": [p.num_fds() for p in warm],
                "kernels": len(forked) - len(warm),
            }
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("runs", type=int)
    parser.add_argument("--places", type=int)
    parser.add_argument("--cluster")
    parser.add_argument("--marks", type=int, nargs="*", default=[])
    given = parser.parse_args()
    marks = Marks(given.root, given.marks)
    wanted = pages(given.runs, given.places or given.runs)
    execute(plan_runs(given.root, wanted, {}), given.root, Way(at_once=2, cluster=given.cluster), marks)
    marks.mark()
    print("MARKS", json.dumps(marks.marks))


if __name__ == "__main__":
    main()
