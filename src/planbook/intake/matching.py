"""A yearbook workbook read for an import: every column and row is matched, asked about or named as unknown.

A header is taken by its pattern, then by a declared alias. What is left is held against the wordings of all editions
read so far (``data/checks/headers.csv``); a likeness is proposed with its score and never taken unasked.
"""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from planbook import catalog, paths
from planbook.intake import archive, columns, conversion, corrections, placing, workbook, yearbook
from planbook.intake.brought import ACCEPT, REJECT, Brought, Question, frame
from planbook.intake.columns import Match
from planbook.intake.decisions import Decisions
from planbook.intake.workbook import Sheet

# likeness, from 0 to 100, from which a wording is proposed for an indicator
LIKE = 72.0


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
    brought = Brought("yearbook", sheet.year, frame([]))
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
    expected = {(r.unit, r.indicator) for r in corrections.declared() if r.year == sheet.year}
    for cell in edition.unread:
        place = placing.place(sheet, where.cities[cell.unit], by_indicator[cell.indicator])
        if (cell.unit, cell.indicator) in expected:
            brought.unread.append(cell)
            continue
        name = f"{catalog.cities()[cell.unit].name.zh} {cell.indicator}"
        asked = Question(
            f"cell:{cell.unit}:{cell.indicator}",
            place,
            " ".join(cell.text.split()),
            _last(last, cell.unit, cell.indicator),
            f"no number ({name}); write the number in {catalog.indicators()[cell.indicator].unit.zh}, or reject",
            "number",
            (REJECT,),
        )
        brought.questions.append(asked)
        answer = decisions.of(asked)
        if answer not in ("", REJECT):
            printed.append(
                (cell.unit, cell.indicator, sheet.year, float(answer), edition.source, "corrected")
            )
            brought.places[cell.unit, cell.indicator] = place
    brought.rows = frame(printed)
    return brought


def sheet_of(path: Path) -> Sheet:
    """Return the sheet of a yearbook workbook, with the data year its title names.

    Raises
    ------
    WorkbookError
        If the workbook is no yearbook at all.
    """
    return workbook.read(path, frozenset(conversion.units()))


def _columns(sheet: Sheet, brought: Brought, decisions: Decisions) -> list[Match]:
    claims, problems = columns.candidates(sheet)
    brought.problems += problems
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
    return found + _like(sheet, rest, set(claims), brought, decisions)


def _like(
    sheet: Sheet, rest: list[workbook.Column], claimed: set[str], brought: Brought, decisions: Decisions
) -> list[Match]:
    """Propose an indicator for unknown wordings that resemble a known one; name the others."""
    known = _wordings()
    proposals: dict[str, tuple[float, workbook.Column, str]] = {}
    unknown: list[str] = []
    unused = 0
    for column in rest:
        own = _plain(column.header)
        if known.get((own, column.scope)) == "":
            unused += 1
            continue
        choices = [h for h, scope in known if scope == column.scope]
        best = process.extractOne(own, choices, scorer=fuzz.ratio, score_cutoff=LIKE)
        indicator = known[best[0], column.scope] if best else ""
        if (
            not best
            or not indicator
            or indicator in claimed
            or proposals.get(indicator, (0.0,))[0] >= best[1]
        ):
            near = f"; most like {best[0]!r}, score {best[1]:.0f}" if best else ""
            unknown.append(f"column {column.number} not known: {column.printed!r}{near}")
            continue
        if indicator in proposals:
            beaten = proposals[indicator][1]
            unknown.append(f"column {beaten.number} not known: {beaten.printed!r}")
        proposals[indicator] = (best[1], column, best[0])
    brought.report += [*unknown, f"{unused} columns known and not used by the book"]
    found = []
    for indicator, (score, column, like) in proposals.items():
        unit = column.unit or columns.printed_unit(indicator)
        asked = Question(
            f"header:{column.number}",
            f"sheet {sheet.name!r}, column {column.number}",
            column.printed,
            "",
            f"fuzzy, score {score:.0f}: most like {like!r}, so {indicator}? accept, reject, or the id of another indicator",
            "indicator",
        )
        brought.questions.append(asked)
        brought.report.append(
            f"column {column.number} -> {indicator}: fuzzy, score {score:.0f}, like {like!r}"
        )
        answer = decisions.of(asked)
        if answer not in ("", REJECT):
            taken = indicator if answer == ACCEPT else answer
            found.append(Match(taken, column, unit, f"fuzzy, score {score:.0f}, accepted"))
    return found


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


def _wordings() -> dict[tuple[str, str], str]:
    path = paths.data("checks", "headers.csv")
    if not path.is_file():
        return {}
    table = catalog.table("checks", "headers.csv", columns=("header", "scope", "indicator"))
    known: dict[tuple[str, str], str] = {}
    for r in table:
        key = (_plain(r["header"]), r["scope"])
        known[key] = r["indicator"] or known.get(key, "")
    return known


def _plain(header: str) -> str:
    """Return a wording without the numbers of the tables it stands in, which change with every edition."""
    return re.sub(r"(^|\|)\d+-\d+", r"\1", header)


def _is_name(column: workbook.Column) -> bool:
    return column.number == 1 or bool(re.fullmatch(r"(中国.*\|?)?(城市)?", column.header))


def _last(last: pd.DataFrame, unit: str, indicator: str) -> str:
    value = last.loc[(last["unit"] == unit) & (last["indicator"] == indicator), "value"]
    return "" if value.empty else conversion.shortest(float(value.iloc[0]))
