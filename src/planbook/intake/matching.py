"""A yearbook workbook read for an import: every column and row is matched, asked about or named as unknown.

A header is taken by its pattern, then by a declared alias. What is left is held against the wordings of all editions
read so far (``data/checks/headers.csv``); one that differs in spelling alone is proposed and never taken unasked.
"""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd

from planbook import catalog
from planbook.ground.language import Both
from planbook.intake import (
    archive,
    columns,
    conversion,
    corrections,
    placing,
    proposing,
    rows,
    text,
    workbook,
    yearbook,
)
from planbook.intake.brought import ACCEPT, REJECT, YEARBOOK, Brought, Question, frame
from planbook.intake.columns import Match
from planbook.intake.decisions import Decisions
from planbook.intake.workbook import Sheet


def match(sheet: Sheet, last: pd.DataFrame, decisions: Decisions) -> Brought:
    """Take a sheet's figures: every column and row matched, asked about or named.

    Parameters
    ----------
    sheet : Sheet
        What `sheet_of` returns.
    last : DataFrame
        Last year's observations: unit, indicator, value, source.
    decisions : Decisions
        What the analyst has decided so far.
    """
    brought = Brought(YEARBOOK, sheet.year, frame([]))
    if sheet.others:
        brought.report.append(f"sheet {sheet.name!r} is read; not read: {', '.join(map(repr, sheet.others))}")
    found = _columns(sheet, brought, decisions)
    found = _units(sheet, found, brought, decisions)
    where = placing.cities(sheet, brought, decisions)
    placing.changes({m.indicator for m in found}, where, last, brought)
    brought.problems += [
        f"sheet {sheet.name!r}, cells {archive.cell_name(*start)}:{archive.cell_name(*end)}: merged cells among the figures; "
        "unmerge them and fill in what each cell holds"
        for start, end in sheet.merged
    ]
    edition = yearbook.take(sheet, found, where)
    by_indicator = {m.indicator: m.column.number for m in found}
    brought.places = {
        (unit, indicator): placing.place(sheet, where.cities[unit], by_indicator[indicator])
        for indicator, column in edition.values.items()
        for unit in column
    }
    printed = [
        (unit, indicator, sheet.year, value, edition.source, "")
        for indicator, column in edition.values.items()
        for unit, value in column.items()
    ]
    by_column = {m.indicator: m for m in found}
    brought.sheet, brought.edition, brought.columns = sheet, edition, by_column
    edition.headers = {(c.header, c.scope): "" for c in sheet.columns if c.header}
    edition.headers |= {(m.column.header, m.column.scope): m.indicator for m in found}
    printed += _unread(sheet, where, by_column, last, brought, decisions)
    brought.rows = frame(printed)
    return brought


def _unread(
    sheet: Sheet,
    where: rows.RowFinder,
    found: dict[str, Match],
    last: pd.DataFrame,
    brought: Brought,
    decisions: Decisions,
) -> list[tuple[str, str, int, float, str, str]]:
    """Ask about cells that hold no number; those with a footnote mark are one question. Return what was answered."""
    assert brought.edition is not None
    expected = {(r.unit, r.indicator) for r in corrections.declared() if r.year == sheet.year}
    marked: list[Question] = []
    others: list[Question] = []
    without: dict[str, float] = {}
    for cell in brought.edition.unread:
        if (cell.unit, cell.indicator) in expected:
            brought.unread.append(cell)
            continue
        match = found[cell.indicator]
        wanted = catalog.indicators()[cell.indicator].unit.zh
        name = f"{catalog.cities()[cell.unit].name.zh} {cell.indicator}"
        asked = Question(
            f"cell:{cell.unit}:{cell.indicator}",
            placing.place(sheet, where.cities[cell.unit], match.column.number),
            " ".join(cell.text.split()),
            _last(last, cell.unit, cell.indicator),
            f"no number ({name}); write the number in {wanted}, or reject",
            "number",
            (REJECT,),
            why=Both("所印不是一个数字", "what is printed is no number"),
        )
        plain, marks = text.without_marks(cell.text)
        value = _number(plain) if marks else None
        if value is None:
            others.append(asked)
            continue
        without[asked.id] = conversion.convert(value, conversion.factor(match.unit, wanted))
        asks = f"{name}: a footnote mark {marks}; accept {plain} without it, reject, or write the number in {wanted}"
        why = Both("所印带有脚注符号", "printed with a footnote mark")
        marked.append(replace(asked, asks=asks, only=(ACCEPT, REJECT), why=why))
    if len(marked) > 1:
        asks = (
            f"{len(marked)} cells carry a footnote mark; accept reads them without it, reject leaves them out"
        )
        head = Question("marks", f"sheet {sheet.name!r}", f"{len(marked)} cells", "", asks)
        marked = [head, *(replace(q, parent=head.key) for q in marked)]
    brought.questions += [*marked, *others]
    answered = []
    for asked in (*marked, *others):
        answer = decisions.of(asked)
        if asked.id == "marks" or answer in ("", REJECT):
            continue
        _, unit, indicator = asked.id.split(":")
        value = without[asked.id] if answer == ACCEPT else float(answer)
        answered.append((unit, indicator, sheet.year, value, brought.edition.source, "corrected"))
        brought.places[unit, indicator] = asked.where
    return answered


def _number(plain: str) -> float | None:
    try:
        return text.number(plain)
    except ValueError:
        return None


def sheet_of(path: Path) -> Sheet:
    """Return the sheet of a yearbook workbook, with the data year its title names.

    Raises
    ------
    WorkbookError
        If the workbook is no yearbook at all.
    """
    return workbook.read(path, frozenset(conversion.units()))


def _columns(sheet: Sheet, brought: Brought, decisions: Decisions) -> list[Match]:
    # a correction of this edition's headers need not find each of them in a part of it; a compile tells
    claims, _ = columns.candidates(sheet)
    found: list[Match] = []
    for indicator, claimants in claims.items():
        contested = columns.rivals(sheet, claimants)
        chosen: Match | None = claimants[0]
        if contested:
            numbers = [str(m.column.number) for m in contested]
            asked = Question(
                f"column:{indicator}",
                f"sheet {sheet.name!r}, columns {', '.join(numbers)}",
                "; ".join(m.column.printed for m in contested),
                "",
                f"all claim to be {indicator} and differ; write the number of the right one, or reject",
                "column",
                (REJECT, *numbers),
            )
            brought.questions.append(asked)
            answer = decisions.of(asked)
            chosen = next((m for m in contested if str(m.column.number) == answer), None)
        if chosen:
            found.append(chosen)
            how = chosen.why if chosen.why == "alias" else "exact"
            why = "" if chosen.why in ("pattern", "alias") else f" ({chosen.why})"
            brought.report.append(f"column {chosen.column.number} -> {indicator}: {how}{why}")
    taken = {m.column.number for claimants in claims.values() for m in claimants}
    rest = [c for c in sheet.columns if c.number not in taken and c.header and not _is_name(c)]
    return found + proposing.propose(sheet, rest, set(claims), brought, decisions)


def _units(sheet: Sheet, found: list[Match], brought: Brought, decisions: Decisions) -> list[Match]:
    usable = []
    for match in found:
        wanted = catalog.indicators()[match.indicator].unit.zh
        place = f"sheet {sheet.name!r}, column {match.column.number}"
        try:
            conversion.factor(match.unit, wanted)
            unit = match.unit
        except ValueError as error:
            asked = Question(
                f"unit:{match.indicator}",
                place,
                match.unit,
                "",
                f"{error}; write the unit the column is printed in, or reject",
                "unit",
                (REJECT,),
            )
            brought.questions.append(asked)
            unit = decisions.of(asked)
            if unit in ("", REJECT):
                continue
        # the analyst's word on a column of another magnitude goes before the printed unit
        unit = next(
            (a for a in decisions.named(f"magnitude:{match.indicator}").values() if a in conversion.units()),
            unit,
        )
        try:
            by = conversion.factor(unit, wanted)
        except ValueError as error:
            brought.problems.append(f"{place} ({match.column.printed}): {error}; correct the decision")
            continue
        if by != 1:
            brought.report.append(f"{match.indicator}: {unit} -> {wanted}, times {by:f}")
        usable.append(replace(match, unit=unit))
    return usable


def _is_name(column: workbook.SheetColumn) -> bool:
    return column.number == 1 or bool(re.fullmatch(r"(中国.*\|?)?(城市)?", column.header))


def _last(last: pd.DataFrame, unit: str, indicator: str) -> str:
    value = last.loc[(last["unit"] == unit) & (last["indicator"] == indicator), "value"]
    return "" if value.empty else conversion.shortest(float(value.iloc[0]))
