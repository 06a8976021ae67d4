"""What the overview found: the twelve goals judged, product of the cities, where they stood before the plan, its aims in words.

Pure functions of a selection, a module a section; the plan's own figures of 2011 are computed in `planbook.chapters.baseline`.
Sentences and charts live in ``notebooks/overview.ipynb``.
"""

from dataclasses import dataclass

from planbook import catalog, plan
from planbook.chapters import baseline, tables
from planbook.chapters.finding import Findings, chosen
from planbook.chapters.kinds import JOBS
from planbook.chapters.overview.aims import Aims, aims
from planbook.chapters.overview.before import Before, Founding, before, founding
from planbook.chapters.overview.growth import INDEX, PRODUCT, Growth, growth, indices
from planbook.chapters.overview.scorecard import Scorecard, card
from planbook.chapters.overview.services import Services, services
from planbook.chapters.overview.spread import Spread, spread
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.ground.absent import Absent
from planbook.ground.quantities import Count, Year, known
from planbook.store.observations import FIRST_YEAR

_REACH = (
    PRODUCT,
    INDEX,
    "services_share_pct",
    "so2_industrial_t",
    "rd_expenditure_100m_yuan",
    "urban_income_yuan",
    "pension_insured",
    *JOBS,
)
COMMODITIES = (
    2012,
    2016,
)  # prices of commodities fell; stated for context, no series of them is in the tables
SINCE = {  # what is followed beyond the plan's term, the main series first
    "gdp_index_previous_100": "实际产出 | real product",
    "services_share_pct": "服务业占产出比重 | the share of services in product",
    "so2_industrial_t": "工业二氧化硫 | industrial SO2",
    "pension_insured": "职工养老参保 | employees with pension insurance",
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a reader has to know of the plan and its years; what lies after the chosen year is absent.

    Attributes
    ----------
    first, last : Year
        The plan's term.
    selected : Year
        The year by whose figures it chose its cities.
    cities, districts, counties : Count
        What it covers: prefecture-level cities, districts of others, county-level cities.
    running : bool
        Whether the plan has begun by the chosen year.
    censuses : tuple of Year
        Economic censuses up to the chosen year, which moved the level of product.
    prices_from, prices_to : Year
        While the plan ran, prices of commodities fell.
    """

    first: Year
    last: Year
    selected: Year
    cities: Count
    districts: Count
    counties: Count
    running: bool
    censuses: tuple[Year, ...] | Absent
    prices_from: Year | Absent
    prices_to: Year | Absent


@dataclass(frozen=True, kw_only=True)
class Overview(Findings):
    """Everything the overview says.

    Attributes
    ----------
    card : Scorecard
        The numeric goals, one record a goal: ``card.goals["so2"].verdict``.
    """

    plan: Setting
    card: Scorecard
    services: Services | Absent
    growth: Growth | Absent
    spread: Spread | Absent
    founding: Founding | Absent
    before: Before | Absent
    aims: Aims
    baseline: baseline.Backtest
    since: Since | Absent
    reach: tables.Reach


def findings(sel: Selection) -> Overview:
    """Return everything the overview says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region; the scorecard, the rules tried and the plan's own figures always cover all cities.
    """
    read = indices(sel)
    return Overview(
        chosen=chosen(sel),
        plan=setting(sel),
        card=card(sel),
        services=services(sel),
        growth=growth(sel, read),
        spread=spread(sel, read),
        founding=founding(sel),
        before=before(sel),
        aims=aims(sel),
        baseline=baseline.finding(),
        since=since(sel, SINCE),
        reach=tables.reach(list(_REACH), sel),
    )


def setting(sel: Selection) -> Setting:
    """Return what a reader has to know of the plan and its years.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> setting(choose(2015)).censuses, bool(setting(choose(2015)).prices_to)
    ((2004.0, 2008.0, 2013.0), False)
    """
    document, kinds = plan.document(), [u.kind for u in plan.units()]
    censuses = tuple(Year(b.year) for b in catalog.breaks(PRODUCT, FIRST_YEAR, sel.year))
    began, ended = (year if sel.year >= COMMODITIES[1] else None for year in COMMODITIES)
    return Setting(
        first=Year(document.first_year),
        last=Year(document.last_year),
        selected=Year(document.selection_year),
        cities=Count(kinds.count("city")),
        districts=Count(kinds.count("district")),
        counties=Count(kinds.count("county_level_city")),
        running=sel.year >= document.first_year,
        censuses=censuses or Absent(),
        prices_from=known(Year, began),
        prices_to=known(Year, ended),
    )
