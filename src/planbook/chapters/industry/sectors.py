"""What product is made of: services and their goal, secondary industry, the mix of the three sectors, the years before the plan.

Shares of all cities are weighted by product, which is the ratio of the summed value added
(`planbook.analysis.aggregate.weighted_mean`). Where growth came from is the matter of `planbook.chapters.industry.growth`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import spread_over_years, weighted_mean
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import Selection
from planbook.chapters.standings import last_year
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Points, Year, known
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import combine, passport

SECTORS = {
    "primary": Both("第一产业", "primary"),
    "secondary": Both("第二产业", "secondary"),
    "services": Both("服务业", "services"),
}
PRODUCT = "gdp_100m_yuan"
GOAL = "services_share_pct"  # both the goal of the plan and the indicator that tells it
NEEDED = [*(f"{key}_share_pct" for key in SECTORS), PRODUCT]


@dataclass(frozen=True, kw_only=True)
class ServicesAtGoal:
    """How services stood in the goal's year.

    Attributes
    ----------
    year : Year
        The goal's year.
    share, nation : Percent
        Services over product in that year, in the chosen cities together and in the nation.
    met : bool
        Whether the chosen cities together reached the goal.
    first : Year
        The first year in which they did, up to the last one printed.
    """

    year: Year
    share: Percent
    nation: Percent | Absent
    met: bool
    first: Year | Absent


@dataclass(frozen=True, kw_only=True)
class ServicesShare(Finding):
    """The share of services in product, and the plan's goal for it.

    Attributes
    ----------
    last, since : Year
        The last year with a figure; the year changes are measured from, where it is an earlier one.
    share, nation, before : Percent
        In the last year, the same in the nation, and in the base year.
    goal : ServicesAtGoal
        How they stood in the goal's year; absent before it.
    at : Year
        The goal's year, or the last one printed before it: for it the cities are counted.
    reached, cities : Count
        Cities with the goal's share in that year; those with a figure.
    median : Percent
        Of the cities in that year.
    spread : pandas.DataFrame
        Quantiles of the cities by year, as `planbook.analysis.aggregate.spread_over_years`, and the column nation.
    """

    last: Year
    since: Year | Absent
    share: Percent
    nation: Percent | Absent
    before: Percent | Absent
    goal: ServicesAtGoal | Absent
    at: Year
    reached: Count
    cities: Count
    median: Percent
    spread: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class SecondaryShare(Finding):
    """The share of secondary industry in product.

    Attributes
    ----------
    last : Year
        The last year with a figure.
    share, outside, nation : Percent
        In that year: in the chosen cities, in those outside the plan, in the nation.
    compared, since : Year
        The last year the nation is printed too; the base year.
    gap, gap_before : Points
        Chosen cities less the nation in these two years.
    lines : pandas.DataFrame
        year, series (plan, nation, others), name, value, segment.
    """

    last: Year
    share: Percent
    outside: Percent | Absent
    nation: Percent | Absent
    compared: Year | Absent
    since: Year
    gap: Points | Absent
    gap_before: Points | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class SectorMix(Finding):
    """The three sectors beside one another.

    Attributes
    ----------
    last : Year
        The last year with all three.
    primary, secondary, services : Percent
        Of product in that year.
    parts : pandas.DataFrame
        year, series (the sector), name, value (per cent of product).
    """

    last: Year
    primary: Percent
    secondary: Percent
    services: Percent
    parts: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class SectorsBefore(Finding):
    """Shares in the first year of the data and in the last one before the plan, or the chosen one if it is earlier.

    Attributes
    ----------
    first, last : Year
        The two years.
    secondary, secondary_then, services, services_then : Percent
        Of the product of the chosen cities, in the first year and then.
    nation, nation_then : Percent
        Secondary industry in the nation.
    """

    first: Year
    last: Year
    secondary: Percent
    secondary_then: Percent
    services: Percent
    services_then: Percent
    nation: Percent | Absent
    nation_then: Percent | Absent


def share(key: str, sel: Selection, *, everywhere: bool = False) -> pd.DataFrame:
    """Return a sector's share of product, city by city up to the chosen year."""
    return shared.observed(f"{key}_share_pct", sel, everywhere=everywhere)


def nation(key: str, sel: Selection) -> pd.DataFrame:
    """Return a sector's share in the nation."""
    return shared.nation(f"{key}_share_pct", sel)


def lines(key: str, sel: Selection) -> dict[str, pd.DataFrame]:
    """Return a sector's share over years of the chosen cities, the nation and the cities outside the plan."""
    product = shared.observed(PRODUCT, sel, everywhere=True)
    return {
        "plan": weighted_mean(share(key, sel), product),
        "nation": nation(key, sel),
        "others": weighted_mean(shared.others(f"{key}_share_pct", sel), product),
    }


def last_printed(sel: Selection) -> int:
    """Return the last year that shares and product have; a series that is not printed at all has no say."""
    ends = [last_year(shared.observed(i, sel)) for i in NEEDED]
    return min(filter(None, ends), default=sel.year)


def services(sel: Selection) -> ServicesShare | Absent:
    """Return the share of services in product and how it stands to the plan's goal."""
    own, line, last = share("services", sel), lines("services", sel), last_printed(sel)
    now = shared.level(line["plan"], last)
    if now is None:
        return shared.lacking([GOAL, PRODUCT], sel)
    goal = next(g for g in plan.goals("industry") if g.id == GOAL)
    at = min(goal.year, last)
    then = own[own["year"] == at]["value"]
    spread = spread_over_years(own).merge(
        line["nation"][["year", "value"]].rename(columns={"value": "nation"}), on="year", how="left"
    )
    return ServicesShare(
        source=combine(passport(own, sel.codes), passport(line["nation"], [])),
        last=Year(last),
        since=Year(sel.since) if sel.since < last else Absent(),
        share=Percent(now),
        nation=known(Percent, shared.level(line["nation"], last)),
        before=known(Percent, shared.level(line["plan"], sel.since)),
        goal=_at_goal(line, goal.year, goal.target) if at == goal.year else Absent(),
        at=Year(at),
        reached=Count((then >= goal.target).sum()),
        cities=Count(len(then)),
        median=Percent(then.median()),
        spread=spread,
    )


def _at_goal(line: dict[str, pd.DataFrame], year: int, target: float) -> ServicesAtGoal | Absent:
    ours = shared.level(line["plan"], year)
    if ours is None:
        return Absent()
    reaching = line["plan"][line["plan"]["value"] >= target]["year"]
    return ServicesAtGoal(
        year=Year(year),
        share=Percent(ours),
        nation=known(Percent, shared.level(line["nation"], year)),
        met=ours >= target,
        first=known(Year, reaching.min()),
    )


def secondary(sel: Selection) -> SecondaryShare | Absent:
    """Return the share of secondary industry in product, beside the nation and the cities outside the plan."""
    line, last = lines("secondary", sel), last_printed(sel)
    now = shared.level(line["plan"], last)
    if now is None:
        return shared.lacking(["secondary_share_pct", PRODUCT], sel)
    both = shared.last_common(line["plan"], line["nation"])
    gap, before = (
        known(Percent, shared.level(line["plan"], y)) - known(Percent, shared.level(line["nation"], y))
        for y in (both, sel.since)
    )
    names = {"plan": sel.label, "nation": shared.NATION, "others": OUTSIDE}
    drawn = shared.lines_of({key: (name, line[key]) for key, name in names.items()})
    rows = [share("secondary", sel), shared.observed(PRODUCT, sel)]
    return SecondaryShare(
        source=combine(passport(pd.concat(rows), sel.codes), passport(line["nation"], [])),
        last=Year(last),
        share=Percent(now),
        outside=known(Percent, shared.level(line["others"], last)),
        nation=known(Percent, shared.level(line["nation"], last)),
        compared=known(Year, both),
        since=Year(sel.since),
        gap=known(Points, gap),
        gap_before=known(Points, before) if both and both > sel.since else Absent(),
        lines=shared.segments(drawn, []),
    )


def mix(sel: Selection) -> SectorMix | Absent:
    """Return what the product of the chosen cities is made of, year by year."""
    product, last = shared.observed(PRODUCT, sel), last_printed(sel)
    rows = {key: share(key, sel) for key in SECTORS}
    lines = {key: weighted_mean(frame, product) for key, frame in rows.items()}
    top = {key: shared.level(line, last) for key, line in lines.items()}
    if None in top.values():
        return shared.lacking(NEEDED, sel)
    return SectorMix(
        source=passport(pd.concat([*rows.values(), product]), sel.codes),
        last=Year(last),
        **{key: Percent(value) for key, value in top.items()},  # type: ignore[arg-type]
        parts=shared.lines_of({key: (name, lines[key]) for key, name in SECTORS.items()}),
    )


def before(sel: Selection) -> SectorsBefore | Absent:
    """Return how the mix of sectors moved until the plan; nothing where there is one year only."""
    ours, theirs = lines("services", sel)["plan"], lines("secondary", sel)
    last = min(plan.document().first_year - 1, last_printed(sel))
    found = [shared.level(frame, y) for frame in (theirs["plan"], ours) for y in (FIRST_YEAR, last)]
    if None in found:
        return shared.lacking(["services_share_pct", "secondary_share_pct", PRODUCT], sel)
    if last <= FIRST_YEAR:
        return Absent()
    rows = pd.concat([share("secondary", sel), share("services", sel)])
    secondary, secondary_then, services, services_then = map(Percent, found)
    return SectorsBefore(
        source=passport(rows[rows["year"].isin([FIRST_YEAR, last])], sel.codes),
        first=Year(FIRST_YEAR),
        last=Year(last),
        secondary=secondary,
        secondary_then=secondary_then,
        services=services,
        services_then=services_then,
        nation=known(Percent, shared.level(theirs["nation"], FIRST_YEAR)),
        nation_then=known(Percent, shared.level(theirs["nation"], last)),
    )
