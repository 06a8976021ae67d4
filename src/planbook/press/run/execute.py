"""Has the notebooks that are out of date run, and keeps what comes of it.

Which notebooks are out of date is decided in `planbook.press.changes.jobs`, where they run in `planbook.press.run.pool`, what
becomes of the pages in `planbook.press.pages.layout`. A result appears under its name only when it is whole.
"""

import shlex
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planbook.errors import BuildError
from planbook.press.changes import former, records
from planbook.press.changes.jobs import Due, Job, weigh
from planbook.press.kernels import provisioner
from planbook.press.run import memory
from planbook.press.run.cluster import Cluster
from planbook.press.run.pool import Processes, run_all
from planbook.press.run.progress import Progress, Silent
from planbook.press.run.task import Outcome, Task


@dataclass(frozen=True)
class Way:
    """How notebooks are run.

    Attributes
    ----------
    at_once : int
        How many run at the same time on this machine.
    cluster : str or None
        Address of a Dask scheduler to run them on instead.
    kernel : {"warm", "plain"}
        Kernels that start with everything imported, or ordinary ones.
    timeout : int
        Seconds a cell may take.
    """

    at_once: int = 2
    cluster: str | None = None
    kernel: str = "warm"
    timeout: int = 600


def execute(
    jobs: Iterable[Job], root: Path, way: Way = Way(), progress: Progress | None = None
) -> list[Path]:
    """Run the notebooks whose executed copy is missing or out of date.

    Parameters
    ----------
    jobs : iterable of Job
        All notebooks of the book, from `planbook.press.changes.jobs.plan_runs`.
    root : Path
        The project's root folder, told to the notebooks as ``PLANBOOK_ROOT``.
    way : Way
        Where and how they run.
    progress : Progress, optional
        Is told of every run that begins and ends.

    Returns
    -------
    list of Path
        The executed notebooks of all jobs, those still good included, in the order of the jobs.

    Raises
    ------
    BuildError
        If notebooks fail. The others have run all the same; every failure is listed with its cell, its error, the
        kept notebook and the command that reproduces it.
    """
    jobs, told = list(jobs), progress or Silent()
    shutil.rmtree(root / "_build" / "work", ignore_errors=True)  # of a press that was killed
    warm = way.kernel == "warm" and not way.cluster
    weighed = weigh(jobs, root, partial(provisioner.prepare, root) if warm else lambda: None)
    due = [entry for entry in weighed if entry.reason]
    told.begin(weighed, way.at_once)
    try:
        failures = _run(due, root, way, told) if due else {}
    finally:
        told.end()
    if failures:
        listed = [failures[d.job.name] for d in due if d.job.name in failures]
        raise BuildError(f"{len(failures)} of {len(due)} notebooks failed:", listed)
    return [job.output for job in jobs]


def _run(due: list[Due], root: Path, way: Way, told: Progress) -> dict[str, str]:
    """Run what is due, keep every result as it comes, and return the failures by name."""
    by_name = {d.job.name: d.job for d in due}
    today = records.tree(root / "data")
    former.keep_tables(root, today)
    if (pins := root / "requirements.txt").is_file():
        former.keep(root, pins.read_bytes())
    # what takes longest begins first, so that nobody waits for it alone in the end
    ordered = sorted(due, key=lambda d: -(d.seconds or float("inf")))
    tasks = [_task(d.job, root, way) for d in ordered]
    failures: dict[str, str] = {}
    where = (
        Cluster(way.cluster, root)
        if way.cluster
        else Processes(root, memory.at_once(min(way.at_once, len(due)), memory.RUN))
    )
    for outcome in run_all(tasks, where, told.started):
        job = by_name[outcome.name]
        problem = _keep(job, outcome, today, root)
        if problem:
            failures[job.name] = problem
        told.ended(outcome, problem)
    return failures


def _task(job: Job, root: Path, way: Way) -> Task:
    return Task(job.name, _under(root, job.notebook), job.parameters, root, way.kernel, way.timeout)


def _keep(job: Job, outcome: Outcome, today: str, root: Path) -> str | None:
    """Put the result of a run in its place, or the failed notebook beside it; return what went wrong."""
    failed, problem = job.output.with_suffix(".failed.ipynb"), outcome.failure
    if problem is None and outcome.source != job.made_of["notebook"]:
        problem = "the notebook was changed while the press was at work; run again"
    try:
        if problem is None:
            records.replace(job.output, outcome.executed)
            records.save(
                job.output,
                records.Record(
                    made_of=job.made_of,
                    data=today,
                    asked=outcome.asked,
                    executed=records.hashed(outcome.executed),
                    seconds=round(outcome.seconds, 3),
                ),
            )
            failed.unlink(missing_ok=True)
            return None
        if outcome.executed:
            records.replace(failed, outcome.executed)
            problem += f"; the failed run is kept in {_under(root, failed)}"
    except OSError as error:
        what = problem or f"it ran, but its result could not be written: {error}"
        return f"{_under(root, job.notebook)}, {what}; make room on the disk and run again"
    return f"{_under(root, job.notebook)}, {problem}\n    to see it again: {command(job, root)}"


def command(job: Job, root: Path) -> str:
    """Return the papermill command that runs the notebook by hand, from the project's root folder."""
    given = [part for name, value in job.parameters for part in ("-p", name, str(value))]
    return shlex.join(["papermill", _under(root, job.notebook), f"{job.output.stem}-by-hand.ipynb", *given])


def _under(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
