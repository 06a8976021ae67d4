"""The profile of a district: two censuses, modelled emissions, and the city around it. There is nothing else by year.

Every number here is the district's own or, said so, that of the city around it.
"""

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.finding import Drawn, Tabled
from planbook.chapters.profile.measures import crossed, measures, nation, table
from planbook.chapters.profile.tables import (
    MEDIAN,
    NATION,
    NO_COUNTERPART,
    flagged,
    labelled,
    moved,
    span_written,
    written,
)
from planbook.chapters.profile.who import around
from planbook.chapters.selection import BASE_YEAR
from planbook.figures import Column, Panel, Trends
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing
from planbook.ground.reads import recorded, remembered
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import passport

CENSUSES = (2010, 2020)
CENSUS = (
    "census_population",
    "census_urban_population",
    "census_schooling_years",
    "census_manufacturing_share_pct",
    "census_mining_share_pct",
)
CO2 = "co2_county_modelled_t"
AROUND = ("gdp_head", "services", "secondary", "pm25", "doctors", "fiscal")
_NOT_LISTED = Both("该次普查的分县资料未列", "not in that census's tables by county")
_DECIMALS = {"census_population": 0, "census_urban_population": 0, "census_schooling_years": 1, CO2: 0}


@recorded
@remembered
def median(indicator: str, year: int) -> float | None:
    """Return the median of the 25 districts in a year; None where none has a value."""
    rows = observations.select(indicator, [d.code for d in plan.districts()], [year])
    return None if rows.empty else float(rows["value"].median())


def own(place: PlanUnit, year: int) -> pd.DataFrame:
    """Return all observations of a district up to a year: censuses and modelled emissions."""
    return observations.select([*CENSUS, CO2], [place.code], range(observations.FIRST_YEAR, year + 1))


def co2_years(place: PlanUnit, year: int) -> tuple[int, int, int]:
    """Return the first year of the modelled emissions up to a year, that of their peak, and the last."""
    frame = own(place, year)
    rows = frame[frame["indicator"] == CO2].set_index("year")["value"]
    first, peak, last = rows.index.min(), rows.idxmax(), rows.index.max()
    return int(str(first)), int(str(peak)), int(str(last))


def people(place: PlanUnit, year: int) -> dict[str, float | None]:
    """Return the people counted (then, now) and the share of manufacturing in employment (made_then, made)."""
    rows = {
        (i, int(y)): float(v)
        for i, y, v in own(place, year)[["indicator", "year", "value"]].itertuples(index=False)
    }
    first, last = CENSUSES
    return {
        "then": rows.get(("census_population", first)),
        "now": rows.get(("census_population", last)),
        "made_then": rows.get(("census_manufacturing_share_pct", first)),
        "made": rows.get(("census_manufacturing_share_pct", last)),
    }


def census(place: PlanUnit, year: int) -> Tabled:
    """Return what is known of a district: two censuses and, in their first year and the last, modelled emissions."""
    frame = own(place, year)
    last_co2 = co2_years(place, year)[2]
    rows = []
    for indicator in (*CENSUS, CO2):
        meta = catalog.indicators()[indicator]
        before, after = CENSUSES[0], last_co2 if indicator == CO2 else CENSUSES[1]
        mine = frame[frame["indicator"] == indicator].set_index("year")
        then, now = (_at(mine, y) for y in (before, after))
        decimals = _DECIMALS.get(indicator, 1)
        both = then is not None and now is not None
        points = meta.unit.en == "%"
        row = {
            "name": Both(f"{meta.name.zh}（{meta.unit.zh}）", f"{meta.name.en} ({meta.unit.en})"),
            "then": _written(then, decimals),
            "then_flag": _why(indicator, before, year) if then is None else flagged(_flag(mine, before)),
            "year": after,
            "now": _written(now, decimals),
            "flag": _why(indicator, after, year) if now is None else flagged(_flag(mine, after)),
            "change": _change(then, now, points) if both else None,
            "median": _written(median(indicator, after), decimals),
        }
        rows.append(row)
    columns = (
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("then", Both(f"{CENSUSES[0]}年", str(CENSUSES[0])), flag="then_flag", right=True),
        Column("now", Both("最近一次", "Latest"), flag="flag", right=True),
        Column("year", Both("年份", "Year")),
        Column(
            "change", Both("变化", "Change"), missing=Both("只有一次普查有数", "one census only"), right=True
        ),
        Column("median", Both("25个区的中位数", "Median of the 25"), right=True),
    )
    note = Both(
        "市辖区没有逐年统计；普查就业比重由刊印人数相除得出；排放为模型估算，不是统计数字",
        "districts have no yearly statistics; census shares of employment are printed persons over printed persons; "
        "emissions are modelled, not a statistical return",
    )
    shown = frame[frame["year"].isin([*CENSUSES, last_co2])]
    return Tabled(source=passport(shown, [], [note]), frame=pd.DataFrame(rows), columns=columns)


def emissions(place: PlanUnit, year: int) -> Drawn:
    """Return the modelled emissions of a district as a small chart beside the median of the 25."""
    rows = observations.select(CO2, [place.code], range(observations.FIRST_YEAR, year + 1))
    first, _, last = co2_years(place, year)
    mine = {int(y): float(v) / 1e4 for y, v in zip(rows["year"], rows["value"], strict=True)}
    middle = {y: value / 1e4 for y in mine if (value := median(CO2, y)) is not None}
    unit = Both("万吨，模型估算", "10,000 tonnes, modelled")
    panel = Panel(Both("二氧化碳排放", "CO₂ emissions"), unit, mine, middle, (), 0)
    others = Both("25个区的中位数", "median of the 25 districts")
    return Drawn(source=passport(rows, []), trends=Trends([panel], (place.name, others), (first, last)))


def city_around(place: PlanUnit, year: int, base: int) -> Tabled:
    """Return figures of the city around a district, for the whole city, beside the nation and the median of the 95."""
    rows, used = [], []
    for m in (measures()[i] for i in AROUND):
        values = _of_city(m.id, place.parent_code, year)
        known = {
            y: v for y, v in values.items() if y >= base and not crossed(m, y, max(values), place.parent_code)
        }
        last = max(values, default=None)
        first = min(known, default=None)
        told = bool(m.change) and last is not None and first is not None and first < last
        shown = [y for y in (first if m.change else None, last) if y is not None]
        used.append(observations.select(m.parts, [place.parent_code], shown))
        change = None
        if told and first is not None and last is not None:
            moved_by = values[last] - values[first]
            change = 100 * moved_by / values[first] if m.change == "percent" else moved_by
        rows.append(
            {
                "name": labelled(m, base),
                "value": None if last is None else written(m, values[last]),
                "years": span_written(None if change is None else first, last),
                "change": None if change is None else moved(m, change),
                "why": m.unchanged if not m.change else None,
                "median": written(m, _median_of_95(m.id, last) if last else None),
                "nation": written(m, china) if last and (china := _nation(m.id, last)) is not None else None,
            }
        )
    city = around(place)
    columns = (
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("value", Both(f"{city.zh}全市", f"{city.en}, whole city"), right=True),
        Column("change", Both("变化", "Change"), flag="why", right=True),
        Column("years", Both("年份", "Years"), right=True),
        Column("median", MEDIAN, right=True),
        Column("nation", NATION, missing=NO_COUNTERPART, right=True),
    )
    return Tabled(source=passport(pd.concat(used), []), frame=pd.DataFrame(rows), columns=columns)


@recorded
@remembered
def _of_city(measure: str, city: str, year: int) -> dict[int, float]:
    m = measures()[measure]
    span = range(observations.FIRST_YEAR, year + 1)
    series = [observations.select(i, [city], span).set_index("year")["value"] for i in (m.top, *m.below)]
    top, *below = series
    values = top if not below else m.scale * top / sum(below[1:], below[0])
    return {int(str(y)): float(v) for y, v in values.dropna().items()}


@recorded
@remembered
def _median_of_95(measure: str, year: int) -> float | None:
    values = table(measure, BASE_YEAR)
    return None if year not in values else float(values[year].median())


@recorded
@remembered
def _nation(measure: str, year: int) -> float | None:
    value = nation(measure, BASE_YEAR).get(year)
    return None if value is None or is_missing(value) else float(value)


def _at(rows: pd.DataFrame, year: int) -> float | None:
    return float(rows["value"].to_dict()[year]) if year in rows.index else None


def _flag(rows: pd.DataFrame, year: int) -> str:
    return str(rows["flag"].to_dict().get(year, ""))


def _why(indicator: str, year: int, until: int) -> Both:
    if year > until:
        return Both(f"晚于{until}年", f"later than {until}")
    why = catalog.why_missing(indicator, year)
    return _NOT_LISTED if why == catalog.why_missing("", year) else why


def _written(value: float | None, decimals: int) -> Both | None:
    if value is None:
        return None
    text = f"{value:,.{decimals}f}"
    return Both(text, text)


def _change(then: float | None, now: float | None, points: bool) -> Both | None:
    if then is None or now is None:
        return None
    if points:
        text = decimal(now - then, 1, signed=True)
        return Both(f"{text}点", f"{text} pts")
    text = decimal(100 * (now / then - 1), 1, signed=True)
    return Both(f"{text}%", f"{text}%")
