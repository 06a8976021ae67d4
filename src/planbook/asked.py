"""What the plan asks of a chapter, as tables: its parts, its numeric goals, and what can be said of each part.

Notebooks reach these through `planbook.chapter`. What the plan says lives in ``data/plan``, which indicators speak to
a part in ``data/catalog/evidence.csv``; what they found is the notebook's to say.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from planbook import catalog, observations, plan, provenance
from planbook.figures import Column, Table
from planbook.language import Both
from planbook.plan import Goal
from planbook.prose import Phrase, Sentence, count, number, phrase, say, year
from planbook.provenance import Passport, combine
from planbook.selection import Selection

_NOT_AT_HAND = Both("未取得这一节的原文，只列标题", "the text of this part could not be had: heading only")


def asks(slug: str) -> Table:
    """Return what the plan asks in a chapter, part by part.

    Where the plan's text is at hand the request stands in our own words; elsewhere only the heading, marked so.

    Parameters
    ----------
    slug : str
        ``industry``, ``urban``, ``green``, ``innovation``, ``livelihoods`` or ``reform``.
    """
    chapter = next(c for c in plan.chapters() if c.slug == slug)
    rows = pd.DataFrame(
        [{"part": p.number, "heading": p.heading, "ask": p.ask or _NOT_AT_HAND} for p in plan.parts(slug)]
    )
    columns = (
        Column("part", Both("部分", "Part")),
        Column("heading", Both("标题", "Heading")),
        Column("ask", Both("规划要求（本书概述）", "What the plan asks (our words)")),
    )
    title = Both(
        f"规划第{chapter.number}章：{chapter.title.zh}",
        f"Chapter {chapter.number} of the plan: {chapter.title.en}",
    )
    return Table(rows, columns, title, Passport((plan.document().title,), ()))


def tracker(slug: str, findings: Mapping[int, Sentence], passport: Passport | None = None) -> Table:
    """Return what can be said of each part of a chapter of the plan: indicators that speak to it, and what they found.

    Parameters
    ----------
    slug : str
        As in `asks`.
    findings : mapping of int to Sentence
        Number of a part → what its indicators found. A part without a finding is shown as "no data", with what would
        be needed.
    passport : Passport, optional
        Sources, years and coverage of the figures in the findings; without it the table says where they stand.

    Raises
    ------
    KeyError
        If the chapter has no such part.
    """
    chapter = next(c for c in plan.chapters() if c.slug == slug)
    rows = _parts(slug, findings)
    columns = (
        Column("part", Both("规划的部分", "Part of the plan")),
        Column("by", Both("可用指标", "Indicators")),
        Column("finding", Both("结果", "Finding")),
        Column("needed", Both("要说得更多还需要", "What would be needed to say more")),
    )
    title = phrase(
        "规划第{chapter}章逐部分对照：{all}个部分中{seen}个有数字可说",
        "Chapter {chapter} of the plan, part by part: figures speak to {seen} of {all} parts",
        chapter=count(chapter.number),
        seen=count(len(findings)),
        all=count(len(rows)),
    )
    return Table(pd.DataFrame(rows), columns, title, _sourced(passport))


def account(
    slug: str,
    parts: Mapping[int, Sentence],
    goals: Mapping[str, Sentence],
    passport: Passport | None = None,
) -> Table:
    """Return everything the plan asks in a chapter, goals first, beside what can be said of it: one table for three.

    Parameters
    ----------
    slug : str
        As in `asks`.
    parts : mapping of int to Sentence
        As ``findings`` of `tracker`.
    goals : mapping of str to Sentence
        Id of a numeric goal of the chapter → how it came out. A goal without a finding is shown as "no data by city".
    passport : Passport, optional
        As in `tracker`.

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
    requests = {p.number: p.ask or _NOT_AT_HAND for p in plan.parts(slug)}
    for ask, row in zip(requests.values(), _parts(slug, parts), strict=True):
        part = row["part"]
        rows.append({**row, "asked": Both(f"{part.zh}：{ask.zh}", f"{part.en}: {ask.en}")})
    columns = (
        Column(
            "asked",
            Both("规划要求（目标，各部分；本书概述）", "What the plan asks (goals, parts; our words)"),
        ),
        Column("finding", Both("结果", "Finding")),
        Column("by", Both("可用指标", "Indicators")),
        Column("needed", Both("局限，或还需要什么", "Limits, or what would be needed")),
    )
    seen = {"chapter": count(chapter.number), "parts": count(len(requests)), "seen": count(len(parts))}
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
    return Table(pd.DataFrame(rows), columns, title, _sourced(passport))


def spoken(slug: str, findings: Mapping[int, Sentence], sel: Selection) -> Passport:
    """Return the passport of findings: that of every observation of the indicators that speak to their parts.

    Parameters
    ----------
    slug, findings
        As in `tracker`.
    sel : Selection
        The chapter's parameters: the chosen cities, and the nation where an indicator is the nation's.
    """
    chapter = next(c for c in plan.chapters() if c.slug == slug)
    speak = [e for e in catalog.evidence() if e.chapter == chapter.number and e.part in findings]
    ids = list(dict.fromkeys(i for e in speak for i in e.indicators))
    national = [i for i in ids if catalog.indicators()[i].scope == "nation"]
    cities = provenance.passport(observations.select(ids, sel.codes, sel.years), sel.codes)
    return combine(cities, provenance.passport(observations.nation(national, sel.years), []))


def _parts(slug: str, findings: Mapping[int, Sentence]) -> list[dict[str, Any]]:
    chapter = next(c for c in plan.chapters() if c.slug == slug)
    known = {e.part: e for e in catalog.evidence() if e.chapter == chapter.number}
    if unknown := sorted(set(findings) - set(known)):
        raise KeyError(f"chapter {slug!r} of the plan has parts 1 to {len(known)}, not {unknown}")
    rows = []
    for part in plan.parts(slug):
        speaks = known[part.number]
        names = [catalog.indicators()[i].name for i in speaks.indicators]
        said = findings.get(part.number)
        rows.append(
            {
                "part": Both(f"{part.number} {part.heading.zh}", f"{part.number} {part.heading.en}"),
                "by": Both("、".join(n.zh for n in names) or "—", "; ".join(n.en for n in names) or "—"),
                "finding": said.plain if said else Both("无数据", "no data"),
                "needed": speaks.needed,
            }
        )
    return rows


def _sourced(passport: Passport | None) -> Passport:
    asked = Passport((plan.document().title,), ())
    if passport:
        return combine(passport, asked)  # coverage is that of the first
    elsewhere = Both(
        "各项数字的来源和覆盖见相应的图表",
        "Sources and coverage of the figures stand with the charts and tables that show them",
    )
    return replace(asked, notes=(elsewhere,))


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


def targets(slug: str) -> Table | Sentence:
    """Return the plan's numeric goals for 2017 in a chapter, and how far the yearbook measures them."""
    goals = plan.goals(slug)
    if not goals:
        return say(
            "本章在规划中没有数量目标，只有文字要求。",
            "The plan sets no numeric goal for this chapter, only words.",
        )
    relation = {
        "measure": Both("可直接衡量", "measured"),
        "proxy": Both("仅有替代指标", "proxy only"),
        "": Both("无城市数据", "no data by city"),
    }
    rows = pd.DataFrame(
        [
            {
                "goal": opening(g.name),
                "target": target(g),
                "relation": relation[g.relation],
                "note": g.note or Both("", ""),
            }
            for g in goals
        ]
    )
    columns = (
        Column("goal", Both("2017年目标", "Goal for 2017")),
        Column("target", Both("目标值", "Target")),
        Column("relation", Both("衡量", "Measured?")),
        Column("note", Both("说明", "Remark")),
    )
    title = phrase(
        "规划的数量目标：{all}项中{measured}项可直接衡量，{proxy}项只有替代指标",
        "The plan's numeric goals: {measured} of {all} can be measured by city, {proxy} on a proxy only",
        all=count(len(goals)),
        measured=count(sum(g.relation == "measure" for g in goals)),
        proxy=count(sum(g.relation == "proxy" for g in goals)),
    )
    return Table(rows, columns, title, Passport((plan.document().title,), (2017,)))
