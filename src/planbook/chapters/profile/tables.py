"""The table of a city's key indicators and its small charts, and how values, changes and ranks are written.

What they show is computed in `planbook.chapters.profile.standing`; peers, strengths and gaps are shown by
`planbook.chapters.profile.comparisons`.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from planbook import catalog
from planbook.chapters.finding import Drawn, Tabled
from planbook.chapters.profile.measures import Measure, codes, crossed, measures
from planbook.chapters.profile.standing import course, peers, standing
from planbook.figures import Column, Panel, Trends
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import Passport, passport

DASH = Both("—", "—")
MEDIAN = Both("95城中位数", "Median of the 95")
_MEDIAN_IN_TEXT = Both("95城中位数", "median of the 95")
NATION = Both("全国", "China")
TRENDS = (
    *("services", "secondary", "green_cover", "roads"),
    *("pm25", "so2_head", "science", "inventions"),
    *("income", "doctors", "fiscal", "private"),
)
NO_COUNTERPART = Both("没有可比的全国数", "no national counterpart")
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


def moved(m: Measure, change: float) -> Both:
    """Return a change with its sign and unit: per cent, points for shares, else the unit of the measure.

    Examples
    --------
    >>> moved(measures()["services"], 3.21).zh, moved(measures()["people"], -3.21).en
    ('+3.2点', '−3.2%')
    """
    if m.change == "percent":
        text = decimal(change, 1, signed=True) + "%"
        return Both(text, text)
    text = decimal(change, m.decimals, signed=True)
    return Both(text + "点", text + " pts") if m.unit.zh == "%" else Both(text, text)


def place(rank: float, of: float) -> Both:
    """Return a rank among how many; a dash where there is none."""
    text = "—" if is_missing(rank) else f"{int(rank)}/{int(of)}"
    return Both(text, text)


def flagged(ids: str) -> Both | None:
    """Return what a value is marked with, in words."""
    texts = [catalog.flags()[f] for f in ids.split(";") if f]
    return Both("；".join(t.zh for t in texts), "; ".join(t.en for t in texts)) if texts else None


def remark(m: Measure, row: dict[Hashable, Any], unit: str, year: int) -> Both | None:
    """Return what a value is marked with or, where it is missing, why."""
    if not is_missing(row["value"]):
        return flagged(row["flag"])
    at = year if is_missing(row["last"]) else int(row["last"])
    return catalog.why_missing(_lacking(m, unit, at), at, unit)


def key_indicators(city: PlanUnit, year: int, base: int) -> Tabled:
    """Return the table of a city's key indicators: value, rank, change, and what stands beside it.

    Parameters
    ----------
    city : PlanUnit
        One of the plan's cities.
    year, base : int
        As in `planbook.chapters.profile.standing.standing`.
    """
    near = [standing(u, year, base).set_index("measure")["value"] for u in peers(city.code, base)["unit"]]
    alike = pd.concat(near, axis=1).median(axis=1) if near else pd.Series(dtype="float64")
    rows = []
    for id_, row in by_measure(city.code, year, base).items():
        m = measures()[id_]
        known = not is_missing(row["value"])
        last = None if is_missing(row["last"]) else int(row["last"])
        told = not is_missing(row["change"])
        rows.append(
            {
                "name": labelled(m, base),
                "value": written(m, row["value"]) if known else None,
                "flag": remark(m, row, city.code, year),
                "years": span_written(row["first"] if told else None, last),
                "rank": place(row["rank"], row["of"]),
                "change": moved(m, row["change"]) if told else None,
                "why": None if told else m.unchanged if not m.change else _FEW,
                "moved": place(row["change_rank"], row["change_of"]),
                "alike": written(m, alike.get(m.id)),
                "median": written(m, row["median"]),
                "nation": written(m, row["nation"]) if not is_missing(row["nation"]) else None,
            }
        )
    columns = (
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("value", city.name, flag="flag", right=True),
        Column("rank", Both("位次", "Rank"), right=True),
        Column("change", Both("变化", "Change"), flag="why", right=True),
        Column("moved", Both("变化位次", "Rank by change"), right=True),
        Column("years", Both("年份", "Years"), right=True),
        Column("alike", Both("相似五城", "Five similar"), right=True),
        Column("median", MEDIAN, right=True),
        Column("nation", NATION, missing=NO_COUNTERPART, right=True),
    )
    return Tabled(source=used(city, year, base), frame=pd.DataFrame(rows), columns=columns)


def _lacking(m: Measure, unit: str, year: int) -> str:
    """Return the part of a measure that a city does not print in a year; the first if it prints all."""
    present = set(observations.select(m.parts, [unit], [year])["indicator"])
    return next((i for i in m.parts if i not in present), m.top)


def span_written(first: float | None, last: int | None) -> str | None:
    """Write the years of a value and its change: 2012–2022, the last alone where there is no change."""
    if last is None:
        return None
    return str(last) if first is None or is_missing(first) else f"{int(first)}–{last}"


def used(city: PlanUnit, year: int, base: int) -> Passport:
    """Return the passport of a city's key indicators: its own rows of the years compared, and the note on ranks."""
    ids = sorted({i for m in measures().values() for i in m.parts})
    rows = observations.select(ids, [city.code], range(base, year + 1))
    shown = set(standing(city.code, year, base)[["last", "first"]].stack().dropna().astype(int))
    note = Both(
        "年份为变化的起年和数值的年份，变化自基年起，有断点的自断点后起，不跨断点；位次1为最好（产出总量、第二产业比重和户籍人口为最高）；"
        "相似五城与95城为中位数；人均按户籍人口；收入按当年价格",
        "years: from which change is measured, and of the value; change begins after the last break and crosses none; rank 1 "
        "is the best (the highest for product, secondary industry and people); similar cities and the 95 are medians; per "
        "head of registered people; income at current prices",
    )
    found = passport(rows[rows["year"].isin(shown)], [], [note])
    marked = [flagged(row["flag"]) for row in by_measure(city.code, year, base).values() if row["flag"]]
    said = "；".join(text.zh for text in marked if text)
    before = tuple(
        f for f in found.flags if f.zh not in said
    )  # of the years compared with; the others stand below
    return Passport(found.sources, found.years, flags=before, notes=found.notes, ids=found.ids)


def rows_shown(shown: Sequence[Measure], among: Sequence[str], year: int, base: int) -> pd.DataFrame:
    """Return the observations behind the levels of some measures: each of its own last year, an index of all its years."""
    last = {i: row["last"] for i, row in by_measure(codes()[0], year, base).items()}
    parts = []
    for m in shown:
        if not is_missing(last[m.id]):
            at = int(last[m.id])
            years = range(base + 1, at + 1) if m.id == "real" else [at]
            parts.append(observations.select(m.parts, among, years))
    return pd.concat(parts) if parts else observations.select([], among)


def sources_of(measure: str, year: int, base: int) -> Passport:
    """Return the passport of one measure of all the plan's cities between two years, both included."""
    rows = observations.select(measures()[measure].parts, codes(), range(base, year + 1))
    return passport(rows, codes())


def trends(city: PlanUnit, year: int, base: int, shown: Sequence[str] = TRENDS) -> Drawn:
    """Return small charts of a city beside the median of the 95, two for each chapter from industry to reform."""
    frame = course(city.code, year, base)
    panels = []
    for m in (measures()[i] for i in shown):
        own = frame[frame["measure"] == m.id].set_index("year")
        years = [int(y) for y in own.index]
        at = sorted({b.year for b in crossed(m, years[0], years[-1], city.code)}) if years else []
        panels.append(Panel(m.short, m.unit, _series(own["own"]), _series(own["median"]), at, m.decimals))
    rows = observations.select(
        [i for k in shown for i in measures()[k].parts], [city.code], range(observations.FIRST_YEAR, year + 1)
    )
    drawn = Trends(panels, (city.name, _MEDIAN_IN_TEXT), (observations.FIRST_YEAR, year))
    return Drawn(source=passport(rows, []), trends=drawn)


def _series(column: pd.Series) -> dict[int, float]:
    return {int(str(year)): float(value) for year, value in column.items()}
