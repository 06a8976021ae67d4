"""A treatment that cities enter in different years, on simulated panels (made up)."""

import numpy as np
import pandas as pd
import pytest
from panels import panel, within

from planbook.analysis.differences import two_way
from planbook.analysis.staggered import staggered


def starts(frame):
    number = frame["unit"].drop_duplicates()
    n = number.str[1:].astype(int)
    return pd.Series(np.select([n < 8, n < 18], [2017.0, 2019.0], np.nan), index=number)


def planted(seed, effect, grows=0.0):
    frame = panel(seed, treated=0, units=70)
    since = frame["year"] - frame["unit"].map(starts(frame))
    frame["value"] += np.where(since >= 0, effect + grows * since, 0.0)
    return frame


@pytest.mark.parametrize("effect", [0.0, 1.5])
def test_a_planted_effect_lies_within_the_interval_at_the_nominal_rate(effect):
    draws = 80
    found = []
    for seed in range(draws):
        frame = planted(seed, effect)
        found.append(staggered(frame, starts(frame)).effect)
    assert within(np.mean([e.low <= effect <= e.high for e in found]), draws)
    assert np.mean([e.value for e in found]) == pytest.approx(effect, abs=0.15)


def test_effects_that_grow_are_not_turned_round_by_cities_treated_early():
    """Made up: everybody is treated in the end, and the effect grows by one a year."""
    frame = panel(1, treated=0, units=40, spread=0.01)
    entry = pd.Series({u: 2008.0 if int(u[1:]) < 20 else 2019.0 for u in frame["unit"].unique()})
    since = frame["year"] - frame["unit"].map(entry)
    frame["value"] += np.where(since >= 0, since + 1.0, 0.0)
    found = staggered(frame, entry)
    # years in which nobody is left to compare with have no cell
    assert found.cells["year"].max() == 2018
    assert found.effect.value == pytest.approx(np.mean(np.arange(1, 12)), abs=0.05)
    plain = frame.assign(treated=frame["unit"].map(entry) == 2019.0)
    assert two_way(plain, 2019).value < 0  # the comparison with cities treated before has the wrong sign


def test_nobody_who_starts_is_said():
    frame = panel(1, treated=0)
    with pytest.raises(ValueError, match="no city starts"):
        staggered(frame, pd.Series(np.nan, index=frame["unit"].unique()))
