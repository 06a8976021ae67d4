"""Tells how a press gets on: a live bar on a terminal, plain lines elsewhere, JSON lines for machines.

Nothing is run or decided here.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Protocol

from planbook.press.changes.jobs import Due
from planbook.press.run.task import Outcome

SLOWEST = 10  # runs named at the end
SHOWN = 4  # runs named while they run


class Progress(Protocol):
    """What the press tells while notebooks run."""

    def begin(self, weighed: list[Due], at_once: int) -> None:
        """All jobs are known, which of them are due, and how many run at the same time."""

    def started(self, name: str) -> None:
        """A job begins."""

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        """A job has ended; with a problem, if it failed."""

    def end(self) -> None:
        """All jobs have ended."""


class Silent:
    """Tells nothing; what the others share."""

    def begin(self, weighed: list[Due], at_once: int) -> None:
        """Tell nothing."""

    def started(self, name: str) -> None:
        """Tell nothing."""

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        """Tell nothing."""

    def end(self) -> None:
        """Tell nothing."""


class Lines(Silent):
    """Tells a line for every notebook that has run.

    Parameters
    ----------
    say : callable
        Gets the lines.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        """Tell that a notebook is done or has failed."""
        self.say(f"{outcome.name}: {'failed' if problem else 'done'}")


class Json(Silent):
    """Tells one JSON object a line: how many jobs there are, each that ends, and the sums.

    Parameters
    ----------
    say : callable
        Gets the lines.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say, self._failed, self._run = say, 0, 0

    def begin(self, weighed: list[Due], at_once: int) -> None:
        """Tell how many jobs there are, and each that is due."""
        due = {d.job.name: d.reason for d in weighed if d.reason}
        self._tell("begin", jobs=len(weighed), due=due)

    def started(self, name: str) -> None:
        """Tell that a job begins."""
        self._tell("started", job=name)

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        """Tell how a job ended."""
        self._run += 1
        self._failed += bool(problem)
        self._tell("ended", job=outcome.name, seconds=round(outcome.seconds, 3), problem=problem)

    def end(self) -> None:
        """Tell how many have run and failed."""
        self._tell("end", run=self._run, failed=self._failed)

    def _tell(self, event: str, **more: object) -> None:
        self.say(json.dumps({"event": event, **more}, ensure_ascii=False))


class Bar(Silent):
    """Draws a live bar with what is done, running and failed, the time left, and names the slowest in the end."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._console = Console(stderr=True)
        columns = (BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())
        self._bar = Progress(*columns, TextColumn("{task.description}"), console=self._console)
        self._running: dict[str, None] = {}
        self._took: dict[str, float] = {}
        self._failed = 0

    def begin(self, weighed: list[Due], at_once: int) -> None:
        """Draw the bar, if anything is due."""
        due = [d for d in weighed if d.reason]
        self._expected = {d.job.name: d.seconds for d in due}
        self._at_once, self._since = at_once, time.monotonic()
        self._kept = len(weighed) - len(due)
        if due:
            self._line = self._bar.add_task("", total=len(due))
            self._bar.start()

    def started(self, name: str) -> None:
        """Show that a job begins."""
        self._running[name] = None
        self._draw()

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        """Show that a job has ended."""
        self._running.pop(outcome.name, None)
        self._took[outcome.name] = outcome.seconds
        self._failed += bool(problem)
        self._bar.advance(self._line)
        self._draw()

    def end(self) -> None:
        """Take the bar away and sum up."""
        if not self._took:  # nothing was due, and no bar drawn
            return
        self._bar.stop()
        seconds = time.monotonic() - self._since
        self._console.print(
            f"{len(self._took)} notebooks run in {seconds:.0f} s, {self._failed} failed, {self._kept} were up to date"
        )
        slowest = sorted(self._took.items(), key=lambda item: -item[1])[:SLOWEST]
        if len(self._took) > 1:
            self._console.print("slowest: " + ", ".join(f"{name} {took:.1f} s" for name, took in slowest))

    def _draw(self) -> None:
        failed = f", [red]{self._failed} failed[/red]" if self._failed else ""
        left = time_left(self._expected, self._took, self._at_once)
        names = list(self._running)
        more = (
            f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        )  # a cluster has all of them in hand
        text = f"{', '.join(names[:SHOWN])}{more}{failed}" + (f", {left:.0f} s left" if left else "")
        self._bar.update(self._line, description=text)


def time_left(expected: dict[str, float | None], took: dict[str, float], at_once: int) -> float:
    """Return the seconds until all jobs have ended, as far as can be told.

    Parameters
    ----------
    expected : dict
        Every job → the seconds it took the last time; None if it never ran.
    took : dict
        The jobs that have ended → the seconds they took.
    at_once : int
        How many run at the same time.

    Examples
    --------
    >>> time_left({"a": 2.0, "b": 4.0, "c": None}, {"a": 3.0}, 2)
    3.5
    """
    mean = sum(took.values()) / len(took) if took else 0.0
    known = [
        seconds if seconds is not None else mean for name, seconds in expected.items() if name not in took
    ]
    return sum(known) / at_once


def fitting(say: Callable[[str], None]) -> Progress:
    """Return a bar where someone looks at a terminal, plain lines elsewhere."""
    return Bar() if sys.stderr.isatty() else Lines(say)
