"""Notebooks as people leave them: read, or told in a sentence what keeps one from being run as it claims to be.

A cell left over from another run, a second cell of parameters, a computed one, a file that is no notebook: under each of
them a page would report something else than it says. What of a notebook decides on its run is the matter of
`planbook.press.changes.code`, its words that of `planbook.press.pages`.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from planbook.errors import BuildError
from planbook.ground.language import LANGUAGES, Both

PARAMETERS, INJECTED, BRIEF = "parameters", "injected-parameters", "brief"

_CONFLICT = re.compile(r"^\s*(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAME = Both("Chinese", "English")


def read(file: Path) -> dict[str, Any]:
    """Return a notebook as it was saved; a byte order mark is read over.

    Raises
    ------
    BuildError
        If the file is no notebook of format 4.
    """
    return parsed(file.read_bytes(), file.name)


def parsed(content: bytes, name: str) -> dict[str, Any]:
    r"""Return the notebook that some bytes hold; errors call it by its name.

    Examples
    --------
    >>> parsed(b'\xef\xbb\xbf{"cells": [], "nbformat": 4}', "a.ipynb")["cells"]
    []
    >>> parsed(b"", "a.ipynb")
    Traceback (most recent call last):
    planbook.errors.BuildError: a.ipynb is empty; bring back the notebook that was there
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BuildError(f"{name} is no text in UTF-8 (byte {error.start}); save it from Jupyter") from error
    if not text.strip():
        raise BuildError(f"{name} is empty; bring back the notebook that was there")
    try:
        notebook = json.loads(text)
    except ValueError as error:
        mark = _CONFLICT.search(text)
        if mark:
            line = text.count("\n", 0, mark.start(1)) + 1
            raise BuildError(
                f"{name}, line {line}: two versions of the notebook were not merged ({mark[1]}); choose one"
            ) from error
        raise BuildError(f"{name} is no notebook, its JSON breaks off: {error}") from error
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise BuildError(f"{name} is JSON but no notebook")
    if notebook["nbformat"] != 4:
        raise BuildError(
            f"{name} is a notebook of format {notebook['nbformat']}, not 4; open it in Jupyter and save it again"
        )
    if not _is_whole(notebook.get("cells")):
        raise BuildError(f"{name} has cells without kind, tags or text; open it in Jupyter and save it again")
    return notebook


def _is_whole(cells: Any) -> bool:
    return isinstance(cells, list) and all(
        isinstance(c, dict)
        and {"cell_type", "source", "metadata"} <= c.keys()
        and isinstance(c["source"], str | list)
        and isinstance(c["metadata"], dict)
        for c in cells
    )


def identified(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook whose cells have an id each: where one is missing or comes twice, its place names the cell.

    Cells are counted by their kind: a Markdown cell more does not change what a code cell is called.

    Examples
    --------
    >>> cells = [{"id": "a"}, {"id": "a"}, {}]
    >>> cells = [{"cell_type": "code", **c} for c in cells]
    >>> [c["id"] for c in identified({"cells": cells, "nbformat": 4, "nbformat_minor": 4})["cells"]]
    ['a', 'code-2', 'code-3']
    """
    taken: set[str] = set()
    counted: dict[str, int] = {}
    cells = []
    for cell in notebook["cells"]:
        kind, name = cell["cell_type"], str(cell.get("id", ""))
        counted[kind] = counted.get(kind, 0) + 1
        if not _ID.fullmatch(name) or name in taken:
            name = f"{kind}-{counted[kind]}"
            while name in taken:
                name += "-"
        taken.add(name)
        cells.append({**cell, "id": name})
    # cells have ids since format 4.5
    return {**notebook, "cells": cells, "nbformat_minor": max(5, int(notebook.get("nbformat_minor", 0)))}


def check(files: Iterable[Path]) -> None:
    """Refuse notebooks that would not run as what they say.

    Parameters
    ----------
    files : iterable of Path
        The notebooks of a press; nothing has been started yet.

    Raises
    ------
    BuildError
        Listing everything that is wrong with any of them.
    """
    wrong: list[str] = []
    for file in files:
        name = f"notebooks/{file.name}"
        try:
            notebook = parsed(file.read_bytes(), name)
        except BuildError as error:
            wrong.append(error.message)
            continue
        wrong += [f"{name}, {problem}" for problem in problems(notebook)]
    if wrong:
        raise BuildError("nothing was run, because notebooks are not as they should be:", wrong)


def problems(notebook: Mapping[str, Any]) -> Iterator[str]:
    """Yield what keeps a notebook from being run as what it says, each with its cell.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "metadata": {"tags": ["parameters"]}, "source": "# Green"}
    >>> list(problems({"cells": [cell]}))
    ['cell 1 (# Green): only a code cell can hold parameters; take the tag parameters from it']
    """
    first: int | None = None
    for number, cell in enumerate(notebook["cells"], start=1):
        tags, where = _tags(cell), f"cell {number} ({_first_line(cell)})"
        if INJECTED in tags:
            yield f"{where}: left over from a run with papermill (tag {INJECTED}); delete the cell"
        if PARAMETERS not in tags:
            continue
        if cell["cell_type"] != "code":
            yield f"{where}: only a code cell can hold parameters; take the tag {PARAMETERS} from it"
        elif first:
            yield f"{where}: a second cell tagged {PARAMETERS}; put all into cell {first}, papermill sees no other"
        else:
            first = number
            yield from (f"{where}, {problem}" for problem in _of_parameters(_text(cell)))
    yield from _untitled(notebook["cells"])
    yield from _unset(notebook["cells"])


def _unset(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the words that page and briefing would not set alike."""
    from planbook.press.pages import markup

    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "markdown":
            yield from (f"cell {number} ({_first_line(cell)}): {p}" for p in markup.problems(_text(cell)))


def _of_parameters(text: str) -> Iterator[str]:
    """Yield what in a cell of parameters is no plain value, with its line."""
    magic = [n for n, line in enumerate(text.split("\n"), start=1) if line.lstrip().startswith(("%", "!"))]
    if magic:
        yield f"line {magic[0]}: a command of Jupyter; put it into a cell of its own"
        return
    try:
        body = ast.parse(text).body
    except SyntaxError as error:
        yield f"line {error.lineno}: this is no Python: {error.msg}"
        return
    for statement in body:
        where = f"line {statement.lineno}"
        if isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        targets = (
            statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        )
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or not all(
            isinstance(target, ast.Name) for target in targets
        ):
            yield f"{where}: a cell of parameters holds nothing but lines like year = 2019; put this into the next cell"
            continue
        name = next(target.id for target in targets if isinstance(target, ast.Name))
        if statement.value is not None and not _is_plain(statement.value):
            yield (
                f"{where}: {name} is computed; a parameter has a plain value (a number, a text, None), "
                "what follows from it is computed in the next cell"
            )
        if isinstance(statement, ast.AnnAssign) and annotated(statement.annotation) is None:
            yield (
                f"{where}: {ast.unparse(statement.annotation)} is no type of a parameter; write int, float, str, bool, "
                "Optional[…] or Literal[…]"
            )


def _is_plain(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def annotated(annotation: ast.expr) -> Any:
    """Return the type that the annotation of a parameter names; None if it names none.

    Examples
    --------
    >>> annotated(ast.parse("int | None", mode="eval").body)
    int | None
    """
    import typing

    known: dict[str, Any] = {t.__name__: t for t in (int, float, str, bool, list, dict)}
    known |= {name: getattr(typing, name) for name in ("Optional", "Union", "Literal", "Any")}
    known["typing"] = typing
    try:
        # the names above and nothing else can be reached
        return eval(ast.unparse(annotation), {"__builtins__": {}}, known)
    except (NameError, AttributeError, TypeError, SyntaxError, ValueError):
        return None


def _untitled(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the titles that stand on the page and would be missing in the briefing."""
    cells = list(cells)
    if not any(BRIEF in _tags(cell) for cell in cells):
        return
    for lang in LANGUAGES:
        titles = [
            (n, c)
            for n, c in enumerate(cells, start=1)
            if c["cell_type"] == "markdown"
            and _first_line(c).startswith("# ")
            and (lang in _tags(c) or not _tags(c) & set(LANGUAGES))
        ]
        if titles and not any(BRIEF in _tags(cell) for _, cell in titles):
            number, cell = titles[0]
            yield (
                f"cell {number} ({_first_line(cell)}): the title is not tagged {BRIEF}, so that the {_NAME.get(lang)} "
                f"briefing has none; tag the cell {BRIEF}"
            )


def _tags(cell: Mapping[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", ()))


def _text(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _first_line(cell: Mapping[str, Any]) -> str:
    return _text(cell).strip().partition("\n")[0][:60]
