"""The index of places: every city, district and province of the plan, where it lies, and the page and briefing it has.

What a page says of a place lives in `planbook.chapters.profile`; sentences and the map in ``notebooks/places.ipynb``.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.positioning import DECLINING, FAST
from planbook.chapters import kinds
from planbook.chapters.finding import Finding, Findings, Tabled, chosen
from planbook.chapters.profile import provinces, tables, who
from planbook.chapters.selection import Selection
from planbook.figures import Column, placed
from planbook.ground.language import Both
from planbook.ground.quantities import Count
from planbook.plan import PlanUnit
from planbook.store.provenance import Passport

UNTOLD = "untold"
GROUPS = {**provinces.SHORT_KINDS, UNTOLD: Both("无从归类", "kind not known")}
_COUNTY = Both("县级市", "county-level city")
_YEARLESS = Both("区一级没有逐年数字，或缺一年指数", "no yearly figures of districts, or an index missing")


@dataclass(frozen=True, kw_only=True)
class PlacesMapped(Finding):
    """Where the places lie.

    Attributes
    ----------
    fast, declining : Count
        Cities of each kind.
    places : pandas.DataFrame
        unit, name, group (kind before the plan, or ``districts``), kind (`Both`), x, y (on the map), href (its page).
    """

    fast: Count
    declining: Count
    places: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class PlacesFound(Findings):
    """Every place of the plan.

    Attributes
    ----------
    units, cities, districts, counties, provinces : Count
        All places; prefecture-level cities, districts of others, county-level cities; the provinces they lie in.
    map : PlacesMapped
        A dot a place.
    of_provinces, of_units : Tabled
        The provinces with what the plan lists there; the places with real product and rank of the cities.
    """

    units: Count
    cities: Count
    districts: Count
    counties: Count
    provinces: Count
    map: PlacesMapped
    of_provinces: Tabled
    of_units: Tabled


def findings(sel: Selection) -> PlacesFound:
    """Return everything the index of places says.

    Parameters
    ----------
    sel : Selection
        The year of real product and of ranks, and the year product is measured from.
    """
    every = plan.units()
    there = [u.kind for u in every]
    return PlacesFound(
        chosen=chosen(sel),
        units=Count(len(every)),
        cities=Count(there.count("city")),
        districts=Count(there.count("district")),
        counties=Count(there.count("county_level_city")),
        provinces=Count(len({u.province_code for u in every})),
        map=mapped(),
        of_provinces=of_provinces(),
        of_units=of_units(sel),
    )


def group(place: PlanUnit) -> str:
    """Return the kind of a city before the plan, or ``districts`` for what is no prefecture-level city.

    Examples
    --------
    >>> group(who.unit("230700")), group(who.unit("瓦房店"))
    ('declining', 'districts')
    """
    if place.kind != "city":
        return "districts"
    kind = kinds.positions().set_index("unit")["kind"].to_dict()[place.code]
    return kind if kind in GROUPS else UNTOLD


def mapped() -> PlacesMapped:
    """Return where the places lie, with their kinds and pages."""
    rows = [
        {
            "unit": u.code,
            "name": who.full_name(u),
            "lon": u.lon,
            "lat": u.lat,
            "group": group(u),
            "kind": GROUPS[group(u)],
            "href": f"units/{u.code}.html",
        }
        for u in plan.units()
    ]
    source = Passport((plan.document().title,), (), notes=(kinds.RULE_SAID,))
    groups = [row["group"] for row in rows]
    return PlacesMapped(
        source=source,
        fast=Count(groups.count(FAST)),
        declining=Count(groups.count(DECLINING)),
        places=placed(pd.DataFrame(rows)),
    )


def of_provinces() -> Tabled:
    """Return the provinces with units of the plan, by code, and what the plan lists in each."""
    rows = []
    for code in sorted({u.province_code for u in plan.units()}):
        at = provinces.province(code)
        listed = [u.name for u in (*at.cities, *at.districts)]
        rows.append(
            {
                "name": at.name,
                "page": f"provinces/{code}",
                "cities": len(at.cities),
                "districts": len(at.districts),
                "who": Both("、".join(n.zh for n in listed), ", ".join(n.en for n in listed)),
                "pdf": "PDF",
                "briefing": f"provinces/{code}.pdf",
            }
        )
    columns = (
        Column("name", "省份 | Province", link="page"),
        Column("cities", "城市 | Cities", 0),
        Column("districts", "市辖区或县级市 | Districts or county-level city", 0),
        Column("who", "规划所列 | Listed by the plan"),
        Column("pdf", "简报 | Briefing", link="briefing"),
    )
    return Tabled(source=Passport((plan.document().title,), ()), frame=pd.DataFrame(rows), columns=columns)


def of_units(sel: Selection) -> Tabled:
    """Return the places in the plan's order, with real product (base year = 100) of the cities and their rank."""
    rows = []
    for u in plan.units():
        real = tables.by_measure(u.code, sel.year, sel.since)["real"] if u.kind == "city" else {}
        rows.append(
            {
                "name": u.name,
                "page": f"units/{u.code}",
                "province": u.province,
                "there": f"provinces/{u.province_code}",
                "region": plan.region(u.region).name,
                "kind": _COUNTY if u.kind == "county_level_city" else GROUPS[group(u)],
                "real": real.get("value"),
                "rank": real.get("rank"),
                "pdf": "PDF",
                "briefing": f"units/{u.code}.pdf",
            }
        )
    n = len(plan.cities())
    product = Both(
        f"{sel.year}年实际产出（{sel.since}年=100）", f"Real product {sel.year} ({sel.since} = 100)"
    )
    columns = (
        Column("name", "城市或区 | City or district", link="page"),
        Column("province", "省份 | Province", link="there"),
        Column("region", "地区 | Region"),
        Column("kind", "规划前的定位 | Kind before the plan"),
        Column("real", product, 0, _YEARLESS),
        Column("rank", Both(f"{n}城位次", f"Rank among the {n}"), 0, _YEARLESS),
        Column("pdf", "简报 | Briefing", link="briefing"),
    )
    source = tables.sources_of("real", sel.year, sel.since)
    return Tabled(source=source, frame=pd.DataFrame(rows), columns=columns)
