"""Every way of counting a figure of the plan's baseline that the committed tables allow, with its name.

Printed totals of all cities come from ``data/checks/city-totals.csv``. What is set beside the plan lives in the package.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import ratio_of_sums, weighted_mean
from planbook.ground.language import Both
from planbook.store import observations

YEAR = 2011
CENSUS = 2010
SUMS = {
    "area_km2": "land_area_km2",
    "population_10k": "population_registered_10k",
    "industrial_firms": "industrial_firms",
    "industrial_fixed_assets_100m_yuan": "industrial_fixed_assets_100m_yuan",
    "gross_industrial_output_100m_yuan": "gross_industrial_output_100m_yuan",
    "universities": "universities",
}
SHARES = {
    "gdp_share_pct": "gdp_100m_yuan",
    "industrial_firms_share_pct": "industrial_firms",
    "industrial_fixed_assets_share_pct": "industrial_fixed_assets_100m_yuan",
    "gross_industrial_output_share_pct": "gross_industrial_output_100m_yuan",
}
STAFF = ("unit_employment_10k", "private_employment_10k")
OURS = (
    *SUMS.values(),
    "gdp_100m_yuan",
    "so2_industrial_t",
    "registered_unemployed",
    *STAFF,
    "urban_income_yuan",
)
NATIONAL = (
    "gdp_100m_yuan",
    "industrial_firms",
    "so2_10k_t",
    "registered_unemployed",
    "employment_urban_10k",
    "registered_unemployment_rate_pct",
    "urban_income_yuan",
)
NONE = Both("", "")
_BELOW_ALL = Both("年鉴刊印的城市合计", "the yearbook's printed total of all cities")
ABSENT = {
    "national_laboratories": Both("没有分城市的公开名录", "no list by city is published"),
    "raw_material_share_gap_points": Both(
        "年鉴不按行业刊印各市产值", "the yearbook prints no output by branch for cities"
    ),
    "energy_intensity_ratio": Both("能耗只公布到省", "energy use is published for provinces only"),
    "cities_above_energy_average_pct": Both("能耗只公布到省", "energy use is published for provinces only"),
    "cod_intensity_ratio": Both(
        "各市化学需氧量排放量未公布", "chemical oxygen demand is not published by city"
    ),
}


@dataclass(frozen=True, slots=True)
class BaselineWay:
    """One way of counting a figure.

    Attributes
    ----------
    counted : Both
        What is summed, over what.
    ours : float
        What it gives, in the plan's unit.
    covered, of : int
        Units with data, units asked for.
    note : Both
        What to know about it.
    """

    counted: Both
    ours: float
    covered: int
    note: Both = NONE
    of: int = 95


def ways() -> dict[str, list[BaselineWay]]:
    """Return every way of counting by figure of the plan's baseline; `ABSENT` names the reason for the others.

    A share is 100 × Σ of the 95 / the denominator; an intensity Σ emissions / Σ product over the cities with both;
    the unemployment rate 100 × registered unemployed / (employed + registered unemployed).

    Examples
    --------
    >>> [round(way.ours, 2) for way in ways()["unemployment_gap_points"]]
    [0.66, 0.87, 0.75, -0.85]
    """
    found = {figure: [_sum(indicator)] for figure, indicator in SUMS.items()}
    found["area_km2"].append(_with_districts("area_km2"))
    found["population_10k"].append(_with_districts("population_10k"))
    found |= {figure: [_of_printed(indicator)] for figure, indicator in SHARES.items()}
    revised = Both("国家统计局修订后的国内生产总值", "the bureau's revised gross domestic product")
    found["gdp_share_pct"][:0] = [
        _share("gdp_100m_yuan", _nation("gdp_100m_yuan"), revised, _FIRST_PRINT),
        _share(
            "gdp_100m_yuan",
            _total(observations.provinces("gdp_100m_yuan", None, [YEAR])["value"]),
            Both("修订后的各省之和", "the sum of the provinces, revised"),
            _FIRST_PRINT,
        ),
    ]
    found["industrial_firms_share_pct"][:0] = [
        _share("industrial_firms", _nation("industrial_firms"), Both("全国企业数", "the nation's firms"))
    ]
    return found | {
        "so2_intensity_ratio": _so2(),
        "unemployment_gap_points": _unemployment(),
        "urban_income_ratio": _income(),
    }


_FIRST_PRINT = Both(
    "初次公布的全国数未取得；分子不含25个区、市",
    "the national figure as first printed is not at hand; the 25 districts are not in the numerator",
)


def _cities() -> list[str]:
    return [c.code for c in plan.cities()]


def _ours(indicator: str) -> pd.DataFrame:
    return observations.select(indicator, _cities(), [YEAR])


def _nation(indicator: str) -> float:
    return _total(observations.nation(indicator, [YEAR])["value"])


def _total(values: pd.Series) -> float:
    """Return the sum; of nothing it is NaN, not zero."""
    return float(values.sum(min_count=1))


def _printed(indicator: str) -> float:
    """Return the total of all prefecture-level cities as the yearbook prints it for 2011."""
    rows = catalog.table("checks", "city-totals.csv", columns=("indicator", "year", "printed"))
    return next(float(r["printed"]) for r in rows if (r["indicator"], r["year"]) == (indicator, str(YEAR)))


def _sum(indicator: str) -> BaselineWay:
    rows = _ours(indicator)
    note = Both("25个区、市没有逐年数据，不在和内", "without the 25 districts, which have no yearly figures")
    name = catalog.indicators()[indicator].name
    counted = Both(f"95城之和：{name.zh}", f"sum of the 95: {name.en[0].lower()}{name.en[1:]}")
    return BaselineWay(counted, _total(rows["value"]), len(rows), note)


def _with_districts(figure: str) -> BaselineWay:
    """Add the plan's 25 districts, known by their borders of today and the census before the plan."""
    districts = [u for u in plan.units() if u.kind != "city"]
    if figure == "area_km2":
        added = sum(u.area_km2 for u in districts)
        counted = Both("加上25个区、市", "with the 25 districts")
        note = Both("区、市面积按现行边界的图形量出", "their area is measured on outlines of today")
    else:
        people = observations.select("census_population", [u.code for u in districts], [CENSUS])
        added = _total(people["value"]) / 10_000
        counted = Both("户籍人口加25个区、市的普查人口", "registered people, and the census count of the 25")
        note = Both(
            "区、市为2010年普查的常住人口，与户籍人口口径不同",
            "the districts are counted by residence (census of 2010), the cities by registration",
        )
    rows = _ours(SUMS[figure])
    units = len(rows) + len(districts)
    return BaselineWay(counted, _total(rows["value"]) + added, units, note, of=len(plan.units()))


def _share(indicator: str, below: float, denominator: Both, note: Both = NONE) -> BaselineWay:
    rows = _ours(indicator)
    counted = Both(f"95城之和 ÷ {denominator.zh}", f"sum of the 95 over {denominator.en}")
    return BaselineWay(counted, 100 * _total(rows["value"]) / below, len(rows), note)


def _of_printed(indicator: str) -> BaselineWay:
    note = Both(
        "合计只含地级及以上城市，小于全国", "the total holds prefecture-level cities only, not all the nation"
    )
    return _share(indicator, _printed(indicator), _BELOW_ALL, note)


def _so2() -> list[BaselineWay]:
    so2, product = _ours("so2_industrial_t"), _ours("gdp_100m_yuan")
    ours = ratio_of_sums(so2, product)
    value, covered = _total(ours["value"]), int(ours["cities"].sum())
    everywhere = ratio_of_sums(
        observations.select("so2_industrial_t", None, [YEAR]),
        observations.select("gdp_100m_yuan", None, [YEAR]),
    )
    same = Both("两边都只计工业", "industry on both sides")
    unlike = Both(
        "两边口径不同：城市只计工业，全国为全部来源",
        "unlike scopes: industry in the cities, all sources in the nation",
    )
    printed = _printed("so2_industrial_t") / _printed("gdp_100m_yuan")
    nation = 10_000 * _nation("so2_10k_t") / _nation("gdp_100m_yuan")
    ways = (
        (
            Both("工业排放 ÷ 年鉴全部有数城市", "industry, over all cities that print it"),
            _total(everywhere["value"]),
            same,
        ),
        (Both(f"工业排放 ÷ {_BELOW_ALL.zh}", f"industry, over {_BELOW_ALL.en}"), printed, same),
        (Both("工业排放 ÷ 全国总排放", "industry, over all emissions of the nation"), nation, unlike),
    )
    return [BaselineWay(counted, value / float(below), covered, note) for counted, below, note in ways]


def _unemployment() -> list[BaselineWay]:
    idle = observations.select("registered_unemployed", None, [YEAR]).set_index("unit")["value"] / 10_000
    staff = [observations.select(i, None, [YEAR]).set_index("unit")["value"] for i in STAFF]
    table = pd.concat([idle, *staff], axis=1, join="inner", keys=["idle", "unit", "private"])
    mine = table[table.index.isin(_cities())]

    def rate(part: pd.DataFrame) -> float:
        return 100 * _total(part["idle"]) / float(part.to_numpy().sum() or 1)

    jobless = _nation("registered_unemployed") / 10_000
    urban = 100 * jobless / (_nation("employment_urban_10k") + jobless)
    official = _nation("registered_unemployment_rate_pct")
    own = Both(
        "登记失业 ÷（单位、私营个体从业与登记失业）",
        "registered unemployed over those in units, private firms, self-employed and unemployed",
    )
    flips = Both("两边分母不同，差额变号", "unlike denominators: the sign turns")
    ways = (
        (Both("减全部城市同一比率", "less the same rate of all cities"), rate(table), NONE),
        (
            Both("减规划外城市同一比率", "less the same rate of the cities outside the plan"),
            rate(table.drop(mine.index)),
            NONE,
        ),
        (
            Both("减全国登记失业占城镇就业的比率", "less the nation's, over all urban employment"),
            urban,
            Both("两边分母不同", "unlike denominators"),
        ),
        (
            Both("减官方登记失业率", "less the official rate"),
            official,
            flips if official > rate(mine) else NONE,
        ),
    )
    return [
        BaselineWay(
            Both(f"{own.zh}，{less.zh}", f"{own.en}, {less.en}"), rate(mine) - theirs, len(mine), note
        )
        for less, theirs, note in ways
    ]


def _income() -> list[BaselineWay]:
    income, nation = _ours("urban_income_yuan"), _nation("urban_income_yuan")
    weighted = weighted_mean(income, _ours("population_registered_10k"))
    note = Both("收入来源为B级", "the source of incomes is of trust grade B")
    return [
        BaselineWay(
            Both("按户籍人口加权的平均 ÷ 全国", "mean weighted by registered people, over the nation's"),
            _total(weighted["value"]) / nation,
            int(weighted["cities"].sum()),
            note,
        ),
        BaselineWay(
            Both("各城简单平均 ÷ 全国", "plain mean of the cities, over the nation's"),
            float(income["value"].mean()) / nation,
            len(income),
            note,
        ),
    ]
