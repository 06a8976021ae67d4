"""One press at a time: two that write the same ``_build/`` wait for each other instead of mixing their results."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other process works in the project's ``_build/``, then keep others waiting.

    Parameters
    ----------
    root : Path
        The project's root folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, alone(Path(folder)):
    ...     (Path(folder) / "_build" / ".lock").exists()
    True
    """
    file = root / "_build" / ".lock"
    file.parent.mkdir(exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, however the process ends
        yield
