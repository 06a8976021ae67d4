"""Imports walk one way: a module imports only from layers above its own, and wings do not know each other."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "planbook"

# From the ground up. Modules of one layer may know each other, except that wings may not.
WINGS = {"intake", "analysis", "figures"}
LAYERS = (
    {"errors", "paths", "ground"},
    {"catalog", "text"},
    {"plan"},
    {"store"},
    {"quality", "export"},
    WINGS,
    {"chapters", "explorer", "editions"},
    {"press"},
    {"commands", "cli"},
)
# Words take values and know no data; figures take frames, and of the plan its years, which they shade.
STORES = {"text": {"plan", "catalog", "store"}, "figures": {"catalog"}}


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


@pytest.mark.parametrize("room", STORES)
def test_figures_and_words_know_no_data_store(room: str):
    assert [(own, other) for own, other in imports() if own == room and other in STORES[room]] == []


# What belongs to the plan is said by ``data/plan`` and by the chapters: how many cities and districts, its years.
OF_THE_PLAN = {95, 25, 2013, 2017, 2022}
# Names of raw files, and constants of other things that happen to be the same number.
ELSEWHERE = re.compile(r"\.(?:csv|xlsx)$|p[mM]25|^p25$|^who-|^AAP_|_pm25_|^GB/T")
APART = {
    "analysis/positioning.py",
    "figures/outlines.py",
    "press/pages/render.py",
    "press/briefing/literals.py",
}


def test_nothing_but_the_plan_and_the_chapters_knows_its_numbers():
    found = []
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE).as_posix()
        if name.startswith("chapters/") or name in APART:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(n.body[0].value) for n in ast.walk(tree) if _documented(n)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in told and _is_of_the_plan(node.value):
                found.append(f"{name}, line {node.lineno}: {node.value!r}")
    assert found == []


def _documented(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None
    )


def _is_of_the_plan(value: object) -> bool:
    if isinstance(value, str):
        numbers = {int(n) for n in re.findall(r"(?<![\d.])\d{2,4}(?![\d.])", value)}
        return bool(numbers & OF_THE_PLAN) and not ELSEWHERE.search(value)
    return type(value) in (int, float) and value in OF_THE_PLAN


LOOSE = {"errors", "paths", "cli"}


def test_only_three_modules_lie_loose():
    assert {f.stem for f in PACKAGE.glob("*.py")} - {"__init__"} == LOOSE


@pytest.mark.parametrize("room", sorted(f.name for f in PACKAGE.iterdir() if (f / "__init__.py").exists()))
def test_a_room_says_what_lives_there(room: str):
    assert ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))


def test_no_two_public_classes_share_a_name():
    found: dict[str, list[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(file.relative_to(PACKAGE).as_posix())
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def circles() -> list[tuple[str, str]]:
    """Return pairs of modules that import each other when they are loaded."""
    files = {
        ".".join(("planbook", *f.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): f
        for f in PACKAGE.rglob("*.py")
    }
    arrows: dict[str, set[str]] = {}
    for own, file in files.items():
        arrows[own] = set()
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                named = {f"{node.module}.{alias.name}" for alias in node.names}
                modules = named & set(files)
                arrows[own] |= modules | ({node.module} if len(modules) < len(named) else set())
    return sorted((a, b) for a in arrows for b in arrows[a] & set(arrows) if a < b and a in arrows[b])


def test_no_two_modules_import_each_other():
    assert circles() == []
