"""The press: runs notebooks and makes the book of them. It never computes a statistic.

`press` goes from the notebooks to laid-out pages; `planbook.press.site.build_site` from there to the published
site. The steps live in modules of their own: contents, jobs, execute, layout, site.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from planbook.press.jobs import Parameter


def press(
    root: Path,
    parameters: Mapping[str, Parameter] | None = None,
    at_once: int = 2,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Execute the notebooks that are out of date and lay out the pages of both languages.

    Parameters
    ----------
    root : Path
        The project's root folder.
    parameters : mapping, optional
        Values to inject into every notebook, such as ``{"year": 2019}``.
    at_once : int
        How many notebooks run at the same time.
    say : callable
        Gets one line for every notebook that has run.

    Raises
    ------
    BuildError
        If a page of the book has no source, notebooks fail, or they emit what the book cannot show.
    ParameterError
        If a notebook does not know one of the parameters.
    """
    from planbook.press.contents import contents
    from planbook.press.execute import execute
    from planbook.press.jobs import plan_runs
    from planbook.press.layout import lay_out
    from planbook.press.lock import alone

    with alone(root):
        pages = contents(root)
        execute(plan_runs(root, pages.notebooks, parameters or {}), root, at_once, say)
        lay_out(root, pages)
