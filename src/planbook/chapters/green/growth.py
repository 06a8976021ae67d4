"""What became of emissions as product grew: states of decoupling, and the change of emissions decomposed.

Both are asked on either side of the re-basing of SO2, and for CO2, which is modelled, in the same years.
"""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.decoupling import STATES, count_states
from planbook.analysis.lmdi import EFFECTS, decompose
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.green.base import CO2, MODELLED, PER_PRODUCT, SO2, Base
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import Passport, passport

STATE_NAMES = {
    "strong_decoupling": Both("强脱钩", "strong"),
    "weak_decoupling": Both("弱脱钩", "weak"),
    "expansive_coupling": Both("扩张连结", "expansive coupling"),
    "expansive_negative_decoupling": Both("扩张负脱钩", "expansive negative"),
    "recessive_decoupling": Both("衰退脱钩", "recessive"),
    "recessive_coupling": Both("衰退连结", "recessive coupling"),
    "weak_negative_decoupling": Both("弱负脱钩", "weak negative"),
    "strong_negative_decoupling": Both("强负脱钩", "strong negative"),
}
_SIGNS = {
    "strong_decoupling": Both("产出增，排放减", "product up, emissions down"),
    "weak_decoupling": Both("产出增，排放增得较慢", "product up, emissions up less"),
    "expansive_coupling": Both("产出与排放同步增", "both up alike"),
    "expansive_negative_decoupling": Both("产出增，排放增得更快", "product up, emissions up more"),
    "recessive_decoupling": Both("产出减，排放减得更快", "product down, emissions down more"),
    "recessive_coupling": Both("产出与排放同步减", "both down alike"),
    "weak_negative_decoupling": Both("产出减，排放减得较慢", "product down, emissions down less"),
    "strong_negative_decoupling": Both("产出减，排放增", "product down, emissions up"),
}
EFFECT_NAMES = {
    "activity": Both("增长", "growth"),
    "distribution": Both("分布", "distribution"),
    "intensity": Both("强度", "intensity"),
}
_SHORT = {SO2: Both("工业二氧化硫", "Industrial SO2"), CO2: Both("二氧化碳（模型）", "CO2 (modelled)")}
_FORMULA = {SO2: Both("SO2", "SO2"), CO2: Both("CO2（模型）", "CO2")}
_ZEROS = Both(
    "排放在首末年为零的城市，变化全部计入强度（Ang和Liu，2007）",
    "Where emissions are zero in one of the years all of the change counts as intensity (Ang and Liu 2007)",
)


@dataclass(frozen=True, kw_only=True)
class Plane(Finding):
    """The cities by the change of their product and of their emissions.

    Attributes
    ----------
    first, last : Year
        The years compared.
    cities : Count
        The cities with emissions and product in both.
    strong, rose : Count
        Those that decoupled strongly; those whose emissions rose.
    relation : Amount
        Rank correlation (Spearman's ρ) of the two changes.
    dots : pandas.DataFrame
        unit, name, x and y (changes of product and emissions, per cent), state, label (whether the dot is named).
    """

    first: Year
    last: Year
    cities: Count
    strong: Count
    rose: Count
    relation: Amount | Absent
    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Drivers(Tabled):
    """The change of emissions told apart into growth, distribution and intensity, in the last stretch of years.

    Attributes
    ----------
    first, last : Year
        The years compared.
    change : Percent
        Change of SO2 over the cities with emissions and product in both years.
    growth, distribution, intensity : Percent
        What each added, in per cent of emissions at the beginning; they add up to the change.
    carbon, carbon_intensity : Percent
        Change of modelled CO2 in the same years, and its part of intensity.
    bars : pandas.DataFrame
        name, effect, value (per cent of emissions at the beginning), largest first; every stretch.
    """

    first: Year
    last: Year
    change: Percent
    growth: Percent
    distribution: Percent
    intensity: Percent
    carbon: Percent
    carbon_intensity: Percent
    bars: pd.DataFrame


def so2_then(base: Base) -> Plane | Absent:
    """Return how SO2 and product moved, city by city, in the first stretch of years."""
    return _plane(base, SO2, 0)


def so2_now(base: Base) -> Plane | Absent:
    """Return how SO2 and product moved, city by city, in the last stretch of years."""
    return _plane(base, SO2, -1)


def co2_now(base: Base) -> Plane | Absent:
    """Return how modelled CO2 and product moved, city by city, in the last stretch of years."""
    return _plane(base, CO2, -1)


def _plane(base: Base, indicator: str, place: int) -> Plane | Absent:
    if not base.stretches:
        return shared.lacking([*PER_PRODUCT, CO2], base.sel)
    first, last = base.stretches[place]
    moved = base.moves[indicator, first, last]
    dots = moved[moved["state"].notna()].rename(columns={"product": "x", "emissions": "y"})
    named = [*dots.nlargest(4, "y")["unit"], *dots.nsmallest(2, "y")["unit"], *dots.nsmallest(1, "x")["unit"]]
    return Plane(
        source=_source(base, [(indicator, first, last)], [MODELLED] if indicator == CO2 else []),
        first=Year(first),
        last=Year(last),
        cities=Count(len(moved)),
        strong=Count((moved["state"] == "strong_decoupling").sum()),
        rose=Count((moved["emissions"] > 0).sum()),
        relation=known(Amount, dots["x"].rank().corr(dots["y"].rank()), 2),
        dots=shared.placed_in(dots.assign(label=dots["unit"].isin(named)), base.sel),
    )


def states(base: Base) -> Tabled | Absent:
    """Return how many cities are in each of the eight states, emission by emission and stretch by stretch."""
    if not base.stretches:
        return shared.lacking([*PER_PRODUCT, CO2], base.sel)
    counts = {key: count_states(table).set_index("state")["cities"] for key, table in base.moves.items()}
    frame = pd.DataFrame({"-".join(map(str, key)): counts[key] for key in counts}, index=list(STATES))
    ids = frame.index.to_series()
    frame = frame.assign(state=ids.map(_in_full()), sign=ids.map(_SIGNS))
    return Tabled(
        source=_source(base, list(base.moves), [MODELLED]),
        frame=frame,
        columns=(
            Column("state", "状态 | State"),
            Column("sign", "含义 | Meaning"),
            *(Column("-".join(map(str, key)), _heading(key, int(counts[key].sum())), 0) for key in counts),
        ),
    )


def _in_full() -> dict[str, Both]:
    return {
        s: n if n.en.endswith("coupling") else Both(n.zh, f"{n.en} decoupling")
        for s, n in STATE_NAMES.items()
    }


def _heading(key: tuple[str, int, int], cities: int) -> Both:
    name, (first, last) = _SHORT[key[0]], key[1:]
    return Both(f"{name.zh}{first}—{last}年（{cities}城）", f"{name.en} {first}–{last} ({cities} cities)")


def drivers(base: Base) -> Drivers | Absent:
    """Return the change of emissions decomposed (`planbook.analysis.lmdi`), each effect relative to the beginning."""
    if not base.stretches:
        return shared.lacking([*PER_PRODUCT, CO2], base.sel)
    parts = {key: decompose(base.ours(key[0]), base.product, *key[1:]) for key in base.moves}
    rows = [
        {
            "what": _SHORT[key[0]],
            "years": f"{key[1]}–{key[2]}",
            **part,
            **{f"{e}_pct": 100 * part[e] / part["before"] for e in ("change", *EFFECTS)},
        }
        for key, part in parts.items()
    ]
    last = base.stretches[-1]
    so2, co2 = (rows[list(parts).index((i, *last))] for i in (SO2, CO2))
    bars = pd.DataFrame(
        {"name": _bar(key, effect), "effect": effect, "value": row[f"{effect}_pct"]}
        for key, row in zip(parts, rows, strict=True)
        for effect in EFFECTS
    )
    return Drivers(
        source=_source(base, list(base.moves), [MODELLED, _ZEROS]),
        frame=pd.DataFrame(rows),
        columns=(
            Column("what", "排放 | Emission"),
            Column("years", "年份 | Years"),
            Column("change_pct", "变化（%） | Change (%)", 1),
            Column("activity_pct", "增长（%） | Growth (%)", 1),
            Column("distribution_pct", "分布（%） | Distribution (%)", 1),
            Column("intensity_pct", "强度（%） | Intensity (%)", 1),
            Column("residual", "残差（吨） | Residual (t)", 0),
            Column("cities", "城市 | Cities", 0),
            Column("zeros", "有零值 | With a zero", 0),
        ),
        first=Year(last[0]),
        last=Year(last[1]),
        change=Percent(so2["change_pct"]),
        growth=Percent(so2["activity_pct"]),
        distribution=Percent(so2["distribution_pct"]),
        intensity=Percent(so2["intensity_pct"]),
        carbon=Percent(co2["change_pct"]),
        carbon_intensity=Percent(co2["intensity_pct"]),
        bars=bars.sort_values("value", ascending=False, kind="stable", ignore_index=True),
    )


def _bar(key: tuple[str, int, int], effect: str) -> Both:
    name, of = _FORMULA[key[0]], EFFECT_NAMES[effect]
    ends = f"{key[2] % 100:02d}"
    return Both(f"{name.zh} {key[1]}—{ends}{of.zh}", f"{name.en} {key[1]}–{ends} {of.en}")


def _source(base: Base, keys: list[tuple[str, int, int]], notes: list[Both]) -> Passport:
    """Return the passport of the cities that have emissions and product in both years of each stretch."""
    behind = []
    for indicator, *years in keys:
        frame = base.ours(indicator)
        taken = base.moves[indicator, years[0], years[1]]["unit"]
        behind.append(base.rested(frame[frame["unit"].isin(taken)], years))
    return passport(pd.concat(behind), base.sel.codes, notes)
