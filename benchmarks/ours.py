"""This book's own way for some of its pages, as a command: ``python ours.py ROOT [PAGE …]``; all pages without names."""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

from planbook.press.briefing import batch
from planbook.press.changes.jobs import plan_runs
from planbook.press.pages.contents import Contents, contents
from planbook.press.pages.layout import lay_out
from planbook.press.run.execute import Way, execute
from planbook.press.sphinx.site import build_site

if __name__ == "__main__":
    root, names = Path(sys.argv[1]), set(sys.argv[2:])
    clock = [time.perf_counter()]
    pages = contents(root)
    if names:
        pages = Contents(tuple(p for p in pages.notebooks if p.name in names), pages.written)
    execute(plan_runs(root, pages.notebooks, {}), root, Way(at_once=2))
    clock.append(time.perf_counter())
    lay_out(root, pages)
    clock.append(time.perf_counter())
    _, problems = batch.make_all(root, [p.name for p in pages.notebooks], at_once=2)
    clock.append(time.perf_counter())
    build_site(root)
    clock.append(time.perf_counter())
    if problems:
        raise SystemExit("\n".join(problems))
    steps = ("run", "lay out", "briefings", "site")
    print(
        "STEPS",
        json.dumps(dict(zip(steps, (b - a for a, b in pairwise(clock)), strict=True))),
    )
