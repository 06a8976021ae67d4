"""The pages of the book, as ``_toc.yml`` lists them, and where each of them comes from. Builds nothing.

A page is a run of a notebook (one source, both languages) or a hand-written page (one file a language).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from planbook.errors import BuildError
from planbook.language import LANGUAGES

Parameter = str | int | float | bool


@dataclass(frozen=True)
class Page:
    """A page that one run of a notebook makes; the chapters' notebooks run once, others once a province or unit.

    Attributes
    ----------
    name : str
        Path of the page under the folder of a language, without suffix: ``green``, ``units/210300``.
    notebook : str
        Name of ``notebooks/<notebook>.ipynb``.
    parameters : tuple of (str, value)
        What this page sets, such as ``(("unit", "210300"),)``; empty for a chapter.
    """

    name: str
    notebook: str
    parameters: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True)
class Contents:
    """The pages of the book in reading order.

    Attributes
    ----------
    notebooks : tuple of Page
        The pages made by notebooks.
    written : tuple of str
        Names of the pages written by hand as ``book/<lang>/<name>.md``.
    """

    notebooks: tuple[Page, ...]
    written: tuple[str, ...]


def contents(root: Path) -> Contents:
    """Read ``_toc.yml`` and find the source of every page it lists.

    Parameters
    ----------
    root : Path
        The project's root folder.

    Raises
    ------
    BuildError
        If a listed page has neither a notebook nor a hand-written file in each language.

    Examples
    --------
    >>> from planbook import paths
    >>> contents(paths.root()).notebooks[0].name  # doctest: +SKIP
    'overview'
    """
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    notebooks, written, lost = [], [], []
    for page in _pages(toc):
        if (root / "notebooks" / f"{page}.ipynb").is_file():
            notebooks.append(Page(page, page))
            continue
        written.append(page)
        lost += [
            f"{page}: neither notebooks/{page}.ipynb nor book/{lang}/{page}.md"
            for lang in LANGUAGES
            if not (root / "book" / lang / f"{page}.md").is_file()
        ]
    if lost:
        raise BuildError(
            "_toc.yml lists pages that do not exist; write them or take them off the list:", lost
        )
    return Contents(tuple(notebooks), tuple(written))


def _pages(entry: dict[str, Any]) -> list[str]:
    """Return the pages of one entry of the table of contents, itself first, in reading order."""
    own = [entry[key] for key in ("root", "file") if key in entry]
    below = [child for key in ("parts", "chapters", "sections", "entries") for child in entry.get(key, ())]
    return own + [page for child in below for page in _pages(child)]
