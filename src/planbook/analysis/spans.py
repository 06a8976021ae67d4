"""A series cut at its breaks into spans of comparable years, and what changed inside each span.

Notes
-----
Change between two years that the caller chooses is in `change`; nothing here ever leaves a span.
"""

from collections.abc import Iterable

import pandas as pd

from planbook import catalog

COMPARED = [
    "first",
    "last",
    "before",
    "after",
    "change",
    "median_before",
    "median_after",
    "risen",
    "cities",
    "fallen",
]


def spans(indicators: str | Iterable[str], years: Iterable[int], unit: str = "") -> list[list[int]]:
    """Group years into spans without a declared break.

    Where two indicators are set against each other, a break of one is a break of both.

    Parameters
    ----------
    indicators : str or iterable of str
        Ids of the catalog; a break of one is a break of all, as in a ratio of two.
    years : iterable of int
        Years with data.
    unit : str
        A unit whose own breaks count too; the nation is 100000.

    Returns
    -------
    list of list of int
        In order; none is empty.

    Examples
    --------
    >>> spans("so2_industrial_t", [2012, 2015, 2016, 2022])
    [[2012, 2015], [2016, 2022]]
    """
    ids = [indicators] if isinstance(indicators, str) else list(indicators)
    found: list[list[int]] = []
    for year in sorted({int(y) for y in years}):
        if found and not any(catalog.breaks(i, found[-1][-1], year, unit) for i in ids):
            found[-1].append(year)
        else:
            found.append([year])
    return found


def longest_span(frame: pd.DataFrame, since: int, share: float = 0.5) -> tuple[int, int]:
    """Choose the two years between which a chapter measures change: the ends of the longest span from a year on.

    Of two equally long spans the later one is taken; where less than two years are left, the series is taken
    from its beginning.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one or more indicators (unit, indicator, year); the breaks of each of them count. Without a
        row there is no span, and both ends are the year asked for.
    since : int
        The year from which the chapter measures change.
    share : float
        A year counts where at least this share of the frame's cities has a value.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "indicator": "wage_yuan", "year": range(2008, 2022), "value": 1.0})
    >>> longest_span(f, 2012), longest_span(f, 2021)
    ((2012, 2019), (2008, 2019))
    """
    if frame.empty:
        return since, since
    counts = frame.groupby("year")["unit"].nunique()
    printed = [int(str(y)) for y in counts.index[counts >= share * frame["unit"].nunique()]]
    late = [y for y in printed if y >= since]
    parts = spans(frame["indicator"].unique(), late if len(late) > 1 else printed)
    longest = max(reversed(parts), key=len)
    return longest[0], longest[-1]


def index_in_spans(frame: pd.DataFrame, base: int) -> pd.DataFrame:
    r"""Index the sum over cities, span by span, each year against the span's base over the cities with both.

    The base is the year asked for where it lies in the span and has data, else the span's first year. A span
    of one year says nothing and is left out.

    Formula
    -------
    I_t=100\,\frac{\sum_i x_{it}}{\sum_i x_{ib}}

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator that adds up (unit, indicator, year, value).
    base : int
        The year to set to 100.

    Returns
    -------
    pandas.DataFrame
        year, value, cities (with both years), base.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b", "a", "b"], "indicator": "so2_industrial_t",
    ...                   "year": [2012, 2012, 2013, 2014], "value": [4.0, 6.0, 3.0, 3.0]})
    >>> index_in_spans(f, 2012).value.tolist()
    [100.0, 75.0, 50.0]
    """
    rows = []
    for span in _spans_of(frame):
        start = base if base in span else span[0]
        level = _values(frame, start)
        for year in span:
            both = pd.concat([level, _values(frame, year)], axis=1, join="inner")
            if len(span) > 1 and len(both):
                rows.append((year, 100 * both.iloc[:, 1].sum() / both.iloc[:, 0].sum(), len(both), start))
    return pd.DataFrame(rows, columns=["year", "value", "cities", "base"])


def compare_in_spans(frame: pd.DataFrame, since: int, share: float = 0.5) -> pd.DataFrame:
    """Compare the first with the last year of every span, over the cities that have both.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator (unit, indicator, year, value).
    since : int
        Spans that end by then are left out; a span that holds this year is compared from it on.
    share : float
        A year counts where at least this share of the frame's cities has a value.

    Returns
    -------
    pandas.DataFrame
        One row a span of at least two years: first, last (years); before, after (sums); change (of the sums, per
        cent); median_before, median_after; risen (cities whose value rose); cities (with both years);
        fallen (cities whose value fell).

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "indicator": "so2_industrial_t", "year": [2012, 2015, 2016, 2022],
    ...                   "value": [8.0, 6.0, 4.0, 1.0]})
    >>> compare_in_spans(f, 2012)[["first", "last", "change"]].values.tolist()
    [[2012.0, 2015.0, -25.0], [2016.0, 2022.0, -75.0]]
    """
    counts = frame.groupby("year")["unit"].nunique()
    kept = frame[frame["year"].isin(counts[counts >= share * frame["unit"].nunique()].index)]
    rows = []
    for span in _spans_of(kept):
        first, last = (since if since in span else span[0]), span[-1]
        before, after = _values(kept, first).align(_values(kept, last), join="inner")
        if last <= since or first == last or before.empty:
            continue
        moved = 100 * (after.sum() / before.sum() - 1)
        medians = before.median(), after.median()
        risen = int((after > before).sum())
        fallen = int((after < before).sum())
        rows.append((first, last, before.sum(), after.sum(), moved, *medians, risen, len(before), fallen))
    return pd.DataFrame(rows, columns=COMPARED)


def unbroken(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Keep the units that have no break of their own between two years, such as a changed border.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations (unit, indicator, year, value).
    first, last : int
        Data years.

    Returns
    -------
    pandas.DataFrame
        The rows of the units kept, whatever their year.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["210300", "130200"], "indicator": "fdi_10k_usd", "year": 2019, "value": 1.0})
    >>> unbroken(f, 2012, 2019).unit.tolist()
    ['130200']
    """

    def broken(unit: str) -> bool:
        return any(b.unit == unit for i in ids for b in catalog.breaks(i, int(first), int(last), unit))

    ids = frame["indicator"].unique()
    return frame[~frame["unit"].isin([u for u in frame["unit"].unique() if broken(u)])]


def _spans_of(frame: pd.DataFrame) -> list[list[int]]:
    if frame.empty:
        return []
    national = (frame["unit"] == catalog.NATION).any()
    years = [int(y) for y in frame["year"].unique()]
    return spans(frame["indicator"].unique(), years, catalog.NATION if national else "")


def _values(frame: pd.DataFrame, year: int) -> pd.Series:
    return frame[frame["year"] == year].set_index("unit")["value"]
