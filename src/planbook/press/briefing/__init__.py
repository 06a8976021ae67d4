"""Briefings: the chapters, provinces and units as PDF, made from the same executed notebooks as the pages of the book.

From notebook to file: `blocks` takes what belongs into a briefing, `markdown`, `tables` and `drawings` turn it into
Typst and SVG, `exporter` is the nbconvert exporter that compiles it, `batch` makes those that are out of date. How a
briefing looks is decided in ``template/briefing.typ``; what `fonts` finds are the only fonts used.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from planbook.errors import BuildError
from planbook.ground.language import LANGUAGES, Lang
from planbook.press.pages.contents import Page


def brief(
    root: Path,
    pages: Sequence[Page],
    languages: Sequence[Lang] = LANGUAGES,
    at_once: int = 2,
    say: Callable[[str], None] = lambda line: None,
) -> tuple[list[Path], list[str]]:
    """Run the notebooks of some pages that are out of date, then make the briefings that are.

    Parameters
    ----------
    root : Path
        The project's root folder.
    pages : sequence of Page
        The pages wanted.
    languages : sequence of {"zh", "en"}
        The languages wanted.
    at_once : int
        How many notebooks, and then how many briefings, are made at the same time.
    say : callable
        Gets one line for every notebook and every page of which a briefing was made.

    Returns
    -------
    made : list of Path
        The briefings that hold, in ``_build/site/briefings/<lang>``.
    problems : list of str
        Every notebook and every briefing that failed. One that fails does not keep the others from being made.
    """
    from planbook.press.briefing import batch
    from planbook.press.changes.jobs import plan_runs, weigh
    from planbook.press.run.execute import Way, execute
    from planbook.press.run.lock import alone
    from planbook.press.run.progress import Lines

    problems: list[str] = []
    with alone(root, say):
        jobs = plan_runs(root, pages, {})
        try:
            execute(jobs, root, Way(at_once=at_once), Lines(say))
        except BuildError as error:
            problems += error.problems
        done = [weighed.job.name for weighed in weigh(jobs, root) if weighed.reason is None]
        made, failed = batch.make_all(root, done, languages, at_once, say)
    return made, problems + failed
