"""What every chapter needs: its plan texts, its observations up to the chosen year, and what to say when there is none.

Notebooks import from here what several of them share. Which figure a chapter draws and what it says stays in the
notebook; methods live in `planbook.analysis`, builders of charts in `planbook.figures`.
"""

from collections.abc import Mapping

import pandas as pd

from planbook import catalog, observations, plan
from planbook.figures import Column, Mark, Table
from planbook.language import Both
from planbook.prose import Sentence, name, say, year
from planbook.provenance import Passport, passport
from planbook.selection import Selection
from planbook.standings import compared_years, standings
from planbook.standings import last_year as last_year  # notebooks find it here

NATION = Both("全国", "China")
_NOT_AT_HAND = Both("原文不在手边，只列标题", "text not at hand: heading only")


def observed(indicator: str, sel: Selection, *, everywhere: bool = False) -> pd.DataFrame:
    """Return an indicator's observations up to the chosen year.

    Parameters
    ----------
    indicator : str
        Id of the catalog.
    sel : Selection
        The chapter's parameters.
    everywhere : bool
        Every city of the yearbook instead of the chosen cities of the plan.

    Returns
    -------
    pandas.DataFrame
        unit, indicator, year, value, source, flag; empty where nothing is printed that early.

    Examples
    --------
    >>> from planbook.selection import choose
    >>> observed("pm25_ug_m3", choose(2012)).empty
    True
    """
    return observations.select(indicator, None if everywhere else sel.codes, sel.years)


def nation(indicator: str, sel: Selection) -> pd.DataFrame:
    """Return the national series up to the chosen year, never filtered by region; empty where there is none."""
    return observations.nation(indicator, sel.years)


def others(indicator: str, sel: Selection) -> pd.DataFrame:
    """Return the observations of the yearbook's cities outside the plan, up to the chosen year."""
    rows = observations.select(indicator, None, sel.years)
    return rows[~rows["unit"].isin([c.code for c in plan.cities()])].reset_index(drop=True)


def breaks(indicator: str, frame: pd.DataFrame) -> list[Mark]:
    """Return the breaks that a chart of this frame crosses, ready to be drawn.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "year": [2012, 2017], "value": 1.0})
    >>> [m.at for m in breaks("so2_industrial_t", f)]
    [2016]
    """
    if frame.empty:
        return []
    crossed = catalog.breaks(indicator, int(frame["year"].min()), int(frame["year"].max()))
    return [Mark(b.year, b.what) for b in crossed]


def not_printed(indicator: str, sel: Selection) -> Sentence:
    """Say that a series is not there for the chosen year, and why: what a chapter shows instead of a figure.

    Examples
    --------
    >>> from planbook.selection import choose
    >>> not_printed("nox_industrial_t", choose(2012)).markdown.en
    'No figure: the series “Industrial NOx emissions” is not printed up to 2012 (printed from 2017 on).'
    """
    reason = catalog.why_missing(indicator, sel.year)
    return say(
        "此处无图：截至{year}年，{indicator}未见刊印（{reason}）。",
        "No figure: the series “{indicator}” is not printed up to {year} ({reason}).",
        indicator=name(catalog.indicators()[indicator].name),
        year=year(sel.year),
        reason=name(reason),
    )


def not_comparable(indicator: str, sel: Selection) -> Sentence:
    """Say that breaks leave no two years to compare: what a chapter shows instead of a figure of change.

    Examples
    --------
    >>> from planbook.selection import choose
    >>> not_comparable("so2_industrial_t", choose(2016, 2015)).markdown.en
    'No comparison: breaks in the series “Industrial SO2 emissions” leave no two years to compare from 2015 to 2016.'
    """
    return say(
        "此处不作比较：{since}至{year}年，{indicator}因断点没有可比的两年。",
        "No comparison: breaks in the series “{indicator}” leave no two years to compare from {since} to {year}.",
        indicator=name(catalog.indicators()[indicator].name),
        since=year(sel.since),
        year=year(sel.year),
    )


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
        "proxy": Both("只有替代指标", "stand-in only"),
        "": Both("无城市数据", "no data by city"),
    }
    rows = pd.DataFrame(
        [
            {
                "goal": g.name,
                "target": -g.target if g.direction == "reduce_by" else g.target,
                "unit": g.unit,
                "relation": relation[g.relation],
                "note": g.note or Both("", ""),
            }
            for g in goals
        ]
    )
    columns = (
        Column("goal", Both("2017年目标", "Goal for 2017")),
        Column("target", Both("目标值", "Target"), 1),
        Column("unit", Both("单位", "Unit")),
        Column("relation", Both("衡量", "Measured?")),
        Column("note", Both("说明", "Remark")),
    )
    return Table(
        rows,
        columns,
        Both("规划的数量目标", "The plan's numeric goals"),
        Passport((plan.document().title,), (2017,)),
    )


def city_table(
    indicator: str,
    sel: Selection,
    *,
    title: Both,
    decimals: int = 1,
    higher_is_better: bool = True,
    extra: Mapping[Column, pd.Series] | None = None,
) -> Table | Sentence:
    """Rank the chosen cities by an indicator, with their former value and rank.

    Parameters
    ----------
    indicator : str
        Id of the catalog.
    sel : Selection
        The chapter's parameters; the last year printed up to the chosen one is ranked.
    title : Both
        What the table says.
    decimals : int
        Digits after the point.
    higher_is_better : bool
        Whether rank 1 is the highest value.
    extra : mapping of Column to pandas.Series, optional
        Further columns; each series is indexed by unit.

    Returns
    -------
    Table or Sentence
        A sentence where nothing is printed up to the chosen year.
    """
    frame = observed(indicator, sel)
    if frame.empty:
        return not_printed(indicator, sel)
    years = compared_years(frame, sel)
    return standings(
        frame,
        sel,
        title=title,
        unit=catalog.indicators()[indicator].unit,
        passport=passport(frame[frame["year"].isin(years)], sel.codes),
        missing=catalog.why_missing(indicator, years[1]),
        decimals=decimals,
        higher_is_better=higher_is_better,
        extra=extra,
    )


def gaps(indicators: list[str], sel: Selection) -> Table:
    """Return how far the indicators of a chapter reach: years printed, cities covered, and why a series ends.

    Parameters
    ----------
    indicators : list of str
        Ids of the catalog, in the order shown.
    sel : Selection
        The chapter's parameters.
    """
    rows = []
    for indicator in indicators:
        meta = catalog.indicators()[indicator]
        frame = observed(indicator, sel)
        at = int(frame["year"].max()) if len(frame) else None
        covered = frame[frame["year"] == sel.year]["unit"].nunique() if len(frame) else 0
        why = catalog.why_missing(indicator, sel.year) if covered == 0 else None
        rows.append(
            {
                "name": meta.name,
                "first": int(frame["year"].min()) if len(frame) else None,
                "last": at,
                "covered": covered,
                "why": why or Both("", ""),
            }
        )
    columns = (
        Column("name", Both("指标", "Indicator")),
        Column("first", Both("起", "From")),
        Column("last", Both("止", "To")),
        Column("covered", Both(f"{sel.year}年有数城市", f"Cities with data in {sel.year}"), 0),
        Column("why", Both("说明", "Remark")),
    )
    every = observations.select(indicators, sel.codes, sel.years)
    return Table(
        pd.DataFrame(rows),
        columns,
        Both("本章数据的范围", "How far this chapter's data reach"),
        passport(every, sel.codes),
    )
