"""Science in the budget, and who is there to do it: students, universities, R&D personnel.

What cities spend on science is what governments spend; what firms spend themselves is not in it.
"""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.aggregate import quantiles, ratio, spread_over_years
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.innovation.base import BUDGET, PEOPLE, SCIENCE, STUDENTS, InnovationBase, fine
from planbook.chapters.ratios import OURS, THEIRS
from planbook.chapters.standings import last_year
from planbook.ground.absent import Absent
from planbook.ground.quantities import Amount, Count, Percent, Year
from planbook.store.provenance import passport

PERSONNEL, UNIVERSITIES = "rd_personnel", "universities"


@dataclass(frozen=True, kw_only=True)
class Science(Finding):
    """Science in budget expenditure, since the item has its present meaning.

    Attributes
    ----------
    first, last : Year
        The years compared; ``first`` is absent where there is only one.
    now, others : Percent
        Of the chosen cities together and of those outside the plan, in the last year.
    before, others_before : Percent
        In the first year.
    rose : bool
        Whether it rose between the two years, as they are written.
    median, low, high : Percent
        The median city in the last year; what a tenth of the cities stay below, and a tenth exceed.
    median_first, from_year : Percent, Year
        The median city in the first year of the item.
    widened : Year
        When the item was widened; absent where that lies ahead.
    at_widening, others_at_widening : Percent
        Of the chosen cities and of the others in that year.
    spread : pandas.DataFrame
        Quantiles by year, as `planbook.analysis.aggregate.spread_over_years`.
    """

    first: Year | Absent
    last: Year
    now: Percent | Absent
    others: Percent | Absent
    before: Percent | Absent
    others_before: Percent | Absent
    rose: bool
    median: Percent | Absent
    low: Percent | Absent
    high: Percent | Absent
    median_first: Percent | Absent
    from_year: Year
    widened: Year | Absent
    at_widening: Percent | Absent
    others_at_widening: Percent | Absent
    spread: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Students(Finding):
    """Students in regular higher education for 10,000 registered people.

    Attributes
    ----------
    last : Year
        The last year.
    value : Count
        Of the chosen cities together in that year.
    relative : Percent
        In per cent of the cities outside the plan, in that year.
    then, relative_then : Year, Percent
        The same in the base year, or the first year printed; absent where that is the last.
    first, relative_first : Year, Percent
        The same in the first year; absent where that is the last.
    vocational : Year
        From when on vocational universities are included, where the years cross it.
    gaps : tuple of Year
        Years without registered people in between; absent where there are none.
    lines : pandas.DataFrame
        year, series (plan, median, others), name, value, segment.
    """

    last: Year
    value: Count
    relative: Percent
    then: Year | Absent
    relative_then: Percent | Absent
    first: Year | Absent
    relative_first: Percent | Absent
    vocational: Year | Absent
    gaps: tuple[Year, ...] | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Schools(Finding):
    """Regular institutions of higher education.

    Attributes
    ----------
    year : Year
        The last year printed.
    cities, schools : Count
        The chosen cities printed, and their schools.
    share : Percent
        Of the schools in all cities of the yearbook.
    few : Count
        Cities with one or none.
    """

    year: Year
    cities: Count
    schools: Count
    share: Percent
    few: Count


@dataclass(frozen=True, kw_only=True)
class Personnel(Finding):
    """R&D personnel for 10,000 registered people.

    Attributes
    ----------
    year : Year
        The first year printed.
    cities : Count
        The cities of that year.
    median : Amount
        The median city.
    """

    year: Year
    cities: Count
    median: Amount


def science(base: InnovationBase) -> Science | Absent:
    """Return the share of science in the budget: of all chosen cities together, of the median city, of the ends."""
    sel, each = base.sel, base.late(base.science.by_city())
    if each.empty:
        return shared.lacking([SCIENCE, BUDGET], sel)
    last, first = last_year(each), max(sel.since, base.science_from)
    ours, theirs = (base.late(base.science.line(who)) for who in (OURS, THEIRS))
    middle, before = quantiles(each).set_index("year"), first if first < last else None
    ends = [round(shared.level(ours, y) or 0.0, 2) for y in (before, last)]
    widened = base.widened
    at = None if isinstance(widened, Absent) else int(widened)
    return Science(
        source=base.science.passport([int(y) for y in each["year"].unique()]),
        first=Year(before) if before else Absent(),
        last=Year(last),
        now=fine(shared.level(ours, last)),
        others=fine(shared.level(theirs, last)),
        before=fine(shared.level(ours, before)),
        others_before=fine(shared.level(theirs, before)),
        rose=ends[0] < ends[1],
        median=fine(middle["median"][last]),
        low=fine(middle["p10"][last]),
        high=fine(middle["p90"][last]),
        median_first=fine(middle["median"].iloc[0]),
        from_year=Year(middle.index[0]),
        widened=widened,
        at_widening=fine(shared.level(ours, at)),
        others_at_widening=fine(shared.level(theirs, at)),
        spread=spread_over_years(each),
    )


def students(base: InnovationBase) -> Students | Absent:
    """Return students for 10,000 people, and how many that is of the number outside the plan."""
    sel, measure = base.sel, base.students
    ours, theirs = (measure.line(who).set_index("year")["value"] for who in (OURS, THEIRS))
    relative = (100 * ours / theirs[theirs > 0]).dropna()
    if relative.empty:
        return shared.lacking([STUDENTS, PEOPLE], sel)
    first, last = int(relative.index.min()), int(relative.index.max())
    then = sel.since if sel.since in relative.index else first
    drawn = shared.lines_of(base.three(measure))
    crossed = shared.breaks(STUDENTS, drawn)
    counted = set(shared.observed(PEOPLE, sel)["year"])
    gaps = [y for y in range(first, last) if y not in counted]
    return Students(
        source=measure.passport(),
        last=Year(last),
        value=Count(round(ours[last])),
        relative=Percent(relative[last]),
        then=Year(then) if then < last else Absent(),
        relative_then=Percent(relative[then]) if then < last else Absent(),
        first=Year(first) if first < last else Absent(),
        relative_first=Percent(relative[first]) if first < last else Absent(),
        vocational=Year(crossed[-1].at) if crossed else Absent(),
        gaps=tuple(Year(y) for y in gaps) or Absent(),
        lines=shared.segments(drawn, [*shared.breaks(PEOPLE, drawn), *crossed]),
    )


def schools(base: InnovationBase) -> Schools | Absent:
    """Return how many regular institutions of higher education there are, in the last year printed."""
    every = shared.observed(UNIVERSITIES, base.sel, everywhere=True)
    now = every[every["year"] == every["year"].max()]
    own = now[now["unit"].isin(base.sel.codes)]
    if own.empty:
        return shared.lacking([UNIVERSITIES], base.sel)
    return Schools(
        source=passport(own, base.sel.codes),
        year=Year(own["year"].iloc[0]),
        cities=Count(len(own)),
        schools=Count(own["value"].sum()),
        share=Percent(100 * own["value"].sum() / now["value"].sum()),
        few=Count((own["value"] <= 1).sum()),
    )


def personnel(base: InnovationBase) -> Personnel | Absent:
    """Return R&D personnel for 10,000 registered people in the first year printed."""
    staff, people = (shared.observed(i, base.sel) for i in (PERSONNEL, PEOPLE))
    each = ratio(staff, people)
    if each.empty:
        return Absent()
    now = each[each["year"] == each["year"].min()]
    return Personnel(
        source=passport(staff[staff["year"].isin(now["year"])], base.sel.codes),
        year=Year(now["year"].iloc[0]),
        cities=Count(len(now)),
        median=Amount(now["value"].median(), 1),
    )
