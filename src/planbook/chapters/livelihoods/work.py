"""Work: real wages of urban staff, and registered unemployed over those who work or are registered as unemployed."""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import ratio_of_sums, weighted_mean
from planbook.analysis.change import chain, change, deflated
from planbook.analysis.spans import longest_span
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Points, Year, known
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import combine, passport

WAGE, STAFF, PRICES = "wage_yuan", "unit_employment_10k", "cpi_urban_previous_100"
IDLE, PRIVATE = "registered_unemployed", "private_employment_10k"
_BY_ALL = Both("单位、私营个体与登记失业之和", "units, private, self-employed, registered unemployed")
_BY_UNITS = Both("单位与登记失业之和", "units and registered unemployed")
_BY_URBAN = Both("城镇就业人员与登记失业之和", "all urban employment and registered unemployed")
_OFFICIAL = Both("官方登记失业率（口径另定）", "official rate (its own definition)")
_EVERYWHERE = Both("年鉴全部有数城市", "all cities of the yearbook with data")


@dataclass(frozen=True, kw_only=True)
class Wages(Finding):
    """Average wage of urban staff at prices of the base year, by the nation's urban consumer prices.

    Attributes
    ----------
    prices, first, last : Year
        Base year of prices; the years compared, within one definition.
    ours, theirs : Percent
        Growth of the mean (weighted by unit employment) of the chosen cities and of those outside the plan; absent where
        there is one year only.
    middle, middle_theirs : Percent
        Growth of the median city.
    share : Percent
        Mean of the chosen cities over that of those outside, last year.
    widened, narrowed : Year
        From when on the weights cover more, the wage non-private units only; absent before.
    growth, growth_theirs : pandas.Series
        Growth of each city by unit, per cent.
    lines : pandas.DataFrame
        year, series (plan, others), name, value (yuan at base-year prices), segment.
    """

    prices: Year
    first: Year
    last: Year
    ours: Percent | Absent
    theirs: Percent | Absent
    middle: Percent | Absent
    middle_theirs: Percent | Absent
    share: Percent | Absent
    widened: Year | Absent
    narrowed: Year | Absent
    growth: pd.Series
    growth_theirs: pd.Series
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Jobless(Finding):
    """Registered unemployed over those employed in units, in private firms, self-employed or registered unemployed.

    Attributes
    ----------
    first, last : Year
        The years compared.
    before, now, theirs_before, theirs : Percent
        Ratio of sums of the chosen cities and of those outside the plan; those before are absent in a first year.
    apart : Points
        The chosen cities' less that of the others, last year.
    cities : Count
        Chosen cities with data in the last year.
    lines : pandas.DataFrame
        year, series (plan, others), name, value (per cent), segment.
    """

    first: Year
    last: Year
    before: Percent | Absent
    now: Percent
    theirs_before: Percent | Absent
    theirs: Percent | Absent
    apart: Points | Absent
    cities: Count
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Denominators(Tabled):
    """The share of registered unemployed over several denominators.

    Attributes
    ----------
    stated : Year
        The year the plan's opening speaks of.
    gap : Points
        By how much the chosen cities lay above all cities of the yearbook then; absent for a region or before that year.
    claimed : Points
        By how much the plan says they lay above the nation.
    """

    stated: Year
    gap: Points | Absent
    claimed: Points


@dataclass(frozen=True, kw_only=True)
class Announced(Finding):
    """A figure of the whole nation: background, never shared out among the cities.

    Attributes
    ----------
    year, value : Year, Amount
        When, and how many.
    """

    year: Year
    value: Amount


def jobless_measure(sel: Selection) -> Ratio:
    """Return the share of registered unemployed as a measure: persons over persons, in per cent."""
    return Ratio(sel, (IDLE,), (STAFF, PRIVATE, IDLE), factors={IDLE: 1e-4})


def wages(sel: Selection) -> Wages | Absent:
    """Return real wages; the growth of the median city, which no weight touches, stands beside that of the mean."""
    wage, staff = shared.observed(WAGE, sel), shared.observed(STAFF, sel)
    if wage.empty or staff.empty:
        return shared.lacking([WAGE, STAFF], sel)
    cpi = shared.nation(PRICES, sel)
    prices, (first, last) = chain(cpi, sel.since), longest_span(wage, sel.since)
    if shared.level(prices, first) is None or shared.level(prices, last) is None:
        return Absent(
            Both(
                f"工资：{first}至{last}年的全国城市居民消费价格指数不全，无从剔除价格。",
                f"Wages: the nation's urban consumer price index is not complete from {first} to {last}, so that nothing can "
                "be deflated.",
            )
        )
    outside = shared.others(WAGE, sel)
    ours = deflated(weighted_mean(shared.trusted(wage), staff), prices)
    theirs = deflated(weighted_mean(shared.trusted(outside), shared.others(STAFF, sel)), prices)
    growth, growth_theirs = (_real_growth(f, prices, first, last) for f in (wage, outside))
    used = pd.concat([shared.trusted(wage), staff[staff["year"].isin(ours["year"])]])
    drawn = shared.lines_of({"plan": (sel.label, ours), "others": (OUTSIDE, theirs)})
    now, now_theirs = shared.level(ours, last), shared.level(theirs, last)
    return Wages(
        source=combine(passport(used, sel.codes), passport(cpi[cpi["year"] <= int(used["year"].max())], [])),
        prices=Year(sel.since),
        first=Year(first),
        last=Year(last),
        ours=known(Percent, _grown(ours, first, last)),
        theirs=known(Percent, _grown(theirs, first, last)),
        middle=known(Percent, growth.median()),
        middle_theirs=known(Percent, growth_theirs.median()),
        share=known(Percent, 100 * now / now_theirs if now and now_theirs else None),
        widened=_break_year(STAFF, sel, 0),
        narrowed=_break_year(WAGE, sel, -1),
        growth=growth,
        growth_theirs=growth_theirs,
        lines=shared.segments(drawn, shared.breaks(WAGE, drawn)),
    )


def jobless(measure: Ratio) -> Jobless | Absent:
    """Return the share of registered unemployed."""
    if not measure.years:
        return shared.lacking(measure.ids, measure.sel)
    (first, last), sel = measure.span, measure.sel
    now, theirs = measure.at(last), measure.at(last, THEIRS)
    drawn = shared.lines_of({OURS: (sel.label, measure.line()), THEIRS: (OUTSIDE, measure.line(THEIRS))})
    earlier = first if first < last else 0
    return Jobless(
        source=measure.passport(),
        first=Year(first),
        last=Year(last),
        before=known(Percent, measure.at(earlier)),
        now=Percent(now),
        theirs_before=known(Percent, measure.at(earlier, THEIRS)),
        theirs=known(Percent, theirs),
        apart=known(Points, now - theirs if now is not None and theirs is not None else None),
        cities=Count(measure.cities(last)),
        lines=shared.segments(drawn, shared.breaks(STAFF, drawn)),
    )


def denominators(measure: Ratio) -> Denominators | Absent:
    """Set the share over several denominators side by side, in the year the plan speaks of and in the last."""
    sel = measure.sel
    if not measure.years:
        return shared.lacking(measure.ids, sel)
    narrow = Ratio(sel, (IDLE,), (STAFF, IDLE), factors={IDLE: 1e-4})
    everywhere = measure.line(list(observations.select(IDLE, None, sel.years)["unit"].unique()))
    idle, urban = shared.nation(IDLE, sel), shared.nation("employment_urban_10k", sel)
    idle = idle.assign(value=idle["value"] / 1e4)
    both = urban.merge(idle[["unit", "year", "value"]], on=["unit", "year"], suffixes=("", "_idle"))
    both = both.assign(value=both["value"] + both["value_idle"])
    official = shared.nation("registered_unemployment_rate_pct", sel)
    rows = [
        (sel.label, _BY_ALL, measure.line()),
        (OUTSIDE, _BY_ALL, measure.line(THEIRS)),
        (_EVERYWHERE, _BY_ALL, everywhere),
        (shared.NATION, _BY_URBAN, ratio_of_sums(idle, both, 100)),
        (shared.NATION, _OFFICIAL, official),
        (sel.label, _BY_UNITS, narrow.line()),
        (OUTSIDE, _BY_UNITS, narrow.line(THEIRS)),
    ]
    stated = max(f.year for f in plan.baseline() if f.year)
    shown = sorted({min(stated, measure.span[1]), measure.span[1]})
    ours, all_cities = measure.at(stated), shared.level(everywhere, stated)
    told = sel.region.id == "all" and ours is not None and all_cities is not None
    national = pd.concat([f[f["year"].isin(shown)] for f in (idle, both, official)])
    claimed = next(f.value for f in plan.baseline() if f.id == "unemployment_gap_points")
    return Denominators(
        source=combine(passport(measure.rows(OURS, shown), sel.codes), passport(national, [])),
        frame=pd.DataFrame(
            [
                {"who": who, "below": below, **{str(y): shared.level(line, y) for y in shown}}
                for who, below, line in rows
            ]
        ),
        columns=(
            Column("who", "范围 | Area"),
            Column("below", "分母 | Denominator"),
            *(Column(str(y), Both(f"{y}年（%）", f"{y} (%)"), 2) for y in shown),
        ),
        stated=Year(stated),
        gap=Points(ours - all_cities).formed(decimals=2) if told else Absent(),  # type: ignore[arg-type,operator]
        claimed=Points(claimed),
    )


def announced(indicator: str, sel: Selection) -> Announced | Absent:
    """Return what was announced for the whole nation in the latest year known, in persons or dwellings."""
    rows = shared.nation(indicator, sel)
    if rows.empty:
        return Absent()
    last = rows.sort_values("year").tail(1)
    return Announced(
        source=passport(last, []),
        year=Year(last["year"].iloc[0]),
        value=Amount(last["value"].iloc[0] * 1e4, 1, None, Both("万", "million")),
    )


def _real_growth(wage: pd.DataFrame, prices: pd.DataFrame, first: int, last: int) -> pd.Series:
    """Return each city's growth of the real wage between two years, in per cent; empty for one year."""
    if first == last:
        return pd.Series(dtype="float64")
    moved = change(shared.trusted(wage), first, last).set_index("unit")["change"]
    levels = prices.set_index("year")["value"]
    return 100 * ((1 + moved / 100) / (levels[last] / levels[first]) - 1)


def _grown(line: pd.DataFrame, first: int, last: int) -> float | None:
    then, now = shared.level(line, first), shared.level(line, last)
    return None if then is None or now is None or first == last else 100 * (now / then - 1)


def _break_year(indicator: str, sel: Selection, place: int) -> Year | Absent:
    found = [b.year for b in catalog.breaks(indicator, FIRST_YEAR, sel.year)]
    return Year(found[place]) if found else Absent()
