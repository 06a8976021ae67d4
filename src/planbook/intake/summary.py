"""What an analyst is told at the end of an import: ten lines; the details go to a file.

The findings of ``planbook check`` are handed in; nothing is judged here.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from planbook import catalog
from planbook.quality.findings import ERROR, WARNING, Fault

if TYPE_CHECKING:
    from planbook.intake.importing import Import

NAMED = 6  # series that a line names
NOTES = 2  # notes that stand in the summary; all of them are in the details


def lines(plan: "Import", findings: Collection[Fault] | None = None) -> list[str]:
    """Return the summary of an import.

    Parameters
    ----------
    plan : Import
        As prepared, written or not.
    findings : collection of Fault, optional
        What the checks find in the year and the one before, where it has been written.
    """
    brought, year = plan.brought, plan.brought.year
    rows = brought.rows
    cities = rows.loc[rows["unit"].isin(list(catalog.cities())), "unit"].nunique()
    others = rows["unit"].nunique() - cities
    also = f" and {others} of the nation or provinces" if others else ""
    told = [
        f"{year}: {len(rows)} values of {rows['indicator'].nunique()} series for {cities} cities{also}, read from a "
        f"{brought.form}"
    ]
    if brought.is_yearbook:
        read = len(brought.columns)
        told.append(
            f"columns: {read} read, {brought.unused} known and not used, {len(brought.unknown)} not known"
            + (": " + _some([u.removeprefix("column ") for u in brought.unknown]) if brought.unknown else "")
        )
        new = [
            r.rpartition(" ")[2] for r in brought.report if r.startswith("indicator not there last year: ")
        ]
        ended = [r.rpartition(" ")[2] for r in brought.report if r.startswith("indicator ended: ")]
        told.append(f"new against {year - 1}: {_some(new) or 'nothing'}")
        told.append(f"ended since {year - 1}: {_some(ended) or 'nothing'}")
    told.append(_answers(plan))
    if plan.facts:
        f = plan.facts
        told.append(
            f"the year now has {f['values']} values: {f['added']} added, {f['removed']} removed"
            + (
                f"; {f['kept']} that this file does not hold stay (--remove-missing takes them away)"
                if f["kept"] > 0
                else ""
            )
        )
        tables = sorted(p.name for p in plan.files if p.parent.name == "catalog")
        if tables:
            told.append(f"written into the catalog: {', '.join(tables)}")
    told += brought.notes[:NOTES]
    if findings is not None:
        told += _checked(findings, year)
    return told


def _answers(plan: "Import") -> str:
    questions = [q for q in plan.brought.questions if not q.parent]
    if not questions:
        return "questions: none"
    return f"questions: {len(questions)}, {len(questions) - len(plan.open)} of them answered"


def _checked(findings: Collection[Fault], year: int) -> list[str]:
    errors = [f for f in findings if f.severity == ERROR]
    warnings = sum(f.severity == WARNING for f in findings)
    told = [f"planbook check, {year - 1} and {year}: {len(errors)} errors, {warnings} warnings"]
    if errors:
        first = errors[0]
        told.append(f"next: mend or declare the errors, the first of them {first.message.en}")
    else:
        told.append(
            "next: look at the changes with git diff, commit them, and make book; `--undo` takes the import back"
        )
    return told


def _some(names: list[str]) -> str:
    short = [n if len(n) <= 40 else n[:40] + "…" for n in names]
    return ", ".join(short[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
