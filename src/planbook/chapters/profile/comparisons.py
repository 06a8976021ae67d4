"""A city's strengths and gaps, and the cities most like it, as tables."""

import pandas as pd

from planbook import plan
from planbook.analysis.standing import notable
from planbook.chapters.finding import Tabled
from planbook.chapters.profile.measures import measures
from planbook.chapters.profile.standing import peers, standing
from planbook.chapters.profile.tables import (
    DASH,
    MEDIAN,
    by_measure,
    flagged,
    labelled,
    moved,
    place,
    remark,
    rows_shown,
    written,
)
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import Passport, passport

_LEVEL = Both("水平", "level")
_NOTHING = Both("没有一项排在前五分之一或后五分之一。", "Nothing ranks in the best or the worst fifth.")
_UNLIKE = Both(
    "基年的结构指标不全，不列相似的城市。",
    "Its structure in the base year is not known well enough to name similar cities.",
)
_RULE = Both(
    "水平或变化排在有数城市的前五分之一为长处，后五分之一为差距，各列至多四项；产出总量、人口和第二产业比重无所谓好坏，不计",
    "A level or a change in the best fifth of the cities with data is a strength, in the worst fifth a gap, four of each at "
    "most; product, people and secondary industry are not judged",
)


def strengths_and_gaps(city: PlanUnit, year: int, base: int) -> Tabled | Absent:
    """Return what a city is among the best and the worst fifth at, by the rule of `planbook.analysis.standing.notable`."""
    frame = standing(city.code, year, base)
    judged = [m.id for m in measures().values() if m.direction != "neutral"]
    good, bad = notable(frame[frame["measure"].isin(judged)])
    rows: list[dict[str, object]] = []
    behind: list[pd.DataFrame] = []
    for side, found in ((Both("长处", "Strength"), good), (Both("差距", "Gap"), bad)):
        for row in found.to_dict("records"):
            m, level = measures()[row["measure"]], row["by"] == "level"
            first = None if level else int(row["first"])
            last = int(row["last"])
            # an index is made of the indices of all its years
            years = range(base + 1, last + 1) if m.id == "real" else sorted({first or last, last})
            behind.append(observations.select(m.parts, [city.code], years))
            rows.append(
                {
                    "side": side,
                    "name": labelled(m, base),
                    "by": _LEVEL if level else Both(f"{first}年以来的变化", f"change since {first}"),
                    "value": written(m, row["value"]) if level else moved(m, row["change"]),
                    "flag": flagged(row["flag"]),
                    "year": last,
                    "rank": place(row["rank"], row["of"])
                    if level
                    else place(row["change_rank"], row["change_of"]),
                }
            )
    if not rows:
        return Absent(_NOTHING)
    columns = (
        Column("side", Both("", "")),
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("by", Both("依据", "By")),
        Column("value", Both("数值", "Value"), flag="flag", right=True),
        Column("year", Both("年份", "Year")),
        Column("rank", Both("位次", "Rank"), right=True),
    )
    origin = passport(pd.concat(behind), [])
    source = Passport(origin.sources, origin.years, notes=(_RULE,), ids=origin.ids)
    return Tabled(source=source, frame=pd.DataFrame(rows), columns=columns)


def apart(distance: float | None) -> Both:
    """Return a distance in its digits; a dash for the city itself."""
    text = "—" if distance is None else decimal(distance, 2)
    return Both(text, text)


def similar(
    city: PlanUnit,
    year: int,
    base: int,
    shown: tuple[str, ...] = ("real", "services", "income", "pm25", "inventions"),
) -> Tabled | Absent:
    """Return how a city and those most like it in structure did: levels, and changes where years compare."""
    near = peers(city.code, base)
    if near.empty:
        return Absent(_UNLIKE)
    names = {c.code: c.name for c in plan.cities()}
    chosen = [measures()[i] for i in shown]
    rows = []
    for unit, distance in [(city.code, None), *near.itertuples(index=False)]:
        cells = by_measure(str(unit), year, base)
        values = {m.id: cells[m.id]["value"] for m in chosen}
        values |= {f"{m.id}_remark": remark(m, cells[m.id], str(unit), year) for m in chosen}
        rows.append(
            {"name": names[str(unit)], "page": f"units/{unit}", "distance": apart(distance), **values}
        )
    own = by_measure(city.code, year, base)
    rows.append({"name": MEDIAN, "distance": DASH, **{m.id: own[m.id]["median"] for m in chosen}})
    columns = [
        Column("name", Both("城市", "City"), link="page"),
        Column("distance", Both("结构距离", "Distance"), right=True),
    ]
    for m in chosen:
        last = own[m.id]["last"]
        at = "" if is_missing(last) else str(int(last))
        unit = Both(f"{base}年=100", f"{base} = 100") if m.id == "real" else m.unit
        label = Both(f"{m.short.zh}{at}（{unit.zh}）", f"{m.short.en} {at} ({unit.en})")
        columns.append(Column(m.id, label, m.decimals, flag=f"{m.id}_remark"))
    note = Both(
        "距离为标准化欧氏距离：第二、三产业比重，人均产出（对数），制造业、采矿业就业比重，市辖区人口比重；不计规模",
        "distance: standardised Euclidean over secondary industry, services, product per head (logarithm), jobs in "
        "manufacturing and in mining, people in city districts; not size",
    )
    found = passport(rows_shown(chosen, [city.code, *near["unit"]], year, base), [])
    # levels of one year cross no break, and each mark stands below the table
    told = Passport(found.sources, found.years, notes=(note,), ids=found.ids)
    return Tabled(source=told, frame=pd.DataFrame(rows), columns=tuple(columns))
