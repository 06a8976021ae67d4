"""Directive ``planbook-methods``: every method of `planbook.analysis`, as its own docstring describes it.

English text, formula and works cited are the docstring's (`planbook.press.sphinx.docstrings`). ``data/catalog/methods.csv`` adds
the order of the page, the names and the Chinese, with a fingerprint of the English that the Chinese was written for: a test
fails as long as it is not that of the docstring. The works stand in ``book/references.bib``, which sphinxcontrib-bibtex prints.
"""

import hashlib
from dataclasses import dataclass

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from planbook import catalog, paths
from planbook.ground.language import Both
from planbook.press.sphinx.docstrings import ANALYSIS, docstrings

COLUMNS = ("method", "name_zh", "name_en", "what_zh", "translates")
_SOURCE = Both("出处：", "Source: ")
_COMMA = Both("，", ", ")


@dataclass(frozen=True, slots=True)
class Method:
    """A module (a heading) or a function of a module, as the page prints it.

    Attributes
    ----------
    id : str
        ``aggregate`` or ``aggregate.ratio``.
    name, what : Both
        What it is called and what it does.
    translates : str
        Fingerprint of the English that the Chinese was written for.
    formula : str
        In TeX.
    cites : tuple of str
        Keys of ``book/references.bib``.
    """

    id: str
    name: Both
    what: Both
    translates: str = ""
    formula: str = ""
    cites: tuple[str, ...] = ()


def fingerprint(text: str) -> str:
    """Return eight characters that change with a text.

    Examples
    --------
    >>> fingerprint("Add cities up.") == fingerprint("Add cities up."), fingerprint("Add.") == fingerprint("Add")
    (True, False)
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def methods() -> list[Method]:
    """Return the methods in the order of the page, modules before their functions.

    Raises
    ------
    KeyError
        If the table names a method without a docstring.

    Examples
    --------
    >>> next(m for m in methods() if m.id == "composite.kendall").cites
    ('kendall1945',)
    """
    said = docstrings()
    found = []
    for row in catalog.table("catalog", "methods.csv", columns=COLUMNS):
        own = said[row["method"]]
        name, what = Both(row["name_zh"], row["name_en"]), Both(row["what_zh"], own.text)
        found.append(Method(row["method"], name, what, row["translates"], own.formula, own.cites))
    return found


def to_markdown(method: Method, lang: str) -> str:
    """Return one method as MyST markdown: a heading for a module, a paragraph and a formula for a function.

    Examples
    --------
    >>> print(to_markdown(Method("a", Both("甲", "A"), Both("", "Sums.")), "en"))
    ### A
    <BLANKLINE>
    Sums.
    """
    name, what = method.name.get(lang), method.what.get(lang)
    if "." not in method.id:
        return "\n\n".join(filter(None, (f"### {name}", what)))
    stop = Both("。", ". ").get(lang)
    text = f"**{name}**{stop}{what} `{method.id}`"
    if method.cites:
        works = _COMMA.get(lang).join(f"{{cite:t}}`{key}`" for key in method.cites)
        text += f" {_SOURCE.get(lang)}{works}{stop.strip()}"
    return text + (f"\n\n$$\n{method.formula}\n$$" if method.formula else "")


def setup(app: Sphinx, lang: str) -> None:
    """Register the directive for the edition of one language, and the bibliography it cites."""

    class Methods(SphinxDirective):
        """Prints the methods as sections of the page."""

        def run(self) -> list[nodes.Node]:
            for file in (paths.data("catalog", "methods.csv"), *ANALYSIS.glob("*.py")):
                self.env.note_dependency(str(file))
            text = "\n\n".join(to_markdown(m, lang) for m in methods())
            node = nodes.Element()
            lines = StringList(text.splitlines(), "methods.csv")
            self.state.nested_parse(lines, self.content_offset, node, match_titles=True)
            return node.children

    app.add_directive("planbook-methods", Methods)
    app.setup_extension("sphinxcontrib.bibtex")
    works = paths.root() / "book" / "references.bib"  # a book may do without
    app.config.bibtex_bibfiles = [str(works)] if works.is_file() else []  # type: ignore[attr-defined]
    app.config.bibtex_default_style = "plain"  # type: ignore[attr-defined]
    app.config.bibtex_reference_style = "author_year"  # type: ignore[attr-defined]
