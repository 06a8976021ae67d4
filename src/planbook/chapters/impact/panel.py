"""Cities and years as the estimators take them: who is in the plan, who may be compared, what is measured when.

The choice of cities of 1985 is the matter of `rule`, weights that of `group`.
"""

import numpy as np
import pandas as pd

from planbook import catalog, plan
from planbook.chapters.impact.question import CENSUSES, OUTCOMES, Inquiry, Measured
from planbook.chapters.shared import trusted
from planbook.ground.reads import recorded, remembered
from planbook.plan.regions import REGIONS
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR, last_year

CORRECTED_PROVINCES = (
    "21",
    "15",
)  # Liaoning and Inner Mongolia said in 2017 and 2018 that figures had been inflated
CORRECTED_YEARS = range(2015, 2019)
DROP = 0.9  # printed product of a year over that of the year before, while the city's own index said growth
MINING = "employment_mining_10k"
JOBS = "unit_employment_10k"
MINING_YEARS = range(2003, 2012)


@recorded
@remembered
def cities() -> pd.DataFrame:
    """Return every city of the yearbook and what the samples and doubts need to know of it.

    Returns
    -------
    pandas.DataFrame
        Index unit; plan (bool), capital (holds one of the 25 districts, or is a municipality: no comparison), province,
        region, resource, corrected (bool), mining (share of unit jobs before 2012, per cent; NaN where not printed).

    Examples
    --------
    >>> known = cities()
    >>> int(known["plan"].sum()), bool(known.loc["210300", "corrected"]), bool(known.loc["610100", "capital"])
    (95, True, True)
    """
    inside = {c.code for c in plan.cities()}
    around = {d.parent_code for d in plan.districts()}
    resource = {r["unit"] for r in catalog.table("plan", "resource_cities.csv", columns=("unit",))}
    codes = list(catalog.cities())
    frame = pd.DataFrame(index=pd.Index(codes, name="unit"))
    frame["plan"] = [c in inside for c in codes]
    frame["capital"] = [c in around for c in codes]
    frame["province"] = [c[:2] for c in codes]
    frame["region"] = [next(r.id for r in REGIONS[1:] if r.holds(c)) for c in codes]
    frame["resource"] = [c in resource for c in codes]
    frame["corrected"] = [c[:2] in CORRECTED_PROVINCES for c in codes]
    frame.loc[frame.index.isin(_fell_on_paper()), "corrected"] = True
    frame["mining"] = _mining().reindex(frame.index)
    return frame


def _fell_on_paper() -> set[str]:
    """Return cities whose printed product fell by more than a tenth in a year in which their index said growth.

    Figures were put right there, or prices fell, as those of coal and oil did: the two cannot be told apart from outside.
    """
    years = range(min(CORRECTED_YEARS) - 1, max(CORRECTED_YEARS) + 1)
    printed = observations.wide(trusted(observations.select("gdp_100m_yuan", None, years)))
    index = observations.wide(observations.select("gdp_index_previous_100", None, years))
    found: set[str] = set()
    for year in CORRECTED_YEARS:
        if {year, year - 1} <= set(printed.columns):
            fell = printed[year] / printed[year - 1] < DROP
            grew = index[year].reindex(printed.index) > 100
            found |= set(printed.index[fell & grew])
    return found


def _mining() -> pd.Series:
    dug = observations.wide(observations.select(MINING, None, MINING_YEARS))
    all_jobs = observations.wide(observations.select(JOBS, None, MINING_YEARS))
    shares = 100 * dug / all_jobs.reindex(index=dug.index, columns=dug.columns)
    return shares.mean(axis=1)


def outcome_rows(outcome: Measured) -> pd.DataFrame:
    """Return one outcome of every city and year, without values marked as far from the years around them.

    A chained index ends at a gap.

    Returns
    -------
    pandas.DataFrame
        unit, year, value: 100 times the logarithm, or per cent, as the outcome is measured.
    """
    return _rows(outcome.id)


@recorded
@remembered
def _rows(name: str) -> pd.DataFrame:
    outcome = OUTCOMES[name]
    top = trusted(observations.select(outcome.top))
    if outcome.id == "population":
        top = top[top["year"].isin(CENSUSES) & ~top["flag"].str.contains("other_borders")]
    table = observations.wide(top)
    if outcome.below:
        table = table / observations.wide(trusted(observations.select(outcome.below)))
    if outcome.measured == "chain":
        steps = _log(table / 100).reindex(columns=range(FIRST_YEAR, last_year() + 1))
        steps[FIRST_YEAR] = 0.0  # the first year is where the chain begins
        table = 100 * steps.cumsum(axis=1, skipna=False)
    elif outcome.measured == "log":
        table = 100 * _log(table)
    elif outcome.below:
        table = 100 * table
    stacked = pd.Series(table.rename_axis(index="unit", columns="year").stack()).dropna()
    long = stacked.rename("value").reset_index()
    return long.astype({"year": "int64"}).sort_values(["unit", "year"], ignore_index=True)


def _log(table: pd.DataFrame) -> pd.DataFrame:
    """Return logarithms; what is zero or less has none."""
    return pd.DataFrame(np.log(table.where(table > 0)), index=table.index, columns=table.columns)


def members(sample: str) -> pd.DataFrame:
    """Return the cities of a sample, treated and compared: those of the plan, and others that hold no district of it.

    Examples
    --------
    >>> len(members("without_resource")) < len(members("all"))
    True
    """
    known = cities()
    known = known[~known["capital"]]
    if sample == "without_northeast":
        return known[known["region"] != "northeast"]
    if sample == "without_corrected":
        return known[~known["corrected"]]
    if sample == "without_resource":
        return known[~known["resource"]]
    return known


def frame(question: Inquiry, weights: pd.Series | None = None) -> pd.DataFrame:
    """Return the rows an estimator takes.

    Parameters
    ----------
    question : Inquiry
        Outcome, years and sample.
    weights : pandas.Series, optional
        By city; cities without one are left out.

    Returns
    -------
    pandas.DataFrame
        unit, year, value, treated, weight, province, region, mining.
    """
    who = members(question.sample)
    rows = outcome_rows(question.outcome)
    rows = rows[rows["year"].between(question.first, question.last) & rows["unit"].isin(who.index)]
    joined = rows.merge(
        who[["plan", "province", "region", "mining"]].rename(columns={"plan": "treated"}),
        left_on="unit",
        right_index=True,
    )
    joined["weight"] = 1.0 if weights is None else joined["unit"].map(weights)
    return joined.dropna(subset=["weight"]).query("weight > 0").reset_index(drop=True)


def complete(rows: pd.DataFrame, share: float = 0.9) -> pd.DataFrame:
    """Return cities by years without a gap: years that most cities have, then the cities that have all of these.

    Parameters
    ----------
    rows : pandas.DataFrame
        unit, year, value.
    share : float
        Of the cities that a year needs.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("aabbc"), "year": [1, 2, 1, 2, 1], "value": 1.0})
    >>> complete(f, 0.6).shape
    (2, 2)
    """
    table = rows.pivot(index="unit", columns="year", values="value")
    kept = table.loc[:, table.notna().mean() >= share]
    return kept.dropna()
