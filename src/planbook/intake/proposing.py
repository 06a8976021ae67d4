"""Headers that no pattern knows: which indicator they may be, asked and never taken unasked; the others named.

What a proposal may differ by is decided in `likeness`; patterns and aliases are matched in `columns`.
"""

import re

from planbook import catalog, paths
from planbook.intake import columns, conversion, likeness
from planbook.intake.brought import ACCEPT, REJECT, Brought, Question
from planbook.intake.columns import Match
from planbook.intake.decisions import Decisions
from planbook.intake.workbook import Sheet, SheetColumn


def propose(
    sheet: Sheet, rest: list[SheetColumn], claimed: set[str], brought: Brought, decisions: Decisions
) -> list[Match]:
    """Propose an indicator for unknown wordings that differ from a known one in spelling alone; name the others."""
    known = _wordings()
    found: list[Match] = []
    asked_about = {str(c.number) for c in rest}
    for number, answer in decisions.named("header:").items():
        column = next((c for c in sheet.columns if str(c.number) == number), None)
        # an answer to a header that is known by now is followed no more, but must not be one that cannot be
        if column and number not in asked_about and (problem := _misfit(column, answer, set())):
            brought.problems.append(f"decision header:{number} ({column.printed[:40]!r}): {problem}")
    taken = set(claimed)
    for column in rest:
        own = _plain(column.header)
        if known.get((own, column.scope)) == "" or columns.is_unused(column):
            brought.unused += 1
            continue
        indicator, like = _proposal(column, own, known, taken)
        unit = column.unit or columns.printed_unit(indicator)
        if not indicator and not column.unit and (bracket := re.fullmatch(r"(.+)\(([^()]+)\)", own)):
            # what stands in the last bracket may be a unit that nobody knows
            indicator, like = _proposal(column, bracket[1], known, taken)
            unit = bracket[2]
        asked = Question(
            f"header:{column.number}",
            f"sheet {sheet.name!r}, column {column.number}",
            column.printed,
            "",
            f"spelt like {like!r}, so {indicator}? accept, reject, or the id of another indicator",
            "indicator",
        )
        # the id of an indicator may be written for a column that nothing is proposed for
        answer = decisions.of(asked)
        if problem := _misfit(column, answer, taken):
            brought.problems.append(f"decision {asked.id} ({column.printed[:40]!r}): {problem}")
            continue
        if not indicator and answer in ("", ACCEPT, REJECT):
            brought.unknown.append(f"column {column.number} not known: {column.printed!r}")
            continue
        brought.questions.append(asked)
        if indicator:
            brought.report.append(f"column {column.number} -> {indicator}: spelt like {like!r}")
            taken.add(indicator)
            if not answer:
                brought.proposed.add(indicator)
        if answer not in ("", REJECT):
            chosen = indicator if answer == ACCEPT else answer
            taken.add(chosen)
            found.append(Match(chosen, column, unit or columns.printed_unit(chosen), "spelling accepted"))
    brought.report += [*brought.unknown, f"{brought.unused} columns known and not used by the book"]
    return found


def _proposal(
    column: SheetColumn, own: str, known: dict[tuple[str, str], str], taken: set[str]
) -> tuple[str, str]:
    """Return the indicator whose wording a header misspells, and that wording; nothing where several fit."""
    fits = {
        indicator: wording
        for (wording, scope), indicator in known.items()
        if indicator and indicator not in taken and scope == column.scope and _same_unit(column, indicator)
        if likeness.same_but_for_spelling(own, wording)
    }
    return next(iter(fits.items())) if len(fits) == 1 else ("", "")


def _same_unit(column: SheetColumn, indicator: str) -> bool:
    try:
        conversion.factor(
            column.unit or columns.printed_unit(indicator), catalog.indicators()[indicator].unit.zh
        )
    except ValueError:
        return not column.unit
    return True


def _misfit(column: SheetColumn, answer: str, taken: set[str]) -> str:
    """Return why a column cannot be the indicator that was written for it; empty where it can."""
    indicator = catalog.indicators().get(answer)
    if indicator is None:
        return ""
    if indicator.scope not in ("city", "districts"):
        return (
            f"{answer} is a series of scope {indicator.scope!r} (the nation or its provinces), the column one of cities; "
            "write an indicator of cities, or reject"
        )
    if column.scope and (column.scope == "districts") != (
        indicator.scope == "districts" or answer.endswith("_districts")
    ):
        own, other = "the whole city", "the city districts"
        if column.scope == "districts":
            own, other = other, own
        return f"the column is of {own}, {answer} of {other}; write the indicator of {own}, or reject"
    if answer in taken:
        return f"{answer} is read from another column already; reject this one"
    if not _same_unit(column, answer):
        return (
            f"the column is printed in {column.unit}, {answer} counted in {indicator.unit.zh}: another thing"
        )
    return ""


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
