from decimal import Decimal

import pytest

from planbook import catalog
from planbook.intake import conversion


@pytest.mark.parametrize(
    ("printed", "wanted", "factor"),
    [
        ("万元", "亿元", "0.0001"),
        ("亿元", "亿元", "1"),
        ("人", "万人", "0.0001"),
        ("方美元", "万美元", "1"),
        ("户", "万户", "0.0001"),
        ("亿立方米", "万立方米", "10000"),
    ],
)
def test_factors_are_exact(printed, wanted, factor):
    assert conversion.factor(printed, wanted) == Decimal(factor)


def test_units_of_different_things_are_not_converted():
    with pytest.raises(ValueError, match="万元 cannot be converted to 万人: yuan against persons"):
        conversion.factor("万元", "万人")


@pytest.mark.parametrize(("printed", "wanted"), [("里", "亿元"), ("万元", ""), ("", "%")])
def test_unknown_units_are_named(printed, wanted):
    with pytest.raises(ValueError, match=r"is not in data/catalog/units\.csv"):
        conversion.factor(printed, wanted)


def test_every_city_series_can_be_reached_from_its_usual_unit():
    rules = catalog.table("catalog", "headers.csv", columns=("indicator", "printed_unit"))
    for rule in rules:
        wanted = catalog.indicators()[rule["indicator"]].unit.zh
        assert conversion.factor(rule["printed_unit"], wanted) > 0, rule["indicator"]


def test_conversion_leaves_no_binary_artefacts():
    assert conversion.convert(58616314, Decimal("0.0001")) == 5861.6314
    assert conversion.convert(0.1 + 0.2, Decimal(1)) == 0.3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (1e15, "1000000000000000"),
        (-2.50, "-2.5"),
        (100.0, "100"),
    ],
)
def test_shortest_decimals(value, text):
    assert conversion.shortest(value) == text


def test_the_step_is_that_of_the_typical_city():
    before = {str(i): 10.0 + i for i in range(12)}
    after = {u: 1.1 * v for u, v in before.items()} | {"0": 1e6, "1": 0.0, "new": 5.0}
    assert conversion.step(before, after) == pytest.approx(1.1)


def test_no_step_is_judged_on_fewer_than_ten_cities():
    nine = {str(i): 1.0 for i in range(9)}
    assert conversion.step(nine, {u: 10.0 for u in nine}) is None
    assert conversion.step(nine | {"9": 0.0}, {u: 10.0 for u in nine} | {"9": 1.0}) is None
