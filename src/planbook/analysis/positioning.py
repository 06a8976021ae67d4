"""Which of the plan's two kinds a city is: fast but extensive, or stagnating or losing its leading industry.

The plan describes the kinds (chapter 2 part 3) and names no city. The rule here is this book's own, stated
and tested for sensitivity; it looks only at the years before the plan.

Notes
-----
What the kinds are called lives in ``data/plan``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from planbook.analysis.change import chain

FAST, DECLINING = "fast", "declining"


@dataclass(frozen=True, slots=True)
class Rule:
    """How the kinds are told apart.

    Attributes
    ----------
    first, last : int
        Years between which growth and jobs are compared; the plan's own view ends in 2012.
    quantile : float
        A city is slow if its real growth lies below this quantile of the cities outside the plan.
    loss : float
        Its leading industry declines if jobs in mining and manufacturing fell by more than this many per cent.
    """

    first: int = 2003
    last: int = 2012
    quantile: float = 0.25
    loss: float = 20.0


RULE = Rule()
# Other windows, and thresholds a little to either side: what a city's kind is tested against.
VARIANTS = (
    Rule(first=2005),
    Rule(first=2007),
    Rule(quantile=0.2),
    Rule(quantile=0.3),
    Rule(loss=15.0),
    Rule(loss=25.0),
)


def position(
    index: pd.DataFrame, jobs: pd.DataFrame, units: Iterable[str], rule: Rule = RULE
) -> pd.DataFrame:
    """Tell the two kinds apart.

    A city is *declining* if its real product grew from 2003 to 2012 by less than the lower quartile of the
    cities outside the plan (their quantile of 25 per cent), or if its jobs in mining and manufacturing fell
    by more than 20 per cent; otherwise it is *fast*. A city whose growth is not known has no kind.

    Parameters
    ----------
    index : pandas.DataFrame
        Index of gross regional product, previous year = 100, of every city of the yearbook (unit, year, value).
    jobs : pandas.DataFrame
        Persons employed in mining and in manufacturing (unit, indicator, year, value).
    units : iterable of str
        The plan's cities.
    rule : Rule
        Years and thresholds.

    Returns
    -------
    pandas.DataFrame
        unit, growth (per cent), limit (per cent, the same for all), jobs (change in per cent, missing where one of the
        two industries is not printed in both years), slow, losing, kind ("fast", "declining" or None).

    Examples
    --------
    >>> index = pd.DataFrame({"unit": list("abxy"), "year": 2012, "value": [112.0, 101.0, 108.0, 110.0]})
    >>> jobs = pd.DataFrame({"unit": "a", "indicator": "m", "year": [2011, 2012], "value": [10.0, 7.0]})
    >>> position(index, jobs, ["a", "b"], Rule(2011, 2012))[["unit", "kind"]].values.tolist()
    [['a', 'declining'], ['b', 'declining']]
    """
    wanted = list(units)
    inside = index[(index["year"] > rule.first) & (index["year"] <= rule.last)]
    chained = chain(inside, rule.first)
    growth = chained[chained["year"] == rule.last].set_index("unit")["value"] - 100
    limit = growth[~growth.index.isin(wanted)].quantile(rule.quantile)
    ends = jobs[jobs["year"].isin([rule.first, rule.last])]
    table = ends.pivot_table(
        index="unit", columns=["indicator", "year"], values="value", observed=True
    ).dropna()
    summed = table.T.groupby(level="year").sum().T.reindex(columns=[rule.first, rule.last])
    change = 100 * (summed[rule.last] / summed[rule.first] - 1)
    found = pd.DataFrame({"growth": growth.reindex(wanted), "limit": limit, "jobs": change.reindex(wanted)})
    found["slow"] = found["growth"] < limit
    found["losing"] = found["jobs"] < -rule.loss
    kind = (found["slow"] | found["losing"]).map({True: DECLINING, False: FAST}).astype("object")
    found["kind"] = kind.where(found["growth"].notna(), None)
    return found.rename_axis("unit").reset_index()


def steadiness(
    index: pd.DataFrame,
    jobs: pd.DataFrame,
    units: Iterable[str],
    rule: Rule = RULE,
    variants: Iterable[Rule] = VARIANTS,
) -> pd.Series:
    """Tell what share of variants of the rule, from 0 to 1, give a city the kind the rule itself gives it.

    The variants begin in 2005 or 2007, take the quantile of 20 or 30 per cent, or a loss of jobs of 15 or 25
    per cent.

    Parameters
    ----------
    index, jobs, units, rule
        As in `position`.
    variants : iterable of Rule
        Other years and thresholds.

    Returns
    -------
    pandas.Series
        Indexed by unit; 1 where every variant agrees.

    Examples
    --------
    >>> index = pd.DataFrame({"unit": list("abxy"), "year": 2012, "value": [112.0, 101.0, 108.0, 110.0]})
    >>> jobs = pd.DataFrame({"unit": "a", "indicator": "m", "year": [2011, 2012], "value": [10.0, 9.0]})
    >>> year = Rule(2011, 2012)
    >>> steadiness(index, jobs, ["a", "b"], year, [year, Rule(2011, 2012, loss=5.0)]).tolist()
    [0.5, 1.0]
    """
    wanted = list(units)
    own = position(index, jobs, wanted, rule).set_index("unit")["kind"]
    tried = [position(index, jobs, wanted, other).set_index("unit")["kind"] == own for other in variants]
    return pd.concat(tried, axis=1).mean(axis=1)


def sensitivity(
    index: pd.DataFrame,
    jobs: pd.DataFrame,
    units: Iterable[str],
    rule: Rule = RULE,
    variants: Iterable[Rule] = VARIANTS,
) -> pd.DataFrame:
    """Count how many cities each variant of the rule calls declining, and how many it moves to the other kind.

    Parameters
    ----------
    index, jobs, units, rule, variants
        As in `steadiness`.

    Returns
    -------
    pandas.DataFrame
        first, last, quantile, loss, declining (cities), unknown (cities without a kind), moved (cities whose kind is
        not the rule's own); the rule itself first.

    Examples
    --------
    >>> index = pd.DataFrame({"unit": list("abxy"), "year": 2012, "value": [112.0, 101.0, 108.0, 110.0]})
    >>> jobs = pd.DataFrame({"unit": "a", "indicator": "m", "year": [2011, 2012], "value": [10.0, 9.0]})
    >>> year = Rule(2011, 2012)
    >>> sensitivity(index, jobs, ["a", "b"], year, [Rule(2011, 2012, loss=5.0)])[["declining", "moved"]].values.tolist()
    [[1, 0], [2, 1]]
    """
    wanted = list(units)
    own = position(index, jobs, wanted, rule)["kind"]
    rows = []
    for tried in (rule, *variants):
        kind = position(index, jobs, wanted, tried)["kind"]
        counts = int((kind == DECLINING).sum()), int(kind.isna().sum()), int((kind != own).sum())
        rows.append((tried.first, tried.last, tried.quantile, tried.loss, *counts))
    names = ["first", "last", "quantile", "loss", "declining", "unknown", "moved"]
    return pd.DataFrame(rows, columns=names)
