"""Which pages a person means who asks for a briefing of 鞍山, Liaoning or green. Nothing is run here.

Units are found by `planbook.store.units`; every name that fits nothing is reported, with the nearest ones, before anything
is started.
"""

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from planbook import catalog
from planbook.errors import AmbiguousNameError, UnknownNameError
from planbook.press.briefing.blocks import TAG
from planbook.press.changes.sources import read
from planbook.press.pages.contents import Page, contents, province_page, unit_page
from planbook.store.units import find, province_names


def every(root: Path, *, profiles: bool = True) -> list[Page]:
    """Return all pages that have a briefing: those whose notebook has a cell tagged for it.

    Parameters
    ----------
    root : Path
        The project's root folder.
    profiles : bool
        Whether the pages of provinces and units are wanted too.
    """
    pages = contents(root, profiles=profiles).notebooks
    tagged = {name for name in {p.notebook for p in pages} if _tagged(root / "notebooks" / f"{name}.ipynb")}
    return [page for page in pages if page.notebook in tagged]


def _tagged(notebook: Path) -> bool:
    cells = read(notebook)["cells"]
    return any(TAG in cell["metadata"].get("tags", ()) for cell in cells)


def wanted(
    root: Path, units: Iterable[str] = (), provinces: Iterable[str] = (), chapters: Iterable[str] = ()
) -> list[Page]:
    """Return the pages of the names given, chapters first.

    Parameters
    ----------
    root : Path
        The project's root folder.
    units : iterable of str
        Names or codes of units of the plan.
    provinces : iterable of str
        Names or codes of provinces.
    chapters : iterable of str
        Names of chapters' notebooks.

    Raises
    ------
    UnknownNameError
        If names fit nothing that has a briefing; all of them are listed, each with the nearest.
    """
    there = {page.name: page for page in every(root)}
    asked: list[str] = []
    problems: list[str] = []
    titles = [name for name, page in there.items() if not page.parameters]
    for name in chapters:
        if name in titles:
            asked.append(name)
        else:
            problems.append(
                f"no chapter is called {name!r}; the nearest are {', '.join(_near(name, titles))}"
            )
    for name in provinces:
        code = province_names().get(name.casefold())
        if code is None:
            near = [province_names()[hit] for hit in _near(name.casefold(), province_names())]
            labels = [f"{catalog.provinces()[c].zh} {catalog.provinces()[c].en}" for c in dict.fromkeys(near)]
            problems.append(f"no province is called {name!r}; the nearest are {', '.join(labels)}")
        else:
            asked.append(province_page(code).name)
    for name in units:
        try:
            asked.append(unit_page(find(name).code).name)
        except (UnknownNameError, AmbiguousNameError) as error:
            problems.append(f"{error.message.rstrip(':')}: {'; or '.join(error.problems)}".rstrip(": "))
    problems += [
        f"{page}: the book has no such page, it is not in the plan" for page in asked if page not in there
    ]
    if problems:
        raise UnknownNameError("nothing was started, because names fit no page of the book:", problems)
    return [there[page] for page in dict.fromkeys(asked)]


def _near(name: str, among: Iterable[str]) -> list[str]:
    return [hit for hit, _, _ in process.extract(name, list(among), scorer=fuzz.WRatio, limit=3)]
