"""Role ``book``: what the hand-written pages say about this edition, looked up instead of typed.

``{book}`newest``` is the newest data year, and so on; `facts` names them all. Version and day come from
``CITATION.cff``, the years from the files under ``data/``.
"""

from collections.abc import Callable
from datetime import date

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from planbook import catalog, paths
from planbook.chapters.selection import usual_year
from planbook.errors import ProseError
from planbook.ground.language import Both, Lang
from planbook.ground.numerals import year_ranges
from planbook.press.briefing.imprint import edition
from planbook.store.observations import FIRST_YEAR, last_year

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def facts(lang: Lang) -> dict[str, Callable[[], str]]:
    """Return what can be looked up, by name, in one language.

    Returns
    -------
    dict
        ``version``, ``day`` (of the edition), ``newest`` (data year), ``reported`` (by chapters),
        ``years`` (data years, first to last) and ``yearbooks`` (editions of the yearbook that print them).

    Examples
    --------
    >>> facts("en")["years"]().startswith("2003–")
    True
    """
    return {
        "version": lambda: edition(paths.root(), lang, "").version,
        "day": lambda: written(edition(paths.root(), lang, "").day).get(lang),
        "newest": lambda: str(last_year()),
        "reported": lambda: str(usual_year()),
        "years": lambda: _range(FIRST_YEAR, last_year()).get(lang),
        "yearbooks": lambda: _yearbooks().get(lang),
    }


def written(day: date) -> Both:
    """Return a day as a sentence writes it.

    Examples
    --------
    >>> written(date(2026, 11, 3))
    Both(zh='2026年11月3日', en='3 November 2026')
    """
    return Both(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def _range(first: int, last: int) -> Both:
    return Both(f"{first}—{last}", f"{first}–{last}")


def _yearbooks() -> Both:
    """Return the editions of the yearbook that print the data years of the tables, as far as they are catalogued."""
    known = [int(s.edition) for s in catalog.sources().values() if s.id == f"ccsy-{s.edition}"]
    runs = year_ranges(e for e in known if FIRST_YEAR < e <= last_year() + 1)
    return Both("、".join(runs).replace("–", "—"), ", ".join(runs))


class _Fact(SphinxRole):
    """Prints one of the facts; an unknown name stops the build."""

    lang: Lang = "zh"
    inliner: Inliner

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        known = facts(self.lang)
        if self.text not in known:
            raise ProseError(f"{self.env.docname}: the role book knows {', '.join(known)}, not {self.text!r}")
        for file in (paths.root() / "CITATION.cff", paths.data("catalog", "sources.csv")):
            self.env.note_dependency(str(file))
        return [nodes.Text(known[self.text]())], []


def setup(app: Sphinx, lang: Lang) -> None:
    """Register the role for the edition of one language."""
    app.add_role("book", type("Fact", (_Fact,), {"lang": lang})())
