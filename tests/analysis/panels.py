"""Simulated panels for the estimators: everything here is made up, from a seed, with an effect planted or none."""

import numpy as np
import pandas as pd

FIRST = 2013


def panel(seed, effect=0.0, units=60, treated=20, years=range(2003, 2023), slope=0.0, spread=1.0):
    """Cities with a level of their own, common shocks and noise that lasts; the first so many are treated from 2013."""
    random = np.random.default_rng(seed)
    years = list(years)
    common = random.normal(0, 1, len(years)).cumsum()
    rows = []
    for u in range(units):
        level, noise = random.normal(0, 2), 0.0
        for t, year in enumerate(years):
            noise = 0.6 * noise + random.normal(0, spread)
            value = level + common[t] + noise + (u < treated) * slope * (year - FIRST + 1)
            rows.append((f"c{u:03}", year, value + effect * (u < treated and year >= FIRST), u < treated))
    return pd.DataFrame(rows, columns=["unit", "year", "value", "treated"])


def within(share, draws, rate=0.95):
    """Whether a share of draws agrees with a rate, up to three standard errors of a binomial share."""
    return abs(share - rate) <= 3 * (rate * (1 - rate) / draws) ** 0.5
