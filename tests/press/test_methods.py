"""The table of methods and the docstrings of the analysis say the same; notebooks use no method that it leaves out."""

import ast
import json
import re
from collections.abc import Iterator

import pytest

from planbook import paths
from planbook.analysis.scorecard import METHODS
from planbook.language import Both
from planbook.press.maths import mathml
from planbook.press.methods import Method, methods, to_markdown

ANALYSIS = paths.root() / "src" / "planbook" / "analysis"


def plain(text: str) -> str:
    return " ".join(text.split())


def docstrings() -> dict[str, str]:
    """Return the docstrings of the modules of the analysis and of their functions, by id."""
    found = {}
    for file in sorted(ANALYSIS.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        own = ast.get_docstring(tree) or ""
        found[file.stem] = plain(own)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                # a function may lean on what its module says
                found[f"{file.stem}.{node.name}"] = plain(f"{ast.get_docstring(node)} {own}")
    return found


def sources() -> Iterator[str]:
    """Yield the code of every notebook and of what notebooks share."""
    for notebook in (paths.root() / "notebooks").glob("*.ipynb"):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])
    for module in ANALYSIS.parent.rglob("*.py"):
        if ANALYSIS not in module.parents:
            yield module.read_text(encoding="utf-8")


def used() -> set[str]:
    """Return the functions of the analysis that are imported from outside it."""
    return {
        f"{(node.module or '').split('.')[-1]}.{name.name}"
        for source in sources()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("planbook.analysis.")
        for name in node.names
    }


def test_every_method_in_use_is_described():
    known = docstrings()
    assert {u for u in used() if u in known} - {m.id for m in methods()} == set()


def test_every_goal_that_is_judged_tells_how():
    described = {m.id for m in methods()}
    assert {f"scorecard.{f.__name__}" for f in METHODS.values()} - described == set()


def test_every_row_is_a_method_that_exists():
    assert {m.id for m in methods()} - set(docstrings()) == set()


def test_the_english_of_the_table_is_that_of_the_docstring():
    said = docstrings()
    differing = [m.id for m in methods() if plain(m.what.en) not in said[m.id]]
    differing += [m.id for m in methods() if plain(m.written) not in said[m.id]]
    assert differing == []


def test_both_languages_say_something_and_formulas_can_be_drawn():
    assert [m.id for m in methods() if "." in m.id and not (m.what.zh and m.what.en)] == []
    drawn = [mathml(m.formula, block=True) for m in methods() if m.formula]
    assert all(element.startswith("<math") for element in drawn)


def test_works_cited_are_in_the_bibliography():
    keys = set(
        re.findall(
            r"^@\w+\{(\w+),", (paths.root() / "book" / "references.bib").read_text(encoding="utf-8"), re.M
        )
    )
    assert {key for m in methods() for key in m.cites} - keys == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_method_with_formula_and_source_names_both(lang: str):
    made = Method("m.f", Both("甲", "A"), Both("相加。", "Adds."), "x", "x^2", ("key",))
    text = to_markdown(made, lang)
    assert "{cite:t}`key`" in text
    assert "$$\nx^2\n$$" in text
