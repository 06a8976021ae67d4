"""What the whole edition costs: from nothing, again with nothing changed, again with one value of one city changed."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from measure import cost, size
from project import all_pages, change_one_cell, copy_project, counted, few_pages
from tables import COSTS, megabytes, row, share, steps, table

from planbook.press.provisioner import stop

MINUTES = 5
STEPS = ("from nothing", "nothing changed", "one cell of one city changed")


def measure(folder: Path, small: bool) -> dict[str, Any]:
    root = copy_project(folder / "edition")
    pages = few_pages(root) if small else all_pages(root)
    found: dict[str, Any] = {"pages": counted(pages)}
    for step in STEPS:
        if step == STEPS[2]:
            change_one_cell(root)
        found[step] = made(root, [p.name for p in pages])
    stop(root)
    return found


def made(root: Path, names: list[str]) -> dict[str, Any]:
    """Make some pages with the press; return the cost, the seconds of each step and the bytes of the site."""
    costs = cost([sys.executable, Path(__file__).with_name("ours.py"), root, *names], root)
    took = json.loads(costs.output.rpartition("STEPS ")[2].splitlines()[0])
    return {**asdict(costs), "output": "", "steps": took, "written": size(root / "_build" / "site")}


def report(found: dict[str, Any]) -> str:
    kinds = found[STEPS[0]]["kinds"]
    return "\n\n".join(
        [
            f"## The whole edition: {found['pages']}",
            "In both languages, with every PDF.",
            table(COSTS, [row(step, found[step], found[step]["written"]) for step in STEPS]),
            f"From nothing by steps: {steps(found[STEPS[0]]['steps'])}. "
            f"One cell: {steps(found[STEPS[2]]['steps'])}.",
            "Memory is the proportional set size, in which what processes share is counted once. The most that each kind "
            "of process had at one moment, not the same moment for all: "
            + ", ".join(f"{kind} {megabytes(kinds[kind])}" for kind in sorted(kinds, key=lambda k: -kinds[k]))
            + ". Workers run the notebooks, later they set the PDFs.",
        ]
    )


def targets(found: dict[str, Any]) -> list[list[str]]:
    full, still, cell = (found[step] for step in STEPS)
    return [
        ["nothing changed, of the whole edition", "< 1 %, < 2 s", *share(still, full)],
        ["one cell of one city changed, of the whole edition", "< 10 %", *share(cell, full)],
        ["memory of the press without kernels", "< 1 GB", megabytes(full["press"]), ""],
    ]
