"""Directive ``planbook-methods``: every method of `planbook.analysis` that ``data/catalog/methods.csv`` describes.

The English text and formula are those of the method's docstring, kept beside their Chinese counterparts; a test holds
the two together. The works cited stand in ``book/references.bib``, which sphinxcontrib-bibtex prints.
"""

from dataclasses import dataclass

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from planbook import catalog, paths
from planbook.language import Both

COLUMNS = ("method", "name_zh", "name_en", "what_zh", "what_en", "written", "formula", "cites")
_SOURCE = Both("出处：", "Source: ")
_COMMA = Both("，", ", ")


@dataclass(frozen=True, slots=True)
class Method:
    """One row of the table: a module (a heading) or a function of a module.

    Attributes
    ----------
    id : str
        ``aggregate`` or ``aggregate.variation``.
    name, what : Both
        What it is called and what it does; the English is a passage of the docstring.
    written : str
        The formula as the docstring writes it.
    formula : str
        The same in TeX.
    cites : tuple of str
        Keys of ``book/references.bib``.
    """

    id: str
    name: Both
    what: Both
    written: str
    formula: str
    cites: tuple[str, ...]


def methods() -> list[Method]:
    """Return the rows in the order of the table, modules before their functions.

    Examples
    --------
    >>> next(m for m in methods() if m.id == "aggregate.variation").cites
    ('barro1992',)
    """
    return [
        Method(
            row["method"],
            Both(row["name_zh"], row["name_en"]),
            Both(row["what_zh"], row["what_en"]),
            row["written"],
            row["formula"],
            tuple(filter(None, row["cites"].split(";"))),
        )
        for row in catalog.table("catalog", "methods.csv", columns=COLUMNS)
    ]


def to_markdown(method: Method, lang: str) -> str:
    """Return one method as MyST markdown: a heading for a module, a paragraph and a formula for a function.

    Examples
    --------
    >>> print(to_markdown(Method("a", Both("甲", "A"), Both("", "Sums."), "", "", ()), "en"))
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
        """Prints the table of methods as sections of the page."""

        def run(self) -> list[nodes.Node]:
            self.env.note_dependency(str(paths.data("catalog", "methods.csv")))
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
