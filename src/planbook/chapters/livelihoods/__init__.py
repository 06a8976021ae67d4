"""What the chapter on livelihoods found: income, wages, unemployment, insurance, public services and public money.

Pure functions of a selection; methods live in `planbook.analysis`, sentences and charts in ``notebooks/livelihoods.ipynb``.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.chapters import kinds, shared, tables
from planbook.chapters.asked import Aim, Asked, goals, requests
from planbook.chapters.finding import Finding, Findings, Tabled, chosen, sources
from planbook.chapters.livelihoods import insurance
from planbook.chapters.livelihoods.income import INCOME, PEOPLE, YUAN, Relation, UrbanIncome, income, relation
from planbook.chapters.livelihoods.insurance import INSURED, Concepts, Covered, Insured, TowardsGoal
from planbook.chapters.livelihoods.services import (
    BEDS,
    DOCTORS,
    REVENUE,
    SPENDING,
    TEACHERS,
    ByPosition,
    Care,
    Money,
    by_position,
    care,
    money,
    own_money,
    per_1000,
)
from planbook.chapters.livelihoods.work import (
    IDLE,
    PRICES,
    PRIVATE,
    STAFF,
    WAGE,
    Announced,
    Denominators,
    Jobless,
    Wages,
    announced,
    denominators,
    jobless,
    jobless_measure,
    wages,
)
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.chapters.standings import compared_years, last_year
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import Passport, combine, passport

_RATIOS = {
    "jobless": Both("登记失业占从业与登记失业之和%", "registered unemployed, % of employed and unemployed"),
    "doctors": Both("医师，每千户籍人口", "doctors per thousand registered people"),
    "beds": Both("床位，每千户籍人口", "hospital beds per thousand registered people"),
    "teachers": Both(
        "中小学教师，每千户籍人口", "teachers in primary and secondary schools per thousand registered people"
    ),
    "money": Both("财政收入占支出%", "own revenue, % of expenditure"),
}
SINCE = {  # what is followed beyond the plan's term, the main series first
    "pension_insured": "职工养老参保 | employees with pension insurance",
    "doctors": "医师 | doctors",
    "hospital_beds": "医院床位 | hospital beds",
    "fiscal_revenue_100m_yuan": "地方财政收入 | own revenue",
    "fiscal_expenditure_100m_yuan": "地方财政支出 | budget expenditure",
    "teachers_secondary": "普通中学教师 | teachers in secondary schools",
    "teachers_primary": "小学教师 | teachers in primary schools",
}


@dataclass(frozen=True, kw_only=True)
class WageRanking(Tabled):
    """The cities by average wage at current prices.

    Attributes
    ----------
    year : Year
        The last year printed.
    best, worst, high, low : Both, Both, Amount, Amount
        The first and the last city and their wages in yuan, values marked as doubtful aside.
    """

    year: Year
    best: Both
    worst: Both
    high: Amount
    low: Amount


@dataclass(frozen=True, kw_only=True)
class ByKind(Tabled):
    """Medians by kind of city.

    Attributes
    ----------
    year : Year
        Of the share of registered unemployed.
    declining, fast : Percent
        Its median in the plan's two kinds of city.
    """

    year: Year
    declining: Percent | Absent
    fast: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class Besides(Finding):
    """What the plan covers besides its cities, without yearly data.

    Attributes
    ----------
    districts, county_cities : Count
        How many.
    """

    districts: Count
    county_cities: Count


@dataclass(frozen=True, kw_only=True)
class Livelihoods(Findings):
    """Everything the chapter says.

    Attributes
    ----------
    pension_goal : Amount
        Persons the plan wants in urban basic pension insurance.
    """

    goals: dict[str, Aim]
    pension_goal: Amount
    income: UrbanIncome | Absent
    relation: Relation | Absent
    wages: Wages | Absent
    jobless: Jobless | Absent
    denominators: Denominators | Absent
    insured: Insured | Absent
    towards_goal: TowardsGoal | Absent
    covered: Covered | Absent
    concepts: Concepts | Absent
    new_jobs: Announced | Absent
    dwellings: Announced | Absent
    doctors: Care | Absent
    beds: Care | Absent
    teachers: Care | Absent
    money: Money | Absent
    by_position: ByPosition | Absent
    ratios: Tabled | Absent
    ranking: WageRanking | Absent
    by_kind: ByKind | Absent
    besides: Besides
    asked: Asked
    since: Since | Absent
    reach: tables.Reach


def findings(sel: Selection) -> Livelihoods:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    idle, own = jobless_measure(sel), own_money(sel)
    medics, places = per_1000(sel, DOCTORS), per_1000(sel, BEDS)
    schools = per_1000(sel, *TEACHERS)
    earned, paid = income(sel), wages(sel)
    unemployed, held, cover = jobless(idle), insurance.insured(sel), insurance.covered(sel)
    hired, built = announced("new_urban_jobs_10k", sel), announced("shantytown_starts_10k", sel)
    measures = {"jobless": idle, "doctors": medics, "beds": places, "teachers": schools, "money": own}
    shown = [(_RATIOS[key], m, 1 if key in ("jobless", "money") else 2) for key, m in measures.items()]
    return Livelihoods(
        chosen=chosen(sel),
        goals=goals("livelihoods"),
        pension_goal=insurance.mark(),
        income=earned,
        relation=relation(sel),
        wages=paid,
        jobless=unemployed,
        denominators=denominators(idle),
        insured=held,
        towards_goal=insurance.towards_goal(sel),
        covered=cover,
        concepts=insurance.concepts(sel),
        new_jobs=hired,
        dwellings=built,
        doctors=care(medics, [DOCTORS]),
        beds=care(places, [BEDS]),
        teachers=care(schools),
        money=money(own),
        by_position=by_position(own),
        ratios=tables.side_by_side(shown, sel),
        ranking=ranking(paid, earned, idle, medics),
        by_kind=by_kind(paid, earned, idle, medics),
        besides=besides(),
        asked=requests("livelihoods", sources(unemployed, paid, earned, held, cover, hired, built)),
        since=since(sel, SINCE),
        reach=tables.reach(
            [
                INCOME,
                WAGE,
                IDLE,
                STAFF,
                PRIVATE,
                INSURED,
                DOCTORS,
                BEDS,
                *TEACHERS,
                PEOPLE,
                REVENUE,
                SPENDING,
            ],
            sel,
        ),
    )


def ranking(
    paid: Wages | Absent, earned: UrbanIncome | Absent, idle: Ratio, medics: Ratio
) -> WageRanking | Absent:
    """Rank the cities by average wage, other figures beside; what is absent has no column."""
    sel, wage = idle.sel, shared.observed(WAGE, idle.sel)
    if wage.empty:
        return shared.lacking([WAGE], sel)
    at, trusted = last_year(wage), shared.trusted(wage)
    values = trusted[trusted["year"] == at].set_index("unit")["value"]
    extra: dict[Column, pd.Series] = {}
    for key, label, decimals, ours, _ in _measured(paid, earned, idle, medics):
        extra[Column(key, label, 1 if key == "doctors" else decimals)] = ours
    used = wage[wage["year"].isin([*compared_years(wage, sel), *_ends(paid)])]
    made = tables.cities(
        wage,
        sel,
        unit=YUAN,
        source=combine(passport(used, sel.codes), *_beside(paid, earned, idle, medics)),
        missing=catalog.why_missing(WAGE, at),
        decimals=0,
        extra=extra,
    )
    return WageRanking(
        source=made.source,
        frame=made.frame,
        columns=made.columns,
        sort_by=made.sort_by,
        descending=made.descending,
        year=Year(at),
        best=sel.name(str(values.idxmax())),
        worst=sel.name(str(values.idxmin())),
        high=Amount(values.max(), 0, YUAN),
        low=Amount(values.min(), 0, YUAN),
    )


def by_kind(
    paid: Wages | Absent, earned: UrbanIncome | Absent, idle: Ratio, medics: Ratio
) -> ByKind | Absent:
    """Set the medians of wages' growth, income, unemployment and doctors beside each other by kind of city."""
    sel = idle.sel
    if not idle.years:
        return shared.lacking(idle.ids, sel)
    at, wage = idle.span[1], shared.trusted(shared.observed(WAGE, sel))
    rate = idle.of_year(at)
    middle = {k.id: rate.reindex(list(k.codes)).median() for k in kinds.kinds(sel, ["position"])}
    measured = {
        Column(key, label, decimals): (ours, theirs)
        for key, label, decimals, ours, theirs in _measured(paid, earned, idle, medics)
    }
    source = combine(
        passport(idle.rows(OURS, [at]), sel.codes),
        passport(wage[wage["year"].isin(_ends(paid))], sel.codes),
        *_beside(paid, earned, idle, medics),
    )
    made = tables.medians(measured, sel, source=source)
    return ByKind(
        source=made.source,
        frame=made.frame,
        columns=made.columns,
        year=Year(at),
        declining=known(Percent, middle.get("declining")),
        fast=known(Percent, middle.get("fast")),
    )


def besides() -> Besides:
    """Return what the plan covers besides its cities."""
    others = [u.kind for u in plan.units() if u.kind != "city"]
    return Besides(
        source=Passport((plan.document().title,), ()),
        districts=Count(others.count("district")),
        county_cities=Count(len(others) - others.count("district")),
    )


def _measured(
    paid: Wages | Absent, earned: UrbanIncome | Absent, idle: Ratio, medics: Ratio
) -> list[tuple[str, Both, int, pd.Series, pd.Series]]:
    """Return what stands beside wages: key, heading, digits, values of the chosen cities and of those outside the plan."""
    none, found = pd.Series(dtype="float64"), []
    if isinstance(paid, Wages) and paid.first < paid.last:
        label = Both(
            f"实际工资增长（%，{paid.first}—{paid.last}年）", f"Real wage growth {paid.first}–{paid.last} (%)"
        )
        found.append(("real", label, 0, paid.growth, paid.growth_theirs))
    if isinstance(earned, UrbanIncome):
        label = Both(f"城镇收入（元，B级，{earned.at}年）", f"Urban income {earned.at} (yuan, grade B)")
        found.append(("income", label, 0, earned.dots.set_index("unit")["value"], none))
    if idle.years:
        at = idle.span[1]
        label = Both(f"登记失业（%，{at}年）", f"Registered unemployed {at} (%)")
        found.append(("rate", label, 1, idle.of_year(at), idle.of_year(at, THEIRS)))
    if medics.years:
        at = medics.span[1]
        label = Both(f"每千人医师（{at}年）", f"Doctors per thousand people {at}")
        found.append(("doctors", label, 2, medics.of_year(at), medics.of_year(at, THEIRS)))
    return found


def _beside(paid: Wages | Absent, earned: UrbanIncome | Absent, idle: Ratio, medics: Ratio) -> list[Passport]:
    """Return the passports of what stands beside wages, and of the prices that deflate them."""
    sel, cpi = idle.sel, shared.nation(PRICES, idle.sel)
    incomes = shared.observed(INCOME, sel)
    years = [int(earned.at)] if isinstance(earned, UrbanIncome) else []
    first, last = _ends(paid) or (0, 0)
    return [
        passport(incomes[incomes["year"].isin(years)], sel.codes),
        passport(idle.rows(OURS, [idle.span[1]]), sel.codes),
        passport(medics.rows(OURS, [medics.span[1]]), sel.codes),
        passport(cpi[(cpi["year"] > first) & (cpi["year"] <= last)], []),
    ]


def _ends(paid: Wages | Absent) -> list[int]:
    return [int(paid.first), int(paid.last)] if isinstance(paid, Wages) else []
