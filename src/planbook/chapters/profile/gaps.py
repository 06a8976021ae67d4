"""What is not known of a place: series without a value in the year reported, and values that carry a flag."""

from collections import Counter, defaultdict

import pandas as pd

from planbook import catalog
from planbook.figures import Column, Table
from planbook.ground.language import Both
from planbook.ground.numerals import year_ranges
from planbook.ground.reads import recorded, remembered
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import Passport, passport
from planbook.text.prose import Sentence, count, names, paragraph, phrase, say
from planbook.text.prose import year as in_year

_NOWHERE = Both("从未刊印", "never printed")


@recorded
@remembered
def _printed_anywhere(year: int) -> tuple[str, ...]:
    """Return the indicators of cities that any city prints between 2003 and a year, in the catalog's order."""
    frame = observations.select(list(catalog.indicators()), None, range(observations.FIRST_YEAR, year + 1))
    present = set(frame["indicator"].unique())
    return tuple(
        i for i, meta in catalog.indicators().items() if i in present and meta.scope in ("city", "districts")
    )


def preload() -> None:
    """Look through the tables now, so that those who ask later need not wait."""
    _printed_anywhere(observations.last_year())


def missing(place: PlanUnit, year: int) -> pd.DataFrame:
    """Return the yearbook's series without a value for a city in a year.

    Returns
    -------
    pandas.DataFrame
        indicator, name (Both), last (the last year with a value, missing if there is none), why (Both); in the
        catalog's order.
    """
    ids = _printed_anywhere(year)
    rows = observations.select(ids, [place.code], range(observations.FIRST_YEAR, year + 1))
    last = {str(i): int(y) for i, y in rows.groupby("indicator")["year"].max().items()}
    lacking = [i for i in ids if last.get(i) != year]
    return pd.DataFrame(
        {
            "indicator": lacking,
            "name": [catalog.indicators()[i].name for i in lacking],
            "last": [last.get(i) for i in lacking],
            "why": [catalog.why_missing(i, year, place.code) for i in lacking],
        }
    )


def coverage(place: PlanUnit, year: int) -> tuple[int, int]:
    """Return how many of the yearbook's series have a value for a city in a year, and how many series there are."""
    ids = _printed_anywhere(year)
    return len(ids) - len(missing(place, year)), len(ids)


def said(place: PlanUnit, year: int) -> Sentence:
    """Say how much of the yearbook is known of a city in a year, and the most frequent reasons for what is not."""
    frame = missing(place, year)
    known, of = coverage(place, year)
    often = Counter(frame["why"]).most_common(3)
    reasons = [phrase("{why}（{n}项）", "{why} ({n} series)", why=why, n=count(n)) for why, n in often]
    first = say(
        "{year}年，年鉴各版所印的{of}项指标中，本市有数的为{known}项。",
        "Of the {of} series that the yearbooks have printed, the city has a value for {known} in {year}.",
        year=in_year(year),
        of=count(of),
        known=count(known),
    )
    if not reasons:
        return first
    return paragraph(
        first,
        say(
            "没有的，多因{reasons}。",
            "The others are lacking mostly for these reasons: {reasons}.",
            reasons=names(reasons),
        ),
    )


def said_of_district(place: PlanUnit, year: int) -> Sentence:
    """Say what there is of a district and why there is no more."""
    return say(
        "城市年鉴只印到地级市，区和县级市没有逐年数字。这里只有两次人口普查和截至{last}年的模型估算排放，此外一概不推算。",
        "The city yearbook stops at prefecture-level cities: there are no yearly figures of districts. What there is are two "
        "censuses and modelled emissions to {last}; nothing is derived beyond that.",
        last=in_year(last_modelled(place, year)),
    )


def last_modelled(place: PlanUnit, year: int) -> int:
    """Return the last year of the modelled emissions of a district up to a year."""
    return int(
        observations.select("co2_county_modelled_t", [place.code], range(observations.FIRST_YEAR, year + 1))[
            "year"
        ].max()
    )


def gaps(place: PlanUnit, year: int) -> Table | None:
    """Return the table of missing series by reason, the last year with a value behind each name; None if none is missing."""
    by_reason: dict[Both, list[Both]] = defaultdict(list)
    for row in missing(place, year).to_dict("records"):
        at = _NOWHERE if row["last"] != row["last"] else Both(str(int(row["last"])), str(int(row["last"])))
        by_reason[row["why"]].append(Both(f"{row['name'].zh}（{at.zh}）", f"{row['name'].en} ({at.en})"))
    rows = [
        {
            "why": why,
            "n": len(listed),
            "names": Both("、".join(n.zh for n in listed), "; ".join(n.en for n in listed)),
        }
        for why, listed in by_reason.items()
    ]
    if not rows:
        return None
    columns = (
        Column("why", Both("缘由", "Reason")),
        Column("n", Both("项数", "Series"), 0),
        Column("names", Both("指标（最后有数的年份）", "Series (last year with a value)")),
    )
    known, of = coverage(place, year)
    title = phrase(
        "{year}年{of}项指标中{known}项有数；其余按缘由列出",
        "{known} of {of} series have a value in {year}; the others by reason",
        year=in_year(year),
        of=count(of),
        known=count(known),
    )
    return Table(pd.DataFrame(rows), columns, title, Passport((), (year,)))


def marked(place: PlanUnit, year: int) -> Table | None:
    """Return the values of a place that carry a flag, by flag and series; None if there is none."""
    ids = list(catalog.indicators())
    rows = observations.select(ids, [place.code], range(observations.FIRST_YEAR, year + 1))
    rows = rows[rows["flag"] != ""]
    if rows.empty:
        return None
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for indicator, at, flags in zip(rows["indicator"], rows["year"], rows["flag"], strict=True):
        for flag in flags.split(";"):
            years[flag, indicator].append(int(at))
    told = [
        {
            "flag": catalog.flags()[flag],
            "name": catalog.indicators()[indicator].name,
            "years": ", ".join(year_ranges(at)),
        }
        for (flag, indicator), at in sorted(years.items())
    ]
    columns = (
        Column("flag", Both("标注", "Mark")),
        Column("name", Both("指标", "Series")),
        Column("years", Both("年份", "Years")),
    )
    title = Both("带标注的数值", "Values that carry a mark")
    return Table(pd.DataFrame(told), columns, title, passport(rows, []))
