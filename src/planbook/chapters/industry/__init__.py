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
from planbook.chapters.finding import Finding, Findings, chosen, sources
from planbook.chapters.industry import firms, growth, jobs, named, sectors, tabled
from planbook.chapters.industry.firms import IndustryWeight, ProfitRates
from planbook.chapters.industry.growth import GrowthReferences, GrowthShifts
from planbook.chapters.industry.jobs import JobShares, JobSpecialisation, JobTurns
from planbook.chapters.industry.named import NamedGroups, NamedGrowth
from planbook.chapters.industry.sectors import SecondaryShare, SectorMix, SectorsBefore, ServicesShare
from planbook.chapters.industry.tabled import IndustryBeside, IndustryRanked
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.chapters.standings import last_year
from planbook.chapters.tables import Reach
from planbook.ground.absent import Absent
from planbook.ground.quantities import Count, Percent, Year
from planbook.store.provenance import passport

CAPITAL = "fdi_10k_usd"
SERIES = [
    *("services_share_pct", "secondary_share_pct", firms.FIRMS, firms.OUTPUT, firms.PROFIT, *firms.ASSETS),
    *(*jobs.JOBS.values(), growth.INDEX),
]
SINCE = {  # what is followed beyond the plan's term, the main series first
    "services_share_pct": "服务业占产出比重 | the share of services in product",
    "secondary_share_pct": "第二产业占产出比重 | the share of secondary industry in product",
    "industrial_profit_100m_yuan": "规模以上工业利润 | profits of industrial firms above designated size",
    "industrial_firms": "规模以上工业企业数 | industrial firms above designated size",
    "retail_sales_100m_yuan": "社会消费品零售额 | retail sales",
}


@dataclass(frozen=True, kw_only=True)
class IndustryCapital(Finding):
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
class IndustryUnseen:
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
    services: ServicesShare | Absent
    secondary: SecondaryShare | Absent
    mix: SectorMix | Absent
    before: SectorsBefore | Absent
    shifts: GrowthShifts | Absent
    references: GrowthReferences | Absent
    weight: IndustryWeight | Absent
    rates: ProfitRates | Absent
    jobs: JobShares | Absent
    turns: JobTurns | Absent
    special: JobSpecialisation | Absent
    named: NamedGrowth | Absent
    groups: NamedGroups
    foreign: IndustryCapital | Absent
    asked: Asked
    ranked: IndustryRanked | Absent
    beside: IndustryBeside | Absent
    unseen: IndustryUnseen
    since: Since | Absent
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
        asked=requests("industry", sources(services, weight, rates, about, special, capital)),
        ranked=tabled.ranked(sel, shifts),
        beside=tabled.beside(sel, rates, shares, turns),
        unseen=unseen(sel, shares),
        since=since(sel, SINCE),
        reach=tables.reach(SERIES, sel),
    )


def foreign(sel: Selection) -> IndustryCapital | Absent:
    """Return how foreign capital used moved from the base year to the last one printed."""
    rows = shared.observed(CAPITAL, sel)
    last = last_year(rows)
    first = min(sel.since, last - 1)
    rows = rows[rows["year"].isin([first, last])]
    moved = compare_in_spans(unbroken(rows, sel.since, last), first)
    if moved.empty:
        return Absent()
    r = moved.iloc[-1]
    return IndustryCapital(
        source=passport(rows, sel.codes),
        first=Year(r["first"]),
        last=Year(r["last"]),
        cities=Count(r["cities"]),
        change=Percent(r["change"]),
    )


def unseen(sel: Selection, shares: JobShares | Absent) -> IndustryUnseen:
    """Return how many places of the plan have no yearly data, and from when on jobs are not divided by sector."""
    kinds = pd.Series([u.kind for u in plan.districts()]).value_counts()
    return IndustryUnseen(
        districts=Count(kinds.get("district", 0)),
        counties=Count(kinds.sum() - kinds.get("district", 0)),
        undivided=Year(shares.ended + 1) if not isinstance(shares.ended, Absent) else Absent(),
    )
