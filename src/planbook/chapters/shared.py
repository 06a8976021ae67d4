"""What every chapter needs: its plan texts, its observations up to the chosen year, and what to say when there is none.

Notebooks import from here what several of them share; tables of the plan's requests are made in `planbook.chapters.asked`,
comparisons by kind of city in `planbook.chapters.kinds`. Which figure a chapter draws and what it says stays in the
notebook; methods live in `planbook.analysis`, builders of charts in `planbook.figures`.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.asked import account, spoken
from planbook.chapters.kinds import compare_kinds, kinds_table, medians_table
from planbook.chapters.selection import Selection
from planbook.chapters.standings import compared_years, last_year, standings
from planbook.figures import Column, Mark, Table
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.store import observations
from planbook.store.provenance import passport
from planbook.text.prose import Sentence, count, name, names, phrase, say, year

__all__ = [
    "NATION",
    "UNPRINTED",
    "account",
    "breaks",
    "city_table",
    "compare_kinds",
    "gaps",
    "incomparable",
    "kinds_table",
    "lacking",
    "last_common",
    "last_year",
    "left_out",
    "level",
    "lines_of",
    "medians_table",
    "nation",
    "not_comparable",
    "not_printed",
    "observed",
    "others",
    "placed_in",
    "segments",
    "spoken",
    "trusted",
    "unprinted",
]

NATION = Both("全国", "China")
UNPRINTED = Both("未刊印", "not printed")


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


def not_printed(indicator: str, sel: Selection) -> Sentence:
    """Say that a series is not there for the chosen year, and why: what a chapter shows instead of a figure.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> not_printed("nox_industrial_t", choose(2012)).markdown.en
    'No figure: the series “Industrial NOx emissions” is not printed up to 2012 (printed from 2017 on).'
    """
    reason = catalog.why_missing(indicator, sel.year)
    return say(
        "此处无图：截至{year}年，{indicator}未见刊印（{reason}）。",
        "No figure: the series “{indicator}” is not printed up to {year} ({reason}).",
        indicator=name(catalog.indicators()[indicator].name),
        year=year(sel.year),
        reason=name(reason),
    )


def left_out(indicators: Iterable[str], sel: Selection) -> Sentence:
    """Say which of several series keep something from being shown: what stands in its place.

    Where each of them is printed, they have no years in common.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> left_out(["nox_industrial_t", "gdp_100m_yuan"], choose(2012)).markdown.en
    'Left out: up to 2012 nothing is printed of “Industrial NOx emissions”.'
    """
    asked_for = list(dict.fromkeys(indicators))
    absent = [i for i in asked_for if observed(i, sel).empty]
    told = [catalog.indicators()[i].name for i in absent or asked_for]
    none, unalike = Both("未见刊印", "nothing is printed of"), Both("没有可比的年份", "no years compare of")
    return say(
        "此处从略：截至{year}年，{series}{why}。",
        "Left out: up to {year} {why} {series}.",
        series=names([Both(f"“{n.zh}”", f"“{n.en}”") for n in told]),
        why=none if absent else unalike,
        year=year(sel.year),
    )


def not_comparable(indicator: str, sel: Selection) -> Sentence:
    """Say that breaks leave no two years to compare: what a chapter shows instead of a figure of change.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> not_comparable("so2_industrial_t", choose(2016, 2015)).markdown.en
    'No comparison: breaks in the series “Industrial SO2 emissions” leave no two years to compare from 2015 to 2016.'
    """
    return say(
        "此处不作比较：{since}至{year}年，{indicator}因断点没有可比的两年。",
        "No comparison: breaks in the series “{indicator}” leave no two years to compare from {since} to {year}.",
        indicator=name(catalog.indicators()[indicator].name),
        since=year(sel.since),
        year=year(sel.year),
    )


def city_table(
    indicator: str,
    sel: Selection,
    *,
    title: Both,
    decimals: int = 1,
    higher_is_better: bool = True,
    extra: Mapping[Column, pd.Series] | None = None,
) -> Table | Sentence:
    """Rank the chosen cities by an indicator, with their former value and rank.

    Parameters
    ----------
    indicator : str
        Id of the catalog.
    sel : Selection
        The chapter's parameters; the last year printed up to the chosen one is ranked.
    title : Both
        What the table says.
    decimals : int
        Digits after the point.
    higher_is_better : bool
        Whether rank 1 is the highest value.
    extra : mapping of Column to pandas.Series, optional
        Further columns; each series is indexed by unit.

    Returns
    -------
    Table or Sentence
        A sentence where nothing is printed up to the chosen year.
    """
    frame = observed(indicator, sel)
    if frame.empty:
        return not_printed(indicator, sel)
    years = compared_years(frame, sel)
    return standings(
        frame,
        sel,
        title=title,
        unit=catalog.indicators()[indicator].unit,
        passport=passport(frame[frame["year"].isin(years)], sel.codes),
        missing=catalog.why_missing(indicator, years[1]),
        decimals=decimals,
        higher_is_better=higher_is_better,
        extra=extra,
    )


def gaps(indicators: list[str], sel: Selection) -> Table:
    """Return how far the indicators of a chapter reach: years printed, cities covered, and why a series ends.

    Below it stands until when the nation is printed, if that is not the chosen year.

    Parameters
    ----------
    indicators : list of str
        Ids of the catalog, in the order shown.
    sel : Selection
        The chapter's parameters.
    """
    rows, filled = [], 0
    for indicator in indicators:
        meta = catalog.indicators()[indicator]
        frame = observed(indicator, sel)
        at = int(frame["year"].max()) if len(frame) else None
        covered = frame[frame["year"] == sel.year]["unit"].nunique() if len(frame) else 0
        filled += covered > 0
        why = catalog.why_missing(indicator, sel.year) if covered == 0 else None
        rows.append(
            {
                "name": meta.name,
                "first": int(frame["year"].min()) if len(frame) else None,
                "last": at,
                "covered": covered,
                "why": why or Both("", ""),
            }
        )
    columns = (
        Column("name", Both("指标", "Indicator")),
        Column("first", Both("起", "From")),
        Column("last", Both("止", "To")),
        Column("covered", Both(f"{sel.year}年有数城市", f"Cities with data in {sel.year}"), 0),
        Column("why", Both("说明", "Remark")),
    )
    every = observations.select(indicators, sel.codes, sel.years)
    china = observations.nation(indicators, sel.years)["year"].max()
    notes = [
        Both(
            f"与全国的对照只到{china}年：{sel.year}年的全国数字尚未收入",
            f"comparisons with the nation end in {china}: its figures for {sel.year} are not in the tables",
        )
    ]
    return Table(
        pd.DataFrame(rows),
        columns,
        phrase(
            "本章数据的范围：{all}个序列中{k}个{at}年有数",
            "How far this chapter's data reach: {k} of {all} series have values in {at}",
            all=count(len(rows)),
            k=count(filled),
            at=year(sel.year),
        ),
        passport(every, sel.codes, notes if china < sel.year else []),
    )


def unprinted(indicator: str, sel: Selection) -> Absent:
    """Return why a series is not there for the chosen year: what a finding is instead.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> unprinted("nox_industrial_t", choose(2012)).reason.en
    'No figure: the series “Industrial NOx emissions” is not printed up to 2012 (printed from 2017 on).'
    """
    return Absent(not_printed(indicator, sel).markdown)


def lacking(indicators: Iterable[str], sel: Selection) -> Absent:
    """Return which of several series keep something from being found; or that they have no years in common.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> lacking(["nox_industrial_t", "gdp_100m_yuan"], choose(2012)).reason.en
    'Left out: up to 2012 nothing is printed of “Industrial NOx emissions”.'
    """
    return Absent(left_out(indicators, sel).markdown)


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
    return Absent(not_comparable(indicator, sel).markdown)


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
