"""How the cities' real growth differs: by region and kind, on the map, from first to last.

A city whose index is in doubt in some year is shown and counted, but neither ranked nor called the fastest or slowest.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.change import ranks
from planbook.analysis.positioning import DECLINING, FAST, RULE
from planbook.chapters import shared, tables
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.kinds import RULE_SAID, positions
from planbook.chapters.overview.growth import INDEX, PRODUCT, Indices, told
from planbook.chapters.selection import Selection
from planbook.figures import Column, classed, placed
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import is_missing
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store import observations
from planbook.store.provenance import combine, passport

_SHORT = {FAST: Both("规划前较快", "fast before"), DECLINING: Both("规划前滞缓或衰退", "declining before")}
_QUARTILES = (0.25, 0.5, 0.75)
_NAMED = 3  # of the fastest cities on the map
_UNRANKED = Both("指数存疑或缺一年，不排名次", "index in doubt or a year missing: not ranked")


@dataclass(frozen=True, kw_only=True)
class One:
    """A city, or a group of cities by its median, and how much its product grew.

    Attributes
    ----------
    name : Both
    value : Percent
        Over the whole period.
    yearly : Percent
        Mean growth a year.
    """

    name: Both
    value: Percent
    yearly: Percent


@dataclass(frozen=True, kw_only=True)
class Fallen:
    """Cities that had been growing fast before the plan and have grown less than the other kind since.

    Attributes
    ----------
    fast, cities : Count
        Cities of the fast kind; how many of them grew less than the median of the declining kind.
    limit : Percent
        That median.
    province : Both
        Where most of them lie; absent, with what follows, where no province stands out.
    there, of : Count
        How many lie there; all cities of the fast kind there.
    low, high : Percent
        The least and the most that the fast kind grew there.
    """

    fast: Count
    cities: Count
    limit: Percent
    province: Both | Absent
    there: Count | Absent
    of: Count | Absent
    low: Percent | Absent
    high: Percent | Absent


@dataclass(frozen=True, kw_only=True)
class Spread(Finding):
    """Real growth of each city since the base year.

    Attributes
    ----------
    first, last : Year
        From when to when.
    known, above : Count
        Cities with an index for every year; those that grew by more than the median city outside the plan, absent if none.
    median, outside : Percent
        The median city of the plan, and that outside.
    sound, doubted : Count
        Cities whose index is in doubt in no year; the others, absent if none.
    slowest, fastest : One
        Of the sound ones.
    low, high : One
        The regions whose medians are the lowest and the highest; absent where one region is chosen.
    fast, declining : Percent
        Medians of the plan's two kinds; absent where the years of growth are those of the rule itself.
    apart : bool
        Whether regions differ more than the two kinds.
    fallen : Fallen
        Fast before the plan and not since; absent where there are none.
    edges : tuple of float
        Quartiles of growth, for the classes of the map.
    places : pandas.DataFrame
        unit, name, value, x, y (on the map), kind (class), named.
    ranked, by_kind : Tabled
        All cities by mean growth a year; quartiles by kind of city.
    """

    first: Year
    last: Year
    known: Count
    above: Count | Absent
    median: Percent
    outside: Percent
    sound: Count
    doubted: Count | Absent
    slowest: One
    fastest: One
    low: One | Absent
    high: One | Absent
    fast: Percent | Absent
    declining: Percent | Absent
    apart: bool
    fallen: Fallen | Absent
    edges: tuple[float, ...]
    places: pd.DataFrame
    ranked: Tabled
    by_kind: Tabled


def spread(sel: Selection, read: Indices) -> Spread | Absent:
    """Return how real growth since the base year differs among the chosen cities."""
    grown = read.growth(read.ours, sel.since, read.until)
    outside = read.growth(read.theirs, sel.since, read.until)
    since = read.index[(read.index["year"] > sel.since) & read.index["unit"].isin(grown.index)]
    sound = grown.drop([u for u in since[since["flag"] == "disputed"]["unit"].unique() if u in grown.index])
    if sound.empty or outside.empty:
        return shared.lacking([PRODUCT, INDEX], sel)
    years = read.until - sel.since
    names = {c.code: c.name for c in sel.cities}
    kind = positions().set_index("unit")["kind"].reindex(sel.codes)
    regions = grown.groupby(pd.Series({c.code: c.region for c in sel.cities})).median().sort_values()
    kinds = grown.groupby(kind).median() if sel.since >= RULE.last else pd.Series(dtype="float64")
    called = {r.id: r.name for r in plan.REGIONS}

    def one(name: Both, value: float) -> One:
        return One(name=name, value=told(value, years), yearly=Percent(yearly(value, years)))

    ends = (
        [one(called[i], regions[i]) for i in (regions.index[0], regions.index[-1])]
        if len(regions) > 1
        else []
    )
    slowest, fastest = str(sound.idxmin()), str(sound.idxmax())
    quartiles = [float(grown.quantile(q)) for q in _QUARTILES]
    digits = (
        0 if len({round(q) for q in quartiles}) == len(quartiles) else 1
    )  # growth of a year or two lies close together
    edges = tuple(round(q, digits) for q in quartiles)
    over = int((grown > outside.median()).sum())
    source = passport(since, sel.codes)
    return Spread(
        source=source,
        first=Year(sel.since),
        last=Year(read.until),
        known=Count(len(grown)),
        above=known(Count, over or None),
        median=told(grown.median(), years),
        outside=told(outside.median(), years),
        sound=Count(len(sound)),
        doubted=known(Count, len(grown) - len(sound) or None),
        slowest=one(names[slowest], sound.min()),
        fastest=one(names[fastest], sound.max()),
        low=ends[0] if ends else Absent(),
        high=ends[1] if ends else Absent(),
        fast=_maybe(kinds.get(FAST), years),
        declining=_maybe(kinds.get(DECLINING), years),
        apart=len(kinds) > 1 and regions.iloc[-1] - regions.iloc[0] > kinds.max() - kinds.min(),
        fallen=fallen(grown, kind, sel, years) if sel.since >= RULE.last else Absent(),
        edges=edges,
        places=_places(grown, edges, {slowest, *map(str, sound.nlargest(_NAMED).index)}, sel),
        ranked=_ranked(grown, sound, since, sel, read),
        by_kind=tables.by_kind(grown, sel, unit=Both("%", "%"), source=source, outside=outside, decimals=0),
    )


def yearly(growth: Any, years: int) -> Any:
    r"""Return mean annual growth in per cent, of a number or a series: the geometric mean over the years.

    Formula
    -------
    100\left(\left(1+\frac{g}{100}\right)^{1/n}-1\right)

    Examples
    --------
    >>> round(yearly(21.0, 2), 6)
    10.0
    """
    return 100 * ((1 + growth / 100) ** (1 / years) - 1)


def fallen(grown: pd.Series, kind: pd.Series, sel: Selection, years: int) -> Fallen | Absent:
    """Return how many cities of the fast kind grew by less than the median of the declining kind, and where they lie.

    Parameters
    ----------
    grown, kind : pandas.Series
        Growth in per cent and kind, by unit.
    sel : Selection
        The chapter's parameters.
    years : int
        Over how many years it grew.
    """
    quick = grown[kind.reindex(grown.index) == FAST]
    limit = grown[kind.reindex(grown.index) == DECLINING].median()
    behind = quick[quick < limit]
    if behind.empty:
        return Absent()
    home = pd.Series({c.code: c.province.zh for c in sel.cities})
    names = {c.province.zh: c.province for c in sel.cities}
    counts = home[behind.index].value_counts()
    most = str(counts.index[0])
    stands_out = counts.iloc[0] > 2 and 3 * counts.iloc[0] >= len(behind)
    there = quick[home[quick.index] == most] if stands_out else quick.iloc[:0]
    return Fallen(
        fast=Count(len(quick)),
        cities=Count(len(behind)),
        limit=told(limit, years),
        province=names[most] if stands_out else Absent(),
        there=known(Count, counts.iloc[0] if stands_out else None),
        of=known(Count, len(there) or None),
        low=_maybe(there.min(), years),
        high=_maybe(there.max(), years),
    )


def _maybe(value: float | None, years: int) -> Percent | Absent:
    return Absent() if is_missing(value) or value is None else told(value, years)


def _places(grown: pd.Series, edges: tuple[float, ...], named: set[str], sel: Selection) -> pd.DataFrame:
    rows = pd.DataFrame([{"unit": c.code, "name": c.name, "lon": c.lon, "lat": c.lat} for c in sel.cities])
    rows["value"] = rows["unit"].map(grown)
    return classed(placed(rows), edges).assign(named=rows["unit"].isin(named))


def _ranked(grown: pd.Series, sound: pd.Series, since: pd.DataFrame, sel: Selection, read: Indices) -> Tabled:
    """Rank the sound cities by mean growth a year; the others stand at the end."""
    first, base, years = observations.FIRST_YEAR, sel.since, read.until - sel.since
    place = positions().set_index("unit").reindex(sel.codes)
    table = pd.DataFrame({"now": yearly(grown, years)}, index=sel.codes)
    table["rank"] = ranks(yearly(sound, years)).astype("Float64")
    if base > first:
        table["before"] = yearly(read.growth(read.ours, first, base), base - first)
        table["moved"] = ranks(table["before"].reindex(sound.index).dropna()) - table["rank"]
    table["city"] = pd.Series({c.code: c.name for c in sel.cities}, dtype="object")
    table["province"] = pd.Series({c.code: c.province for c in sel.cities}, dtype="object")
    table["page"] = [f"units/{code}" for code in sel.codes]
    table["kind"] = place["kind"].map(_SHORT)
    table["steady"] = 100 * place["steady"]
    nominal = read.nominal[read.nominal["year"] == sel.year]
    table["product"] = nominal.set_index("unit")["value"].reindex(sel.codes)
    table["flag"] = _remarks(since).reindex(sel.codes)
    behind = read.index[read.index["unit"].isin(sel.codes)]
    return Tabled(
        source=combine(
            passport(behind, sel.codes, [RULE_SAID]),
            passport(nominal[nominal["unit"].isin(sel.codes)], sel.codes),
        ),
        frame=table.sort_values(["rank", "now"], ascending=[True, False]).reset_index(names="unit"),
        columns=_columns(sel, read.until),
    )


def _columns(sel: Selection, until: int) -> tuple[Column, ...]:
    first, base = observations.FIRST_YEAR, sel.since
    before = (
        Column("before", Both(f"{first}—{base}年年均（%）", f"{first}–{base} (%)"), 1),
        Column("moved", "位次变化 | Places gained", 0, _UNRANKED),
    )
    return (
        Column("rank", "位次 | Rank", 0, _UNRANKED),
        Column("city", "城市 | City", link="page"),
        Column("province", "省份 | Province"),
        Column(
            "now",
            Both(f"{base}—{until}年年均增长（%）", f"Growth a year, {base}–{until} (%)"),
            1,
            flag="flag",
        ),
        *(before if base > first else ()),
        Column("kind", "规划前的定位（本书归类） | Kind before the plan (our rule)"),
        Column("steady", "归类稳定（%） | Kind steady (%)", 0),
        Column(
            "product", Both(f"{sel.year}年地区生产总值（亿元）", f"Product {sel.year} (100 million yuan)"), 0
        ),
    )


def _remarks(rows: pd.DataFrame) -> pd.Series:
    """Return what the values of each city are marked with."""
    flags, said = catalog.flags(), {}
    for unit, cells in rows.groupby("unit")["flag"]:
        texts = [flags[f] for f in sorted({f for cell in cells for f in cell.split(";") if f})]
        if texts:
            said[unit] = Both("；".join(t.zh for t in texts), "; ".join(t.en for t in texts))
    return pd.Series(said, dtype="object")
