"""Energy per product of the provinces: an indication beside a goal that has no figures by city.

Energy use is published down to provinces, and no real index of provincial product is at hand; two deflators stand in.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import in_every_year, ratio
from planbook.analysis.change import at_base_prices, chain, change, deflated, implicit_prices
from planbook.analysis.spans import spans, unbroken
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.green.base import PRODUCT, Base
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store import observations
from planbook.store.provenance import passport

ENERGY = "energy_consumption_province_10k_tce"
NATIONAL = "energy_intensity_tce_per_10k_yuan"
GOAL = "energy_per_gdp"
DEFLATORS = {
    "start": Both("按全国产出价格", "at the nation's output prices"),
    "end": Both("按各市实际增长", "by the cities' real growth"),
}
PACE = Both("目标速度", "pace of the goal")


@dataclass(frozen=True, kw_only=True)
class Energy(Finding):
    """How energy per product moved in the provinces with units of the plan, up to the goal's year.

    Attributes
    ----------
    first, last : Year
        The years that compare.
    provinces, of : Count
        The provinces that compare, and how many hold units of the plan.
    by_prices, by_cities : Percent
        Median change, with product at the nation's output prices, or by the cities' real growth.
    pace : Percent
        The change the goal asks for over as many years.
    kept_by_prices, kept_by_cities : Count
        Provinces that kept this pace, under either deflator.
    turned : Count
        Provinces that kept it under one of them only.
    nation : Percent
        The nation's change, as printed at constant prices.
    rows : pandas.DataFrame
        unit, name, start (by prices), end (by cities), change (end less start, points); largest ``end`` first.
    """

    first: Year
    last: Year
    provinces: Count
    of: Count
    by_prices: Percent
    by_cities: Percent
    pace: Percent
    kept_by_prices: Count
    kept_by_cities: Count
    turned: Count
    nation: Percent | Absent
    rows: pd.DataFrame


def energy(base: Base) -> Energy | Absent:
    r"""Return how energy per product moved, province by province, under two deflators.

    The goal's rate $g$ over its own years (baseline year to goal's year) is taken at the same pace over $n$ years that
    compare: $(1-g)^{n/N}-1$.
    """
    sel, goal = base.sel, next(g for g in plan.goals("green") if g.id == GOAL)
    since, homes = goal.baseline_year or goal.year, _homes(base)
    burnt = observations.provinces(
        ENERGY, homes, range(observations.FIRST_YEAR, min(sel.year, goal.year) + 1)
    )
    years = spans(ENERGY, burnt["year"].unique())[-1] if len(burnt) else [since]
    first, last = years[0], years[-1]
    if last <= since or first == last:
        return _nothing(base)
    of_provinces = observations.provinces(PRODUCT[0], homes, [first, last])
    real = {"start": deflated(of_provinces, _prices(base, first)), "end": _of_cities(base, first, last)}
    per = {how: ratio(unbroken(burnt, first, last), product) for how, product in real.items()}
    moved = {how: change(f, first, last).set_index("unit")["change"] for how, f in per.items()}
    rows = pd.DataFrame(moved).dropna().rename_axis("unit").reset_index()
    if rows.empty:
        return _nothing(base)
    pace = 100 * ((1 - goal.target / 100) ** ((last - first) / (goal.year - since)) - 1)
    names = {u.province_code: u.province for u in plan.units()}
    china = shared.nation(NATIONAL, sel)
    before, after = (shared.level(china, y) for y in (first, last))
    kept = [
        burnt[burnt["unit"].isin(rows["unit"]) & burnt["year"].isin([first, last])],
        of_provinces[of_provinces["unit"].isin(rows["unit"])],
        china[china["year"].isin([first, last])],
        base.growth[base.growth["year"].between(first + 1, last)],
    ]
    note = Both(
        f"有规划城市或区的{len(homes)}个省份中{len(rows)}个可比",
        f"{len(rows)} of the {len(homes)} provinces with units of the plan compare",
    )
    drawn = rows.assign(name=rows["unit"].map(names), change=rows["end"] - rows["start"])
    return Energy(
        source=passport(pd.concat(kept), [], [note]),
        first=Year(first),
        last=Year(last),
        provinces=Count(len(rows)),
        of=Count(len(homes)),
        by_prices=Percent(rows["start"].median()),
        by_cities=Percent(rows["end"].median()),
        pace=Percent(pace),
        kept_by_prices=Count((rows["start"] <= pace).sum()),
        kept_by_cities=Count((rows["end"] <= pace).sum()),
        turned=Count(((rows["start"] <= pace) != (rows["end"] <= pace)).sum()),
        nation=known(Percent, 100 * (after / before - 1) if before and after else None),
        rows=drawn.sort_values("end", ascending=False, kind="stable", ignore_index=True),
    )


def _homes(base: Base) -> list[str]:
    """Return the provinces of the plan's units in the chosen region."""
    return sorted({u.province_code for u in plan.units() if base.sel.region.id in ("all", u.region)})


def _prices(base: Base, first: int) -> pd.DataFrame:
    """Return the nation's output prices, the first year = 100."""
    nominal, growth = (shared.nation(i, base.sel) for i in PRODUCT)
    return implicit_prices(nominal, growth, first)


def _of_cities(base: Base, first: int, last: int) -> pd.DataFrame:
    """Return provincial product by the real growth of its cities that have both years, at the first year's prices."""
    level = base.nominal[base.nominal["year"] == first]
    grown = at_base_prices(level, chain(base.growth, first), first)
    ends = in_every_year(grown[grown["year"].isin([first, last])])
    home = ends["unit"].str[:2] + "0000"
    return ends.assign(unit=home).groupby(["unit", "year"])["value"].sum().reset_index()


def _nothing(base: Base) -> Absent:
    year = base.sel.year
    return Absent(
        Both(
            f"截至{year}年，各省能耗在目标期内没有可比的两年，无从对照。",
            f"Up to {year} the provinces' energy has no two comparable years within the goal's period: "
            "nothing can be set against the goal.",
        )
    )
