"""What the code of a notebook tells unrun: the modules of the package it uses, the parameters it declares.

Imports inside functions count as much as those at the top. What a module is made of is hashed, so that a run can tell
which change of code concerns it.
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import planbook

PACKAGE = Path(planbook.__file__).parent


def used(notebook: Path) -> dict[str, str]:
    """Return the modules of the package that a notebook imports, directly or through others.

    Parameters
    ----------
    notebook : Path
        The notebook's source.

    Returns
    -------
    dict of str to str
        Module → hash of its source, sorted.
    """
    cells = json.loads(notebook.read_bytes())["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    return closure({m for text in code for m in imports(text)})


def runs(source: bytes) -> bytes:
    """Return what of a notebook decides on its run: its code cells, their ids and tags. Words are set afterwards."""
    cells = [c for c in json.loads(source)["cells"] if c["cell_type"] == "code"]
    kept = [["".join(c["source"]), c.get("id"), sorted(c["metadata"].get("tags", ()))] for c in cells]
    return json.dumps(kept, ensure_ascii=False).encode()


def closure(start: Iterable[str]) -> dict[str, str]:
    """Return some modules and all they import within the package: module → hash of its source.

    Examples
    --------
    >>> list(closure({"planbook", "planbook.ground.language"}))
    ['planbook', 'planbook.ground.language']
    """
    found: dict[str, str] = {}
    left = list(start)
    while left:
        module = left.pop()
        file = _file(module)
        if module in found or file is None:
            continue
        found[module], imported = _module(file)
        left += imported
    return dict(sorted(found.items()))


@cache
def _module(file: Path) -> tuple[str, set[str]]:
    """Return the hash of a module and what it imports."""
    text = file.read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()[:20], imports(text)


def imports(text: str) -> set[str]:
    """Return what a piece of code imports from the package, with the packages around each module.

    Code that is no Python (a cell with a magic command) imports nothing as far as can be seen.

    Examples
    --------
    >>> sorted(imports("from planbook import plan"))
    ['planbook', 'planbook.plan']
    """
    if "planbook" not in text:
        return set()
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # what is imported may be a module or a name in one
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    own = {n for n in names if n.partition(".")[0] == "planbook"}
    around = {".".join(n.split(".")[:depth]) for n in own for depth in range(1, n.count(".") + 2)}
    return {n for n in around if _file(n)}


@cache
def _file(module: str) -> Path | None:
    path = PACKAGE.joinpath(*module.split(".")[1:])
    return next((f for f in (path.with_suffix(".py"), path / "__init__.py") if f.is_file()), None)


def declared(notebook: Mapping[str, Any]) -> dict[str, tuple[ast.expr | None, Any]]:
    r"""Return what the cell tagged ``parameters`` assigns: name → (annotation or None, default).

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "year = 2017\nregion: str = '全国'"}
    >>> {name: default for name, (_, default) in declared({"cells": [cell]}).items()}
    {'year': 2017, 'region': '全国'}
    """
    found: dict[str, tuple[ast.expr | None, Any]] = {}
    for cell in notebook["cells"]:
        if "parameters" not in cell["metadata"].get("tags", ()):
            continue
        for statement in ast.parse("".join(cell["source"])).body:
            if isinstance(statement, ast.Assign):
                names = [t.id for t in statement.targets if isinstance(t, ast.Name)]
                found |= {name: (None, ast.literal_eval(statement.value)) for name in names}
            elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                default = ast.literal_eval(statement.value) if statement.value else None
                found[statement.target.id] = (statement.annotation, default)
    return found
