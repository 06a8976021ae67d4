"""What may be concluded: the fall of the plan's cities beside cities made as they were, and how sure that is.

The sentences stand in the notebook; here are the numbers they are made of, for the main outcome whatever was chosen.
"""

from dataclasses import dataclass, replace
from typing import Any

from planbook.analysis.differences import Effect
from planbook.chapters.finding import Finding
from planbook.chapters.impact import panel
from planbook.chapters.impact.doubts import variants
from planbook.chapters.impact.effects import Estimate, behind, by_two_way, told
from planbook.chapters.impact.question import OUTCOMES, Inquiry, ask
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Year
from planbook.ground.reads import recorded, remembered

HEADLINE = "gdp_head"


@dataclass(frozen=True, kw_only=True)
class Conclusion(Finding):
    """The numbers of the conclusion, on product per head, every city, up to the newest year.

    Attributes
    ----------
    plain : Estimate
        The plan's cities beside all others, unweighted.
    alike : Estimate
        Beside cities alike in 1985 and in 2012, by overlap weights.
    misses : Estimate or Absent
        Cities the rule of 1985 would have chosen next, as if they had been in the plan, beside the rest.
    without_northeast, without_corrected : Estimate or Absent
        Unweighted, without these cities.
    fell : bool
        Whether the plan's cities fell behind, clear of zero, before anything is made alike.
    told_apart : bool
        Whether the plan's cities can still be told apart once the groups are alike.
    missed_fell : bool
        Whether the near misses fell behind as well, clear of zero.
    name : Both
        The outcome.
    last : Year
        The last year with a figure.
    resource, northeast : Count
        Cities of the plan that are resource-based as well, and that lie in the Northeast.
    """

    plain: Estimate
    alike: Estimate
    misses: Estimate | Absent
    without_northeast: Estimate | Absent
    without_corrected: Estimate | Absent
    fell: bool
    told_apart: bool
    missed_fell: bool
    name: Both
    last: Year
    resource: Count
    northeast: Count


def conclusion(years: str = "2003-") -> Conclusion:
    """Return the numbers of the conclusion.

    Parameters
    ----------
    years : str
        As in `planbook.chapters.impact.question.ask`.
    """
    plain = ask(HEADLINE, years, weighting="none")
    one, alike = _must(by_two_way(plain)), _must(by_two_way(replace(plain, weighting="overlap")))
    table = variants(plain).set_index("variant")
    unit = OUTCOMES[HEADLINE].unit

    def of(variant: str) -> Estimate | Absent:
        if variant not in table.index:
            return Absent()
        row: dict[Any, Any] = table.loc[variant].to_dict()
        ours = int(row["ours"])
        value, error, low, high, p = (float(row[c]) for c in ("value", "error", "low", "high", "p"))
        return told(Effect(value, error, low, high, p, ours + int(row["others"]), ours, 0), unit)

    misses, ours = of("placebo_list"), panel.cities().query("plan")
    return Conclusion(
        source=behind(plain, [OUTCOMES[HEADLINE]]),
        plain=told(one, unit),
        alike=told(alike, unit),
        misses=misses,
        without_northeast=of("without_northeast"),
        without_corrected=of("without_corrected"),
        fell=one.high < 0,
        told_apart=not alike.low <= 0 <= alike.high,
        missed_fell=isinstance(misses, Estimate) and bool(misses.clear and misses.value < 0),
        name=OUTCOMES[HEADLINE].name,
        last=Year(_last(plain)),
        resource=Count(ours["resource"].sum()),
        northeast=Count((ours["region"] == "northeast").sum()),
    )


def _must(found: Effect | None) -> Effect:
    assert found is not None, "without entropy balancing there are always weights"
    return found


def _last(question: Inquiry) -> int:
    rows = panel.outcome_rows(question.outcome)
    return int(rows.loc[rows["year"] <= question.last, "year"].max())


@recorded
@remembered
def headline() -> dict[str, float]:
    """Return the two estimates of the conclusion for the overview and the landing page, which quote them with intervals.

    Returns
    -------
    dict
        value, low and high of ``plain`` and ``alike``, in log points, such as ``plain_value``.

    Examples
    --------
    >>> sorted(headline())[:3]
    ['alike_high', 'alike_low', 'alike_value']
    """
    found = conclusion()
    return {
        f"{which}_{part}": round(float(getattr(estimate, part)), 3)
        for which, estimate in (("plain", found.plain), ("alike", found.alike))
        for part in ("value", "low", "high")
    }
