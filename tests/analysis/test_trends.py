"""Bounds when trends part, on simulated panels (made up)."""

import numpy as np
import pandas as pd
import pytest
from panels import FIRST, panel, within

from planbook.analysis.differences import Path, event_study
from planbook.analysis.trends import breakdown, relative, smooth

AFTER = np.arange(1, 11)


def test_with_parallel_trends_the_bounds_are_the_interval_of_the_mean():
    path = event_study(panel(1, 1.0), FIRST - 1)
    (plain,) = relative(path, FIRST, (0.0,))
    assert plain.low == plain.high == pytest.approx(path.table.query("year >= 2013")["value"].mean())
    assert plain.lowest < plain.low < plain.highest


def test_a_trend_apart_is_taken_off_at_the_nominal_rate():
    """Made up: treated cities fall by 0.3 a year all along, and the effect is 1."""
    draws, held, plain = 60, [], []
    for seed in range(draws):
        path = event_study(panel(seed, 1.0, slope=-0.3), FIRST - 1)
        (found,) = smooth(path, FIRST, (0.0,))
        held.append(found.lowest <= 1.0 <= found.highest)
        (unmended,) = relative(path, FIRST, (0.0,))
        plain.append(unmended.lowest <= 1.0 <= unmended.highest)
    assert within(np.mean(held), draws)
    assert np.mean(plain) < 0.5


def test_bounds_hold_where_trends_part_as_far_as_they_may():
    """Made up: the same drift goes on after the treatment as before, so that a size of one covers it."""
    held = []
    for seed in range(40):
        path = event_study(panel(seed, 1.0, slope=-0.3), FIRST - 1)
        (found,) = relative(path, FIRST, (1.0,))
        held.append(found.lowest <= 1.0 <= found.highest)
    assert np.mean(held) >= 0.95


def test_the_worst_bend_is_bounded_exactly():
    """Made up and without noise: a parabola is the worst that a bend of 0.1 a year allows."""
    years = [y for y in range(2003, 2023) if y != 2012]
    bend = np.array([0.1 * (y - 2012) * (y - 2011) / 2 for y in years])
    table = pd.DataFrame({"year": [*years, 2012], "value": [*bend, 0.0], "error": 0.0})
    cov = pd.DataFrame(np.zeros((len(years),) * 2), index=years, columns=years)
    (found,) = smooth(Path(table, cov, 2012, 100, 50, 2000), FIRST, (0.1,))
    assert found.low == pytest.approx(0.0, abs=1e-9)


def test_wider_restrictions_give_wider_bounds_and_a_breakdown():
    path = event_study(panel(1, 4.0, spread=0.3), FIRST - 1)
    sizes = (0.0, 0.5, 1.0, 2.0, 20.0)
    for found in (relative(path, FIRST, sizes), smooth(path, FIRST, sizes)):
        widths = [b.highest - b.lowest for b in found]
        assert widths == sorted(widths)
        assert breakdown(found) in sizes[:-1]
    assert breakdown(relative(event_study(panel(1), FIRST - 1), FIRST, (5.0,))) is None


def test_years_without_figures_count_as_years():
    """Made up: without 2017, the drift until the mean year is still counted from the reference."""
    frame = panel(1, 1.0)
    whole = relative(event_study(frame, FIRST - 1), FIRST, (1.0,))[0]
    gap = relative(event_study(frame[frame["year"] != 2017], FIRST - 1), FIRST, (1.0,))[0]
    assert gap.high - gap.low == pytest.approx(whole.high - whole.low, rel=0.1)


def test_no_year_before_is_said():
    with pytest.raises(ValueError, match="a year before"):
        relative(event_study(panel(1, years=range(2012, 2016)), 2012), FIRST, (1.0,))
