"""The two-way regression on simulated panels (made up), and on the smoking of California as printed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from panels import FIRST, panel, within

from planbook.analysis.differences import before, event_study, two_way

DRAWS = 100
# packs of cigarettes sold per head, 39 states: The Tax Burden on Tobacco, the example of synthetic controls since 2010
SMOKING = Path(__file__).with_name("cigarettes.csv")


def smoking():
    table = pd.read_csv(SMOKING, index_col="state").rename(columns=int)
    long = table.rename_axis(index="unit", columns="year").stack().rename("value").reset_index()
    return long.assign(treated=long["unit"] == "California")


def test_california_is_as_printed():
    """Arkhangelsky and others 2021, table 1: difference-in-differences finds -27.3 packs."""
    assert round(two_way(smoking(), 1989).value, 1) == -27.3


@pytest.mark.parametrize("planted", [0.0, 1.5])
def test_a_planted_effect_lies_within_the_interval_at_the_nominal_rate(planted):
    found = [two_way(panel(seed, planted), FIRST) for seed in range(DRAWS)]
    assert within(np.mean([e.low <= planted <= e.high for e in found]), DRAWS)
    assert np.mean([e.value for e in found]) == pytest.approx(planted, abs=0.1)


def test_every_year_of_a_path_recovers_its_effect():
    paths = [event_study(panel(seed, 1.0), FIRST - 1).table.set_index("year") for seed in range(40)]
    mean = sum(p["value"] for p in paths) / len(paths)
    assert mean.loc[2003 : FIRST - 1].abs().max() < 0.35
    assert (mean.loc[FIRST:] - 1.0).abs().max() < 0.35


def test_parallel_pasts_are_rejected_at_the_nominal_rate_and_unlike_ones_are_found():
    alike = [before(event_study(panel(seed), FIRST - 1), FIRST - 1) < 0.05 for seed in range(40)]
    apart = [before(event_study(panel(seed, slope=0.4), FIRST - 1), FIRST - 1) < 0.05 for seed in range(10)]
    assert np.mean(alike) <= 0.2  # nine years tested with sixty cities: a little more than one in twenty
    assert np.mean(apart) >= 0.9


def test_weights_count():
    """Made up: one comparison city fell, and has no weight."""
    frame = panel(1, 2.0, spread=0.01)
    frame.loc[(frame["unit"] == "c059") & (frame["year"] >= FIRST), "value"] -= 100
    frame["weight"] = (frame["unit"] != "c059").astype(float)
    assert two_way(frame, FIRST).value == pytest.approx(2.0, abs=0.05)
    assert two_way(frame, FIRST).units == 59


def test_years_of_groups_take_out_what_is_theirs():
    """Made up: half the cities, most of them treated, live in a province that fell in 2013."""
    frame = panel(2, 1.0, spread=0.1)
    number = frame["unit"].str[1:].astype(int)
    frame["province"] = np.where((number < 15) | (number >= 55), "n", "s")
    frame.loc[(frame["province"] == "n") & (frame["year"] >= FIRST), "value"] -= 5
    assert two_way(frame, FIRST).value < -1
    assert two_way(frame, FIRST, group="province").value == pytest.approx(1.0, abs=0.1)


def test_an_exposure_takes_out_what_goes_with_it():
    """Made up: the value falls with the share of mining, which the treated have more of."""
    frame = panel(3, 1.0, spread=0.1)
    number = frame["unit"].str[1:].astype(int)
    frame["mining"] = (number % 7) / 7 + (number < 20)
    frame["value"] -= frame["mining"] * (frame["year"] >= FIRST) * 3
    assert two_way(frame, FIRST).value < -1
    assert two_way(frame, FIRST, exposure="mining").value == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f[f["treated"]], "other"),
        (lambda f: f[~f["treated"]], "treated"),
        (lambda f: f[f["year"] < FIRST], "from 2013"),
        (lambda f: f[f["year"] >= FIRST], "before 2013"),
    ],
)
def test_what_cannot_be_compared_is_said(change, said):
    with pytest.raises(ValueError, match=said):
        two_way(change(panel(1)), FIRST)


def test_a_reference_year_without_rows_is_refused():
    with pytest.raises(ValueError, match="1999"):
        event_study(panel(1), 1999)


def test_the_same_panel_gives_the_same_figures():
    assert two_way(panel(5), FIRST) == two_way(panel(5), FIRST)
