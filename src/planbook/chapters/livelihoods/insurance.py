"""Pension insurance: the insured beside the goal of the plan, a proxy since the yearbook counts employees only."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import total
from planbook.analysis.spans import longest_span
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Year
from planbook.plan import Goal
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import passport

INSURED = "pension_insured"
_HEADS, _MILLION = Both("人", ""), Both("万", "million")
_NO_REGION = Both(
    "此处无图：目标针对全部规划城市，不分地区；分地区时只看下表。",
    "No figure: the goal is for all cities of the plan; a region is shown in the table only.",
)
_ONE_YEAR = Both(
    "口径不变的年份只有一年，参保人数无从比较。",
    "The concept did not stay the same for two years, so that the insured cannot be compared.",
)


@dataclass(frozen=True, kw_only=True)
class Insured(Finding):
    """Persons in pension insurance, all chosen cities together.

    Attributes
    ----------
    at, value : Year, Amount
        The goal's year, or the last before it; persons.
    last, now : Year, Amount
        The last year; persons.
    cities : Count
        Cities in the last sum.
    due : bool
        Whether the goal's year has come.
    """

    at: Year
    value: Amount
    last: Year
    now: Amount
    cities: Count
    due: bool


@dataclass(frozen=True, kw_only=True)
class TowardsGoal(Finding):
    """The insured of all the plan's cities as a share of the goal.

    Attributes
    ----------
    lines : pandas.DataFrame
        year, series, name, value (per cent of the goal), segment.
    """

    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Covered(Finding):
    """The insured of the cities that have both years of a stretch in which the concept did not change.

    Attributes
    ----------
    first, last : Year
        The two years.
    then, now : Amount
        Persons.
    cities : Count
        How many cities have both.
    """

    first: Year
    last: Year
    then: Amount
    now: Amount
    cities: Count


@dataclass(frozen=True, kw_only=True)
class Concepts(Tabled):
    """The insured year by year, with the changes of concept.

    Attributes
    ----------
    first, last : Year
        The years printed.
    changes : Count
        How often the concept changed after the first of them.
    """

    first: Year
    last: Year
    changes: Count


def goal() -> Goal:
    """Return the plan's goal for the insured."""
    return next(g for g in plan.goals("livelihoods") if g.id == "pension_insured_million")


def mark() -> Amount:
    """Return the goal as sentences say it, in persons.

    Examples
    --------
    >>> float(mark())
    100000000.0
    """
    return Amount(1e6 * goal().target, 0, Both("人", "people"), Both("亿", "million"))


def insured(sel: Selection) -> Insured | Absent:
    """Return the insured in the goal's year and in the last year."""
    sums = total(shared.observed(INSURED, sel))
    if sums.empty:
        return shared.unprinted(INSURED, sel)
    by_year, last = sums.set_index("year")["value"], int(sums["year"].max())
    at = min(goal().year, last)
    frame = shared.observed(INSURED, sel)
    return Insured(
        source=passport(frame[frame["year"].isin([at, last])], sel.codes),
        at=Year(at),
        value=_persons(by_year[at]),
        last=Year(last),
        now=_persons(by_year[last]),
        cities=Count(sums["cities"].iloc[-1]),
        due=at >= goal().year,
    )


def towards_goal(sel: Selection) -> TowardsGoal | Absent:
    """Return the insured as a share of the goal, which is one of all cities together."""
    frame = shared.observed(INSURED, sel)
    if frame.empty:
        return shared.unprinted(INSURED, sel)
    if sel.region.id != "all":
        return Absent(_NO_REGION)
    sums = total(frame)
    line = shared.lines_of({"plan": (sel.label, sums.assign(value=100 * sums["value"] / float(mark())))})
    return TowardsGoal(
        source=passport(frame, sel.codes), lines=shared.segments(line, shared.breaks(INSURED, line))
    )


def covered(sel: Selection) -> Covered | Absent:
    """Return the insured in the longest stretch of one concept, over the cities that have both its ends."""
    frame = shared.observed(INSURED, sel)
    if frame.empty:
        return shared.unprinted(INSURED, sel)
    first, last = longest_span(frame, sel.since)
    ends = frame[frame["year"].isin([first, last])]
    sums = total(ends, balanced=True)
    if len(sums) < 2:
        return Absent(_ONE_YEAR)
    return Covered(
        source=passport(ends, sel.codes),
        first=Year(first),
        last=Year(last),
        then=_persons(sums["value"].iloc[0]),
        now=_persons(sums["value"].iloc[-1]),
        cities=Count(sums["cities"].iloc[0]),
    )


def concepts(sel: Selection) -> Concepts | Absent:
    """Return the insured year by year: persons, cities, how many of them on a wider concept, changes of concept."""
    frame = shared.observed(INSURED, sel)
    if frame.empty:
        return shared.unprinted(INSURED, sel)
    sums = total(frame)
    wider = frame[frame["flag"].str.contains("wider_concept")].groupby("year")["unit"].nunique()
    renamed = {b.year: b.what for b in catalog.breaks(INSURED, FIRST_YEAR, sel.year)}
    first = int(sums["year"].min())
    rows = sums.assign(
        wide=sums["year"].map(wider).fillna(0),
        change=_kept(renamed.get(int(y), Both("", "")) for y in sums["year"]),
        people_zh=_kept(Amount(v / 1e4, 0) for v in sums["value"]),
        people_en=_kept(Amount(v / 1e6, 1) for v in sums["value"]),
    )
    return Concepts(
        source=passport(frame, sel.codes),
        frame=rows,
        columns=(
            Column("year", "年份 | Year"),
            Column("people", "参保人数（万人） | Insured (million)", right=True),
            Column("cities", "有数城市 | Cities with data", 0),
            Column("wide", "其中口径较宽 | of which on a wider concept", 0),
            Column("change", "口径变化 | Change of concept"),
        ),
        first=Year(first),
        last=Year(sums["year"].max()),
        changes=Count(sum(year > first for year in renamed)),
    )


def _persons(value: float) -> Amount:
    return Amount(value, 0, _HEADS, _MILLION)


def _kept(cells: Iterable[Amount | Both]) -> pd.Series:
    return pd.Series(list(cells), dtype="object")  # as plain numbers they would lose how they are written
