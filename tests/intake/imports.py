"""What the tests of imports share: a project that holds made-up figures of 2021, and the command line."""

import csv
from pathlib import Path

import makers
from small_project import forget
from typer.testing import CliRunner, Result

from planbook import catalog, paths
from planbook.cli import app

REAL_WORDINGS = paths.data("checks", "headers.csv")


def prepare(root: Path, years: tuple[int, ...] = (2021,)) -> Path:
    """Give a small project made-up observations, as edition 2023 would print them, and the wordings known so far."""
    (root / "data" / "checks").mkdir(exist_ok=True)
    (root / "data" / "checks" / "headers.csv").write_bytes(REAL_WORDINGS.read_bytes())
    (root / "data" / "checks" / "city-totals.csv").write_text(
        "indicator,year,printed,summed,cities\n", encoding="utf-8"
    )
    (root / "data" / "observations").mkdir(exist_ok=True)
    # what is declared for single headers of real editions finds nothing in made-up ones
    table = root / "data" / "catalog" / "header_corrections.csv"
    table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    columns = makers.columns_of(2023, catalog.indicators())
    for year in years:
        lines = [
            f"{code},{indicator},{makers.figure(code, indicator, year):.12g},ccsy-{year + 1},\n"
            for code in sorted(makers.CITIES)
            for indicator in sorted(columns)
        ]
        text = "unit,indicator,value,source,flag\n" + "".join(lines)
        (root / "data" / "observations" / f"{year}.csv").write_text(text, encoding="utf-8", newline="")
    forget()
    return root


def run(*arguments: object) -> Result:
    """Run a command of planbook, every table read afresh."""
    forget()
    return CliRunner().invoke(app, [str(a) for a in arguments])


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file under data/ with its bytes, but for the questions that wait for an answer."""
    return {
        str(p.relative_to(root)): p.read_bytes()
        for p in sorted((root / "data").rglob("*"))
        if p.is_file() and p.parent.name != "imports"
    }


def questions(root: Path, year: int = 2022) -> Path:
    """Return the file in which the questions of a year wait for their answers."""
    return root / "data" / "catalog" / "imports" / f"{year}.csv"


def answer(root: Path, year: int = 2022, **answers: str) -> list[dict[str, str]]:
    """Answer the open decisions of a year: by the first word of the id, everything else with ``default``."""
    path = questions(root, year)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    default = answers.pop("default", "accept")
    for row in rows:
        row["answer"] = answers.get(row["id"].partition(":")[0], default)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows
