"""Kinds of city on the plan's own tables, and comparisons on small made-up values."""

import pandas as pd

from planbook import plan
from planbook.chapters.kinds import by_kind, compare_kinds, kinds, medians, positions
from planbook.chapters.selection import choose
from planbook.figures import Column, table
from planbook.ground.language import Both, in_language
from planbook.store.provenance import Passport


def test_every_city_has_exactly_one_region_position_and_zone():
    for dimension in ("region", "position", "zone"):
        members = [code for kind in kinds(choose(2022), [dimension]) for code in kind.codes]
        assert sorted(members) == sorted(c.code for c in plan.cities()), dimension


def test_a_region_keeps_only_its_cities():
    northeast = choose(2022, region="东北")
    assert {c for k in kinds(northeast) for c in k.codes} == set(northeast.codes)
    assert [k.id for k in kinds(northeast, ["region"])] == ["northeast"]


def test_quartiles_are_left_out_where_fewer_than_four_cities_are_known():
    values = pd.Series({c.code: 1.0 for c in plan.cities("东北")[:3]})  # made up
    rows = compare_kinds(values, choose(2022), dimensions=["region"]).set_index("kind")
    assert rows.loc["northeast", ["known", "median"]].tolist() == [3, 1.0]
    assert pd.isna(rows.loc["northeast", "low"])
    assert pd.isna(rows.loc["east", "median"])


def test_the_table_states_the_rule_and_shows_the_cities_outside():
    values = pd.Series({c.code: float(n) for n, c in enumerate(plan.cities())})  # made up
    outside = pd.Series({"110000": 5.0})
    made = by_kind(values, choose(2022), unit="吨 | t", source=Passport((), (2022,)), outside=outside)
    payload = in_language(table("kinds", made).payload(), "en")
    assert payload["rows"][-1][1]["text"] == "cities outside the plan"
    assert "by this book's rule" in payload["source"]


def test_medians_of_several_measures_stand_side_by_side():
    codes = [c.code for c in plan.cities()]
    ours, theirs = pd.Series(range(95), index=codes, dtype=float), pd.Series({"110000": 5.0})  # made up
    a, b = Column("a", Both("甲", "A"), 1), Column("b", Both("乙", "B"), 1)
    measured = {a: (ours, theirs), b: (ours * 2, pd.Series(dtype=float))}
    made = table("kinds", medians(measured, choose(2022), source=Passport((), (2022,)))).payload()
    rows = [[cell["text"] for cell in row] for row in in_language(made, "en")["rows"]]
    assert rows[0][2:] == ["95", "47.0", "94.0"]
    assert rows[-1][1:] == ["cities outside the plan", "1", "5.0", "—"]


def test_most_cities_keep_their_kind_under_every_variant_of_the_rule():
    assert (positions()["steady"] == 1).mean() > 0.6
