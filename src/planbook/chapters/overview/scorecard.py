"""The twelve numeric goals, each with its verdict, figure and reason: one record a goal, and the table of them all.

How a goal is judged lives in `planbook.analysis.scorecard`. The card always covers all cities of the plan, whichever region
a chapter shows, and says nothing of a goal before its year is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.scorecard import INDICATORS, METHODS, Result, scorecard
from planbook.chapters import shared
from planbook.chapters.asked import Aim, goal_of, in_unit, opening
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.selection import BASE_YEAR, GOAL_YEAR, Selection
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Quantity, Year, known
from planbook.plan import Goal
from planbook.store import observations
from planbook.store.provenance import passport

OPEN = "open"  # the year of the goal is not printed yet
VERDICTS = {
    "met": Both("达到", "met"),
    "not_met": Both("未达到", "not met"),
    "on_proxy": Both("仅有替代指标", "on proxy"),
    "no_data": Both("无数据", "no data"),
    OPEN: Both("尚不能判断", "cannot be judged yet"),
}
_LEANINGS = {
    "met": Both("（倾向达到）", " (leaning towards met)"),
    "not_met": Both("（倾向未达到）", " (leaning towards not met)"),
}
# What a figure needs, to say what is lacking where it cannot be computed.
_NEEDS = {
    "services_share_pct": ("services_share_pct", "gdp_100m_yuan"),
    "rd_share_pct": ("rd_expenditure_100m_yuan", "gdp_100m_yuan"),
    "so2": ("so2_industrial_t",),
    "urban_income_yuan": ("urban_income_yuan", "population_registered_10k"),
    "pension_insured_million": ("pension_insured", "population_registered_10k"),
}
_WHOLE = Both("无缺数城市", "none missing")
_UNSEEN = Both("没有可对照的城市数字", "no figure by city")


@dataclass(frozen=True, kw_only=True)
class Judged(Aim):
    """What became of one numeric goal of the plan.

    Attributes
    ----------
    verdict : str
        ``met``, ``not_met``, ``on_proxy``, ``no_data``, or ``open`` while its year is not printed.
    said : Both
        The verdict in words; a proxy says which way it leans.
    leaning : str
        For a proxy ``met`` or ``not_met``, else nothing.
    figure : Quantity
        What is set against the target, in its unit; the change in per cent for a reduction.
    low, high : Quantity
        The figure if the cities without data had the lowest, or the highest, value printed; absent where none is missing.
    covered, of : Count
        Cities with data, cities of the plan.
    first, last : Year
        The years compared; both the goal's own where a level is judged.
    why : Both
        The remark of the registry: what the figure is not, or why there is none.
    """

    verdict: str
    said: Both
    leaning: str
    figure: Quantity | Absent
    low: Quantity | Absent
    high: Quantity | Absent
    covered: Count
    of: Count
    first: Year | Absent
    last: Year | Absent
    why: Both | Absent


@dataclass(frozen=True, kw_only=True)
class Scorecard(Finding):
    """The numeric goals of the plan, judged over all its cities.

    Attributes
    ----------
    goals : dict of str to Judged
        By id, in the plan's order.
    total : Count
        How many there are.
    due : Year
        When they are to be reached.
    waiting : Year
        The chosen year, where it lies before ``due``; else absent.
    met, not_met, on_proxy : Count
        Goals by verdict; absent before ``due``.
    no_data : Count
        Goals without a series by city.
    leaning : Count
        Proxies that lean towards met.
    followed : Count
        Goals of which a series by city is printed up to the chosen year.
    unseen : tuple of Both
        What the goals without a series by city are about.
    income_of_nation : Percent
        Urban income of the cities in per cent of the nation's, in the year of the goal.
    shown : Tabled
        The card as a table, one row a goal.
    """

    goals: dict[str, Judged]
    total: Count
    due: Year
    waiting: Year | Absent
    met: Count | Absent
    not_met: Count | Absent
    on_proxy: Count | Absent
    no_data: Count
    leaning: Count | Absent
    followed: Count
    unseen: tuple[Both, ...]
    income_of_nation: Percent | Absent
    shown: Tabled | Absent


def card(sel: Selection) -> Scorecard:
    """Return the scorecard of the plan's numeric goals up to the chosen year.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> goal = card(choose(2022)).goals["services_share_pct"]
    >>> goal.verdict, str(goal.figure), str(goal.target)
    ('not_met', '43.4', '45')
    """
    everyone = [c.code for c in plan.cities()]
    judged = sel.year >= GOAL_YEAR
    rows = observations.select(INDICATORS, everyone, range(BASE_YEAR, GOAL_YEAR + 1))
    results = scorecard(plan.goals(), rows if judged else rows.iloc[:0], everyone)
    goals = {r.goal.id: _judged(r, sel) for r in results}
    found = pd.Series([g.verdict for g in goals.values()])

    def counted(verdict: str, leaning: str = "") -> Count | Absent:
        ids = [g for g in goals.values() if g.verdict == verdict and leaning in ("", g.leaning)]
        return Count(len(ids)) if judged else Absent()

    ours = goals["urban_income_yuan"].figure
    nation = observations.value(catalog.NATION, "urban_income_yuan", GOAL_YEAR)
    source = passport(_used(rows, results), everyone, [*_notes(), *_without()])
    return Scorecard(
        source=source,
        goals=goals,
        total=Count(len(goals)),
        due=Year(GOAL_YEAR),
        waiting=Absent() if judged else Year(sel.year),
        met=counted("met"),
        not_met=counted("not_met"),
        on_proxy=counted("on_proxy"),
        no_data=Count(int((found == "no_data").sum())),
        leaning=counted("on_proxy", "met"),
        followed=Count(
            sum(bool(g.indicator) and not shared.observed(g.indicator, sel).empty for g in plan.goals())
        ),
        unseen=tuple(g.name for g in goals.values() if g.verdict == "no_data"),
        income_of_nation=known(Percent, 100 * ours / nation if nation else None).formed(decimals=0),
        shown=Tabled(source=source, frame=_frame(goals), columns=_columns()) if judged else _too_early(sel),
    )


def _judged(result: Result, sel: Selection) -> Judged:
    goal = result.goal
    verdict = OPEN if goal.id in METHODS and sel.year < goal.year else result.verdict
    said = VERDICTS[verdict]
    if verdict == "on_proxy":
        leans = _LEANINGS[result.leaning]
        said = Both(said.zh + leans.zh, said.en + leans.en)
    low, high = result.bounds or (None, None)
    lacking = (
        shared.lacking(_NEEDS[goal.id], sel) if verdict == "no_data" and goal.id in METHODS else Absent()
    )
    return Judged(
        **vars(goal_of(goal)),
        verdict=verdict,
        said=said,
        leaning=result.leaning,
        figure=lacking if result.value is None else in_unit(goal, result.value),
        low=_end(goal, low),
        high=_end(goal, high),
        covered=Count(result.covered),
        of=Count(result.of),
        first=known(Year, result.years[0] if result.years else None),
        last=known(Year, result.years[-1] if result.years else None),
        why=goal.note or Absent(),
    )


def _end(goal: Goal, value: float | None) -> Quantity | Absent:
    return Absent() if value is None else in_unit(goal, value)


def _frame(goals: Mapping[str, Judged]) -> pd.DataFrame:
    def end(goal: Judged, at: Quantity | Absent) -> Quantity | Absent | Both:
        return _WHOLE if isinstance(at, Absent) and goal.covered == goal.of else at

    return pd.DataFrame(
        [
            {
                "goal": opening(g.name),
                "target": g.target,
                "figure": g.figure,
                "low": end(g, g.low),
                "high": end(g, g.high),
                "verdict": g.said,
                "covered": g.covered,
                "why": g.why if isinstance(g.why, Both) else Both("", ""),
            }
            for g in goals.values()
        ],
        dtype="object",
    )


def _columns() -> tuple[Column, ...]:
    n = len(plan.cities())
    unbounded = Both("没有城市数据，算不出上下界", "no data by city, hence no bounds")
    return (
        Column("goal", Both(f"{GOAL_YEAR}年目标", f"Goal for {GOAL_YEAR}")),
        Column("target", "目标值 | Target", right=True),
        Column("figure", Both(f"{n}城数字", f"Figure, the {n}"), missing=_UNSEEN, right=True),
        Column("verdict", "判断 | Verdict"),
        Column("low", "缺数城市取最低 | Missing cities at the lowest", missing=unbounded, right=True),
        Column("high", "缺数城市取最高 | Missing cities at the highest", missing=unbounded, right=True),
        Column("covered", Both(f"有数城市（共{n}）", f"Cities with data (of {n})"), right=True),
        Column("why", "说明 | Remark"),
    )


def _used(rows: pd.DataFrame, results: list[Result]) -> pd.DataFrame:
    """Return the observations the figures are of: all years compared for SO2, the goal's year for the others."""
    years = {r.goal.id: r.years for r in results}
    is_so2 = rows["indicator"] == "so2_industrial_t"
    due = [y for goal, ys in years.items() if goal != "so2" for y in ys]
    return rows[(is_so2 & rows["year"].isin(years["so2"])) | (~is_so2 & rows["year"].isin(due))]


def _notes() -> list[Both]:
    bases = sorted({g.baseline_year for g in plan.goals() if g.baseline_year})
    return [
        Both(
            f"减排类目标以{b}年为基年，目标值与数字为变化百分比",
            f"reductions are changes in per cent on {b}",
        )
        for b in bases
    ]


def _without() -> list[Both]:
    kinds = [u.kind for u in plan.units()]
    districts, counties = kinds.count("district"), kinds.count("county_level_city")
    return [
        Both(
            f"规划范围另含{districts}个市辖区和{counties}个县级市，不在表中",
            f"the districts ({districts}) and county-level cities ({counties}) also covered by the plan are not in "
            "the table",
        )
    ]


def _too_early(sel: Selection) -> Absent:
    return Absent(
        Both(
            f"此处无表：目标定在{GOAL_YEAR}年，截至{sel.year}年还没有那一年的数字。",
            f"No table: the goals are set for {GOAL_YEAR}, and nothing is printed for that year up to {sel.year}.",
        )
    )
