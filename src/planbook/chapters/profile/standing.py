"""How one of the plan's cities stands among the 95: level, change and rank of every measure, its course, its peers.

Every function here that is `recorded` answers for one city, so that a figure of one city changes the pages of those
whose ranks or medians it moves, and no others. What is measured lives in `planbook.chapters.profile.measures`.
"""

import numpy as np
import pandas as pd

from planbook.analysis.similar import distances
from planbook.analysis.spans import spans
from planbook.analysis.standing import standings
from planbook.chapters.profile.measures import Measure, codes, crossed, measures, nation, printed, table, wide
from planbook.chapters.selection import BASE_YEAR
from planbook.ground.reads import recorded, remembered
from planbook.store import observations

COLUMNS = [
    *("measure", "last", "value", "rank", "of", "median", "nation", "first", "before", "change"),
    *("change_rank", "change_of", "flag"),
]
# The structure that makes two cities alike, in a base year: none of these says how large a city is.
FEATURES = ("secondary", "services", "gdp_head", "manufacturing", "mining", "districts")


@recorded
@remembered
def standing(unit: str, year: int, base: int) -> pd.DataFrame:
    """Return level, change and rank of every measure for one city.

    The year of a measure is the last one up to ``year`` in which at least half of the cities have a value. Change is
    measured from ``base``, or from the first year after the last break between; where only the city's own series
    breaks, its change is measured from its own break and not ranked.

    Parameters
    ----------
    unit : str
        Code of one of the plan's cities.
    year : int
        The data year reported.
    base : int
        The year changes are measured from.

    Returns
    -------
    pandas.DataFrame
        One row a measure: measure, last, value, rank, of, median, nation, first, before, change, change_rank,
        change_of, flag (ids, separated by semicolons). Missing where there is nothing to say.

    Examples
    --------
    >>> row = standing("210300", 2022, 2012).set_index("measure").loc["services"]
    >>> int(row["last"]), int(row["first"]), int(row["of"])
    (2022, 2012, 95)
    """
    return _standings(year, base)[unit]


@recorded
@remembered
def course(unit: str, year: int, base: int) -> pd.DataFrame:
    """Return every measure of one city over the years, beside the median of the cities.

    Returns
    -------
    pandas.DataFrame
        measure, year, own, median; the median is missing where less than half of the cities have a value.

    Examples
    --------
    >>> f = course("210300", 2022, 2012)
    >>> f[(f["measure"] == "services") & (f["year"] == 2022)].own.notna().item()
    True
    """
    every = _courses(year, base)
    return every[["measure", "year"]].assign(own=every[unit], median=every["median"])


@recorded
@remembered
def peers(unit: str, base: int, most: int = 5) -> pd.DataFrame:
    """Return the cities of the plan most like one in structure in a base year.

    The features are the shares of secondary industry and of services in product, the logarithm of product per head,
    the shares of manufacturing and of mining in unit employment, and the share of registered people who live in the
    city districts; the distance is that of `planbook.analysis.similar.distances`.

    Returns
    -------
    pandas.DataFrame
        unit, distance, nearest first; no row where the city has too few of the features.

    Examples
    --------
    >>> len(peers("210300", 2012))
    5
    """
    features = _features(base)
    if features.loc[unit].notna().sum() < len(FEATURES) - 1:
        return pd.DataFrame({"unit": pd.Series(dtype="str"), "distance": pd.Series(dtype="float64")})
    return distances(features, unit).head(most).rename("distance").reset_index()


def preload() -> None:
    """Rank all cities now by the newest year, so that those who ask for one need not wait."""
    for city in codes():
        standing(city, observations.last_year(), BASE_YEAR)
    course(codes()[0], observations.last_year(), BASE_YEAR)
    peers(codes()[0], BASE_YEAR)


@remembered
def _standings(year: int, base: int) -> dict[str, pd.DataFrame]:
    """Return the standing of every city at once: what is compared is the same for all of them."""
    parts = {m.id: _standings_in(m, year, base) for m in measures().values()}
    every = pd.concat(parts, names=["measure", "unit"]).swaplevel().reset_index("measure")
    return {unit: every.loc[[unit]].reset_index(drop=True) for unit in codes()}


def _standings_in(m: Measure, year: int, base: int) -> pd.DataFrame:
    """Return the standing of every city in one measure, with the columns of `standing` but the first."""
    last, first, frame = _ranked(m.id, year, base)
    if last is None:
        return pd.DataFrame(np.nan, index=codes(), columns=COLUMNS[1:-1]).assign(flag="")
    frame = frame.assign(last=last, first=first, nation=nation(m.id, base).get(last))
    if m.change and first is not None:
        values = table(m.id, base)
        for unit in frame.index[frame["change"].isna()]:
            own = _own_start(m, values.loc[unit], base, last, unit)
            if own is not None and own != first:
                before, now = float(values.loc[unit, own]), float(values.loc[unit, last])
                changed = 100 * (now / before - 1) if m.change == "percent" else now - before
                frame.loc[unit, ["first", "before", "change"]] = own, before, changed
    frame["first"] = frame["first"].where(frame["change"].notna())
    return frame[COLUMNS[1:-1]].astype("float64").assign(flag=_flags(m, base, last).reindex(frame.index))


def _own_start(m: Measure, values: pd.Series, base: int, last: int, unit: str) -> int | None:
    """Return the year from which a city's own series is unbroken up to the last one; None where there is none."""
    known = [y for y in map(int, values.dropna().index) if base <= y <= last]
    own = [y for y in known if not crossed(m, y, last, unit)]
    return own[0] if own and own[0] < last and own[-1] == last else None


@remembered
def _courses(year: int, base: int) -> pd.DataFrame:
    """Return every measure over the years: measure, year, a column a city, and the median of the cities."""
    parts = {}
    for m in measures().values():
        values = table(m.id, base)
        years = [y for y in map(int, values.columns) if observations.FIRST_YEAR <= y <= year]
        median = values[printed(values, year)].median()
        parts[m.id] = values[years].T.assign(median=median.reindex(years))
    return pd.concat(parts, names=["measure", "year"]).rename_axis(columns=None).reset_index()


@remembered
def _features(base: int) -> pd.DataFrame:
    def at(values: pd.DataFrame) -> pd.Series:
        return values[base] if base in values else pd.Series(np.nan, index=codes())

    jobs = at(wide("unit_employment_10k"))
    found = {
        "secondary": at(wide("secondary_share_pct")),
        "services": at(wide("services_share_pct")),
        "gdp_head": np.log(at(wide("gdp_per_capita_yuan"))),
        "manufacturing": 100 * at(wide("employment_manufacturing_10k")) / jobs,
        "mining": 100 * at(wide("employment_mining_10k")) / jobs,
        "districts": 100
        * at(wide("population_registered_10k_districts"))
        / at(wide("population_registered_10k")),
    }
    return pd.DataFrame(found)[list(FEATURES)]


@remembered
def _ranked(measure: str, year: int, base: int) -> tuple[int | None, int | None, pd.DataFrame]:
    """Return the year reported, the year changes are measured from, and the standing of all cities."""
    m, values = measures()[measure], table(measure, base)
    years = printed(values, year)
    if not years:
        return None, None, pd.DataFrame()
    last = years[-1]
    span = [y for y in spans(m.broken_by, years)[-1] if y >= base]
    first = span[0] if m.change and len(span) > 1 else None
    broken = frozenset(c for c in codes() if first is not None and _own(m, first, last, c))
    kind = m.change or "difference"
    better = m.direction != "lower"
    return last, first, standings(values, first, last, kind=kind, higher_is_better=better, broken=broken)


def _own(m: Measure, first: int, last: int, unit: str) -> bool:
    return any(b.unit == unit for b in crossed(m, first, last, unit))


def _flags(m: Measure, base: int, last: int) -> pd.Series:
    """Return the flags of all that a figure is made of, by city; an index is made of the indices of all its years."""
    years = range(base + 1, last + 1) if m.id == "real" else [last]
    cells = observations.select(m.parts, codes(), years).groupby("unit")["flag"]
    joined = cells.agg(lambda flags: ";".join(dict.fromkeys(f for c in flags for f in c.split(";") if f)))
    return joined.reindex(codes()).fillna("")
