"""What a profile measures: some twenty indicators and ratios of indicators, the same ones that the chapters use.

Each `Measure` says what stands above and below the line, how change is told and what the nation's counterpart is.
`table` computes one of them for all of the plan's cities. How one city stands among them is `planbook.chapters.profile.standing`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.change import chain
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.ground.reads import recorded, remembered
from planbook.store import observations

# What per-head and per-product figures are divided by: revisions of these do not break the ratio.
DENOMINATORS = ("population_registered_10k", "population_registered_10k_districts", "gdp_100m_yuan")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing a profile reports.

    Attributes
    ----------
    id, name, short, unit
        The full name stands in tables, the short one above a small chart.
    chapter : str
        The chapter that looks at it.
    top, below : str, tuple of str
        The indicator, or the one above the line and the sum of those below it; ``scale`` is multiplied into the ratio.
    direction : {"higher", "lower", "neutral"}
        Which way is better; where neither is, rank 1 is the highest.
    change : {"difference", "percent", ""}
        How change is told; ``""`` where two years do not compare, for the reason in ``unchanged``.
    decimals : int
        Digits after the point.
    nation : tuple of str
        The nation's own series, or the two whose ratio is the counterpart; empty where there is none.
    nation_scale : float
        Multiplied into that ratio.
    """

    id: str
    name: Both
    short: Both
    unit: Both
    chapter: str
    top: str
    below: tuple[str, ...]
    scale: float
    direction: str
    change: str
    decimals: int
    nation: tuple[str, ...]
    nation_scale: float
    unchanged: Both

    @property
    def parts(self) -> tuple[str, ...]:
        """The indicators it is made of."""
        return tuple(dict.fromkeys((self.top, *self.below)))

    @property
    def broken_by(self) -> tuple[str, ...]:
        """The indicators whose breaks are its own; revisions of what all is divided by, people or product, are not."""
        return tuple(i for i in self.parts if i == self.top or i not in DENOMINATORS)


@recorded
@remembered
def measures() -> dict[str, Measure]:
    """Return every measure: id → measure, in the order of a profile's table, from ``data/catalog/measures.csv``.

    Raises
    ------
    RegistryError
        If a measure names an indicator that the catalog does not know, or a number cannot be read; all are listed.

    Examples
    --------
    >>> measures()["doctors"].below
    ('population_registered_10k',)
    """
    rows = catalog.table("catalog", "measures.csv", columns=("id", "top", "below", "direction", "change"))
    known = catalog.indicators()
    problems, found = [], {}
    for row in rows:
        below, nation = (tuple(i for i in row[key].split(";") if i) for key in ("below", "nation"))
        problems += [
            f"{row['id']}: no indicator {i!r}" for i in (row["top"], *below, *nation) if i not in known
        ]
        name, short, unit, unchanged = (
            Both(row[f"{k}_zh"], row[f"{k}_en"]) for k in ("name", "short", "unit", "unchanged")
        )
        found[row["id"]] = Measure(
            id=row["id"],
            name=name,
            short=short,
            unit=unit,
            chapter=row["chapter"],
            top=row["top"],
            below=below,
            scale=float(row["scale"]),
            direction=row["direction"],
            change=row["change"],
            decimals=int(row["decimals"]),
            nation=nation,
            nation_scale=float(row["nation_scale"]),
            unchanged=unchanged,
        )
    if problems:
        raise RegistryError("data/catalog/measures.csv cannot be used", problems)
    return found


def codes() -> list[str]:
    """Return the codes of the plan's cities, in the plan's order."""
    return [c.code for c in plan.cities()]


@recorded
@remembered
def wide(indicator: str) -> pd.DataFrame:
    """Return an indicator of the plan's cities as a table of units by years, all years there are."""
    return observations.wide(observations.select(indicator, codes())).reindex(codes())


@recorded
@remembered
def table(measure: str, base: int) -> pd.DataFrame:
    """Return a measure of the plan's cities as a table of units by years.

    Parameters
    ----------
    measure : str
        Id of a measure.
    base : int
        The year set to 100 where the measure is an index; without meaning for the others.

    Returns
    -------
    pandas.DataFrame
        All cities (rows, in the plan's order) by the years in which any has a value.

    Examples
    --------
    >>> table("services", 2012).shape[0]
    95
    """
    m = measures()[measure]
    if m.id == "real":
        return observations.wide(chain(observations.select(m.top, codes()), base)).reindex(codes())
    below = sum((wide(i) for i in m.below[1:]), wide(m.below[0])) if m.below else None
    values = wide(m.top) if below is None else m.scale * wide(m.top) / below.where(below != 0)
    return values.dropna(axis="columns", how="all")


@recorded
@remembered
def nation(measure: str, base: int) -> pd.Series:
    """Return the nation's counterpart of a measure: year → value, empty where there is none.

    Examples
    --------
    >>> round(float(nation("services", 2012)[2017]), 1)
    52.7
    """
    m = measures()[measure]
    if not m.nation:
        return pd.Series(dtype="float64")
    series = [observations.nation(i) for i in m.nation]
    if m.id == "real":
        return chain(series[0], base).set_index("year")["value"]
    top, *below = (f.set_index("year")["value"] for f in series)
    return (m.nation_scale * top / below[0]).dropna() if below else top


def printed(values: pd.DataFrame, until: int) -> list[int]:
    """Return the years up to one in which at least half of the units have a value.

    Examples
    --------
    >>> printed(pd.DataFrame({2012: [1.0, 2.0], 2013: [None, 2.0], 2014: [None, None]}), 2014)
    [2012, 2013]
    """
    counts = values.notna().sum()
    return [int(y) for y in counts.index if y <= until and 2 * counts[y] >= len(values) and counts[y]]


def crossed(m: Measure, first: int, last: int, unit: str = "") -> list[catalog.Break]:
    """Return the breaks that a comparison of a measure's two years crosses; a unit's own count if it is named."""
    found = [b for i in m.broken_by for b in catalog.breaks(i, first, last, unit)]
    return list(dict.fromkeys(found))
