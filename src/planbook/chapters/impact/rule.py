"""The choice of 1985 made again: six indicators of all cities, scored by stated rules, beside who was chosen.

The plan names the indicators and not how they were weighed; what the rules are called is said in the notebook.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.choosing import area, hits, logistic, mean_rank, top
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.impact import panel
from planbook.figures import Column
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Year
from planbook.ground.reads import recorded, remembered
from planbook.store import observations
from planbook.store.provenance import passport

YEAR = 1985
ASSETS = "state_industrial_assets_original_100m_yuan"
COLLECTIVE = "collective_industrial_assets_original_100m_yuan"
OUTPUT = "industrial_output_1980_prices_100m_yuan"
HEAVY = "heavy_industry_output_1980_prices_100m_yuan"
WORKERS = "state_industrial_workers_10k"
STAFF = ("state_workers_10k", "collective_workers_10k")
TOWN = "non_agricultural_population_10k"
SERIES = (ASSETS, COLLECTIVE, OUTPUT, HEAVY, WORKERS, *STAFF, TOWN)
SIX: dict[str, Both] = {
    "assets": Both("工业固定资产原值", "Industrial fixed assets"),
    "output": Both("工业总产值", "Gross industrial output"),
    "heavy": Both("重工业比重", "Share of heavy industry"),
    "workers": Both("国有工业职工", "Workers of state industry"),
    "share": Both("国有工业职工占职工比重", "Their share of all workers"),
    "town": Both("非农业人口", "Non-agricultural population"),
}
RULES = {
    **SIX,
    "mean_rank": Both("六项平均位次", "Mean rank of the six"),
    "logistic": Both("六项逻辑斯蒂", "Logistic of the six"),
}
UNIVERSES: dict[str, Both] = {
    "eligible": Both("不含二十五区所在城市", "without the cities of the plan's districts"),
    "all": Both("年鉴全部城市", "every city of the yearbook"),
    "prefecture": Both("当年地级以上", "at prefecture level or above then"),
    "prefecture_eligible": Both(
        "当年地级以上，不含二十五区所在城市", "at prefecture level then, without the districts' cities"
    ),
}
SCOPES: dict[str, Both] = {"districts": Both("市区", "city districts"), "city": Both("全市", "whole city")}
SCALE = 3  # digits of an area under the curve


@recorded
@remembered
def six(scope: str = "districts") -> pd.DataFrame:
    """Return the six indicators of 1985.

    Parameters
    ----------
    scope : {"districts", "city"}
        The city districts, or the whole city with its counties. Where the yearbook prints one of the two, it stands for
        both: a county-level city inside another prints its districts only.

    Returns
    -------
    pandas.DataFrame
        Index unit (today's code); assets and output (100 million yuan), heavy and share (per cent), workers and town
        (10,000 persons).

    Examples
    --------
    >>> round(float(six().loc["210300", "heavy"]), 1)
    85.2
    """
    wanted = [*SERIES, *(f"{i}_districts" for i in SERIES)]
    table = observations.select(wanted, None, [YEAR]).pivot(index="unit", columns="indicator", values="value")

    def of(indicator: str) -> pd.Series:
        whole, inner = table[indicator], table[f"{indicator}_districts"]
        return inner.fillna(whole) if scope == "districts" else whole.fillna(inner)

    return pd.DataFrame(
        {
            # a city without collective firms prints none
            "assets": of(ASSETS) + of(COLLECTIVE).fillna(0),
            "output": of(OUTPUT),
            "heavy": 100 * of(HEAVY) / of(OUTPUT),
            "workers": of(WORKERS),
            "share": 100 * of(WORKERS) / (of(STAFF[0]) + of(STAFF[1])),
            "town": of(TOWN),
        }
    ).dropna()


@recorded
@remembered
def ranks_then() -> dict[str, str]:
    """Return what each city was in 1985: ``"prefecture"`` (or above) or ``"county"``."""
    return {
        r["code"]: r["rank"] for r in catalog.table("catalog", "names_1985.csv", columns=("code", "rank"))
    }


def universe(name: str, scope: str = "districts") -> pd.DataFrame:
    """Return the six indicators of the cities that a universe holds.

    Parameters
    ----------
    name : str
        A key of `UNIVERSES`.
    scope : str
        As in `six`.

    Examples
    --------
    >>> [len(universe(name)) for name in ("all", "eligible", "prefecture")]
    [253, 228, 164]
    """
    table, then, known = six(scope), ranks_then(), panel.cities()
    if name.startswith("prefecture"):
        table = table[[then[c] == "prefecture" for c in table.index]]
    if name.endswith("eligible"):
        table = table[~known["capital"].reindex(table.index)]
    return table


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return the score of each city under each rule: the six alone, their mean rank, a logistic regression.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `universe`.
    """
    picked = chosen(table.index)
    return table.assign(mean_rank=mean_rank(table), logistic=logistic(table, picked).score)


def chosen(codes: pd.Index) -> pd.Series:
    """Tell which cities the plan lists."""
    inside = {c.code for c in plan.cities()}
    return pd.Series([c in inside for c in codes], index=codes)


@dataclass(frozen=True, kw_only=True)
class Choice(Finding):
    """How far the stated rules bring back the plan's choice.

    Attributes
    ----------
    year : Year
        Of the indicators.
    indicators : Count
        How many there are.
    cities, listed : Count
        Cities scored, and those of the plan among them.
    best : Both
        The single indicator that tells them apart best.
    best_area, mean_area, fitted_area : Amount
        Area under the curve of that indicator, of the mean rank and of the logistic rule.
    mean_hits, fitted_hits, places : Count
        The plan's cities among as many with the highest scores as the plan lists.
    against_in, against_out : Count
        Cities of the plan that the mean rank would not have chosen, and others that it would.
    dots : pandas.DataFrame
        unit, name, series (plan, others), x (mean rank, per cent of the highest), y (share of heavy industry, per cent).
    rules : pandas.DataFrame
        universe, scope, rule, name, cities, listed, area, hits; all universes and scopes.
    """

    year: Year
    indicators: Count
    cities: Count
    listed: Count
    best: Both
    best_area: Amount
    mean_area: Amount
    fitted_area: Amount
    mean_hits: Count
    fitted_hits: Count
    places: Count
    against_in: Count
    against_out: Count
    dots: pd.DataFrame
    rules: pd.DataFrame


def rule() -> Choice:
    """Return how far the rules bring back the plan's choice, city districts, without the districts' cities first."""
    rows = []
    places = len(plan.cities())
    for name in UNIVERSES:
        for scope in SCOPES:
            table = universe(name, scope)
            picked, scored = chosen(table.index), scores(table)
            for key, label in RULES.items():
                rows.append(
                    {
                        "universe": name,
                        "scope": scope,
                        "rule": key,
                        "name": label,
                        "cities": len(table),
                        "listed": int(picked.sum()),
                        "area": area(scored[key], picked),
                        "hits": hits(scored[key], picked, places),
                    }
                )
    frame = pd.DataFrame(rows)
    first = frame[(frame["universe"] == "eligible") & (frame["scope"] == "districts")].set_index("rule")
    best = str(first.loc[list(SIX), "area"].idxmax())
    hit = int(first["hits"].to_dict()["mean_rank"])
    seen = observations.select([f"{i}_districts" for i in SERIES], None, [YEAR])
    return Choice(
        source=passport(seen, [c.code for c in plan.cities()]),
        year=Year(YEAR),
        indicators=Count(len(SIX)),
        cities=Count(first["cities"].iloc[0]),
        listed=Count(first["listed"].iloc[0]),
        best=SIX[best],
        best_area=Amount(first.loc[best, "area"], SCALE),
        mean_area=Amount(first.loc["mean_rank", "area"], SCALE),
        fitted_area=Amount(first.loc["logistic", "area"], SCALE),
        mean_hits=Count(first.loc["mean_rank", "hits"]),
        fitted_hits=Count(first.loc["logistic", "hits"]),
        places=Count(places),
        against_in=Count(int(first["listed"].iloc[0]) - hit),
        against_out=Count(places - hit),
        dots=_dots(),
        rules=frame,
    )


def _dots() -> pd.DataFrame:
    table = universe("eligible")
    picked = chosen(table.index)
    return pd.DataFrame(
        {
            "unit": table.index,
            "name": pd.Series([catalog.place(u) for u in table.index], dtype="object"),
            "series": ["plan" if picked[u] else "others" for u in table.index],
            "x": 100 * mean_rank(table).to_numpy(),
            "y": table["heavy"].to_numpy(),
        }
    )


def misses() -> Tabled:
    """Return who is in the plan against the mean rank and who is out against it, with what is known of why.

    Returns
    -------
    Tabled
        unit, name, side (in, out), rank, score, then, reason; the farthest from their place first.
    """
    table = universe("eligible")
    score, picked = mean_rank(table), chosen(table.index)
    places = len(plan.cities())
    among = set(top(score, places))
    order = score.rank(ascending=False, method="first").astype(int)
    rows = []
    for unit in table.index:
        inside, high = bool(picked[unit]), unit in among
        if inside == high:
            continue
        rows.append(
            {
                "unit": unit,
                "name": catalog.place(unit),
                "side": Both("在规划内", "in the plan") if inside else Both("不在规划内", "not in the plan"),
                "listed": inside,
                "rank": int(order[unit]),
                "score": float(score[unit]),
                "off": abs(int(order[unit]) - places),
                "reason": _why(unit, inside, abs(int(order[unit]) - places), float(table.loc[unit, "heavy"])),
            }
        )
    frame = pd.DataFrame(rows).sort_values(["listed", "off"], ascending=[True, False], ignore_index=True)
    columns = (
        Column("name", Both("城市", "City")),
        Column("side", Both("规划", "Plan")),
        Column("rank", Both("平均位次排名", "Place by mean rank"), 0),
        Column("reason", Both("可见的原因", "What can be seen")),
    )
    seen = observations.select([f"{i}_districts" for i in SERIES], list(frame["unit"]), [YEAR])
    return Tabled(source=passport(seen, list(frame["unit"])), frame=frame, columns=columns, sort_by=None)


LIGHT = 45.0  # per cent of heavy industry below which a city of 1985 is called light-industrial here
MARGIN = 20  # places from the last that the rule would take, within which a miss is called one of the margin


def _why(unit: str, inside: bool, off: int, heavy: float) -> Both:
    """Say what can be seen of why a city stands against the rule; nothing is known of how the plan weighed it."""
    if inside and ranks_then()[unit] == "county":
        return Both(
            "当年为县级市，数字只及今市一角",
            "a county-level city then: its figures cover a corner of today's city",
        )
    if not inside and unit.endswith("0100"):
        return Both(
            "省会，规划只列了另一些省会的城区",
            "a provincial capital; the plan lists districts of others only",
        )
    if not inside and heavy < LIGHT:
        return Both("轻工业为主", "mostly light industry")
    if not inside and panel.cities().loc[unit, "resource"]:
        return Both("资源型城市，同年另有规划", "resource-based, with a plan of its own in the same year")
    if off <= MARGIN:
        return Both("处在边缘", "at the margin")
    return Both("未见原因", "no reason seen")
