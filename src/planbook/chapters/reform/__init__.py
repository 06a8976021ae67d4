"""What the chapter on reform and opening found: ownership, foreign capital and trade, budgets and lending.

Findings of six ratios, one module a subject; what the ratios are stands in `planbook.chapters.reform.measured`, sentences
and charts in ``notebooks/reform.ipynb``.
"""

from dataclasses import dataclass

from planbook import catalog
from planbook.chapters import tables
from planbook.chapters.asked import Asked, requests
from planbook.chapters.finding import Findings, Tabled, chosen, sources
from planbook.chapters.ratios import OURS, THEIRS
from planbook.chapters.reform import measured, money, opening, ownership
from planbook.chapters.reform.measured import ReformRatios, measures
from planbook.chapters.reform.money import CityLending, FiscalCover, FiscalRegions
from planbook.chapters.reform.opening import CapitalCourse, CapitalPlaces, CapitalUsed, TradeWeight
from planbook.chapters.reform.ownership import OutputByOwner, OutsideFirms, PrivateJobs, StateShare
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.chapters.standings import compared_years
from planbook.chapters.tables import Reach
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both, both
from planbook.ground.quantities import Count
from planbook.store.provenance import combine, passport

SERIES = [
    *(measured.PRIVATE, measured.UNITS, "domestic_firms", "hmt_firms", "foreign_firms"),
    *("domestic_output_100m_yuan", measured.CAPITAL, "exports_100m_yuan", "imports_100m_yuan"),
    *("fiscal_revenue_100m_yuan", "fiscal_expenditure_100m_yuan", "deposits_100m_yuan", "loans_100m_yuan"),
]
RATIOS = {
    "private": "私营与个体占城镇就业% | private and self-employed, % of jobs in towns",
    "outsiders": "港澳台与外商占规模以上工业企业% | outside capital, % of industrial firms",
    "capital": "实际使用外资占产出% | foreign capital used, % of product",
    "trade": "货物进出口占产出% | goods trade, % of product",
    "fiscal": "财政收入占支出% | own revenue, % of expenditure",
    "lending": "贷款占存款% | loans, % of deposits",
}
HEADS = {
    "fiscal": Both("财政自给率", "Revenue, % of expenditure"),
    "private": Both("私营占就业", "Private, % of jobs"),
    "capital": Both("外资占产出", "Foreign capital, % of product"),
    "trade": Both("进出口占产出", "Trade, % of product"),
    "lending": Both("贷款占存款", "Loans, % of deposits"),
}
IN_CITIES, IN_KINDS = ("private", "capital", "trade", "lending"), ("fiscal", "private", "capital", "trade")
SINCE = {  # what is followed beyond the plan's term, the main series first
    "fiscal_revenue_100m_yuan": "地方财政收入 | own revenue",
    "fiscal_expenditure_100m_yuan": "地方财政支出 | budget expenditure",
    "exports_100m_yuan": "货物出口 | exports of goods",
    "imports_100m_yuan": "货物进口 | imports of goods",
    "loans_100m_yuan": "贷款余额 | loans",
    "deposits_100m_yuan": "存款余额 | deposits",
    "foreign_firms": "外商投资工业企业数 | foreign-funded industrial firms",
}


@dataclass(frozen=True, kw_only=True)
class SixRatios(Tabled):
    """The chapter's ratios side by side, in a few years.

    Attributes
    ----------
    printed : Count
        Ratios with a value.
    lower : Count
        Those that are lower than outside the plan in their latest year.
    """

    printed: Count
    lower: Count


@dataclass(frozen=True, kw_only=True)
class Reform(Findings):
    """Everything the chapter says."""

    private: PrivateJobs | Absent
    outsiders: OutsideFirms | Absent
    output: OutputByOwner | Absent
    capital: CapitalUsed | Absent
    course: CapitalCourse | Absent
    places: CapitalPlaces | Absent
    trade: TradeWeight | Absent
    fiscal: FiscalCover | Absent
    regions: FiscalRegions | Absent
    lending: CityLending | Absent
    state: StateShare | Absent
    asked: Asked
    ratios: SixRatios | Absent
    cities: Tabled | Absent
    kinds: Tabled | Absent
    since: Since | Absent
    reach: Reach


def findings(sel: Selection) -> Reform:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    m = measures(sel)
    private, outsiders = ownership.private(m.private), ownership.outsiders(m.outsiders)
    capital, trade, state = opening.capital(m), opening.trade(m.trade), ownership.state(sel)
    fiscal, lending = money.fiscal(m.fiscal), money.lending(m.lending)
    return Reform(
        chosen=chosen(sel),
        private=private,
        outsiders=outsiders,
        output=ownership.output(sel),
        capital=capital,
        course=opening.course(m),
        places=opening.places(m),
        trade=trade,
        fiscal=fiscal,
        regions=money.regions(m.fiscal),
        lending=lending,
        state=state,
        asked=requests("reform", sources(private, outsiders, capital, trade, fiscal, lending, state)),
        ratios=ratios(m, sel),
        cities=cities(m, sel),
        kinds=kinds(m, sel),
        since=since(sel, SINCE),
        reach=tables.reach(SERIES, sel),
    )


def ratios(m: ReformRatios, sel: Selection) -> SixRatios | Absent:
    """Return the six ratios side by side, of the chosen cities and of those outside the plan."""
    known = [measure for measure in m.each.values() if measure.years]
    beside = [measured.converted(m.capital.passport(), sel)] if m.capital.years else []
    rows = [(both(RATIOS[key]), measure, 1) for key, measure in m.each.items()]
    made = tables.side_by_side(rows, sel, beside)
    if isinstance(made, Absent):
        return made
    latest = [(one.at(one.years[-1]), one.at(one.years[-1], THEIRS)) for one in known]
    lower = sum(1 for ours, theirs in latest if ours is not None and theirs is not None and ours < theirs)
    return SixRatios(**vars(made), printed=Count(len(known)), lower=Count(lower))


def cities(m: ReformRatios, sel: Selection) -> Tabled | Absent:
    """Return the table of cities by fiscal self-sufficiency, the other ratios beside it in their latest year."""
    if not m.fiscal.years:
        return Absent()
    own = m.fiscal.by_city()
    each = {key: measure for key, measure in m.each.items() if key in IN_CITIES and measure.years}
    extra = {_column(key, one.years[-1]): one.of_year(one.years[-1]) for key, one in each.items()}
    beside = [passport(one.rows(OURS, [one.years[-1]]), sel.codes) for one in each.values()]
    source = combine(passport(m.fiscal.rows(OURS, compared_years(own, sel)), sel.codes), *beside)
    return tables.cities(
        own,
        sel,
        unit="% | %",
        source=measured.converted(source, sel) if m.capital.years else source,
        missing=catalog.why_missing("fiscal_revenue_100m_yuan", m.fiscal.span[1]),
        extra=extra,
    )


def kinds(m: ReformRatios, sel: Selection) -> Tabled | Absent:
    """Return the medians of four ratios by kind of city, each in its latest year."""
    each = {key: m.each[key] for key in IN_KINDS if m.each[key].years}
    if not each or not m.fiscal.years:
        return Absent()
    columns = {
        _column(key, one.years[-1]): (one.of_year(one.years[-1]), one.of_year(one.years[-1], THEIRS))
        for key, one in each.items()
    }
    source = combine(*(passport(one.rows(OURS, [one.years[-1]]), sel.codes) for one in each.values()))
    source = measured.converted(source, sel) if m.capital.years else source
    return tables.medians(columns, sel, source=source)


def _column(key: str, year: int) -> Column:
    head = HEADS[key]
    return Column(key, Both(f"{head.zh}（%，{year}年）", f"{head.en} ({year})"), 1)
