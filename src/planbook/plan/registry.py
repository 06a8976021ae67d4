"""From the tables of ``data/plan`` to one checked `Plan`: every table read, every reference looked up.

All problems of all tables are reported at once. How a cell is read lives in `planbook.plan.tables`; the
functions for users live in `planbook.plan`.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

from planbook.errors import RegistryError
from planbook.ground.reads import remembered
from planbook.plan import model
from planbook.plan.regions import REGIONS
from planbook.plan.tables import Row, read

_REGIONS = {region.id: region for region in REGIONS if region.id != "all"}
_CHAPTERS = {3: "industry", 4: "urban", 5: "green", 6: "innovation", 7: "livelihoods", 8: "reform"}
_UNIT_COLUMNS = (
    "unit name_zh name_en kind province_zh province_en province_code region parent_zh parent_en parent_code "
    "present_name_zh present_name_en present_code lon lat area_km2 geometry_note_zh geometry_note_en source"
)
_CHAPTER_COLUMNS = "chapter slug title_zh title_en ask_zh ask_en source"
_PART_COLUMNS = "chapter part heading_zh heading_en text_at_hand ask_zh ask_en note_zh note_en source"
_GOAL_COLUMNS = (
    "goal name_zh name_en unit_zh unit_en direction target year baseline_year period_zh period_en chapter "
    "indicator relation note_zh note_en source"
)
_BASELINE_COLUMNS = "figure name_zh name_en value unit_zh unit_en precision year source"
_GROUP_CITY_COLUMNS = "group unit emphasis_zh emphasis_en source"
_POSITIONING_COLUMNS = "kind name_zh name_en task_zh task_en support_zh support_en source"
_DOCUMENT_COLUMNS = (
    "title_zh title_en council_number commission_number issued first_year last_year selection_year url source"
)


def _unit(row: Row) -> model.PlanUnit:
    code, province_code = row.text("unit"), row.text("province_code")
    if not (len(code) == 6 and code.isdecimal()):
        row.problem("unit", f"{code!r} is not a six-digit code")
    if province_code != code[:2] + "0000":
        row.problem("province_code", f"{province_code!r} is not the province of {code}")
    region = row.choice("region", *_REGIONS)
    if region in _REGIONS and not _REGIONS[region].holds(code):
        row.problem("region", f"{code} does not lie in {region}")
    kind = cast(model.UnitKind, row.choice("kind", "city", "district", "county_level_city"))
    if (kind == "city") != (row.optional("parent_code") == ""):
        row.problem("parent_code", "a district names the city around it, a city names none")
    return model.PlanUnit(
        code=code,
        name=row.both("name"),
        kind=kind,
        province=row.both("province"),
        province_code=province_code,
        region=region,
        parent=row.optional_both("parent"),
        parent_code=row.optional("parent_code"),
        present_name=row.both("present_name"),
        present_code=row.text("present_code"),
        lon=row.number("lon"),
        lat=row.number("lat"),
        area_km2=row.number("area_km2"),
        geometry_note=row.optional_both("geometry_note"),
        source=row.source(),
    )


def _chapter(row: Row) -> model.Chapter:
    number, slug = row.integer("chapter"), row.optional("slug")
    if slug != _CHAPTERS.get(number, ""):
        row.problem("slug", f"{slug!r} is not the page of chapter {number}")
    return model.Chapter(number, slug, row.both("title"), row.optional_both("ask"), row.source())


def _part(row: Row) -> model.Part:
    at_hand, ask = row.choice("text_at_hand", "yes", "no") == "yes", row.optional_both("ask")
    if at_hand != (ask is not None):
        row.problem("ask_zh", "a part has an ask exactly when its text is at hand")
    return model.Part(
        chapter=row.integer("chapter"),
        number=row.integer("part"),
        heading=row.both("heading"),
        text_at_hand=at_hand,
        ask=ask,
        note=row.optional_both("note"),
        source=row.source(),
    )


def _goal(row: Row) -> model.Goal:
    direction = cast(model.Direction, row.choice("direction", "at_least", "reduce_by"))
    relation = cast(model.Relation, row.choice("relation", "measure", "proxy", ""))
    if bool(relation) != bool(row.optional("indicator")):
        row.problem("relation", "an indicator is a measure or a proxy, and only an indicator is")
    if (direction == "reduce_by") != bool(row.optional("baseline_year")):
        row.problem("baseline_year", "a reduction has a baseline year, a level has none")
    return model.Goal(
        id=row.text("goal"),
        name=row.both("name"),
        unit=row.both("unit"),
        direction=direction,
        target=row.number("target"),
        year=row.integer("year"),
        baseline_year=row.optional_integer("baseline_year"),
        period=row.optional_both("period"),
        chapter=row.integer("chapter"),
        indicator=row.optional("indicator"),
        relation=relation,
        note=row.optional_both("note"),
        source=row.source(),
    )


def _qualitative_goal(row: Row) -> model.QualitativeGoal:
    return model.QualitativeGoal(
        row.text("goal"), row.integer("year"), row.integer("chapter"), row.both("text"), row.source()
    )


def _baseline_figure(row: Row) -> model.BaselineFigure:
    return model.BaselineFigure(
        id=row.text("figure"),
        name=row.both("name"),
        value=row.number("value"),
        unit=row.both("unit"),
        precision=cast(model.Precision, row.choice("precision", "printed", "about", "more_than")),
        year=row.optional_integer("year"),
        source=row.source(),
    )


def _group(row: Row) -> model.IndustryGroup:
    return model.IndustryGroup(row.text("group"), row.integer("box"), row.both("name"), (), row.source())


def _group_city(row: Row) -> model.GroupCity:
    return model.GroupCity(row.text("group"), row.text("unit"), row.both("emphasis"), row.source())


def _zone(row: Row) -> model.Zone:
    return model.Zone(
        row.text("zone"),
        row.integer("batch"),
        row.text("announced"),
        row.both("name"),
        (),
        row.text("source_url"),
    )


def _zone_member(row: Row) -> model.ZoneMember:
    return model.ZoneMember(row.text("zone"), row.both("name"), row.optional("unit"), row.text("source_url"))


def _selection_indicator(row: Row) -> model.SelectionIndicator:
    return model.SelectionIndicator(row.text("indicator"), row.both("name"), row.source())


def _positioning(row: Row) -> model.Positioning:
    return model.Positioning(
        row.text("kind"), row.both("name"), row.both("task"), row.both("support"), row.source()
    )


def _document(row: Row) -> model.PlanDocument:
    return model.PlanDocument(
        title=row.both("title"),
        council_number=row.text("council_number"),
        commission_number=row.text("commission_number"),
        issued=row.text("issued"),
        first_year=row.integer("first_year"),
        last_year=row.integer("last_year"),
        selection_year=row.integer("selection_year"),
        url=row.text("url"),
        source=row.source(),
    )


def _strangers(table: str, used: Iterable[object], referred: str, known: Iterable[object]) -> list[str]:
    """List what one table uses and the other, if it could be read, does not hold."""
    held = set(known)
    return [
        f"{table}.csv: {item!r} is not in {referred}.csv" for item in dict.fromkeys(used) if item not in held
    ]


@remembered
def load(folder: Path) -> model.Plan:
    """Read and check all tables of the plan.

    Parameters
    ----------
    folder : Path
        The folder ``data/plan``.

    Returns
    -------
    Plan
        The same object for the same folder.

    Raises
    ------
    RegistryError
        If a file or column is missing, a cell breaks its rule, an id stands twice or a reference leads
        nowhere; the message lists all of it.

    Examples
    --------
    >>> from planbook import paths
    >>> len(load(paths.data("plan")).units)
    120
    """
    found: list[str] = []
    documents = read(folder, "document", _DOCUMENT_COLUMNS, "title_zh", _document, found)
    selection = read(
        folder, "selection", "indicator name_zh name_en source", "indicator", _selection_indicator, found
    )
    units = read(folder, "units", _UNIT_COLUMNS, "unit", _unit, found)
    chapters = read(folder, "chapters", _CHAPTER_COLUMNS, "chapter", _chapter, found)
    parts = read(folder, "parts", _PART_COLUMNS, "chapter part", _part, found)
    goals = read(folder, "goals", _GOAL_COLUMNS, "goal", _goal, found)
    qualitative = read(
        folder,
        "qualitative_goals",
        "goal year chapter text_zh text_en source",
        "goal",
        _qualitative_goal,
        found,
    )
    baseline = read(folder, "baseline", _BASELINE_COLUMNS, "figure", _baseline_figure, found)
    groups = read(folder, "industry_groups", "group box name_zh name_en source", "group", _group, found)
    named = read(folder, "group_cities", _GROUP_CITY_COLUMNS, "group unit emphasis_en", _group_city, found)
    zones = read(folder, "zones", "zone batch announced name_zh name_en source_url", "zone", _zone, found)
    members = read(
        folder, "zone_members", "zone name_zh name_en unit source_url", "zone name_zh", _zone_member, found
    )
    positioning = read(folder, "positioning", _POSITIONING_COLUMNS, "kind", _positioning, found)

    cities = [unit.code for unit in units if unit.kind == "city"]
    numbers = [chapter.number for chapter in chapters]
    found += _strangers("parts", (part.chapter for part in parts), "chapters", numbers)
    found += _strangers("goals", (goal.chapter for goal in goals), "chapters", numbers)
    found += _strangers("qualitative_goals", (goal.chapter for goal in qualitative), "chapters", numbers)
    found += _strangers("group_cities", (city.unit for city in named), "units", cities)
    found += _strangers(
        "group_cities", (city.group for city in named), "industry_groups", (g.id for g in groups)
    )
    found += _strangers("zone_members", (m.unit for m in members if m.unit), "units", (u.code for u in units))
    found += _strangers("zone_members", (member.zone for member in members), "zones", (z.id for z in zones))
    if len(documents) > 1:
        found.append(f"document.csv: the plan is one document, {len(documents)} rows stand here")
    if found:
        raise RegistryError(f"the tables in {folder} break their rules; mend these places", found)
    return model.Plan(
        document=documents[0],
        selection=selection,
        units=units,
        chapters=chapters,
        parts=parts,
        goals=goals,
        qualitative_goals=qualitative,
        baseline=baseline,
        industry_groups=tuple(replace(g, cities=tuple(c for c in named if c.group == g.id)) for g in groups),
        zones=tuple(replace(z, members=tuple(m for m in members if m.zone == z.id)) for z in zones),
        positioning=positioning,
    )
