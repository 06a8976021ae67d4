"""Where growth came from: shift-share of nominal growth by sector, its two references, real growth of the cities.

Value added is share times product, as first printed. The methods are `planbook.analysis.shiftshare` and
`planbook.analysis.change`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.change import at_base_prices, chain
from planbook.analysis.shiftshare import in_per_cent, shift_share
from planbook.analysis.spans import unbroken
from planbook.chapters import shared, tables
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.industry.sectors import NEEDED, PRODUCT, SECTORS, last_printed, share
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Points, Year, known
from planbook.store.provenance import combine, passport

INDEX = "gdp_index_previous_100"
POINTS = Both("百分点", "points")
ALIKE = 0.9  # rank correlation from which the cities' order is called the same under both references
WRITTEN_DOWN = (2016, 2018)  # from when to when provinces said that they had corrected their totals downwards
CORRECTED = {"northeast", "150000"}  # the region and the province of which it is known
PARTS = {"mix": Both("产业构成", "mix"), "local": Both("本地", "local")}
REFERENCES = {"nation": Both("对全国", "nation"), "prefectures": Both("对全部地级市", "prefectures")}


@dataclass(frozen=True, kw_only=True)
class GrowthParts:
    """Nominal growth of cities taken together, and what it is made of.

    Attributes
    ----------
    growth, reference : Percent
        Of the cities; of the economy they are compared with.
    mix, local : Points
        What the mix of sectors and the pace of each sector add to the growth of the reference, in percentage points.
    pace : bool
        Whether the pace weighs more than the mix.
    """

    growth: Percent
    reference: Percent
    mix: Points
    local: Points
    pace: bool


@dataclass(frozen=True, kw_only=True)
class GrowthShifts(Finding):
    """The parts of nominal growth.

    Attributes
    ----------
    first, last : Year
        The two years.
    cities, left_out : Count
        Chosen cities with all sectors in both years and one border; the others.
    prefectures, nation : GrowthParts
        Against all prefectures of the yearbook; against the nation, where it is printed for both years.
    elsewhere : GrowthParts
        Against all prefectures without the Northeast, where cities of the Northeast and others are chosen.
    corrected : tuple of Year
        The years up to the chosen one in which totals of the Northeast and Inner Mongolia were corrected downwards; absent
        where there is none, or none of their cities is chosen.
    faster, faster_than_nation : Count
        Cities whose sectors together outgrew the same sectors of the reference.
    median, outside_median : Points
        Local part against all prefectures: median of the chosen cities, of the cities outside the plan.
    by_city : pandas.DataFrame
        By unit: growth (per cent), and ``mix prefectures``, ``local prefectures``, ``mix nation``, ``local nation`` (points).
    rows : pandas.DataFrame
        unit, name, group, kind (the part and its reference), value: a row a city and part.
    kinds : Tabled
        The local part by kind of city.
    """

    first: Year
    last: Year
    cities: Count
    left_out: Count
    prefectures: GrowthParts
    nation: GrowthParts | Absent
    elsewhere: GrowthParts | Absent
    corrected: tuple[Year, ...] | Absent
    faster: Count
    faster_than_nation: Count | Absent
    median: Points
    outside_median: Points | Absent
    by_city: pd.DataFrame
    rows: pd.DataFrame
    kinds: Tabled


@dataclass(frozen=True, kw_only=True)
class GrowthReferences(Finding):
    """Why growth is set against two economies: all prefectures together and the nation do not grow alike.

    Attributes
    ----------
    prefectures : Count
        Prefectures of the yearbook with all sectors in both years.
    first, last : Year
        The two years.
    share, share_last : Percent
        Their nominal product over the nation's.
    growth, nation : Percent
        Nominal growth of the prefectures added up, of the nation.
    real, real_nation : Percent
        Real growth: product at base-year prices added up over cities, the nation's index.
    turned : bool
        Whether the prefectures are behind the nation by one of the two and ahead of it by the other.
    order : Amount
        Rank correlation of the cities' local parts under both references.
    alike : bool
        Whether it is at least `ALIKE`.
    """

    prefectures: Count
    first: Year
    last: Year
    share: Percent
    share_last: Percent
    growth: Percent
    nation: Percent
    real: Percent
    real_nation: Percent | Absent
    turned: bool
    order: Amount | Absent
    alike: bool


def value_added(sel: Selection) -> pd.DataFrame:
    """Return value added by sector at current prices, city by city, in the two years compared: share times product.

    Only prefectures with three sectors in both years; columns unit, indicator, year, value, source, flag, sector.
    """
    product = shared.observed(PRODUCT, sel, everywhere=True)[["unit", "year", "value"]]
    frames = []
    for key in SECTORS:
        both = share(key, sel, everywhere=True).merge(product, on=["unit", "year"], suffixes=("", "_product"))
        frames.append(both.assign(value=both["value"] * both["value_product"] / 100, sector=key))
    added = pd.concat(frames).drop(columns="value_product")
    added = added[added["year"].isin([sel.since, last_printed(sel)])]
    return added[added.groupby("unit")["year"].transform("size") == len(SECTORS) * 2]


def nation_added(sel: Selection) -> pd.DataFrame:
    """Return the nation's value added by sector, in the years that have all three."""
    frames = [shared.nation(f"{key}_value_added_100m_yuan", sel).assign(sector=key) for key in SECTORS]
    added = pd.concat(frames)
    added = added[added["year"].isin([sel.since, last_printed(sel)])]
    return added[added.groupby("year")["sector"].transform("size") == len(SECTORS)]


def together(parts: pd.DataFrame) -> GrowthParts:
    """Return the parts of all units together."""
    found = in_per_cent(parts.set_index("unit").sum().to_frame().T).iloc[0]
    return GrowthParts(
        growth=Percent(found["growth"]),
        reference=Percent(found["national"]),
        mix=Points(found["mix"]),
        local=Points(found["local"]),
        pace=bool(abs(found["local"]) > abs(found["mix"])),
    )


def shifts(sel: Selection) -> GrowthShifts | Absent:
    """Return the parts of nominal growth between the base year and the last one, against two references."""
    first, last = sel.since, last_printed(sel)
    prefectures, china = value_added(sel), nation_added(sel)
    steady = unbroken(prefectures, first, last)  # without cities whose borders changed
    ours = steady[steady["unit"].isin(sel.codes)]
    if ours.empty or first >= last:
        return shared.lacking(NEEDED, sel)
    theirs = steady[~steady["unit"].isin([c.code for c in plan.cities()])]
    economies = {"prefectures": prefectures} | ({"nation": china} if china["year"].nunique() == 2 else {})
    parts = {key: shift_share(ours, economy, first, last) for key, economy in economies.items()}
    of_city = {key: in_per_cent(frame).set_index("unit") for key, frame in parts.items()}
    local = of_city["prefectures"]["local"]
    outside = in_per_cent(shift_share(theirs, prefectures, first, last)).set_index("unit")["local"]
    rest = [c.code for c in sel.cities if c.region != "northeast"]
    beyond = parts["prefectures"][parts["prefectures"]["unit"].isin(rest)]
    product = shared.observed(PRODUCT, sel)
    behind = pd.concat([ours.drop(columns="sector"), product[product["year"].isin([first, last])]])
    cities_of = combine(passport(behind, sel.codes), passport(prefectures, []))
    return GrowthShifts(
        source=combine(cities_of, passport(china, [])),
        first=Year(first),
        last=Year(last),
        cities=Count(len(local)),
        left_out=Count(len(sel.codes) - len(local)),
        prefectures=together(parts["prefectures"]),
        nation=together(parts["nation"]) if "nation" in parts else Absent(),
        elsewhere=together(beyond) if 0 < len(beyond) < len(local) else Absent(),
        corrected=_corrected(sel),
        faster=Count((local > 0).sum()),
        faster_than_nation=Count((of_city["nation"]["local"] > 0).sum()) if "nation" in parts else Absent(),
        median=Points(local.median()),
        outside_median=known(Points, outside.median()),
        by_city=_by_city(of_city),
        rows=_rows(of_city, sel),
        kinds=tables.by_kind(local, sel, unit=POINTS, source=cities_of, outside=outside),
    )


def _corrected(sel: Selection) -> tuple[Year, ...] | Absent:
    theirs = any({c.region, c.province_code} & CORRECTED for c in sel.cities)
    begun, ended = WRITTEN_DOWN
    years = tuple(Year(y) for y in range(begun, min(ended, sel.year) + 1))
    return years if theirs and years else Absent()


def _by_city(of_city: dict[str, pd.DataFrame]) -> pd.DataFrame:
    columns = {f"{part} {key}": frame[part] for key, frame in of_city.items() for part in PARTS}
    return pd.DataFrame({"growth": of_city["prefectures"]["growth"], **columns})


def _rows(of_city: dict[str, pd.DataFrame], sel: Selection) -> pd.DataFrame:
    frames = []
    for key in (k for k in REFERENCES if k in of_city):
        for part, label in PARTS.items():
            whom, frame = REFERENCES[key], of_city[key].reset_index()
            kind = Both(f"{label.zh}，{whom.zh}", f"{label.en}, {whom.en}")
            names = [sel.name(u) for u in frame["unit"]]
            made = frame[["unit"]].assign(value=frame[part], group=f"{part} {key}")
            made["name"] = pd.Series(names, dtype="object")
            made["kind"] = pd.Series([kind] * len(made), dtype="object")
            frames.append(made)
    return pd.concat(frames, ignore_index=True)


def real_growth(sel: Selection) -> tuple[pd.Series, int]:
    """Return real growth since the base year of every city, in per cent by unit, and the year it reaches to.

    It is the chained index of product less 100; a city that lacks the index of one year has none.
    """
    index = shared.observed(INDEX, sel, everywhere=True)
    chained = chain(index[index["year"] > sel.since], sel.since)
    last = int(index["year"].max()) if len(index) else sel.since
    return chained[chained["year"] == last].set_index("unit")["value"] - 100, last


def real_nation(sel: Selection, year: int) -> Percent | Absent:
    """Return the nation's real growth from the base year to another."""
    level = shared.level(chain(shared.nation(INDEX, sel), sel.since), year)
    return known(Percent, None if level is None else level - 100)


def index_rows(sel: Selection, grown: pd.Series) -> pd.DataFrame:
    """Return the observations behind the real growth of the chosen cities."""
    index = shared.observed(INDEX, sel)
    return index[(index["year"] > sel.since) & index["unit"].isin(grown.index)]


def references(sel: Selection, found: GrowthShifts | Absent) -> GrowthReferences | Absent:
    """Return how all prefectures together compare with the nation, nominally and by their own indices.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    found : GrowthShifts
        The parts of growth; without both references there is nothing to tell apart.
    """
    if isinstance(found, Absent) or isinstance(found.nation, Absent):
        return Absent()  # the decomposition says why
    first, last = sel.since, last_printed(sel)
    prefectures, china = value_added(sel), nation_added(sel)
    sums, wholes = (frame.groupby("year")["value"].sum() for frame in (prefectures, china))
    index = shared.observed(INDEX, sel, everywhere=True)
    nominal = shared.observed(PRODUCT, sel, everywhere=True)
    chained = chain(index[index["year"] > first], first)
    grown_to = real_growth(sel)[1]
    real = at_base_prices(nominal, chained, first).query("year == @grown_to").set_index("unit")["value"]
    base = nominal[nominal["year"] == first].set_index("unit")["value"].reindex(real.index)
    if real.empty:
        return shared.lacking([*NEEDED, INDEX], sel)
    growth, growth_nation = Percent(100 * (sums[last] / sums[first] - 1)), found.nation.reference
    all_real, nation_real = Percent(100 * (real.sum() / base.sum() - 1)), real_nation(sel, grown_to)
    ranks = found.by_city[["local prefectures", "local nation"]].rank()
    order = float(ranks["local prefectures"].corr(ranks["local nation"]))
    return GrowthReferences(
        source=found.source,
        prefectures=Count(prefectures["unit"].nunique()),
        first=Year(first),
        last=Year(last),
        share=Percent(100 * sums[first] / wholes[first]),
        share_last=Percent(100 * sums[last] / wholes[last]),
        growth=growth,
        nation=growth_nation,
        real=all_real,
        real_nation=nation_real,
        turned=(growth < growth_nation and all_real > nation_real)
        or (growth > growth_nation and all_real < nation_real),
        order=known(Amount, order, 2),
        alike=order >= ALIKE,
    )
