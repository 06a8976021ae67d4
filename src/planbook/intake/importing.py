"""Import of one year: read, match, settle, judge, ask; and only then files under ``data``, all or none.

Three forms are taken: a yearbook workbook (`matching`), the Excel form of ``planbook template`` (`form`) and a
tidy table (`tidy`). Corrections, fills and flags come from `settling`, as in a compile; what an answer does is written
by `ledger`, what the files become by `writing`.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from planbook import catalog, paths
from planbook.errors import WorkbookError
from planbook.intake import (
    corrections,
    coverage,
    decisions,
    entered,
    fills,
    form,
    guard,
    joining,
    judging,
    ledger,
    matching,
    nation,
    settling,
    store,
    tidy,
    writing,
)
from planbook.intake.brought import REJECT, Brought, Question, frame
from planbook.intake.brought import cells as cells_of
from planbook.intake.decisions import Decisions
from planbook.intake.differences import differences
from planbook.intake.tables import TableSet
from planbook.store import observations, rows

KEY = ["unit", "indicator"]
LISTED = 20  # problems a message lists one by one


@dataclass(slots=True)
class Import:
    """What an import would write, and what stands in its way.

    ``open`` are the questions without an answer, ``given`` the answers so far; ``changed`` says whether any file would
    differ; ``present`` whether the year is there already; ``files`` maps each path to its new text; ``facts`` are the
    numbers of the summary.
    """

    brought: Brought
    given: Decisions
    open: list[Question]
    present: bool = False
    changed: bool = True
    report: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)


def prepare(
    path: Path,
    given: Decisions | None = None,
    year: int | None = None,
    sources: Path | None = None,
    *,
    replace: bool = False,
    remove_missing: bool = False,
) -> Import:
    """Read a file and work out what importing it would write. Writes nothing.

    Parameters
    ----------
    path : Path
        The file.
    given : Decisions, optional
        What the analyst has decided so far; what is kept for the year by default.
    year : int, optional
        The data year: needed for a tidy table that does not say it, a check for the other forms.
    sources : Path, optional
        The folder of raw sources, for the fills and the benchmarks of the year.
    replace : bool
        Take the file's values where the year holds others, without asking.
    remove_missing : bool
        Take away the year's values of the file's own sources that the file does not hold.

    Raises
    ------
    WorkbookError
        With everything that no decision can mend, all at once.
    """
    brought, given = _read(path, given, year)
    here, last = observations.stored(brought.year), observations.stored(brought.year - 1)
    _in_reach(brought, year)
    if brought.rows.empty:
        nothing = Import(brought, given, given.open(brought.questions), changed=False)
        _stop(path, nothing)
        return nothing
    of_benchmark = entered.of_benchmark(brought.rows)
    beside = brought.rows[of_benchmark]
    if brought.is_yearbook:
        # what was entered for the nation before the year was there
        typed = entered.stored(brought.year)
        beside = pd.concat([beside, typed[entered.of_benchmark(typed)]], ignore_index=True)
    figures = _settle(brought, brought.rows[~of_benchmark], sources)
    plan = Import(brought, given, [], present=not here.empty)
    judging.judge(
        brought, figures, last, observations.stored(brought.year - 2), _settled(brought, figures, here)
    )
    if not plan.present and not figures.empty:
        coverage.ask(brought, figures, last)
    nation.judge(brought, beside)
    differ = joining.differing(brought, figures, here) if plan.present and not replace else []
    beside_here = rows.read_year(paths.data("benchmark"), brought.year)
    differ += joining.differing(brought, beside, beside_here) if not replace else []
    brought.questions += differ
    plan.open = given.open(brought.questions)
    plan.report = list(brought.report)
    plan.report += (
        differences(here, joining.joined(figures, here, set(), entered=False, remove=set())[0])
        if plan.present
        else []
    )
    _stop(path, plan)
    if plan.open:
        return plan
    tables = TableSet()
    all_figures = pd.concat([figures, beside], ignore_index=True)
    effects = ledger.follow(brought, _cells(all_figures), _cells(last), given, tables)
    keep = {
        (unit, indicator)
        for q in differ
        if q.id.startswith("differ:") and given.of(q) == REJECT
        for _, unit, indicator in [q.id.split(":")]
    }
    if any(q.id == "differ" and given.of(q) == REJECT for q in differ) and len(differ) == 1:
        keep = set(_cells(here))
    writing.write(
        plan,
        writing.Parts(figures, beside, here, beside_here, keep, effects, tables),
        sources=sources,
        remove=set(brought.rows["source"]) if remove_missing else set(),
        name=path.name,
    )
    return plan


def write(plan: Import) -> None:
    """Write what an import has prepared, all files or none."""
    store.replace_all(plan.files)


def _in_reach(brought: Brought, year: int | None) -> None:
    newest = observations.last_year()
    what = "the title speaks of" if brought.is_yearbook else "the file holds"
    if brought.year > newest + 1:
        between = range(newest + 1, brought.year)
        gap = str(between[0]) if len(between) == 1 else f"{between[0]} to {between[-1]}"
        brought.problems.append(
            f"{what} {brought.year}, but the newest year of the tables is {newest}: {gap} is missing between; import "
            f"{newest + 1} first"
        )
    elif brought.year < observations.FIRST_YEAR:
        brought.problems.append(
            f"{what} {brought.year}, but the tables begin with {observations.FIRST_YEAR}; earlier years are not taken"
        )
    if year is not None and year != brought.year:
        brought.problems.append(f"the file speaks of {brought.year}, --year of {year}; mend one of them")


def _stop(path: Path, plan: Import) -> None:
    """Refuse what no answer can mend; the questions about the rest are told with it."""
    problems = [*plan.brought.problems, *plan.given.problems]
    if not problems:
        return
    count = len(problems)
    if count > LISTED:
        problems = [*problems[:LISTED], f"and {count - LISTED} more of the kind"]
    problems += [q.line() for q in plan.open]
    raise WorkbookError(
        f"{path.name}: {count} problem{'s' * (count != 1)}; nothing was written"
        + (f"; beside them, {len(plan.open)} to be decided" if plan.open else ""),
        problems,
    )


def _read(path: Path, given: Decisions | None, year: int | None) -> tuple[Brought, Decisions]:
    def answers(of: int) -> Decisions:
        return given if given is not None else decisions.read(decisions.path_of(of))

    if guard.kind(path) == guard.TABLE:
        brought = tidy.read(path, year)
        return brought, answers(brought.year)
    try:
        if form.is_form(path):
            brought = form.read(path)
            return brought, answers(brought.year)
        sheet = matching.sheet_of(path)
        decided = answers(sheet.year)
        return matching.match(sheet, observations.stored(sheet.year - 1), decided), decided
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


def _settle(brought: Brought, printed: pd.DataFrame, sources: Path | None) -> pd.DataFrame:
    """Return the figures with fills and corrections; both concern what a yearbook prints."""
    filled = frame([])
    if sources is not None and brought.is_yearbook:
        filled = fills.read(sources)
        filled = filled[filled["year"] == brought.year]
    rules = [r for r in corrections.declared() if r.year == brought.year] if brought.is_yearbook else []
    # a workbook may hold a part of the edition: a correction of what it does not hold finds nothing
    held = set(cells_of(brought.rows))
    held |= {(u.unit, u.indicator) for u in brought.unread}
    if sources is not None:
        held |= set(cells_of(filled))
    rules = [r for r in rules if not r.unit or (r.unit, r.indicator) in held or (not r.expect and sources)]
    settled, problems = settling.settle(printed, filled, brought.unread, rules)
    brought.problems += problems
    return settled.astype({"value": "float64"})


def _settled(brought: Brought, figures: pd.DataFrame, here: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the cells that are declared, corrected, confirmed or in the tables already: not judged again."""
    year = str(brought.year)
    cells = {(r.unit, r.indicator) for r in corrections.declared() if r.year == brought.year}
    for table in ("flagged.csv", "confirmed.csv"):
        cells |= {(r["unit"], r["indicator"]) for r in catalog.table("catalog", table) if r["year"] == year}
    cells |= {
        (u, i)
        for u, i, f in zip(
            figures["unit"].tolist(), figures["indicator"].tolist(), figures["flag"].tolist(), strict=True
        )
        if "corrected" in f
    }
    then = _cells(here)
    now = _cells(figures)
    # shares are judged by their sum, so one of a city's only stands when all that are read do
    moved = {unit for (unit, i), v in now.items() if i in judging.SHARES and then.get((unit, i)) != v}
    return cells | {
        (unit, i)
        for (unit, i), v in now.items()
        if then.get((unit, i)) == v and not (i in judging.SHARES and unit in moved)
    }


def _cells(figures: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {
        (u, i): float(v)
        for u, i, v in zip(
            figures["unit"].tolist(), figures["indicator"].tolist(), figures["value"].tolist(), strict=True
        )
    }


def save_questions(plan: Import) -> Path:
    """Write the year's decisions file with every question and all answers so far; return its path."""
    path = decisions.path_of(plan.brought.year)
    store.replace(path, decisions.as_text(plan.brought.questions, plan.given))
    return path
