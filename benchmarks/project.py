"""The book's own sources for a benchmark: a copy to work in, the pages to make, a value to change."""

import os
import shutil
from itertools import zip_longest
from pathlib import Path

from planbook import plan
from planbook.press.pages.contents import Page, contents

CHECKOUT = Path(__file__).parents[1]
COPIED = (
    "data",
    "notebooks",
    "book",
    "_toc.yml",
    "_config.yml",
    "_config.en.yml",
    "requirements.txt",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-TEXT.md",
    "src/planbook/press/sphinx/static",
)
# One value of one city in one year: product stands in nearly every ratio of the book, sewage treatment in a few.
CELLS = {"product": ("2018", "210300,gdp_100m_yuan,"), "sewage": ("2018", "210300,sewage_treatment_pct,")}


def copy_project(root: Path) -> Path:
    """Copy what the press needs of this checkout, and read the plan from there."""
    os.environ["PLANBOOK_ROOT"] = str(root)
    for name in COPIED:
        source, target = CHECKOUT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return root


def all_pages(root: Path) -> list[Page]:
    """Return every page: chapters first, then provinces and units in turn."""
    pages = contents(root).notebooks
    rest = [[p for p in pages if p.notebook == kind] for kind in ("province", "unit")]
    return [*(p for p in pages if not p.parameters), *(p for pair in zip_longest(*rest) for p in pair if p)]


def few_pages(root: Path) -> list[Page]:
    """Return every chapter, to which all pages link, one unit and the province that it links to."""
    pages = all_pages(root)
    unit = next(p for p in pages if p.notebook == "unit")
    around = next(u.province_code for u in plan.units() if unit.name == f"units/{u.code}")
    return [*(p for p in pages if not p.parameters or p.name == f"provinces/{around}"), unit]


def counted(pages: list[Page]) -> str:
    """Say how many pages of each kind there are."""
    kinds = {kind: sum(p.notebook == kind for p in pages) for kind in ("province", "unit")}
    rest = len(pages) - sum(kinds.values())
    return f"chapters and index pages {rest}, provinces {kinds['province']}, units {kinds['unit']}"


def change_one_cell(root: Path, what: str) -> None:
    """Add one to one value of one city, one of `CELLS`."""
    year, begins = CELLS[what]
    file = root / "data" / "observations" / f"{year}.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = (n for n, line in enumerate(lines) if line.startswith(begins))
    fields = lines[number].split(",")
    fields[2] = str(float(fields[2]) + 1)
    lines[number] = ",".join(fields)
    file.write_text("".join(lines), encoding="utf-8")
