"""Builds both editions with Jupyter Book and gathers them, with the landing page, under ``_build/site/``.

Pages are laid out before, by `planbook.press.pages.layout`; how they look is the matter of `planbook.press.sphinx.extension`. An
edition is built again only when something it depends on has changed; every warning of a build is a failure.
"""

import filecmp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from planbook.errors import BuildError
from planbook.ground.language import LANGUAGES, Lang
from planbook.press.changes import former, reasons
from planbook.press.changes.jobs import listed
from planbook.press.changes.records import rooted
from planbook.press.pages import settings
from planbook.press.run import memory
from planbook.press.run.lock import alone
from planbook.press.run.workers import apart
from planbook.press.sphinx.changed import FILE as CHANGES
from planbook.press.sphinx.downloads import DATA

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]

_WRITTEN = re.compile(r"_build/source/((?:zh|en)/\S+\.md\b)")
_STOP = re.compile(r"(error|Exception occurred)( \(.+\))?:$")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

_WHOLE = "planbook-*.zip"  # what `planbook publish` puts beside the landing page

# What Sphinx writes beside the pages and no reader needs.
_UNNEEDED_FOLDERS = {"_sources", "locales"}
_UNNEEDED_FILES = {".buildinfo", ".buildinfo.bak", "objects.inv"}
# The pages that Sphinx makes of its own accord.
_GENERATED = {"search.html", "genindex.html"}
# Of what extensions put beside the pages only this is used by them.
_STATIC, _BUNDLE = HERE / "static", "vega-"


def build_site(root: Path, say: Callable[[str], None] = lambda line: None) -> Path:
    """Build the editions that are out of date and bring ``_build/site/`` up to date.

    Parameters
    ----------
    root : Path
        The project's root folder, with laid-out pages in ``_build/source/<lang>``.
    say : callable
        Gets one line for every edition built.

    Returns
    -------
    Path
        The landing page.

    Raises
    ------
    BuildError
        If a build fails or warns; every warning of both editions is listed, with the path of the log.
    """
    with alone(root):
        return _build(root, say)


def _build(root: Path, say: Callable[[str], None]) -> Path:
    due = {lang: made_of(root, lang) for lang in out_of_date(root)}
    # Jupyter Book keeps one core busy; the editions do not depend on each other.
    if any(_prints_findings(root, lang) for lang in due):
        from planbook.press.sphinx import quality

        apart(root, quality.prepare, root)
    together = memory.at_once(max(1, len(due)), memory.EDITION)
    left = list(due)
    groups = [left[n : n + together] for n in range(0, len(left), together)]
    warnings = [warning for group in groups for warning in _together(root, group)]
    if warnings:
        raise BuildError("Jupyter Book complains; mend what it names and build again:", warnings)
    site = root / "_build" / "site"
    for lang, parts in due.items():
        _publish(_book(root, lang) / "_build" / "html", site / lang)
        _stamp(root, lang).write_text(former.keep_list(root, parts), encoding="utf-8")
        say(f"edition {lang}: built")
    changes = root / "_build" / CHANGES
    if changes.is_file():
        shutil.copyfile(changes, site / CHANGES)
    published = sorted(site.glob(_WHOLE))
    for old in published if due else ():  # one file of an earlier build is no longer this book
        old.unlink()
    return write_landing(root, published[-1].name if published and not due else "")


def write_landing(root: Path, whole: str = "") -> Path:
    """Write the landing page if it is not as it should be, and return where it is.

    Parameters
    ----------
    root : Path
        The project's root folder.
    whole : str
        Name of the file beside it that holds the whole book, to offer it.
    """
    from planbook.press.sphinx.landing import landing  # it needs what the press has made

    with rooted(root):  # it names the data years of this book, wherever the press was started
        page, text = root / "_build" / "site" / "index.html", landing(root, whole).encode()
    if not page.is_file() or page.read_bytes() != text:
        page.write_bytes(text)
    return page


def _prints_findings(root: Path, lang: Lang) -> bool:
    """Tell whether a written page of an edition prints what the checks of the tables have found."""
    pages = (root / "_build" / "source" / lang).glob("*.md")
    return any("{planbook-findings}" in page.read_text(encoding="utf-8") for page in pages)


def _together(root: Path, editions: Iterable[Lang]) -> list[str]:
    """Build some editions at the same time and return what the builds complain about."""
    memory.give_back()
    running: dict[Lang, subprocess.Popen[bytes]] = {}
    try:
        for lang in editions:
            running[lang] = _start(root, lang)
        return [warning for lang, process in running.items() for warning in _finish(root, lang, process)]
    finally:
        for process in running.values():  # where this was interrupted they are still at work
            process.kill()
            process.communicate()


def out_of_date(root: Path) -> dict[Lang, str]:
    """Return the editions that something they are made of has changed for since they were built, and what."""
    told: dict[Lang, str] = {}
    for lang in LANGUAGES:
        parts, key = made_of(root, lang), _built(root, lang)
        if key != former.name_of(parts):
            told[lang] = reasons.of_edition(former.known_list(root, key) if key else None, parts)
    return told


def configuration(root: Path, lang: Lang) -> dict[str, Any]:
    """Return the Jupyter Book configuration of one edition.

    Parameters
    ----------
    root : Path
        The folder of ``_config.yml`` (Chinese) and ``_config.en.yml`` (what differs in English).
    lang : {"zh", "en"}
        The edition.
    """
    config = settings.read(root, "_config.yml")
    if lang != "zh":
        config = merge(config, settings.read(root, f"_config.{lang}.yml"))
    return merge(config, {"sphinx": {"config": {"planbook_switch": True}}})


def merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Lay one nested mapping over another; neither is changed.

    Examples
    --------
    >>> merge({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}})
    {'a': {'b': 3, 'c': 2}}
    """
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = merge(merged[key], value) if both else value
    return merged


def _start(root: Path, lang: Lang) -> subprocess.Popen[bytes]:
    book = _book(root, lang)
    _forget_gone(root, lang)
    book.mkdir(parents=True, exist_ok=True)
    config = book / "_config.yml"
    config.write_text(yaml.safe_dump(configuration(root, lang), allow_unicode=True), encoding="utf-8")
    code = (
        "from planbook.press.run.workers import leave_with_stdin; leave_with_stdin(); "
        "from jupyter_book.cli.main import main; main()"
    )
    command = [sys.executable, "-c", code, "build", str(root)]
    options = [
        "--config",
        config,
        "--toc",
        root / "_toc.yml",
        "--path-output",
        book,
        "-W",
        "--keep-going",
        "-q",
    ]
    with _log(root, lang).open("wb") as log:
        return subprocess.Popen(
            [*command, *map(str, options)],
            stdin=subprocess.PIPE,  # it ends when this end closes, however this process ends
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=root,
            env={**os.environ, "PLANBOOK_ROOT": str(root), "NO_COLOR": "1"},
        )


def _forget_gone(root: Path, lang: Lang) -> None:
    """Remove what was built before if it holds pages that the edition has no more: Sphinx never removes a page.

    All pages are drawn anew when some have come or gone, for they lead to each other; nothing is lost by it.
    """
    source, built = root / "_build" / "source" / lang, _book(root, lang) / "_build"
    pages = {
        f.relative_to(source).with_suffix(".html").as_posix()
        for s in ("md", "ipynb")
        for f in source.rglob(f"*.{s}")
    }
    there = {f.relative_to(built / "html").as_posix() for f in (built / "html").rglob("*.html")}
    if there - pages - _GENERATED:
        shutil.rmtree(built)


def _finish(root: Path, lang: Lang, process: subprocess.Popen[bytes]) -> list[str]:
    """Wait for one build and return what it complains about."""
    if process.wait() == 0:
        return []
    log = _log(root, lang)
    told = complaints(log.read_text(encoding="utf-8", errors="replace"))
    # Written pages are named where they are written, not where they are laid out.
    shown = [_WRITTEN.sub(r"book/\1", line.replace(f"{root}/", "")) for line in told]
    return [*shown, f"the whole log of this edition: {log.relative_to(root)}"]


def complaints(log: str) -> list[str]:
    r"""Return the lines of a build log that say what is wrong.

    Examples
    --------
    >>> complaints("reading sources\n/a/index.md:3: WARNING: unknown document: 'b'\nsome pages failed")
    ["/a/index.md:3: WARNING: unknown document: 'b'"]
    """
    lines = [line.strip() for line in _COLOUR.sub("", log).splitlines() if line.strip()]
    told = [line for line in lines if any(word in line for word in ("WARNING:", "ERROR:", "CRITICAL:"))]
    if not told:
        # Sphinx stopped at an error; it names the kind, then the cause, then the way there.
        stops = [n for n, line in enumerate(lines) if _STOP.search(line)]
        told = lines[stops[0] : stops[0] + 5] if stops else lines[-5:]
    return list(dict.fromkeys(told))


def _publish(built: Path, published: Path) -> None:
    """Make one folder of the site equal to what was built, without what no reader needs."""
    wanted = {
        file.relative_to(built) for file in built.rglob("*") if file.is_file() and _is_needed(file, built)
    }
    for name in wanted:
        source, target = built / name, published / name
        if not (target.is_file() and filecmp.cmp(source, target, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for left in sorted(published.rglob("*"), reverse=True):
        if left.is_file() and left.relative_to(published) not in wanted:
            left.unlink()
        elif left.is_dir() and not any(left.iterdir()):
            left.rmdir()


def _is_needed(file: Path, built: Path) -> bool:
    folders = file.relative_to(built).parts[:-1]
    if "_static" in folders:
        return file.name.startswith(_BUNDLE) or (_STATIC / file.name).is_file()
    return not (
        file.suffix == ".map" or file.name in _UNNEEDED_FILES or _UNNEEDED_FOLDERS.intersection(folders)
    )


def made_of(root: Path, lang: Lang) -> dict[str, str]:
    """Return all that an edition is made of: file → hash."""
    built = root / "_build"
    folders = [
        built / "source" / lang,
        built / "site" / DATA,
        root / "data",
        HERE.parent,
        PACKAGE / "quality",
    ]
    files = [f for folder in folders for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc"]
    named = ("_config.yml", f"_config.{lang}.yml", "_toc.yml", "requirements.txt", "book/references.bib")
    files += [root / n for n in (*named, "CITATION.cff", f"_build/{CHANGES}") if (root / n).is_file()]
    return listed(files, {PACKAGE: "package", root: "project"})


def _built(root: Path, lang: Lang) -> str | None:
    """Return the key of the edition that is published, if one is."""
    stamp = _stamp(root, lang)
    whole = stamp.is_file() and (root / "_build" / "site" / lang / "index.html").is_file()
    return stamp.read_text(encoding="utf-8") if whole else None


def _book(root: Path, lang: Lang) -> Path:
    return root / "_build" / "book" / lang


def _log(root: Path, lang: Lang) -> Path:
    return _book(root, lang) / "build.log"


def _stamp(root: Path, lang: Lang) -> Path:
    return _book(root, lang) / "key"
