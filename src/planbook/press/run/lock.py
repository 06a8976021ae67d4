"""One press at a time: two that write the same ``_build/`` wait for each other instead of mixing their results."""

import fcntl
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_held: set[tuple[Path, int]] = set()  # what each thread of this process holds


@contextmanager
def alone(root: Path, say: Callable[[str], None] = lambda line: None) -> Iterator[bool]:
    """Wait until no other process works in the project's ``_build/``, then keep others waiting.

    Who holds the lock may ask for it again: a verb holds it from its first step to its last, so that no other press
    changes between two steps what the second goes on with.

    Parameters
    ----------
    root : Path
        The project's root folder.
    say : callable
        Gets a line that names the process waited for, if there is one.

    Yields
    ------
    bool
        Whether another press had to be waited for, so that files may have changed since they were looked at.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, alone(Path(folder)), alone(Path(folder)) as waited:
    ...     (Path(folder) / "_build" / ".lock").exists(), waited
    (True, False)
    """
    file = root.resolve() / "_build" / ".lock"
    mine = (file, threading.get_ident())
    if mine in _held:
        yield False
        return
    file.parent.mkdir(exist_ok=True)
    with file.open("a+", encoding="utf-8") as lock:
        waited = not _taken(lock.fileno())
        if waited:
            lock.seek(0)
            say(f"waiting for {lock.read().strip() or 'another press'}, which works in {file.parent}")
            fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, however the process ends
        lock.truncate(0)
        lock.write(f"process {os.getpid()} ({' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])})\n")
        lock.flush()
        _held.add(mine)
        try:
            yield waited
        finally:
            _held.discard(mine)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
