"""Small frames with made-up figures for the checks."""

import pandas as pd
import pytest


def frame(*rows: tuple) -> pd.DataFrame:
    """Return observations from (unit, indicator, year, value) and perhaps a flag; the figures are made up."""
    full = [(u, i, y, float(v), "ccsy-2013", *(rest or ("",))) for u, i, y, v, *rest in rows]
    table = pd.DataFrame(full, columns=["unit", "indicator", "year", "value", "source", "flag"])
    return table.astype({"year": "int64", "value": "float64"})


@pytest.fixture(name="frame")
def make_frame():
    return frame


@pytest.fixture
def column():
    """Return a function that makes one indicator's column of a year: as many cities as values."""

    def make(indicator: str, year: int, values: list[float]) -> list[tuple]:
        return [(f"city-{n}", indicator, year, value) for n, value in enumerate(values)]

    return make
