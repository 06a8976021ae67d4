"""From executed notebook to PDF: the briefing exporter against nbconvert's HTML printed by Chromium, in one run.

    .venv/bin/python benchmarks/briefings.py [PAGE …]

Both routes begin with a notebook as a file and end with the PDF as a file; charts are drawn on the way. The plain route
gets the same content as an ordinary notebook: markdown, HTML tables and Vega-Lite charts, which Chromium draws with the
library inside the page. A first document of each route is made beforehand and not counted; the start of our own process
is not in it, that of Chromium, which serves one document, is.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import vl_convert
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from planbook import paths
from planbook.ground.language import LANGUAGES, Lang
from planbook.press.briefing import drawings
from planbook.press.briefing.blocks import contents
from planbook.press.briefing.exporter import BriefingExporter
from planbook.press.briefing.imprint import version_of_data
from planbook.press.pages.render import grid

CHROMIUM = [
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-pdf-header-footer",
    ),
]


def plain(notebook: nbformat.NotebookNode, lang: Lang) -> nbformat.NotebookNode:
    """Return the content of a briefing as an ordinary notebook."""
    content = contents(notebook, lang)
    cells = [new_markdown_cell(f"# {content.title}")]
    for section in content.sections:
        if section.heading:
            cells.append(new_markdown_cell(f"{'#' * section.level} {section.heading}"))
        for block in section.blocks:
            if block["kind"] == "prose":
                cells.append(new_markdown_cell(block["markdown"]))
                continue
            if block["kind"] == "table":
                rows = [[(c["text"], None, "") for c in row] for row in block["rows"]]
                labels = [c["label"] for c in block["columns"]]
                shown = {"text/html": grid(labels, [False] * len(labels), rows, block["title"])}
            else:
                shown = {"text/html": chart(block)}
            output = new_output("display_data", data=shown)
            cells.append(new_markdown_cell(f"**{block['title']}**"))
            cells.append(new_code_cell("shown", outputs=[output]))
            cells.append(new_markdown_cell(block["source"]))
    return new_notebook(cells=cells)


def chart(block: dict[str, Any]) -> str:
    """Return a chart as a notebook shows it: a place, and the script that draws there; a drawing is ready."""
    if block["kind"] == "drawing":
        return block["svg"]
    spec = json.dumps(drawings.complete(block), ensure_ascii=False).replace("</", "<\\/")
    return f'<div id="c{block["id"]}"></div><script>vegaEmbed("#c{block["id"]}", {spec}, {{actions: false}})</script>'


def timed(make: Callable[[], Path]) -> tuple[float, int]:
    start = time.perf_counter()
    file = make()
    return time.perf_counter() - start, file.stat().st_size


def main(pages: list[str]) -> None:
    runs = paths.build("runs")
    pages = pages or [
        p.relative_to(runs).with_suffix("").as_posix() for p in sorted(runs.rglob("[!.]*.ipynb"))
    ]
    version = version_of_data(paths.root())
    library = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    head = f"<head><script>(function () {{\n{library}\n}})();</script>"
    html = HTMLExporter(exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True)
    ours, theirs, sizes = [], [], []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for lang in LANGUAGES:
            exporter = BriefingExporter(language=lang, data_version=version)
            for number, page in enumerate([pages[0], *pages]):
                executed, same = runs / f"{page}.ipynb", folder / "same.ipynb"
                nbformat.write(plain(nbformat.read(executed, as_version=4), lang), same)

                def briefing(exporter: BriefingExporter = exporter, executed: Path = executed) -> Path:
                    pdf, _ = exporter.from_notebook_node(json.loads(executed.read_bytes()))
                    (folder / "briefing.pdf").write_bytes(pdf)
                    return folder / "briefing.pdf"

                def printed(same: Path = same) -> Path:
                    body, _ = html.from_notebook_node(nbformat.read(same, as_version=4))
                    body = body.replace("<head>", head, 1)
                    (folder / "page.html").write_text(body, encoding="utf-8")
                    target = folder / "page.pdf"
                    target.unlink(missing_ok=True)
                    # Scripts of the page run before it is printed; time that they wait is not waited for.
                    options = [
                        "--virtual-time-budget=5000",
                        f"--user-data-dir={folder / 'profile'}",
                        f"--print-to-pdf={target}",
                    ]
                    command = [*CHROMIUM, *options, (folder / "page.html").as_uri()]
                    subprocess.run(command, check=True, capture_output=True)
                    return target

                one, other = timed(briefing), timed(printed)
                if number:
                    ours.append(one[0])
                    theirs.append(other[0])
                    sizes.append(one[1])
    ratio = statistics.median(t / o for o, t in zip(ours, theirs, strict=True))
    print(f"{len(ours)} briefings: median {statistics.median(ours):.2f} s, longest {max(ours):.2f} s")
    print(f"size: median {statistics.median(sizes) / 1e3:.0f} kB, largest {max(sizes) / 1e3:.0f} kB")
    print(f"the same as HTML printed by Chromium: median {statistics.median(theirs):.2f} s")
    print(f"ratio: {ratio:.1f} (goals: under 0.5 s, under 300 kB, at least 4)")


if __name__ == "__main__":
    main(sys.argv[1:])
