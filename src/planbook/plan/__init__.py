"""The plan registry: what the plan of 2013 says, as frozen records read once from ``data/plan``.

Units, chapters and their parts, goals, the plan's own figures, the industries of boxes 2 and 3, demonstration
zones, regions. What is measured (indicators, sources, breaks) belongs to `planbook.catalog`, observations to
`planbook.store.observations`. Every loader raises `planbook.errors.RegistryError`, listing all problems, if the
tables break their rules.
"""

from collections.abc import Iterable

from planbook import paths
from planbook.errors import ParameterError
from planbook.ground.reads import recorded
from planbook.plan.model import (
    BaselineFigure,
    Chapter,
    Goal,
    GroupCity,
    IndustryGroup,
    Part,
    Plan,
    PlanDocument,
    PlanUnit,
    Positioning,
    QualitativeGoal,
    SelectionIndicator,
    Zone,
    ZoneMember,
)
from planbook.plan.regions import REGIONS, Region, region
from planbook.plan.registry import load

__all__ = [
    "REGIONS",
    "BaselineFigure",
    "Chapter",
    "Goal",
    "GroupCity",
    "IndustryGroup",
    "Part",
    "Plan",
    "PlanDocument",
    "PlanUnit",
    "Positioning",
    "QualitativeGoal",
    "Region",
    "SelectionIndicator",
    "Zone",
    "ZoneMember",
    "baseline",
    "chapters",
    "cities",
    "districts",
    "document",
    "goals",
    "industry_groups",
    "load",
    "parts",
    "plan",
    "positioning",
    "qualitative_goals",
    "region",
    "selection",
    "units",
    "zones",
]


@recorded
def plan() -> Plan:
    """Return the whole registry of the project's ``data/plan``, read once.

    Examples
    --------
    >>> plan().document.title.en
    'National Plan for the Adjustment and Transformation of Old Industrial Bases (2013–2022)'
    """
    return load(paths.data("plan"))


def document() -> PlanDocument:
    """Return the plan's title, numbers, dates and address.

    Examples
    --------
    >>> document().selection_year
    1985
    """
    return plan().document


def selection() -> tuple[SelectionIndicator, ...]:
    """Return the six indicators of 1985 by which the cities were chosen.

    Examples
    --------
    >>> len(selection())
    6
    """
    return plan().selection


def units() -> tuple[PlanUnit, ...]:
    """Return all 120 units in the order of box 1, cities first.

    Examples
    --------
    >>> units()[1].name.en, units()[1].code
    ('Tangshan', '130200')
    """
    return plan().units


def cities(region: "str | Region" = "all") -> tuple[PlanUnit, ...]:
    """Return the plan's cities, 95 in the whole country.

    Parameters
    ----------
    region : str or Region
        Chinese or English name of a region, see `planbook.plan.region`.

    Raises
    ------
    ParameterError
        If no region is called so.

    Examples
    --------
    >>> len(cities()), len(cities("东北")), len(cities("Northeast"))
    (95, 23, 23)
    """
    return _of_region(region, (unit for unit in units() if unit.kind == "city"))


def districts(region: "str | Region" = "all") -> tuple[PlanUnit, ...]:
    """Return the 25 units the plan heads as districts: 24 districts and one county-level city.

    Parameters
    ----------
    region : str or Region
        Chinese or English name of a region.

    Raises
    ------
    ParameterError
        If no region is called so.

    Examples
    --------
    >>> [unit.name.en for unit in districts() if unit.kind == "county_level_city"]
    ['Wafangdian City']
    """
    return _of_region(region, (unit for unit in units() if unit.kind != "city"))


def chapters() -> tuple[Chapter, ...]:
    """Return the nine chapters.

    Examples
    --------
    >>> chapters()[4].title.zh
    '大力促进绿色发展'
    """
    return plan().chapters


def parts(chapter: str | int | None = None) -> tuple[Part, ...]:
    """Return the parts of all chapters or of one.

    Parameters
    ----------
    chapter : str or int, optional
        A chapter's page name (``"green"``) or number.

    Raises
    ------
    ParameterError
        If there is no such chapter.

    Examples
    --------
    >>> [part.text_at_hand for part in parts("industry")]
    [True, True, False, False]
    """
    wanted = _chapter_numbers(chapter)
    return tuple(part for part in plan().parts if part.chapter in wanted)


def goals(chapter: str | int | None = None) -> tuple[Goal, ...]:
    """Return the twelve numeric goals of 2017, or those of one chapter.

    Parameters
    ----------
    chapter : str or int, optional
        A chapter's page name or number.

    Raises
    ------
    ParameterError
        If there is no such chapter.

    Examples
    --------
    >>> [(goal.id, goal.target) for goal in goals("innovation")]
    [('rd_share_pct', 2.2), ('invention_patents_per_10k', 3.1)]
    """
    wanted = _chapter_numbers(chapter)
    return tuple(goal for goal in plan().goals if goal.chapter in wanted)


def qualitative_goals(
    chapter: str | int | None = None, year: int | None = None
) -> tuple[QualitativeGoal, ...]:
    """Return the goals set in words only, all or those of one chapter or year.

    Parameters
    ----------
    chapter : str or int, optional
        A chapter's page name or number.
    year : int, optional
        2017 or 2022.

    Raises
    ------
    ParameterError
        If there is no such chapter.

    Examples
    --------
    >>> [goal.text.en for goal in qualitative_goals("green", 2022)]
    ['Development is markedly greener and lower in carbon.']
    """
    wanted = _chapter_numbers(chapter)
    return tuple(g for g in plan().qualitative_goals if g.chapter in wanted and year in (None, g.year))


def baseline() -> tuple[BaselineFigure, ...]:
    """Return the figures by which the plan describes the bases at its start.

    Examples
    --------
    >>> {figure.id: figure.value for figure in baseline()}["gdp_share_pct"]
    24.7
    """
    return plan().baseline


def industry_groups(box: int | None = None) -> tuple[IndustryGroup, ...]:
    """Return the industries of box 2 (six traditional) and box 3 (seven emerging), with the cities they name.

    Parameters
    ----------
    box : int, optional
        2 or 3 for the industries of one box.

    Examples
    --------
    >>> steel = next(group for group in industry_groups(2) if group.id == "steel")
    >>> [city.unit for city in steel.cities]
    ['210300', '510400', '620200']
    """
    return tuple(group for group in plan().industry_groups if box in (None, group.box))


def zones() -> tuple[Zone, ...]:
    """Return the twenty demonstration zones of 2017 and 2019 with the members their announcements name.

    Examples
    --------
    >>> [member.name.en for member in zones()[0].members]
    ['Shenyang', 'Anshan', 'Fushun']
    """
    return plan().zones


def positioning() -> tuple[Positioning, ...]:
    """Return the three kinds of city the plan tells apart.

    Examples
    --------
    >>> [kind.id for kind in positioning()]
    ['fast', 'declining', 'districts']
    """
    return plan().positioning


def _of_region(name: str | Region, among: Iterable[PlanUnit]) -> tuple[PlanUnit, ...]:
    wanted = region(name)
    return tuple(unit for unit in among if wanted.holds(unit.code))


def _chapter_numbers(chapter: str | int | None) -> tuple[int, ...]:
    """Return the numbers of the chapters meant: all for None."""
    numbers = tuple(c.number for c in chapters() if chapter is None or chapter in (c.number, c.slug))
    if chapter == "" or not numbers:
        names = ", ".join(c.slug for c in chapters() if c.slug)
        raise ParameterError(
            f"the plan has no chapter {chapter!r}; choose a number from 1 to 9 or one of {names}"
        )
    return numbers
