"""The decisions file of a year: one line per question of its imports, answered by the analyst in the last column.

It lies in ``data/catalog/imports/`` and is committed. An answer holds for the value it was given for; if the file
changes, the question is asked again. What an answer does to the catalog is written by `ledger`.
"""

import csv
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

from planbook import catalog, paths
from planbook.errors import WorkbookError
from planbook.intake import conversion
from planbook.intake.brought import BREAK, Question

HEADER = ["id", "where", "found", "last_year", "question", "answer"]


@dataclass(slots=True)
class Decisions:
    """Answers by question id and what they were given for; ``lines`` is the whole file.

    ``problems`` are answers nobody can follow.
    """

    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: list[dict[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def of(self, question: Question) -> str:
        """Return the answer to a question, empty while it is open; its parent's where it has none of its own.

        An answer of the wrong kind leaves it open and is named in ``problems``.
        """
        answer = self.answers.get(question.key, "").strip()
        if not answer and question.parent:
            above = self.answers.get((question.parent[0], question.parent[1]), "").strip()
            return above if above in question.only or (BREAK in question.only and _breaks(above)) else ""
        if not answer or answer in question.only or _fits(answer, question.takes):
            return answer
        if BREAK in question.only and _breaks(answer):
            return answer
        ways = " or ".join([*question.only, *([f"a {question.takes}"] if question.takes else [])])
        problem = f"decision {question.id}: {answer!r} is no answer; write {ways}"
        if problem not in self.problems:
            self.problems.append(problem)
        return ""

    def open(self, questions: list[Question]) -> list[Question]:
        """Return the questions that wait for an answer; of a question and its parts only the question itself."""
        parts = [q for q in questions if q.parent]
        waiting = {q.parent for q in parts if not self.of(q)}
        whole = {q.parent for q in parts}
        return [
            q for q in questions if not q.parent and (q.key in waiting if q.key in whole else not self.of(q))
        ]

    def named(self, start: str) -> dict[str, str]:
        """Return the answers whose question begins so: rest of the id → answer."""
        given = self.answers.items()
        return {i.removeprefix(start): a.strip() for (i, _), a in given if i.startswith(start) and a.strip()}


def path_of(year: int) -> Path:
    """Return where the decisions of a year lie."""
    return paths.data("catalog", "imports", f"{year}.csv")


def read(path: Path) -> Decisions:
    """Read a decisions file; no file is no decisions.

    Raises
    ------
    WorkbookError
        If the file is not one.
    """
    if not path.is_file():
        return Decisions()
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # a spreadsheet in Chinese saves CSV as GBK
        text = raw.decode("gb18030", errors="replace")
    reader = csv.DictReader(io.StringIO(text.replace("\0", "")))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise WorkbookError(
            f"{path} cannot be read as CSV: {error}; delete it and run the import again"
        ) from error
    missing = [c for c in ("id", "found", "answer") if c not in (reader.fieldnames or [])]
    if missing:
        raise WorkbookError(
            f"{path} is no decisions file: column {', '.join(missing)} is missing; delete it and run the import again"
        )
    lines = [{c: r.get(c) or "" for c in HEADER} for r in rows]
    return Decisions({(r["id"], _bare(r["found"])): r["answer"] for r in lines}, lines)


def as_text(questions: list[Question], decisions: Decisions) -> str:
    """Return the decisions file of some questions; answers given so far are kept, also to questions now settled."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    asked = {(q.id, q.found) for q in questions}
    for line in decisions.lines:
        if line["answer"].strip() and (line["id"], _bare(line["found"])) not in asked:
            writer.writerow([line[c] for c in HEADER])
    for q in questions:
        answer = decisions.answers.get((q.id, q.found), "")
        asks = f"└ {q.asks}; blank: as the line above" if q.parent else q.asks
        writer.writerow([q.id, *(_inert(c) for c in (q.where, q.found, q.last, asks)), answer])
    return "\ufeff" + out.getvalue()


def _fits(answer: str, takes: str) -> bool:
    if takes == "number":
        try:
            return math.isfinite(float(answer))
        except ValueError:
            return False
    if takes == "column":
        return answer.isdecimal()
    if takes == "city":
        return answer in catalog.cities()
    if takes == "unit":
        return answer in conversion.units()
    if takes == "text":
        return len(answer) > 1
    return takes == "indicator" and answer in catalog.indicators()


def _breaks(answer: str) -> bool:
    return answer == BREAK or answer.startswith((f"{BREAK}:", f"{BREAK}："))


def _inert(cell: str) -> str:
    """Keep a spreadsheet from running what stands in a cell."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in "=+-@\t\r" else cell
