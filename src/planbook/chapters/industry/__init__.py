"""What the chapter on industry found: sectors, growth, industrial firms, jobs, the cities the plan named.

Pure functions of a selection, one module a subject; methods live in `planbook.analysis`, sentences and charts in
``notebooks/industry.ipynb``.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.spans import compare_in_spans, unbroken
from planbook.chapters import shared, tables
from planbook.chapters.asked import Aim, Asked, goals, requests
from planbook.chapters.finding import Finding, Findings, chosen
from planbook.chapters.industry import firms, growth, jobs, named, sectors, tabled
from planbook.chapters.industry.firms import Rates, Weight
from planbook.chapters.industry.growth import References, Shifts
from planbook.chapters.industry.jobs import Shares, Specialised, Turns
from planbook.chapters.industry.named import Groups, Named
from planbook.chapters.industry.sectors import Before, Mix, Secondary, Services
from planbook.chapters.industry.tabled import Beside, Ranked
from planbook.chapters.selection import Selection
from planbook.chapters.tables import Reach
from planbook.ground.absent import Absent
from planbook.ground.quantities import Count, Percent, Year
from planbook.store.provenance import combine, passport

CAPITAL = "fdi_10k_usd"
SERIES = [
    *("services_share_pct", "secondary_share_pct", firms.FIRMS, firms.OUTPUT, firms.PROFIT, *firms.ASSETS),
    *(*jobs.JOBS.values(), growth.INDEX),
]


@dataclass(frozen=True, kw_only=True)
class Foreign(Finding):
    """Foreign capital used, in US dollars at current prices, over cities without a break of their own.

    Attributes
    ----------
    first, last : Year
        The two years.
    cities : Count
        Chosen cities with both.
    change : Percent
        Of the sum.
    """

    first: Year
    last: Year
    cities: Count
    change: Percent


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """What has no figures however much is printed.

    Attributes
    ----------
    districts, counties : Count
        City districts and county-level cities of the plan, without yearly data.
    undivided : Year
        The first year in which jobs are no longer printed by sector, where the chosen one is not before it.
    """

    districts: Count
    counties: Count
    undivided: Year | Absent


@dataclass(frozen=True, kw_only=True)
class Industry(Findings):
    """Everything the chapter says."""

    goals: dict[str, Aim]
    services: Services | Absent
    secondary: Secondary | Absent
    mix: Mix | Absent
    before: Before | Absent
    shifts: Shifts | Absent
    references: References | Absent
    weight: Weight | Absent
    rates: Rates | Absent
    jobs: Shares | Absent
    turns: Turns | Absent
    special: Specialised | Absent
    named: Named | Absent
    groups: Groups
    foreign: Foreign | Absent
    asked: Asked
    ranked: Ranked | Absent
    beside: Beside | Absent
    unseen: Unseen
    reach: Reach


def findings(sel: Selection) -> Industry:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    services, weight, rates = sectors.services(sel), firms.weight(sel), firms.rates(sel)
    shifts, turns, shares = growth.shifts(sel), jobs.turns(sel), jobs.shares(sel)
    special, about, capital = jobs.specialised(sel), named.named(sel), foreign(sel)
    told = [f.source for f in (services, weight, rates, about, special, capital) if isinstance(f, Finding)]
    nothing = passport(shared.observed(sectors.GOAL, sel)[:0], sel.codes)
    return Industry(
        chosen=chosen(sel),
        goals=goals("industry"),
        services=services,
        secondary=sectors.secondary(sel),
        mix=sectors.mix(sel),
        before=sectors.before(sel),
        shifts=shifts,
        references=growth.references(sel, shifts),
        weight=weight,
        rates=rates,
        jobs=shares,
        turns=turns,
        special=special,
        named=about,
        groups=named.groups(sel, turns),
        foreign=capital,
        asked=requests("industry", combine(*told) if told else nothing),
        ranked=tabled.ranked(sel, shifts),
        beside=tabled.beside(sel, rates, shares, turns),
        unseen=unseen(sel, shares),
        reach=tables.reach(SERIES, sel),
    )


def foreign(sel: Selection) -> Foreign | Absent:
    """Return how foreign capital used moved from the base year to the last one printed."""
    rows = shared.observed(CAPITAL, sel)
    last = shared.last_year(rows)
    first = min(sel.since, last - 1)
    rows = rows[rows["year"].isin([first, last])]
    moved = compare_in_spans(unbroken(rows, sel.since, last), first)
    if moved.empty:
        return Absent()
    r = moved.iloc[-1]
    return Foreign(
        source=passport(rows, sel.codes),
        first=Year(r["first"]),
        last=Year(r["last"]),
        cities=Count(r["cities"]),
        change=Percent(r["change"]),
    )


def unseen(sel: Selection, shares: Shares | Absent) -> Unseen:
    """Return how many places of the plan have no yearly data, and from when on jobs are not divided by sector."""
    kinds = pd.Series([u.kind for u in plan.districts()]).value_counts()
    return Unseen(
        districts=Count(kinds.get("district", 0)),
        counties=Count(kinds.sum() - kinds.get("district", 0)),
        undivided=Year(shares.ended + 1) if not isinstance(shares.ended, Absent) else Absent(),
    )
