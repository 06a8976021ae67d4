"""The share of services in product, the one goal of structure that cities print directly."""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import weighted_mean
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import GOAL_YEAR, Selection
from planbook.ground.absent import Absent
from planbook.ground.quantities import Percent, Year, known
from planbook.store import observations
from planbook.store.provenance import combine, passport

SHARE, PRODUCT = "services_share_pct", "gdp_100m_yuan"


@dataclass(frozen=True, kw_only=True)
class Services(Finding):
    """Services in per cent of product, cities weighted by product.

    Attributes
    ----------
    year : Year
        The last year printed up to the chosen one.
    ours, theirs, nation : Percent
        In that year: the chosen cities, those outside the plan, the nation.
    reached : Year
        The first year in which all cities of the plan together reach the goal; absent without a word where none does, or
        where the goal is not due yet.
    unreached : Year
        The chosen year, where the goal is due and no year up to it has reached it.
    lines : pandas.DataFrame
        year, series (plan, nation, others), name, value, segment.
    """

    year: Year
    ours: Percent
    theirs: Percent | Absent
    nation: Percent | Absent
    reached: Year | Absent
    unreached: Year | Absent
    lines: pd.DataFrame


def services(sel: Selection) -> Services | Absent:
    """Return the share of services: the ratio of summed value added, that is the mean of shares weighted by product."""
    nominal = shared.observed(PRODUCT, sel, everywhere=True)
    share = shared.observed(SHARE, sel)
    ours = weighted_mean(share, nominal)
    if ours.empty:
        return shared.lacking([SHARE, PRODUCT], sel)
    theirs, china = weighted_mean(shared.others(SHARE, sel), nominal), shared.nation(SHARE, sel)
    last = int(ours["year"].max())
    named = {"plan": (sel.label, ours), "nation": (shared.NATION, china), "others": (OUTSIDE, theirs)}
    first = _reached(sel, nominal)
    due = sel.year >= GOAL_YEAR
    return Services(
        source=combine(passport(share, sel.codes), passport(china, [])),
        year=Year(last),
        ours=Percent(shared.level(ours, last)),
        theirs=known(Percent, shared.level(theirs, last)),
        nation=known(Percent, shared.level(china, last), reason=None),
        reached=known(Year, first if due else None),
        unreached=Year(sel.year) if due and first is None else Absent(),
        lines=shared.segments(shared.lines_of(named), ()),
    )


def _reached(sel: Selection, nominal: pd.DataFrame) -> int | None:
    """Return the first year in which the plan's cities together reach the goal, whatever the region."""
    goal = next(g for g in plan.goals() if g.id == SHARE)
    everyone = [c.code for c in plan.cities()]
    line = weighted_mean(observations.select(SHARE, everyone, sel.years), nominal)
    years = line[line["value"] >= goal.target]["year"]
    return int(years.min()) if len(years) else None
