"""The Excel form of a year: cities down, indicators across, last year's value beside every cell to be filled in.

`write` makes it, `read` takes it back for an import. Only white cells can be typed into; flags come from a list.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineError, CalamineWorkbook

from planbook import catalog, plan
from planbook.errors import ParameterError, WorkbookError
from planbook.intake.brought import Brought, frame
from planbook.intake.tidy import check
from planbook.store import observations

SHEET, LISTS = "planbook", "flags"
MARK = "planbook form, data year "
IDS, HEADS = 2, 5  # rows: the ids of the indicators, the heads of the columns; figures follow
FIRST, WIDTH = 4, 3  # the first column of figures; last year, value and flag of each indicator


def write(year: int, path: Path) -> tuple[int, int]:
    """Write the empty form of a year.

    Parameters
    ----------
    year : int
        The data year to be filled in; last year's values come from the year before.
    path : Path
        Where to write the workbook; an existing file is not overwritten.

    Returns
    -------
    cities, indicators : int
        How many rows and indicators the form has.

    Raises
    ------
    ParameterError
        If there is no year before, or the file is there already.
    """
    last = observations.stored(year - 1)
    if last.empty:
        raise ParameterError(
            f"no figures of {year - 1} to stand beside those of {year}: the newest year is "
            f"{observations.last_year()}, so ask for the form of {observations.last_year() + 1}"
        )
    if path.exists():
        raise ParameterError(f"{path} is there already; name another file with -o, or move it away")
    printed = set(last["indicator"])
    indicators = [i for i in catalog.indicators().values() if i.id in printed]
    units = sorted({u.code for u in plan.cities()} | set(last["unit"]))
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    lists = book.create_sheet(LISTS)
    for row, (flag, meaning) in enumerate(catalog.flags().items(), start=1):
        lists.cell(row, 1, flag)
        lists.cell(row, 2, f"{meaning.zh} {meaning.en}")
    lists.protection.sheet = True
    sheet.cell(1, 1, f"{MARK}{year}").font = Font(bold=True)
    for column, text in enumerate(("代码 code", "城市", "city"), start=1):
        sheet.cell(HEADS, column, text).font = Font(bold=True)
    for row, code in enumerate(units, start=HEADS + 1):
        name = catalog.cities()[code].name
        for column, text in enumerate((code, name.zh, name.en), start=1):
            sheet.cell(row, column, text)
    values = {(u, i): v for u, i, v in zip(last["unit"], last["indicator"], last["value"], strict=True)}
    grey = PatternFill("solid", fgColor="EEEEEE")
    free = Protection(locked=False)
    flags = DataValidation("list", formula1=f"={LISTS}!$A$1:$A${len(catalog.flags())}", allow_blank=True)
    flags.error, flags.showErrorMessage = "one of the listed flags 请从列表中选择", True
    sheet.add_data_validation(flags)
    for n, indicator in enumerate(indicators):
        left = FIRST + n * WIDTH
        sheet.cell(IDS, left + 1, indicator.id)
        sheet.cell(IDS + 1, left, indicator.name.zh).alignment = Alignment(wrap_text=True)
        sheet.cell(IDS + 1, left + 1, indicator.unit.zh)
        sheet.cell(IDS + 2, left, indicator.name.en)
        sheet.cell(IDS + 2, left + 1, indicator.unit.en)
        for offset, text in enumerate((f"{year - 1}", f"{year}", "标记 flag")):
            sheet.cell(HEADS, left + offset, text).font = Font(bold=True)
        letter = get_column_letter(left + 2)
        flags.add(f"{letter}{HEADS + 1}:{letter}{HEADS + len(units)}")
        for row, code in enumerate(units, start=HEADS + 1):
            before = sheet.cell(row, left, values.get((code, indicator.id)))
            before.fill = grey
            sheet.cell(row, left + 1).protection = free
            sheet.cell(row, left + 2).protection = free
    sheet.freeze_panes = sheet.cell(HEADS + 1, FIRST)
    sheet.protection.sheet = True
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(units), len(indicators)


def is_form(path: Path) -> bool:
    """Tell whether a workbook is a form made by `write`, by its first cell."""
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
    grid = CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    said = str(grid[0][0]).removeprefix(MARK).strip()
    if not said.isdecimal() or len(grid) < HEADS or len(grid[0]) < FIRST:
        raise WorkbookError(
            f"{path.name}, sheet {SHEET!r}: the head of the form has been changed; make a new form"
        )
    brought = Brought("form", int(said), frame([]))
    ids = [str(cell).strip() for cell in grid[IDS - 1]]
    if moved := _moved(ids):
        raise WorkbookError(
            f"{path.name}, sheet {SHEET!r}: the heads of the form have been changed, first in column {moved}: row {IDS} "
            f"holds an indicator in every third column; undo what was inserted or deleted, or make a new form"
        )
    rows: list[tuple[str, str, int, float, str, str]] = []
    for r, cells in enumerate(grid[HEADS:], start=HEADS + 1):
        for column in range(FIRST, len(ids), WIDTH):
            printed, flag = (str(cells[c]).strip() if c < len(cells) else "" for c in (column, column + 1))
            if not printed and not flag:
                continue
            where = f"sheet {SHEET!r}, row {r}, column {column + 1} ({get_column_letter(column + 1)}{r})"
            row = {"unit": str(cells[0]).strip(), "indicator": ids[column], "value": printed, "flag": flag}
            value = check(row, where, brought)
            key = (row["unit"], row["indicator"])
            if value is None:
                if flag and not printed:
                    brought.problems.append(
                        f"{where}: a flag without a value; write the value or clear the flag"
                    )
                continue
            if key in brought.places:
                brought.problems.append(
                    f"{where}: {key[0]} {key[1]} stands again (first at {brought.places[key]})"
                )
                continue
            brought.places[key] = where
            rows.append((*key, brought.year, value, f"ccsy-{brought.year + 1}", flag))
    brought.rows = frame(rows)
    brought.report.append(f"form: {len(rows)} values of {len({r[1] for r in rows})} indicators")
    return brought


def _moved(ids: list[str]) -> int | None:
    """Return the first column, from 1, whose head is not where `write` put it; None where all are."""
    known = catalog.indicators()
    for column, text in enumerate(ids):
        head = column >= FIRST and (column - FIRST) % WIDTH == 0
        if (text not in known) if head else text:
            return column + 1
    return None
