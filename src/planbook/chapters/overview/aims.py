"""What the plan set in words: which figures of the cities speak to it, over the latest years that compare."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import ratio
from planbook.analysis.spans import compare_in_spans
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.figures.base import Words
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Year, known
from planbook.store.provenance import Passport, combine, passport

MEDIAN, SUM = Both("中位数", "median"), Both("合计", "sum")
_MILLIONS = Both("万", "million")
_MANY = 1e6  # sums beyond are told in millions
# Aim of the plan → what speaks to it, by the key of its words.
_SPEAK = {
    "modern_industry_2022": ("services",),
    "innovation_2022": ("patents",),
    "green_2022": ("pm25", "so2"),
    "urban_functions_2022": ("sewage", "green_cover"),
    "public_services_2022": ("doctors", "pension"),
    "reform_2017": ("private_jobs",),
    "mechanism_2022": ("own_revenue",),
}
_PLAIN = {
    "services": ("services_share_pct", MEDIAN),
    "patents": ("invention_patents_granted", SUM),
    "pm25": ("pm25_ug_m3", MEDIAN),
    "so2": ("so2_industrial_t", SUM),
    "sewage": ("sewage_treatment_pct", MEDIAN),
    "green_cover": ("green_cover_pct", MEDIAN),
    "doctors": ("doctors", SUM),
    "pension": ("pension_insured", SUM),
}
_PRIVATE = ("private_employment_10k", "unit_employment_10k")
_OWN = ("fiscal_revenue_100m_yuan", "fiscal_expenditure_100m_yuan")
_NAMED = {
    "private_jobs": Both("私营个体占城镇就业%", "Private and self-employed, % of jobs in towns"),
    "own_revenue": Both("财政自给率%", "Own revenue, % of budget expenditure"),
}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How a figure moved over the latest span of years that compare.

    Attributes
    ----------
    name, measure : Both
        What is measured, with its unit; the median of the cities or their sum.
    first, last : Year
        From when to when.
    before, after : Amount
        In both years, over the cities that have both.
    cities, alike : Count
        How many these are; how many of them moved the way the whole did.
    up : bool
        Which way that is.
    """

    name: Both
    measure: Both
    first: Year
    last: Year
    before: Amount
    after: Amount
    cities: Count
    alike: Count
    up: bool


@dataclass(frozen=True, kw_only=True)
class Aims(Finding):
    """The aims that the plan set in words.

    Attributes
    ----------
    total, early, seen : Count
        How many there are; how many of them are for the year of the numeric goals; to how many figures speak, absent if
        to none.
    due : Year
        The year of the others.
    figures : dict of str to Seen
        What can be seen, by the key of its words; absent where nothing compares.
    shown : Tabled
        One row a figure, or an aim without one; cells ask for the words after ``[<key>]``.
    """

    total: Count
    early: Count
    seen: Count | Absent
    due: Year
    figures: dict[str, Seen | Absent]
    shown: Tabled


def aims(sel: Selection) -> Aims:
    """Return what can be seen of the aims set in words; no verdict is passed on them."""
    asked, last = plan.qualitative_goals(), plan.document().last_year
    frames = _frames(sel)
    figures = {key: seen(frame, measure, sel, _NAMED.get(key)) for key, (frame, measure) in frames.items()}
    shown = _frame(figures)
    behind = pd.concat(
        [shared.observed(i, sel) for i in (*(i for i, _ in _PLAIN.values()), *_PRIVATE[:1], *_OWN[:1])]
    )
    source = combine(
        Passport((plan.document().title,), ()), passport(behind[behind["year"] >= sel.since], sel.codes)
    )
    return Aims(
        source=source,
        total=Count(len(asked)),
        early=Count(sum(g.year < last for g in asked)),
        seen=known(Count, shown[shown["shown"].notna()]["aim"].nunique() or None),
        due=Year(last),
        figures=figures,
        shown=Tabled(source=source, frame=shown, columns=_COLUMNS),
    )


def seen(frame: pd.DataFrame, measure: Both, sel: Selection, name: Both | None = None) -> Seen | Absent:
    """Return how the middle city, or the sum of all, moved in the latest span of years that compare.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator, or a ratio of two.
    measure : Both
        `MEDIAN` or `SUM`.
    sel : Selection
        The chapter's parameters; spans that end by the base year are left out.
    name : Both, optional
        What is measured; the indicator's name and unit by default.
    """
    spans = compare_in_spans(frame, sel.since) if len(frame) else frame
    if not len(spans):
        return Absent()
    moved = spans.iloc[-1]
    ends = ("median_before", "median_after") if measure is MEDIAN else ("before", "after")
    before, after = (float(moved[end]) for end in ends)
    many = measure is SUM and before > _MANY
    form = (1 if measure is MEDIAN or many else 0, None, _MILLIONS if many else None)
    indicator = catalog.indicators()[frame["indicator"].iloc[0]]
    up = after >= before
    return Seen(
        name=name
        or Both(f"{indicator.name.zh}（{indicator.unit.zh}）", f"{indicator.name.en} ({indicator.unit.en})"),
        measure=measure,
        first=Year(moved["first"]),
        last=Year(moved["last"]),
        before=Amount(before, *form),
        after=Amount(after, *form),
        cities=Count(moved["cities"]),
        alike=Count(moved["risen"] if up else moved["fallen"]),
        up=up,
    )


def _frames(sel: Selection) -> dict[str, tuple[pd.DataFrame, Both]]:
    private, staff, revenue, spending = (shared.observed(i, sel) for i in (*_PRIVATE, *_OWN))
    both = private.merge(staff[["unit", "year", "value"]], on=["unit", "year"], suffixes=("", "_units"))
    both = both.assign(value=both["value"] + both.pop("value_units"))
    # the breaks of the wider of the two series cut the share
    share = ratio(private, both, 100).assign(indicator=_PRIVATE[1])
    plain = {key: (shared.observed(i, sel), measure) for key, (i, measure) in _PLAIN.items()}
    return plain | {"private_jobs": (share, MEDIAN), "own_revenue": (ratio(revenue, spending, 100), MEDIAN)}


def _frame(figures: Mapping[str, Seen | Absent]) -> pd.DataFrame:
    titles = {c.number: c.title for c in plan.chapters()}
    rows = []
    for goal in plan.qualitative_goals():
        keys = [k for k in _SPEAK.get(goal.id, ()) if isinstance(figures[k], Seen)]
        cells: list[Words | None] = [Words(key, Both("", "")) for key in keys]
        rows += [
            {"year": goal.year, "chapter": titles[goal.chapter], "aim": goal.text, "shown": cell}
            for cell in cells or [None]
        ]
    return pd.DataFrame(rows)


_COLUMNS = (
    Column("year", "年份 | Year"),
    Column("chapter", "规划的章 | Chapter of the plan"),
    Column("aim", "目标（本书概述） | Aim (our words)"),
    Column(
        "shown",
        "看得见的数字 | What can be seen",
        missing=Both("没有逐年的城市数据", "no yearly data by city"),
    ),
)
