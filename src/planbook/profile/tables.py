"""The tables and small charts of a city's profile: key indicators, trends, peers, gaps in the data.

What they show is computed in `planbook.profile.standing`; here it is put into words, units and columns.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from planbook import catalog, observations, plan
from planbook.analysis.standing import notable
from planbook.figures import Column, Panel, Table, Trends
from planbook.language import Both
from planbook.numerals import decimal, is_missing
from planbook.plan import PlanUnit
from planbook.profile.measures import Measure, crossed, measures
from planbook.profile.standing import course, peers, standing
from planbook.prose import Sentence, phrase, say
from planbook.prose import year as in_year
from planbook.provenance import Passport, passport

DASH = Both("—", "—")
MEDIAN = Both("95城中位数", "Median of the 95")
_MEDIAN_IN_TEXT = Both("95城中位数", "median of the 95")
NATION = Both("全国", "China")
TRENDS = (
    *("services", "secondary", "green_cover", "roads"),
    *("pm25", "so2_head", "science", "inventions"),
    *("income", "doctors", "fiscal", "private"),
)
_LEVEL = Both("水平", "level")
_RULE = Both(
    "规则：水平或变化排在有数城市的前五分之一为长处，后五分之一为差距，各列至多四项；产出总量、人口和第二产业比重无所谓好坏，不计",
    "The rule: a level or a change in the best fifth of the cities with data is a strength, in the worst fifth a gap, four "
    "of each at most; product, population and the share of secondary industry are neither good nor bad and left out",
)
_NO_COUNTERPART = Both("没有可比的全国数", "no national counterpart")
_FEW = Both("断点后不足两年，或一年无数", "less than two comparable years")


def by_measure(unit: str, year: int, base: int) -> dict[str, dict[Hashable, Any]]:
    """Return a city's standing as a mapping: measure → its row."""
    return {row["measure"]: row for row in standing(unit, year, base).to_dict("records")}


def written(m: Measure, value: float | None, *, signed: bool = False) -> Both:
    """Return a value of a measure in its digits; a dash where there is none.

    Examples
    --------
    >>> written(measures()["services"], 45.25).en
    '45.2'
    """
    if value is None or is_missing(value):
        return DASH
    text = decimal(value, m.decimals, signed=signed)
    return Both(text, text)


def labelled(m: Measure, base: int) -> Both:
    """Return the name of a measure with its unit; the unit of an index names its base year."""
    unit = Both(f"{base}年=100", f"{base} = 100") if m.id == "real" else m.unit
    if "（" in m.name.zh:
        return Both(f"{m.name.zh[:-1]}，{unit.zh}）", f"{m.name.en[:-1]}, {unit.en})")
    return Both(f"{m.name.zh}（{unit.zh}）", f"{m.name.en} ({unit.en})")


def moved(m: Measure, change: float, first: float, base: int) -> Both:
    """Return a change in words: its unit, and the year it is measured from where that is not the base year.

    Examples
    --------
    >>> moved(measures()["services"], 3.21, 2012, 2012).zh, moved(measures()["people"], -3.21, 2017, 2012).en
    ('+3.2点', '−3.2% since 2017')
    """
    if m.change == "percent":
        text = decimal(change, 1, signed=True) + "%"
        unit = Both("", "")
    else:
        text = decimal(change, m.decimals, signed=True)
        unit = Both("点", " pts") if m.unit.zh == "%" else Both("", "")
    since = Both("", "") if int(first) == base else Both(f"（{int(first)}年起）", f" since {int(first)}")
    return Both(text + unit.zh + since.zh, text + unit.en + since.en)


def place(rank: float, of: float) -> Both:
    """Return a rank among how many; a dash where there is none."""
    text = "—" if is_missing(rank) else f"{int(rank)}/{int(of)}"
    return Both(text, text)


def flagged(ids: str) -> Both | None:
    """Return what a value is marked with, in words."""
    texts = [catalog.flags()[f] for f in ids.split(";") if f]
    return Both("；".join(t.zh for t in texts), "; ".join(t.en for t in texts)) if texts else None


def key_indicators(city: PlanUnit, year: int, base: int) -> Table:
    """Return the table of a city's key indicators: value, rank, change, and what stands beside it.

    Parameters
    ----------
    city : PlanUnit
        One of the plan's cities.
    year, base : int
        As in `planbook.profile.standing.standing`.
    """
    near = [standing(u, year, base).set_index("measure")["value"] for u in peers(city.code, base)["unit"]]
    alike = pd.concat(near, axis=1).median(axis=1) if near else pd.Series(dtype="float64")
    rows = []
    for id_, row in by_measure(city.code, year, base).items():
        m = measures()[id_]
        known = not is_missing(row["value"])
        last = None if is_missing(row["last"]) else int(row["last"])
        why = catalog.why_missing(_lacking(m, city.code, last or year), last or year, city.code)
        told = not is_missing(row["change"])
        rows.append(
            {
                "name": labelled(m, base),
                "value": written(m, row["value"]) if known else None,
                "flag": flagged(row["flag"]) if known else why,
                "year": last,
                "rank": place(row["rank"], row["of"]),
                "change": moved(m, row["change"], row["first"], base) if told else None,
                "why": None if told else m.unchanged if not m.change else _FEW,
                "moved": place(row["change_rank"], row["change_of"]),
                "alike": written(m, alike.get(m.id)),
                "median": written(m, row["median"]),
                "nation": written(m, row["nation"]) if not is_missing(row["nation"]) else None,
            }
        )
    columns = (
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("value", city.name, flag="flag"),
        Column("year", Both("年份", "Year")),
        Column("rank", Both("位次", "Rank")),
        Column("change", Both(f"较{base}年变化", f"Change since {base}"), flag="why"),
        Column("moved", Both("变化位次", "Rank by change")),
        Column("alike", Both("五个相似城市", "Five similar cities")),
        Column("median", MEDIAN),
        Column("nation", NATION, missing=_NO_COUNTERPART),
    )
    title = phrase(
        "{who}的主要指标，{year}年或最近有数的年份",
        "Key indicators of {who}, {year} or the last year with data",
        who=city.name,
        year=in_year(year),
    )
    return Table(pd.DataFrame(rows), columns, title, used(city, year, base))


def _lacking(m: Measure, unit: str, year: int) -> str:
    """Return the part of a measure that a city does not print in a year; the first if it prints all."""
    present = set(observations.select(m.parts, [unit], [year])["indicator"])
    return next((i for i in m.parts if i not in present), m.top)


def used(city: PlanUnit, year: int, base: int) -> Passport:
    """Return the passport of a city's key indicators: its own rows of the years compared, and the note on ranks."""
    ids = sorted({i for m in measures().values() for i in m.parts})
    rows = observations.select(ids, [city.code], range(base, year + 1))
    shown = set(standing(city.code, year, base)[["last", "first"]].stack().dropna().astype(int))
    note = Both(
        "位次1为最好（产出总量、第二产业比重和户籍人口为最高）；相似城市与95城为中位数；人均按户籍人口；收入变化按当年价格",
        "rank 1 is the best (the highest for product, secondary industry and population); similar cities and the 95 are medians; "
        "per head of registered population; the change of income is at current prices",
    )
    found = passport(rows[rows["year"].isin(shown)], [], [note])
    return Passport(found.sources, found.years, breaks=found.breaks, flags=found.flags, notes=found.notes)


def trends(city: PlanUnit, year: int, base: int, shown: Sequence[str] = TRENDS) -> Trends:
    """Return small charts of a city beside the median of the 95, two for each chapter from industry to reform."""
    frame = course(city.code, year, base)
    panels = []
    for m in (measures()[i] for i in shown):
        own = frame[frame["measure"] == m.id].set_index("year")
        years = [int(y) for y in own.index]
        at = sorted({b.year for b in crossed(m, years[0], years[-1], city.code)}) if years else []
        panels.append(Panel(m.short, m.unit, _series(own["own"]), _series(own["median"]), at, m.decimals))
    rows = observations.select(
        [i for k in shown for i in measures()[k].parts], [city.code], range(2003, year + 1)
    )
    title = phrase(
        "{who}与{n}，各章两项", "{who} beside the {n}, two panels a chapter", who=city.name, n=_MEDIAN_IN_TEXT
    )
    return Trends(
        panels, (city.name, _MEDIAN_IN_TEXT), title, (observations.FIRST_YEAR, year), passport(rows, [])
    )


def strengths_and_gaps(city: PlanUnit, year: int, base: int) -> Table | Sentence:
    """Return what a city is among the best and the worst fifth at, by the rule of `planbook.analysis.standing.notable`."""
    frame = standing(city.code, year, base)
    judged = [m.id for m in measures().values() if m.direction != "neutral"]
    good, bad = notable(frame[frame["measure"].isin(judged)])
    rows = []
    for side, found in ((Both("长处", "Strength"), good), (Both("差距", "Gap"), bad)):
        for row in found.to_dict("records"):
            m, level = measures()[row["measure"]], row["by"] == "level"
            first = None if level else int(row["first"])
            rows.append(
                {
                    "side": side,
                    "name": labelled(m, base),
                    "by": _LEVEL if level else Both(f"{first}年以来的变化", f"change since {first}"),
                    "value": written(m, row["value"])
                    if level
                    else moved(m, row["change"], int(row["first"]), int(row["first"])),
                    "year": int(row["last"]),
                    "rank": place(row["rank"], row["of"])
                    if level
                    else place(row["change_rank"], row["change_of"]),
                }
            )
    if not rows:
        return say("没有一项排在前五分之一或后五分之一。", "Nothing ranks in the best or the worst fifth.")
    columns = (
        Column("side", Both("", "")),
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("by", Both("依据", "By")),
        Column("value", Both("数值", "Value")),
        Column("year", Both("年份", "Year")),
        Column("rank", Both("位次", "Rank")),
    )
    title = phrase("{who}的长处与差距", "Strengths and gaps of {who}", who=city.name)
    return Table(pd.DataFrame(rows), columns, title, Passport((), (), notes=(_RULE,)))


def _series(column: pd.Series) -> dict[int, float]:
    return {int(str(year)): float(value) for year, value in column.items()}


def apart(distance: float | None) -> Both:
    """Return a distance in its digits; a dash for the city itself."""
    text = "—" if distance is None else decimal(distance, 2)
    return Both(text, text)


def similar(
    city: PlanUnit,
    year: int,
    base: int,
    shown: Sequence[str] = ("real", "services", "income", "pm25", "inventions"),
) -> Table:
    """Return how a city and those most like it in structure did: levels, and changes where years compare."""
    near = peers(city.code, base)
    names = {c.code: c.name for c in plan.cities()}
    chosen = [measures()[i] for i in shown]
    rows = []
    for unit, distance in [(city.code, None), *near.itertuples(index=False)]:
        cells = by_measure(str(unit), year, base)
        values = {m.id: cells[m.id]["value"] for m in chosen}
        rows.append({"name": names[str(unit)], "distance": apart(distance), **values})
    own = by_measure(city.code, year, base)
    rows.append({"name": MEDIAN, "distance": DASH, **{m.id: own[m.id]["median"] for m in chosen}})
    columns = [
        Column("name", Both("城市", "City")),
        Column("distance", Both("结构距离", "Distance")),
    ]
    for m in chosen:
        last = own[m.id]["last"]
        at = "" if is_missing(last) else str(int(last))
        unit = Both(f"{base}年=100", f"{base} = 100") if m.id == "real" else m.unit
        label = Both(f"{m.short.zh}{at}（{unit.zh}）", f"{m.short.en} {at} ({unit.en})")
        columns.append(Column(m.id, label, m.decimals))
    title = phrase(
        "按{base}年结构与{who}最相似的五个城市，及其后来",
        "The five cities most like {who} in structure in {base}, and how they did",
        who=city.name,
        base=in_year(base),
    )
    note = Both(
        "距离按三次产业比重、人均产出（对数）、制造业与采矿业就业比重、市辖区人口比重的标准化欧氏距离，不计规模",
        "distance: standardised Euclidean over the shares of secondary industry and services, the logarithm of product "
        "per head, the shares of manufacturing and mining in employment and of people in city districts; not size",
    )
    ids = [i for m in chosen for i in m.parts]
    used_rows = observations.select(ids, [city.code, *near["unit"]], [base, year])
    return Table(pd.DataFrame(rows), tuple(columns), title, passport(used_rows, [], [note]))
