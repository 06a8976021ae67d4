"""Opening: foreign capital and trade over product. What is printed in dollars is converted at the nation's implied rate."""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import ratio_of_sums
from planbook.analysis.spans import longest_span, spans, unbroken
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.reform.measured import CAPITAL, PRODUCT, RatioMoved, ReformRatios, converted, moved
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import combine, passport

YUAN = Both("元", "yuan")
EXPORTS = "exports_100m_yuan"


@dataclass(frozen=True, kw_only=True)
class CapitalCourse(Finding):
    """Foreign capital over product in two years, over cities with both and without a break of their own.

    Attributes
    ----------
    first, last : Year
        The two years.
    cities, cities_outside : Count
        Chosen cities, cities outside the plan.
    then, now, outside_then, outside : Percent
        The ratio of their sums, with two digits.
    rate_then, rate : Amount
        Yuan for a dollar in the two years.
    """

    first: Year
    last: Year
    cities: Count
    cities_outside: Count
    then: Amount
    now: Amount
    outside_then: Amount
    outside: Amount
    rate_then: Amount
    rate: Amount


@dataclass(frozen=True, kw_only=True)
class CapitalUsed(Finding):
    """Foreign capital actually used over product.

    Attributes
    ----------
    last : Year
        The last year with a figure.
    share, outside : Percent
        Ratios of sums in that year.
    cities : Count
        Chosen cities with a figure in that year.
    median, outside_median : Percent
        Of the cities in that year.
    times : Amount
        How many times the nation's announced figure all cities of the yearbook report together.
    joined : Year
        The year of the break in the nation's series from which it is drawn, if that is in the years shown.
    fallen : tuple of Both
        Provinces of the chosen cities in which all figures collapse within a year, up to the chosen one.
    ended : Year
        The last year, where it is before the chosen one.
    lines : pandas.DataFrame
        year, series (plan, nation, others), name, value (per cent), segment; the nation from the break in its series on.
    """

    last: Year
    share: Percent
    outside: Percent | Absent
    cities: Count
    median: Percent
    outside_median: Percent | Absent
    times: Amount | Absent
    joined: Year | Absent
    fallen: tuple[Both, ...] | Absent
    ended: Year | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class CapitalPlaces(Finding):
    """Foreign capital over product in all cities of the plan, by province in the Northeast and by region elsewhere.

    Attributes
    ----------
    last : Year
        The last year with a figure.
    share, outside : Percent
        All cities of the plan, and those outside it, in that year.
    fallen : tuple of Both
        Provinces in which all figures collapse within a year, up to the chosen one.
    panels, beside : pandas.DataFrame
        year, series (province or region), name, value (per cent); year, value of the cities outside the plan.
    """

    last: Year
    share: Percent
    outside: Percent | Absent
    fallen: tuple[Both, ...] | Absent
    panels: pd.DataFrame
    beside: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class TradeWeight(Finding):
    """Exports and imports over product.

    Attributes
    ----------
    moved : RatioMoved
        The ratio in the first and the last year.
    nation : Percent
        In the nation in the last year.
    weight : Percent
        The chosen cities' ratio over that of the cities outside the plan.
    begun, in_dollars : Year
        The first year drawn; the year before that, which is printed in dollars.
    lines : pandas.DataFrame
        year, series (plan, nation, others), name, value (per cent), segment.
    """

    moved: RatioMoved
    nation: Percent | Absent
    weight: Percent | Absent
    begun: Year
    in_dollars: Year | Absent
    lines: pd.DataFrame


def collapses(sel: Selection, cities: tuple[PlanUnit, ...]) -> dict[Both, int]:
    """Return the provinces in which the figures of all cities collapse within a year, with that year.

    They are the breaks that the catalog declares for single cities.
    """
    return {
        c.province: b.year
        for c in cities
        for b in catalog.breaks(CAPITAL, sel.since, sel.year, c.code)
        if b.unit == c.code and b.indicator == CAPITAL
    }


def _fallen(sel: Selection, cities: tuple[PlanUnit, ...]) -> tuple[Both, ...] | Absent:
    return tuple(collapses(sel, cities)) or Absent()


def _unconverted(m: ReformRatios) -> Absent:
    """Return why there is no foreign capital in yuan: the series, or the rate, is not there."""
    sel = m.capital.sel
    if len(m.rate):
        return shared.lacking(m.capital.ids, sel)
    return Absent(
        Both(
            f"外资以美元刊印；截至{sel.year}年没有全国贸易额的人民币值与美元值可供推算汇率，因此不折算。",
            f"Foreign capital is printed in US dollars; up to {sel.year} there is no trade of the nation in both "
            "currencies to take a rate from, so that it is not converted.",
        )
    )


def capital(m: ReformRatios) -> CapitalUsed | Absent:
    """Return foreign capital actually used over product, in yuan."""
    measure, sel = m.capital, m.capital.sel
    if not measure.years:
        return _unconverted(m)
    last = measure.years[-1]
    announced = shared.nation(CAPITAL, sel)
    announced = announced[announced["year"] <= last]
    parts = spans(CAPITAL, announced["year"], catalog.NATION) or [[]]
    announced = announced[announced["year"].isin(parts[-1])]
    in_yuan = announced.assign(value=announced["value"] * announced["year"].map(m.rate) / 1e4)
    china = ratio_of_sums(in_yuan, shared.nation(PRODUCT, sel), 100)
    everywhere = observations.select(CAPITAL, None, [last])["value"].sum()
    reported = shared.level(announced, last)
    names = {OURS: sel.label, "nation": shared.NATION, THEIRS: OUTSIDE}
    lines = {OURS: measure.line(), "nation": china, THEIRS: measure.line(THEIRS)}
    rows = shared.lines_of({who: (name, lines[who]) for who, name in names.items() if len(lines[who])})
    return CapitalUsed(
        source=converted(combine(measure.passport(), passport(announced, [])), sel),
        last=Year(last),
        share=Percent(measure.at(last)),
        outside=known(Percent, measure.at(last, THEIRS)),
        cities=Count(measure.cities(last)),
        median=Percent(measure.of_year(last).median()),
        outside_median=known(Percent, measure.of_year(last, THEIRS).median()),
        times=Amount(everywhere / reported, 1) if reported else Absent(),
        joined=Year(parts[-1][0]) if len(parts) > 1 else Absent(),
        fallen=_fallen(sel, sel.cities),
        ended=Year(last) if last < sel.year else Absent(),
        lines=shared.segments(rows, shared.breaks(PRODUCT, rows)),
    )


def course(m: ReformRatios) -> CapitalCourse | Absent:
    """Return how foreign capital over product moved where the figures compare."""
    measure, sel = m.capital, m.capital.sel
    if not measure.years:
        return _unconverted(m)
    first, last = longest_span(measure.rows(), sel.since)
    ours, theirs = (_steady(measure, who, first, last) for who in (OURS, THEIRS))
    if min(len(ours), len(theirs)) < 2:
        return Absent(
            Both(
                f"截至{sel.year}年，所选城市没有两个可比的年份。",
                f"Up to {sel.year} the chosen cities have no two years that compare.",
            )
        )
    percent = Both("%", "%")
    (then, now), (outside_then, outside) = (
        [Amount(v, 2, percent) for v in frame["value"]] for frame in (ours, theirs)
    )
    return CapitalCourse(
        source=converted(measure.passport([first, last]), sel),
        first=Year(first),
        last=Year(last),
        cities=Count(ours["cities"].iloc[0]),
        cities_outside=Count(theirs["cities"].iloc[0]),
        then=then,
        now=now,
        outside_then=outside_then,
        outside=outside,
        rate_then=Amount(m.rate[first], 2, YUAN),
        rate=Amount(m.rate[last], 2, YUAN),
    )


def _steady(measure: Ratio, who: str, first: int, last: int) -> pd.DataFrame:
    """Return the ratio of the first and the last year over cities with both and without a break of their own."""
    codes = unbroken(measure.rows(who, [first, last]), first, last)["unit"].unique()
    return measure.alike(first, last, list(codes))


def places(m: ReformRatios) -> CapitalPlaces | Absent:
    """Return foreign capital over product by province in the Northeast and by region elsewhere."""
    measure, sel = m.capital, m.capital.sel
    if not measure.years:
        return Absent()  # said where the chosen cities are
    last = measure.years[-1]
    everyone = plan.cities()
    codes = [c.code for c in everyone]
    northeast = {c.province_code: c.province for c in plan.cities("northeast")}
    groups = {
        code: (name, [c.code for c in plan.cities("northeast") if c.province_code == code])
        for code, name in northeast.items()
    }
    regions = [r for r in plan.REGIONS if r.id not in ("all", "northeast")]
    groups |= {r.id: (r.name, [c.code for c in plan.cities(r)]) for r in regions}
    lines = {key: (name, measure.line(members)) for key, (name, members) in groups.items()}
    panels = shared.lines_of(lines)
    used = passport(
        measure.rows(codes, [int(y) for y in panels["year"].unique()]), codes, _said(collapses(sel, everyone))
    )
    return CapitalPlaces(
        source=converted(used, sel),
        last=Year(last),
        share=Percent(measure.at(last, codes)),
        outside=known(Percent, measure.at(last, THEIRS)),
        fallen=_fallen(sel, everyone),
        panels=panels,
        beside=measure.line(THEIRS),
    )


def _said(fallen: dict[Both, int]) -> list[Both]:
    if not fallen:
        return []
    zh = "、".join(f"{p.zh}{y}年" for p, y in fallen.items())
    en = ", ".join(f"{p.en} {y}" for p, y in fallen.items())
    return [
        Both(
            f"{zh}各市同时骤降，年鉴未注明原因，按断点处理",
            f"{en}: the cities drop together and the yearbook gives no reason; treated as breaks",
        )
    ]


def trade(measure: Ratio) -> TradeWeight | Absent:
    """Return exports and imports over product, beside the nation and the cities outside the plan."""
    sel, found = measure.sel, moved(measure)
    if isinstance(found, Absent):
        return found
    flows = shared.nation("trade_100m_yuan", sel)
    flows = flows[flows["year"].isin(measure.line()["year"])]
    china = ratio_of_sums(flows, shared.nation(PRODUCT, sel), 100)
    names = {OURS: sel.label, "nation": shared.NATION, THEIRS: OUTSIDE}
    lines = {OURS: measure.line(), "nation": china, THEIRS: measure.line(THEIRS)}
    begun = int(measure.line()["year"].min())
    dollars = [g.last for g in catalog.gaps() if g.indicator == EXPORTS and g.first == g.last == begun - 1]
    return TradeWeight(
        source=combine(measure.passport(), passport(flows, [])),
        moved=found,
        nation=known(Percent, shared.level(china, int(found.last))),
        weight=known(Percent, 100 * found.now / found.outside),
        begun=Year(begun),
        in_dollars=known(Year, dollars[0] if dollars else None),
        lines=shared.segments(shared.lines_of({k: (n, lines[k]) for k, n in names.items()}), []),
    )
