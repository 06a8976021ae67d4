"""Where notebooks run: in processes on this machine, or on the workers of a Dask cluster. Both run `task.run`.

A worker that is lost takes no run with it: what it had not finished is run again elsewhere, once.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from types import TracebackType

from planbook.press.task import Outcome, Task, run

LOST = "its worker was killed twice; memory may have run out: run it alone with --jobs 1"


class Pool:
    """Runs tasks on an executor of `concurrent.futures`, for as long as a ``with`` block.

    Parameters
    ----------
    root : Path
        The project's root folder.
    at_once : int
        How many tasks run at the same time on this machine.
    cluster : str, optional
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.
    kernel : {"warm", "plain"}
        The kernels the tasks ask for.
    """

    def __init__(
        self, root: Path, at_once: int = 2, cluster: str | None = None, kernel: str = "warm"
    ) -> None:
        self.root, self.at_once, self.cluster, self.kernel = root, at_once, cluster, kernel
        self._open = ExitStack()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def run(self, tasks: list[Task], started: Callable[[str], None] = lambda name: None) -> Iterator[Outcome]:
        """Yield the outcome of every task as it ends, in no order.

        Parameters
        ----------
        tasks : list of Task
            What to run.
        started : callable
            Gets the name of every task that begins.
        """
        left = {task.name: task for task in tasks}
        for _ in range(2):
            with self._executor() as executor:
                yield from self._attempt(executor, left, started)
            if not left:
                return
        for name in left:
            yield Outcome(name, b"", [], 0.0, LOST)

    def _attempt(
        self, executor: Executor, left: dict[str, Task], started: Callable[[str], None]
    ) -> Iterator[Outcome]:
        """Run what is left and take off what has an outcome; a lost worker's tasks stay."""
        waiting, running = list(left.values()), set[Future[Outcome]]()
        try:
            while waiting or running:
                while waiting and len(running) < self.at_once:
                    task = waiting.pop(0)
                    running.add(executor.submit(run, task))
                    started(task.name)
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    del left[outcome.name]
                    yield outcome
        except BrokenProcessPool:
            return
        finally:
            executor.shutdown(cancel_futures=True)

    def _executor(self) -> Executor:
        # papermill changes the working directory of its process, so threads would tread on each other.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            self.at_once, mp_context=context, initializer=_prepare, initargs=(str(self.root),)
        )


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
