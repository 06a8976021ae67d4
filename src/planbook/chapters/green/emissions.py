"""Emissions from industry: SO2 on either side of its re-basing, as an index, and the other three in brief.

What they are set against is found in `planbook.chapters.green.perproduct`, what drives them in `growth`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.spans import compare_in_spans, index_in_spans
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.green.base import NO_OTHER, SO2, Base, rebased
from planbook.chapters.kinds import OUTSIDE
from planbook.figures import Column
from planbook.ground.absent import Absent, at
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store.provenance import combine, passport

ALL_SOURCES = Both("全国（全部来源）", "China (all sources)")
THIN = 0.85  # of the chosen cities: where fewer print an emission, its year is called thin
EMISSIONS = {
    SO2: Both("二氧化硫（吨）", "SO2 (tonnes)"),
    "nox_industrial_t": Both("氮氧化物（吨）", "NOx (tonnes)"),
    "dust_industrial_t": Both("烟（粉）尘（吨）", "Dust (tonnes)"),
    "wastewater_industrial_10k_t": Both("废水（万吨）", "Waste water (10,000 tonnes)"),
}


@dataclass(frozen=True, kw_only=True)
class Span:
    """How the sum of an emission moved between two years that compare.

    Attributes
    ----------
    first, last : Year
        The two years.
    change : Percent
        Change of the sum over the cities that have both years.
    cities : Count
        How many these are.
    outside : Percent
        The same of the cities outside the plan.
    """

    first: Year
    last: Year
    change: Percent
    cities: Count
    outside: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class SO2Moved(Finding):
    """Industrial SO2 on either side of the re-basing.

    Attributes
    ----------
    early, late : Span
        The first and the last span of years that compare; ``late`` is absent where there is only one.
    waiting : Year
        The chosen year, where the series has been counted anew and no two years since compare.
    rebased : Year
        From when on it is counted anew.
    thin : tuple of Year
        Years since the base year in which clearly fewer cities print it (see `THIN`); absent where there are none.
    """

    early: Span
    late: Span | Absent
    waiting: Year | Absent
    rebased: Year
    thin: tuple[Year, ...] | Absent


@dataclass(frozen=True, kw_only=True)
class Indexed(Finding):
    """Sums of SO2 as an index of the base year of each span.

    Attributes
    ----------
    early, latest : Span
        The spans; ``early`` is absent where there is only one.
    restart : Year
        The base year after the re-basing.
    unit : Both
        Heading of the axis: which years are 100.
    lines : pandas.DataFrame
        year, series (plan, others, nation), name, value, segment.
    """

    early: Span | Absent
    latest: Span
    restart: Year | Absent
    unit: Both
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Spells(Tabled):
    """Every comparable span of the four emissions.

    Attributes
    ----------
    spans : Count
        How many spans there are.
    fell, further : Count
        In how many the sum fell, in how many of these further than outside the plan.
    """

    spans: Count
    fell: Count
    further: Count


def so2(base: Base) -> SO2Moved | Absent:
    """Return how industrial SO2 moved on either side of the re-basing; what is absent says why."""
    sel, ours = base.sel, base.so2
    if base.moved.empty:
        return shared.incomparable(SO2, sel) if len(ours) else shared.lacking([SO2], sel)
    outside = base.so2_outside[base.so2_outside["year"] != rebased()]
    spans = _spans(base.moved, compare_in_spans(outside, sel.since))
    ends = {int(y) for s in spans for y in (s.first, s.last)}
    return SO2Moved(
        source=passport(ours[ours["year"].isin(ends)], sel.codes),
        early=spans[0],
        late=at(spans[1:], -1),
        waiting=Year(sel.year) if spans[-1].last < rebased() <= sel.year else Absent(),
        rebased=Year(rebased()),
        thin=tuple(Year(y) for y in _thin(base)) or Absent(),
    )


def _thin(base: Base) -> list[int]:
    counts = base.so2.groupby("year")["unit"].nunique()
    late = counts[counts.index >= base.sel.since]
    return [int(y) for y in late.index[late < THIN * len(base.sel.codes)]]


def _spans(ours: pd.DataFrame, theirs: pd.DataFrame) -> tuple[Span, ...]:
    beside = theirs.set_index(["first", "last"])["change"].to_dict()
    return tuple(
        Span(
            first=Year(r.first),
            last=Year(r.last),
            change=Percent(r.change),
            cities=Count(r.cities),
            outside=known(Percent, beside.get((r.first, r.last))),
        )
        for r in ours.itertuples()
    )


def indexed(base: Base) -> Indexed | Absent:
    """Return the sums of SO2, each year against the base of its span over the cities with both; the nation beside."""
    sel = base.sel
    spans = _spans(compare_in_spans(base.so2, sel.since), compare_in_spans(base.so2_outside, sel.since))
    if not spans:
        return shared.incomparable(SO2, sel)
    china = shared.nation("so2_10k_t", sel)
    mine, theirs, whole = (index_in_spans(f, sel.since) for f in (base.so2, base.so2_outside, china))
    bases = list(dict.fromkeys(int(b) for b in mine["base"]))
    drawn = shared.lines_of(
        {
            "plan": (sel.label, mine),
            "others": (OUTSIDE, theirs[theirs["base"].isin(bases)]),
            "nation": (ALL_SOURCES, whole[whole["base"].isin(bases)]),
        }
    )
    return Indexed(
        source=combine(
            passport(base.so2, sel.codes), passport(base.so2_outside, sel.codes), passport(china, [])
        ),
        early=at(spans[:-1], 0),
        latest=spans[-1],
        restart=Year(bases[-1]) if bases[-1] >= rebased() else Absent(),
        unit=Both(f"{'、'.join(map(str, bases))}年=100", f"{', '.join(map(str, bases))} = 100"),
        lines=shared.segments(drawn, shared.breaks(SO2, drawn)),
    )


def spells(base: Base) -> Spells | Absent:
    """Return every comparable span of the four emissions: sums, medians, and how the sum outside the plan moved."""
    sel, rows = base.sel, []
    for indicator, name in EMISSIONS.items():
        outside = compare_in_spans(base.theirs(indicator), sel.since).set_index(["first", "last"])["change"]
        for r in compare_in_spans(base.ours(indicator), sel.since).to_dict("records"):
            median = 100 * (r["median_after"] / r["median_before"] - 1)
            others = outside.get((r["first"], r["last"]))
            rows.append(
                {**r, "what": name, "years": f"{r['first']}–{r['last']}", "median": median, "others": others}
            )
    if not rows:
        return shared.incomparable(SO2, sel)
    frame = pd.DataFrame(rows).astype({"others": "float64"})
    fell = frame["change"] < 0
    return Spells(
        source=passport(pd.concat([base.ours(i) for i in EMISSIONS]), sel.codes),
        frame=frame,
        columns=(
            Column("what", "工业排放 | From industry"),
            Column("years", "年份 | Years"),
            Column("before", "合计，起 | Sum, before", 0),
            Column("after", "合计，止 | Sum, after", 0),
            Column("change", "合计（%） | Sum (%)", 1),
            Column("median", "中位数（%） | Median (%)", 1),
            Column("others", "规划外合计（%） | Sum outside (%)", 1, NO_OTHER),
            Column("cities", "城市 | Cities", 0),
            Column("risen", "上升 | Rose in", 0),
        ),
        spans=Count(len(frame)),
        fell=Count(fell.sum()),
        further=Count((fell & (frame["change"] < frame["others"])).sum()),
    )
