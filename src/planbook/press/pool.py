"""Has tasks run several at a time, each once: a worker that is lost takes no run with it.

Where they run is told by a `Place`: processes on this machine, or a cluster (`planbook.press.cluster`). Both hand out an
executor of `concurrent.futures` and run the same function, `planbook.press.task.run`.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Protocol

from planbook.press.task import Outcome, Task, run

LOST = "its worker was killed twice; memory may have run out: try again with --jobs 1"


class Place(Protocol):
    """Where tasks run."""

    @property
    def at_once(self) -> int:
        """How many are handed to the executor at the same time."""

    @property
    def lost(self) -> tuple[type[Exception], ...]:
        """What it raises when a worker is gone for good."""

    def executor(self) -> AbstractContextManager[Executor]:
        """Return an executor, to be used in a ``with`` block."""

    def run(self, task: Task) -> Outcome:
        """Run one task; this is what the executor is given."""


class Processes:
    """Processes on this machine.

    Parameters
    ----------
    root : Path
        The project's root folder.
    at_once : int
        How many there are.
    """

    lost = (BrokenProcessPool,)
    run = staticmethod(run)

    def __init__(self, root: Path, at_once: int) -> None:
        self.root, self.at_once = root, at_once

    def executor(self) -> Executor:
        """Return an executor whose processes leave with this one."""
        # papermill changes the working directory of its process, so threads would tread on each other.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.at_once, context, initializer=_prepare, initargs=(str(self.root),))


def run_all(
    tasks: list[Task], place: Place, started: Callable[[str], None] = lambda name: None
) -> Iterator[Outcome]:
    """Yield the outcome of every task as it ends, in no order.

    Parameters
    ----------
    tasks : list of Task
        What to run; the first begin first.
    place : Place
        Where they run.
    started : callable
        Gets the name of every task that begins.
    """
    left = {task.name: task for task in tasks}
    for _ in range(2):
        with place.executor() as executor:
            yield from _attempt(executor, place, left, started)
        if not left:
            return
    for name in left:
        yield Outcome(name, b"", [], 0.0, failure=LOST)


def _attempt(
    executor: Executor, place: Place, left: dict[str, Task], started: Callable[[str], None]
) -> Iterator[Outcome]:
    """Run what is left and take off what has an outcome; the tasks of a lost worker stay."""
    waiting, running = list(left.values()), set[Future[Outcome]]()
    try:
        while waiting or running:
            while waiting and len(running) < place.at_once:
                task = waiting.pop(0)
                running.add(executor.submit(place.run, task))
                started(task.name)
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                outcome = future.result()
                del left[outcome.name]
                yield outcome
    except place.lost:
        return
    finally:
        for future in running:
            future.cancel()


def _prepare(root: str) -> None:
    """Make a worker ready: it finds the kernels of the book and does not outlive the press."""
    from planbook.press.kernels import install

    install(Path(root) / "_build" / "jupyter")
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
