"""Measures what the press costs and writes ``results.md``: ``python benchmarks/bench.py [PART …] [--small]``.

Without a part, all of them in order of importance, about three quarters of an hour on two cores. Each part is measured in a
folder of its own; when it has ended its figures replace those of its last time in ``results.json``, and ``results.md``
is written anew from that file. A part that fails is told at the end and keeps no other from running. ``--small`` tries
everything out in a few minutes and writes to ``_build/`` instead.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import cluster
import compare
import edition
import leaks
import psutil
import scale
import twice
from tables import table

from planbook import __version__

PARTS = {
    "edition": edition,
    "compare": compare,
    "twice": twice,
    "scale": scale,
    "leaks": leaks,
    "cluster": cluster,
}
HERE = Path(__file__).parent
BUSY = 0.3  # cores in use before a part above which the machine had other work


def measured(part: str, small: bool) -> dict[str, Any]:
    """Measure a part in a folder of its own, with the load of the machine before it."""
    load = (
        psutil.cpu_percent(interval=3) / 100 * (os.cpu_count() or 1)
    )  # the load average remembers the part before
    with tempfile.TemporaryDirectory(prefix=f"planbook-{part}-") as folder:
        begun = time.perf_counter()
        found = PARTS[part].measure(Path(folder), small)
    machine = f"{os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()})"
    return {
        "found": found,
        "load": load,
        "minutes": (time.perf_counter() - begun) / 60,
        "version": __version__,
        "machine": machine,
    }


def report(results: dict[str, Any]) -> str:
    """Return ``results.md``."""
    there = {part: of for part, of in PARTS.items() if part in results}
    targets = [line for part, of in there.items() for line in of.targets(results[part]["found"])]
    sections = []
    for part, of in there.items():
        about = results[part]
        state = "otherwise idle" if about["load"] < BUSY else "busy with other work"
        machine = f"{about['machine']}; the machine was {state} ({about['load']:.1f} cores in use before)"
        sections.append(of.report(about["found"]))
        sections.append(
            f"*`make bench PART={part}`, planbook {about['version']} on {machine}; {about['minutes']:.0f} min.*"
        )
    missing = [part for part in PARTS if part not in results]
    return "\n\n".join(
        [
            "# What the press costs",
            "Made by `make bench`; the figures are those of `results.json`. Below each section stands the state of the machine. "
            "Where it was busy, seconds of processor are the fairer measure: two processes then get two shares of the clock."
            + (f" Not measured: {', '.join(missing)}." if missing else ""),
            "## Against what was to be reached",
            table(["", "Wanted", "Measured, by the clock", "by processor"], targets),
            *sections,
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--small", action="store_true", help="few pages and units: tries the benchmark out")
    given = parser.parse_args()
    if strange := [part for part in given.parts if part not in PARTS]:
        parser.error(f"no part is called {', '.join(strange)}; choose from {', '.join(PARTS)}")
    target = HERE.parent / "_build" / "bench-small" if given.small else HERE
    target.mkdir(parents=True, exist_ok=True)
    stored = target / "results.json"
    failed = []
    for part in given.parts or PARTS:
        print(f"{part}: about {PARTS[part].MINUTES} minutes", flush=True)
        try:
            found = measured(part, given.small)
        except Exception:  # the others are measured all the same
            traceback.print_exc()
            failed.append(part)
            continue
        results = json.loads(stored.read_text(encoding="utf-8")) if stored.is_file() else {}
        results[part] = found
        stored.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        text = report(results)
        (target / "results.md").write_text(text.rstrip() + "\n", encoding="utf-8")
        print(
            PARTS[part].report(found["found"]), f"took {found['minutes']:.1f} minutes", sep="\n", flush=True
        )
    if failed:
        sys.exit(f"not measured, see above: {', '.join(failed)}")


if __name__ == "__main__":
    main()
