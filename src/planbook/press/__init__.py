"""The press: runs notebooks and makes the book of them. It never computes a statistic.

`press` goes from the notebooks to laid-out pages; `planbook.press.sphinx.site.build_site` from there to the published
site. The steps live in modules of their own: contents, jobs, execute, layout, site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planbook.press.pages.contents import Parameter
    from planbook.press.run.execute import Way
    from planbook.press.run.progress import Progress


def press(
    root: Path,
    parameters: Mapping[str, Parameter] | None = None,
    way: Way | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda line: None,
    *,
    profiles: bool = True,
) -> None:
    """Execute the notebooks that are out of date and lay out the pages of both languages.

    Parameters
    ----------
    root : Path
        The project's root folder.
    parameters : mapping, optional
        Values to inject into every notebook that knows them, such as ``{"year": 2019}``.
    way : Way, optional
        Where and how the notebooks run.
    progress : Progress, optional
        Is told of every run.
    say : callable
        Gets a line if another press has to be waited for.
    profiles : bool
        Whether the pages of provinces and units are wanted too.

    Raises
    ------
    BuildError
        If a page of the book has no source, notebooks fail, or they emit what the book cannot show.
    ParameterError
        If no notebook knows one of the parameters, or a value cannot be.
    """
    from planbook.press.changes.jobs import plan_runs
    from planbook.press.pages.contents import contents
    from planbook.press.pages.layout import lay_out
    from planbook.press.run.execute import Way, execute
    from planbook.press.run.lock import alone

    with alone(root, say):
        pages = contents(root, profiles=profiles)
        execute(plan_runs(root, pages.notebooks, parameters or {}), root, way or Way(), progress)
        lay_out(root, pages)
