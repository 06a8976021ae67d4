"""The plain ways to make the same edition, as commands: ``python plain.py STEP ROOT TARGET [NAME=NOTEBOOK:PARAM:VALUE …]``.

Steps: ``loop`` (papermill's API in a loop, its defaults), ``tuned`` (papermill in two processes, without saving after
every cell and without waiting for kernels to leave), ``book`` (``jupyter-book build``), ``print`` (nbconvert to HTML, and
Chromium to PDF).
"""

import json
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import papermill
import yaml
from nbconvert import HTMLExporter

from planbook.payload import MIME

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


def printed(target: Path) -> None:
    """Print every executed notebook to PDF by way of HTML and a browser."""
    exporter = HTMLExporter(exclude_input=True)
    for file in executed(target):
        page = file.with_suffix(".html")
        page.write_text(exporter.from_notebook_node(nbformat.read(file, as_version=4))[0], encoding="utf-8")
        options = [
            "--virtual-time-budget=5000",
            "--no-pdf-header-footer",
            f"--print-to-pdf={file.with_suffix('.pdf')}",
        ]
        subprocess.run([*CHROMIUM, *options, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    step, root, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    pages = sys.argv[4:]
    target.mkdir(parents=True, exist_ok=True)
    os.environ["PLANBOOK_ROOT"] = str(root)
    if step == "loop":
        for page in pages:
            run(root, target, page)
    elif step == "tuned":
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            for done in [pool.submit(tuned, root, target, page) for page in pages]:
                done.result()
    elif step == "book":
        book(target)
    else:
        printed(target)
