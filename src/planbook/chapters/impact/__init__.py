"""Did the plan work? The choice of 1985 made again, a comparison group, estimates, doubts, zones, the long view.

``ask`` checks the chapter's parameters, ``findings`` returns everything it says. Methods live in `planbook.analysis`,
sentences and charts in ``notebooks/impact.ipynb``.
"""

from dataclasses import dataclass

from planbook.chapters.finding import Findings, Tabled, chosen
from planbook.chapters.impact import (
    conclusion,
    doubts,
    effects,
    group,
    longview,
    rule,
    specifications,
    tables,
    zones,
)
from planbook.chapters.impact.conclusion import Conclusion
from planbook.chapters.impact.doubts import Doubts
from planbook.chapters.impact.effects import AllOutcomes, Course
from planbook.chapters.impact.group import Compared
from planbook.chapters.impact.longview import LongView
from planbook.chapters.impact.question import ESTIMATORS, SAMPLES, WEIGHTINGS, Inquiry, ask
from planbook.chapters.impact.rule import Choice
from planbook.chapters.impact.specifications import Curve
from planbook.chapters.impact.zones import Zones
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Year

__all__ = ["Impact", "Question", "ask", "findings"]


@dataclass(frozen=True, kw_only=True)
class Posed:
    """What the parameters chose, as a sentence can say it."""

    outcome: Both
    note: Both | Absent
    unit: Both
    first: Year
    last: Year
    sample: Both
    weighting: Both
    estimator: Both


@dataclass(frozen=True, kw_only=True)
class Impact(Findings):
    """Everything the chapter says."""

    asked: Posed
    conclusion: Conclusion
    rule: Choice
    misses: Tabled
    group: Compared | Absent
    course: Course | Absent
    effects: AllOutcomes | Absent
    doubts: Doubts | Absent
    curve: Curve
    zones: Zones | Absent
    longview: LongView
    rules_table: Tabled
    balance_table: Tabled | Absent
    outcomes_table: Tabled | Absent
    doubts_table: Tabled | Absent
    zones_table: Tabled | Absent
    studies: Tabled


def findings(question: Inquiry) -> Impact:
    """Return everything the chapter says.

    Parameters
    ----------
    question : Inquiry
        Outcome, years, sample, weighting and estimator, from `ask`.
    """
    ruled, grouped = rule.rule(), group.group(question)
    all_outcomes, doubted, zoned = effects.effects(question), doubts.doubts(question), zones.zones(question)
    return Impact(
        chosen=chosen(choose(question.last)),
        asked=Posed(
            outcome=question.outcome.name,
            note=question.outcome.note if question.outcome.note.zh else Absent(),
            unit=question.outcome.unit,
            first=Year(question.first),
            last=Year(question.last),
            sample=SAMPLES[question.sample],
            weighting=WEIGHTINGS[question.weighting],
            estimator=ESTIMATORS[question.estimator],
        ),
        conclusion=conclusion.conclusion(f"{question.first}-{question.last}"),
        rule=ruled,
        misses=rule.misses(),
        group=grouped,
        course=effects.course(question),
        effects=all_outcomes,
        doubts=doubted,
        curve=specifications.curve(question),
        zones=zoned,
        longview=longview.longview(question.last),
        rules_table=tables.rules(ruled),
        balance_table=tables.balance(grouped),
        outcomes_table=tables.outcomes(all_outcomes),
        doubts_table=tables.doubted(doubted),
        zones_table=tables.zoned(zoned),
        studies=tables.studies(all_outcomes),
    )
