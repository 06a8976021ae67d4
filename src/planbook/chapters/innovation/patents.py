"""Patents: the stock in force, known by province only, and the flow granted in the year, known by city.

The plan's goal is set for the stock; a flow cannot stand in for it.
"""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.aggregate import ratio, ratio_of_sums
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.innovation.base import INVENTIONS, PATENTS, PEOPLE, PRODUCT, InnovationBase, goal, rate
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Year, known
from planbook.store import observations
from planbook.store.provenance import combine, passport

IN_FORCE, RESIDENTS = "invention_patents_in_force", "population_resident_10k"
STOCK = "invention_patents_per_10k"  # the goal's id
ENOUGH = (
    0.9  # of a province's product: its cities that print residents hold at least so much, or it is left out
)


@dataclass(frozen=True, kw_only=True)
class Stock(Finding):
    """Invention patents in force for 10,000 residents, by province; upper bounds.

    Attributes
    ----------
    year : Year
        The goal's year, or the chosen one before it.
    provinces, below : Count
        The provinces that can be computed, and those certainly below the goal.
    nation : Amount
        Of the nation, per inhabitant.
    latest : Year
        The newest year computed, where it lies after ``year``; with ``latest_provinces`` and ``latest_below``.
    left_out : tuple of Both
        Provinces that cannot be computed; absent where there are none.
    rows : pandas.DataFrame
        unit, name, value; largest first.
    """

    year: Year
    provinces: Count
    below: Count
    nation: Amount | Absent
    latest: Year | Absent
    latest_provinces: Count | Absent
    latest_below: Count | Absent
    left_out: tuple[Both, ...] | Absent
    rows: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Granted(Finding):
    """Patents granted in the year for 10,000 registered people.

    Attributes
    ----------
    first, last : Year
        The first and the last year; ``first`` is absent where there is only one.
    years : Count
        How many years are printed.
    value, others : Amount
        Of the chosen cities together and of those outside the plan, in the last year.
    before, others_before : Amount
        In the first year.
    cities : Count
        The cities of the last year.
    nation : Amount
        Of the nation in the last year, per inhabitant; inventions only.
    lines : pandas.DataFrame
        year, series (plan, median, nation, others), name, value, segment.
    """

    first: Year | Absent
    last: Year
    years: Count
    value: Amount
    others: Amount | Absent
    before: Amount | Absent
    others_before: Amount | Absent
    cities: Count
    nation: Amount | Absent
    lines: pd.DataFrame


def stock(base: InnovationBase) -> Stock | Absent:
    """Return invention patents in force by province, over the residents of those of its cities that print them.

    What is not counted makes the rate an upper bound: a province below the goal has certainly missed it.
    """
    sel, aim, homes = base.sel, goal(STOCK), base.homes
    year, held = min(aim.year, sel.year), _residents(base)
    force = observations.provinces(IN_FORCE, list(homes), sel.years)
    found = ratio(force, held)
    now = found[found["year"] == year]
    if now.empty:
        return Absent(
            Both(
                f"截至{sel.year}年，各省的有效发明专利或常住人口尚未刊印。",
                f"Up to {sel.year} provinces print no invention patents in force, or cities no residents.",
            )
        )
    china_force = shared.nation(IN_FORCE, sel)
    china = ratio_of_sums(china_force, shared.nation("population_10k", sel))
    latest = int(found["year"].max())
    newest = found[found["year"] == latest]["value"] if latest > year else pd.Series(dtype="float64")
    missing = tuple(name for code, name in homes.items() if code not in set(now["unit"]))
    rows = now.assign(name=now["unit"].map(homes))[["unit", "name", "value"]]
    residents = observations.select(RESIDENTS, None, [year])
    return Stock(
        source=combine(
            passport(force[force["year"] == year], []),
            passport(residents, []),
            passport(china_force[china_force["year"] == year], []),
        ),
        year=Year(year),
        provinces=Count(len(now)),
        below=Count((now["value"] < aim.target).sum()),
        nation=known(Amount, shared.level(china, year), 1),
        latest=Year(latest) if latest > year else Absent(),
        latest_provinces=Count(len(newest)) if latest > year else Absent(),
        latest_below=Count((newest < aim.target).sum()) if latest > year else Absent(),
        left_out=missing or Absent(),
        rows=rows.sort_values("value", ascending=False, kind="stable", ignore_index=True),
    )


def _residents(base: InnovationBase) -> pd.DataFrame:
    """Return the residents of each province's cities (unit, year, value), where these hold enough of its product."""
    people, product = (observations.select(i, None, base.sel.years) for i in (RESIDENTS, PRODUCT))
    both = people.merge(product[["unit", "year", "value"]], on=["unit", "year"], suffixes=("", "_product"))
    home = both["unit"].str[:2] + "0000"
    sums = both.assign(unit=home).groupby(["unit", "year"])[["value", "value_product"]].sum().reset_index()
    whole = observations.provinces(PRODUCT, list(base.homes), base.sel.years)
    held = sums.merge(whole[["unit", "year", "value"]], on=["unit", "year"], suffixes=("", "_all"))
    return held[held["value_product"] >= ENOUGH * held["value_all"]]


def inventions(base: InnovationBase) -> Granted | Absent:
    """Return invention patents granted in the year, the nation beside: domestic patents per inhabitant."""
    sel = base.sel
    granted = shared.nation(INVENTIONS, sel)
    china = ratio_of_sums(granted, shared.nation("population_10k", sel))
    return _granted(base, base.inventions, INVENTIONS, china, granted)


def patents(base: InnovationBase) -> Granted | Absent:
    """Return patents of all kinds granted in the year: inventions, utility models and designs."""
    nothing = pd.DataFrame({"year": [], "value": []})
    return _granted(base, base.patents, PATENTS, nothing, nothing)


def _granted(
    base: InnovationBase, measure: Ratio, indicator: str, china: pd.DataFrame, behind: pd.DataFrame
) -> Granted | Absent:
    line, theirs = measure.line(OURS), measure.line(THEIRS)
    if line.empty:
        return nothing_a_head(indicator, base.sel)
    years = sorted(int(y) for y in line["year"])
    first, last = years[0], years[-1]
    before = first if first < last else None
    three, nation = base.three(measure), china[china["year"].isin(years)]
    known_lines = {"plan": three["plan"], "median": three["median"], "nation": (shared.NATION, nation)}
    drawn = shared.lines_of({**known_lines, "others": three["others"]} if len(nation) else three)
    own = measure.passport()
    printed = behind[behind["year"].isin(years)]
    return Granted(
        source=combine(own, passport(printed, [])) if len(printed) else own,
        first=Year(first) if before else Absent(),
        last=Year(last),
        years=Count(len(years)),
        value=Amount(shared.level(line, last) or 0.0, 2),
        others=rate(shared.level(theirs, last)),
        before=rate(shared.level(line, before)),
        others_before=rate(shared.level(theirs, before)),
        cities=Count(measure.cities(last)),
        nation=rate(shared.level(nation, last)),
        lines=shared.segments(drawn, shared.breaks(indicator, line)),
    )


def nothing_a_head(indicator: str, sel: Selection) -> Absent:
    """Return why there is no figure per registered person: the series is not printed, or the people are not."""
    if shared.observed(indicator, sel).empty:
        return shared.unprinted(indicator, sel)
    return shared.lacking([indicator, PEOPLE], sel)
