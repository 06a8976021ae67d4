"""Imports walk one way: a module imports only from layers above its own, and wings do not know each other."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "planbook"

# From the ground up. Modules of one layer may know each other, except that wings may not.
WINGS = {"intake", "analysis", "press", "figures"}
LAYERS = (
    {"errors", "paths", "ground"},
    {"catalog", "text"},
    {"plan"},
    {"store"},
    {"quality", "export"},
    WINGS,
    {"chapters", "explorer"},
    {"commands", "cli"},
)
# Figures and words take frames and know no data store.
STORES = {"plan", "catalog"}


def area(module: str) -> str:
    """Return the part of the package a module belongs to: planbook.press.sphinx.site is of press."""
    return module.split(".")[1]


def imports() -> set[tuple[str, str]]:
    """Return every pair (importing area, imported area) of the package."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        own = file.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            found |= {(own, area(n)) for n in names if n.startswith("planbook.") and area(n) != own}
    return {(own, other) for own, other in found if other and not other.startswith("__")}


def layer(name: str) -> int:
    return next(n for n, members in enumerate(LAYERS) if name in members)


def test_every_part_has_its_layer():
    parts = {
        f.stem for f in PACKAGE.iterdir() if (f.suffix == ".py" or f.is_dir()) and not f.name.startswith("__")
    }
    assert parts - set.union(*LAYERS) == set()


def test_nothing_imports_what_comes_after_it():
    upward = [(own, other) for own, other in imports() if own != "__init__" and layer(other) > layer(own)]
    assert upward == []


def test_wings_do_not_know_each_other():
    assert [(own, other) for own, other in imports() if own in WINGS and other in WINGS] == []


def test_figures_and_prose_know_no_data_store():
    assert [(own, other) for own, other in imports() if own in ("figures", "text") and other in STORES] == []
