"""What became of the doubtful values."""

from planbook import catalog, plan
from planbook.quality import review


def test_every_confirmation_has_its_reason_and_stands_once():
    rows = catalog.table("catalog", "confirmed.csv", columns=("unit", "indicator", "year", "value"))
    assert all(r["reason_zh"] and r["reason_en"] for r in rows)
    keys = [(r["unit"], r["indicator"], r["year"]) for r in rows]
    assert len(set(keys)) == len(keys)


def test_a_part_of_the_cities_has_a_part_of_the_doubts():
    codes = [c.code for c in plan.cities()]
    whole, part = review.reviewed(codes), review.reviewed(codes[:10])
    assert all(0 <= part[kind] <= number for kind, number in whole.items())
    assert whole["suspect"] > 0
    assert review.reviewed([]) == dict.fromkeys(whole, 0)
