"""The committed tables as they are stored: every cell still text."""

import pandas as pd
import pytest

from planbook import paths


def stored(folder: str) -> pd.DataFrame:
    """Return all years of a folder under data/ with the columns of the files, year and the value as number."""
    parts = [
        pd.read_csv(path, dtype="str", keep_default_na=False).assign(year=int(path.stem))
        for path in sorted(paths.data(folder).glob("*.csv"))
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(number=frame["value"].astype(float))


@pytest.fixture(scope="session")
def cities() -> pd.DataFrame:
    """Every observation of the cities."""
    return stored("observations")


@pytest.fixture(scope="session")
def nation() -> pd.DataFrame:
    """Every value of the nation (and of provinces) that stands beside the cities."""
    return stored("benchmark")
