"""What every chapter needs: its plan texts, its observations up to the chosen year, and what to say when there is none.

Which figure a chapter draws and what it says stays in the notebook; what it found is in its own module; methods live in
`planbook.analysis`, tables that chapters share in `planbook.chapters.tables`.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.selection import Selection
from planbook.figures import Mark
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.store import observations
from planbook.text import claims

NATION = Both("全国", "China")


def observed(indicator: str, sel: Selection, *, everywhere: bool = False) -> pd.DataFrame:
    """Return an indicator's observations up to the chosen year.

    Parameters
    ----------
    indicator : str
        Id of the catalog.
    sel : Selection
        The chapter's parameters.
    everywhere : bool
        Every city of the yearbook instead of the chosen cities of the plan.

    Returns
    -------
    pandas.DataFrame
        unit, indicator, year, value, source, flag; empty where nothing is printed that early.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> observed("pm25_ug_m3", choose(2012)).empty
    True
    """
    return observations.select(indicator, None if everywhere else sel.codes, sel.years)


def nation(indicator: str, sel: Selection) -> pd.DataFrame:
    """Return the national series up to the chosen year, never filtered by region; empty where there is none."""
    return observations.nation(indicator, sel.years)


def level(line: pd.DataFrame, at: int | None) -> float | None:
    """Return a line's value in a year, None where it has none: the nation is not printed for every year of the cities.

    Parameters
    ----------
    line : pandas.DataFrame
        year, value; one row a year.
    at : int, optional
        The year; None where there is none to ask for.

    Examples
    --------
    >>> line = pd.DataFrame({"year": [2021, 2022], "value": [1.0, 2.0]})
    >>> level(line, 2022), level(line, 2023)
    (2.0, None)
    """
    found = line.loc[line["year"] == at, "value"].dropna()
    return None if found.empty else float(found.iloc[0])


def last_common(*lines: pd.DataFrame) -> int | None:
    """Return the newest year in which every line has a value, None where there is none: the year to compare in.

    Examples
    --------
    >>> cities, china = (pd.DataFrame({"year": years, "value": 1.0}) for years in ([2021, 2022, 2023], [2021, 2022]))
    >>> last_common(cities, china)
    2022
    """
    shared = set.intersection(*(set(line.dropna(subset=["value"])["year"]) for line in lines))
    return int(max(shared)) if shared else None


def others(indicator: str, sel: Selection) -> pd.DataFrame:
    """Return the observations of the yearbook's cities outside the plan, up to the chosen year."""
    rows = observations.select(indicator, None, sel.years)
    return rows[~rows["unit"].isin([c.code for c in plan.cities()])].reset_index(drop=True)


def breaks(indicator: str, frame: pd.DataFrame) -> list[Mark]:
    """Return the breaks that a chart of this frame crosses, ready to be drawn.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": "a", "year": [2012, 2017], "value": 1.0})
    >>> [m.at for m in breaks("so2_industrial_t", f)]
    [2016]
    """
    if isinstance(frame, Absent) or frame.empty:
        return []
    crossed = catalog.breaks(indicator, int(frame["year"].min()), int(frame["year"].max()))
    return [Mark(b.year, b.what) for b in crossed]


def unprinted(indicator: str, sel: Selection) -> Absent:
    """Return why a series is not there for the chosen year: what a finding is instead.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> unprinted("nox_industrial_t", choose(2012)).reason.en
    'No figure: the series “Industrial NOx emissions” is not printed up to 2012 (printed from 2017 on).'
    """
    reason, name = catalog.why_missing(indicator, sel.year), catalog.indicators()[indicator].name
    return Absent(
        Both(
            f"此处无图：截至{sel.year}年，{name.zh}未见刊印（{reason.zh}）。",
            f"No figure: the series “{name.en}” is not printed up to {sel.year} ({reason.en}).",
        )
    )


def lacking(indicators: Iterable[str], sel: Selection) -> Absent:
    """Return which of several series keep something from being found; or that they have no years in common.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> lacking(["nox_industrial_t", "gdp_100m_yuan"], choose(2012)).reason.en
    'Left out: up to 2012 nothing is printed of “Industrial NOx emissions”.'
    """
    asked_for = list(dict.fromkeys(indicators))
    gone = [i for i in asked_for if observed(i, sel).empty]
    told = [catalog.indicators()[i].name for i in gone or asked_for]
    series = claims.names([Both(f"“{n.zh}”", f"“{n.en}”") for n in told]).text
    none, unalike = Both("未见刊印", "nothing is printed of"), Both("没有可比的年份", "no years compare of")
    why = none if gone else unalike
    return Absent(
        Both(
            f"此处从略：截至{sel.year}年，{series.zh}{why.zh}。",
            f"Left out: up to {sel.year} {why.en} {series.en}.",
        )
    )


def incomparable(indicator: str, sel: Selection) -> Absent:
    """Return that breaks leave no two years to compare, or that the chosen year is the first.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> incomparable("so2_industrial_t", choose(2016, 2015)).reason.en
    'No comparison: breaks in the series “Industrial SO2 emissions” leave no two years to compare from 2015 to 2016.'
    """
    if sel.since == sel.year:
        name, year = catalog.indicators()[indicator].name, sel.year
        return Absent(
            Both(
                f"此处不作比较：{name.zh}截至{year}年只有一年。",
                f"No comparison: up to {year} there is only one year of the series “{name.en}”.",
            )
        )
    name = catalog.indicators()[indicator].name
    return Absent(
        Both(
            f"此处不作比较：{sel.since}至{sel.year}年，{name.zh}因断点没有可比的两年。",
            f"No comparison: breaks in the series “{name.en}” leave no two years to compare "
            f"from {sel.since} to {sel.year}.",
        )
    )


def trusted(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out values marked as far from the years around them: one of them can outweigh all other cities."""
    return frame[~frame["flag"].str.contains("suspect")]


def lines_of(lines: Mapping[str, tuple[Both, pd.DataFrame]]) -> pd.DataFrame:
    """Return several lines below one another, ready for `segments`.

    Parameters
    ----------
    lines : mapping
        Id (``plan``, ``others``, ``nation`` …) → what the line is called, and its frame with columns year and value.

    Returns
    -------
    pandas.DataFrame
        year, series, name (`Both`), value.

    Examples
    --------
    >>> lines_of({"nation": (NATION, pd.DataFrame({"year": [2012], "value": [1.0]}))}).columns.tolist()
    ['year', 'series', 'name', 'value']
    """
    parts = []
    for series, (called, frame) in lines.items():
        part = frame[["year", "value"]].copy()
        part.insert(1, "series", series)
        part.insert(2, "name", pd.Series([called] * len(part), index=part.index, dtype="object"))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def placed_in(frame: pd.DataFrame, sel: Selection) -> pd.DataFrame:
    """Return rows of cities with their names and regions, region by region: ready for a chart with a dot a city.

    Parameters
    ----------
    frame : pandas.DataFrame
        Column ``unit``; units that are not chosen are left out.
    sel : Selection
        The chapter's parameters.

    Returns
    -------
    pandas.DataFrame
        With the columns name (`Both`), group (id of the region) and region (`Both`), in the order of the regions.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> f = pd.DataFrame({"unit": ["130200", "210300"], "value": [1.0, 2.0]})
    >>> placed_in(f, choose(2012))["group"].tolist()
    ['northeast', 'east']
    """
    chosen = {c.code: c for c in sel.cities}
    order = {r.id: (n, r.name) for n, r in enumerate(plan.REGIONS)}
    rows = frame[frame["unit"].isin(chosen)].copy()
    rows["name"] = pd.Series([chosen[u].name for u in rows["unit"]], index=rows.index, dtype="object")
    rows["group"] = pd.Series([chosen[u].region for u in rows["unit"]], index=rows.index, dtype="object")
    rows["region"] = pd.Series([order[g][1] for g in rows["group"]], index=rows.index, dtype="object")
    places = rows["group"].map({g: n for g, (n, _) in order.items()})
    return rows.iloc[places.to_numpy().argsort(kind="stable")].reset_index(drop=True)


def segments(frame: pd.DataFrame, marks: Iterable[Mark], by: str = "series") -> pd.DataFrame:
    """Return lines ready to be drawn: a row for every year, empty where there is none, and cut at breaks.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns year, value, ``by`` and ``name``; one row per line and year.
    marks : iterable of Mark
        Breaks in the series.
    by : str
        Column of ids of the lines.

    Returns
    -------
    pandas.DataFrame
        With a column ``segment``: a line is drawn within a segment (``detail="segment:N"``).

    Examples
    --------
    >>> f = pd.DataFrame({"year": [2012, 2014], "value": 1.0, "series": "a", "name": "A"})
    >>> segments(f, [Mark(2014, NATION)])[["year", "value", "segment"]].to_numpy().tolist()
    [[2012.0, 1.0, 0.0], [2013.0, nan, 0.0], [2014.0, 1.0, 1.0]]
    """
    if frame.empty:
        return frame.assign(segment=0)
    years, known = range(int(frame["year"].min()), int(frame["year"].max()) + 1), list(marks)
    called = frame.drop_duplicates(by).set_index(by)["name"].to_dict()
    index = pd.MultiIndex.from_product([list(called), years], names=[by, "year"])
    full = frame.set_index([by, "year"])["value"].reindex(index).reset_index()
    full["name"] = [called[i] for i in full[by]]
    full["segment"] = [sum(mark.at <= year for mark in known) for year in full["year"]]
    return full
