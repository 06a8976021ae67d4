"""What is not there, and why: `Absent` takes the place of a finding, and whatever is asked of it is absent as well.

How a sentence or a figure gives way to the reason is the matter of `planbook.text.template` and `planbook.figures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planbook.ground.language import Both


@dataclass(frozen=True)
class Absent:
    """A finding that cannot be had.

    Whatever is asked of it (an attribute, an item, a sum, a method's result) is absent for the same reason; every
    comparison with it is false.

    Parameters
    ----------
    reason : Both, optional
        One sentence for the reader. Without it a sentence about the finding is left out without a word.

    Examples
    --------
    >>> gone = Absent(Both("未刊印。", "Not printed."))
    >>> gone.rows["value"].median() is gone, gone > 3, bool(gone), gone + 1 is gone
    (True, False, False, True)
    """

    reason: Both | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Any:
        return self

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Return itself: what a method of something absent gives is absent too."""
        return self

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def _same(self, *other: object) -> Any:
        return self

    def _unknown(self, other: object) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same
    __and__ = __rand__ = __or__ = __ror__ = __neg__ = __abs__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = _unknown


def first_absent(*values: Any) -> Absent | None:
    """Return the first of some values that is absent, None where all are there.

    Examples
    --------
    >>> first_absent(1, "a") is None
    True
    """
    return next((value for value in values if isinstance(value, Absent)), None)


def at(found: Any, place: int) -> Any:
    """Return one of several findings, absent without a word where there are not so many.

    Examples
    --------
    >>> at((1, 2), 0), bool(at((1, 2), 5))
    (1, False)
    """
    if isinstance(found, Absent):
        return found
    return found[place] if -len(found) <= place < len(found) else Absent()
