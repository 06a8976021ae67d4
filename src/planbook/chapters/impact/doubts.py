"""Doubts worked through for the chosen outcome: other samples, placebos, chance, provinces, bounds.

Each doubt is an estimate of its own with its interval; what they add up to is said in the notebook.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from planbook import catalog
from planbook.analysis.choosing import mean_rank, top
from planbook.analysis.differences import Effect, two_way
from planbook.analysis.permuting import permute
from planbook.analysis.trends import Bounds, breakdown, relative, smooth
from planbook.chapters.finding import Finding
from planbook.chapters.impact import panel
from planbook.chapters.impact.effects import (
    UNREACHED,
    behind,
    by_event,
    by_synthetic,
    by_two_way,
    rows,
    signed,
)
from planbook.chapters.impact.question import (
    ESTIMATORS,
    FIRST,
    REFERENCE,
    SAMPLES,
    Inquiry,
)
from planbook.chapters.impact.rule import universe
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Year, known

PLACEBO_FIRST = 2008  # a year in which nothing of the kind began, with five years before and five after
DRAWS = 999
BINS = 30
RELATIVE = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
SMOOTH_SHARES = (
    0.0,
    0.1,
    0.25,
    0.5,
    1.0,
)  # of the standard deviation of yearly changes of the path before the plan
NEAR = 40  # cities outside the plan, next to being chosen by the mean rank, taken as if they had been
VARIANTS: dict[str, Both] = {
    "base": Both("双向固定效应", "Two-way fixed effects"),
    "without_northeast": Both("不含东北", "Without the Northeast"),
    "without_corrected": Both(
        "不含统计数字修正过或账面骤降的城市", "Without cities whose figures were corrected or fell on paper"
    ),
    "without_resource": Both("不含资源型城市", "Without resource-based cities"),
    "commodities": Both("采矿业比重逐年自由变动", "Share of mining free to matter year by year"),
    "provinces": Both("省内比较（省×年）", "Within provinces (province by year)"),
    "placebo_year": Both(f"安慰剂：{PLACEBO_FIRST}年起", f"Placebo: from {PLACEBO_FIRST} on"),
    "placebo_list": Both(f"安慰剂：差一点入选的{NEAR}城", f"Placebo: the {NEAR} nearest misses"),
    "synthetic": ESTIMATORS["synthetic"],
}


def variants(question: Inquiry) -> pd.DataFrame:
    """Return the two-way effect of a question under every doubt that changes the sample or the comparison.

    Returns
    -------
    pandas.DataFrame
        variant, name, value, error, low, high, p, ours, others; a doubt without an estimate has no row.
    """
    found = [(key, effect) for key, effect in _each(question) if effect is not None]
    return pd.DataFrame(
        [
            {
                "variant": key,
                "name": VARIANTS[key],
                "value": e.value,
                "error": e.error,
                "low": e.low,
                "high": e.high,
                "p": e.p,
                "ours": e.treated,
                "others": e.units - e.treated,
            }
            for key, e in found
        ]
    )


def _each(question: Inquiry) -> Iterator[tuple[str, Effect | None]]:
    plain = replace(question, estimator="two_way")
    yield "base", by_two_way(plain)
    for sample in SAMPLES:
        if sample not in ("all", question.sample):
            yield sample, by_two_way(replace(plain, sample=sample))
    frame = rows(plain)
    if frame is None:
        return
    dug = frame.dropna(subset=["mining"])
    yield "commodities", two_way(dug, FIRST, exposure="mining")
    yield "provinces", two_way(mixed(frame), FIRST, group="province")
    past = frame[frame["year"] < FIRST]
    if past["year"].min() < PLACEBO_FIRST <= past["year"].max():
        yield "placebo_year", two_way(past, PLACEBO_FIRST)
    yield "placebo_list", _as_if(frame, plain)
    made = by_synthetic(plain)
    yield "synthetic", None if made is None else made.effect


def mixed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the provinces that have cities of both kinds: others tell nothing within them."""
    both = frame.groupby("province")["treated"].agg(["any", "all"])
    return frame[frame["province"].isin(both.index[both["any"] & ~both["all"]])]


def _as_if(frame: pd.DataFrame, question: Inquiry) -> Effect | None:
    """Return the effect on cities outside the plan that the rule would have chosen next, as if they had been."""
    outside = panel.frame(question)
    outside = outside[~outside["treated"]]
    score = mean_rank(universe("eligible"))
    near = top(score[score.index.isin(set(outside["unit"]))], NEAR)
    scored = outside[outside["unit"].isin(score.index)]
    return two_way(scored.assign(treated=scored["unit"].isin(near)), FIRST) if len(near) else None


@dataclass(frozen=True, kw_only=True)
class Doubts(Finding):
    """What remains of the chosen outcome when it is doubted.

    Attributes
    ----------
    variants : pandas.DataFrame
        As from `variants`.
    lowest, highest : Amount
        The smallest and the largest estimate among them, placebos left out.
    chance : Amount
        p value among random allotments within regions.
    mean_draw : Amount
        The mean effect of these.
    draws : Count
        How many were drawn.
    chances : pandas.DataFrame
        low, high, draws: random allotments by their effect.
    own : Amount
        The effect of the real allotment.
    provinces : pandas.DataFrame
        province, name, value, low, high: without one province at a time.
    least, most : Amount
        The ends of these.
    most_telling : Both
        The province without which the estimate moves farthest.
    relative, smooth : pandas.DataFrame
        size, low, high, lowest, highest: bounds when trends part.
    survives : Amount or Absent
        Largest drift after the plan, in multiples of the largest before it, at which zero stays outside; absent where the
        interval holds zero even with parallel trends.
    placebo_year : Year
        When the placebo begins.
    near : Count
        Cities in the placebo list.
    """

    variants: pd.DataFrame
    lowest: Amount
    highest: Amount
    chance: Amount
    mean_draw: Amount
    draws: Count
    chances: pd.DataFrame
    own: Amount
    provinces: pd.DataFrame
    least: Amount
    most: Amount
    most_telling: Both
    relative: pd.DataFrame
    smooth: pd.DataFrame
    survives: Amount | Absent
    placebo_year: Year
    near: Count


def doubts(question: Inquiry) -> Doubts | Absent:
    """Return what remains of the chosen outcome when it is doubted; censuses have too few years for it."""
    frame, path = rows(question), by_event(question)
    if frame is None:
        return Absent(UNREACHED)
    if path is None:
        return Absent(
            Both(
                "两次普查只有两点，逐年的检验无从谈起。",
                "Two censuses are two points: what is tested year by year cannot be tested.",
            )
        )
    unit = question.outcome.unit
    table = variants(question)
    real = table[~table["variant"].str.startswith("placebo")]
    lots = permute(frame, FIRST, DRAWS, within="region")
    without = _without_provinces(frame)
    base = float(table.loc[table["variant"] == "base", "value"].iloc[0])
    by_drift = relative(path, FIRST, RELATIVE)
    pasts = path.table[path.table["year"] <= REFERENCE]["value"].to_numpy()
    bend = float(np.diff(pasts).std(ddof=1)) if len(pasts) > 2 else 0.0
    by_bend = smooth(path, FIRST, tuple(s * bend for s in SMOOTH_SHARES))
    return Doubts(
        source=behind(question, [question.outcome]),
        variants=table,
        lowest=signed(float(real["value"].min()), unit),
        highest=signed(float(real["value"].max()), unit),
        chance=Amount(lots.p, 3),
        mean_draw=signed(float(lots.draws.mean()), unit),
        draws=Count(DRAWS),
        chances=_counted(lots.draws),
        own=signed(lots.value, unit),
        provinces=without,
        least=signed(float(without["value"].min()), unit),
        most=signed(float(without["value"].max()), unit),
        most_telling=list(without["name"])[int(np.abs(without["value"].to_numpy() - base).argmax())],
        relative=_bounds(by_drift),
        smooth=_bounds(by_bend),
        survives=known(Amount, breakdown(by_drift), 2),
        placebo_year=Year(PLACEBO_FIRST),
        near=Count(NEAR),
    )


def _counted(values: np.ndarray) -> pd.DataFrame:
    counts, edges = np.histogram(values, bins=BINS)
    return pd.DataFrame({"low": edges[:-1], "high": edges[1:], "draws": counts})


def _bounds(found: list[Bounds]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"size": b.size, "low": b.low, "high": b.high, "lowest": b.lowest, "highest": b.highest}
            for b in found
        ]
    )


def _without_provinces(frame: pd.DataFrame) -> pd.DataFrame:
    names = {code[:2]: name for code, name in catalog.provinces().items()}
    found = []
    for province in sorted(frame.loc[frame["treated"], "province"].unique()):
        e = two_way(frame[frame["province"] != province], FIRST)
        found.append(
            {"province": province, "name": names[province], "value": e.value, "low": e.low, "high": e.high}
        )
    return pd.DataFrame(found)
