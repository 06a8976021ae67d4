"""What the press has seen before: the tables, the pins and other lists of files as they were when something was made.

Each is kept once, under its hash, in ``_build/former``, so that a reason can name what has changed since. Nothing hangs
on it: where it is gone, the reason names less. What is said of a change is the matter of `planbook.press.changes.reasons`.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from planbook.press.changes.records import hashed, replace

_TREES = 5  # states of the tables that are kept


def keep(root: Path, content: bytes) -> str:
    """Keep some content and return the hash by which `known` gives it back."""
    name = hashed(content)
    file = _folder(root) / name
    if not file.is_file():
        with suppress(OSError):  # a full disk is told by those whose results it concerns
            replace(file, content)
    return name


def known(root: Path, name: str) -> bytes | None:
    """Return what was kept under a hash; None if it was not, or is torn."""
    file = _folder(root) / name
    content = file.read_bytes() if name and file.is_file() else b""
    return content if hashed(content) == name else None


def keep_list(root: Path, listed: Mapping[str, str]) -> str:
    """Keep a list of files and their hashes; return its own hash."""
    return keep(root, _written(listed))


def name_of(listed: Mapping[str, str]) -> str:
    """Return the hash of a list of files without keeping it."""
    return hashed(_written(listed))


def _written(listed: Mapping[str, str]) -> bytes:
    return json.dumps(dict(sorted(listed.items()))).encode()


def known_list(root: Path, name: str) -> dict[str, str] | None:
    """Return a list of files and their hashes; None if it was not kept."""
    content = known(root, name)
    return None if content is None else json.loads(content)


def keep_tables(root: Path, tree: str) -> None:
    """Keep all files under ``data/`` as they are now; only those that have changed take room.

    Parameters
    ----------
    root : Path
        The project's root folder.
    tree : str
        The hash of the tables, from `planbook.press.changes.records.tree`, by which `tables` gives them back.
    """
    listing = _folder(root) / "tables" / tree
    if listing.is_file():
        return
    files = sorted(f for f in (root / "data").rglob("*") if f.is_file())
    kept = {f.relative_to(root / "data").as_posix(): keep(root, f.read_bytes()) for f in files}
    with suppress(OSError):
        replace(listing, json.dumps(kept).encode())
        _forget(listing.parent, root)


def tables(root: Path, tree: str) -> dict[str, str] | None:
    """Return the files under ``data/`` as they were: path there → the hash for `known`; None if that was not kept."""
    listing = _folder(root) / "tables" / tree
    return json.loads(listing.read_bytes()) if tree and listing.is_file() else None


def _forget(folder: Path, root: Path) -> None:
    """Drop the oldest states of the tables and the files that only they held."""
    lists = sorted(folder.iterdir(), key=lambda f: f.stat().st_mtime_ns, reverse=True)
    held = [set(json.loads(f.read_bytes()).values()) for f in lists]
    for gone, names in zip(lists[_TREES:], held[_TREES:], strict=True):
        gone.unlink()
        for name in names - set().union(*held[:_TREES]):
            (_folder(root) / name).unlink(missing_ok=True)


def _folder(root: Path) -> Path:
    return root / "_build" / "former"
