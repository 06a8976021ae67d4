import pickle

import pytest

from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Points, Year, known


@pytest.mark.parametrize("kind", [Percent, Points, Count, Year, Amount])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_missing_value_is_no_number(kind, value):
    with pytest.raises(ValueError, match="Absent"):
        kind(value)


@pytest.mark.parametrize("kind", [Count, Year])
def test_a_whole_number_has_no_fraction(kind):
    with pytest.raises(ValueError, match="whole"):
        kind(2012.5)


def test_it_computes_as_a_plain_number():
    assert Percent(12.5) + 1 == 13.5
    assert type(Percent(12.5) + 1) is float
    assert list(range(Year(2012), Year(2014))) == [2012, 2013]


def test_digits_alone_stand_in_headings():
    assert f"{Year(2012)} {Percent(-3.0)} {Count(12345)}" == "2012 −3.0 12,345"
    assert f"{Percent(3.14159):.3f}" == "3.142"


def test_a_form_stays_with_its_number():
    number = Amount(5.0, 2, Both("元", "yuan"))
    assert pickle.loads(pickle.dumps(number)).form == number.form
    assert Percent(1.0).formed(signed=True).form.signed
    assert not Percent(1.0).form.signed


def test_what_is_missing_is_absent_with_its_reason():
    reason = Both("未刊印。", "Not printed.")
    assert known(Percent, None, reason=reason) == Absent(reason)
    assert known(Percent, Absent(reason)) == Absent(reason)
    assert known(Amount, 3, 0, Both("吨", "t")).form.unit.en == "t"
