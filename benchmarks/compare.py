"""Compares this book's press with the plain ways on the same notebooks in one go, and writes ``results.md``.

``python benchmarks/compare.py --provinces 2 --units 8`` takes every chapter and some of the profiles; ``--all`` every
page, which takes hours the plain way. The clock is that of the machine as it is: what else runs on it is written down.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import scale
from measure import Cost, cost, size

from planbook import __version__, plan
from planbook.press.contents import Page, contents
from planbook.press.provisioner import stop

HERE = Path(__file__).parent
CHECKOUT = HERE.parent
COPIED = (
    "data",
    "notebooks",
    "book",
    "_toc.yml",
    "_config.yml",
    "_config.en.yml",
    "requirements.txt",
    "CITATION.cff",
)
PAPERS = ("LICENSE", "LICENSE-TEXT.md", "src/planbook/press/static")
CELL = ("2018", "210300,gdp_100m_yuan,")  # one value of one city


NOTE = """\
## How to read this

On a busy machine the clock favours whoever runs two processes, for they get two shares of it: the ratios by the clock are
too high then. Seconds of processor do not have this fault, but miss what Chromium's helpers spend, so that the plain way
looks cheaper than it is, and they do not show that the press uses both cores where the plain way waits on one. The truth
lies between the two columns until the comparison is run on an idle machine.

What is left in the press is mostly the chapters themselves: computing their figures and writing their charts costs the
same in any kernel, so that the press can only take away what surrounds it. The same holds for one changed cell: most
chapters read every city, hence run again, and so do the few profiles that show the city among those like it.

The whole edition and the selection of pages were made by the press one after the other, the plain ways after them; each
began from nothing. Memory is that of all processes at the same moment, kernels and the two builds of Sphinx too.
"""


@dataclass(frozen=True)
class Row:
    """A way to do something, and its cost."""

    name: str
    cost: Cost
    bytes: int = 0


def copy_project(root: Path) -> None:
    """Copy what the press needs of this checkout."""
    for name in (*COPIED, *PAPERS):
        source, target = CHECKOUT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)


def chosen(root: Path, provinces: int, units: int) -> list[Page]:
    """Return every chapter, some units, the provinces that these link to, and some more."""
    pages = contents(root).notebooks
    some = [p for p in pages if p.notebook == "unit"][:units]
    around = {u.province_code for u in plan.units() if f"units/{u.code}" in {p.name for p in some}}
    every = [p for p in pages if p.notebook == "province"]
    needed = sorted(every, key=lambda p: p.name.removeprefix("provinces/") not in around)
    return [*(p for p in pages if not p.parameters), *needed[: max(provinces, len(around))], *some]


def written(page: Page) -> str:
    """Return a page as ``plain.py`` takes it."""
    return f"{page.name}={':'.join([page.notebook, *(str(x) for pair in page.parameters for x in pair)])}"


def change_one_cell(root: Path) -> None:
    """Add one to one value of one city."""
    file = root / "data" / "observations" / f"{CELL[0]}.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = (n for n, line in enumerate(lines) if line.startswith(CELL[1]))
    fields = lines[number].split(",")
    fields[2] = str(float(fields[2]) + 1)
    lines[number] = ",".join(fields)
    file.write_text("".join(lines), encoding="utf-8")


def plain(root: Path, target: Path, pages: list[Page]) -> dict[str, Row]:
    """Make the pages in the plain ways; books and prints are made of one language and counted for two."""
    command, listed = [sys.executable, HERE / "plain.py"], [written(p) for p in pages]
    loop = cost([*command, "loop", root, target / "loop", *listed], root)
    tuned = cost([*command, "tuned", root, target / "tuned", *listed], root)
    book = cost([*command, "book", root, target / "loop"], root)
    printed = cost([*command, "print", root, target / "loop"], root)
    pdfs = sum(f.stat().st_size for f in (target / "loop").glob("*.pdf"))
    return {
        "loop": Row(
            "papermill in a loop, its defaults",
            loop,
            sum(f.stat().st_size for f in (target / "loop").glob("*.ipynb")),
        ),
        "tuned": Row("papermill in two processes, tuned", tuned),
        "book": Row("`jupyter-book build`, twice", book.times(2), 2 * size(target / "loop" / "_build")),
        "print": Row("nbconvert and Chromium to PDF, twice", printed.times(2), 2 * pdfs),
    }


STEPS = ("from nothing", "nothing changed", "one cell of one city changed")


def ours(
    root: Path, pages: list[Page], steps: tuple[str, ...] = STEPS
) -> dict[str, tuple[Row, dict[str, float]]]:
    """Make the pages with the press: from nothing, with nothing changed, with one cell changed."""
    command = [sys.executable, HERE / "ours.py", root, *(p.name for p in pages)]
    found = {}
    for step in steps:
        if step == STEPS[2]:
            change_one_cell(root)
        made = cost(command, root)
        took = json.loads(made.output.rpartition("STEPS ")[2].splitlines()[0])
        print(step, made.clock, made.processor, took, flush=True)
        found[step] = (Row(step, made, size(root / "_build" / "site")), took)
    stop(root)
    return found


def table(header: list[str], rows: list[list[str]]) -> str:
    """Return a table in markdown."""
    lines = [header, [":--", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def line(row: Row) -> list[str]:
    """Return the cells of a row."""
    made = f"{row.bytes / 1e6:.1f} MB" if row.bytes else ""
    return [
        row.name,
        f"{row.cost.clock:.1f}",
        f"{row.cost.processor:.1f}",
        f"{row.cost.memory / 1e6:.0f} MB",
        made,
    ]


def counted(pages: list[Page]) -> str:
    """Say how many pages of each kind there are."""
    kinds = {k: sum(p.notebook == k for p in pages) for k in ("province", "unit")}
    rest = len(pages) - sum(kinds.values())
    return f"chapters and index pages {rest}, provinces {kinds['province']}, units {kinds['unit']}"


def report(
    some: list[Page], every: list[Page], load: float, by_plain: dict, by_us: dict, whole: dict, grown: str
) -> str:
    """Return ``results.md``."""
    rest = by_plain["book"].cost + by_plain["print"].cost
    loop, tuned = by_plain["loop"].cost + rest, by_plain["tuned"].cost + rest
    fresh, took = by_us[STEPS[0]]
    (full, full_took), (still, _), (cell, cell_took) = whole.values()
    targets = [
        ["the same pages against the plain way", "≥ 8 ×", *ratio(loop, fresh.cost)],
        ["the same pages against tuned papermill", "≥ 2.5 ×", *ratio(tuned, fresh.cost)],
        ["nothing changed, of the whole edition", "< 1 %, < 2 s", *share(still.cost, full.cost)],
        ["one cell changed, of the whole edition", "< 10 %", *share(cell.cost, full.cost)],
        [
            "memory of all processes, kernels too",
            "< 1 GB and kernels",
            f"{full.cost.memory / 1e6:.0f} MB",
            "",
        ],
    ]
    columns = ["", "Clock, s", "Processor, s", "Most memory", "Written"]
    return "\n".join(
        [
            "# What the press costs",
            "",
            f"Made by `make bench` for planbook {__version__} on {os.cpu_count()} cores ({platform.machine()}, Python "
            f"{platform.python_version()}). The machine was "
            f"{'busy with other work' if load > 1 else 'otherwise idle'}: its load stood at {load:.1f} before and "
            f"{os.getloadavg()[1]:.1f} after. Where it is busy, seconds of processor are the fairer measure; they count "
            "every process, kernels too.",
            "",
            f"## The same pages, each way: {counted(some)}",
            "",
            "In both languages, each page with its PDF. Jupyter Book and the prints by Chromium were made of one language "
            "and are counted twice.",
            "",
            table(
                columns,
                [
                    *(line(row) for row in by_plain.values()),
                    line(Row("**the plain way**: loop, books, prints", loop)),
                    line(Row("**tuned**: two processes, books, prints", tuned)),
                    line(Row("**the press**, two processes", fresh.cost, fresh.bytes)),
                ],
            ),
            "",
            f"The press by steps: {steps(took)}.",
            "",
            f"## The whole edition: {counted(every)}",
            "",
            table(columns, [line(row) for row, _ in whole.values()]),
            "",
            f"From nothing by steps: {steps(full_took)}. One cell: {steps(cell_took)}.",
            "",
            "## Against what was to be reached",
            "",
            table(["", "Wanted", "By the clock", "By processor"], targets),
            "",
            NOTE,
            grown,
        ]
    )


def steps(took: dict[str, float]) -> str:
    """Say how long each step took."""
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())


def ratio(slow: Cost, fast: Cost) -> list[str]:
    """Return how many times faster one is, by the clock and by processor."""
    return [f"{slow.clock / fast.clock:.1f} ×", f"{slow.processor / fast.processor:.1f} ×"]


def share(part: Cost, whole: Cost) -> list[str]:
    """Return what share one is, by the clock and by processor."""
    return [f"{part.clock:.1f} s, {part.clock / whole.clock:.1%}", f"{part.processor / whole.processor:.1%}"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--provinces", type=int, default=2)
    parser.add_argument("--units", type=int, default=8)
    parser.add_argument("--all", action="store_true", help="every page of the book")
    parser.add_argument("--scale", type=int, nargs="*", default=scale.COUNTS, help="how many units, made up")
    given = parser.parse_args()
    load = os.getloadavg()[1]
    with tempfile.TemporaryDirectory(prefix="planbook-bench-") as folder:
        roots = [Path(folder) / name for name in ("whole", "some")]
        for root in roots:
            copy_project(root)
        os.environ["PLANBOOK_ROOT"] = str(roots[0])
        every = list(contents(roots[0]).notebooks)
        some = every if given.all else chosen(roots[0], given.provinces, given.units)
        whole = ours(roots[0], every)
        made = ours(roots[1], some, STEPS[:1])
        other = plain(roots[1], Path(folder) / "plain", some)
        grown = scale.report(given.scale, Path(folder)) if given.scale else ""
        text = report(some, every, load, other, made, whole, grown)
    (HERE / "results.md").write_text(text.rstrip() + "\n", encoding="utf-8")
    print(text)
