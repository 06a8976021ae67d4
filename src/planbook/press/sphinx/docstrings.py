"""What the page on methods takes from the docstrings of `planbook.analysis`: text, formula and works cited.

What stands before a docstring's first underlined heading is written for the reader of the book. A section ``Formula``
holds TeX; a section ``Source`` names works, each with its key of ``book/references.bib`` in brackets. All other sections
are for whoever calls the function and stay off the page. The code is read, not imported.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import planbook

ANALYSIS = Path(planbook.__file__).parent / "analysis"


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring, as far as the page on methods prints it.

    Attributes
    ----------
    text : str
        What it says to the reader, on one line.
    formula : str
        In TeX; empty where there is none.
    cites : tuple of str
        Keys of ``book/references.bib``.
    """

    text: str
    formula: str = ""
    cites: tuple[str, ...] = ()


def parse(docstring: str) -> Docstring:
    r"""Return what a docstring says to the reader.

    Parameters
    ----------
    docstring : str
        Without the indentation of its code.

    Examples
    --------
    >>> parse("Halve.\n\nTwice.\n\nFormula\n-------\nx / 2\n\nSource\n------\nA, 1960 [a1960]\n\nNotes\n-----\nFast.")
    Docstring(text='Halve. Twice.', formula='x / 2', cites=('a1960',))
    """
    text, *parts = re.split(r"^(\w+)\n-+$", docstring, flags=re.MULTILINE)
    sections = {name: _plain(body) for name, body in zip(parts[::2], parts[1::2], strict=True)}
    cites = re.findall(r"\[(\w+)\]", sections.get("Source", ""))
    return Docstring(_plain(text), sections.get("Formula", ""), tuple(cites))


def docstrings(folder: Path = ANALYSIS) -> dict[str, Docstring]:
    """Return the docstrings of all modules of a folder and of their functions, private ones too where they have one.

    Examples
    --------
    >>> docstrings()["composite.kendall"].cites
    ('kendall1945',)
    """
    found = {}
    for file in sorted(folder.glob("[!_]*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found[file.stem] = parse(ast.get_docstring(tree) or "")
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
                found[f"{file.stem}.{node.name}"] = parse(text)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())
