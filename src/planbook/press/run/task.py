"""Runs one notebook through papermill: the unit of work of every executor, here or on another machine.

A task holds all it needs, an outcome all that came of it; nothing is left on the machine that ran it. An executed
notebook carries neither clock nor random id: the same inputs give the same bytes.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planbook.press.changes.code import runs
from planbook.press.changes.records import hashed
from planbook.press.changes.sources import identified, parsed

# What papermill and nbclient leave behind that differs from one run to the next.
_TRACES = ("papermill", "execution")
_KEPT = ("kernelspec", "language_info")
RECORD = "reads"  # the file in a run's folder that `planbook.ground.reads` writes to


@dataclass(frozen=True)
class Task:
    """One notebook to run.

    Attributes
    ----------
    name : str
        Name of the page.
    notebook : str
        Path of the notebook under the root.
    parameters : tuple of (str, value)
        The parameters to inject.
    root : Path
        The project's root folder, told to the notebook as ``PLANBOOK_ROOT``.
    kernel : {"warm", "plain"}
        A kernel with everything imported, or an ordinary one.
    timeout : int
        Seconds a cell may take.
    """

    name: str
    notebook: str
    parameters: tuple[tuple[str, Any], ...]
    root: Path
    kernel: str
    timeout: int


@dataclass(frozen=True)
class Outcome:
    """What came of a task.

    Attributes
    ----------
    name : str
        Name of the page.
    executed : bytes
        The executed notebook; that of a failure ends where it failed.
    asked : list of (name, arguments, answer)
        The questions it put to the data, see `planbook.ground.reads`.
    seconds : float
        How long it took.
    source : str
        Hash of the notebook as it was read.
    failure : str or None
        What went wrong and in which cell; None if all went well.
    """

    name: str
    executed: bytes
    asked: list[Any]
    seconds: float
    source: str = ""
    failure: str | None = None


def run(task: Task) -> Outcome:
    """Run one notebook in a folder of its own.

    Parameters
    ----------
    task : Task
        The notebook and its parameters.

    Returns
    -------
    Outcome
        A failing notebook is an outcome, not an error.
    """
    import nbformat
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    begun, failure = time.perf_counter(), None
    source = (task.root / task.notebook).read_bytes()
    notebook = nbformat.reads(json.dumps(identified(parsed(source, task.notebook))), as_version=4)
    cells: list[Any] = []  # what has begun to run
    place = task.root / "_build" / "work"
    place.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"{task.name.replace('/', '-')}-", dir=place))
    try:
        with _environment(task, work / RECORD):
            executed = _executed(task, notebook, work, cells)
            cells = executed.cells
    except PapermillExecutionError as error:
        cause = error.evalue if error.evalue.startswith(error.ename) else f"{error.ename}: {error.evalue}"
        failure = f"cell {error.exec_count} ({_first_line(error.source)}): {cause}"
    except CellTimeoutError:
        failure = f"{_stopped(cells)}: no answer within {task.timeout} s"
    except DeadKernelError:
        failure = f"{_stopped(cells)}: the kernel died; memory may have run out, or a library crashed"
    except (OSError, RuntimeError) as error:  # no room on the disk, a kernel that does not come up
        failure = f"{_stopped(cells)}: {type(error).__name__}: {error}"
    finally:
        asked = _lines(work / RECORD)
        shutil.rmtree(work, ignore_errors=True)
    told = {
        "notebook": Path(task.notebook).stem,
        "parameters": dict(task.parameters),
        "data": _version(asked),
    }
    result = _settled(cells, notebook.metadata, told)
    return Outcome(task.name, result, asked, time.perf_counter() - begun, hashed(runs(source)), failure)


def _executed(task: Task, notebook: Any, work: Path, cells: list[Any]) -> Any:
    """Hand the notebook to papermill; a kernel that dies before it has done anything is followed by another."""
    import papermill

    from planbook.press.kernels.kernels import StillbornKernelError, faster, name_of

    tries = 3
    while True:
        tries -= 1
        try:
            return papermill.execute_notebook(
                notebook,
                None,
                parameters=dict(task.parameters),
                kernel_name=name_of(task.kernel),
                cwd=work,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                progress_bar=False,
                execution_timeout=task.timeout,
                on_cell_start=lambda cell, cell_index: cells.append(cell),
                **faster(),
            )
        except StillbornKernelError:
            if not tries:
                raise


@contextmanager
def _environment(task: Task, record: Path) -> Iterator[None]:
    """Set what the kernel is to find in its environment, and put everything back."""
    before = dict(os.environ)
    os.environ.update(
        PLANBOOK_PRESS="1", PLANBOOK_ROOT=str(task.root), PLANBOOK_READS=str(record), PYTHONHASHSEED="0"
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _settled(cells: list[Any], metadata: Any, told: dict[str, Any]) -> bytes:
    """Return executed cells as a notebook without what differs from run to run."""
    import nbformat

    kept = {name: value for name, value in metadata.items() if name in _KEPT}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={**kept, "planbook": told})
    for cell in notebook.cells:
        for trace in _TRACES:
            cell.metadata.pop(trace, None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["id"] = "injected-parameters"
    return nbformat.writes(notebook).encode() + b"\n"


def _lines(record: Path) -> list[Any]:
    """Return what was read, in an order that does not depend on when it was read."""
    if not record.is_file():
        return []
    return [json.loads(line) for line in sorted(record.read_text(encoding="utf-8").splitlines())]


def _version(asked: list[Any]) -> str:
    """Name the data a run has read: the same answers to the same questions have the same name."""
    return hashed(json.dumps(asked, ensure_ascii=False).encode())[:12]


def _stopped(cells: list[Any]) -> str:
    """Name the cell at which a run was cut off."""
    code = [c for c in cells if c.cell_type == "code"]
    return f"cell {len(code)} ({_first_line(code[-1].source)})" if code else "before the first cell"


def _first_line(source: str) -> str:
    return source.strip().partition("\n")[0]
