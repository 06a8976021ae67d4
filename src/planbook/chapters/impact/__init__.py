"""Did the plan work? The choice of 1985 made again, a comparison group, estimates, doubts, zones, the long view.

``ask`` checks the chapter's parameters, ``findings`` returns everything it says. Methods live in `planbook.analysis`,
sentences and charts in ``notebooks/impact.ipynb``.
"""

from dataclasses import dataclass

from planbook.chapters.finding import Findings, Tabled, chosen
from planbook.chapters.impact import conclusion, doubts, effects, group, longview, rule, zones
from planbook.chapters.impact.conclusion import Conclusion
from planbook.chapters.impact.doubts import Curve, Doubts
from planbook.chapters.impact.effects import Course, Effects
from planbook.chapters.impact.group import Group
from planbook.chapters.impact.longview import LongView
from planbook.chapters.impact.question import ESTIMATORS, SAMPLES, WEIGHTINGS, Question, ask
from planbook.chapters.impact.rule import Rule
from planbook.chapters.impact.zones import Zones
from planbook.chapters.selection import choose
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Year

__all__ = ["Impact", "Question", "ask", "findings"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the parameters chose, as a sentence can say it."""

    outcome: Both
    note: Both
    unit: Both
    first: Year
    last: Year
    sample: Both
    weighting: Both
    estimator: Both


@dataclass(frozen=True, kw_only=True)
class Impact(Findings):
    """Everything the chapter says."""

    asked: Asked
    conclusion: Conclusion
    rule: Rule
    misses: Tabled
    group: Group | Absent
    course: Course | Absent
    effects: Effects | Absent
    doubts: Doubts | Absent
    curve: Curve
    zones: Zones | Absent
    longview: LongView


def findings(question: Question) -> Impact:
    """Return everything the chapter says.

    Parameters
    ----------
    question : Question
        Outcome, years, sample, weighting and estimator, from `ask`.
    """
    return Impact(
        chosen=chosen(choose(question.last)),
        asked=Asked(
            outcome=question.outcome.name,
            note=question.outcome.note,
            unit=question.outcome.unit,
            first=Year(question.first),
            last=Year(question.last),
            sample=SAMPLES[question.sample],
            weighting=WEIGHTINGS[question.weighting],
            estimator=ESTIMATORS[question.estimator],
        ),
        conclusion=conclusion.conclusion(f"{question.first}-{question.last}"),
        rule=rule.rule(),
        misses=rule.misses(),
        group=group.group(question),
        course=effects.course(question),
        effects=effects.effects(question),
        doubts=doubts.doubts(question),
        curve=doubts.curve(question),
        zones=zones.zones(question),
        longview=longview.longview(question.last),
    )
