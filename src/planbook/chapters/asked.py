"""What the plan asks of a chapter, as tables: its parts, its numeric goals, and what can be said of each part.

Notebooks reach these through `planbook.chapters.shared`. What the plan says lives in ``data/plan``, which indicators speak to
a part in ``data/catalog/evidence.csv``; what they found is the notebook's to say.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.finding import Tabled
from planbook.figures import Column
from planbook.figures.base import Words
from planbook.ground.absent import Absent
from planbook.ground.language import LANGUAGES, Both
from planbook.ground.quantities import Amount, Count, Quantity, Year
from planbook.plan import Goal
from planbook.store.provenance import Passport, combine
from planbook.text.writing import claim_of

_NOT_AT_HAND = Both("未取得这一节的原文，只列标题", "the text of this part could not be had: heading only")

_COLUMNS = (
    Column("asked", "规划要求（目标，各部分；本书概述） | What the plan asks (goals, parts; our words)"),
    Column("finding", "结果 | Finding"),
    Column("by", "可用指标 | Indicators"),
    Column("needed", "局限，或还需要什么 | Limits, or what would be needed"),
)


@dataclass(frozen=True, kw_only=True)
class Asked(Tabled):
    """What the plan asks in a chapter.

    Attributes
    ----------
    chapter : Count
        Number of the plan's chapter.
    parts, goals : Count
        How many parts it has, how many numeric goals it sets.
    headings_only : Count
        Parts whose text is not at hand.
    """

    chapter: Count
    parts: Count
    goals: Count
    headings_only: Count


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A numeric goal of the plan.

    Attributes
    ----------
    id, name : str, Both
        The goal and what it is called.
    year, baseline_year : Year
        When it is to be reached; what it is measured from, where it has one.
    target : Quantity
        In the goal's unit; a reduction is a negative change in per cent.
    """

    id: str
    name: Both
    year: Year
    baseline_year: Year | Absent
    target: Quantity


def requests(slug: str, source: Passport) -> Asked:
    """Return everything the plan asks in a chapter, goals first, for a table whose findings stand in its caption.

    Where the plan's text is at hand the request stands in our own words; elsewhere its heading alone.

    Parameters
    ----------
    slug : str
        ``industry``, ``urban``, ``green``, ``innovation``, ``livelihoods`` or ``reform``.
    source : Passport
        Sources, years and coverage of the figures in the findings.

    Returns
    -------
    Asked
        Its cells ask for the words after ``[<goal id>]`` and ``[part_<number>]``; without words a goal has "no data by
        city", a part "no data".
    """
    number = next(c.number for c in plan.chapters() if c.slug == slug)
    rows: list[dict[str, object]] = []
    for g in plan.goals(slug):
        aim = goal_of(g)
        at, name = f"{aim.year}", g.name
        amount = Both(*(str(claim_of(aim.target).text.get(lang)) for lang in LANGUAGES))  # type: ignore[union-attr]
        rows.append(
            {
                "asked": Both(
                    f"{at}年目标：{name.zh}，{amount.zh}", f"Goal for {at}: {name.en}, {amount.en}"
                ),
                "by": catalog.indicators()[g.indicator].name if g.indicator else Both("—", "—"),
                "finding": Words(g.id, Both("没有城市数据", "no data by city")),
                "needed": g.note or Both("", ""),
            }
        )
    evidence = {e.part: e for e in catalog.evidence() if e.chapter == number}
    for part in plan.parts(slug):
        head, speaks = part.heading, evidence[part.number]
        names = [catalog.indicators()[i].name for i in speaks.indicators]
        asks = Both(f"：{part.ask.zh}", f": {part.ask.en}") if part.ask else Both("", "")
        rows.append(
            {
                "asked": Both(f"{part.number} {head.zh}{asks.zh}", f"{part.number} {head.en}{asks.en}"),
                "by": Both("、".join(n.zh for n in names) or "—", "; ".join(n.en for n in names) or "—"),
                "finding": Words(f"part_{part.number}", Both("无数据", "no data")),
                "needed": speaks.needed,
            }
        )
    return Asked(
        source=combine(source, Passport((plan.document().title,), ())),
        frame=pd.DataFrame(rows),
        columns=_COLUMNS,
        chapter=Count(number),
        parts=Count(len(evidence)),
        goals=Count(len(plan.goals(slug))),
        headings_only=Count(sum(part.ask is None for part in plan.parts(slug))),
    )


def goals(slug: str) -> dict[str, Aim]:
    """Return the numeric goals of a chapter by their ids, as sentences can say them.

    Examples
    --------
    >>> goals("green")["so2"].target, goals("green")["so2"].year
    (-9.0, 2017.0)
    """
    return {g.id: goal_of(g) for g in plan.goals(slug)}


def goal_of(goal: Goal) -> Aim:
    """Return a numeric goal of the plan as sentences can say it.

    Examples
    --------
    >>> housing = goal_of(next(g for g in plan.goals() if g.id == "housing_units_million"))
    >>> claim_of(housing.target).text.zh, claim_of(housing.target).text.en
    ('680万套', '6.8 million units')
    """
    target = in_unit(goal, -goal.target if goal.direction == "reduce_by" else goal.target)
    return Aim(
        id=goal.id,
        name=goal.name,
        year=Year(goal.year),
        baseline_year=Year(goal.baseline_year) if goal.baseline_year else Absent(),
        target=target.formed(trimmed=True),  # what the plan names is exact
    )


def in_unit(goal: Goal, value: float) -> Quantity:
    """Return a value in a goal's unit, as each language counts; that of a reduction carries its sign.

    Parameters
    ----------
    goal : Goal
        A numeric goal of the plan.
    value : float
        In the goal's unit; the change in per cent for a reduction.

    Examples
    --------
    >>> pension = next(g for g in plan.goals() if g.id == "pension_insured_million")
    >>> claim_of(in_unit(pension, 65.9)).text.zh, claim_of(in_unit(pension, 65.9)).text.en
    ('6,590.0万人', '65.9 million people')
    """
    decimals = 2 if goal.id == "rd_share_pct" else 0 if goal.unit.en == "yuan" else 1
    made: Quantity
    if goal.unit.en.startswith("million "):  # Chinese counts in units of ten thousand
        thing = Both(goal.unit.zh.removeprefix("百万"), goal.unit.en.removeprefix("million "))
        made = Amount(1e6 * value, decimals, thing, Both("万", "million"))
    else:
        made = Amount(value, decimals, goal.unit)
    return made.formed(signed=goal.direction == "reduce_by")


def opening(label: Both) -> Both:
    """Return a label as it opens a cell: English with a capital.

    Examples
    --------
    >>> opening(Both("城镇新增就业人数", "new urban jobs")).en
    'New urban jobs'
    """
    return Both(label.zh, label.en[:1].upper() + label.en[1:])
