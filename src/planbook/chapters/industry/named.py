"""The industries and cities that the plan's boxes name, and how they fared: real growth, services, jobs, profits.

Boxes 2 and 3 name cities for traditional and for emerging industries. To be named is not to be supported.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from planbook import plan
from planbook.analysis.change import change
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.industry import firms, growth, jobs
from planbook.chapters.industry.sectors import last_printed, share
from planbook.chapters.selection import Selection
from planbook.chapters.standings import last_year
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store.provenance import combine, passport

TRADITIONAL, EMERGING = 2, 3  # the plan's boxes
KINDS = {
    "traditional": Both("传统产业点名", "traditional"),
    "emerging": Both("新兴产业点名", "emerging"),
    "neither": Both("未点名", "not named"),
}
SAID = {TRADITIONAL: Both("（传统）", " (traditional)"), EMERGING: Both("（新兴）", " (emerging)")}
NONE_HERE = Both("所选地区没有点名的城市", "no city named in the chosen region")
ALL_CHOSEN = Both("全部规划城市", "All chosen cities")
DESCRIBED = Both(
    "前三项为中位数，利润为合计占年鉴两年均有数城市的比重；多数产业只有三到七个城市，仅作描述",
    "the first three are medians, profits a sum over that of the yearbook's cities with both years; most groups have three "
    "to seven cities: a description, no more",
)


@dataclass(frozen=True, kw_only=True)
class NamedMedians:
    """Median real growth of the cities named and of those not named, in per cent; absent where there is no such city.

    Attributes
    ----------
    emerging, traditional, neither : Percent
        A city named for both kinds is in both.
    """

    emerging: Percent | Absent
    traditional: Percent | Absent
    neither: Percent | Absent

    @property
    def faster(self) -> int:
        """How many of the two kinds of city named grew faster than those not named."""
        return sum(bool(own > self.neither) for own in (self.emerging, self.traditional))


@dataclass(frozen=True, kw_only=True)
class NamedGrowth(Finding):
    """Real growth of the cities named by the boxes.

    Attributes
    ----------
    first, last : Year
        The two years.
    cities : Count
        Chosen cities with the index of every year.
    medians, elsewhere : NamedMedians
        Of the chosen cities; of those outside the Northeast, where there are both.
    faster : Count
        How many of the two kinds of city named grew faster than those not named: 0, 1 or 2.
    median : Percent
        Of all chosen cities.
    nation : Percent
        Real growth of the nation.
    rows : pandas.DataFrame
        unit, name, group, kind, value (per cent): a row a city and kind.
    """

    first: Year
    last: Year
    cities: Count
    medians: NamedMedians
    elsewhere: NamedMedians | Absent
    faster: Count
    median: Percent
    nation: Percent | Absent
    rows: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class NamedGroups(Tabled):
    """The thirteen industries of the boxes beside all chosen cities.

    Attributes
    ----------
    best, worst : Both
        The industries whose cities have the highest and the lowest median real growth.
    most, least : Percent
        These medians.
    emerging, traditional : Count
        Industries of the two boxes.
    """

    best: Both | Absent
    worst: Both | Absent
    most: Percent | Absent
    least: Percent | Absent
    emerging: Count
    traditional: Count


def members(sel: Selection) -> dict[str, list[str]]:
    """Return the chosen cities named for traditional industries, for emerging ones, and for neither."""
    boxes = {"traditional": TRADITIONAL, "emerging": EMERGING}
    inside = set(sel.codes)
    named = {
        kind: list(
            dict.fromkeys(c.unit for g in plan.industry_groups(box) for c in g.cities if c.unit in inside)
        )
        for kind, box in boxes.items()
    }
    seen = {code for codes in named.values() for code in codes}
    return {**named, "neither": [c for c in sel.codes if c not in seen]}


def named(sel: Selection) -> NamedGrowth | Absent:
    """Return real growth since the base year of the cities named and of those not named."""
    every, last = growth.real_growth(sel)
    grown = every[every.index.isin(sel.codes)]
    if grown.empty:
        return shared.lacking([growth.INDEX], sel)
    rest = [c.code for c in sel.cities if c.region != "northeast"]
    medians = _medians(grown, sel)
    china = shared.nation(growth.INDEX, sel)
    return NamedGrowth(
        source=combine(
            passport(growth.index_rows(sel, grown), sel.codes), passport(china[china["year"] > sel.since], [])
        ),
        first=Year(sel.since),
        last=Year(last),
        cities=Count(len(grown)),
        medians=medians,
        elsewhere=_medians(grown[grown.index.isin(rest)], sel)
        if 0 < len(rest) < len(sel.codes)
        else Absent(),
        faster=Count(medians.faster),
        median=Percent(grown.median()),
        nation=growth.real_nation(sel, last),
        rows=_rows(grown, sel),
    )


def _medians(grown: pd.Series, sel: Selection) -> NamedMedians:
    found = {kind: known(Percent, grown.reindex(codes).median()) for kind, codes in members(sel).items()}
    return NamedMedians(**found)


def _rows(grown: pd.Series, sel: Selection) -> pd.DataFrame:
    frames = []
    for kind, codes in members(sel).items():
        made = pd.DataFrame({"unit": codes, "value": grown.reindex(codes).to_numpy(), "group": kind})
        made["name"] = pd.Series([sel.name(c) for c in codes], dtype="object")
        made["kind"] = pd.Series([KINDS[kind]] * len(made), dtype="object")
        frames.append(made)
    return pd.concat(frames, ignore_index=True)


def groups(sel: Selection, turned: jobs.JobTurns | Absent) -> NamedGroups:
    """Return how the cities of each industry of the boxes fared; without any measure only who they are.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.
    turned : JobTurns
        What became of jobs: its last span is the one compared.
    """
    every, last = growth.real_growth(sel)
    grown = every[every.index.isin(sel.codes)]
    own, end = share("services", sel), last_printed(sel)
    services = _difference(own, sel.since, end)
    kept = jobs.city_turn(sel, turned.late) if isinstance(turned, jobs.JobTurns) else own[:0]
    moved = pd.Series(dtype=float)
    if isinstance(turned, jobs.JobTurns):
        span = int(turned.late.first), int(turned.late.last)
        moved = change(kept, *span).set_index("unit")["change"]
    measures = {"growth": grown, "services": services, "jobs": moved}
    measures = {key: values for key, values in measures.items() if len(values)}  # no column without a value
    profit = _profits(sel)
    at = [int(y) for y in sorted(profit["year"].unique())]
    profit_at = dict(zip(("profit_before", "profit"), [*at[:1], *at[1:][-1:]], strict=False))
    rows = [
        _line(g.box, g.name, [c.unit for c in g.cities], measures, profit, profit_at, sel)
        for g in plan.industry_groups()
    ]
    rows.append(_line(0, ALL_CHOSEN, sel.codes, measures, profit, profit_at, sel))
    frame = pd.DataFrame(rows)
    ends = own[own["year"].isin([sel.since, end])]
    behind = [growth.index_rows(sel, grown), ends, kept, profit[profit["unit"].isin(sel.codes)]]
    source = passport(pd.concat(behind), sel.codes)
    return NamedGroups(
        source=replace(source, notes=(*source.notes, _spans(sel, max(last, end), turned), DESCRIBED)),
        frame=frame,
        columns=_columns([*measures], profit_at),
        **_ends(frame),
        traditional=Count(len(plan.industry_groups(TRADITIONAL))),
        emerging=Count(len(plan.industry_groups(EMERGING))),
    )


def _difference(frame: pd.DataFrame, first: int, last: int) -> pd.Series:
    if first >= last:
        return pd.Series(dtype=float)
    return change(frame, first, last, kind="difference").set_index("unit")["change"]


def _profits(sel: Selection) -> pd.DataFrame:
    """Return industrial profits in the first and last year compared, of the yearbook's cities that have both."""
    rows = shared.observed(firms.PROFIT, sel, everywhere=True)
    since = max(sel.since, firms.threshold_since(sel))
    last = last_year(rows[rows["unit"].isin(sel.codes)])
    rows = rows[rows["year"].isin([since, last])]
    return rows[rows.groupby("unit")["year"].transform("size") == rows["year"].nunique()]


def _line(
    box: int,
    name: Both,
    codes: list[str],
    measures: dict[str, pd.Series],
    profit: pd.DataFrame,
    profit_at: dict[str, int],
    sel: Selection,
) -> dict[str, object]:
    codes = [c for c in dict.fromkeys(codes) if c in set(sel.codes)]
    names = [sel.name(c) for c in codes] if box else []
    kind = SAID.get(box, Both("", ""))
    ours = profit[profit["unit"].isin(codes)].groupby("year")["value"].sum()
    part = 100 * ours / profit.groupby("year")["value"].sum()
    return {
        "group": Both(name.zh + kind.zh, name.en + kind.en),
        "industry": name,
        "box": box,
        "n": len(codes),
        **{key: values.reindex(codes).median() for key, values in measures.items()},
        **{key: part.get(year) for key, year in profit_at.items()},
        "cities": Both("、".join(n.zh for n in names), ", ".join(n.en for n in names)),
    }


def _ends(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the industries at the ends of real growth; absent where fewer than two have any."""
    known_of = frame[frame["box"] > 0].dropna(subset=["growth"]) if "growth" in frame else frame[:0]
    if len(known_of) < 2:
        return dict.fromkeys(("best", "worst", "most", "least"), Absent())
    ordered = known_of.sort_values("growth", kind="stable")
    top, bottom = ordered.iloc[-1], ordered.iloc[0]
    return {
        "best": _inside(top["industry"]),
        "worst": _inside(bottom["industry"]),
        "most": Percent(top["growth"]),
        "least": Percent(bottom["growth"]),
    }


def _inside(label: Both) -> Both:
    """Return a label as it stands inside a sentence, without the English capital."""
    return Both(label.zh, label.en[:1].lower() + label.en[1:])


def _columns(measures: list[str], profit_at: dict[str, int]) -> tuple[Column, ...]:
    heads = {
        "growth": Column("growth", "实际增长（%） | Real growth (%)", 0, NONE_HERE),
        "services": Column(
            "services", "服务业比重变化（百分点） | Services share, change (points)", 1, NONE_HERE
        ),
        "jobs": Column("jobs", "制造业岗位变化（%） | Manufacturing jobs, change (%)", 0, NONE_HERE),
    }
    return (
        Column("group", "产业 | Industry"),
        Column("n", "城市数 | Cities", 0),
        *(heads[key] for key in measures),
        *(
            Column(key, f"利润份额{year}年（%） | Profit share {year} (%)", 1, NONE_HERE)
            for key, year in profit_at.items()
        ),
        Column("cities", "城市 | Cities", missing=NONE_HERE),
    )


def _spans(sel: Selection, last: int, turned: jobs.JobTurns | Absent) -> Both:
    jobs_zh = f"，岗位为{turned.late.first}至{turned.late.last}年" if turned else ""
    jobs_en = f", jobs of {turned.late.first} to {turned.late.last}" if turned else ""
    return Both(
        f"增长和服务业比重为{sel.since}至{last}年{jobs_zh}",
        f"growth and the share of services are those of {sel.since} to {last}{jobs_en}",
    )
