"""The same pages in the plain ways and by the press, one after the other on the same machine, each from nothing.

A plain way that takes longer than its share of the time is stopped, and what is left is counted at the mean of the pages
of its kind (chapters come first and are always all made). Results say so where it happened.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from edition import made
from measure import Cost, cost, size
from project import all_pages, copy_project, counted, few_pages
from tables import COSTS, ratio, row, steps, table

from planbook.press.kernels.provisioner import stop
from planbook.press.pages.contents import Page

MINUTES = 20
HERE = Path(__file__).parent
BOX = {"loop": 7 * 60, "tuned": 4 * 60, "print": 4 * 60}  # seconds
NAMES = {
    "loop": "papermill in a loop, its defaults",
    "tuned": "papermill in two processes, tuned",
    "book": "`jupyter-book build`, twice",
    "print": "nbconvert and Chromium to PDF, twice",
}


def measure(folder: Path, small: bool) -> dict[str, Any]:
    root, target = copy_project(folder / "compare"), folder / "plain"
    pages = few_pages(root) if small else all_pages(root)
    found: dict[str, Any] = {"pages": counted(pages), "press": made(root, [p.name for p in pages])}
    stop(root)
    for step in NAMES:
        found[step] = plain(step, root, target, pages, found)
        print(step, {k: found[step][k] for k in ("clock", "processor", "done")}, flush=True)
    return found


def plain(step: str, root: Path, target: Path, pages: list[Page], found: dict[str, Any]) -> dict[str, Any]:
    """Take one of the plain steps; books and prints are made of one language and counted twice."""
    place = target / ("tuned" if step == "tuned" else "loop")
    command = [sys.executable, HERE / "plain.py", "--box", BOX.get(step, 0), step, root, place]
    costs = cost([*command, *map(written, pages)], root)
    took = json.loads(costs.output.rpartition("TOOK ")[2].splitlines()[0])
    more = found["loop"]["more"] if step == "book" else estimated(took, pages) / sum(took.values())
    times = 1 if step in ("loop", "tuned") else 2
    files = {"loop": "*.ipynb", "tuned": "*.ipynb", "print": "*.pdf"}
    octets = (
        size(place / "_build") if step == "book" else sum(f.stat().st_size for f in place.glob(files[step]))
    )
    return {
        **asdict(costs.times(more * times)),
        "output": "",
        "more": more,
        "done": len(took),
        "written": octets * more * times,
    }


def estimated(took: dict[str, float], pages: list[Page]) -> float:
    """Return the seconds of all pages: as they took, or the mean of those of their kind.

    Examples
    --------
    >>> estimated({"a": 2.0, "b": 4.0}, [Page(name, "unit") for name in "abc"])
    9.0
    """
    kind = {p.name: p.notebook for p in pages}
    known: dict[str, list[float]] = {}
    for name, seconds in took.items():
        known.setdefault(kind[name], []).append(seconds)
    means = {k: sum(v) / len(v) for k, v in known.items()}
    return sum(took.get(p.name, means[p.notebook]) for p in pages if p.notebook in means)


def written(page: Page) -> str:
    """Return a page as ``plain.py`` takes it."""
    return f"{page.name}={':'.join([page.notebook, *(str(x) for pair in page.parameters for x in pair)])}"


def sums(found: dict[str, Any]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the cost of the plain way and of the tuned one, with books and prints."""
    parts = ("clock", "processor", "memory", "press")
    costs = {step: Cost(*(found[step][part] for part in parts)) for step in NAMES}
    rest = costs["book"] + costs["print"]
    return asdict(costs["loop"] + rest), asdict(costs["tuned"] + rest)


def report(found: dict[str, Any]) -> str:
    loop, tuned = sums(found)
    cut = [
        f"{NAMES[step]}: {found[step]['done']} pages made, counted {found[step]['more']:.2f} times"
        for step in NAMES
        if found[step]["more"] > 1.001
    ]
    rule = (
        "No plain way was cut short."
        if not cut
        else f"Cut short, the rest at the mean of its kind: {'; '.join(cut)}."
    )
    rows = [row(name, found[step], found[step]["written"]) for step, name in NAMES.items()]
    rows.append(row("**the plain way**: loop, books, prints", loop))
    rows.append(row("**tuned**: two processes, books, prints", tuned))
    rows.append(row("**the press**, two processes", found["press"], found["press"]["written"]))
    return "\n\n".join(
        [
            f"## The same pages, each way: {found['pages']}",
            "In both languages, each page with its PDF. Jupyter Book and the prints by Chromium were made of one language "
            f"and are counted twice. {rule}",
            table(COSTS, rows),
            f"The press by steps: {steps(found['press']['steps'])}.",
            "Seconds of processor miss what Chromium's helpers spend; the plain way looks cheaper by them than it is.",
        ]
    )


def targets(found: dict[str, Any]) -> list[list[str]]:
    loop, tuned = sums(found)
    return [
        ["against the plain way", "≥ 8 ×", *ratio(loop, found["press"])],
        ["against tuned papermill", "≥ 2.5 ×", *ratio(tuned, found["press"])],
    ]
