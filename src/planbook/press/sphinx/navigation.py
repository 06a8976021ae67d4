"""Where a page leads on: the menu, the way back, its neighbours, itself in the other language and as a briefing.

Everything is found from the table of contents and the names of pages; ``templates/layout.html`` shows it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from planbook import paths
from planbook.ground.language import Both, Lang
from planbook.press.briefing.batch import BRIEFINGS, file_name
from planbook.press.briefing.imprint import edition
from planbook.press.briefing.wanted import every
from planbook.press.sphinx.facts import written

PLACES = "places"  # the page that lists every unit and province
EXPLORER = "explorer"  # the page that sets any places beside one another
PROFILES = ("units", "provinces")  # folders of the pages that the table of contents does not list
OTHER = {"zh": "en", "en": "zh"}
HTML_LANG = {"zh": "zh-Hans", "en": "en"}
_NAME = {"zh": "中文", "en": "English"}
_SWITCH = Both("Read this page in English", "阅读本页中文版")
_BRIEFING = Both("本页的简报，供打印", "A briefing of this page, for print")
WORDS = {
    "skip": Both("跳到正文", "Skip to the text"),
    "menu": Both("目录", "Contents"),
    "here": Both("您在这里", "You are here"),
    "home": Both("首页", "Home"),
    "search": Both("搜索", "Search"),
    "asked": Both("搜索本书：城市、指标、文字", "Search this book: a city, an indicator, words"),
    "compare": Both("与别处比较", "Compare with others"),
    "neighbours": Both("前后各页", "Pages before and after"),
    "before": Both("上一页", "Previous"),
    "after": Both("下一页", "Next"),
    "scriptless": Both(
        "图表和搜索要用脚本；不开脚本时，每张图下有它的数据，文字与表格照常可读。",
        "Charts and the search need scripts; without them the data stand below each chart, and text and tables read as ever.",
    ),
}


@dataclass(frozen=True)
class Step:
    """A page one can go to: its address from here, its title, whether one is there already, its sections."""

    href: str
    title: str
    here: bool = False
    sections: tuple[tuple[str, str], ...] = ()


def around(app: Sphinx, page: str, lang: Lang) -> dict[str, Any]:
    """Return what the layout shows around a page.

    Parameters
    ----------
    app : Sphinx
        The running build; titles are those of its environment.
    page : str
        Name of the page, such as ``units/210300``.
    lang : {"zh", "en"}
        The edition.

    Returns
    -------
    dict
        ``words``, ``meta``, ``menu``, ``trail``, ``before``, ``after`` and, where both editions are built, ``switch``,
        ``compare`` (a place in the explorer), ``briefing`` and ``front`` (the address of the landing page).
    """
    env, words = app.env, {name: both.get(lang) for name, both in WORDS.items()}
    order = _listed(env)
    found: dict[str, Any] = {"words": words, "lang": lang, "up": "../" * page.count("/")}
    found["meta"] = _edition(lang)
    found["menu"] = [_step(env, page, name, PLACES if page.startswith(PROFILES) else page) for name in order]
    found["trail"] = [_step(env, page, name) for name in trail(page, env.found_docs)]
    before, after = neighbours(page, _row(env, page))
    found["before"], found["after"] = (name and _step(env, page, name) for name in (before, after))
    if page.startswith(PROFILES) and EXPLORER in env.found_docs:
        there = relative_uri(f"{page}.html", f"{EXPLORER}.html")
        found["compare"] = f"{there}#c={page.rpartition('/')[2]}"
    if app.config.planbook_switch:
        found["front"] = relative_uri(f"{lang}/{page}.html", "index.html") + f"#{lang}"
        found["switch"] = _switch(page, lang)
        if page in _briefed():
            beside = f"{BRIEFINGS}/{lang}/{file_name(page)}"
            href = relative_uri(f"{lang}/{page}.html", beside)
            found["briefing"] = {"href": href, "title": _BRIEFING.get(lang)}
    return found


def trail(page: str, there: Any) -> list[str]:
    """Return the pages from the first one to this one, without it, as far as the book has them.

    Examples
    --------
    >>> trail("units/210300", {"index", "places", "provinces/210000", "units/210300"})
    ['index', 'places', 'provinces/210000']
    >>> trail("green", {"index", "green"}), trail("index", {"index"})
    (['index'], [])
    """
    folder, _, code = page.rpartition("/")
    way = [] if page == "index" else ["index"]
    if folder in PROFILES:
        way.append(PLACES)
    if folder == "units":
        way.append(f"provinces/{code[:2]}0000")
    return [name for name in way if name in there]


def neighbours(page: str, row: list[str]) -> tuple[str | None, str | None]:
    """Return the pages before and after one in a row of pages.

    Examples
    --------
    >>> neighbours("b", ["a", "b"]), neighbours("z", ["a"])
    (('a', None), (None, None))
    """
    if page not in row:
        return None, None
    place = row.index(page)
    return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)


def _row(env: BuildEnvironment, page: str) -> list[str]:
    """Return the pages a page stands among: chapters in reading order, units and provinces by their codes.

    The codes of a province's units begin with its own two digits, so that units follow one another province by province.
    """
    folder = page.rpartition("/")[0]
    if folder not in PROFILES:
        return _listed(env)
    return sorted(name for name in env.found_docs if name.startswith(f"{folder}/"))


def _listed(env: BuildEnvironment) -> list[str]:
    root = env.config.root_doc
    order = [root]
    for name in order:
        order += [below for below in env.toctree_includes.get(name, ()) if below not in order]
    return order


def _step(env: BuildEnvironment, page: str, name: str, here: str = "") -> Step:
    known = env.titles.get(name)
    current = name == here
    href = relative_uri(f"{page}.html", f"{name}.html") or f"{name.rpartition('/')[2]}.html"
    return Step(href, known.astext() if known else name, current, _sections(env, page) if current else ())


def _sections(env: BuildEnvironment, page: str) -> tuple[tuple[str, str], ...]:
    """Return the anchors and titles of a page's sections, one level deep."""
    contents = env.tocs.get(page)
    if not contents or not contents.children:
        return ()
    found = []
    for item in contents.children[0].children[1:]:
        for entry in item.children:
            for link in list(entry.findall(nodes.reference))[:1] if isinstance(entry, nodes.Element) else ():
                found.append((link.get("anchorname", ""), link.astext()))
    return tuple(found)


def _switch(page: str, lang: str) -> dict[str, str]:
    other = OTHER[lang]
    return {
        "href": relative_uri(f"{lang}/{page}.html", f"{other}/{page}.html"),
        "text": _NAME[other],
        "title": _SWITCH.get(lang),
        "lang": HTML_LANG[other],
    }


@cache
def _edition(lang: Lang) -> dict[str, str]:
    """Return what a citation says of the edition; a project that is not to be cited says nothing."""
    if not (paths.root() / "CITATION.cff").is_file():
        return {}
    known = edition(paths.root(), lang, "")
    day = {"day": known.day.isoformat(), "written": written(known.day).get(lang)}
    return {"book": known.book, "author": known.author, "version": known.version, **day}


@cache
def _briefed() -> frozenset[str]:
    return frozenset(page.name for page in every(paths.root()))
