"""The chapter's tables as findings: rules, balance, outcomes, doubts, zones, published studies.

What they hold is computed elsewhere in this folder; what they are called stands in the notebook.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.finding import Tabled
from planbook.chapters.impact.doubts import Doubts
from planbook.chapters.impact.effects import AllOutcomes, interval
from planbook.chapters.impact.group import Compared
from planbook.chapters.impact.question import ESTIMATORS, OUTCOMES
from planbook.chapters.impact.rule import RULES, Choice
from planbook.chapters.impact.zones import Zones
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.reads import recorded
from planbook.store.provenance import Passport

NO_PATH = Both("只有两点，没有逐年路径", "two points only, no path year by year")
SHORT = {
    "two_way": Both("双向固定", "Two-way"),
    "event": Both("事件研究", "Event study"),
    "synthetic": Both("合成", "Synthetic"),
}
TWO_POINTS = Both("普查只有两点，不适用", "censuses are two points: does not apply")


def _names(values: Iterable[Any]) -> pd.Series:
    return pd.Series(list(values), dtype="object")


def _intervals(frame: pd.DataFrame) -> list[str]:
    return [interval(low, high) for low, high in zip(frame["low"], frame["high"], strict=True)]


def rules(found: Choice) -> Tabled:
    """Return every rule with its area and its hits, in three ways of drawing the circle of cities."""
    shown = (
        ("eligible", "districts", "市区，候选城市 | districts, candidates"),
        ("eligible", "city", "全市，候选城市 | whole city, candidates"),
        ("all", "districts", "市区，全部城市 | districts, all cities"),
        ("prefecture_eligible", "districts", "市区，当年地级 | districts, prefecture level then"),
    )
    every = found.rules
    frame = pd.DataFrame({"name": _names(RULES.values())})
    columns = [Column("name", "规则 | Rule")]
    for universe, scope, label in shown:
        key = f"{universe}_{scope}"
        part = every[(every["universe"] == universe) & (every["scope"] == scope)]
        part = part.set_index("rule").reindex(list(RULES))
        zh, en = label.split(" | ")
        frame[f"area_{key}"] = part["area"].to_numpy()
        frame[f"hits_{key}"] = part["hits"].to_numpy()
        columns.append(Column(f"area_{key}", Both(f"曲线下面积：{zh}", f"Area: {en}"), 3))
        columns.append(Column(f"hits_{key}", Both(f"命中：{zh}", f"Hits: {en}"), 0))
    return Tabled(source=found.source, frame=frame, columns=tuple(columns))


def balance(found: Compared | Absent) -> Tabled | Absent:
    """Return the gap between the groups in each covariate, before and after weighting."""
    if isinstance(found, Absent):
        return found
    frame = found.balance.assign(
        made=_names(
            Both("是", "yes") if weighed else Both("否", "no") for weighed in found.balance["weighed"]
        )
    )
    columns = (
        Column("name", "方面 | Covariate"),
        Column("treated", "规划城市 | Plan", 2),
        Column("others", "对照城市 | Others", 2),
        Column("before", "加权前之差（标准差） | Gap before (SD)", 2),
        Column("after", "加权后之差（标准差） | Gap after (SD)", 2),
        Column("made", "列入加权 | Weighted on"),
    )
    return Tabled(source=found.source, frame=frame, columns=columns)


def outcomes(found: AllOutcomes | Absent) -> Tabled | Absent:
    """Return every outcome: the chosen estimator with interval and corrections, and the other estimators beside it."""
    if isinstance(found, Absent):
        return found
    frame = found.corrected.copy()
    frame["interval"] = _intervals(frame)
    frame["unit"] = _names(OUTCOMES[o].unit for o in frame["outcome"])
    columns = [
        Column("name", "结果 | Outcome"),
        Column("unit", "单位 | Unit"),
        Column("value", "效应 | Effect", 1),
        Column("interval", "95%区间 | 95% interval", right=True),
        Column("p", "p值 | p", 3),
        Column("holm", "校正后（霍尔姆） | Corrected (Holm)", 3),
        Column("discovery", "校正后（错误发现率） | Corrected (FDR)", 3),
        Column("before", "此前趋势p值 | p of the years before", 3, NO_PATH),
    ]
    wide = found.table.pivot(index="outcome", columns="estimator", values="value")
    for key in ESTIMATORS:
        frame[key] = wide[key].reindex(frame["outcome"]).to_numpy() if key in wide else float("nan")
        columns.append(Column(key, SHORT[key], 1, TWO_POINTS))
    return Tabled(source=found.source, frame=frame, columns=tuple(columns))


def doubted(found: Doubts | Absent) -> Tabled | Absent:
    """Return the effect under each doubt."""
    if isinstance(found, Absent):
        return found
    frame = found.variants.assign(interval=_intervals(found.variants))
    columns = (
        Column("name", "做法 | Variant"),
        Column("value", "效应 | Effect", 1),
        Column("interval", "95%区间 | 95% interval", right=True),
        Column("p", "p值 | p", 3),
        Column("ours", "处理城市 | Treated", 0),
        Column("others", "对照城市 | Compared", 0),
    )
    return Tabled(source=found.source, frame=frame, columns=columns)


def zoned(found: Zones | Absent) -> Tabled | Absent:
    """Return what the zones did, by outcome."""
    if isinstance(found, Absent):
        return found
    frame = found.table.assign(interval=_intervals(found.table))
    columns = (
        Column("name", "结果 | Outcome"),
        Column("unit", "单位 | Unit"),
        Column("value", "效应 | Effect", 1),
        Column("interval", "95%区间 | 95% interval", right=True),
        Column("p", "p值 | p", 3),
        Column("ours", "示范区城市 | In a zone", 0),
        Column("others", "其余规划城市 | Other cities of the plan", 0),
    )
    return Tabled(source=found.source, frame=frame, columns=columns)


@recorded
def _published() -> list[dict[str, str]]:
    pairs = [f"{n}_{lang}" for n in ("authors", "sample", "method", "finding") for lang in ("zh", "en")]
    return catalog.table("catalog", "studies.csv", columns=("key", *pairs, "outcome"))


def studies(found: AllOutcomes | Absent) -> Tabled:
    """Return what published studies found, with their samples, beside what is found here on the nearest outcome.

    They are told from their abstracts, in our own words.
    """
    names, rows = ("authors", "sample", "method", "finding"), _published()
    frame = pd.DataFrame({n: _names(Both(r[f"{n}_zh"], r[f"{n}_en"]) for r in rows) for n in names})
    own: dict[str, str] = {}
    if isinstance(found, AllOutcomes):
        for name, value, low, high in zip(
            *(found.corrected[c] for c in ("outcome", "value", "low", "high")), strict=True
        ):
            own[str(name)] = interval(float(low), float(high), float(value))
    none = Both("本章没有相应的结果", "no such outcome here")
    frame["ours"] = _names(
        Both(
            f"{OUTCOMES[r['outcome']].name.zh}：{own[r['outcome']]}",
            f"{OUTCOMES[r['outcome']].name.en}: {own[r['outcome']]}",
        )
        if r["outcome"] in own
        else Absent(none)
        for r in rows
    )
    columns = (
        Column("authors", "研究 | Study"),
        Column("sample", "样本 | Sample"),
        Column("method", "方法 | Method"),
        Column("finding", "所见（据摘要） | Finding (from the abstract)"),
        Column("ours", "本章最接近的结果 | Nearest here", missing=none),
    )
    source = found.source if isinstance(found, AllOutcomes) else Passport((plan.document().title,), ())
    return Tabled(source=source, frame=frame, columns=columns)
