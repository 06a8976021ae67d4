"""What the chapter is asked: outcome, years, sample, weighting and estimator, checked before anything is computed.

What an outcome is measured by stands here; the figures themselves are put together in `panel`.
"""

import re
from dataclasses import dataclass

from planbook.chapters.selection import usual_year
from planbook.errors import ParameterError
from planbook.ground.language import Both
from planbook.store.observations import FIRST_YEAR, last_year

FIRST = 2013  # the plan's first year
REFERENCE = FIRST - 1
LOG = Both("对数百分点", "log points")
POINTS = Both("个百分点", "percentage points")


@dataclass(frozen=True, slots=True)
class Measured:
    """Something the plan could have moved.

    Attributes
    ----------
    id : str
        As in the parameter.
    name : Both
        What it is called.
    top, below : str
        Indicators of the numerator and, if there is one, the denominator.
    measured : str
        ``"log"``: 100 times the logarithm, so that effects are log points, near per cent where small; ``"share"``: in per
        cent; ``"chain"``: 100 times the logarithm of the product of yearly indices.
    note : Both
        What has to be known about the series.
    better : int
        1 where a rise is what the plan wanted, -1 where a fall is, 0 where it says neither.
    """

    id: str
    name: Both
    top: str
    below: str
    measured: str
    note: Both
    better: int

    @property
    def unit(self) -> Both:
        """The unit of an effect."""
        return POINTS if self.measured == "share" else LOG

    @property
    def measure(self) -> Both:
        """What the outcome itself is measured in."""
        return Both("%", "%") if self.measured == "share" else Both("对数×100", "100 × logarithm")


def _outcome(
    name: str, zh: str, en: str, top: str, below: str, measured: str, better: int, note: Both
) -> Measured:
    return Measured(name, Both(zh, en), top, below, measured, note, better)


_PLAIN = Both("", "")
OUTCOMES: dict[str, Measured] = {
    o.id: o
    for o in (
        _outcome(
            "gdp_head",
            "人均地区生产总值",
            "Product per head",
            "gdp_per_capita_yuan",
            "",
            "log",
            1,
            Both("当年价格，首次公布数", "at current prices, as first printed"),
        ),
        _outcome(
            "real",
            "实际地区生产总值",
            "Real product",
            "gdp_index_previous_100",
            "",
            "chain",
            1,
            Both("由各市指数连乘，是总量，不是人均", "each city's own indices chained; total, not per head"),
        ),
        _outcome(
            "secondary",
            "第二产业比重",
            "Secondary industry, share of product",
            "secondary_share_pct",
            "",
            "share",
            0,
            _PLAIN,
        ),
        _outcome(
            "services",
            "服务业比重",
            "Services, share of product",
            "services_share_pct",
            "",
            "share",
            1,
            _PLAIN,
        ),
        _outcome(
            "so2",
            "工业二氧化硫",
            "Industrial SO2",
            "so2_industrial_t",
            "",
            "log",
            -1,
            Both("2016年重新核算，为各城市共有的变动", "counted anew in 2016, for all cities alike"),
        ),
        _outcome(
            "so2_intensity",
            "单位产出工业二氧化硫",
            "Industrial SO2 per product",
            "so2_industrial_t",
            "gdp_100m_yuan",
            "log",
            -1,
            Both("除以当年价格的地区生产总值", "over product at current prices"),
        ),
        _outcome(
            "co2",
            "二氧化碳（模型估算）",
            "CO2 (modelled)",
            "co2_modelled_t",
            "",
            "log",
            -1,
            Both("EDGAR格网模型估算，不是统计数", "modelled on the EDGAR grid, not a statistical return"),
        ),
        _outcome(
            "wage",
            "在岗职工平均工资",
            "Average wage",
            "wage_yuan",
            "",
            "log",
            1,
            Both("到2021年", "up to 2021"),
        ),
        _outcome(
            "science",
            "科学技术支出占财政支出比重",
            "Science, share of budget expenditure",
            "science_expenditure_100m_yuan",
            "fiscal_expenditure_100m_yuan",
            "share",
            1,
            Both("2007年起口径较宽", "a wider category from 2007"),
        ),
        _outcome(
            "fiscal",
            "财政自给率",
            "Budget revenue over expenditure",
            "fiscal_revenue_100m_yuan",
            "fiscal_expenditure_100m_yuan",
            "share",
            1,
            _PLAIN,
        ),
        _outcome(
            "jobs",
            "城镇单位从业人员",
            "Persons employed in urban units",
            "unit_employment_10k",
            "",
            "log",
            1,
            Both("2013年口径放宽，2020年起为非私营单位", "widened in 2013; non-private units from 2020"),
        ),
        _outcome(
            "population",
            "常住人口（两次普查）",
            "Resident population (two censuses)",
            "population_resident_10k",
            "",
            "log",
            0,
            Both("只有2010年和2020年两点", "two points only, 2010 and 2020"),
        ),
    )
}
MAIN = ("gdp_head", "real", "secondary", "so2")
CENSUSES = (2010, 2020)

SAMPLES: dict[str, Both] = {
    "all": Both("全部", "all"),
    "without_northeast": Both("不含东北", "without the Northeast"),
    "without_corrected": Both(
        "不含统计数字修正过或账面骤降的城市", "without cities whose figures were corrected or fell on paper"
    ),
    "without_resource": Both("不含资源型城市", "without resource-based cities"),
}
WEIGHTINGS: dict[str, Both] = {
    "overlap": Both("重叠加权", "overlap weights"),
    "entropy": Both("熵平衡", "entropy balancing"),
    "none": Both("不加权", "unweighted"),
}
ESTIMATORS: dict[str, Both] = {
    "two_way": Both("双向固定效应", "two-way fixed effects"),
    "event": Both("事件研究各年平均", "mean of the event study"),
    "synthetic": Both("合成双重差分", "synthetic difference-in-differences"),
}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A checked choice of parameters.

    Attributes
    ----------
    outcome : Measured
        What may have moved.
    first, last : int
        Data years used.
    sample, weighting, estimator : str
        Keys of `SAMPLES`, `WEIGHTINGS` and `ESTIMATORS`.
    """

    outcome: Measured
    first: int
    last: int
    sample: str
    weighting: str
    estimator: str


def ask(
    outcome: str = "gdp_head",
    years: str = "2003-",
    sample: str = "all",
    weighting: str = "overlap",
    estimator: str = "two_way",
) -> Inquiry:
    """Check the chapter's parameters and return what they ask.

    Parameters
    ----------
    outcome, sample, weighting, estimator : str
        Ids or Chinese or English names, as in `OUTCOMES`, `SAMPLES`, `WEIGHTINGS` and `ESTIMATORS`.
    years : str
        First and last data year, such as ``"2003-2019"``; an open end is the last of the plan's term.

    Raises
    ------
    ParameterError
        Naming every impossible value at once.

    Examples
    --------
    >>> q = ask("secondary", "2005-2019", sample="不含东北")
    >>> q.outcome.id, q.first, q.last, q.sample, q.weighting
    ('secondary', 2005, 2019, 'without_northeast', 'overlap')
    """
    problems: list[str] = []
    named = {name: o.name for name, o in OUTCOMES.items()}
    chosen = {
        what: _find(what, given, among, problems)
        for what, given, among in (
            ("outcome", outcome, named),
            ("sample", sample, SAMPLES),
            ("weighting", weighting, WEIGHTINGS),
            ("estimator", estimator, ESTIMATORS),
        )
    }
    newest = last_year()
    first, last = FIRST_YEAR, usual_year()
    if span := re.fullmatch(r"\s*(\d{4})\s*[-–—]\s*(\d{4})?\s*", years):
        first, last = int(span[1]), int(span[2] or usual_year())
    if not span or not FIRST_YEAR <= first < REFERENCE or not FIRST <= last <= newest:
        problems.append(
            f"years {years!r}: write a first year from {FIRST_YEAR} to {REFERENCE - 1}, a hyphen, and a last year from "
            f"{FIRST} to {newest} or nothing"
        )
    if problems:
        raise ParameterError("; ".join(problems))
    return Inquiry(
        OUTCOMES[chosen["outcome"]], first, last, chosen["sample"], chosen["weighting"], chosen["estimator"]
    )


def _find(what: str, given: str, among: dict[str, Both], problems: list[str]) -> str:
    for key, name in among.items():
        if given in (key, name.zh) or given.casefold() == name.en.casefold():
            return key
    problems.append(f"{what} {given!r}: choose one of {', '.join(among)}")
    return ""
