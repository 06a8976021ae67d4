"""Runs a notebook's cells one after another as Jupyter would, in this process; or only asks for its findings."""

import ast
import json
import linecache
from collections.abc import Iterator
from typing import Any

from planbook import paths
from planbook.ground.payload import MIME
from planbook.press.pages.contents import contents
from planbook.press.pages.words import Said, set_words

PLACES = ("unit", "province", "places")


def listed() -> list[str]:
    """Return the chapters as the table of contents lists them."""
    return [p.name for p in contents(paths.root(), profiles=False).notebooks if p.name not in PLACES]


def chapters() -> list[str]:
    """Return the chapters that report a year and a region."""
    return [
        name
        for name in listed()
        if any("region =" in text for text, tags in cells(name) if "parameters" in tags)
    ]


def source(notebook: str) -> dict[str, Any]:
    """Return a notebook as it is committed."""
    return json.loads((paths.root() / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))


def cells(notebook: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the source and the tags of every code cell."""
    for cell in source(notebook)["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"]), cell["metadata"].get("tags", [])


def executed(notebook: str, *, figures: bool = True, **parameters: Any) -> dict[str, Any]:
    """Return a notebook with what its cells show.

    Parameters
    ----------
    notebook : str
        Its name.
    figures : bool
        Run the cells behind the findings too; without them the words alone can be set, in a fraction of the time.
    **parameters
        In place of its own.
    """
    made, space = source(notebook), {"__name__": "notebook"}
    for number, cell in enumerate(made["cells"], start=1):
        if cell["cell_type"] != "code":
            continue
        code, name = "".join(cell["source"]), f"<{notebook}, cell {number}>"
        linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
        tree = ast.parse(code)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), space)
        if "parameters" in cell["metadata"].get("tags", []):
            space.update(parameters)
        shown = eval(compile(ast.Expression(last.value), name, "eval"), space) if last else None
        cell["outputs"] = [_output(shown)] if shown is not None else []
        if not figures and hasattr(shown, "payload") and shown.payload()["kind"] == "findings":
            break
    return made


def _output(shown: Any) -> dict[str, Any]:
    data = {MIME: shown.payload()} if hasattr(shown, "payload") else {"text/plain": repr(shown)}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def page(made: dict[str, Any], lang: str) -> Said:
    """Return the words of an executed notebook in one language."""
    return set_words(made, lang)  # type: ignore[arg-type]


def text(words: Said) -> str:
    """Return what a page says in sentences and titles."""
    parts = [
        b.markdown or " ".join(b.payload[k] for k in ("title", "subtitle") if k in b.payload)
        for b in words.blocks
    ]
    return "\n".join(parts)


def findings_of(made: dict[str, Any]) -> dict[str, Any]:
    """Return the record that a notebook's cell has left."""
    for cell in made["cells"]:
        for output in cell.get("outputs", ()):
            if output["data"].get(MIME, {}).get("kind") == "findings":
                return output["data"][MIME]["findings"]
    raise AssertionError("the notebook records no findings")
