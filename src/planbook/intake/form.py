"""A form of ``planbook template`` that has been filled in, read back for an import. Making it lives in `template`."""

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake.archive import cell_name
from planbook.intake.brought import Brought, frame
from planbook.intake.tidy import ask_about_sources, check

SHEET, NATION, LISTS = "planbook", "nation", "flags"
MARK = "planbook form, data year "
SOURCE = "来源 source"
IDS, HEADS = 2, 5  # rows: the ids of the indicators, the heads of the columns; figures follow
FIRST, WIDTH = 5, 3  # the first column of figures; last year, value and flag of each indicator

Row = tuple[str, str, int, float, str, str]


def is_form(path: Path) -> bool:
    """Tell whether a workbook is a form, by its first cell."""
    try:
        book = CalamineWorkbook.from_path(path)
        if SHEET not in book.sheet_names:
            return False
        grid = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False, nrows=1)
    except (CalamineError, OSError, ValueError):
        return False
    return bool(grid and grid[0]) and str(grid[0][0]).startswith(MARK)


def read(path: Path) -> Brought:
    """Read a form that has been filled in; cells left empty bring nothing.

    Raises
    ------
    WorkbookError
        If its heads have been changed.
    """
    book = CalamineWorkbook.from_path(path)
    grids = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in (SHEET, NATION)
        if name in book.sheet_names
    }
    said = str(grids[SHEET][0][0]).removeprefix(MARK).strip()
    brought = Brought("form", int(said) if said.isdecimal() else 0, frame([]))
    rows: list[Row] = []
    for name, grid in grids.items():
        if not said.isdecimal() or len(grid) < HEADS or len(grid[0]) < FIRST:
            raise WorkbookError(
                f"{path.name}, sheet {name!r}: the head of the form has been changed; make a new form"
            )
        _sheet(path, name, grid, brought, rows)
    brought.rows = frame(rows)
    ask_about_sources(brought)
    brought.report.append(f"form: {len(rows)} values of {len({r[1] for r in rows})} indicators")
    return brought


def _sheet(path: Path, name: str, grid: list[list], brought: Brought, rows: list[Row]) -> None:
    # a form of an older version has no column of sources
    sourced = str(grid[HEADS - 1][FIRST - 2]).strip() == SOURCE
    first = FIRST if sourced else FIRST - 1
    ids = [str(cell).strip() for cell in grid[IDS - 1]]
    if moved := _moved(ids, first):
        raise WorkbookError(
            f"{path.name}, sheet {name!r}: the heads of the form have been changed, first in column {moved}: row {IDS} "
            "holds an indicator in every third column; undo what was inserted or deleted, or make a new form"
        )
    for r, cells in enumerate(grid[HEADS:], start=HEADS + 1):
        for column in range(first, len(ids), WIDTH):
            printed, flag = (str(cells[c]).strip() if c < len(cells) else "" for c in (column, column + 1))
            if not printed and not flag:
                continue
            where = f"sheet {name!r}, row {r}, column {column + 1} ({cell_name(r - 1, column)})"
            row = {"unit": str(cells[0]).strip(), "indicator": ids[column], "value": printed, "flag": flag}
            row["source"] = str(cells[first - 2]).strip() if sourced else ""
            entry = check(row, where, brought)
            if entry is None:
                if flag and not printed:
                    brought.problems.append(
                        f"{where}: a flag without a value; write the value or clear the flag"
                    )
                continue
            key = (entry.unit, entry.indicator)
            if key in brought.places:
                brought.problems.append(
                    f"{where}: {key[0]} {key[1]} stands again (first at {brought.places[key]})"
                )
                continue
            brought.places[key] = where
            rows.append((*key, brought.year, entry.value, entry.source, entry.flag))


def _moved(ids: list[str], first: int) -> int | None:
    """Return the first column, from 1, whose head is not where it was put; None where all are."""
    known = catalog.indicators()
    for column, text in enumerate(ids):
        head = column >= first and (column - first) % WIDTH == 0
        if (text not in known) if head else text:
            return column + 1
    return None
