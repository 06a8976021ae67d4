import operator

import pytest

from planbook.ground.absent import Absent, at, first_absent
from planbook.ground.language import Both

GONE = Absent(Both("未刊印。", "Not printed."))


@pytest.mark.parametrize(
    "asked",
    [
        lambda gone: gone.rows,
        lambda gone: gone["value"],
        lambda gone: gone.rows.query("year > 2012")["value"].median(),
        lambda gone: gone + 1,
        lambda gone: 1 - gone,
        lambda gone: 100 * gone / 2,
        lambda gone: abs(-gone),
        lambda gone: gone & True,
    ],
)
def test_whatever_is_asked_of_it_is_absent_for_the_same_reason(asked):
    assert asked(GONE) is GONE


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_every_comparison_is_false(compare):
    assert not compare(GONE, 0)
    assert not compare(0, GONE)


def test_it_is_false_empty_and_has_no_private_parts():
    assert not GONE
    assert list(GONE) == []
    with pytest.raises(AttributeError):
        GONE._repr_html_  # noqa: B018


def test_the_first_of_several_that_is_absent_is_found():
    other = Absent()
    assert first_absent(1, GONE, other) is GONE
    assert first_absent(0, "", None) is None


def test_one_of_several_is_absent_where_there_are_not_so_many():
    assert at((1, 2), -1) == 2
    assert at((), -1).reason is None
    assert at(GONE, 0) is GONE
