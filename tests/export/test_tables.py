"""What is exported and what is kept apart."""

import dataclasses

import pytest

from planbook import catalog
from planbook.errors import RegistryError
from planbook.export import tables as module
from planbook.export.tables import is_non_commercial, tables
from planbook.ground.language import Both
from planbook.quality.findings import Fault


def test_the_observations_come_first_and_everything_explains_them(small_data):
    found, _ = tables()
    assert [t.name for t in found] == [
        "observations",
        "comparisons",
        "indicators",
        "units",
        "sources",
        "flags",
        "breaks",
        "missing",
        "corrections",
    ]
    assert found[0].frame["unit"].tolist() == ["100000", "210300", "210300", "210400"]


def test_values_under_non_commercial_terms_stand_alone(small_data):
    found, restricted = tables()
    (entry,) = restricted
    assert entry.source.id == "who-aaq-2022"
    assert entry.table.frame["value"].tolist() == [66.6]
    shared = [t for t in found if "source" in t.frame]
    assert all("who-aaq-2022" not in set(t.frame["source"]) for t in shared)
    assert "who-aaq-2022" not in set(next(t.frame["id"] for t in found if t.name == "sources"))


@pytest.mark.parametrize(
    ("terms", "closed"),
    [
        ("CC BY-NC 4.0", True),
        ("for non-commercial use", True),
        ("© somebody, no commercial use", True),
        ("CC BY 4.0", False),
        ("official statistics; cite the publisher", False),
        ("concerning everyone", False),
    ],
)
def test_terms_tell_whether_commerce_is_forbidden(terms, closed):
    source = dataclasses.replace(next(iter(catalog.sources().values())), terms=Both("条件", terms))
    assert is_non_commercial(source) is closed


def test_every_unit_of_the_catalog_is_explained_once(small_data):
    units = next(t.frame for t in tables()[0] if t.name == "units")
    assert units["code"].is_unique
    assert set(units["code"]) >= {catalog.NATION, *catalog.cities(), *catalog.provinces()}
    assert units[units["in_plan"] == "yes"]["kind"].value_counts().to_dict() == {
        "city": 95,
        "district": 24,
        "county_level_city": 1,
    }
    assert units.set_index("code").loc["310000", "kind"] == "municipality"


def test_broken_tables_are_not_exported(monkeypatch):
    found = Fault("error", "schema", "", "", 2012, None, "", Both("坏", "line 7 is broken"))
    monkeypatch.setattr(module.schema, "read", lambda folder: (None, [found]))
    with pytest.raises(RegistryError, match="mend it or compile it again") as caught:
        tables()
    assert caught.value.problems == ("line 7 is broken",)
