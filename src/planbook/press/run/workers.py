"""Processes that work for the press and never outlive it, however it ends.

A worker watches a pipe that the press holds open. It closes when the press dies, and the press closes it when it is
interrupted: whatever a worker is doing then, it leaves at once. What the workers do is decided by those who call.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar

from planbook.press.run.memory import give_back

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def workers(at_once: int, root: Path) -> Iterator[ProcessPoolExecutor]:
    """Return an executor whose processes find the kernels of the book; they are ended if the block is.

    Parameters
    ----------
    at_once : int
        How many processes there are.
    root : Path
        The project's root folder.
    """
    give_back()
    # papermill changes the working directory of its process, so threads would tread on each other.
    context = multiprocessing.get_context("spawn")
    watched, held = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(at_once, context, initializer=_prepare, initargs=(watched, str(root)))
    try:
        yield executor
    except BaseException:  # an interruption too: nobody waits for what is being worked at
        held.close()
        executor.shutdown(cancel_futures=True)
        raise
    else:
        executor.shutdown()
    finally:
        held.close()
        watched.close()


def apart(root: Path, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a function in a process of its own, which gives back all the memory that it takes."""
    with workers(1, root) as one:
        return one.submit(function, *args, **kwargs).result()


def press() -> int | None:
    """Return the process id of the press that this process works for, None in a process of its own."""
    parent = multiprocessing.parent_process()
    return parent.pid if parent is not None else None


def _prepare(watched: Connection, root: str) -> None:
    from planbook.press.kernels.kernels import install

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the press is interrupted, and ends its workers
    threading.Thread(target=_leave_with, args=(watched,), daemon=True).start()
    install(Path(root) / "_build" / "jupyter")


def _leave_with(watched: Connection) -> None:
    with suppress(EOFError, OSError):
        watched.recv_bytes()
    os._exit(1)


def leave_with_stdin() -> None:
    """End this process when its standard input ends: that of a command which the press has started."""

    def wait() -> None:
        while os.read(0, 1024):  # past the buffer, whose lock would outlive this thread
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
