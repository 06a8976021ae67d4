"""What an answer does: to the figures of the year, and as a row of the catalog, so that a compile does the same.

A value written by hand becomes a correction, a figure taken as printed a confirmation, a rejected one a correction
without a value, whose reason the book gives; a header becomes an alias or a header's correction, a series that ended a
row of gaps, a break a break. Which rows there are already is the matter of `tables`.
"""

import re
from dataclasses import dataclass, field

from planbook import catalog
from planbook.ground.language import Both
from planbook.intake.brought import ACCEPT, BREAK, DOUBT, EXCHANGE, REJECT, Brought, Question
from planbook.intake.brought import cells as cells_of
from planbook.intake.conversion import shortest
from planbook.intake.decisions import Decisions
from planbook.intake.judging import SHARES
from planbook.intake.tables import TableSet

Cell = tuple[str, str]


@dataclass(slots=True)
class Effects:
    """What the answers do to figures: cells and whole series left out, cells put in, cells of last year put in."""

    dropped: set[Cell] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    put: dict[Cell, float] = field(default_factory=dict)
    former: dict[Cell, float] = field(default_factory=dict)
    confirmed: set[Cell] = field(default_factory=set)
    doubted: dict[Cell, str] = field(default_factory=dict)


def follow(
    brought: Brought, figures: dict[Cell, float], last: dict[Cell, float], given: Decisions, tables: TableSet
) -> Effects:
    """Return what the answers do, and put their rows into the catalog's tables.

    Parameters
    ----------
    brought : Brought
        With its questions, all of them answered.
    figures, last : dict of (unit, indicator) to float
        The year's figures as judged, and those of the year before.
    given : Decisions
        The answers.
    tables : TableSet
        Gets the rows.
    """
    effects = Effects()
    writer = _Writer(brought, figures, last, tables, effects)
    for question in brought.questions:
        answer = given.of(question)
        what, _, about = question.id.partition(":")
        follower = getattr(writer, f"on_{what}", None)
        # a part of a column left out needs no row of its own
        whole = question.parent[0].partition(":") if question.parent else ("", "", "")
        if not answer or follower is None or (whole[0] == "moved" and whole[2] in effects.columns):
            continue
        follower(question, about, answer)
    return effects


@dataclass(slots=True)
class _Writer:
    brought: Brought
    figures: dict[Cell, float]
    last: dict[Cell, float]
    tables: TableSet
    effects: Effects

    @property
    def year(self) -> int:
        return self.brought.year

    @property
    def edition(self) -> str:
        return str(self.year + 1)

    def on_value(self, question: Question, about: str, answer: str) -> None:
        unit, _, indicator = about.partition(":")
        if answer.startswith(BREAK):
            return
        if answer == DOUBT:
            row = {"unit": unit, "indicator": indicator, "year": str(self.year), "flag": "suspect"}
            self.tables.put("flagged.csv", row)
            self.effects.doubted[unit, indicator] = "suspect"
        elif answer == ACCEPT:
            self._confirm(unit, indicator, self.figures[unit, indicator], question.why)
        elif answer == REJECT:
            self._reject(unit, indicator, question.found, question.why)
        else:
            self._replace(unit, indicator, question.found, float(answer), question.why)

    def on_disputed(self, question: Question, about: str, answer: str) -> None:
        unit, _, indicator = about.partition(":")
        if not unit:
            return
        if answer == REJECT:
            self._reject(unit, indicator, question.found, question.why)
            return
        row = {"unit": unit, "indicator": indicator, "year": str(self.year), "flag": "disputed"}
        self.tables.put("flagged.csv", row)
        self.effects.doubted[unit, indicator] = "disputed"

    def on_cell(self, question: Question, about: str, answer: str) -> None:
        unit, _, indicator = about.partition(":")
        assert self.brought.edition is not None
        printed = next(
            c.text for c in self.brought.edition.unread if (c.unit, c.indicator) == (unit, indicator)
        )
        if answer == REJECT:
            self._reject(unit, indicator, printed, question.why)
        else:
            self._replace(unit, indicator, printed, self.figures[unit, indicator], question.why)

    def on_shares(self, question: Question, about: str, answer: str) -> None:
        if not about:
            return
        if answer == ACCEPT:
            self._accept("shares", about, SHARES[-1], question.why)
            return
        for indicator in SHARES:
            self._reject(about, indicator, shortest(self.figures[about, indicator]), question.why)

    def on_moved(self, question: Question, about: str, answer: str) -> None:
        if answer.startswith(BREAK):
            self._break(about, answer, question.why)
        elif answer == REJECT:
            self._leave_out(about, question.why)

    def on_magnitude(self, question: Question, about: str, answer: str) -> None:
        if answer == ACCEPT:
            self._accept("magnitude", "", about, question.why)
        elif answer in (BREAK, REJECT) or answer.startswith(BREAK):
            self.on_moved(question, about, answer)
        else:
            self._head(about, about, answer, f"printed in {answer}: {question.why.en}")

    def on_zeros(self, question: Question, about: str, answer: str) -> None:
        if answer == REJECT:
            self._leave_out(about, question.why)

    def on_unit(self, question: Question, about: str, answer: str) -> None:
        if answer == REJECT:
            self._leave_out(about, Both("所印单位不明", "the printed unit is not known"))
        else:
            self._head(about, about, answer, f"the printed unit cannot be read; it is {answer}")

    def on_column(self, question: Question, about: str, answer: str) -> None:
        assert self.brought.sheet is not None
        numbers = [int(n) for n in question.only if n.isdecimal()]
        for column in (c for c in self.brought.sheet.columns if c.number in numbers):
            if str(column.number) != answer:
                self._head_of(
                    column.number, "", "", f"another column of this sheet is {about}; this one is not used"
                )

    def on_header(self, question: Question, about: str, answer: str) -> None:
        assert self.brought.sheet is not None
        column = next(c for c in self.brought.sheet.columns if c.number == int(about))
        leaf = column.header.rpartition("|")[2]
        if answer == REJECT:
            pattern = rf"(^|\|){re.escape(leaf)}@{column.scope}$"
            row = {"reason_zh": "导入时决定不用", "reason_en": "not used, as decided when it was first met"}
            self.tables.put("unused.csv", {"header": pattern} | row)
            return
        indicator = next(i for i, m in self.brought.columns.items() if m.column.number == column.number)
        twins = [
            c
            for c in self.brought.sheet.columns
            if (c.header.rpartition("|")[2], c.scope) == (leaf, column.scope)
        ]
        if len(twins) == 1:
            self.tables.put("aliases.csv", {"header": leaf, "scope": column.scope, "indicator": indicator})
        else:
            self._head_of(column.number, indicator, column.unit, "a new spelling of the header")

    def on_city(self, question: Question, about: str, answer: str) -> None:
        code = "" if answer == REJECT else answer
        kind = "passed over" if answer == REJECT else "misspelt"
        note = f"printed so in edition {self.edition}"
        self.tables.put("names.csv", {"name": about, "code": code, "kind": kind, "note": note})

    def on_missing(self, question: Question, about: str, answer: str) -> None:
        if about:
            edition = self.edition
            zh, en = (
                f"年鉴{edition}年版未刊印该市",
                f"edition {edition} of the yearbook does not print this city",
            )
            self.tables.extend_gap("*", about, self.year, (zh, en))

    def on_ended(self, question: Question, about: str, answer: str) -> None:
        if about:
            self.tables.extend_gap(about, "", self.year, (question.why.zh, question.why.en))

    def on_exchanged(self, question: Question, about: str, answer: str) -> None:
        if not about:
            return
        unit, year, one, other = about.split(":")
        here = self.figures if int(year) == self.year else self.last
        for indicator, twin in ((one, other), (other, one)):
            if answer != EXCHANGE:
                if (unit, indicator) in self.figures:
                    self._confirm(unit, indicator, self.figures[unit, indicator], question.why)
                continue
            value, printed = here[unit, twin], shortest(here[unit, indicator])
            (self.effects.put if int(year) == self.year else self.effects.former)[unit, indicator] = value
            zh = "进口额与出口额刊印互换：换回后与前后年相合"
            en = "imports and exports are printed in each other's place: put back, both fit the years around"
            self._correct(unit, indicator, int(year), printed, shortest(value), zh, en)

    def on_joins(self, question: Question, about: str, answer: str) -> None:
        if answer == REJECT:
            self.effects.dropped |= {(u, i) for u, i in self.figures if u == catalog.NATION and i == about}
        elif about and answer.startswith(BREAK):
            self._put_break(about, catalog.NATION, question.why)

    def on_source(self, question: Question, about: str, answer: str) -> None:
        if answer == REJECT:
            rows = self.brought.rows[self.brought.rows["source"] == about]
            self.effects.dropped |= set(cells_of(rows))
            return
        row = {
            "id": about,
            **{k: answer for k in ("label_zh", "label_en", "publisher_zh", "publisher_en")},
            "terms_zh": "引用请注明出版者",
            "terms_en": "cite the publisher",
            "trust": "B",
            "trust_reason_zh": "录入时注明的来源，未与原件核对",
            "trust_reason_en": "as named when the figures were entered; not compared with the original",
        }
        self.tables.put("sources.csv", row)

    def on_differ(self, question: Question, about: str, answer: str) -> None:
        """Keep a figure that differs from a workbook's: a correction, so that a compile keeps it too."""
        unit, _, indicator = about.partition(":")
        if answer == REJECT and self.brought.is_yearbook:
            printed = shortest(self.figures[unit, indicator])
            kept = question.last
            zh, en = (
                f"重读时印作{printed}，沿用原值",
                f"printed as {printed} when read again; the former value is kept",
            )
            self._correct(unit, indicator, self.year, printed, kept, zh, en)

    def _confirm(self, unit: str, indicator: str, value: float, why: Both) -> None:
        zh = f"{why.zh}；导入时核对，照印采用" if why.zh else "导入时核对，照印采用"
        en = f"{why.en}; looked at when the year was brought in and taken as printed"
        row = {"unit": unit, "indicator": indicator, "year": str(self.year), "value": shortest(value)}
        self.tables.put("confirmed.csv", row | {"reason_zh": zh, "reason_en": en})
        self.effects.confirmed.add((unit, indicator))

    def _reject(self, unit: str, indicator: str, printed: str, why: Both) -> None:
        self.effects.dropped.add((unit, indicator))
        who = Both(f"年鉴{self.edition}年版", f"edition {self.edition} of the yearbook")
        if not self.brought.is_yearbook:
            reason = f"录入值{printed}未采用：{why.zh}", f"{printed} was entered and rejected: {why.en}"
            self.tables.extend_gap(indicator, unit, self.year, reason)
            return
        zh = f"{who.zh}印作{printed}，{why.zh}，别无来源可证，不用"
        en = f"{who.en} prints {printed}: {why.en}; no second source, rejected and not used"
        self._correct(unit, indicator, self.year, printed, "", zh, en)

    def _replace(self, unit: str, indicator: str, printed: str, value: float, why: Both) -> None:
        self.effects.put[unit, indicator] = value
        if self.brought.is_yearbook:
            used = shortest(value)
            zh, en = (
                f"印作{printed}，{why.zh}，更正为{used}",
                f"printed as {printed}: {why.en}; corrected to {used}",
            )
            self._correct(unit, indicator, self.year, printed, used, zh, en)

    def _correct(
        self, unit: str, indicator: str, year: int, expect: str, used: str, zh: str, en: str
    ) -> None:
        row = {"unit": unit, "indicator": indicator, "year": str(year), "expect": expect, "used": used}
        row |= {"source": f"ccsy-{year + 1}" if used else "", "reason_zh": zh, "reason_en": en}
        self.tables.put("corrections.csv", row)

    def _accept(self, check: str, unit: str, indicator: str, why: Both) -> None:
        year = str(self.year)
        row = {"check": check, "unit": unit, "indicator": indicator, "first": year, "last": year}
        zh, en = (
            f"{why.zh}；导入时核对，照印采用",
            f"{why.en}; looked at when the year was brought in, taken as printed",
        )
        self.tables.put("accepted.csv", row | {"reason_zh": zh, "reason_en": en})

    def _break(self, indicator: str, answer: str, why: Both) -> None:
        said = re.split("[:：]", answer, maxsplit=1)[1].strip() if re.search("[:：]", answer) else ""
        self._put_break(indicator, "", Both(said or why.zh, said or why.en))

    def _put_break(self, indicator: str, unit: str, what: Both) -> None:
        row = {"indicator": indicator, "unit": unit, "year": str(self.year)}
        self.tables.put("breaks.csv", row | {"what_zh": what.zh, "what_en": what.en})

    def _leave_out(self, indicator: str, why: Both) -> None:
        self.effects.columns.add(indicator)
        if indicator in self.brought.columns:
            self._head(indicator, "", "", f"not used: {why.en}")
        zh, en = f"刊印而未采用：{why.zh}", f"printed and not used: {why.en}"
        self.tables.extend_gap(indicator, "", self.year, (zh, en))

    def _head(self, indicator: str, becomes: str, unit: str, reason: str) -> None:
        if indicator in self.brought.columns:
            self._head_of(self.brought.columns[indicator].column.number, becomes, unit, reason)

    def _head_of(self, number: int, becomes: str, unit: str, reason: str) -> None:
        assert self.brought.sheet is not None
        columns = self.brought.sheet.columns
        column = next(c for c in columns if c.number == number)
        same = [c.number for c in columns if (c.header, c.scope) == (column.header, column.scope)]
        row = {"edition": self.edition, "header": column.header, "scope": column.scope}
        row |= {"occurrence": str(same.index(number) + 1), "becomes": becomes, "unit": unit, "reason": reason}
        self.tables.put("header_corrections.csv", row)
