"""Which notebooks to run, with which parameters, and which executed copies still hold and why. Runs nothing.

A run is known by what it is made of (notebook, parameters, the package's modules it uses, pinned packages) and by the
answers it got from the data, see `planbook.press.changes.records`. As long as all of that is the same it need not run again.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from planbook.errors import ParameterError
from planbook.ground.given import unknown
from planbook.press.changes import code, reasons, records
from planbook.press.changes.sources import check
from planbook.press.pages.contents import Page, Parameter

NEW, TORN = "not made yet", "its result is torn or foreign"


@dataclass(frozen=True)
class Job:
    """One notebook to run.

    Attributes
    ----------
    name : str
        Name of the page: ``green``, ``units/210300``.
    notebook : Path
        The notebook's source.
    output : Path
        Where the executed notebook goes.
    parameters : tuple of (str, value)
        The parameters to inject, sorted by name.
    made_of : dict
        ``notebook``, ``parameters``, ``packages``, ``python`` and every module of the package it uses → hash.
    """

    name: str
    notebook: Path
    output: Path
    parameters: tuple[tuple[str, Parameter], ...]
    made_of: dict[str, str] = field(hash=False)


@dataclass(frozen=True)
class Due:
    """A job, why it has to run (None if what is there still holds), and how many seconds it took the last time."""

    job: Job
    reason: str | None
    seconds: float | None = None


def plan_runs(root: Path, pages: Iterable[Page], parameters: Mapping[str, Parameter]) -> list[Job]:
    """Return one job per page.

    Parameters
    ----------
    root : Path
        The project's root folder.
    pages : iterable of Page
        The runs wanted; what a page sets itself comes before ``parameters``.
    parameters : mapping
        Values to inject into every notebook that has a parameter of this name; what is left out keeps the notebook's
        own default.

    Raises
    ------
    BuildError
        If notebooks are unreadable or would not run as what they say.
    ParameterError
        If no notebook knows one of the parameters; nothing has been started then.
    """
    pages = list(pages)
    files = {p.notebook: root / "notebooks" / f"{p.notebook}.ipynb" for p in pages}
    check(files.values())
    sources = {name: file.read_bytes() for name, file in files.items()}
    known = {name: set(code.declared(json.loads(source))) for name, source in sources.items()}
    stands_on = {
        name: {"notebook": records.hashed(code.runs(sources[name])), **code.used(file)}
        for name, file in files.items()
    }
    ground = {
        "packages": _content(root / "requirements.txt"),
        "python": ".".join(map(str, sys.version_info[:3])),
    }
    strange = [p for p in parameters if files and not any(p in names for names in known.values())]
    if strange:
        every = sorted(set().union(*known.values()))
        raise ParameterError(
            "nothing was run, because no notebook knows these parameters:",
            [unknown(p, every) for p in strange],
        )
    jobs = []
    for page in pages:
        common = {name: value for name, value in parameters.items() if name in known[page.notebook]}
        given = tuple(sorted({**common, **dict(page.parameters)}.items()))
        made_of = {**ground, **stands_on[page.notebook], "parameters": json.dumps(given, ensure_ascii=False)}
        output = root / "_build" / "runs" / f"{page.name}.ipynb"
        jobs.append(Job(page.name, files[page.notebook], output, given, made_of))
    return jobs


def weigh(jobs: Iterable[Job], root: Path, soon: Callable[[], object] = lambda: None) -> list[Due]:
    """Tell for each job whether it has to run, and why.

    Runs that hold although files have changed are marked as compared with today's data, so that they are not
    compared again.

    Parameters
    ----------
    jobs : iterable of Job
        From `plan_runs`.
    root : Path
        The project's root folder.
    soon : callable
        Called, before the answers are compared, where notebooks may have to run.

    Raises
    ------
    ParameterError
        If a notebook cannot run with what it would be given; all such values of all notebooks are listed.
    """
    jobs, today = list(jobs), records.tree(root / "data")
    known = {job.name: records.load(job.output) for job in jobs}
    found = {job.name: _reason(root, job, known[job.name]) for job in jobs}
    elder = [job for job in jobs if found[job.name] is None and known[job.name].data != today]  # type: ignore[union-attr]
    if elder or any(found.values()):
        soon()
        with records.rooted(root):
            answers, tables = records.Answers(), reasons.Tables(root, today)
            for job in elder:
                record = known[job.name]
                assert record is not None
                if changed := answers.changes(record):
                    found[job.name] = tables.changed(changed, record.data)
                else:
                    records.save(job.output, replace(record, data=today))
            _refuse([job for job in jobs if found[job.name]], root)
    return [
        Due(job, found[job.name], record.seconds if (record := known[job.name]) else None) for job in jobs
    ]


def refuse(jobs: Iterable[Job], root: Path) -> None:
    """Refuse what no notebook can run with, whether it is due or not; one job stands for all of its notebook.

    Raises
    ------
    ParameterError
        Listing all such values of all notebooks.
    """
    with records.rooted(root):
        _refuse(list({job.notebook: job for job in jobs}.values()), root)


def _reason(root: Path, job: Job, record: records.Record | None) -> str | None:
    if record is None:
        return TORN if job.output.is_file() else NEW
    return reasons.of_making(root, job, record)


def _refuse(due: list[Job], root: Path) -> None:
    from planbook.press.run.parameters import model, problems

    models = {job.notebook: model(job.notebook) for job in due}
    wrong: dict[str, dict[str, None]] = {}  # what is wrong → the notebooks concerned
    for job in due:
        for problem in problems(models[job.notebook], dict(job.parameters)):
            wrong.setdefault(problem, {})[job.notebook.relative_to(root).as_posix()] = None
    if wrong:
        raise ParameterError(
            "nothing was run, because notebooks cannot run with these parameters:",
            [f"{problem} ({reasons.few(list(notebooks))})" for problem, notebooks in wrong.items()],
        )


def _content(file: Path) -> str:
    return records.hashed(file.read_bytes()) if file.is_file() else ""


def fingerprint(files: Iterable[Path], bases: Mapping[Path, str]) -> str:
    """Hash names and contents of files; where the project lies does not count.

    Parameters
    ----------
    files : iterable of Path
        Files to hash; those that do not exist are left out.
    bases : mapping of Path to str
        Folders the files lie under, with the label that stands for each; the first that fits is taken.
    """
    named = _labelled(files, bases)
    total = hashlib.sha256()
    for name in sorted(named):
        if named[name].is_file():
            for part in (name.encode(), named[name].read_bytes()):
                total.update(hashlib.sha256(part).digest())
    return total.hexdigest()


def listed(files: Iterable[Path], bases: Mapping[Path, str]) -> dict[str, str]:
    """Return the hash of each file by its label, from what `fingerprint` is given; sorted."""
    named = _labelled(files, bases)
    return {name: records.hashed(named[name].read_bytes()) for name in sorted(named) if named[name].is_file()}


def _labelled(files: Iterable[Path], bases: Mapping[Path, str]) -> dict[str, Path]:
    named = {}
    for file in files:
        base, label = next((b, label) for b, label in bases.items() if file.is_relative_to(b))
        named[f"{label}/{file.relative_to(base).as_posix()}"] = file
    return named
