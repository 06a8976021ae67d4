"""Who owns: private employment, firms and output by origin of capital, and the state's share, which only the nation has."""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.aggregate import total
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.reform.measured import UNITS, RatioMoved, ended, moved
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store import observations
from planbook.store.provenance import passport

STATE = "state_asset_share_pct"
OUTPUT = {
    "domestic_output_100m_yuan": Both("内资", "domestic"),
    "hmt_output_100m_yuan": Both("港澳台", "Hong Kong, Macao, Taiwan"),
    "foreign_output_100m_yuan": Both("外商", "foreign"),
}


@dataclass(frozen=True, kw_only=True)
class SameCities:
    """A ratio over the cities that have both years.

    Attributes
    ----------
    cities : Count
        How many these are.
    then, now : Percent
        In the first and the last year.
    """

    cities: Count
    then: Percent
    now: Percent


@dataclass(frozen=True, kw_only=True)
class PrivateJobs(Finding):
    """Private firms and the self-employed in the jobs in towns.

    Attributes
    ----------
    moved : RatioMoved
        The share in the first and the last year that compare.
    cities : Count
        Chosen cities with a figure in the last year.
    alike : SameCities
        Over the cities with both years, where these are fewer.
    widened : Year
        When units were counted more widely, if that is in the years shown.
    ended : Year
        The last year printed, where it is before the chosen one.
    lines : pandas.DataFrame
        year, series (plan, others), name, value (per cent), segment.
    """

    moved: RatioMoved
    cities: Count
    alike: SameCities | Absent
    widened: Year | Absent
    ended: Year | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class OutsideFirms(Finding):
    """Firms of Hong Kong, Macao, Taiwan and foreign owners among industrial firms above designated size.

    Attributes
    ----------
    moved : RatioMoved
        Their share in the first and the last year that compare.
    lines : pandas.DataFrame
        year, series (plan, others), name, value (per cent), segment.
    """

    moved: RatioMoved
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class OutputByOwner(Finding):
    """Industrial output of the chosen cities by origin of capital.

    Attributes
    ----------
    last : Year
        The last year with all three.
    domestic, hmt, foreign : Percent
        Their shares in that year.
    ended : Year
        The last year, where it is before the chosen one.
    parts : pandas.DataFrame
        year, series (the kind of owner), name, value (per cent).
    """

    last: Year
    domestic: Percent
    hmt: Percent
    foreign: Percent
    ended: Year | Absent
    parts: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class StateShare(Finding):
    """The state-controlled share of the nation's industrial assets.

    Attributes
    ----------
    last, first : Year
        The last year printed and the base year, or the first one printed; the first is absent where it is the same.
    now, then : Percent
        In these years.
    lines : pandas.DataFrame
        year, series (nation), name, value (per cent), segment.
    """

    last: Year
    first: Year | Absent
    now: Percent
    then: Percent | Absent
    lines: pd.DataFrame


def both_lines(measure: Ratio, cut_by: str = "") -> pd.DataFrame:
    """Return the lines of a measure, of the chosen cities and of those outside the plan, cut at the breaks of a series."""
    names = {OURS: measure.sel.label, THEIRS: OUTSIDE}
    rows = shared.lines_of({who: (name, measure.line(who)) for who, name in names.items()})
    return shared.segments(rows, shared.breaks(cut_by, rows) if cut_by else [])


def private(measure: Ratio) -> PrivateJobs | Absent:
    """Return the share of private firms and the self-employed in the jobs in towns."""
    found = moved(measure)
    if isinstance(found, Absent):
        return found
    lines = both_lines(measure, UNITS)
    marks = shared.breaks(UNITS, lines)
    return PrivateJobs(
        source=measure.passport(),
        moved=found,
        cities=Count(measure.cities(int(found.last))),
        alike=_alike(measure),
        widened=Year(marks[0].at) if marks else Absent(),
        ended=ended(measure),
        lines=lines,
    )


def _alike(measure: Ratio) -> SameCities | Absent:
    first, last = measure.span
    held = measure.alike(first, last)
    most = max(measure.cities(first), measure.cities(last))
    if first >= last or held.empty or held["cities"].iloc[0] >= most:
        return Absent()
    return SameCities(
        cities=Count(held["cities"].iloc[0]),
        then=Percent(held["value"].iloc[0]),
        now=Percent(held["value"].iloc[-1]),
    )


def outsiders(measure: Ratio) -> OutsideFirms | Absent:
    """Return the share of firms with capital from outside the mainland."""
    found = moved(measure)
    if isinstance(found, Absent):
        return found
    return OutsideFirms(source=measure.passport(), moved=found, lines=both_lines(measure, "industrial_firms"))


def output(sel: Selection) -> OutputByOwner | Absent:
    """Return the shares of industrial output by origin of capital; a share needs every part of the whole."""
    rows = observations.select(OUTPUT, sel.codes, sel.years)
    sums = pd.concat(
        [total(part).assign(series=str(key)) for key, part in rows.groupby("indicator")] or [rows]
    )
    whole = sums.groupby("year")["value"].transform("sum") if len(sums) else 0
    sums = sums.assign(value=100 * sums["value"] / whole)
    sums = sums[sums.groupby("year")["value"].transform("size") == len(OUTPUT)]
    if sums.empty:
        return shared.lacking(OUTPUT, sel)
    last = int(sums["year"].max())
    at = sums[sums["year"] == last].set_index("series")["value"]
    domestic, hmt, foreign = (Percent(at[key]) for key in OUTPUT)
    named = {key: (name, sums[sums["series"] == key]) for key, name in OUTPUT.items()}
    return OutputByOwner(
        source=passport(rows[rows["indicator"] == next(iter(OUTPUT))], sel.codes),
        last=Year(last),
        domestic=domestic,
        hmt=hmt,
        foreign=foreign,
        ended=Year(last) if last < sel.year else Absent(),
        parts=shared.lines_of(named),
    )


def state(sel: Selection) -> StateShare | Absent:
    """Return the state-controlled share of the nation's industrial assets, background to what no city prints."""
    line = shared.nation(STATE, sel)
    if line.empty:
        return Absent(
            Both(
                f"国企改革没有分城市的数字，截至{sel.year}年全国数字也未刊印。",
                f"State-firm reform cannot be seen by city, and the nation's figures are not printed up to {sel.year} either.",
            )
        )
    first, last = int(line["year"].min()), int(line["year"].max())
    first = sel.since if sel.since in set(line["year"]) else first
    drawn = shared.lines_of({"nation": (shared.NATION, line)})
    return StateShare(
        source=passport(line, []),
        last=Year(last),
        first=known(Year, first if first < last else None),
        now=Percent(shared.level(line, last)),
        then=known(Percent, shared.level(line, first) if first < last else None),
        lines=shared.segments(drawn, []),
    )
