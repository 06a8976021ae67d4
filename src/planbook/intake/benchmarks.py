"""What the cities are set against: the nation's series, and with them those of the provinces.

Which column of the national table becomes which indicator is data: ``data/catalog/benchmark_series.csv``. The readers
of provincial series live in `planbook.intake.provinces`.
"""

from pathlib import Path

import pandas as pd

from planbook import catalog
from planbook.errors import WorkbookError
from planbook.intake import proofs, provinces

SOURCE = "nbs-national"


def read(folder: Path) -> pd.DataFrame:
    """Read the benchmarks: the nation and its provinces.

    Returns
    -------
    DataFrame
        Columns unit (100000 or the code of a province), indicator, year, value, source, flag.

    Raises
    ------
    WorkbookError
        As `nation` and `provinces.read` do, or if a value is outside its plausible range.
    """
    # the bureau's own series first: a yearbook's national figure stands only where it has none
    both = pd.concat([nation(folder), provinces.read(folder)], ignore_index=True)
    benchmark = both.drop_duplicates(["unit", "indicator", "year"])
    # the bounds of cities' series are for cities
    own = [i for i, ind in catalog.indicators().items() if ind.scope in ("nation", "province")]
    problems = proofs.ranges(benchmark[benchmark["indicator"].isin(own)])
    if problems:
        raise WorkbookError(f"{folder}: benchmarks outside their plausible range", problems)
    return benchmark


def nation(folder: Path) -> pd.DataFrame:
    """Read the national series of the National Bureau of Statistics.

    Parameters
    ----------
    folder : Path
        The folder of raw sources.

    Returns
    -------
    DataFrame
        Columns unit (always 100000), indicator, year, value, source, flag.

    Raises
    ------
    WorkbookError
        If the file or a declared column is missing, or the file is no table.
    """
    path = folder / "national" / "nbs-national-2000-2022.csv"
    if not path.is_file():
        raise WorkbookError(f"{path} is missing: the national series are compiled from it")
    try:
        wide = pd.read_csv(path, encoding="utf-8-sig")
    except ValueError as error:
        raise WorkbookError(
            f"{path} cannot be read as a table: {error}; save it as CSV in UTF-8 again"
        ) from error
    series = catalog.table(
        "catalog", "benchmark_series.csv", columns=("column", "over", "indicator", "factor")
    )
    wanted = ["year", *(c for r in series for c in (r["column"], r["over"]) if c)]
    missing = [c for c in dict.fromkeys(wanted) if c not in wide.columns]
    if missing:
        raise WorkbookError(f"{path}: declared columns are missing", missing)
    parts = [
        pd.DataFrame(
            {
                "unit": catalog.NATION,
                "indicator": row["indicator"],
                "year": wide["year"].astype(int),
                # a share is one printed series over another: shares of value added in GDP
                "value": wide[row["column"]]
                / (wide[row["over"]] if row["over"] else 1)
                * float(row["factor"]),
                "source": SOURCE,
                "flag": "derived" if row["over"] else "",
            }
        )
        for row in series
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset=["value"])
