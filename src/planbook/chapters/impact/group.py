"""The comparison group: which cities outside the plan are like those in it, and how far weights can make them so.

Weights rest on 1985 and on the years before the plan alone; no outcome after 2012 is looked at.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planbook import plan
from planbook.analysis.choosing import logistic
from planbook.analysis.weighting import balance, effective, entropy, overlap
from planbook.chapters.finding import Finding
from planbook.chapters.impact import panel
from planbook.chapters.impact.question import OUTCOMES, REFERENCE, Inquiry
from planbook.chapters.impact.rule import SERIES, SIX, YEAR, six
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count
from planbook.ground.reads import recorded, remembered
from planbook.store import observations
from planbook.store.provenance import Passport, passport

START = 2003
PATHS: dict[str, Both] = {
    "head_2003": Both("2003年人均产出（对数）", "Product per head 2003 (log)"),
    "head_2012": Both("2012年人均产出（对数）", "Product per head 2012 (log)"),
    "real": Both("2003—2012年实际增长（对数）", "Real growth 2003–2012 (log)"),
    "secondary_2003": Both("2003年第二产业比重", "Secondary share 2003"),
    "secondary_2012": Both("2012年第二产业比重", "Secondary share 2012"),
}
LOGGED = ("assets", "output", "workers", "town")
LATE = ("head_2012", "real", "secondary_2012")
# what each weighting makes alike; balance is shown for all of them
BASIS = {"overlap": (*SIX, *LATE), "entropy": tuple(PATHS), "none": ()}
NAMES = SIX | PATHS
SMALL = 0.1  # standard deviations below which a gap is called small
EDGES = np.linspace(0, 1, 11)


@recorded
@remembered
def covariates() -> pd.DataFrame:
    """Return what cities may be alike in: the six of 1985 (amounts in logarithms) and the paths of 2003 to 2012.

    Examples
    --------
    >>> list(covariates().columns) == list(NAMES)
    True
    """
    then = six()
    table = then.assign(**{name: np.log(then[name]) for name in LOGGED})

    def at(outcome: str, year: int) -> pd.Series:
        rows = panel.outcome_rows(OUTCOMES[outcome])
        return rows[rows["year"] == year].set_index("unit")["value"]

    return table.reindex(panel.cities().index).assign(
        head_2003=at("gdp_head", START) / 100,
        head_2012=at("gdp_head", REFERENCE) / 100,
        real=(at("real", REFERENCE) - at("real", START)) / 100,
        secondary_2003=at("secondary", START),
        secondary_2012=at("secondary", REFERENCE),
    )


@recorded
@remembered
def weights(weighting: str, sample: str) -> pd.Series | None:
    """Return a weight for every city that can be compared.

    Parameters
    ----------
    weighting, sample : str
        Keys of `WEIGHTINGS` and `SAMPLES`.

    Returns
    -------
    pandas.Series or None
        By city; cities without the covariates are not in it. None where the means of the plan's cities are out of reach.

    Examples
    --------
    >>> weights("none", "all").nunique()
    1
    """
    who = panel.members(sample)
    if weighting == "none":
        return pd.Series(1.0, index=who.index)
    table = covariates().loc[who.index, list(BASIS[weighting])].dropna()
    treated = who.loc[table.index, "plan"]
    return entropy(table, treated) if weighting == "entropy" else overlap(table, treated)


@dataclass(frozen=True, kw_only=True)
class Compared(Finding):
    """How like the two groups are.

    Attributes
    ----------
    ours, others : Count
        Cities compared, of the plan and outside it.
    ours_effective, others_effective : Amount
        As many equally weighted cities would carry as much.
    before, after : Amount
        The largest gap between the groups, in standard deviations.
    widest : Both
        In what that largest gap is before weighting.
    large_before, large_after, covariates : Count
        Covariates with a gap that is not small, and all of them.
    balance : pandas.DataFrame
        covariate, name, treated, others, before, after, weighed (bool).
    chances : pandas.DataFrame
        low, high, series (plan, others), cities: by the probability of being in the plan, from the six of 1985 and the paths.
    certain : Count
        Cities of the plan whose probability is above that of every other city.
    reachable : Count or Absent
        Effective number of others if entropy balancing had to reach 1985 as well as the paths.
    """

    ours: Count
    others: Count
    ours_effective: Amount
    others_effective: Amount
    before: Amount
    after: Amount
    widest: Both
    large_before: Count
    large_after: Count
    covariates: Count
    balance: pd.DataFrame
    chances: pd.DataFrame
    certain: Count
    reachable: Amount | Absent


def group(question: Inquiry) -> Compared | Absent:
    """Return how like the groups of a question are, before and after weighting."""
    weighed = weights(question.weighting, question.sample)
    if weighed is None:
        return Absent(
            Both(
                "熵平衡无解：规划城市的均值在对照城市所能达到的范围之外。",
                "Entropy balancing has no solution: the means of the plan's cities lie outside what the others span.",
            )
        )
    who = panel.members(question.sample)
    table = covariates().loc[who.index].dropna()
    treated = who.loc[table.index, "plan"]
    found = _balances(weighed, who["plan"])
    found["weighed"] = found["covariate"].isin(BASIS[question.weighting])
    counted = weighed[weighed > 0]
    ours = who.loc[counted.index, "plan"]
    chance = logistic(table, treated).score
    both_ways = entropy(table[[*SIX, *LATE]], treated)
    return Compared(
        source=behind(),
        ours=Count(ours.sum()),
        others=Count((~ours).sum()),
        ours_effective=Amount(effective(counted[ours])),
        others_effective=Amount(effective(counted[~ours])),
        before=Amount(found["before"].abs().max(), 2),
        after=Amount(found["after"].abs().max(), 2),
        widest=NAMES[list(found["covariate"])[int(found["before"].abs().to_numpy().argmax())]],
        large_before=Count((found["before"].abs() > SMALL).sum()),
        large_after=Count((found["after"].abs() > SMALL).sum()),
        covariates=Count(len(found)),
        balance=found,
        chances=_histogram(chance, treated),
        certain=Count((chance[treated] > chance[~treated].max()).sum()),
        reachable=Absent() if both_ways is None else Amount(effective(both_ways[~treated])),
    )


def _balances(weighed: pd.Series, treated: pd.Series) -> pd.DataFrame:
    """Return the balance of every covariate, over the cities that have it: not all were cities in 1985."""
    parts = []
    for name in NAMES:
        column = covariates().loc[weighed.index, [name]].dropna()
        parts.append(balance(column, treated[column.index], weighed[column.index]))
    found = pd.concat(parts, ignore_index=True)
    found["name"] = pd.Series([NAMES[c] for c in found["covariate"]], dtype="object")
    return found


def _histogram(chance: pd.Series, treated: pd.Series) -> pd.DataFrame:
    ours, _ = np.histogram(chance[treated], EDGES)
    others, _ = np.histogram(chance[~treated], EDGES)
    made = [
        pd.DataFrame({"low": EDGES[:-1], "high": EDGES[1:], "series": series, "cities": counts})
        for series, counts in (("plan", ours), ("others", others))
    ]
    return pd.concat(made, ignore_index=True)


def behind() -> Passport:
    """Return the passport of the covariates."""
    then = observations.select([f"{i}_districts" for i in SERIES], None, [YEAR])
    paths = observations.select(
        ["gdp_per_capita_yuan", "gdp_index_previous_100", "secondary_share_pct"],
        None,
        range(START, REFERENCE + 1),
    )
    ours = [c.code for c in plan.cities()]
    return passport(pd.concat([then, paths]), ours)
