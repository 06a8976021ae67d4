"""Taking an import back: what it changed is kept beside the answers, as the lines that would restore what was there.

``data/catalog/imports/<year>.undo.json`` is committed with the import, so that another clone can take it back as well.
"""

import hashlib
import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from planbook import paths
from planbook.errors import ParameterError
from planbook.intake import store

GONE = None  # what stands for a file that was not there


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the file's name, the files restored, and how many imports of the year still stand."""

    file: str
    restored: tuple[str, ...]
    left: int


def path_of(year: int) -> Path:
    """Return where the record of a year's imports lies."""
    return paths.data("catalog", "imports", f"{year}.undo.json")


def record(year: int, file: str, files: dict[Path, str]) -> dict[Path, str]:
    """Return the record of a year's imports with one more, as a file to be written with the others.

    Parameters
    ----------
    year : int
        The data year.
    file : str
        What was imported.
    files : dict
        Path → new text of every file the import writes.
    """
    root = paths.root()
    entry = {
        "file": file,
        "files": {
            path.relative_to(root).as_posix(): _backwards(path, text) for path, text in sorted(files.items())
        },
    }
    return {path_of(year): _as_text([*_read(year), entry])}


def undo(year: int) -> Undone:
    """Take back the last import of a year, byte for byte; what was changed elsewhere in a table since then stays.

    Raises
    ------
    ParameterError
        If nothing was imported for the year, what the import wrote has been changed since, or the year after it is
        there; nothing is changed then.
    """
    entries = _read(year)
    if not entries:
        raise ParameterError(
            f"no import of {year} is on record in {path_of(year).relative_to(paths.root())}; what is in the tables was "
            "compiled, or committed with an older version"
        )
    entry = entries[-1]
    root = paths.root()
    files: dict[Path, str | None] = {}
    problems = []
    for name, change in entry["files"].items():
        path = root / name
        try:
            files[path] = _apply(path, change)
        except ValueError as error:
            problems.append(f"{name}: {error}")
    own = f"data/observations/{year}.csv"
    later = paths.data("observations", f"{year + 1}.csv")
    if files.get(root / own, "") is GONE and later.is_file():
        problems.append(f"{year + 1} is in the book and stands on {year}; take {year + 1} back first")
    if problems:
        raise ParameterError(f"the import of {entry['file']} cannot be taken back", problems)
    rest = entries[:-1]
    files[path_of(year)] = _as_text(rest) if rest else GONE
    store.replace_all(files)
    return Undone(entry["file"], tuple(sorted(entry["files"])), len(rest))


def _read(year: int) -> list[dict[str, Any]]:
    path = path_of(year)
    if not path.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def _as_text(entries: list[dict[str, Any]]) -> str:
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _backwards(path: Path, text: str) -> dict[str, Any]:
    """Return what turns a file's new text into the one it has now: pieces of (line, what stands there, what did)."""
    if not path.is_file():
        return {"before": GONE, "after": _digest(text)}
    old = path.read_bytes().decode("utf-8")
    a, b = text.splitlines(keepends=True), old.splitlines(keepends=True)
    pieces = [
        [i, "".join(a[i:j]), "".join(b[k:m])]
        for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    return {"before": _digest(old), "after": _digest(text), "pieces": pieces}


def _apply(path: Path, change: dict[str, Any]) -> str | None:
    if not path.is_file():
        raise ValueError("is not there any more; restore it first")
    text = path.read_bytes().decode("utf-8")
    if change["before"] is GONE:
        if _digest(text) != change["after"]:
            raise ValueError("has been changed since; take back what changed it first")
        return GONE
    lines = text.splitlines(keepends=True)
    untouched = _digest(text) == change["after"]
    for first, there, before in reversed(change["pieces"]):
        added = there.splitlines(keepends=True)
        at = first if untouched else _find(lines, added, first)
        lines[at : at + len(added)] = before.splitlines(keepends=True)
    old = "".join(lines)
    if untouched and _digest(old) != change["before"]:
        raise ValueError("the record does not give back what was there; restore it with git")
    return old


def _find(lines: list[str], added: list[str], near: int) -> int:
    """Return where lines that an import added stand now, in a file that has been changed elsewhere since."""
    if not added:
        return min(near, len(lines))
    places = [i for i in range(len(lines) - len(added) + 1) if lines[i : i + len(added)] == added]
    if not places:
        raise ValueError("what the import wrote there has been changed since; restore it with git")
    return min(places, key=lambda i: abs(i - near))
