"""Makes the briefings that are out of date, several at a time, each whole or not at all.

A briefing depends on its executed notebook, which names the data it has read, on how briefings are made and on the
edition. A document that cannot be made is told at the end and keeps no other from being made. Running notebooks is not
done here.
"""

import json
import os
import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planbook import paths
from planbook.errors import BuildError
from planbook.ground.language import LANGUAGES, Lang
from planbook.press.briefing import fonts
from planbook.press.changes.jobs import fingerprint
from planbook.press.changes.records import hashed
from planbook.press.pages.words import source_of, with_words
from planbook.press.run import memory
from planbook.press.run.workers import workers

if TYPE_CHECKING:
    from planbook.press.briefing.exporter import BriefingExporter

PRESS = Path(__file__).parents[1]
BRIEFINGS = "briefings"  # the folder of the site that holds them, one folder a language
_FEW = 2  # documents for which no process is started


@dataclass(frozen=True)
class Order:
    """The briefings to make of one executed notebook.

    Attributes
    ----------
    name : str
        Name of the page: ``green``, ``units/210300``.
    executed : Path
        The executed notebook.
    targets : tuple of (language, Path, Path, str)
        For each language the file, the file that keeps its key, and the key: a hash of all it is made of.
    """

    name: str
    executed: Path
    targets: tuple[tuple[Lang, Path, Path, str], ...]


def file_name(page: str) -> str:
    """Return the file name of a page's briefing.

    Examples
    --------
    >>> file_name("units/210300")
    'units-210300.pdf'
    """
    return page.replace("/", "-") + ".pdf"


def folder(root: Path, lang: Lang) -> Path:
    """Return where the briefings of a language are put, inside the published site."""
    return root / "_build" / "site" / BRIEFINGS / lang


def make_all(
    root: Path,
    pages: Sequence[str],
    languages: Iterable[Lang] = LANGUAGES,
    at_once: int = 2,
    say: Callable[[str], None] = lambda line: None,
) -> tuple[list[Path], list[str]]:
    """Make the briefings of executed pages that are missing or out of date.

    Parameters
    ----------
    root : Path
        The project's root folder, with executed notebooks in ``_build/runs``.
    pages : sequence of str
        Names of the pages.
    languages : iterable of {"zh", "en"}
        The languages wanted.
    at_once : int
        How many processes make briefings at the same time.
    say : callable
        Gets one line for every page of which a briefing was made.

    Returns
    -------
    made : list of Path
        The briefings of these pages that hold, those still good included.
    problems : list of str
        One for each document that could not be made; the others have been made all the same.
    """
    if not pages:
        return [], []
    fonts.folder()  # a font that is missing is missing for all
    wanted = list(languages)
    due = [order for order in _orders(root, pages, wanted) if order.targets]
    failed = _run(due, root, at_once, say)
    files = [folder(root, lang) / file_name(page) for page in pages for lang in wanted]
    return [file for file in files if file.is_file()], [
        p for order in due for p in failed.get(order.name, ())
    ]


def prune(root: Path, pages: Iterable[str]) -> None:
    """Remove the briefings of pages that the book no longer has."""
    kept = {file_name(page) for page in pages}
    for lang in LANGUAGES:
        for file in folder(root, lang).glob("*.pdf"):
            if file.name not in kept:
                file.unlink()


def _orders(root: Path, pages: Iterable[str], languages: Sequence[Lang]) -> Iterable[Order]:
    """Yield an order for each page, with the languages in which its briefing is missing or out of date."""
    ground = _ground(root)
    for page in pages:
        executed = root / "_build" / "runs" / f"{page}.ipynb"
        content = executed.read_bytes()
        source = source_of(json.loads(content), root)
        content += json.dumps(source).encode()
        targets = []
        for lang in languages:
            pdf = folder(root, lang) / file_name(page)
            stamp = root / "_build" / BRIEFINGS / lang / f"{pdf.stem}.key"
            key = f"{ground} {hashed(lang.encode() + content)}"
            if not (pdf.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == key):
                targets.append((lang, pdf, stamp, key))
        yield Order(page, executed, tuple(targets))


def _ground(root: Path) -> str:
    """Hash how briefings are made: code, template, pinned packages (fonts of English among them), edition, date."""
    code = [f for f in PRESS.rglob("*") if f.is_file() and f.suffix != ".pyc"]
    shared = [PRESS.parent / "ground" / "language.py", PRESS.parent / "ground" / "payload.py"]
    papers = [root / n for n in ("CITATION.cff", "_config.yml", "_config.en.yml", "requirements.txt")]
    ground = fingerprint([*code, *shared, *papers], {PRESS.parent: "package", root: "project"})
    return ground + os.environ.get("SOURCE_DATE_EPOCH", "")


def reasons(root: Path, pages: Iterable[str]) -> dict[str, str | None]:
    """Tell of the briefing of each page in each language why it is to be made; None where it holds. Makes nothing.

    Parameters
    ----------
    root : Path
        The project's root folder.
    pages : iterable of str
        Names of the pages.

    Returns
    -------
    dict of str to (str or None)
        ``zh/units-210300.pdf`` → reason.
    """
    pages = list(pages)
    ran = [page for page in pages if (root / "_build" / "runs" / f"{page}.ipynb").is_file()]
    due = {
        pdf: (stamp, key) for order in _orders(root, ran, LANGUAGES) for _, pdf, stamp, key in order.targets
    }
    told: dict[str, str | None] = {}
    for page in pages:
        for lang in LANGUAGES:
            pdf = folder(root, lang) / file_name(page)
            reason = _reason(pdf, *due[pdf]) if pdf in due else None
            told[f"{lang}/{pdf.name}"] = reason if page in ran else "not made yet"
    return told


def _reason(pdf: Path, stamp: Path, key: str) -> str:
    """Say which part of a key is another than when the briefing was made."""
    if not (pdf.is_file() and stamp.is_file()):
        return "not made yet"
    was = stamp.read_text(encoding="utf-8").rpartition(" ")
    now = key.rpartition(" ")
    told = ["the result of its notebook changed"] if was[2] != now[2] else []
    if was[0] != now[0]:
        told.append("code, template, edition or requirements of briefings changed")
    return "; ".join(told)


def _run(due: list[Order], root: Path, at_once: int, say: Callable[[str], None]) -> dict[str, list[str]]:
    failed: dict[str, list[str]] = {}

    def note(order: Order, problems: list[str]) -> None:
        say(f"briefing {order.name}: {'failed' if problems else 'done'}")
        if problems:
            failed[order.name] = problems

    if len(due) <= _FEW or at_once == 1:
        for order in due:
            note(order, make(order, root))
        return failed
    with workers(memory.at_once(min(at_once, len(due)), memory.BRIEFING), root) as pool:
        running = {pool.submit(make, order, root): order for order in due}
        for done in as_completed(running):
            note(running[done], done.result())
    return failed


def make(order: Order, root: Path) -> list[str]:
    """Make the briefings of one page; the unit of work of a process.

    Parameters
    ----------
    order : Order
        The page and what is wanted of it.
    root : Path
        The project's root folder.

    Returns
    -------
    list of str
        What went wrong, for the person who can mend it.
    """
    with paths.rooted(root):  # the exporter reads this project
        return _make(order, root)


def _make(order: Order, root: Path) -> list[str]:
    notebook = json.loads(order.executed.read_bytes())
    if (source := source_of(notebook, root)) is not None:
        notebook = with_words(notebook, source)
    problems = []
    for lang, pdf, stamp, key in order.targets:
        try:
            content, _ = _exporter(lang).from_notebook_node(notebook, {"metadata": {"name": order.name}})
        except Exception as error:  # whatever it is, it is told at the end and stops no other document
            problems.append(_told(error, stamp.with_suffix(".log"), f"{order.name} ({lang})", root))
            stamp.unlink(missing_ok=True)
            pdf.unlink(missing_ok=True)  # an old one would pass for the new one
            continue
        _write(pdf, content)
        _write(stamp, key.encode())
        stamp.with_suffix(".log").unlink(missing_ok=True)
    return problems


def _told(error: Exception, log: Path, document: str, root: Path) -> str:
    """Return what went wrong; how it came to a mistake nobody foresaw is kept in a log."""
    if isinstance(error, BuildError):
        return str(error)
    _write(log, "".join(traceback.format_exception(error)).encode())
    return f"{document}: {type(error).__name__}: {error}; the way there is kept in {log.relative_to(root)}"


@cache
def _exporter(lang: Lang) -> "BriefingExporter":
    from planbook.press.briefing.exporter import BriefingExporter

    return BriefingExporter(language=lang)


def _write(file: Path, content: bytes) -> None:
    """Put a file in its place when it is whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.write_bytes(content)
    os.replace(fresh, file)
