"""Which pages a person means who asks for a briefing of 鞍山, Liaoning or green. Nothing is run here.

Units are found by `planbook.units`; every name that fits nothing is reported, with the nearest ones, before anything
is started.
"""

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from planbook import catalog, plan
from planbook.errors import AmbiguousNameError, UnknownNameError
from planbook.press.contents import Page, contents
from planbook.units import find


def every(root: Path) -> list[Page]:
    """Return all pages that have a briefing: chapters, then the provinces and units of the plan."""
    chapters = [page for page in contents(root).notebooks if not page.parameters]
    provinces = [province(code) for code in sorted({u.province_code for u in plan.units()})]
    units = [unit(u.code) for u in plan.units()]
    return [
        p for p in (*chapters, *provinces, *units) if (root / "notebooks" / f"{p.notebook}.ipynb").is_file()
    ]


def unit(code: str) -> Page:
    """Return the page of a unit.

    Examples
    --------
    >>> unit("210300").name
    'units/210300'
    """
    return Page(f"units/{code}", "unit", (("unit", code),))


def province(code: str) -> Page:
    """Return the page of a province.

    Examples
    --------
    >>> province("210000").name
    'provinces/210000'
    """
    return Page(f"provinces/{code}", "province", (("province", code),))


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
        code = _provinces().get(name.casefold())
        if code is None:
            near = [_provinces()[hit] for hit in _near(name.casefold(), _provinces())]
            labels = [f"{catalog.provinces()[c].zh} {catalog.provinces()[c].en}" for c in dict.fromkeys(near)]
            problems.append(f"no province is called {name!r}; the nearest are {', '.join(labels)}")
        else:
            asked.append(province(code).name)
    for name in units:
        try:
            asked.append(unit(find(name).code).name)
        except (UnknownNameError, AmbiguousNameError) as error:
            problems.append(f"{error.message} {'; '.join(error.problems)}")
    problems += [
        f"{page}: the book has no such page, it is not in the plan" for page in asked if page not in there
    ]
    if problems:
        raise UnknownNameError("nothing was started, because names fit no page of the book:", problems)
    return [there[page] for page in dict.fromkeys(asked)]


def _near(name: str, among: Iterable[str]) -> list[str]:
    return [hit for hit, _, _ in process.extract(name, list(among), scorer=fuzz.WRatio, limit=3)]


def _provinces() -> dict[str, str]:
    """Return name → code of every province: code, Chinese name long and short, English name."""
    codes: dict[str, str] = {}
    for code, name in catalog.provinces().items():
        short = name.zh[:3] if name.zh.startswith(("内蒙古", "黑龙江")) else name.zh[:2]
        codes |= {text.casefold(): code for text in (code, name.zh, short, name.en)}
    return codes
