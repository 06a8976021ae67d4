"""Where an edition is: a folder, or a tag or commit of the project's history, laid out in a folder of its own."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from planbook.errors import UnknownNameError

_PARTS = ("data", "book", "notebooks")


@contextmanager
def laid_out(root: Path, name: str) -> Iterator[Path]:
    """Give the folder of an edition for a while.

    Parameters
    ----------
    root : Path
        The project's root folder, for its history.
    name : str
        A folder that holds ``observations`` or ``data/observations``, or a tag, branch or commit.

    Raises
    ------
    UnknownNameError
        If it is neither.
    """
    folder = Path(name)
    if (folder / "observations").is_dir() or (folder / "data" / "observations").is_dir():
        yield folder
        return
    there = [part for part in _PARTS if _git(root, "cat-file", "-e", f"{name}:{part}") is not None]
    archive = _git(root, "archive", "--format=tar", name, *there) if "data" in there else None
    if archive is None:
        raise UnknownNameError(
            f"{name} is no edition: name a folder that holds observations/ or data/observations/, or a tag of this project"
        )
    with TemporaryDirectory() as place:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(place, filter="data")
        yield Path(place)


def _git(root: Path, *command: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
