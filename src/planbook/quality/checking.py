"""Runs every check over the committed tables. The checks themselves live in the modules beside this one."""

from functools import cache

import pandas as pd

from planbook import catalog, paths, plan
from planbook.quality import columns, copies, declared, schema, values
from planbook.quality.findings import CHECKS, SEVERITIES, Fault


@cache
def check() -> tuple[Fault, ...]:
    """Check everything under ``data/``.

    Returns
    -------
    tuple of Fault
        Errors first, then warnings and what is declared; within these by check, indicator, year and unit.

    Examples
    --------
    >>> [f.message.en for f in check() if f.severity == "error"]
    []
    """
    cities, broken = schema.read(paths.data("observations"))
    benchmark, broken_too = schema.read(paths.data("benchmark"))
    _, broken_three = schema.read(paths.data("county_cities"))
    found = [*broken, *broken_too, *broken_three, *of_cities(cities), *columns.provinces(benchmark)]
    found += columns.totals(_printed_totals(), _withdrawn())
    found += columns.coverage_falls(columns.coverage(cities, [u.code for u in plan.cities()]))
    marked = cities[cities["flag"] != ""]
    flags = dict(
        zip(
            zip(marked["unit"], marked["indicator"], marked["year"], strict=True), marked["flag"], strict=True
        )
    )
    return tuple(sorted(declared.settle(found, flags, declared.accepted()), key=_order))


def of_cities(frame: pd.DataFrame) -> list[Fault]:
    """Run the checks that need nothing but the observations of the cities.

    Parameters
    ----------
    frame : pandas.DataFrame
        unit, indicator, year, value, source, flag; a city, indicator and year at most once.

    Returns
    -------
    list of Fault
        As found; what is declared is not yet looked at.
    """
    judges = (
        values.ranges,
        values.shares,
        values.parts,
        values.sums,
        values.digits,
        values.jumps,
        values.growth,
        copies.columns,
        copies.cities,
        copies.twin_columns,
        copies.twin_cities,
        columns.magnitude,
    )
    return [finding for judge in judges for finding in judge(frame)]


def _printed_totals() -> pd.DataFrame:
    needed = ("indicator", "year", "printed", "summed", "cities")
    return pd.DataFrame(catalog.table("checks", "city-totals.csv", columns=needed), columns=list(needed))


def _withdrawn() -> dict[tuple[str, int], float]:
    """Return by how much corrections have lowered the sum of each column, where what is printed is a number."""
    lowered: dict[tuple[str, int], float] = {}
    for row in catalog.table("catalog", "corrections.csv", columns=("indicator", "year", "expect", "used")):
        try:
            difference = float(row["expect"]) - float(row["used"] or 0)
        except ValueError:  # an illegible cell has no amount
            continue
        key = row["indicator"], int(row["year"])
        lowered[key] = lowered.get(key, 0.0) + difference
    return lowered


def _order(finding: Fault) -> tuple[int, int, str, int, str]:
    rank = list(SEVERITIES).index(finding.severity), list(CHECKS).index(finding.check)
    return *rank, finding.indicator, finding.year or 0, finding.unit
