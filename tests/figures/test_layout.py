"""Laying out: ticks, lines of text, labels that keep apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.figures import theme
from planbook.figures.layout import spread, ticks, width, wrap

SIZES = st.floats(0.001, 1e7, allow_nan=False)


@given(st.floats(-1e6, 1e6), SIZES)
def test_ticks_enclose_the_values_evenly(low, span):
    found = ticks(low, low + span)
    step = found[1] - found[0]
    assert found[0] <= low + step * 1e-3
    assert found[-1] >= low + span - step * 1e-3
    assert 2 <= len(found) <= 9


def test_ticks_begin_at_zero_where_asked():
    assert ticks(40, 50, zero=True)[0] == 0


def test_a_single_value_still_has_an_axis():
    assert len(ticks(5, 5)) >= 2


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_labels_do_not_overlap(wanted):
    placed = sorted(spread(wanted, [16.0] * len(wanted), 0, 300))
    assert all(b - a >= 16 - 1e-6 for a, b in pairwise(placed))


def test_labels_with_room_stay_where_they_are():
    assert spread([20, 200], [16, 16], 0, 300) == [20, 200]


@pytest.mark.parametrize(
    "text", ["按第二次污染源普查重新核算，约减半", "Re-based after the second pollution census"]
)
def test_wrapped_lines_fit_and_lose_nothing(text):
    lines = wrap(text, 100)
    assert all(width(line) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_closing_mark_never_begins_a_line():
    assert not any(line.startswith("，") for line in wrap("重新核算，约减半", 54))


@pytest.mark.parametrize("colour", [*theme.CYCLE, *theme.ROLES.values()])
def test_text_in_a_series_colour_can_be_read(colour):
    rgb = [int(theme.legible(colour)[i : i + 2], 16) for i in (1, 3, 5)]
    assert 1.05 / (theme._luminance(rgb) + 0.05) >= 4.5


def test_regions_differ_in_lightness_on_a_grey_print():
    light = sorted(
        theme._luminance([int(theme.ROLES[r][i : i + 2], 16) for i in (1, 3, 5)])
        for r in ("northeast", "central", "east", "west")
    )
    assert all(b - a > 0.05 for a, b in pairwise(light))
