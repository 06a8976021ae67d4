"""What is not known of a place: series without a value in the year reported, and values that carry a flag."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.chapters.finding import Tabled
from planbook.figures import Column
from planbook.ground.absent import Absent, at
from planbook.ground.language import Both
from planbook.ground.numerals import is_missing, year_ranges
from planbook.ground.quantities import Count
from planbook.ground.reads import recorded, remembered
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import Passport, passport

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


@dataclass(frozen=True, kw_only=True)
class Why:
    """A reason for which series are lacking, and how many.

    Attributes
    ----------
    cause : Both
    series : Count
    """

    cause: Both
    series: Count


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How much of the yearbook is known of a city in a year.

    Attributes
    ----------
    known, of : Count
        Series with a value; series that the yearbooks have printed up to then.
    first, second, third : Why
        The most frequent reasons for what is lacking; absent where there are not so many.
    shown : Tabled
        The missing series by reason; absent where none is missing.
    """

    known: Count
    of: Count
    first: Why | Absent
    second: Why | Absent
    third: Why | Absent
    shown: Tabled | Absent


def covered(place: PlanUnit, year: int) -> Coverage:
    """Return how much of the yearbook is known of a city in a year, and the most frequent reasons for what is not."""
    frame = missing(place, year)
    known, of = coverage(place, year)
    often = [Why(cause=why, series=Count(n)) for why, n in Counter(frame["why"]).most_common()]
    return Coverage(
        known=Count(known),
        of=Count(of),
        first=at(often, 0),
        second=at(often, 1),
        third=at(often, 2),
        shown=gaps(frame, year),
    )


def last_modelled(place: PlanUnit, year: int) -> int:
    """Return the last year of the modelled emissions of a district up to a year."""
    return int(
        observations.select("co2_county_modelled_t", [place.code], range(observations.FIRST_YEAR, year + 1))[
            "year"
        ].max()
    )


def gaps(frame: pd.DataFrame, year: int) -> Tabled | Absent:
    """Return what `missing` found by reason, the last year with a value behind each name; absent if none is missing."""
    by_reason: dict[Both, list[Both]] = defaultdict(list)
    for row in frame.to_dict("records"):
        at = _NOWHERE if is_missing(row["last"]) else Both(str(int(row["last"])), str(int(row["last"])))
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
        return Absent()
    columns = (
        Column("why", Both("缘由", "Reason")),
        Column("n", Both("项数", "Series"), 0),
        Column("names", Both("指标（最后有数的年份）", "Series (last year with a value)")),
    )
    return Tabled(source=Passport((), (year,)), frame=pd.DataFrame(rows), columns=columns)


def marked(place: PlanUnit, year: int) -> Tabled | Absent:
    """Return the values of a place that carry a flag, by flag and series; absent if there is none."""
    ids = list(catalog.indicators())
    rows = observations.select(ids, [place.code], range(observations.FIRST_YEAR, year + 1))
    rows = rows[rows["flag"] != ""]
    if rows.empty:
        return Absent()
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for indicator, when, flags in zip(rows["indicator"], rows["year"], rows["flag"], strict=True):
        for flag in flags.split(";"):
            years[flag, indicator].append(int(when))
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
    return Tabled(source=passport(rows, []), frame=pd.DataFrame(told), columns=columns)
