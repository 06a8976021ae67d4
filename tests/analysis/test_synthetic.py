"""Synthetic difference-in-differences: California's smoking as printed, and simulated panels (made up)."""

import numpy as np
import pandas as pd
import pytest
from panels import FIRST, panel, within
from test_differences import SMOKING

from planbook.analysis.differences import two_way
from planbook.analysis.synthetic import synthetic


def wide(frame):
    treated = frame.drop_duplicates("unit").set_index("unit")["treated"]
    return frame.pivot(index="unit", columns="year", values="value"), treated


def california():
    table = pd.read_csv(SMOKING, index_col="state").rename(columns=int)
    return table, pd.Series(table.index == "California", index=table.index)


def test_california_is_as_printed():
    """Arkhangelsky and others 2021: -15.6 packs; the years that count are 1986 to 1988."""
    found = synthetic(*california(), 1989)
    assert round(found.effect.value, 1) == -15.6
    assert found.years[found.years > 1e-6].round(3).to_dict() == {1986: 0.366, 1987: 0.206, 1988: 0.427}
    assert round(found.cities["Nevada"], 3) == 0.124
    assert 8 < found.effect.error < 10  # printed 8.4 from random placebos; here every state once


@pytest.mark.parametrize("planted", [0.0, 1.5])
def test_a_planted_effect_lies_within_the_interval_at_the_nominal_rate(planted):
    draws = 120
    found = [synthetic(*wide(panel(seed, planted)), FIRST).effect for seed in range(draws)]
    assert within(np.mean([e.low <= planted <= e.high for e in found]), draws)
    assert np.mean([e.value for e in found]) == pytest.approx(planted, abs=0.1)


def test_weights_add_up_and_none_is_negative():
    found = synthetic(*wide(panel(3)), FIRST)
    for weights in (found.cities, found.years):
        assert weights.sum() == pytest.approx(1)
        assert weights.min() >= 0


def test_a_comparison_group_that_ran_apart_is_weighted_until_it_runs_alike():
    """Made up: half of the others share the slope of the treated, half do not."""
    frame = panel(4, 1.0, spread=0.2)
    number = frame["unit"].str[1:].astype(int)
    frame["value"] += 0.5 * (frame["year"] - 2003) * (number < 40)
    found = synthetic(*wide(frame), FIRST)
    assert found.effect.value == pytest.approx(1.0, abs=0.6)
    assert two_way(frame, FIRST).value > 3  # unweighted, the slope passes for an effect
    assert found.cities[[f"c{u:03}" for u in range(20, 40)]].sum() > 0.8


def test_gaps_and_too_few_years_are_said_together():
    table, treated = wide(panel(1, years=range(2012, 2015)))
    table.iloc[0, 0] = np.nan
    with pytest.raises(ValueError, match=r"gaps.*two years before"):
        synthetic(table, treated, FIRST)
