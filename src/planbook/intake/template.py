"""The Excel form of a year: places down, indicators across, last year's value beside every cell to be filled in.

One sheet has the cities, another the nation and the provinces. Only white cells can be typed into; flags come from a
list, the source of a row may be named in its own column. What comes back is read by `form`.
"""

from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planbook import catalog, paths, plan
from planbook.catalog.model import Indicator
from planbook.errors import ParameterError
from planbook.intake.form import FIRST, HEADS, IDS, LISTS, MARK, NATION, SHEET, SOURCE, WIDTH
from planbook.store import observations, rows


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
    units, indicators : int
        How many places and indicators the form has.

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
    beside = rows.read_year(paths.data("benchmark"), year - 1)
    cities = sorted({u.code for u in plan.cities()} | (set(last["unit"]) & set(catalog.cities())))
    whole = [catalog.NATION, *(p for p in catalog.provinces() if p not in catalog.cities())]
    of_cities = of_the_year(year, ("city", "districts"))
    of_nation = [i for i in catalog.indicators().values() if i.id in set(beside["indicator"])]
    of_nation += [i for i in of_the_year(year, ("nation", "province")) if i not in of_nation]
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _fill(sheet, year, cities, of_cities, last)
    _fill(book.create_sheet(NATION), year, whole, of_nation, beside)
    lists = book.create_sheet(LISTS)
    for row, (flag, meaning) in enumerate(catalog.flags().items(), start=1):
        lists.cell(row, 1, flag)
        lists.cell(row, 2, f"{meaning.zh} {meaning.en}")
    lists.protection.sheet = True
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return len(cities) + len(whole), len({i.id for i in (*of_cities, *of_nation)})


def of_the_year(year: int, scopes: tuple[str, ...]) -> list[Indicator]:
    """Return the indicators a year may have: all of some scopes but those of another time alone."""
    never = {g.indicator for g in catalog.gaps() if not g.unit and g.first <= year and g.last >= FOR_GOOD}
    return [i for i in catalog.indicators().values() if i.scope in scopes and i.id not in never]


FOR_GOOD = 2099  # the last year of a gap that has no end


def _fill(
    sheet: Worksheet, year: int, units: list[str], indicators: list[Indicator], last: pd.DataFrame
) -> None:
    sheet.cell(1, 1, f"{MARK}{year}").font = Font(bold=True)
    free, grey = Protection(locked=False), PatternFill("solid", fgColor="EEEEEE")
    for column, text in enumerate(("代码 code", "地名", "place", SOURCE), start=1):
        sheet.cell(HEADS, column, text).font = Font(bold=True)
    for row, code in enumerate(units, start=HEADS + 1):
        name = catalog.place(code)
        for column, text in enumerate((code, name.zh, name.en), start=1):
            sheet.cell(row, column, text)
        sheet.cell(row, FIRST - 1).protection = free
    values = {(u, i): v for u, i, v in zip(last["unit"], last["indicator"], last["value"], strict=True)}
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
