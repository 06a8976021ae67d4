"""The demonstration zones of 2017 and 2019: a second treatment, inside the plan, that began in two years.

Only cities of the plan are compared with one another; zones without a city of the plan tell nothing here.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.staggered import staggered
from planbook.chapters.finding import Finding
from planbook.chapters.impact import panel
from planbook.chapters.impact.effects import SIGNIFICANT, Estimate, behind, told
from planbook.chapters.impact.question import FIRST, OUTCOMES, Inquiry
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Year


def starts() -> pd.Series:
    """Return the year each city of the plan became part of a zone: that of the announcement, NaN where it never did.

    Examples
    --------
    >>> starts().loc[["210300", "320300"]].tolist()
    [2017.0, 2019.0]
    """
    began = {
        member.unit: float(zone.announced[:4])
        for zone in plan.zones()
        for member in zone.members
        if member.unit
    }
    codes = [c.code for c in plan.cities()]
    return pd.Series([began.get(c, float("nan")) for c in codes], index=codes)


@dataclass(frozen=True, kw_only=True)
class Zones(Finding):
    """What the zones did among the plan's cities.

    Attributes
    ----------
    first, second : Count
        Cities of the plan in the zones of the first and of the second batch.
    first_year, second_year : Year
        When these were announced.
    others : Count
        Cities of the plan in no zone.
    estimate : Estimate or Absent
        Of the chosen outcome.
    table : pandas.DataFrame
        outcome, name, unit, value, low, high, p, ours, others.
    cells : pandas.DataFrame
        start, year, value, low, high, cities, others of the chosen outcome.
    outcomes, clear : Count
        Outcomes estimated, and how many are clear of zero each on its own.
    """

    first: Count
    second: Count
    first_year: Year
    second_year: Year
    others: Count
    estimate: Estimate | Absent
    table: pd.DataFrame
    cells: pd.DataFrame
    outcomes: Count
    clear: Count


def zones(question: Inquiry) -> Zones | Absent:
    """Return what the zones did, by outcome, from the plan's first year on; a sample applies, weights do not."""
    entry = starts()
    inside = panel.members(question.sample).query("plan").index
    entry = entry[entry.index.isin(inside)]
    began = sorted(entry.dropna().unique())
    if len(began) < 2 or question.last < began[0]:
        return Absent(
            Both(
                "截至所选年份还没有示范区，或样本中只余一批。",
                "Up to the last year chosen there are no zones, or the sample holds one batch only.",
            )
        )
    found, cells = [], pd.DataFrame()
    for outcome in OUTCOMES.values():
        rows = panel.outcome_rows(outcome)
        rows = rows[rows["year"].between(FIRST, question.last) & rows["unit"].isin(inside)]
        if outcome.id == "population" or rows["year"].max() < began[0]:
            continue
        made = staggered(rows, entry)
        e = made.effect
        found.append(
            {
                "outcome": outcome.id,
                "name": outcome.name,
                "unit": outcome.unit,
                "value": e.value,
                "low": e.low,
                "high": e.high,
                "p": e.p,
                "ours": e.treated,
                "others": e.units - e.treated,
                "effect": e,
            }
        )
        if outcome.id == question.outcome.id:
            cells = made.cells.assign(
                low=made.cells["value"] - 1.96 * made.cells["error"],
                high=made.cells["value"] + 1.96 * made.cells["error"],
            )
    table = pd.DataFrame(found)
    own = table.loc[table["outcome"] == question.outcome.id, "effect"]
    return Zones(
        source=behind(question, list(OUTCOMES.values())),
        first=Count((entry == began[0]).sum()),
        second=Count((entry == began[1]).sum()),
        first_year=Year(began[0]),
        second_year=Year(began[1]),
        others=Count(entry.isna().sum()),
        estimate=told(own.iloc[0], question.outcome.unit) if len(own) else Absent(),
        table=table.drop(columns="effect"),
        cells=cells,
        outcomes=Count(len(table)),
        clear=Count((table["p"] < SIGNIFICANT).sum()),
    )
