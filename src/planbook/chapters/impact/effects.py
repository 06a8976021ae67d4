"""What changed more in the plan's cities: every outcome by three estimators, and the chosen one year by year.

All outcomes stand in the table, not those that came out large; what to make of them is the matter of `doubts`.
"""

from dataclasses import dataclass, replace

import pandas as pd

from planbook import plan
from planbook.analysis.differences import Effect, Path, before, effect, event_study, two_way
from planbook.analysis.permuting import false_discovery, holm
from planbook.analysis.synthetic import Synthetic, synthetic
from planbook.chapters.finding import Finding
from planbook.chapters.impact import panel
from planbook.chapters.impact.group import weights
from planbook.chapters.impact.question import (
    CENSUSES,
    ESTIMATORS,
    FIRST,
    OUTCOMES,
    REFERENCE,
    Inquiry,
    Measured,
)
from planbook.chapters.shared import trusted
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.numerals import decimal
from planbook.ground.quantities import Amount, Count, Year, known
from planbook.store import observations
from planbook.store.provenance import Passport, passport

UNREACHED = Both(
    "熵平衡在这一样本中无解，因此没有估计。",
    "Entropy balancing has no solution in this sample, hence no estimate.",
)
SIGNIFICANT = 0.05
SIDES = {
    "plan": Both("规划城市", "cities of the plan"),
    "others": Both("规划外城市", "cities outside"),
}
DIGITS = 1


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """An effect as a sentence says it.

    Attributes
    ----------
    value, low, high : Amount
        The estimate and its 95 per cent interval, in log points or percentage points.
    p : Amount
        Probability of one as far from zero if there were none.
    ours, others : Count
        Cities of the plan and compared ones.
    clear : bool
        Whether the interval leaves out zero.
    """

    value: Amount
    low: Amount
    high: Amount
    p: Amount
    ours: Count
    others: Count
    clear: bool


def told(found: Effect, unit: Both) -> Estimate:
    """Return an effect as a sentence says it.

    Examples
    --------
    >>> told(Effect(-2.0, 0.5, -3.0, -1.0, 0.001, 200, 95, 4000), Both("点", "points")).clear
    True
    """
    return Estimate(
        value=signed(found.value, unit),
        low=signed(found.low, unit),
        high=signed(found.high, unit),
        p=Amount(found.p, 3),
        ours=Count(found.treated),
        others=Count(found.units - found.treated),
        clear=not found.low <= 0 <= found.high,
    )


def signed(value: float, unit: Both) -> Amount:
    """Return an effect with its sign.

    Examples
    --------
    >>> str(signed(4.25, Both("点", "points")))
    '+4.2'
    """
    made = Amount(value, DIGITS, unit)
    made.form = replace(made.form, signed=True)
    return made


def interval(low: float, high: float, value: float | None = None) -> str:
    """Return an interval as a table writes it, after its estimate if there is one.

    Examples
    --------
    >>> interval(-13.5, -0.1), interval(-1.0, 2.0, 0.5)
    ('[−13.5, −0.1]', '+0.5 [−1.0, +2.0]')
    """
    ends = ", ".join(decimal(v, DIGITS, signed=True) for v in (low, high))
    return f"[{ends}]" if value is None else f"{decimal(value, DIGITS, signed=True)} [{ends}]"


def rows(question: Inquiry, weighting: str | None = None) -> pd.DataFrame | None:
    """Return the weighted rows of a question, None where weights cannot be had.

    Parameters
    ----------
    question : Inquiry
        What is asked.
    weighting : str, optional
        Another weighting than the question's.
    """
    weighed = weights(weighting or question.weighting, question.sample)
    return None if weighed is None else panel.frame(question, weighed)


def by_two_way(question: Inquiry) -> Effect | None:
    """Return the two-way effect of a question; a census outcome compares its two years, or has none."""
    frame = rows(question)
    if frame is None or (question.outcome.id == "population" and not set(CENSUSES) <= set(frame["year"])):
        return None
    return two_way(frame, CENSUSES[1] if question.outcome.id == "population" else FIRST)


def by_event(question: Inquiry) -> Path | None:
    """Return the path year by year of a question; a census outcome has none."""
    frame = rows(question)
    return None if frame is None or question.outcome.id == "population" else event_study(frame, REFERENCE)


def by_synthetic(question: Inquiry) -> Synthetic | None:
    """Return synthetic difference-in-differences; it makes its own weights, and takes cities without a gap."""
    frame = panel.frame(question)
    table = panel.complete(frame)
    if question.outcome.id == "population" or len(table.columns) < 4:
        return None
    treated = frame.drop_duplicates("unit").set_index("unit")["treated"].reindex(table.index)
    return synthetic(table, treated, FIRST)


def mean_after(path: Path) -> Effect:
    """Return the mean of a path's years from the plan's first on.

    Examples
    --------
    >>> table = pd.DataFrame({"year": [2012, 2013, 2014], "value": [0.0, 1.0, 3.0]})
    >>> cov = pd.DataFrame([[1.0, 0.0], [0.0, 1.0]], index=[2013, 2014], columns=[2013, 2014])
    >>> mean_after(Path(table, cov, 2012, 100, 50, 300)).value
    2.0
    """
    years = [y for y in path.covariance.index if y >= FIRST]
    value = float(path.table.set_index("year").loc[years, "value"].mean())
    error = float(path.covariance.loc[years, years].to_numpy().sum()) ** 0.5 / len(years)
    group = pd.DataFrame(
        {"unit": range(path.units), "treated": [n < path.treated for n in range(path.units)]}
    )
    return replace(effect(value, error, group), rows=path.rows)


def estimated(question: Inquiry) -> Effect | None:
    """Return the effect a question asks for, by its estimator; a census outcome has the two-way one only."""
    if question.estimator == "two_way" or question.outcome.id == "population":
        return by_two_way(question)
    if question.estimator == "event":
        path = by_event(question)
        return None if path is None else mean_after(path)
    found = by_synthetic(question)
    return None if found is None else found.effect


@dataclass(frozen=True, kw_only=True)
class AllOutcomes(Finding):
    """Every outcome.

    Attributes
    ----------
    table : pandas.DataFrame
        outcome, name, unit, estimator, label, value, error, low, high, p, ours, others; and before: p of the years
        before the plan, by event study.
    outcomes, clear, left : Count
        Outcomes with an estimate by the chosen estimator; how many are clear of zero on their own; and after correction
        for their number (Holm).
    discovered : Count
        How many are left by the false discovery rate.
    parted : Count
        Outcomes whose years before the plan reject parallel trends.
    corrected : pandas.DataFrame
        outcome, name, p, holm, discovery, before of the chosen estimator.
    """

    table: pd.DataFrame
    outcomes: Count
    clear: Count
    left: Count
    discovered: Count
    parted: Count
    corrected: pd.DataFrame


def effects(question: Inquiry) -> AllOutcomes | Absent:
    """Return every outcome by every estimator, with the question's sample, years and weights."""
    if weights(question.weighting, question.sample) is None:
        return Absent(UNREACHED)
    found = []
    for outcome in OUTCOMES.values():
        asked = replace(question, outcome=outcome)
        path = by_event(asked)
        pasts = float("nan") if path is None else before(path, REFERENCE)
        for key, label in ESTIMATORS.items():
            if outcome.id == "population" and key != "two_way":
                continue
            effect = estimated(replace(asked, estimator=key))
            if effect is None:
                continue
            found.append(
                {
                    "outcome": outcome.id,
                    "name": outcome.name,
                    "unit": outcome.unit,
                    "estimator": key,
                    "label": label,
                    "value": effect.value,
                    "error": effect.error,
                    "low": effect.low,
                    "high": effect.high,
                    "p": effect.p,
                    "ours": effect.treated,
                    "others": effect.units - effect.treated,
                    "before": pasts,
                }
            )
    table = pd.DataFrame(found)
    own = table["estimator"].eq(question.estimator) | table["outcome"].eq("population")
    chosen = table[own].reset_index(drop=True)
    p = chosen.set_index("outcome")["p"]
    kept, rate = holm(p), false_discovery(p)
    corrected = chosen[["outcome", "name", "value", "low", "high", "p", "before"]].assign(
        holm=kept.to_numpy(), discovery=rate.to_numpy()
    )
    return AllOutcomes(
        source=behind(question, list(OUTCOMES.values())),
        table=table,
        outcomes=Count(len(p)),
        clear=Count((p < SIGNIFICANT).sum()),
        left=Count((kept < SIGNIFICANT).sum()),
        discovered=Count((rate < SIGNIFICANT).sum()),
        parted=Count((chosen["before"] < SIGNIFICANT).sum()),
        corrected=corrected,
    )


@dataclass(frozen=True, kw_only=True)
class Course(Finding):
    """The chosen outcome year by year.

    Attributes
    ----------
    estimate : Estimate or Absent
        By the chosen estimator.
    before : Amount or Absent
        Probability of differences as large before the plan if there were none.
    parallel : bool
        Whether the years before do not reject parallel trends.
    path : pandas.DataFrame
        year, value, low, high, against 2012.
    means : pandas.DataFrame
        year, series (plan, others), name, value: weighted means of the outcome.
    measure : Both
        What the outcome itself is measured in.
    synthetic : pandas.DataFrame
        year, series (plan, synthetic), value.
    reference, first, last : Year
        The year compared with, the plan's first and the last with a figure.
    """

    estimate: Estimate | Absent
    before: Amount | Absent
    parallel: bool
    path: pd.DataFrame
    means: pd.DataFrame
    measure: Both
    synthetic: pd.DataFrame
    reference: Year
    first: Year
    last: Year


def course(question: Inquiry) -> Course | Absent:
    """Return the chosen outcome year by year."""
    frame, path = rows(question), by_event(question)
    chosen = estimated(question)
    if frame is None:
        return Absent(UNREACHED)
    if chosen is None:
        return Absent(
            Both("所选年份不足以估计这一结果。", "The years chosen are too few to estimate this outcome.")
        )
    means = (
        frame.assign(sum=frame["value"] * frame["weight"])
        .groupby(["year", "treated"])[["sum", "weight"]]
        .sum()
    )
    lines = (means["sum"] / means["weight"]).rename("value").reset_index()
    lines["series"] = lines["treated"].map({True: "plan", False: "others"})
    lines["name"] = pd.Series([SIDES[s] for s in lines["series"]], dtype="object")
    made = by_synthetic(question)
    drawn = pd.DataFrame(columns=["year", "series", "value"])
    if made is not None:
        drawn = made.path.melt("year", ["treated", "synthetic"], "series", "value")
        drawn["series"] = drawn["series"].replace({"treated": "plan"})
    pasts = float("nan") if path is None else before(path, REFERENCE)
    return Course(
        source=behind(question, [question.outcome]),
        estimate=told(chosen, question.outcome.unit),
        before=known(Amount, pasts, 3),
        parallel=not pasts < SIGNIFICANT,
        path=pd.DataFrame(columns=["year", "value", "error", "low", "high"]) if path is None else path.table,
        means=lines[["year", "series", "name", "value"]],
        measure=question.outcome.measure,
        synthetic=drawn,
        reference=Year(REFERENCE),
        first=Year(FIRST),
        last=Year(frame["year"].max()),
    )


def behind(question: Inquiry, outcomes: list[Measured]) -> Passport:
    """Return the passport of some outcomes over a question's years."""
    wanted = sorted({i for o in outcomes for i in (o.top, o.below) if i})
    seen = trusted(observations.select(wanted, None, range(question.first, question.last + 1)))
    return passport(seen, [c.code for c in plan.cities()])
