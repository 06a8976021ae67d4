"""The pages of the book, as ``_toc.yml`` lists them, and where each of them comes from. Builds nothing.

A page is a run of a notebook (one source, both languages) or a hand-written page (one file a language). The pages of
provinces and units are not listed: they follow from the plan, and readers find them from the page ``places``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planbook import plan
from planbook.errors import BuildError
from planbook.ground.language import LANGUAGES
from planbook.press.pages import settings

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


def contents(root: Path, *, profiles: bool = True) -> Contents:
    """Read ``_toc.yml`` and find the source of every page it lists; add the pages of provinces and units.

    Parameters
    ----------
    root : Path
        The project's root folder.
    profiles : bool
        Whether the pages of provinces and units, 147 runs of two notebooks, are wanted too.

    Raises
    ------
    BuildError
        If ``_toc.yml`` or a configuration cannot be read, or a listed page has neither a notebook nor a hand-written
        file in each language.

    Examples
    --------
    >>> from planbook import paths
    >>> contents(paths.root()).notebooks[0].name  # doctest: +SKIP
    'overview'
    """
    settings.check(root)
    toc = settings.read(root, settings.TOC)
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
    if profiles:
        notebooks += profile_pages(root)
    return Contents(tuple(notebooks), tuple(written))


def profile_pages(root: Path) -> list[Page]:
    """Return the pages of the plan's provinces and units, as far as their notebooks are there."""
    there = {kind for kind in ("province", "unit") if (root / "notebooks" / f"{kind}.ipynb").is_file()}
    provinces = (
        [province_page(code) for code in sorted({u.province_code for u in plan.units()})] if there else []
    )
    units = [unit_page(u.code) for u in plan.units()] if there else []
    return [page for page in (*provinces, *units) if page.notebook in there]


def unit_page(code: str) -> Page:
    """Return the page of a unit.

    Examples
    --------
    >>> unit_page("210300").name
    'units/210300'
    """
    return Page(f"units/{code}", "unit", (("unit", code),))


def province_page(code: str) -> Page:
    """Return the page of a province.

    Examples
    --------
    >>> province_page("210000").name
    'provinces/210000'
    """
    return Page(f"provinces/{code}", "province", (("province", code),))


def _pages(entry: dict[str, Any]) -> list[str]:
    """Return the pages of one entry of the table of contents, itself first, in reading order."""
    own = [settings.page_name(entry[key]) for key in ("root", "file") if key in entry]
    below = [child for key in settings.BELOW for child in entry.get(key, ())]
    return own + [page for child in below for page in _pages(child)]
