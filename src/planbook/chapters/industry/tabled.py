"""The chapter's tables of cities and of comparisons: who leads in services, the plan's cities beside all others.

What stands in them is found in the other modules of this folder.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from planbook import plan
from planbook.chapters import shared, tables
from planbook.chapters.finding import Tabled
from planbook.chapters.industry import firms, growth, jobs, sectors
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.selection import Selection
from planbook.chapters.standings import compared_years
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both, both
from planbook.ground.quantities import Count, Points, Year, known
from planbook.store.provenance import combine, passport

LEADERS = 10  # cities at the top of the ranking whose product is looked at
NO_CHAIN = Both("缺一年指数，不作连乘", "the index of one year is missing: not chained")
NOT_COMPARED = Both("边界有变或缺数，不作比较", "borders changed or a year is missing: not compared")
NO_NATION = Both("没有同口径的全国数", "no national figure of this kind")
WHOM = {"prefectures": Both("对地级市", "all"), "nation": Both("对全国", "nation")}


@dataclass(frozen=True, kw_only=True)
class IndustryRanked(Tabled):
    """The chosen cities by their share of services, with growth and its parts.

    Attributes
    ----------
    leaders : Count
        Cities at the top of the table.
    shrunk : Count
        Those of them that printed a smaller nominal product in the last year than in the first.
    last, first : Year
        These two years; the first is absent where it is the same.
    """

    leaders: Count
    shrunk: Count
    last: Year
    first: Year | Absent


@dataclass(frozen=True, kw_only=True)
class IndustryBeside(Tabled):
    """The chosen cities beside those outside the plan and the nation.

    Attributes
    ----------
    services, secondary, growth : Points
        Chosen cities less those outside the plan: the two shares, and median real growth.
    since : Year
        From when growth counts.
    """

    services: Points | Absent
    secondary: Points | Absent
    growth: Points | Absent
    since: Year


def ranked(sel: Selection, found: growth.GrowthShifts | Absent) -> IndustryRanked | Absent:
    """Return the table of cities by their share of services."""
    own, last = sectors.share("services", sel), sectors.last_printed(sel)
    if own.empty or shared.level(sectors.lines("services", sel)["plan"], last) is None:
        return shared.lacking([sectors.GOAL, sectors.PRODUCT], sel)
    every = growth.real_growth(sel)[0]
    grown = every[every.index.isin(sel.codes)]
    ends = own[own["year"].isin(compared_years(own, sel))]
    leaders = ends[ends["year"] == ends["year"].max()].nlargest(LEADERS, "value")["unit"]
    product = shared.observed(sectors.PRODUCT, sel).pivot(index="unit", columns="year", values="value")
    product = product.reindex(index=leaders, columns=[*{sel.since, last}])
    passports = [passport(pd.concat([ends, growth.index_rows(sel, grown)]), sel.codes)]
    extra: dict[Column, pd.Series] = {}
    if len(grown):
        extra[Column("real", "实际增长（%） | Real growth (%)", 0, NO_CHAIN)] = grown
    if not isinstance(found, Absent):
        passports.append(found.source)
        extra[Column("nominal", "名义增长（%） | Nominal growth (%)", 1, NOT_COMPARED)] = found.by_city[
            "growth"
        ]
        extra |= {_column(str(key)): found.by_city[key] for key in found.by_city if key != "growth"}
    made = tables.cities(own, sel, unit="服务业，% | services, %", source=combine(*passports), extra=extra)
    return IndustryRanked(
        **vars(made),
        leaders=Count(len(leaders)),
        shrunk=Count((product[last] < product[sel.since]).sum()),
        last=Year(last),
        first=Year(sel.since) if sel.since < last else Absent(),
    )


def _column(key: str) -> Column:
    part, _, whom = key.partition(" ")
    label, beside = growth.PARTS[part], WHOM[whom]
    heading = Both(f"{label.zh}，{beside.zh}", f"{label.en.capitalize()}, {beside.en}")
    return Column(key, heading, 1, NOT_COMPARED)


def beside(
    sel: Selection,
    rates: firms.ProfitRates | Absent,
    shares: jobs.JobShares | Absent,
    turned: jobs.JobTurns | Absent,
) -> IndustryBeside | Absent:
    """Return the chosen cities beside those outside the plan and the nation, each measure in its last year."""
    last, turn = sectors.last_printed(sel), turned.late
    every, grown_to = growth.real_growth(sel)
    inside = every.index.isin([c.code for c in plan.cities()])
    grown, theirs = every[every.index.isin(sel.codes)], every[~inside]
    lines = {key: sectors.lines(key, sel) for key in ("services", "secondary")}
    at = {key: {who: shared.level(f, last) for who, f in line.items()} for key, line in lines.items()}
    since, jobs_since = sel.since, turn.first
    measured = [
        _row("服务业比重（%） | Services, share of product (%)", last, **at["services"]),
        _row("第二产业比重（%） | Secondary industry, share of product (%)", last, **at["secondary"]),
        _row(
            f"{since}年以来实际增长，城市为中位数（%） | Real growth since {since}, cities: median (%)",
            grown_to,
            plan=grown.median(),
            others=theirs.median(),
            nation=growth.real_nation(sel, grown_to),
        ),
        _row("利润占资产（%） | Profits over assets (%)", rates.last, plan=rates.ours, others=rates.theirs),
        _row(
            "制造业占单位岗位（%） | Manufacturing, share of unit jobs (%)",
            shares.last,
            plan=shares.manufacturing,
            others=shares.manufacturing_outside,
        ),
        _row(
            "采矿业占单位岗位（%） | Mining, share of unit jobs (%)",
            shares.last,
            plan=shares.mining,
            others=shares.mining_outside,
        ),
        _row(
            f"制造业岗位变化，自{jobs_since}年（%） | Manufacturing jobs, change since {jobs_since} (%)",
            turn.last,
            plan=turn.manufacturing,
            others=turn.manufacturing_outside,
        ),
        _row(
            f"采矿业岗位变化，自{jobs_since}年（%） | Mining jobs, change since {jobs_since} (%)",
            turn.last,
            plan=turn.mining,
            others=turn.mining_outside,
        ),
    ]
    rows = [row for row in measured if pd.notna(row["plan"])]
    if not rows:
        return shared.lacking([*sectors.NEEDED, growth.INDEX], sel)
    behind = [sectors.share("services", sel), sectors.share("secondary", sel), growth.index_rows(sel, grown)]
    sources = [f.source for f in (rates, shares, turned) if not isinstance(f, Absent)]
    china = [sectors.nation("services", sel), shared.nation(growth.INDEX, sel)]
    return IndustryBeside(
        source=combine(passport(pd.concat(behind), sel.codes), *sources, passport(pd.concat(china), [])),
        frame=pd.DataFrame(rows),
        columns=(
            Column("what", "指标 | Measure"),
            Column("year", "年份 | Year"),
            Column("plan", sel.label, 1),
            Column("others", OUTSIDE, 1),
            Column("nation", shared.NATION, 1, NO_NATION),
        ),
        services=_gap(measured[0]),
        secondary=_gap(measured[1]),
        growth=_gap(measured[2]),
        since=Year(since),
    )


def _row(what: str, year: object, *, plan: Any, others: Any, nation: Any = None) -> dict[str, Any]:
    """Return a line of the table; what is missing is NaN."""
    values = {"plan": plan, "others": others, "nation": nation}
    values = {who: np.nan if isinstance(v, Absent) or v is None else float(v) for who, v in values.items()}
    return {"what": both(what), "year": year, **values}


def _gap(row: dict[str, Any]) -> Points | Absent:
    return known(Points, row["plan"] - row["others"])
