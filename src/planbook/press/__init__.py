"""The press: runs notebooks and makes the book of them. It never computes a statistic.

`press` goes from the notebooks to laid-out pages; `planbook.press.sphinx.site.build_site` from there to the published
site. The steps live in rooms of their own: ``changes`` says what is out of date, ``run`` and ``kernels`` run it,
``pages`` lays it out, ``sphinx`` and ``briefing`` make site and PDF of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planbook.press.changes.jobs import Job
    from planbook.press.pages.contents import Contents, Parameter
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
    from planbook.press.pages.layout import lay_out
    from planbook.press.run.execute import Way, execute
    from planbook.press.run.lock import alone

    pages, jobs = plan(root, parameters, profiles=profiles)
    with alone(root, say) as waited:
        if waited:  # files may be others by now
            pages, jobs = plan(root, parameters, profiles=profiles)
        execute(jobs, root, way or Way(), progress)
        lay_out(root, pages)


def plan(
    root: Path, parameters: Mapping[str, Parameter] | None = None, *, profiles: bool = True
) -> tuple[Contents, list[Job]]:
    """Return the pages of the book and their runs; what cannot be is told here, before any other press is waited for.

    Parameters
    ----------
    root : Path
        The project's root folder.
    parameters : mapping, optional
        Values to inject into every notebook that knows them.
    profiles : bool
        Whether the pages of provinces and units are wanted too.

    Raises
    ------
    BuildError
        If the book is not set up as it should be, a page has no source, or notebooks are unreadable.
    ParameterError
        If no notebook knows one of the parameters, or a value cannot be.
    """
    from planbook.press.changes.jobs import plan_runs, refuse
    from planbook.press.pages.contents import contents

    pages = contents(root, profiles=profiles)
    jobs = plan_runs(root, pages.notebooks, parameters or {})
    if parameters:
        refuse(jobs, root)
    return pages, jobs
