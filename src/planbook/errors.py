"""The errors that speak to the person who can act: what, where, what to do next.

Every error of the package is a `PlanbookError`. One that has found several problems carries all of them in
`problems` and prints them in one go. No logic lives here.
"""


class PlanbookError(Exception):
    """Base of all errors a user of the book can meet.

    Parameters
    ----------
    message : str
        One sentence: what is wrong, where, and what to do next.
    problems : sequence of str, optional
        Every single problem found, one line each; printed below the message.

    Examples
    --------
    >>> print(PlanbookError("two things are wrong", ["row 3: no city", "row 9: no value"]))
    two things are wrong
      - row 3: no city
      - row 9: no value
    """

    def __init__(self, message: str, problems: list[str] | tuple[str, ...] = ()) -> None:
        self.message = message
        self.problems = tuple(problems)
        super().__init__("\n".join([message, *(f"  - {p}" for p in self.problems)]))

    def _render_traceback_(self) -> list[str]:
        """In a notebook the reader sees the sentence, not the stack (IPython asks for this method)."""
        return [f"{type(self).__name__}: {self}"]


class ParameterError(PlanbookError):
    """A notebook or command was given a value that cannot be: a year 1990, a region "Mars"."""


class UnknownNameError(PlanbookError):
    """No unit, indicator or region is called so; the message lists the nearest matches."""


class AmbiguousNameError(PlanbookError):
    """Several units share the name; the message lists their codes and provinces."""


class RegistryError(PlanbookError):
    """A table under data/ breaks its own rules: a missing column, a duplicate id, an unknown reference."""


class WorkbookError(PlanbookError):
    """A raw workbook cannot be read as what it claims to be; every problem found is listed."""


class BreakError(PlanbookError):
    """A change was asked for across a break in the series, and the caller did not say how to treat it."""


class BuildError(PlanbookError):
    """A notebook or the book could not be built; the message names the log and the command that reproduces it."""


class ProseError(PlanbookError):
    """A sentence cannot be written: a number typed by hand, placeholders that differ, a missing value."""


class FigureError(PlanbookError):
    """A chart or table cannot be drawn from the frame it was given; the message names what is missing."""
