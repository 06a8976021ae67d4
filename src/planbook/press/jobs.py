"""Which notebooks to run, with which parameters, and whether an executed copy still holds. Runs nothing.

A run's key is a hash over everything its result depends on: the notebook, the parameters, the package's code,
the data and the pinned requirements. The executed notebook carries its key; as long as it is the same, the
notebook need not run again.
"""

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import planbook
from planbook.errors import ParameterError
from planbook.press.contents import Page, Parameter

# Parts of the package whose code cannot change what a notebook computes.
_UNRELATED = ("press", "intake", "quality", "export", "commands", "cli.py")


@dataclass(frozen=True)
class Job:
    """One notebook to run.

    Attributes
    ----------
    name : str
        Name of the page: ``green``, ``units/210300``.
    notebook : Path
        The notebook's source.
    output : Path
        Where the executed notebook goes.
    parameters : tuple of (str, value)
        The parameters to inject, sorted by name.
    key : str
        Hash of all that the result depends on.
    """

    name: str
    notebook: Path
    output: Path
    parameters: tuple[tuple[str, Parameter], ...]
    key: str

    def is_done(self) -> bool:
        """Tell whether the executed notebook is there and was made from exactly this."""
        try:
            metadata = json.loads(self.output.read_text(encoding="utf-8"))["metadata"]
        except (FileNotFoundError, json.JSONDecodeError):
            return False
        return metadata.get("planbook", {}).get("key") == self.key


def plan_runs(root: Path, pages: Iterable[Page], parameters: Mapping[str, Parameter]) -> list[Job]:
    """Return one job per page.

    Parameters
    ----------
    root : Path
        The project's root folder.
    pages : iterable of Page
        The runs wanted; what a page sets itself comes before ``parameters``.
    parameters : mapping
        Values to inject into every notebook; what is left out keeps the notebook's own default.

    Raises
    ------
    ParameterError
        If a notebook does not declare one of the parameters; nothing has been started then.
    """
    ground = _ground(root)
    jobs, unknown = [], []
    for page in pages:
        given = tuple(sorted({**parameters, **dict(page.parameters)}.items()))
        notebook = root / "notebooks" / f"{page.notebook}.ipynb"
        source = notebook.read_bytes()
        declared = declared_parameters(json.loads(source))
        unknown += [
            f"{notebook.relative_to(root)}: no parameter {p!r}, only {', '.join(declared) or 'none at all'}"
            for p, _ in given
            if p not in declared
        ]
        key = _digest([ground.encode(), source, json.dumps(given).encode()])
        jobs.append(Job(page.name, notebook, root / "_build" / "runs" / f"{page.name}.ipynb", given, key))
    if unknown:
        raise ParameterError("nothing was run, because notebooks do not know these parameters:", unknown)
    return jobs


def declared_parameters(notebook: Mapping) -> tuple[str, ...]:
    r"""Return the names assigned in the cell tagged ``parameters``.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "year = 2017\nregion: str = '全国'"}
    >>> declared_parameters({"cells": [cell]})
    ('year', 'region')
    """
    names: list[str] = []
    for cell in notebook["cells"]:
        if "parameters" not in cell["metadata"].get("tags", ()):
            continue
        for statement in ast.parse("".join(cell["source"])).body:
            if isinstance(statement, ast.Assign):
                targets = statement.targets
            elif isinstance(statement, ast.AnnAssign):
                targets = [statement.target]
            else:
                continue
            names += [t.id for t in targets if isinstance(t, ast.Name)]
    return tuple(names)


def _ground(root: Path) -> str:
    """Hash what every notebook stands on: the package, the data and the pinned requirements."""
    package = Path(planbook.__file__).parent
    code = [f for f in package.rglob("*.py") if f.relative_to(package).parts[0] not in _UNRELATED]
    files = [*code, *(f for f in (root / "data").rglob("*") if f.is_file()), root / "requirements.txt"]
    return fingerprint(files, {package: "package", root: "project"})


def fingerprint(files: Iterable[Path], bases: Mapping[Path, str]) -> str:
    """Hash names and contents of files; where the project lies does not count.

    Parameters
    ----------
    files : iterable of Path
        Files to hash; those that do not exist are left out.
    bases : mapping of Path to str
        Folders the files lie under, with the label that stands for each; the first that fits is taken.
    """
    named = {}
    for file in files:
        base, label = next((b, label) for b, label in bases.items() if file.is_relative_to(b))
        named[f"{label}/{file.relative_to(base).as_posix()}"] = file
    parts = ((name.encode(), named[name].read_bytes()) for name in sorted(named) if named[name].is_file())
    return _digest(part for pair in parts for part in pair)


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
