"""Runs notebooks through papermill, several at a time, each in a process and a work folder of its own.

Which notebooks to run is decided in `planbook.press.jobs`; what becomes of the result in `planbook.press.layout`.
An executed notebook appears under its final name only when it is whole, and carries neither clock nor random id:
the same inputs give the same bytes.
"""

import multiprocessing
import os
import shlex
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import nbformat

from planbook.errors import BuildError
from planbook.press.jobs import Job

# What papermill and nbclient leave behind that differs from one run to the next.
_TRACES = ("papermill", "execution")


def execute(
    jobs: Iterable[Job], root: Path, at_once: int = 2, say: Callable[[str], None] = lambda line: None
) -> list[Path]:
    """Run the notebooks whose executed copy is missing or out of date.

    Parameters
    ----------
    jobs : iterable of Job
        All notebooks of the book, from `planbook.press.jobs.plan_runs`.
    root : Path
        The project's root folder, told to the notebooks as ``PLANBOOK_ROOT``.
    at_once : int
        How many notebooks run at the same time.
    say : callable
        Gets one line for every notebook that has run.

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
    jobs = list(jobs)
    due = [job for job in jobs if not job.is_done()]
    if due:
        failures = _run_all(due, root, at_once, say)
        if failures:
            raise BuildError(f"{len(failures)} of {len(due)} notebooks failed:", failures)
    return [job.output for job in jobs]


def _run_all(due: list[Job], root: Path, at_once: int, say: Callable[[str], None]) -> list[str]:
    # papermill changes the working directory of its process, so threads would tread on each other.
    context = multiprocessing.get_context("spawn")
    failed: dict[str, str] = {}
    with ProcessPoolExecutor(max_workers=min(at_once, len(due)), mp_context=context) as pool:
        running = {pool.submit(run, job, root): job for job in due}
        for done in as_completed(running):
            job, failure = running[done], done.result()
            say(f"{job.name}: {'failed' if failure else 'done'}")
            if failure:
                failed[job.name] = failure
    return [failed[job.name] for job in due if job.name in failed]


def run(job: Job, root: Path) -> str | None:
    """Run one notebook and put the executed copy in its place; the unit of work for any executor.

    Parameters
    ----------
    job : Job
        The notebook, its parameters and its destination.
    root : Path
        The project's root folder.

    Returns
    -------
    str or None
        What went wrong, for the person who can mend it; None if all went well.
    """
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    os.environ.update(PLANBOOK_PRESS="1", PLANBOOK_ROOT=str(root))
    work = job.output.with_name(f".{job.output.stem}")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    fresh = work / job.output.name
    try:
        papermill.execute_notebook(
            job.notebook,
            fresh,
            parameters=dict(job.parameters),
            kernel_name="python3",
            cwd=work,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            progress_bar=False,
            extra_arguments=[
                "--IPKernelApp.log_level=CRITICAL"
            ],  # a kernel that runs has nothing to tell a user
        )
    except PapermillExecutionError as error:
        kept = _keep(fresh, job)
        first = error.source.strip().partition("\n")[0]
        cause = error.evalue if error.evalue.startswith(error.ename) else f"{error.ename}: {error.evalue}"
        problem = (
            f"cell {error.exec_count} ({first}): {cause}; the failed run is kept in {_under(root, kept)}"
        )
    except (CellTimeoutError, DeadKernelError) as error:
        problem = f"{type(error).__name__}: {error}"
    else:
        _settle(fresh, job)
        os.replace(fresh, job.output)
        _failed(job).unlink(missing_ok=True)
        shutil.rmtree(work)
        return None
    shutil.rmtree(work)
    return f"{_under(root, job.notebook)}, {problem}\n    to see it again: {command(job, root)}"


def command(job: Job, root: Path) -> str:
    """Return the papermill command that runs the notebook by hand, from the project's root folder."""
    given = [part for name, value in job.parameters for part in ("-p", name, str(value))]
    return shlex.join(["papermill", _under(root, job.notebook), f"{job.output.stem}-by-hand.ipynb", *given])


def _settle(executed: Path, job: Job) -> None:
    """Sign the executed notebook with the run's key and take out what differs from run to run."""
    notebook = nbformat.read(executed, as_version=4)
    notebook.metadata.pop("papermill", None)
    notebook.metadata["planbook"] = {"key": job.key, "parameters": dict(job.parameters)}
    for cell in notebook.cells:
        for trace in _TRACES:
            cell.metadata.pop(trace, None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["id"] = "injected-parameters"
    nbformat.write(notebook, executed)


def _keep(executed: Path, job: Job) -> Path:
    os.replace(executed, _failed(job))
    return _failed(job)


def _failed(job: Job) -> Path:
    return job.output.with_suffix(".failed.ipynb")


def _under(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
