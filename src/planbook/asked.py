"""What the plan asks of a chapter, as tables: its parts, its numeric goals, and what can be said of each part.

Notebooks reach these through `planbook.chapter`. What the plan says lives in ``data/plan``, which indicators speak to
a part in ``data/catalog/evidence.csv``; what they found is the notebook's to say.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from planbook import catalog, plan
from planbook.figures import Column, Table
from planbook.language import Both
from planbook.plan import Goal
from planbook.prose import Phrase, Sentence, number, phrase, say
from planbook.provenance import Passport

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


def tracker(slug: str, findings: Mapping[int, Sentence]) -> Table:
    """Return what can be said of each part of a chapter of the plan: indicators that speak to it, and what they found.

    Parameters
    ----------
    slug : str
        As in `asks`.
    findings : mapping of int to Sentence
        Number of a part → what its indicators found. A part without a finding is shown as "no data", with what would
        be needed.

    Raises
    ------
    KeyError
        If the chapter has no such part.
    """
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
    columns = (
        Column("part", Both("规划的部分", "Part of the plan")),
        Column("by", Both("可用指标", "Indicators")),
        Column("finding", Both("结果", "Finding")),
        Column("needed", Both("要说得更多还需要", "What would be needed to say more")),
    )
    title = Both(f"规划第{chapter.number}章逐部分对照", f"Chapter {chapter.number} of the plan, part by part")
    elsewhere = Both(
        "各项数字的来源和覆盖见相应的图表",
        "Sources and coverage of the figures stand with the charts and tables that show them",
    )
    return Table(
        pd.DataFrame(rows), columns, title, Passport((plan.document().title,), (), notes=(elsewhere,))
    )


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
    number = next(c.number for c in plan.chapters() if c.slug == slug)
    goals = [g for g in plan.goals() if g.chapter == number]
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
                "goal": g.name,
                "target": amount(g, -g.target if g.direction == "reduce_by" else g.target),
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
    return Table(
        rows,
        columns,
        Both("规划的数量目标", "The plan's numeric goals"),
        Passport((plan.document().title,), (2017,)),
    )
