"""What the page of one city or district says: which place it is, how it stands, what is known of it and what is not.

A city has ranks, trends, strengths and peers; a district has two censuses, modelled emissions and the city around it. What
the other kind has is absent without a word, so that the page of each drops what is not its own. Tables and drawings are
made by the modules beside this one; sentences live in ``notebooks/unit.ipynb``.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from planbook.chapters.finding import Drawn, Findings, Tabled, chosen
from planbook.chapters.profile import comparisons, county, districts, gaps, tables, who
from planbook.chapters.profile.districts import CENSUSES
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import is_missing
from planbook.ground.quantities import Amount, Count, Percent, Points, Year, known
from planbook.plan import PlanUnit

_STILL = 0.05  # percentage points: less than the digit shown
_YUAN = Both("元", "yuan")
_PEOPLE = Both("人", "")
_LEVELS = {"district": Both("区一级", "districts")}


@dataclass(frozen=True, kw_only=True)
class PlaceSaid:
    """Which place it is.

    Attributes
    ----------
    city : bool
        Whether it is a prefecture-level city; else a district or county-level city.
    name, full : Both
        Its name; a name that no other place has.
    province, around : Both
        Where it lies: the province; for a district the city around it.
    province_code : str
        Code of the province, for links.
    level : Both
        What yearly statistics are lacking of; absent for a city.
    town : Both
        The name of a county-level city, whose tables are printed yearly; absent for any other place.
    now : Both
        The district that succeeded it; absent where it still exists.
    """

    city: bool
    name: Both
    full: Both
    province: Both
    around: Both
    province_code: str
    level: Both | Absent
    town: Both | Absent
    now: Both | Absent


@dataclass(frozen=True, kw_only=True)
class CityGrown:
    """Real product of a city since the base year, in per cent, and its rank.

    Attributes
    ----------
    first, last : Year
    grown, median, nation : Percent
        Of the city, the median city of the plan, the nation.
    rank, of : Count
    """

    first: Year
    last: Year
    grown: Percent
    median: Percent
    nation: Percent | Absent
    rank: Count
    of: Count


@dataclass(frozen=True, kw_only=True)
class CityServices:
    """Services in per cent of product of a city.

    Attributes
    ----------
    first, last : Year
        From when the change is measured; the last year.
    now : Percent
    rank : Count
    change : Points
        Absent where it is less than the digit shown.
    same_since : Year
        The first year, where nothing changed since.
    """

    first: Year
    last: Year
    now: Percent
    rank: Count
    change: Points | Absent
    same_since: Year | Absent


@dataclass(frozen=True, kw_only=True)
class CityIncome:
    """Urban disposable income per head, from a source of trust grade B.

    Attributes
    ----------
    last : Year
    now : Amount
        In yuan.
    of_nation : Percent
    """

    last: Year
    now: Amount
    of_nation: Percent


@dataclass(frozen=True, kw_only=True)
class DistrictCensuses:
    """What two censuses counted in a district.

    Attributes
    ----------
    first, last : Year
        The censuses.
    people : Amount
        Residents of the last one.
    change : Percent
        Since the first.
    made_then, made : Percent
        Manufacturing in employment.
    """

    first: Year
    last: Year
    people: Amount | Absent
    change: Percent | Absent
    made_then: Percent | Absent
    made: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class DistrictCarbon:
    """Modelled CO2 emissions of a district.

    Attributes
    ----------
    first, peak, last : Year
        The years there are, and the one with the highest; the peak is absent where there is but one year.
    """

    first: Year
    peak: Year | Absent
    last: Year


@dataclass(frozen=True, kw_only=True)
class UnitFound(Findings):
    """Everything the page of a place says.

    Attributes
    ----------
    place : PlaceSaid
    growth, services, income : CityGrown, CityServices, CityIncome
        The lead of a city.
    censuses, carbon : DistrictCensuses, DistrictCarbon
        The lead of a district.
    facts : Tabled
        What the plan says of the place, and what it was in the year the plan chose by.
    indicators, trends, strengths, similar, coverage
        Of a city.
    counted, emissions, around
        Of a district: its censuses, its emissions, the city around it.
    marked : Tabled
        Values that carry a mark.
    """

    place: PlaceSaid
    growth: CityGrown | Absent
    services: CityServices | Absent
    income: CityIncome | Absent
    censuses: DistrictCensuses | Absent
    carbon: DistrictCarbon | Absent
    facts: Tabled
    indicators: Tabled | Absent
    counted: Tabled | Absent
    yearly: Tabled | Absent
    trends: Drawn | Absent
    emissions: Drawn | Absent
    strengths: Tabled | Absent
    around: Tabled | Absent
    similar: Tabled | Absent
    coverage: gaps.Coverage | Absent
    marked: Tabled | Absent


def findings(called: str, sel: Selection) -> UnitFound:
    """Return everything the page of a place says.

    Parameters
    ----------
    called : str
        Code, Chinese or English name of one of the plan's units.
    sel : Selection
        The year reported and the year changes are measured from.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        As `planbook.chapters.profile.who.unit`.
    """
    at, year, base = who.unit(called), sel.year, sel.since
    city, gone = at.kind == "city", Absent()
    rows = tables.by_measure(at.code, year, base) if city else {}
    return UnitFound(
        chosen=chosen(sel),
        place=_place(at),
        growth=grown(rows["real"], sel) if city else gone,
        services=services(rows["services"]) if city else gone,
        income=income(rows["income"]) if city else gone,
        censuses=gone if city else censuses(at, sel),
        carbon=gone if city else carbon(at, sel),
        facts=who.facts_table(at),
        indicators=tables.key_indicators(at, year, base) if city else gone,
        counted=gone if city else districts.census(at, year),
        yearly=county.yearly(at, year),
        trends=tables.trends(at, year, base) if city else gone,
        emissions=gone if city else districts.emissions(at, year),
        strengths=comparisons.strengths_and_gaps(at, year, base) if city else gone,
        around=gone if city else districts.city_around(at, year, base),
        similar=comparisons.similar(at, year, base) if city else gone,
        coverage=gaps.covered(at, year) if city else gone,
        marked=gaps.marked(at, year),
    )


def _place(at: PlanUnit) -> PlaceSaid:
    return PlaceSaid(
        city=at.kind == "city",
        name=at.name,
        full=who.full_name(at),
        province=at.province,
        around=who.around(at),
        province_code=at.province_code,
        level=_LEVELS.get(at.kind, Absent()),
        town=at.name if at.kind == county.KIND else Absent(),
        now=Absent() if at.geometry_note is None else at.present_name,
    )


def grown(row: Mapping[Hashable, Any], sel: Selection) -> CityGrown | Absent:
    """Return how real product of a city grew since the base year.

    Parameters
    ----------
    row : mapping
        What `planbook.chapters.profile.standing.standing` says of the index of product, base year = 100.
    sel : Selection
        The year changes are measured from.
    """
    if _lacks(row, "value", "rank") or row["last"] <= sel.since:
        return Absent()
    return CityGrown(
        first=Year(sel.since),
        last=Year(row["last"]),
        grown=_since_100(row["value"]),
        median=_since_100(row["median"]),
        nation=Absent() if is_missing(row["nation"]) else _since_100(row["nation"]),
        rank=Count(row["rank"]),
        of=Count(row["of"]),
    )


def services(row: Mapping[Hashable, Any]) -> CityServices | Absent:
    """Return the share of services in a city and how it moved, from a row of its standing."""
    if _lacks(row, "value", "change"):
        return Absent()
    still = abs(row["change"]) < _STILL
    return CityServices(
        first=Year(row["first"]),
        last=Year(row["last"]),
        now=Percent(row["value"]),
        rank=Count(row["rank"]),
        change=Absent() if still else Points(row["change"]),
        same_since=Year(row["first"]) if still else Absent(),
    )


def income(row: Mapping[Hashable, Any]) -> CityIncome | Absent:
    """Return urban income of a city beside the nation's, from a row of its standing."""
    if _lacks(row, "value", "nation"):
        return Absent()
    return CityIncome(
        last=Year(row["last"]),
        now=Amount(row["value"], 0, _YUAN),
        of_nation=Percent(100 * row["value"] / row["nation"]).formed(decimals=0),
    )


def censuses(at: PlanUnit, sel: Selection) -> DistrictCensuses:
    """Return what the censuses up to the chosen year counted in a district."""
    seen = districts.people(at, sel.year)
    then, now, made_then, made = (seen[key] for key in ("then", "now", "made_then", "made"))
    moved = 100 * (now / then - 1) if now and then else None
    people = None if moved is None else now
    # people in millions where there are millions, in thousands in English else
    scale = Both("万", "million" if people and people >= 1e6 else "thousand")
    return DistrictCensuses(
        first=Year(CENSUSES[0]),
        last=Year(CENSUSES[1]),
        people=known(Amount, people, 2 if scale.en == "million" else 1, _PEOPLE, scale),
        change=known(Percent, moved),
        made_then=known(Percent, made_then),
        made=known(Percent, made),
    )


def carbon(at: PlanUnit, sel: Selection) -> DistrictCarbon:
    """Return between which years emissions of a district are modelled, and when they were highest."""
    first, peak, last = districts.co2_years(at, sel.year)
    return DistrictCarbon(first=Year(first), peak=Year(peak) if first < last else Absent(), last=Year(last))


def _lacks(row: Mapping[Hashable, Any], *keys: str) -> bool:
    return any(is_missing(row[key]) for key in keys)


def _since_100(index: float) -> Percent:
    return Percent(index - 100).formed(decimals=0)
