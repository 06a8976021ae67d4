"""Public services and public money: doctors, beds and teachers per thousand people, own revenue over expenditure."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from planbook.chapters import kinds, shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE, RULE_SAID
from planbook.chapters.livelihoods.income import PEOPLE
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import passport

DOCTORS, BEDS = "doctors", "hospital_beds"
TEACHERS = ("teachers_primary", "teachers_secondary")
REVENUE, SPENDING = "fiscal_revenue_100m_yuan", "fiscal_expenditure_100m_yuan"
PER_1000 = 0.1  # persons over 10,000 people, as a number per 1,000
POOR = 100 / 3  # per cent: a third of expenditure
_SHORT = {
    "fast": Both("发展较快的城市", "fast-growing"),
    "declining": Both("发展滞缓或衰退的城市", "stagnant or declining"),
}


@dataclass(frozen=True, kw_only=True)
class Care(Finding):
    """Something per thousand registered people, as the ratio of sums.

    Attributes
    ----------
    first, last : Year
        The years compared, within one definition.
    before, now, theirs : Amount
        The chosen cities then and now, those outside the plan now; ``before`` is absent in a first year.
    unprinted : tuple of Year
        Years in between without a figure; absent where there are none.
    lines : pandas.DataFrame
        year, series (plan, others), name, value, segment.
    """

    first: Year
    last: Year
    before: Amount | Absent
    now: Amount
    theirs: Amount | Absent
    unprinted: tuple[Year, ...] | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Money(Finding):
    """Own revenue over expenditure, both of the local general public budget.

    Attributes
    ----------
    first, last : Year
        The years compared.
    before, now, theirs : Percent
        Ratio of sums then and now, and of the cities outside the plan now; ``before`` is absent in a first year.
    cities, poor : Count
        Cities with data, and those of them whose revenue covers less than a third.
    medians : dict of str to Percent
        Median of the plan's two kinds of city.
    """

    first: Year
    last: Year
    before: Percent | Absent
    now: Percent
    theirs: Percent | Absent
    cities: Count
    poor: Count
    medians: dict[str, Percent | Absent]


@dataclass(frozen=True, kw_only=True)
class ByPosition(Finding):
    """The same city by city, by the plan's two kinds of city.

    Attributes
    ----------
    dots : pandas.DataFrame
        unit, name, group (id of the kind), kind (its name in short), value (per cent).
    """

    dots: pd.DataFrame


def per_1000(sel: Selection, *above: str) -> Ratio:
    """Return indicators of persons or beds over registered people as a measure; the first one's breaks cut it."""
    return Ratio(sel, above, (PEOPLE,), PER_1000, cut_by=above[:1])


def own_money(sel: Selection) -> Ratio:
    """Return own revenue over expenditure as a measure, in per cent."""
    return Ratio(sel, (REVENUE,), (SPENDING,))


def care(measure: Ratio, breaks: Sequence[str] = ()) -> Care | Absent:
    """Return a figure per thousand people; ``breaks`` are the indicators whose breaks cut the line."""
    if not measure.years:
        return shared.lacking(measure.ids, measure.sel)
    (first, last), sel = measure.span, measure.sel
    line = measure.line()
    drawn = shared.lines_of({OURS: (sel.label, line), THEIRS: (OUTSIDE, measure.line(THEIRS))})
    marks = [mark for indicator in breaks for mark in shared.breaks(indicator, drawn)]
    printed = set(line["year"])
    gone = tuple(Year(y) for y in range(min(printed), max(printed) + 1) if y not in printed)
    return Care(
        source=measure.passport(),
        first=Year(first),
        last=Year(last),
        before=known(Amount, measure.at(first) if first < last else None, 2),
        now=Amount(measure.at(last), 2),
        theirs=known(Amount, measure.at(last, THEIRS), 2),
        unprinted=gone or Absent(),
        lines=shared.segments(drawn, marks),
    )


def money(measure: Ratio) -> Money | Absent:
    """Return how much of expenditure own revenue covers."""
    if not measure.years:
        return shared.lacking(measure.ids, measure.sel)
    (first, last), own = measure.span, measure.of_year(measure.span[1])
    divided = kinds.kinds(measure.sel, ["position"])
    medians = {k.id: known(Percent, own.reindex(list(k.codes)).median()) for k in divided}
    return Money(
        source=measure.passport([first, last]),
        first=Year(first),
        last=Year(last),
        before=known(Percent, measure.at(first) if first < last else None),
        now=Percent(measure.at(last)),
        theirs=known(Percent, measure.at(last, THEIRS)),
        cities=Count(len(own)),
        poor=Count((own < POOR).sum()),
        medians={"fast": Absent(), "declining": Absent(), **medians},
    )


def by_position(measure: Ratio) -> ByPosition | Absent:
    """Return own revenue over expenditure city by city, by the plan's two kinds of city."""
    sel, last = measure.sel, measure.span[1]
    own = measure.of_year(last).rename("value").rename_axis("unit").reset_index()
    parts = []
    for kind in kinds.kinds(sel, ["position"]):
        part = own[own["unit"].isin(kind.codes)]
        names = pd.Series([_SHORT.get(kind.id, kind.name)] * len(part), index=part.index, dtype="object")
        parts.append(part.assign(group=kind.id, kind=names))
    dots = pd.concat(parts) if parts else own.iloc[:0]
    if dots.empty:
        return shared.lacking([*measure.ids, "gdp_index_previous_100"], sel)
    named = pd.Series([sel.name(u) for u in dots["unit"]], index=dots.index, dtype="object")
    return ByPosition(
        source=passport(measure.rows(OURS, [last]), sel.codes, [RULE_SAID]),
        dots=dots.assign(name=named).reset_index(drop=True),
    )
