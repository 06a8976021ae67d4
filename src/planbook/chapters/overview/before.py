"""Where the cities stood before the plan: in the year it chose them by, and by the rule that tells its two kinds apart."""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.positioning import DECLINING, RULE
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.kinds import JOBS, RULE_SAID, positions, variants
from planbook.chapters.overview.growth import INDEX
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year
from planbook.store import observations
from planbook.store.provenance import passport

_OUTPUT = "industrial_output_1980_prices_100m_yuan"
PRICES = 1980  # the year of the prices at which output of 1985 is printed
_SIX = {
    "assets": "state_industrial_assets_original_100m_yuan",
    "output": _OUTPUT,
    "heavy": "heavy_industry_output_1980_prices_100m_yuan",
    "industrial": "state_industrial_workers_10k",
    "state": "state_workers_10k",
    "collective": "collective_workers_10k",
    "towns": "non_agricultural_population_10k",
}
_MONEY = (0, Both("元", "yuan"), Both("亿", "billion"))
_PEOPLE = (0, Both("人", ""), Both("万", "million"))


@dataclass(frozen=True, kw_only=True)
class Founding(Finding):
    """The chosen cities in the year by whose figures the plan chose them.

    Attributes
    ----------
    cities : Count
        Cities with figures of that year.
    assets, output : Amount
        State industrial fixed assets at original value, and industrial output at prices of `prices`: sums, in yuan.
    prices : Year
        The year of these prices.
    workers, towns : Amount
        Workers of state industrial firms, non-agricultural people: sums.
    heavy, state : Percent
        Medians: heavy industry in output, workers of state industry among workers of state and collective units.
    dots : pandas.DataFrame
        unit, name, group (region), region, x (heavy), y (state), named.
    """

    cities: Count
    assets: Amount
    output: Amount
    prices: Year
    workers: Amount
    towns: Amount
    heavy: Percent
    state: Percent
    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Before(Finding):
    """The plan's two kinds of city by this book's rule, which looks only at years before the plan.

    Attributes
    ----------
    first, last : Year
        The years the rule compares.
    cities, declining, steady : Count
        The chosen cities; those that are stagnant or declining; those that keep their kind under every rule tried.
    limit, loss : Percent
        Where growth and the change of jobs are cut.
    least, most : Count
        How many cities of the plan the rules tried call declining.
    dots : pandas.DataFrame
        unit, name, group (kind), x (growth, %), y (change of jobs, %), named.
    names : dict of str to Both
        What the kinds are called.
    tried : Tabled
        The rules tried, over all cities of the plan; the first is the book's own.
    """

    first: Year
    last: Year
    cities: Count
    declining: Count
    steady: Count
    limit: Percent
    loss: Percent
    least: Count
    most: Count
    dots: pd.DataFrame
    names: dict[str, Both]
    tried: Tabled


def founding(sel: Selection) -> Founding | Absent:
    """Return what the chosen cities were in the year the plan chose them by."""
    rows = observations.select(_SIX.values(), sel.codes, [plan.document().selection_year])
    wide = rows.pivot(index="unit", columns="indicator", values="value")
    wide = wide.rename(columns={id_: key for key, id_ in _SIX.items()}).reindex(columns=list(_SIX))
    if gone := [id_ for key, id_ in _SIX.items() if wide[key].isna().all()]:
        return shared.lacking(gone, sel)
    sums = wide.sum()
    dots = pd.DataFrame(
        {
            "x": 100 * wide["heavy"] / wide["output"],
            "y": 100 * wide["industrial"] / (wide["state"] + wide["collective"]),
        }
    )
    return Founding(
        source=passport(rows, sel.codes),
        cities=Count(len(wide)),
        assets=Amount(1e8 * sums["assets"], *_MONEY),
        output=Amount(1e8 * sums["output"], *_MONEY),
        prices=Year(PRICES),
        workers=Amount(1e4 * sums["industrial"], *_PEOPLE),
        towns=Amount(1e4 * sums["towns"], *_PEOPLE),
        heavy=Percent(dots["x"].median()).formed(decimals=0),
        state=Percent(dots["y"].median()).formed(decimals=0),
        dots=shared.placed_in(_extremes(dots.rename_axis("unit").reset_index()), sel),
    )


def before(sel: Selection) -> Before | Absent:
    """Return how the chosen cities divide by the rule of `planbook.analysis.positioning`; all of them, whatever the year."""
    if sel.year < RULE.last:
        return Absent(
            Both(
                f"归类要看到{RULE.last}年，此处从略。",
                f"Left out: the sorting needs the years up to {RULE.last}.",
            )
        )
    kinds = positions().set_index("unit").reindex(sel.codes)
    if kinds.dropna(subset=["growth", "jobs"]).empty:
        return shared.lacking([INDEX, *JOBS], sel)
    everyone = [c.code for c in plan.cities()]
    index = observations.select(INDEX, everyone, range(RULE.first + 1, RULE.last + 1))
    ground = pd.concat([index, observations.select(JOBS, everyone, [RULE.first, RULE.last])])
    mine = ground[ground["unit"].isin(sel.codes)]
    dots = _extremes(kinds.reset_index().rename(columns={"growth": "x", "jobs": "y", "kind": "group"}))
    tried = variants()
    return Before(
        source=passport(mine, sel.codes, [RULE_SAID]),
        first=Year(RULE.first),
        last=Year(RULE.last),
        cities=Count(len(kinds)),
        declining=Count(int((kinds["kind"] == DECLINING).sum())),
        steady=Count(int((kinds["steady"] == 1).sum())),
        limit=Percent(kinds["limit"].iloc[0]).formed(decimals=0),
        loss=Percent(-RULE.loss).formed(decimals=0),
        least=Count(tried["declining"].min()),
        most=Count(tried["declining"].max()),
        dots=dots.assign(name=pd.Series([c.name for c in sel.cities], dtype="object")),
        names={p.id: p.name for p in plan.positioning()},
        tried=Tabled(
            source=passport(ground, everyone, [_ALWAYS]),
            frame=tried,
            columns=_TRIED,
        ),
    )


def _extremes(dots: pd.DataFrame) -> pd.DataFrame:
    """Mark the cities at the ends of both axes: those to be named."""
    by_unit = dots.set_index("unit")
    ends = {unit for axis in "xy" for unit in (by_unit[axis].idxmin(), by_unit[axis].idxmax())}
    return dots.assign(named=dots["unit"].isin(ends))


_ALWAYS = Both("始终按规划全部城市", "always over all cities of the plan")
_TRIED = (
    Column("first", "起（第一行为本书所用） | From (this book's own rule first)"),
    Column("last", "止 | To"),
    Column("quantile", "增长低于规划外城市的分位数 | Growth below this quantile of the cities outside", 2),
    Column("loss", "或就业降幅超过（%） | Or jobs down by more than (%)", 0),
    Column("declining", "归入滞缓或衰退的城市 | Declining cities", 0),
    Column("moved", "与本书归类不同的城市 | Cities of another kind than here", 0),
)
