"""What the plan consists of, as frozen records: units, chapters, parts, goals, figures, boxes, zones.

Only shapes live here; the records are made from ``data/plan`` by `planbook.plan.registry`. ``source`` is
always the place in the plan, in both languages. Texts of the plan are given in our own words.
"""

from dataclasses import dataclass
from typing import Literal

from planbook.ground.language import Both

UnitKind = Literal["city", "district", "county_level_city"]
Direction = Literal["at_least", "reduce_by"]
Relation = Literal["measure", "proxy", ""]
Precision = Literal["printed", "about", "more_than"]


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """One of the 95 cities and 25 "districts" of box 1 (24 districts and one county-level city).

    Attributes
    ----------
    code : str
        Six-digit GB/T 2260 code in force in 2013; for the three abolished districts their last code.
    name : Both
        Short name for cities (唐山, Tangshan); for districts as the plan prints it, 原 included.
    kind : str
        ``"city"``, ``"district"`` or ``"county_level_city"``.
    province : Both
        Its province; ``province_code`` is the six-digit code.
    region : str
        Id of one of the four regions, see `planbook.plan.region`.
    parent : Both or None
        The city around a district, ``parent_code`` its code; None and ``""`` for cities.
    present_name, present_code : Both, str
        Name and code today; for an abolished district those of its successor.
    lon, lat : float
        Label point, degrees.
    area_km2 : float
        Area of the outline, square kilometres.
    geometry_note : Both or None
        Says so where point and area are the successor's.
    """

    code: str
    name: Both
    kind: UnitKind
    province: Both
    province_code: str
    region: str
    parent: Both | None
    parent_code: str
    present_name: Both
    present_code: str
    lon: float
    lat: float
    area_km2: float
    geometry_note: Both | None
    source: Both


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The plan itself: title, numbers of the two documents, date of issue (ISO), years covered, address."""

    title: Both
    council_number: str
    commission_number: str
    issued: str
    first_year: int
    last_year: int
    selection_year: int
    url: str
    source: Both


@dataclass(frozen=True, slots=True)
class SelectionIndicator:
    """One of the six indicators of `PlanDocument.selection_year` by which the cities were chosen."""

    id: str
    name: Both
    source: Both


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. ``slug`` is the book's page for chapters 3–8, else empty.

    ``ask`` is what its opening asks for, in our words, and None where only the heading is at hand.
    """

    number: int
    slug: str
    title: Both
    ask: Both | None
    source: Both


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a chapter.

    ``ask`` is None where ``text_at_hand`` is False: a heading is never paraphrased.
    """

    chapter: int
    number: int
    heading: Both
    text_at_hand: bool
    ask: Both | None
    note: Both | None
    source: Both


@dataclass(frozen=True, slots=True)
class Goal:
    """One numeric goal.

    Attributes
    ----------
    id, name, unit : str, Both, Both
        The goal, its name and the unit of ``target``.
    direction : str
        ``"at_least"``: reach the target; ``"reduce_by"``: fall by that many percent against the
        ``baseline_year``.
    target : float
        The number the plan prints.
    year : int
        The year by which it is to be reached.
    baseline_year : int or None
        Only for reductions.
    period : Both or None
        For counts that run over several years; the reading is ours.
    chapter : int
        Number of the chapter the goal belongs to.
    indicator : str
        Id of the indicator that measures or stands in for it by city; ``""`` where there is none.
    relation : str
        ``"measure"`` or ``"proxy"``; ``""`` without an indicator.
    note : Both or None
        Why there is only a proxy or nothing, or what to mind.
    """

    id: str
    name: Both
    unit: Both
    direction: Direction
    target: float
    year: int
    baseline_year: int | None
    period: Both | None
    chapter: int
    indicator: str
    relation: Relation
    note: Both | None
    source: Both


@dataclass(frozen=True, slots=True)
class QualitativeGoal:
    """A goal the plan sets in words only, for 2017 or 2022; our short wording."""

    id: str
    year: int
    chapter: int
    text: Both
    source: Both


@dataclass(frozen=True, slots=True)
class BaselineFigure:
    """One figure by which the plan describes the bases at its start.

    ``precision`` is ``"printed"``, ``"about"`` or ``"more_than"`` as the plan words it; ``year`` is None
    where the plan names no year.
    """

    id: str
    name: Both
    value: float
    unit: Both
    precision: Precision
    year: int | None
    source: Both

    @property
    def approximate(self) -> bool:
        """Whether the plan gives the figure as "about" or "more than"."""
        return self.precision != "printed"


@dataclass(frozen=True, slots=True)
class GroupCity:
    """One city named in box 2 or 3 for one emphasis of one industry.

    Most lists of the boxes end with 等 ("among others"): the cities named are examples.
    """

    group: str
    unit: str
    emphasis: Both
    source: Both


@dataclass(frozen=True, slots=True)
class IndustryGroup:
    """One industry of box 2 (traditional) or box 3 (emerging), with the cities named for it."""

    id: str
    box: int
    name: Both
    cities: tuple[GroupCity, ...]
    source: Both


@dataclass(frozen=True, slots=True)
class ZoneMember:
    """A place named as member of a zone; ``unit`` is its code if it is a unit of the plan, else ``""``."""

    zone: str
    name: Both
    unit: str
    source_url: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A demonstration zone announced while the plan ran; ``announced`` is an ISO month or day.

    ``members`` is empty where the announcement names none.
    """

    id: str
    batch: int
    announced: str
    name: Both
    members: tuple[ZoneMember, ...]
    source_url: str


@dataclass(frozen=True, slots=True)
class Positioning:
    """One of the three kinds of city and what is asked of it.

    Which city is of which of the first two kinds the plan does not say.
    """

    id: str
    name: Both
    task: Both
    support: Both
    source: Both


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the registry holds, each table in the order of the plan."""

    document: PlanDocument
    selection: tuple[SelectionIndicator, ...]
    units: tuple[PlanUnit, ...]
    chapters: tuple[Chapter, ...]
    parts: tuple[Part, ...]
    goals: tuple[Goal, ...]
    qualitative_goals: tuple[QualitativeGoal, ...]
    baseline: tuple[BaselineFigure, ...]
    industry_groups: tuple[IndustryGroup, ...]
    zones: tuple[Zone, ...]
    positioning: tuple[Positioning, ...]
