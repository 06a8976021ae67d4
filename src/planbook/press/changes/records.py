"""What is known of a finished run: what it was made of, what it read, how long it took; and whether it still holds.

A record lies beside the executed notebook as ``<name>.record.json``. It names the executed notebook by its hash, so
that a torn or foreign pair is never taken for a result. Nothing is run here.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planbook import paths
from planbook.press.run.memory import give_back

FORMAT = 1  # raised when a record of an older press can no longer be trusted


@dataclass(frozen=True)
class Record:
    """A finished run.

    Attributes
    ----------
    made_of : dict
        What the run was made of → its hash, see `planbook.press.changes.jobs.Job`.
    data : str
        Hash of all tables under ``data/`` for which the answers were last compared.
    asked : list of (name, arguments, answer)
        The questions put to the data and the hashes of their answers, see `planbook.ground.reads`.
    executed : str
        Hash of the executed notebook.
    seconds : float
        How long the run took.
    """

    made_of: dict[str, str]
    data: str
    asked: list[tuple[str, list[Any], str]]
    executed: str
    seconds: float


def path(output: Path) -> Path:
    """Return where the record of an executed notebook lies."""
    return output.with_suffix(".record.json")


def load(output: Path) -> Record | None:
    """Return the record of an executed notebook; None unless both are there, whole, and belong together."""
    try:
        content = json.loads(path(output).read_text(encoding="utf-8"))
        executed = output.read_bytes()
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
        return None
    try:
        record = Record(**content)
    except TypeError:
        return None
    return record if record.executed == hashed(executed) else None


def save(output: Path, record: Record) -> None:
    """Write the record of an executed notebook, whole or not at all."""
    text = json.dumps({"format": FORMAT, **vars(record)}, ensure_ascii=False, indent=None)
    replace(path(output), text.encode())


def replace(file: Path, content: bytes) -> None:
    """Put a file in its place in one step; whatever happens, either the old or the new content is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with beside.open("wb") as fresh:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def hashed(content: bytes) -> str:
    """Return the hash that names some content."""
    return hashlib.sha256(content).hexdigest()[:20]


class Answers:
    """Today's answers to recorded questions, each asked once. To be used inside `rooted`."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def changes(self, record: Record) -> list[tuple[str, list[Any]]]:
        """Return the questions of a run, name and arguments, that are answered differently today."""
        return [(name, args) for name, args, answer in record.asked if self._ask(name, args) != answer]

    def _ask(self, name: str, arguments: list[Any]) -> str:
        key = json.dumps([name, arguments])
        if key not in self._known:
            self._known[key] = _answer(name, arguments)
        return self._known[key]


def _answer(name: str, arguments: list[Any]) -> str:
    from planbook.ground import reads

    try:
        return reads.ask(name, arguments)
    except (ImportError, AttributeError, TypeError) as error:  # the question itself is of another version
        return f"cannot be asked: {error}"


def tree(folder: Path) -> str:
    """Hash the names and contents of all files below a folder."""
    total = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:20]


@contextmanager
def rooted(root: Path) -> Iterator[None]:
    """Have the package read the data of this project as they are now, whatever it has read before.

    It takes the libraries of the notebooks into this process, so it is entered only where something is to be asked.
    """
    from planbook.ground import reads

    with paths.rooted(root):
        reads.forget()
        try:
            yield
        finally:
            reads.forget()
            give_back()
