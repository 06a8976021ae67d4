"""The rows of a yearbook workbook in an import: which is which city, what has come, gone or moved since last year.

Columns are matched in `planbook.intake.matching`.
"""

import pandas as pd

from planbook import catalog
from planbook.intake import rows
from planbook.intake.brought import ACCEPT, REJECT, Brought, Question
from planbook.intake.decisions import Decisions
from planbook.intake.workbook import Sheet

FEWEST = 10  # cities that make a series
MOST_NAMED = 5  # cities that a line names one by one


def cities(sheet: Sheet, brought: Brought, decisions: Decisions) -> rows.RowFinder:
    """Find the cities' rows; names no city has are asked about, other spellings reported."""
    named = {n: "" if a == REJECT else a for n, a in decisions.named("city:").items()}
    decided = {n: a for n, a in named.items() if a == "" or a in catalog.cities()}
    where, twice = rows.scan(sheet, decided)
    brought.problems += twice
    for i in where.unknown:
        code, name, score = rows.nearest(sheet.names[i])
        asked = Question(
            f"city:{sheet.names[i]}",
            f"sheet {sheet.name!r}, row {sheet.first_row + i}, column 1",
            sheet.names[i],
            "",
            f"no city is called so (nearest {name} {code}, score {score:.0f}); write its code, or reject to pass the "
            "row over",
            "city",
            (REJECT,),
        )
        brought.questions.append(asked)
        decisions.of(asked)
    for name, code in decided.items():
        if name in sheet.names:
            brought.report.append(f"row {name!r}: " + (f"is {code}, as decided" if code else "passed over"))
    other = [
        (sheet.names[i], catalog.cities()[code].name.zh, code)
        for code, i in where.cities.items()
        if sheet.names[i] != catalog.cities()[code].name.zh and sheet.names[i] not in decided
    ]
    if len(other) > MOST_NAMED:
        printed, official, _ = other[0]
        brought.report.append(
            f"{len(other)} cities are written otherwise, such as {printed!r} for {official}"
        )
    else:
        brought.report += [f"city renamed or misspelt: {n!r} is {official} ({c})" for n, official, c in other]
    _provinces(sheet, where, brought, decisions)
    return where


def _provinces(sheet: Sheet, where: rows.RowFinder, brought: Brought, decisions: Decisions) -> None:
    """Ask about cities that stand under the heading of another province."""
    provinces = {name.zh: code for code, name in catalog.provinces().items()}
    by_row = {i: code for code, i in where.cities.items()}
    heading = ""
    for i, name in enumerate(sheet.names):
        code = by_row.get(i)
        if code and catalog.cities()[code].province == code:
            # a municipality is its own province, and no heading of the cities below
            heading = ""
        elif name in provinces:
            heading = name
        elif code and heading and catalog.cities()[code].province != provinces[heading]:
            own = catalog.provinces()[catalog.cities()[code].province].zh
            asked = Question(
                f"province:{code}",
                f"sheet {sheet.name!r}, row {sheet.first_row + i}, column 1",
                name,
                "",
                f"stands under {heading} but belongs to {own}; accept if the row is {name} of {own} all the same, or "
                "mend the workbook",
                "",
                (ACCEPT,),
            )
            brought.questions.append(asked)


def changes(matched: set[str], where: rows.RowFinder, last: pd.DataFrame, brought: Brought) -> None:
    """Report series and cities that have come since last year; what is gone is asked about by `coverage`."""
    printed = last[last["source"].str.startswith("ccsy-")]
    if printed.empty:
        return
    counts = printed["indicator"].value_counts()
    brought.report += [f"indicator not there last year: {i}" for i in sorted(matched - set(counts.index))]
    for code in sorted(set(where.cities) - set(printed["unit"])):
        brought.report.append(f"city new: {catalog.cities()[code].name.zh} ({code})")


def place(sheet: Sheet, row: int, column: int) -> str:
    """Return where the value of a row and a column stands, for messages."""
    return f"sheet {sheet.name!r}, row {sheet.first_row + row}, column {column}"
