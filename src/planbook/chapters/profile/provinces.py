"""The profile of a province: its cities of the plan side by side, their goals, its districts.

The province's own totals are in `planbook.chapters.profile.benchmarks`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.scorecard import INDICATORS, Result, scorecard
from planbook.chapters import kinds
from planbook.chapters.finding import Tabled
from planbook.chapters.profile.districts import CENSUSES
from planbook.chapters.profile.measures import measures
from planbook.chapters.profile.tables import (
    DASH,
    MEDIAN,
    by_measure,
    labelled,
    place,
    remark,
    rows_shown,
    written,
)
from planbook.chapters.selection import BASE_YEAR, GOAL_YEAR
from planbook.errors import UnknownNameError
from planbook.figures import Column
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing
from planbook.plan import PlanUnit
from planbook.store import observations, units
from planbook.store.provenance import passport

SHOWN = ("gdp", "real", "services", "income", "pm25", "inventions")
JUDGED = (
    "real",
    "services",
    "roads",
    "pm25",
    "so2_head",
    "science",
    "inventions",
    "income",
    "doctors",
    "fiscal",
)

# What the plan's kinds are called where there is little room.
SHORT_KINDS = {
    "fast": Both("较快", "fast"),
    "declining": Both("滞缓", "declining"),
    "districts": Both("市辖区", "district"),
}


@dataclass(frozen=True, slots=True)
class Province:
    """A province with units of the plan: its cities and its districts, in the plan's order."""

    code: str
    name: Both
    cities: tuple[PlanUnit, ...]
    districts: tuple[PlanUnit, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of its cities of the plan."""
        return [c.code for c in self.cities]


def province(called: str) -> Province:
    """Return the province that is called so.

    Parameters
    ----------
    called : str
        Code, Chinese name long or short, or English name.

    Raises
    ------
    UnknownNameError
        If no province with units of the plan is called so; those that can be chosen are listed.

    Examples
    --------
    >>> len(province("辽宁").cities), len(province("Beijing").cities)
    (11, 0)
    """
    code = units.province_names().get(str(called).strip().casefold(), "")
    inside = [u for u in plan.units() if u.province_code == code]
    if not inside:
        known = dict.fromkeys(u.province_code for u in plan.units())
        raise UnknownNameError(
            f"{called!r} is no province with units of the plan; these are:",
            [f"{c}  {catalog.provinces()[c].zh} {catalog.provinces()[c].en}" for c in sorted(known)],
        )
    cities = tuple(u for u in inside if u.kind == "city")
    return Province(code, catalog.provinces()[code], cities, tuple(u for u in inside if u.kind != "city"))


def compared(at: Province, year: int, base: int) -> Tabled:
    """Return the province's cities of the plan side by side, and the median of the 95 below."""
    rows = []
    chosen = [measures()[i] for i in SHOWN]
    kind = kinds.positions().set_index("unit")["kind"].to_dict()
    for city in at.cities:
        own = by_measure(city.code, year, base)
        values = {m.id: own[m.id]["value"] for m in chosen}
        values |= {f"{m.id}_remark": remark(m, own[m.id], city.code, year) for m in chosen}
        rows.append(
            {
                "name": city.name,
                "page": f"units/{city.code}",
                "kind": SHORT_KINDS.get(str(kind[city.code])),
                **values,
            }
        )
    middle = by_measure(at.codes[0], year, base)
    rows.append(
        {"name": MEDIAN, "page": None, "kind": DASH, **{m.id: middle[m.id]["median"] for m in chosen}}
    )
    columns = [
        Column("name", Both("城市", "City"), link="page"),
        Column(
            "kind",
            Both("规划以前的定位", "Kind before the plan"),
            missing=Both("增长指数不全", "growth not known"),
        ),
    ]
    for m in chosen:
        last = middle[m.id]["last"]
        at_year = "" if is_missing(last) else str(int(last))
        unit = Both(f"{base}年=100", f"{base} = 100") if m.id == "real" else m.unit
        columns.append(
            Column(
                m.id,
                Both(f"{m.short.zh}{at_year}（{unit.zh}）", f"{m.short.en} {at_year} ({unit.en})"),
                m.decimals,
                flag=f"{m.id}_remark",
            )
        )
    used = rows_shown(chosen, at.codes, year, base)
    note = Both(
        "定位按本书规则，说的是规划以前：较快为发展较快但方式粗放，滞缓为发展滞缓或主导产业衰退",
        "the kinds are the plan's, told apart by this book's rule from the years before it",
    )
    return Tabled(source=passport(used, at.codes, [note]), frame=pd.DataFrame(rows), columns=tuple(columns))


def goals(at: Province) -> Tabled:
    """Return what the numeric goals come to in each city, and in the province's cities of the plan together."""
    goal_ids = ("services_share_pct", "rd_share_pct", "so2", "urban_income_yuan")
    asked = [g for g in plan.goals() if g.id in goal_ids]
    years = range(BASE_YEAR, GOAL_YEAR + 1)
    every = observations.select([i for i in INDICATORS if i != "pension_insured"], at.codes, years)
    rows = []
    for name, codes in [*((c.name, [c.code]) for c in at.cities), *_together(at)]:
        results = scorecard(asked, every[every["unit"].isin(codes)], codes)
        rows.append({"name": name, **{r.goal.id: _verdict(r, len(codes)) for r in results}})
    columns = [Column("name", Both("城市", "City"))]
    short = {
        "services_share_pct": Both("服务业比重", "Services"),
        "rd_share_pct": Both("研发投入强度", "R&D"),
        "so2": Both("工业二氧化硫（替代指标）", "Industrial SO₂ (proxy)"),
        "urban_income_yuan": Both("城镇收入（替代指标）", "Urban income (proxy)"),
    }
    for goal in asked:
        sign = "−" if goal.direction == "reduce_by" else ""
        target = f"{sign}{goal.target:,.10g}"
        name = short[goal.id]
        unit = goal.unit.en if goal.unit.en == "%" else f" {goal.unit.en}"
        label = Both(f"{name.zh}，目标{target}{goal.unit.zh}", f"{name.en}, goal {target}{unit}")
        columns.append(
            Column(goal.id, label, missing=Both("没有可比的数字", "no comparable figures"), right=True)
        )
    notes = [
        Both(
            "目标针对全国老工业基地整体，不是各市的；二氧化硫为断点前2012至2015年工业排放的变化；收入来自B级来源",
            "the goals are set for all bases together, not for a city; SO2 is the change of industrial emissions 2012 to 2015, "
            "before the break; income is from a grade B source",
        )
    ]
    return Tabled(source=passport(every, at.codes, notes), frame=pd.DataFrame(rows), columns=tuple(columns))


def _together(at: Province) -> list[tuple[Both, list[str]]]:
    return [(Both("合计", "Together"), at.codes)] if len(at.codes) > 1 else []


def _verdict(result: Result, cities: int) -> Both | None:
    if result.value is None:
        return None
    reached = (result.leaning or result.verdict) == "met"
    digits = 2 if result.goal.id == "rd_share_pct" else 0 if result.goal.unit.en == "yuan" else 1
    text = decimal(result.value, digits, signed=result.goal.direction == "reduce_by")
    some = (
        Both("", "")
        if result.covered == cities
        else Both(f"，{result.covered}城", f", {result.covered} cities")
    )
    word = Both("达到", "met") if reached else Both("未达到", "not met")
    if result.goal.relation == "proxy":
        word = Both(f"替代指标{word.zh}", f"{word.en} by proxy")
    return Both(f"{text}（{word.zh}{some.zh}）", f"{text} ({word.en}{some.en})")


def leaders(at: Province, year: int, base: int) -> Tabled:
    """Return the first and the last of the province's cities by each measure, with their rank among the 95."""
    names = {c.code: c.name for c in at.cities}
    standings = {c: by_measure(c, year, base) for c in at.codes}
    rows = []
    for m in (measures()[i] for i in JUDGED):
        ranked = sorted(
            (own[m.id]["rank"], c) for c, own in standings.items() if not is_missing(own[m.id]["rank"])
        )
        if len(ranked) < 2:
            continue
        row: dict[str, object] = {
            "name": labelled(m, base),
            "year": int(standings[ranked[0][1]][m.id]["last"]),
        }
        for side, (_, code) in (("first", ranked[0]), ("last", ranked[-1])):
            own = standings[code][m.id]
            value, rank = written(m, own["value"]), place(own["rank"], own["of"])
            row[side] = Both(f"{names[code].zh} {value.zh}", f"{names[code].en} {value.en}")
            row[f"{side}_rank"] = rank
        rows.append(row)
    columns = (
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("year", Both("年份", "Year")),
        Column("first", Both("最前", "First")),
        Column("first_rank", Both("95城位次", "Rank among the 95"), right=True),
        Column("last", Both("最后", "Last")),
        Column("last_rank", Both("95城位次", "Rank among the 95"), right=True),
    )
    used = rows_shown([measures()[i] for i in JUDGED], at.codes, year, base)
    frame = pd.DataFrame(rows, columns=[c.key for c in columns])
    return Tabled(source=passport(used, at.codes), frame=frame, columns=columns)


def districts(at: Province, year: int) -> Tabled:
    """Return the districts of the plan in a province: what two censuses say of them."""
    rows = []
    ids = ("census_population", "census_manufacturing_share_pct")
    for d in at.districts:
        frame = observations.select(ids, [d.code], [y for y in CENSUSES if y <= year])
        value = {
            (str(i), int(y)): float(v)
            for i, y, v in frame[["indicator", "year", "value"]].itertuples(index=False)
        }
        then, now = (value.get((ids[0], y)) for y in CENSUSES)
        moved = None if then is None or now is None else 100 * (now / then - 1)
        flags = {f for cell in frame["flag"] for f in cell.split(";") if f == "successor"}
        rows.append(
            {
                "name": d.name,
                "page": f"units/{d.code}",
                "now": None if now is None else now / 1e4,
                "change": moved,
                "made_then": value.get((ids[1], 2010)),
                "made": value.get((ids[1], 2020)),
                "flag": catalog.flags()["successor"] if flags else None,
            }
        )
    blank = Both("该次普查的分县资料未列", "not in that census's tables by county")
    columns = (
        Column("name", Both("区", "District"), link="page"),
        Column("now", Both("2020年人口（万人）", "People 2020 (10,000)"), 1, flag="flag"),
        Column("change", Both("较2010年（%）", "Since 2010 (%)"), 1, blank),
        Column("made_then", Both("2010年制造业占就业（%）", "Manufacturing 2010 (% of jobs)"), 1, blank),
        Column("made", Both("2020年制造业占就业（%）", "Manufacturing 2020 (% of jobs)"), 1, blank),
    )
    used = observations.select(ids, [d.code for d in at.districts], [y for y in CENSUSES if y <= year])
    return Tabled(source=passport(used, []), frame=pd.DataFrame(rows), columns=columns)
