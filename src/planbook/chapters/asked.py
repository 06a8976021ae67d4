"""What the plan asks of a chapter, as tables: its parts, its numeric goals, and what can be said of each part.

Notebooks reach these through `planbook.chapters.shared`. What the plan says lives in ``data/plan``, which indicators speak to
a part in ``data/catalog/evidence.csv``; what they found is the notebook's to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.finding import Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column, Table
from planbook.figures.base import Words
from planbook.ground.absent import Absent
from planbook.ground.language import LANGUAGES, Both
from planbook.ground.quantities import Amount, Count, Quantity, Year
from planbook.plan import Goal
from planbook.store import observations, provenance
from planbook.store.provenance import Passport, combine
from planbook.text.prose import Phrase, Sentence, count, number, phrase, year
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


def account(
    slug: str,
    parts: Mapping[int, Sentence],
    goals: Mapping[str, Sentence],
    passport: Passport,
) -> Table:
    """Return everything the plan asks in a chapter, goals first, beside what can be said of it.

    Where the plan's text is at hand the request stands in our own words; elsewhere only the heading, marked so.

    Parameters
    ----------
    slug : str
        ``industry``, ``urban``, ``green``, ``innovation``, ``livelihoods`` or ``reform``.
    parts : mapping of int to Sentence
        Number of a part → what its indicators found. A part without a finding is shown as "no data", with what would
        be needed.
    goals : mapping of str to Sentence
        Id of a numeric goal of the chapter → how it came out. A goal without a finding is shown as "no data by city".
    passport : Passport
        Sources, years and coverage of the figures in the findings.

    Raises
    ------
    KeyError
        If the chapter has no such part or goal.
    """
    chapter = next(c for c in plan.chapters() if c.slug == slug)
    asked = {g.id: g for g in plan.goals(slug)}
    if unknown := sorted(set(goals) - set(asked)):
        raise KeyError(f"chapter {slug!r} of the plan has the goals {', '.join(asked)}, not {unknown}")
    rows = [
        {
            "asked": phrase(
                "{year}年目标：{goal}，{target}",
                "Goal for {year}: {goal}, {target}",
                year=year(g.year),
                goal=g.name,
                target=target(g),
            ),
            "by": catalog.indicators()[g.indicator].name if g.indicator else Both("—", "—"),
            "finding": goals[g.id].plain if g.id in goals else Both("没有城市数据", "no data by city"),
            "needed": g.note or Both("", ""),
        }
        for g in asked.values()
    ]
    evidence = {e.part: e for e in catalog.evidence() if e.chapter == chapter.number}
    if unknown_parts := sorted(set(parts) - set(evidence)):
        raise KeyError(f"chapter {slug!r} of the plan has parts 1 to {len(evidence)}, not {unknown_parts}")
    for part in plan.parts(slug):
        ask, speaks = part.ask or _NOT_AT_HAND, evidence[part.number]
        names = [catalog.indicators()[i].name for i in speaks.indicators]
        head = part.heading
        rows.append(
            {
                "asked": Both(f"{part.number} {head.zh}：{ask.zh}", f"{part.number} {head.en}: {ask.en}"),
                "by": Both("、".join(n.zh for n in names) or "—", "; ".join(n.en for n in names) or "—"),
                "finding": parts[part.number].plain if part.number in parts else Both("无数据", "no data"),
                "needed": speaks.needed,
            }
        )
    columns = (
        Column(
            "asked",
            Both("规划要求（目标，各部分；本书概述）", "What the plan asks (goals, parts; our words)"),
        ),
        Column("finding", Both("结果", "Finding")),
        Column("by", Both("可用指标", "Indicators")),
        Column("needed", Both("局限，或还需要什么", "Limits, or what would be needed")),
    )
    seen = {"chapter": count(chapter.number), "parts": count(len(evidence)), "seen": count(len(parts))}
    title = (
        phrase(
            "规划第{chapter}章：{goals}项数量目标中{met}项、{parts}个部分中{seen}个有数字可说",
            "Chapter {chapter} of the plan: figures speak to {met} of {goals} numeric goals and {seen} of {parts} parts",
            goals=count(len(asked)),
            met=count(len(goals)),
            **seen,
        )
        if asked
        else phrase(
            "规划第{chapter}章没有数量目标；{parts}个部分中{seen}个有数字可说",
            "Chapter {chapter} of the plan sets no numeric goal; figures speak to {seen} of its {parts} parts",
            **seen,
        )
    )
    sourced = combine(passport, Passport((plan.document().title,), ()))  # coverage is that of the first
    return Table(pd.DataFrame(rows), columns, title, sourced)


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


def spoken(slug: str, findings: Mapping[int, Sentence], sel: Selection) -> Passport:
    """Return the passport of findings: that of every observation of the indicators that speak to their parts.

    Parameters
    ----------
    slug, findings
        As ``slug`` and ``parts`` of `account`.
    sel : Selection
        The chapter's parameters: the chosen cities, and the nation where an indicator is the nation's.
    """
    chapter = next(c for c in plan.chapters() if c.slug == slug)
    speak = [e for e in catalog.evidence() if e.chapter == chapter.number and e.part in findings]
    ids = list(dict.fromkeys(i for e in speak for i in e.indicators))
    national = [i for i in ids if catalog.indicators()[i].scope == "nation"]
    cities = provenance.passport(observations.select(ids, sel.codes, sel.years), sel.codes)
    return combine(cities, provenance.passport(observations.nation(national, sel.years), []))


def opening(label: Both) -> Both:
    """Return a label as it opens a cell: English with a capital.

    Examples
    --------
    >>> opening(Both("城镇新增就业人数", "new urban jobs")).en
    'New urban jobs'
    """
    return Both(label.zh, label.en[:1].upper() + label.en[1:])


def target(goal: Goal) -> Phrase:
    """Write a goal's target in its unit; a reduction carries its sign.

    Examples
    --------
    >>> target(next(g for g in plan.goals() if g.id == "so2")).en
    '−9.0%'
    """
    return amount(goal, -goal.target if goal.direction == "reduce_by" else goal.target)


def amount(goal: Goal, value: float) -> Phrase:
    """Write a value in a goal's unit, as each language counts; a reduction carries its sign.

    Parameters
    ----------
    goal : Goal
        A numeric goal of the plan.
    value : float
        In the goal's unit; the change in per cent for a reduction.

    Examples
    --------
    >>> housing = next(g for g in plan.goals() if g.id == "housing_units_million")
    >>> amount(housing, 6.8).zh, amount(housing, 6.8).en
    ('680万套', '6.8 million units')
    """
    decimals = 2 if goal.id == "rd_share_pct" else 0 if goal.unit.en == "yuan" else 1
    claim = number(value, decimals, goal.unit, signed=goal.direction == "reduce_by")
    if goal.unit.en.startswith("million "):  # Chinese counts in units of ten thousand
        thing = Both(goal.unit.zh.removeprefix("百万"), "")
        told = number(1e6 * value, 0, thing, scale=Both("万", "million")).text.zh
        claim = replace(claim, text=Both(told, claim.text.en))
    return phrase("{value}", "{value}", value=claim)
