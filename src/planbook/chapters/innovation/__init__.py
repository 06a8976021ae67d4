"""What the chapter on innovation found: R&D, patents, science in the budget, students, the gap between cities.

Pure functions of the chapter's ratios for one choice of parameters (`Base`), a module a matter. Methods live in
`planbook.analysis`, sentences and charts in ``notebooks/innovation.ipynb``.
"""

from dataclasses import dataclass

from planbook import plan
from planbook.chapters import tables
from planbook.chapters.asked import Aim, Asked, goals, requests
from planbook.chapters.finding import Findings, chosen, sources
from planbook.chapters.innovation import cities, gap, patents, people, research
from planbook.chapters.innovation.base import (
    INVENTIONS,
    PATENTS,
    PEOPLE,
    PRODUCT,
    RD,
    SCIENCE,
    STUDENTS,
    InnovationBase,
)
from planbook.chapters.innovation.cities import PER_10K
from planbook.chapters.innovation.gap import Catching, Comparisons, RegionalGap
from planbook.chapters.innovation.patents import Granted, Stock
from planbook.chapters.innovation.research import China, Provinces, ProvincesMoved, Research, Shares
from planbook.chapters.selection import Selection
from planbook.chapters.since import Since, since
from planbook.ground.absent import Absent
from planbook.ground.quantities import Count, Year

__all__ = ["INVENTIONS", "PATENTS", "PEOPLE", "PER_10K", "PRODUCT", "STUDENTS", "Innovation", "findings"]
SINCE = {  # what is followed beyond the plan's term, the main series first
    "invention_patents_granted": "发明专利授权 | invention patents granted",
    "patents_granted": "专利授权 | patents granted",
    "science_expenditure_100m_yuan": "财政科技支出 | budget expenditure on science",
    "university_students": "普通本专科在校学生 | students",
    "teachers_university": "高校专任教师 | teachers in higher education",
}


@dataclass(frozen=True, kw_only=True)
class Innovation(Findings):
    """Everything the chapter says, in the order of the page.

    ``until`` is the last year of the plan; ``districts`` and ``towns`` are its units without yearly data.
    """

    goals: dict[str, Aim]
    until: Year
    research: Research | Absent
    provinces: Provinces | Absent
    china: China | Absent
    stock: Stock | Absent
    inventions: Granted | Absent
    science: people.Science | Absent
    students: people.Students | Absent
    gap: RegionalGap | Absent
    catching: Catching | Absent
    personnel: people.Personnel | Absent
    asked: Asked
    schools: people.Schools | Absent
    shares: Shares | Absent
    provinces_moved: ProvincesMoved | Absent
    patents: Granted | Absent
    comparisons: Comparisons | Absent
    ranking: cities.InnovationRanking | Absent
    compared: cities.ComparedPair | Absent
    districts: Count
    towns: Count
    since: Since | Absent
    reach: tables.Reach


def findings(sel: Selection) -> Innovation:
    """Return everything the chapter says.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    """
    base = InnovationBase(sel)
    rates = gap.Rates(base)
    spent, around, china = research.research(base), research.provinces(base), research.china(base)
    held, granted = patents.stock(base), patents.inventions(base)
    budget, taught, staff = people.science(base), people.students(base), people.personnel(base)
    kinds = [unit.kind for unit in plan.districts()]
    return Innovation(
        chosen=chosen(sel),
        goals=goals("innovation"),
        until=Year(plan.document().last_year),
        research=spent,
        provinces=around,
        china=china,
        stock=held,
        inventions=granted,
        science=budget,
        students=taught,
        gap=gap.gap(rates),
        catching=gap.catching(rates),
        personnel=staff,
        asked=requests("innovation", sources(spent, around, held, granted, budget, taught, staff)),
        schools=people.schools(base),
        shares=research.shares(base),
        provinces_moved=research.provinces_moved(base),
        patents=patents.patents(base),
        comparisons=gap.comparisons(rates),
        ranking=cities.ranking(base),
        compared=cities.compared(base),
        districts=Count(kinds.count("district")),
        towns=Count(kinds.count("county_level_city")),
        since=since(sel, SINCE),
        reach=tables.reach([RD, PATENTS, INVENTIONS, SCIENCE, STUDENTS, PEOPLE], sel),
    )
