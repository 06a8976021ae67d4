"""Has tasks run several at a time, each once: a worker that is lost takes no run with it.

Where they run is told by a `Place`: processes on this machine, or a cluster (`planbook.press.run.cluster`). Both hand out an
executor of `concurrent.futures` and run the same function, `planbook.press.run.task.run`.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from planbook.press.run.task import Outcome, Task, run
from planbook.press.run.workers import workers

LOST = "the process it ran in was killed, twice; memory may have run out: try again with --jobs 1"


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

    def executor(self) -> AbstractContextManager[Executor]:
        """Return an executor whose processes leave with this one."""
        return workers(self.at_once, self.root)


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
    waiting, suspects = deque(tasks), list[Task]()
    while waiting:
        yield from _together(place, waiting, suspects, started)
    for task in suspects:  # one of them took its worker along; alone, it takes no other run with it
        again = list[Task]()
        yield from _together(place, deque([task]), again, started)
        if again:
            yield Outcome(task.name, b"", [], 0.0, failure=LOST)


def _together(
    place: Place, waiting: deque[Task], suspects: list[Task], started: Callable[[str], None]
) -> Iterator[Outcome]:
    """Run what waits until nothing is left or the executor breaks; what was running then is under suspicion."""
    running: dict[Future[Outcome], Task] = {}
    # A cluster has thousands in hand; to look through all of them each time that one ends would be slow.
    ended: SimpleQueue[Future[Outcome]] = SimpleQueue()
    with place.executor() as executor:
        while waiting or running:
            while waiting and len(running) < place.at_once:
                try:
                    future = executor.submit(place.run, waiting[0])
                except place.lost:
                    suspects += running.values()
                    return
                running[future] = waiting.popleft()
                future.add_done_callback(ended.put)
                started(running[future].name)
            future = ended.get()
            task = running.pop(future)
            try:
                outcome = future.result()
            except place.lost:
                suspects.append(task)
            else:
                yield outcome
