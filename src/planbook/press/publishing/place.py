"""Puts a published book into the folder a host serves, all at once: a reader meets the old book or the new one.

The new folder is written beside the old one and then exchanged for it, in one step where the system can.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from planbook.errors import BuildError
from planbook.press.publishing.describe import SUMS

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2
_HERE = -100  # AT_FDCWD


def place(files: Mapping[str, bytes], folder: Path) -> None:
    """Make a folder hold exactly these files.

    Parameters
    ----------
    files : mapping of str to bytes
        Path below the folder → content.
    folder : Path
        What the host serves; it is made if it is not there, and replaced if it holds a published book.

    Raises
    ------
    BuildError
        If the folder holds something else; nothing is touched then.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder / SUMS).is_file() and any(folder.iterdir()):
        raise BuildError(
            f"{folder} holds something that is no published book; name an empty folder or empty this one"
        )
    new = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    try:
        for name, content in files.items():
            target = new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if folder.exists():
            exchange(new, folder)
        else:
            new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places, in one step on Linux and in three renames elsewhere."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
    aside = other.with_name(f"{one.name}.old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
