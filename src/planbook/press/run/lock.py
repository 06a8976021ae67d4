"""One press at a time: two that write the same ``_build/`` wait for each other instead of mixing their results."""

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(root: Path, say: Callable[[str], None] = lambda line: None) -> Iterator[None]:
    """Wait until no other process works in the project's ``_build/``, then keep others waiting.

    Parameters
    ----------
    root : Path
        The project's root folder.
    say : callable
        Gets a line that names the process waited for, if there is one.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, alone(Path(folder)):
    ...     (Path(folder) / "_build" / ".lock").exists()
    True
    """
    file = root / "_build" / ".lock"
    file.parent.mkdir(exist_ok=True)
    with file.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            say(f"waiting for {lock.read().strip() or 'another press'}, which works in {file.parent}")
            fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, however the process ends
        lock.truncate(0)
        lock.write(f"process {os.getpid()} ({' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])})\n")
        lock.flush()
        yield
