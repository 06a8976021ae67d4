"""R&D and the plan's goal for it: of the cities, with bounds for those not printed, and of whole provinces.

The yearbook prints R&D by city for a few years only; provinces have it from the science yearbook.
"""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.aggregate import ratio_bounds
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.innovation.base import PRODUCT, RD, InnovationBase, fine, goal
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.ratios import THEIRS
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.plan import REGIONS
from planbook.store import observations
from planbook.store.provenance import combine, passport

SHARE = "rd_share_pct"  # of the nation and of provinces; also the goal's id
THIN = 0.85  # of the chosen cities: a year in which fewer print R&D is called thin


@dataclass(frozen=True, kw_only=True)
class Research(Finding):
    """R&D over product in the goal's year.

    Attributes
    ----------
    verdict : str
        ``missed``, ``met``, or ``open`` where it hangs on the cities not printed.
    year : Year
        The goal's year.
    cities, unprinted : Count
        The cities printed, and those of the others that have product.
    value, low, high : Percent
        Of the cities printed; of all, with those not printed at the lowest or the highest share printed.
    nation, outside : Percent
        Of the nation, of the cities outside the plan.
    first, last : Year
        The years in which cities print R&D, up to the chosen one.
    most, least : Count
        The cities printed in the fullest and in the emptiest of these years.
    fullest : Year
        The fullest of them.
    thin : tuple of Year
        Years in which clearly fewer cities print it; absent where there are none.
    ended : Year
        The last year printed, where the chosen year lies after it.
    lines : pandas.DataFrame
        year, series (plan, nation, others, low, high), name, value, segment.
    """

    verdict: str
    year: Year
    cities: Count
    unprinted: Count
    value: Percent | Absent
    low: Percent | Absent
    high: Percent | Absent
    nation: Percent | Absent
    outside: Percent | Absent
    first: Year
    last: Year
    most: Count
    least: Count
    fullest: Year
    thin: tuple[Year, ...] | Absent
    ended: Year | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Shares(Finding):
    """R&D over product of each city in the goal's year.

    Attributes
    ----------
    cities, reached : Count
        The cities printed, and those that reached the goal.
    median : Percent
        The median city.
    medians : dict of str to Percent
        By the id of the region.
    dots : pandas.DataFrame
        unit, name, group, region, value.
    """

    cities: Count
    reached: Count
    median: Percent | Absent
    medians: dict[str, Percent | Absent]
    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class China(Finding):
    """R&D over product of the nation.

    Attributes
    ----------
    year : Year
        The goal's year, or the chosen one before it.
    share : Percent
        Of product.
    """

    year: Year
    share: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class Provinces(Finding):
    """The provinces of the chosen cities beside the goal, in the goal's year or the chosen one before it.

    Attributes
    ----------
    year : Year
        That year.
    provinces, reached : Count
        Those with a figure, and those at the goal or above.
    """

    year: Year
    provinces: Count
    reached: Count


@dataclass(frozen=True, kw_only=True)
class ProvincesMoved(Finding):
    """The provinces of the chosen cities in two years.

    Attributes
    ----------
    first, last, latest : Year
        The two years drawn, and the newest, absent where it is the second of them.
    provinces : Count
        How many there are.
    before, after, now : Count
        Those at the goal or above in these years.
    risen : Count
        Those whose share rose between the two years drawn.
    names : dict of str to Both
        What the columns ``start`` and ``end`` are called: their years.
    rows : pandas.DataFrame
        unit, name, start, end, change (points); largest ``end`` first.
    """

    first: Year
    last: Year
    latest: Year | Absent
    provinces: Count
    before: Count
    after: Count
    now: Count | Absent
    risen: Count
    names: dict[str, Both]
    rows: pd.DataFrame


def research(base: InnovationBase) -> Research | Absent:
    """Return R&D over product in the goal's year, and between which values that of all cities lies.

    The bounds are those of `planbook.analysis.aggregate.ratio_bounds`.
    """
    sel, aim = base.sel, goal(SHARE)
    spending, product = (shared.observed(i, sel) for i in (RD, PRODUCT))
    bounds = ratio_bounds(spending, product, 100)
    if aim.year not in set(bounds["year"]):
        return shared.unprinted(RD, sel) if spending.empty else shared.lacking([RD, PRODUCT], sel)
    china, outside = shared.nation(SHARE, sel), base.research.line(THEIRS)
    at = bounds[bounds["year"] == aim.year].iloc[0].to_dict()
    drawn = shared.lines_of(
        {
            "plan": (Both("刊印的规划城市", "plan cities printed"), bounds),
            "nation": (shared.NATION, china),
            "others": (OUTSIDE, outside),
            "low": (Both("下限", "lower bound"), bounds.assign(value=bounds["low"])),
            "high": (Both("上限", "upper bound"), bounds.assign(value=bounds["high"])),
        }
    )
    behind = pd.concat([spending, product[product["year"].isin(spending["year"])]])
    years, printed = bounds["year"], bounds.set_index("year")["cities"]
    thin = printed.index[printed < THIN * len(sel.codes)]
    return Research(
        source=combine(passport(behind, sel.codes), passport(china, [])),
        verdict="missed" if at["high"] < aim.target else "met" if at["low"] >= aim.target else "open",
        year=Year(aim.year),
        cities=Count(at["cities"]),
        unprinted=Count(at["of"] - at["cities"]),
        value=fine(at["value"]),
        low=fine(at["low"]),
        high=fine(at["high"]),
        nation=fine(shared.level(china, aim.year)),
        outside=fine(shared.level(outside, aim.year)),
        first=Year(years.min()),
        last=Year(years.max()),
        most=Count(printed.max()),
        least=Count(printed.min()),
        fullest=Year(printed.idxmax()),
        thin=tuple(Year(y) for y in thin) or Absent(),
        ended=Year(years.max()) if years.max() < sel.year else Absent(),
        lines=shared.segments(drawn, shared.breaks(PRODUCT, spending)),
    )


def shares(base: InnovationBase) -> Shares | Absent:
    """Return R&D over product city by city in the goal's year."""
    sel, aim = base.sel, goal(SHARE)
    now = base.research.of_year(aim.year)
    if now.empty:
        return shared.unprinted(RD, sel)
    dots = shared.placed_in(now.rename_axis("unit").reset_index(), sel)
    middle = dots.groupby("group")["value"].median()
    return Shares(
        source=passport(base.research.rows(years=[aim.year]), sel.codes),
        cities=Count(len(now)),
        reached=Count((now >= aim.target).sum()),
        median=fine(now.median()),
        medians={r.id: known(Percent, middle.get(r.id)) for r in REGIONS if r.id != "all"},
        dots=dots,
    )


def china(base: InnovationBase) -> China | Absent:
    """Return the nation's R&D over product in the goal's year, or in the chosen one before it."""
    line, year = shared.nation(SHARE, base.sel), min(goal(SHARE).year, base.sel.year)
    share = shared.level(line, year)
    if share is None:
        return Absent()
    return China(source=passport(line[line["year"] == year], []), year=Year(year), share=fine(share))


def provinces(base: InnovationBase) -> Provinces | Absent:
    """Return how many provinces had reached the goal in its year, or in the chosen one before it."""
    aim = goal(SHARE)
    year = min(aim.year, base.sel.year)
    found = _of_provinces(base)
    now = found[found["year"] == year]
    if now.empty:
        return Absent()
    return Provinces(
        source=passport(now, []),
        year=Year(year),
        provinces=Count(len(now)),
        reached=Count((now["value"] >= aim.target).sum()),
    )


def provinces_moved(base: InnovationBase) -> ProvincesMoved | Absent:
    """Return the provinces' R&D in the base year and in the goal's, or in the newest before or after it."""
    sel, aim = base.sel, goal(SHARE)
    found = _of_provinces(base)
    years = sorted(int(y) for y in found["year"].unique() if y >= sel.since)
    if len(years) < 2:
        return Absent(
            Both(
                f"此处无图：截至{sel.year}年，各省研发投入强度没有可比的两年。",
                f"No figure: up to {sel.year} there are no two years of provinces' R&D to compare.",
            )
        )
    first, latest = years[0], years[-1]
    last = aim.year if aim.year in years and first < aim.year else latest
    wide = found.pivot(index="unit", columns="year", values="value")
    rows = wide[[first, last]].set_axis(["start", "end"], axis=1).dropna().reset_index()
    rows = rows.assign(name=rows["unit"].map(base.homes), change=rows["end"] - rows["start"])
    reached = (wide >= aim.target).sum()
    return ProvincesMoved(
        source=passport(found[found["year"].isin([first, last, latest])], []),
        first=Year(first),
        last=Year(last),
        latest=Year(latest) if last < latest else Absent(),
        provinces=Count(len(wide)),
        before=Count(reached[first]),
        after=Count(reached[last]),
        now=Count(reached[latest]) if last < latest else Absent(),
        risen=Count((rows["change"] > 0).sum()),
        names={"start": Both(f"{first}年", f"{first}"), "end": Both(f"{last}年", f"{last}")},
        rows=rows.sort_values("end", ascending=False, kind="stable", ignore_index=True),
    )


def _of_provinces(base: InnovationBase) -> pd.DataFrame:
    return observations.provinces(SHARE, list(base.homes), base.sel.years)
