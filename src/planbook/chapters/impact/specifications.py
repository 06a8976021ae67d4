"""Every specification of the main outcomes: all samples, weightings and comparisons, so that none can be picked out.

Single doubts, each with its reason, are the matter of `doubts`.
"""

from dataclasses import dataclass, replace

import pandas as pd

from planbook.analysis.differences import two_way
from planbook.chapters.finding import Finding
from planbook.chapters.impact.doubts import mixed
from planbook.chapters.impact.effects import SIGNIFICANT, behind, by_synthetic, rows, signed
from planbook.chapters.impact.group import weights
from planbook.chapters.impact.question import (
    ESTIMATORS,
    FIRST,
    MAIN,
    OUTCOMES,
    SAMPLES,
    WEIGHTINGS,
    Inquiry,
)
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent


@dataclass(frozen=True, kw_only=True)
class Curve(Finding):
    """Every specification of the main outcomes.

    Attributes
    ----------
    table : pandas.DataFrame
        outcome, name, sample, weighting, comparison (nation, province, mining, synthetic), value, low, high, p, clear (bool),
        chosen (bool).
    specifications : Count
        How many there are of the chosen outcome, or of all main ones where it is none of them.
    below, above : Percent
        Share of these with an effect below and above zero, clear of it.
    least, most : Amount or Absent
        The ends of the chosen outcome's.
    drawn : pandas.DataFrame
        order, value, low, high, series (clear, unclear), sample, weighting, comparison: the chosen outcome's, from the
        lowest to the highest.
    """

    table: pd.DataFrame
    specifications: Count
    below: Percent
    above: Percent
    least: Amount
    most: Amount
    drawn: pd.DataFrame


def curve(question: Inquiry) -> Curve:
    """Return the effect of every combination of sample, weighting and comparison, for the main outcomes and the chosen."""
    found = []
    for name in dict.fromkeys([*MAIN, question.outcome.id]):
        for sample in SAMPLES:
            asked = replace(question, outcome=OUTCOMES[name], sample=sample, estimator="two_way")
            for weighting in WEIGHTINGS:
                if weights(weighting, sample) is None:
                    continue
                frame = rows(asked, weighting)
                if frame is None or name == "population":
                    continue
                for comparison, effect in (
                    ("nation", two_way(frame, FIRST)),
                    ("province", two_way(mixed(frame), FIRST, group="province")),
                    ("mining", two_way(frame.dropna(subset=["mining"]), FIRST, exposure="mining")),
                ):
                    found.append((name, sample, weighting, comparison, effect))
            made = by_synthetic(asked)
            if made is not None:
                found.append((name, sample, "none", "synthetic", made.effect))
    table = pd.DataFrame(
        [
            {
                "outcome": name,
                "name": OUTCOMES[name].name,
                "sample": sample,
                "weighting": weighting,
                "comparison": comparison,
                "value": e.value,
                "low": e.low,
                "high": e.high,
                "p": e.p,
                "clear": e.p < SIGNIFICANT,
                "chosen": (sample, weighting, comparison) == (question.sample, question.weighting, "nation"),
            }
            for name, sample, weighting, comparison, e in found
        ]
    )
    own = table[table["outcome"] == question.outcome.id]
    own = own if len(own) else table
    unit = question.outcome.unit
    return Curve(
        source=behind(question, [OUTCOMES[n] for n in MAIN]),
        table=table,
        specifications=Count(len(own)),
        below=Percent(100 * (own["clear"] & (own["value"] < 0)).mean()),
        above=Percent(100 * (own["clear"] & (own["value"] > 0)).mean()),
        least=signed(float(own["value"].min()), unit),
        most=signed(float(own["value"].max()), unit),
        drawn=_ordered(own),
    )


COMPARISONS: dict[str, Both] = {
    "nation": Both("全国", "nationwide"),
    "province": Both("省内", "within provinces"),
    "mining": Both("采矿业比重逐年自由", "mining free year by year"),
    "synthetic": ESTIMATORS["synthetic"],
}


def _ordered(own: pd.DataFrame) -> pd.DataFrame:
    drawn = own.sort_values("value", kind="stable", ignore_index=True)
    drawn["order"] = range(1, len(drawn) + 1)
    drawn["series"] = ["clear" if c else "unclear" for c in drawn["clear"]]
    for column, names in (("sample", SAMPLES), ("weighting", WEIGHTINGS), ("comparison", COMPARISONS)):
        drawn[f"{column}_name"] = pd.Series([names[v] for v in drawn[column]], dtype="object")
    return drawn
