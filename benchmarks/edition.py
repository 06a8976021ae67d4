"""What the whole edition costs: from nothing, again with nothing changed, again with one value of one city changed.

Two values are tried: one that few figures show, as most are, and the product, which nearly every chapter divides by.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from measure import cost, size
from project import all_pages, change_one_cell, copy_project, counted, few_pages
from tables import COSTS, megabytes, row, share, steps, table

from planbook.press.kernels.provisioner import stop

MINUTES = 5
STEPS = {  # what is done → the value changed for it
    "from nothing": "",
    "nothing changed": "",
    "one cell changed: the sewage treatment of Anshan 2018": "sewage",
    "one cell changed: the product of Anshan 2018": "product",
}

WHY = """\
Why one changed cell costs more than a tenth: the rest of the edition has become cheap, while a chapter sums, ranks and
compares all cities, so that a changed value of one city changes every chapter that shows it. Beside these chapters
there is what every build costs, however little has changed: the warm process reads the new tables and ranks the cities
again, the questions of all runs are put to the new tables, the checks of the data are made again for the page on
quality, and Sphinx starts twice and reads what it knows of a hundred and sixty pages.

Why the press takes more than a gigabyte: each of two workers that set PDFs holds a JavaScript engine that draws the charts,
the fonts and what Typst remembers; each of two builds of Sphinx holds the libraries of the book and the pages it has read.
The warm process counts too, which waits for the next run with the tables in memory."""


def measure(folder: Path, small: bool) -> dict[str, Any]:
    root = copy_project(folder / "edition")
    pages = few_pages(root) if small else all_pages(root)
    found: dict[str, Any] = {"pages": counted(pages)}
    for step, cell in STEPS.items():
        if cell:
            change_one_cell(root, cell)
        found[step] = made(root, [p.name for p in pages])
    stop(root)
    return found


def made(root: Path, names: list[str]) -> dict[str, Any]:
    """Make some pages with the press; return the cost, the seconds of each step and the bytes of the site."""
    costs = cost([sys.executable, Path(__file__).with_name("ours.py"), root, *names], root)
    took = json.loads(costs.output.rpartition("STEPS ")[2].splitlines()[0])
    return {**asdict(costs), "output": "", "steps": took, "written": size(root / "_build" / "site")}


def report(found: dict[str, Any]) -> str:
    whole, _, *cells = STEPS
    kinds = found[whole]["kinds"]
    return "\n\n".join(
        [
            f"## The whole edition: {found['pages']}",
            "In both languages, with every PDF.",
            table(COSTS, [row(step, found[step], found[step]["written"]) for step in STEPS]),
            ". ".join(
                f"{step[:1].upper()}{step[1:]}: {steps(found[step]['steps'])}" for step in (whole, *cells)
            )
            + ".",
            "Memory is the proportional set size, in which what processes share is counted once. The most that each kind "
            "of process had at one moment, not the same moment for all: "
            + ", ".join(f"{kind} {megabytes(kinds[kind])}" for kind in sorted(kinds, key=lambda k: -kinds[k]))
            + ". Workers run the notebooks, later they set the PDFs.",
            WHY,
        ]
    )


def targets(found: dict[str, Any]) -> list[list[str]]:
    full, still, *cells = (found[step] for step in STEPS)
    return [
        ["nothing changed, of the whole edition", "< 1 %, < 2 s", *share(still, full)],
        *(
            [f"{step}, of the whole edition", "< 10 %", *share(cell, full)]
            for step, cell in zip(list(STEPS)[2:], cells, strict=True)
        ),
        ["memory of the press without kernels", "< 1 GB", megabytes(full["press"]), ""],
    ]
