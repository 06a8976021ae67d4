"""The yearly figures of the plan's county-level city, beside the median county-level city of its province.

They are printed in the county tables of the yearbook, on other bases than those of prefecture-level cities; districts have
none.
"""

import pandas as pd

from planbook import catalog
from planbook.chapters.finding import Tabled
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.plan import PlanUnit
from planbook.store import observations
from planbook.store.provenance import passport

SERIES = (
    "gdp_100m_yuan",
    "primary_value_added_100m_yuan",
    "secondary_value_added_100m_yuan",
    "services_value_added_100m_yuan",
    "fiscal_revenue_100m_yuan",
    "fiscal_expenditure_100m_yuan",
    "loans_100m_yuan",
    "population_registered_10k",
    "industrial_firms",
)
KIND = "county_level_city"
_WHOLE = ("industrial_firms",)


def yearly(place: PlanUnit, year: int) -> Tabled | Absent:
    """Return the first and the last printed value of each series, and the median of the province in the last year.

    Parameters
    ----------
    place : PlanUnit
        A unit of the plan.
    year : int
        The last year shown.

    Returns
    -------
    Tabled or Absent
        Absent without a word for a place that is no county-level city. Values are at current prices, and a change across
        a break of the series is not computed: none is.

    Examples
    --------
    >>> from planbook.chapters.profile.who import unit
    >>> int(yearly(unit("瓦房店"), 2022).frame["last_year"].max()), yearly(unit("鞍山"), 2022)
    (2022, Absent(reason=None))
    """
    if place.kind != KIND:
        return Absent()
    frame = observations.county_cities(SERIES, None, range(observations.FIRST_YEAR, year + 1))
    mine = frame[frame["unit"] == place.code]
    if mine.empty:
        return Absent()
    rows = []
    for indicator in (i for i in SERIES if i in set(mine["indicator"])):
        own = mine[mine["indicator"] == indicator].set_index("year")["value"].sort_index()
        first, last = int(own.index[0]), int(own.index[-1])
        same = frame[(frame["indicator"] == indicator) & (frame["year"] == last)]
        others = same[same["unit"].str.startswith(place.province_code[:2]) & (same["unit"] != place.code)][
            "value"
        ]
        meta = catalog.indicators()[indicator]
        written = "{:,.0f}".format if indicator in _WHOLE else "{:,.1f}".format
        rows.append(
            {
                "name": Both(f"{meta.name.zh}（{meta.unit.zh}）", f"{meta.name.en} ({meta.unit.en})"),
                "first_year": first,
                "first": written(own[first]),
                "last_year": last,
                "last": written(own[last]),
                "median": written(others.median()) if len(others) else None,
                "others": len(others),
            }
        )
    columns = (
        Column("name", "指标（单位） | Indicator (unit)"),
        Column("first_year", "起始年 | First year"),
        Column("first", "起始值 | First value", right=True),
        Column("last_year", "最末年 | Last year"),
        Column("last", "最末值 | Last value", right=True),
        Column("median", "同省县级市中位数 | Median county-level city of the province", right=True),
        Column("others", "相比的县级市 | Cities compared", 0),
    )
    note = Both(
        "取自年鉴县级市各表，当年价格，口径与地级市各表不同",
        "from the yearbook's tables of county-level cities, at current prices, on other bases than those of "
        "prefecture-level cities",
    )
    return Tabled(source=passport(mine, [], [note]), frame=pd.DataFrame(rows), columns=columns)
