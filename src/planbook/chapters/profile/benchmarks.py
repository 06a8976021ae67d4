"""The province's own totals, beside all provinces and the nation, and its cities of the plan within them.

Provincial totals are revised afterwards, city figures stand as first printed: a share of cities in their province is
therefore one of all cities of the yearbook there, and how far these add up to the province is said beside it.
"""

import pandas as pd

from planbook import catalog
from planbook.chapters.finding import Drawn, Tabled
from planbook.chapters.profile.provinces import Province
from planbook.figures import Column, Panel, Trends
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing
from planbook.store import observations
from planbook.store.provenance import passport

# Of the province itself: id, decimals, divided by product, scale.
OWN = (
    ("gdp_100m_yuan", 0),
    ("rd_share_pct", 2),
    ("invention_patents_in_force", 0),
    ("high_tech_revenue_100m_yuan", 0),
    ("energy_intensity_nominal_kgce", 0),
    ("pm25_satellite_ug_m3", 0),
)
PANELS = (
    "rd_share_pct",
    "invention_patents_in_force",
    "energy_intensity_nominal_kgce",
    "pm25_satellite_ug_m3",
)
MEDIAN_31 = Both("31省中位数", "median of the 31")


def share(at: Province, year: int) -> pd.DataFrame:
    """Return the plan's cities' share in the product of all cities of the yearbook there, per cent, year by year.

    Returns
    -------
    pandas.DataFrame
        year, value (per cent), of_province (what all these cities add up to, per cent of the province's revised total;
        missing where there is none).
    """
    span = range(observations.FIRST_YEAR, year + 1)
    every = observations.select("gdp_100m_yuan", _all_cities(at), span)
    mine = every[every["unit"].isin(at.codes)].groupby("year")["value"].sum()
    total = every.groupby("year")["value"].sum()
    own = observations.provinces("gdp_100m_yuan", [at.code], span).set_index("year")["value"]
    found = pd.DataFrame({"value": 100 * mine / total, "of_province": 100 * total / own.reindex(total.index)})
    return found.rename_axis("year").reset_index()


def benchmark(at: Province, year: int, base: int) -> Tabled | Absent:
    """Return the province's own totals: a base year and the last, beside the median of all provinces and the nation.

    Absent without a word where nothing is known that early.
    """
    rows = []
    for indicator, decimals in OWN:
        meta = catalog.indicators()[indicator]
        every = observations.provinces(indicator, None, range(base, year + 1))
        if every.empty:
            continue
        mine = every[every["unit"] == at.code].set_index("year")["value"]
        last = int(every["year"].max())
        first = int(every["year"].min())
        middle = every[every["year"] == last]["value"].median()
        china = observations.value(catalog.NATION, indicator, last)
        rows.append(
            {
                "name": Both(f"{meta.name.zh}（{meta.unit.zh}）", f"{meta.name.en} ({meta.unit.en})"),
                "first": first,
                "before": _digits(mine.get(first), decimals),
                "last": last,
                "now": _digits(mine.get(last), decimals),
                "median": _digits(middle, decimals),
                "nation": _digits(china, decimals),
            }
        )
    if not rows:
        return Absent()
    columns = (
        Column("name", Both("指标（单位）", "Indicator (unit)")),
        Column("before", Both("起始", "Then"), right=True),
        Column("first", Both("年份", "Year")),
        Column("now", Both("最近", "Latest"), right=True),
        Column("last", Both("年份", "Year")),
        Column("median", Both("31省中位数", "Median of the 31"), right=True),
        Column(
            "nation",
            Both("全国", "China"),
            missing=Both("没有可比的全国数", "no national counterpart"),
            right=True,
        ),
    )
    used = observations.provinces([i for i, _ in OWN], [at.code], range(base, year + 1))
    return Tabled(source=passport(used, []), frame=pd.DataFrame(rows), columns=columns)


def _digits(value: float | None, decimals: int) -> Both | None:
    if value is None or is_missing(value):
        return None
    text = decimal(float(value), decimals)
    return Both(text, text)


def trends(at: Province, year: int) -> Drawn:
    """Return small charts of the province's own totals beside the median of all provinces."""
    short = {
        "rd_share_pct": Both("研发投入强度", "R&D spending"),
        "invention_patents_in_force": Both("有效发明专利", "Invention patents in force"),
        "energy_intensity_nominal_kgce": Both("单位产出能耗", "Energy per product"),
        "pm25_satellite_ug_m3": Both("细颗粒物（卫星）", "PM2.5 (satellite)"),
    }
    decimals = dict(OWN)
    panels = []
    span = range(observations.FIRST_YEAR, year + 1)
    for indicator in PANELS:
        every = observations.provinces(indicator, None, span)
        mine = every[every["unit"] == at.code]
        own = {int(y): float(v) for y, v in zip(mine["year"], mine["value"], strict=True)}
        middle = {int(str(y)): float(v) for y, v in every.groupby("year")["value"].median().items()}
        breaks = [b.year for b in catalog.breaks(indicator, span[0], span[-1], at.code)]
        panels.append(
            Panel(
                short[indicator],
                catalog.indicators()[indicator].unit,
                own,
                middle,
                breaks,
                decimals[indicator],
            )
        )
    used = observations.provinces(PANELS, [at.code], span)
    return Drawn(source=passport(used, []), trends=Trends(panels, (at.name, MEDIAN_31), (span[0], span[-1])))


def _all_cities(at: Province) -> list[str]:
    return [c.code for c in catalog.cities().values() if c.province == at.code]
