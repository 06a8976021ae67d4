"""Runs a notebook's cells one after another as Jupyter would, in this process."""

import ast
import json
import linecache
from collections.abc import Iterator
from typing import Any

from planbook import paths


def cells(notebook: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the source and the tags of every code cell."""
    content = json.loads((paths.root() / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"]), cell["metadata"].get("tags", [])


def run(notebook: str, **parameters: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield what each cell shows, with the namespace as the cell left it."""
    space: dict[str, Any] = {"__name__": "notebook"}
    for number, (source, tags) in enumerate(cells(notebook), start=1):
        name = f"<{notebook}, cell {number}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), space)
        if "parameters" in tags:
            space.update(parameters)
        shown = eval(compile(ast.Expression(last.value), name, "eval"), space) if last else None
        if hasattr(shown, "payload"):
            yield shown.payload(), space
