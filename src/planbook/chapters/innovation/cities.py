"""Who leads and who lags, kinds of city, and every measure beside the nation and the cities outside the plan.

Cities are ranked by invention patents granted, or by science in the budget before these are printed.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.analysis.aggregate import ratio_of_sums
from planbook.chapters import shared, tables
from planbook.chapters.asked import opening
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.innovation.base import (
    BUDGET,
    INVENTIONS,
    PEOPLE,
    RD,
    SCIENCE,
    InnovationBase,
    fine,
    goal,
    rate,
)
from planbook.chapters.innovation.research import SHARE
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.standings import compared_years, last_year
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Quantity, Year
from planbook.store.provenance import combine, passport

PER_10K = Both("件/万人", "per 10,000 people")
PERCENT = Both("%", "%")
BY_PATENTS = Both("每万户籍人口授权发明专利", "invention patents granted per ten thousand registered people")
BY_BUDGET = Both("财政科技支出占比", "science share of the budget")
BY_BUDGET_YET = Both(
    "财政科技支出占比（专利尚未刊印）", "science share of the budget (patents are printed later)"
)


@dataclass(frozen=True, kw_only=True)
class InnovationRanking(Finding):
    """The cities by invention patents granted, or by science in the budget.

    Attributes
    ----------
    what : Both
        What they are ranked by, as it opens a sentence.
    year : Year
        The year ranked.
    best, worst : Both
        The first city and the last one.
    most, least, median : Quantity
        Their figures, and that of the median city.
    others : Quantity
        That of the median city outside the plan.
    table, kinds : Tabled
        One row a city; one row a kind of city.
    """

    what: Both
    year: Year
    best: Both
    worst: Both
    most: Quantity | Absent
    least: Quantity | Absent
    median: Quantity | Absent
    others: Quantity | Absent
    table: Tabled
    kinds: Tabled


@dataclass(frozen=True, kw_only=True)
class ComparedPair(Tabled):
    """Every measure of the chapter beside the nation and the cities outside the plan, each in its last year.

    Attributes
    ----------
    measures, below : Count
        How many there are, and in how many the chosen cities stand below those outside the plan.
    """

    measures: Count
    below: Count


def ranking(base: InnovationBase) -> InnovationRanking | Absent:
    """Return the cities ranked, with R&D, science in the budget and students beside, and the same by kind of city."""
    sel, granted = base.sel, base.inventions.by_city()
    by_patents = not granted.empty
    each = granted if by_patents else base.late(base.science.by_city())
    if each.empty:
        return shared.lacking([INVENTIONS, PEOPLE, SCIENCE, BUDGET], sel)
    years = compared_years(each, sel)
    now = each[each["year"] == years[1]].set_index("unit")["value"]
    theirs = (base.inventions if by_patents else base.science).of_year(years[1], THEIRS)
    unit, written = (PER_10K, rate) if by_patents else (PERCENT, fine)
    before = BY_BUDGET_YET if len(shared.observed(PEOPLE, sel)) else BY_BUDGET
    source = passport(each[each["year"].isin(years)], sel.codes)
    return InnovationRanking(
        source=source,
        what=opening(BY_PATENTS if by_patents else before),
        year=Year(years[1]),
        best=sel.name(str(now.idxmax())),
        worst=sel.name(str(now.idxmin())),
        most=written(now.max()),
        least=written(now.min()),
        median=written(now.median()),
        others=written(theirs.median()),
        table=tables.cities(each, sel, unit=unit, source=source, decimals=2, extra=_beside(base)),
        kinds=tables.by_kind(
            now,
            sel,
            unit=unit,
            decimals=2,
            outside=theirs,
            source=passport(each[each["year"] == years[1]], sel.codes),
        ),
    )


def _beside(base: InnovationBase) -> dict[Column, pd.Series]:
    """Return the further columns: R&D as last printed, science in the budget and students where there are any."""
    research = base.research.by_city().sort_values("year").groupby("unit")["value"].last()
    why = (
        catalog.why_missing(RD, base.sel.year)
        if research.empty
        else Both("该市各年均未刊印研发经费", "this city printed no R&D in any year")
    )
    heading = "研发/产出，最近刊印年（%） | R&D over product, last year printed (%)"
    columns = {Column("rd", heading, 2, why): research}
    science, students = base.late(base.science.by_city()), base.students.by_city()
    if len(science):
        at = last_year(science)
        name = Both(f"财政科技占比，{at}年（%）", f"Science share of the budget, {at} (%)")
        columns[Column("science", name, 2)] = science[science["year"] == at].set_index("unit")["value"]
    if len(students):
        at = int(students["year"].max())
        name = Both(f"每万人在校大学生，{at}年", f"Students per 10,000, {at}")
        columns[Column("students", name, 0)] = students[students["year"] == at].set_index("unit")["value"]
    return columns


def compared(base: InnovationBase) -> ComparedPair | Absent:
    """Return every measure of the chapter beside the nation and the cities outside the plan."""
    sel = base.sel
    inhabitants = shared.nation("population_10k", sel)
    nations = {
        "research": shared.nation(SHARE, sel),
        "inventions": ratio_of_sums(shared.nation(INVENTIONS, sel), inhabitants),
    }
    rows = [
        _measured(name, measure, at, nations.get(key))
        for key, name, measure, at in _measures(base)
        if at is not None
    ]
    if not rows:
        return Absent()
    frame = pd.DataFrame(rows).astype({"plan": "float64", "others": "float64", "nation": "float64"})
    behind = pd.concat([m.rows(OURS) for _, _, m, at in _measures(base) if at is not None])
    unlike = Both("没有同口径的全国数", "no national figure of this kind")
    return ComparedPair(
        source=combine(
            passport(behind.drop_duplicates(), sel.codes),
            passport(nations["research"], []),
        ),
        frame=frame,
        columns=(
            Column("what", "指标 | Ratio"),
            Column("year", "年份 | Year"),
            Column("plan", sel.label, 1),
            Column("others", OUTSIDE, 1),
            Column("nation", shared.NATION, 1, unlike),
        ),
        measures=Count(len(frame)),
        below=Count((frame["plan"] < frame["others"]).sum()),
    )


def _measures(base: InnovationBase) -> list[tuple[str, Both, Ratio, int | None]]:
    """Return each measure with its name and last year, None where nothing is printed; R&D in the goal's year."""
    due = goal(SHARE).year
    spent = base.late(base.science.by_city())
    return [
        (
            "research",
            Both("研发占产出（%）", "R&D over product (%)"),
            base.research,
            due if base.research.at(due) is not None else None,
        ),
        (
            "inventions",
            Both("授权发明专利（件/万人）", "Invention patents granted (per 10,000)"),
            base.inventions,
            _last(base.inventions),
        ),
        (
            "patents",
            Both("授权各类专利（件/万人）", "Patents granted (per 10,000)"),
            base.patents,
            _last(base.patents),
        ),
        (
            "science",
            Both("财政科技占比（%）", "Science share of the budget (%)"),
            base.science,
            last_year(spent) or None,
        ),
        (
            "per_head",
            Both("人均财政科技支出（元，当年价）", "Science spending per head (yuan, current prices)"),
            base.per_head,
            _last(base.per_head),
        ),
        (
            "students",
            Both("在校大学生（人/万人）", "University students (per 10,000)"),
            base.students,
            _last(base.students),
        ),
    ]


def _last(measure: Ratio) -> int | None:
    line = measure.line(OURS)
    return None if line.empty else int(line["year"].max())


def _measured(name: Both, measure: Ratio, at: int, nation: pd.DataFrame | None) -> dict[str, object]:
    return {
        "what": name,
        "year": at,
        "plan": measure.at(at, OURS),
        "others": measure.at(at, THEIRS),
        "nation": None if nation is None else shared.level(nation, at),
    }
