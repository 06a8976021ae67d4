"""Import of one year: read, match, settle, judge, and only then a file under ``data/observations``, whole or not at all.

Three forms are taken: a yearbook workbook (`matching`), the Excel form of ``planbook template`` (`template`) and a
tidy table (`tidy`). Corrections, fills and flags come from `settling`, as in a compile.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from planbook import catalog, paths
from planbook.errors import WorkbookError
from planbook.intake import (
    corrections,
    decisions,
    fills,
    guard,
    judging,
    matching,
    settling,
    store,
    template,
    tidy,
)
from planbook.intake.brought import ACCEPT, REJECT, Brought, Question, frame
from planbook.intake.decisions import Decisions
from planbook.intake.differences import differences
from planbook.store import observations

KEY = ["unit", "indicator"]


@dataclass(slots=True)
class Import:
    """What an import would write, and what stands in its way.

    ``open`` are the questions without an answer; ``changed`` says whether any file would differ; ``present`` whether
    the year is there already; ``files`` maps each path to its new text.
    """

    brought: Brought
    open: list[Question]
    present: bool = False
    changed: bool = True
    report: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)


def prepare(path: Path, given: Decisions, year: int | None = None, sources: Path | None = None) -> Import:
    """Read a file and work out what importing it would write. Writes nothing.

    Parameters
    ----------
    path : Path
        The file.
    given : Decisions
        What the analyst has decided so far.
    year : int, optional
        The data year: needed for a tidy table that does not say it, a check for the other forms.
    sources : Path, optional
        The folder of raw sources, for the fills of the year; without it the year keeps the fills it has.

    Raises
    ------
    WorkbookError
        With everything that no decision can mend, all at once.
    """
    brought = _read(path, given, year)
    here = observations.stored(brought.year)
    last = observations.stored(brought.year - 1)
    plan = Import(brought, [], present=not here.empty)
    newest = observations.last_year()
    if not observations.FIRST_YEAR <= brought.year <= newest + 1:
        brought.problems.append(
            f"the title speaks of {brought.year}, but the tables reach from {observations.FIRST_YEAR} to {newest}: "
            f"{newest + 1} comes next; mend the title, or import the years between first"
        )
    if year is not None and year != brought.year:
        brought.problems.append(f"the file speaks of {brought.year}, --year of {year}; mend one of them")
    if brought.rows.empty and not brought.problems and not brought.questions:
        return Import(brought, [], changed=False)
    rows = _settle(brought, sources)
    settled = {(r.unit, r.indicator) for r in corrections.declared() if r.year == brought.year}
    settled |= {
        (r["unit"], r["indicator"])
        for r in catalog.table("catalog", "flagged.csv")
        if int(r["year"]) == brought.year
    }
    settled |= {
        (u, i)
        for u, i, f in zip(rows["unit"], rows["indicator"], rows["flag"], strict=True)
        if "corrected" in f
    }
    settled |= _standing(rows, here)
    judging.judge(brought, rows, last, settled)
    plan.open = [q for q in brought.questions if not given.of(q)]
    if brought.problems or given.problems:
        problems = [*brought.problems, *given.problems, *(q.line() for q in plan.open)]
        raise WorkbookError(
            f"{path.name}: {len(problems)} problem{'s' * (len(problems) != 1)}; nothing was written", problems
        )
    plan.report = list(brought.report)
    if plan.open:
        return plan
    rows = _decide(rows, brought.questions, given)
    own = set(brought.rows["source"])
    kept = here[~here["source"].isin(own)]
    if sources is not None:
        kept = kept.iloc[:0]
    rows = pd.concat([rows, kept[rows.columns]], ignore_index=True).drop_duplicates(KEY)
    after = observations.stored(brought.year + 1)
    around = pd.concat([f for f in (last, rows, after) if not f.empty], ignore_index=True)
    flagged = settling.flag(around)
    rows = flagged[flagged["year"] == brought.year]
    plan.report += differences(here, rows) if plan.present else []
    text = store.as_csv(rows)
    target = paths.data("observations", f"{brought.year}.csv")
    plan.changed = not target.is_file() or target.read_text(encoding="utf-8") != text
    plan.files = {target: text}
    if added := _new_sources(sorted(own)):
        plan.report += [
            f"source {s} is new: sources.csv gets a row for it, copied from the newest edition's; "
            "mend it where it does not say how these figures came"
            for s in own
        ]
        plan.files = {paths.data("catalog", "sources.csv"): added, **plan.files}
        plan.changed = True
    return plan


def write(plan: Import) -> None:
    """Write what an import has prepared, all files or none."""
    store.replace_all(plan.files)


def _read(path: Path, given: Decisions, year: int | None) -> Brought:
    if guard.kind(path) == guard.TABLE:
        return tidy.read(path, year)
    try:
        if template.is_form(path):
            return template.read(path)
        sheet = matching.sheet_of(path)
        return matching.match(sheet, observations.stored(sheet.year - 1), given)
    except WorkbookError:
        raise
    # the reader of workbooks ends a damaged file with a panic, which is no Exception
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise WorkbookError(
            f"{path.name} cannot be read as a workbook ({type(error).__name__}: {error}); open it in a spreadsheet and "
            "save it as .xlsx again"
        ) from error


def _settle(brought: Brought, sources: Path | None) -> pd.DataFrame:
    """Return the figures with fills and corrections; both concern what a yearbook prints."""
    filled = frame([])
    if sources is not None:
        filled = fills.read(sources)
        filled = filled[filled["year"] == brought.year]
    rules = (
        [r for r in corrections.declared() if r.year == brought.year] if brought.form == "yearbook" else []
    )
    if sources is None:
        # without the fills, a correction of what another source says finds nothing
        printed = set(zip(brought.rows["unit"], brought.rows["indicator"], strict=True))
        printed |= {(u.unit, u.indicator) for u in brought.unread}
        rules = [r for r in rules if not r.expect or not r.unit or (r.unit, r.indicator) in printed]
    rows, problems = settling.settle(brought.rows, filled, brought.unread, rules)
    brought.problems += problems
    return rows


def _standing(rows: pd.DataFrame, here: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the cells whose value is in the tables already: they were judged when they came in.

    Shares are judged by their sum, so one of a city's only stands when all that are read do.
    """
    then = {(u, i): v for u, i, v in zip(here["unit"], here["indicator"], here["value"], strict=True)}
    now = {(u, i): v for u, i, v in zip(rows["unit"], rows["indicator"], rows["value"], strict=True)}
    moved = {unit for (unit, i), v in now.items() if i in judging.SHARES and then.get((unit, i)) != v}
    return {
        (unit, i)
        for (unit, i), v in now.items()
        if then.get((unit, i)) == v and not (i in judging.SHARES and unit in moved)
    }


def _decide(rows: pd.DataFrame, questions: list[Question], given: Decisions) -> pd.DataFrame:
    """Leave out what the analyst rejects and put in what they write; a value they write is flagged as corrected."""
    rows = rows.reset_index(drop=True)
    for question in questions:
        what, _, about = question.id.partition(":")
        answer = given.of(question)
        if what in ("magnitude", "zeros") and answer == REJECT:
            rows = rows[rows["indicator"] != about]
        elif what == "shares" and answer == REJECT:
            rows = rows[~((rows["unit"] == about) & rows["indicator"].isin(judging.SHARES))]
        elif what == "value":
            unit, _, indicator = about.partition(":")
            here = (rows["unit"] == unit) & (rows["indicator"] == indicator)
            if answer == REJECT:
                rows = rows[~here]
            elif answer != ACCEPT:
                rows.loc[here, "value"] = float(answer)
                rows.loc[here, "flag"] = "corrected"
    return rows


def _new_sources(own: list[str]) -> str:
    """Return the table of sources with a row for each edition it does not know yet, or nothing if it knows all."""
    path = paths.data("catalog", "sources.csv")
    text = path.read_text(encoding="utf-8")
    reader = csv.DictReader(io.StringIO(text))
    table = list(reader)
    known = {r["id"] for r in table}
    new = [s for s in own if s not in known]
    if not new:
        return ""
    at = max((i for i, r in enumerate(table) if r["id"].startswith("ccsy-")), key=lambda i: table[i]["id"])
    newest = table[at]
    for source in new:
        old, edition = newest["id"].removeprefix("ccsy-"), source.removeprefix("ccsy-")
        row = {
            k: v.replace(old, edition) if k in ("id", "label_zh", "label_en", "edition") else v
            for k, v in newest.items()
        }
        at += 1
        table.insert(at, row | {"address": "", "accessed": ""})
    out = io.StringIO()
    writer = csv.DictWriter(out, list(reader.fieldnames or []), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


def decisions_path(path: Path) -> Path:
    """Return where the decisions about a file lie unless the analyst says otherwise."""
    return paths.build("import", f"{path.stem}.decisions.csv")


def save_questions(plan: Import, given: Decisions, path: Path) -> None:
    """Write the decisions file with every open question and all answers so far."""
    store.replace(path, decisions.as_text(plan.brought.questions, given))
