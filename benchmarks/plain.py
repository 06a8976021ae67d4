"""The plain ways to make the same edition: ``python plain.py [--box SECONDS] STEP ROOT TARGET NAME=NOTEBOOK:PARAM:VALUE …``.

Steps: ``loop`` (papermill's API in a loop, its defaults), ``tuned`` (papermill in two processes, without saving after
every cell and without waiting for kernels to leave), ``book`` (``jupyter-book build``), ``print`` (nbconvert to HTML, and
Chromium to PDF). A step begins no page after the seconds of its box, if it has one, but makes every chapter. The last line
tells the seconds of each page made.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from functools import cache
from pathlib import Path

import nbformat
import papermill
import yaml
from nbconvert import HTMLExporter

from planbook.ground.payload import MIME

CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]


def run(root: Path, target: Path, page: str, **options: object) -> None:
    """Run the notebook of one page with papermill."""
    name, _, rest = page.partition("=")
    notebook, *given = rest.split(":")
    output = target / f"{name.replace('/', '-')}.ipynb"
    papermill.execute_notebook(
        root / "notebooks" / f"{notebook}.ipynb",
        output,
        parameters=dict(zip(given[::2], given[1::2], strict=True)),
        progress_bar=False,
        **options,
    )


def tuned(root: Path, target: Path, page: str) -> None:
    """Run one page with what papermill offers to be quicker."""
    run(
        root,
        target,
        page,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        shutdown_kernel="immediate",
    )


def executed(target: Path) -> list[Path]:
    """Return the executed notebooks, with what only this book's own press can show taken out."""
    files = sorted(f for f in target.glob("*.ipynb"))
    for file in files:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                output.get("data", {}).pop(MIME, None)
        file.write_text(json.dumps(notebook), encoding="utf-8")
    return files


def book(target: Path) -> None:
    """Build the executed notebooks as one Jupyter Book."""
    files = executed(target)
    config = {"title": "plain", "execute": {"execute_notebooks": "off"}, "only_build_toc_files": True}
    (target / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    toc = {"format": "jb-book", "root": files[0].stem, "chapters": [{"file": f.stem} for f in files[1:]]}
    (target / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        str(target),
        "-q",
    ]
    subprocess.run(command, check=True)


def printed(file: Path) -> None:
    """Print an executed notebook to PDF by way of HTML and a browser."""
    page = file.with_suffix(".html")
    page.write_text(_exporter().from_notebook_node(nbformat.read(file, as_version=4))[0], encoding="utf-8")
    options = [
        "--virtual-time-budget=5000",
        "--no-pdf-header-footer",
        f"--print-to-pdf={file.with_suffix('.pdf')}",
    ]
    subprocess.run([*CHROMIUM, *options, page.as_uri()], check=True, capture_output=True)


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(exclude_input=True)


def timed(make: Callable[..., None], *given: object) -> float:
    """Return how many seconds something takes."""
    begun = time.perf_counter()
    make(*given)
    return time.perf_counter() - begun


def in_time(pages: list[str], box: float) -> Iterator[str]:
    """Yield pages until the box is full; chapters, which have no parameters, in any case."""
    end = time.monotonic() + (box or float("inf"))
    yield from (page for page in pages if ":" not in page or time.monotonic() < end)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["loop", "tuned", "book", "print"])
    parser.add_argument("root", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--box", type=float, default=0)
    given = parser.parse_args()
    root, target = given.root, given.target
    target.mkdir(parents=True, exist_ok=True)
    os.environ["PLANBOOK_ROOT"] = str(root)
    names = {page: page.partition("=")[0] for page in given.pages}
    took: dict[str, float] = {}
    if given.step == "loop":
        for page in in_time(given.pages, given.box):
            took[names[page]] = timed(run, root, target, page)
    elif given.step == "tuned":
        took = in_two(root, target, given.pages, given.box)
    elif given.step == "book":
        took = {"book": timed(book, target)}
    else:
        made = {f.stem: f for f in executed(target)}
        for page in in_time(given.pages, given.box):
            if file := made.get(names[page].replace("/", "-")):
                took[names[page]] = timed(printed, file)
    print("TOOK", json.dumps(took))


def in_two(root: Path, target: Path, pages: list[str], box: float) -> dict[str, float]:
    """Run pages in two processes; a page is handed out when one is free."""
    took, running = {}, {}
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for page in in_time(pages, box):
            running[pool.submit(timed, tuned, root, target, page)] = page
            if len(running) == 2:
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    took[running.pop(done).partition("=")[0]] = done.result()
        took |= {page.partition("=")[0]: done.result() for done, page in running.items()}
    return took


if __name__ == "__main__":
    main()
