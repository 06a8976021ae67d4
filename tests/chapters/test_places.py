"""The index of places, on the committed registry of the plan."""

from planbook import plan
from planbook.chapters import places
from planbook.chapters.selection import choose


def test_every_place_is_in_the_index_once():
    found = places.findings(choose(2022))
    assert found.units == found.cities + found.districts + found.counties == len(plan.units())
    assert found.map.places["href"].nunique() == len(found.of_units.frame) == found.units
    assert found.provinces == len(found.of_provinces.frame)
    listed = found.of_provinces.frame[["cities", "districts"]].to_numpy().sum()
    assert listed == found.units


def test_a_city_has_a_kind_and_a_district_none():
    kinds = places.mapped().places.set_index("unit")["group"]
    assert set(kinds[[c.code for c in plan.cities()]]) == {"fast", "declining"}
    assert set(kinds[[d.code for d in plan.districts()]]) == {"districts"}


def test_a_city_whose_kind_is_not_known_is_no_district(monkeypatch):
    unknown = places.kinds.positions().assign(kind=None)
    monkeypatch.setattr(places.kinds, "positions", lambda: unknown)
    assert {places.group(u) for u in plan.units()} == {"untold", "districts"}


def test_districts_have_neither_product_nor_rank():
    frame = places.of_units(choose(2019)).frame
    cities = {c.name for c in plan.cities()}
    known = frame[frame["rank"].notna()]
    assert set(known["name"]) <= cities
    assert len(known) >= 94
