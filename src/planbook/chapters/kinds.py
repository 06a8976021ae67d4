"""Kinds of city: how the plan's cities divide by region, by the plan's two kinds, by industry named and by zone.

The rule behind the plan's two kinds lives in `planbook.analysis.positioning`; this module names the kinds, lists their
cities and sets a chapter's values beside each other by kind. The cities of the yearbook outside the plan are one more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from planbook import plan
from planbook.analysis.positioning import RULE, position, sensitivity, steadiness
from planbook.chapters.finding import Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.ground.language import Both, both
from planbook.ground.reads import recorded, remembered
from planbook.store import observations
from planbook.store.provenance import Passport

DIMENSIONS = {
    "region": Both("地区", "Region"),
    "position": Both("规划前的定位", "Kind before the plan"),
    "industry": Both("规划点名的产业", "Industries named in the plan"),
    "zone": Both("产业转型升级示范区", "Demonstration zone"),
}
OUTSIDE = Both("规划外城市", "cities outside the plan")
JOBS = ("employment_mining_10k", "employment_manufacturing_10k")
_DIVISIONS = {**DIMENSIONS, "all": Both("合计", "All"), "outside": Both("对照", "For comparison")}
RULE_SAID = Both(
    f"规划定位按本书规则：{RULE.first}至{RULE.last}年实际增长低于规划外城市的下四分位数，或采矿业与制造业单位就业下降超过"
    f"{RULE.loss:.0f}%，归入发展滞缓或主导产业衰退，其余归入发展较快；说的是规划以前的位置，不是规划以后的快慢；规划未点名",
    f"the plan's kinds by this book's rule: declining if real growth from {RULE.first} to {RULE.last} lies below the "
    f"lower quartile of the cities outside the plan, or jobs in mining and manufacturing fell by more than "
    f"{RULE.loss:.0f}%; it tells where a city stood before the plan, not how it did since; the plan names no city",
)
_UNTOLD = Both(
    "规划定位无从判断：生产总值指数、采矿业就业或制造业就业未见刊印",
    "the plan's kinds are not told apart: nothing is printed of the index of product or of jobs in mining or manufacturing",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """Some of the chosen cities that have something in common.

    Attributes
    ----------
    dimension : str
        ``region``, ``position``, ``industry`` or ``zone``.
    id, name : str, Both
        The kind and what it is called.
    codes : tuple of str
        Its cities; a city named for several industries is in each of them.
    """

    dimension: str
    id: str
    name: Both
    codes: tuple[str, ...]


@recorded
@remembered
def positions() -> pd.DataFrame:
    """Return the kind of each of the 95 cities by the rule, and how steady it is.

    Returns
    -------
    pandas.DataFrame
        The columns of `planbook.analysis.positioning.position` and ``steady`` (share of variants that agree).

    Examples
    --------
    >>> positions().set_index("unit").kind["230700"]  # Yichun, Heilongjiang
    'declining'
    """
    ground = _ground()
    found = position(*ground)
    return found.assign(steady=found["unit"].map(steadiness(*ground)))


@recorded
@remembered
def variants() -> pd.DataFrame:
    """Return how many cities other years and thresholds call declining, as `planbook.analysis.positioning.sensitivity`.

    Examples
    --------
    >>> int(variants().declining.iloc[0])
    31
    """
    return sensitivity(*_ground())


def _ground() -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    codes = [c.code for c in plan.cities()]
    years = range(RULE.first, RULE.last + 1)
    index = observations.select("gdp_index_previous_100", None, years)
    jobs = observations.select(JOBS, codes, years)
    if set(jobs["indicator"]) != set(JOBS):  # half of the rule is not the rule: no city has a kind then
        index = index.iloc[:0]
    return index, jobs, codes


def preload() -> None:
    """Apply the rule now, so that those who ask later need not wait."""
    positions()


def kinds(sel: Selection, dimensions: Sequence[str] = tuple(DIMENSIONS)) -> list[Kind]:
    """Divide the chosen cities into kinds; a kind without a city is left out.

    Parameters
    ----------
    sel : Selection
        The chapter's parameters.
    dimensions : sequence of str
        Some of `DIMENSIONS`.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> [(k.id, len(k.codes)) for k in kinds(choose(2022), ["position"])]
    [('fast', 64), ('declining', 31)]
    """
    chosen = set(sel.codes)
    found = [kind for d in dimensions for kind in _MEMBERS[d]()]
    kept = [Kind(k.dimension, k.id, k.name, tuple(c for c in k.codes if c in chosen)) for k in found]
    return [k for k in kept if k.codes]


def compare_kinds(
    values: pd.Series,
    sel: Selection,
    *,
    outside: pd.Series | None = None,
    dimensions: Sequence[str] = tuple(DIMENSIONS),
) -> pd.DataFrame:
    """Set the cities' values beside each other by kind.

    Parameters
    ----------
    values : pandas.Series
        One value a city (indexed by unit): a level in one year, or a change.
    sel : Selection
        The chapter's parameters.
    outside : pandas.Series, optional
        The same of the cities outside the plan.
    dimensions : sequence of str
        Some of `DIMENSIONS`.

    Returns
    -------
    pandas.DataFrame
        dimension, kind, name (Both), cities (of the kind), known (with a value), low, median, high (quartiles; only the
        median where fewer than four cities are known).

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> some = pd.Series({"210300": 1.0, "130200": 3.0})
    >>> compare_kinds(some, choose(2022), dimensions=["region"]).known.tolist()[:2]
    [2, 1]
    """
    every = [("all", "all", sel.label, values.reindex(sel.codes))]
    every += [(k.dimension, k.id, k.name, values.reindex(list(k.codes))) for k in kinds(sel, dimensions)]
    if outside is not None and len(outside):
        every.append(("outside", "outside", OUTSIDE, outside))
    rows = []
    for dimension, kind, name, some in every:
        known = some.dropna()
        low, high = (known.quantile(0.25), known.quantile(0.75)) if len(known) >= 4 else (None, None)
        median = known.median() if len(known) else None
        rows.append((dimension, kind, name, len(some), len(known), low, median, high))
    columns = ["dimension", "kind", "name", "cities", "known", "low", "median", "high"]
    return pd.DataFrame(rows, columns=columns)


def by_kind(
    values: pd.Series,
    sel: Selection,
    *,
    unit: Both | str,
    source: Passport,
    outside: pd.Series | None = None,
    decimals: int = 1,
) -> Tabled:
    """Return the table of `compare_kinds`: quartiles and median of each kind of city.

    Parameters
    ----------
    values, sel, outside
        As in `compare_kinds`.
    unit : Both or str
        The unit of the values.
    source : Passport
        Sources, years, coverage.
    decimals : int
        Digits after the point.
    """
    frame = compare_kinds(values, sel, outside=outside)
    frame = frame.assign(division=frame["dimension"].map(_DIVISIONS))
    few, of = Both("不足四城，不列四分位数", "fewer than four cities: no quartiles"), both(unit)
    columns = (
        Column("division", "划分 | Division"),
        Column("name", "城市类型 | Kind of city"),
        Column("known", "有数城市 | Cities with data", 0),
        Column("low", Both(f"下四分位（{of.zh}）", f"Lower quartile ({of.en})"), decimals, few),
        Column("median", Both(f"中位数（{of.zh}）", f"Median ({of.en})"), decimals),
        Column("high", Both(f"上四分位（{of.zh}）", f"Upper quartile ({of.en})"), decimals, few),
    )
    return Tabled(source=_noted(source), frame=frame, columns=columns)


def medians(
    measured: Mapping[Column, tuple[pd.Series, pd.Series]], sel: Selection, *, source: Passport
) -> Tabled:
    """Return the medians of several measures side by side, one row a kind of city.

    Parameters
    ----------
    measured : mapping of Column to (pandas.Series, pandas.Series)
        How a measure is headed → its values in the chosen cities and in those outside the plan, as in `compare_kinds`.
    sel, source
        As in `by_kind`.
    """
    frames = {c.key: compare_kinds(ours, sel, outside=theirs) for c, (ours, theirs) in measured.items()}
    middle = pd.concat({key: f.set_index("kind")["median"] for key, f in frames.items()}, axis=1)
    longest = max(frames.values(), key=len)
    frame = longest.assign(division=longest["dimension"].map(_DIVISIONS)).merge(
        middle.reset_index(), on="kind", how="left"
    )
    columns = (
        Column("division", "划分 | Division"),
        Column("name", "城市类型 | Kind of city"),
        Column("cities", "城市数 | Cities", 0),
        *measured,
    )
    return Tabled(source=_noted(source), frame=frame, columns=columns)


def _noted(source: Passport) -> Passport:
    return replace(source, notes=(*source.notes, _said()))


def _said() -> Both:
    return RULE_SAID if positions()["kind"].notna().any() else _UNTOLD


def _regions() -> list[Kind]:
    return [
        Kind("region", r.id, r.name, tuple(c.code for c in plan.cities(r)))
        for r in plan.REGIONS
        if r.id != "all"
    ]


def _positions() -> list[Kind]:
    table = positions()
    return [
        Kind("position", p.id, p.name, tuple(table[table["kind"] == p.id]["unit"]))
        for p in plan.positioning()
        if (table["kind"] == p.id).any()
    ]


def _industries() -> list[Kind]:
    named = {box: {c.unit for g in plan.industry_groups(box) for c in g.cities} for box in (2, 3)}
    everyone = [c.code for c in plan.cities()]
    boxes = {
        "traditional": (Both("专栏2：传统优势产业", "box 2: traditional industries"), named[2]),
        "emerging": (Both("专栏3：新兴产业", "box 3: emerging industries"), named[3]),
        "neither": (Both("两个专栏均未点名", "named in neither box"), set(everyone) - named[2] - named[3]),
    }
    return [
        Kind("industry", id_, name, tuple(c for c in everyone if c in codes))
        for id_, (name, codes) in boxes.items()
    ]


def _zones() -> list[Kind]:
    batches = {b: {m.unit for z in plan.zones() if z.batch == b for m in z.members} for b in (1, 2)}
    everyone = [c.code for c in plan.cities()]
    groups = {
        "first": (Both("首批（2017年）", "first batch (2017)"), batches[1]),
        "second": (Both("第二批（2019年）", "second batch (2019)"), batches[2] - batches[1]),
        "none": (Both("不在示范区", "in no zone"), set(everyone) - batches[1] - batches[2]),
    }
    return [
        Kind("zone", id_, name, tuple(c for c in everyone if c in codes))
        for id_, (name, codes) in groups.items()
    ]


_MEMBERS = {"region": _regions, "position": _positions, "industry": _industries, "zone": _zones}
