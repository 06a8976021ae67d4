"""A small export: five observations with made-up figures, one of them under non-commercial terms."""

import pandas as pd
import pytest

from planbook.export import tables as module

OBSERVED = [
    ("210300", "buses", 2012, 1200.0, "ccsy-2013", ""),
    ("210300", "gdp_growth_pct", 2012, -2.5, "ccsy-2013", "suspect"),
    ("210400", "buses", 2012, 0.00001, "ccsy-2013", ""),
    ("100000", "gdp_100m_yuan", 2012, 5e5, "nbs-national", ""),
]
COMPARED = [
    ("210300", "so2_industrial_t", 2012, 7.0, "haofeiqin-so2", ""),
    ("210300", "pm25_ug_m3", 2015, 66.6, "who-aaq-2022", ""),
]


def frame(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=module.COLUMNS).astype({"year": "int64", "value": "float64"})


@pytest.fixture
def small_data(monkeypatch):
    monkeypatch.setattr(module, "_read", lambda folder: frame(OBSERVED if folder == "observations" else []))
    monkeypatch.setattr(module, "_comparisons", lambda: frame(COMPARED))
