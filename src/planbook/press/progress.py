"""Tells how a press gets on: a live bar on a terminal, plain lines elsewhere, JSON lines for machines.

Nothing is run or decided here.
"""

from collections.abc import Callable
from typing import Protocol

from planbook.press.jobs import Due
from planbook.press.task import Outcome


class Progress(Protocol):
    """What the press tells while notebooks run."""

    def begin(self, weighed: list[Due]) -> None:
        """All jobs are known, and which of them are due."""

    def started(self, name: str) -> None:
        """A job begins."""

    def ended(self, outcome: Outcome, problem: str | None) -> None:
        """A job has ended; with a problem, if it failed."""

    def end(self) -> None:
        """All jobs have ended."""


class Silent:
    """Tells nothing."""

    def begin(self, weighed: list[Due]) -> None:
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
