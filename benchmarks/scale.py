"""What a unit costs as there are more of them, on made-up tables and a notebook that reads one unit.

The figures are invented; only what the press costs is looked at: its time for a run, its memory, and what it leaves behind.
"""

import json
import os
import sys
from pathlib import Path

import psutil
from measure import cost, warm_processes

from planbook.press.provisioner import stop

COUNTS = [30, 120, 480]
FULL = 2850  # the counties of the country
INDICATORS, YEARS = 40, range(2013, 2023)
RUN = """
import os
import sys
from pathlib import Path

from planbook.press.contents import Page
from planbook.press.execute import Way, execute
from planbook.press.jobs import plan_runs

if __name__ == "__main__":
    root, count = Path(sys.argv[1]), int(sys.argv[2])
    pages = [Page(f"places/{n:06}", "place", (("place", f"{n:06}"),)) for n in range(count)]
    execute(plan_runs(root, pages, {}), root, Way(at_once=2))
    print("OPEN", len(os.listdir("/proc/self/fd")))
"""
CELLS = [
    ("place = '000000'", ["parameters"]),
    ("from planbook import observations\nfrom planbook.prose import number, say", []),
    (
        f"rows = observations.select([f'made_up_{{i}}' for i in range({INDICATORS})], [place])\n"
        "say('{v}', '{v}', v=number(rows['value'].sum()))",
        [],
    ),
]


def write_project(root: Path, count: int) -> None:
    """Write a project with so many places, all of their figures invented."""
    (root / "notebooks").mkdir(parents=True)
    cells = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {"tags": tags},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for n, (source, tags) in enumerate(CELLS)
    ]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    (root / "notebooks" / "place.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (root / "run.py").write_text(RUN, encoding="utf-8")
    for folder in ("plan", "catalog", "observations"):
        (root / "data" / folder).mkdir(parents=True)
    columns = "id name_zh name_en unit_zh unit_en scope chapter direction aggregate weight plausible_min plausible_max"
    head = [*columns.split(), "largest_change", "definition_zh", "definition_en"]
    known = [f"made_up_{i},甲,a,个,a,city,overview,higher,sum,,0,1,0,甲,a" for i in range(INDICATORS)]
    table = root / "data" / "catalog" / "indicators.csv"
    table.write_text("\n".join([",".join(head), *known]) + "\n", encoding="utf-8")
    for year in YEARS:
        rows = [
            f"{n:06},made_up_{i},{n + i + year},made-up," for n in range(count) for i in range(INDICATORS)
        ]
        file = root / "data" / "observations" / f"{year}.csv"
        file.write_text("\n".join(["unit,indicator,value,source,flag", *rows]) + "\n", encoding="utf-8")


def report(counts: list[int], folder: Path) -> str:
    """Run so many units each time and return what was seen, in markdown."""
    lines = []
    for count in counts:
        root = folder / f"made-up-{count}"
        write_project(root, count)
        command = [sys.executable, root / "run.py", root, count]
        first, again = cost(command, root), cost(command, root)
        (warm,) = warm_processes(root)
        left = [p for p in warm.children() if p.status() != psutil.STATUS_ZOMBIE]
        lines.append(
            f"| {count} | {first.clock / count:.3f} | {first.processor / count:.3f} | {again.clock:.2f} "
            f"| {first.memory / 1e6:.0f} MB | {warm.memory_info().rss / 1e6:.0f} MB | {warm.num_fds()} "
            f"| {first.output.rpartition('OPEN ')[2].strip()} | {len(left)} |"
        )
        stop(root)
    missing = "" if FULL in counts else f" {FULL} units, the counties of the country, were not run this time."
    return (
        "## What a unit costs as there are more\n\n"
        f"Made-up tables of {INDICATORS} indicators and {len(YEARS)} years, and a notebook that reads one unit and says one "
        f"number: this is what the press itself costs. Two processes; load {os.getloadavg()[1]:.1f} at the end.{missing}\n\n"
        "| Units | Clock a unit, s | Processor a unit, s | Again, nothing changed, s | Most memory, all processes | "
        "Warm process after | its open files | open files of the press | kernels left |\n"
        "| --: | --: | --: | --: | --: | --: | --: | --: | --: |\n" + "\n".join(lines)
    )
