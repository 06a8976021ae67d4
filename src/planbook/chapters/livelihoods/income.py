"""Urban income: beside the plan's mark and the nation's of the same year. Its source has trust grade B."""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import ratio_of_sums, weighted_mean
from planbook.analysis.spans import longest_span
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import combine, passport

INCOME, PEOPLE = "urban_income_yuan", "population_registered_10k"
YUAN = Both("元", "yuan")


@dataclass(frozen=True, kw_only=True)
class UrbanIncome(Finding):
    """Urban disposable income per head in the goal's year, or in the last year before it.

    Attributes
    ----------
    at : Year
        That year.
    value : Amount
        Mean of the cities in yuan at current prices, weighted by registered people.
    cities : Count
        Cities in the mean.
    shown, reached : Count
        Cities with an income, and those of them at or above the goal; ``reached`` is absent before the goal's year.
    median : Amount
        Median city, yuan.
    medians : dict of str to Amount
        Median by region, yuan.
    share : Percent
        The mean over the nation's income of that year.
    national : Amount
        The nation's income of that year, yuan.
    survey : Year
        From when on the integrated household survey is used; absent before.
    dots : pandas.DataFrame
        unit, name, group, region, value (yuan).
    """

    at: Year
    value: Amount
    cities: Count
    shown: Count
    reached: Count | Absent
    median: Amount
    medians: dict[str, Amount | Absent]
    share: Percent | Absent
    national: Amount | Absent
    survey: Year | Absent
    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Relation(Finding):
    """The cities' mean income over the nation's.

    Attributes
    ----------
    first, last : Year
        The years compared.
    before, now : Percent
        The relation in both; ``before`` is absent where there is one year only.
    stated : Amount
        What the plan's opening says, nation = 100.
    lines : pandas.DataFrame
        year, series, name, value (nation = 100), segment.
    """

    first: Year
    last: Year
    before: Percent | Absent
    now: Percent | Absent
    stated: Amount
    lines: pd.DataFrame


def income(sel: Selection) -> UrbanIncome | Absent:
    """Return the cities' income beside the plan's mark, which is judged from its year on."""
    frame, mean = shared.observed(INCOME, sel), _mean(sel)
    if mean.empty:
        return shared.lacking([INCOME, PEOPLE], sel)
    goal = next(g for g in plan.goals("livelihoods") if g.id == INCOME)
    at = min(goal.year, int(mean["year"].max()))
    here, china = frame[frame["year"] == at], shared.nation(INCOME, sel)
    value, nation = shared.level(mean, at), shared.level(china, at)
    surveys = [b.year for b in catalog.breaks(INCOME, FIRST_YEAR, sel.year)]
    dots = shared.placed_in(here, sel)
    by_region = dots.groupby("group")["value"].median()
    return UrbanIncome(
        source=combine(passport(here, sel.codes), passport(china[china["year"] == at], [])),
        at=Year(at),
        value=Amount(value, 0, YUAN),
        cities=Count(mean.set_index("year")["cities"][at]),
        shown=Count(len(here)),
        reached=Count((here["value"] >= goal.target).sum()) if at >= goal.year else Absent(),
        median=Amount(here["value"].median(), 0, YUAN),
        medians={r.id: known(Amount, by_region.get(r.id), 0, YUAN) for r in plan.REGIONS if r.id != "all"},
        share=known(Percent, 100 * value / nation if value and nation else None),
        national=known(Amount, nation, 0, YUAN),
        survey=Year(surveys[-1]) if surveys else Absent(),
        dots=dots,
    )


def relation(sel: Selection) -> Relation | Absent:
    """Return the cities' mean income over the nation's, year by year."""
    frame, mean, china = shared.observed(INCOME, sel), _mean(sel), shared.nation(INCOME, sel)
    if mean.empty:
        return shared.lacking([INCOME, PEOPLE], sel)
    line = ratio_of_sums(mean.assign(unit="sum"), china.assign(unit="sum"), 100)
    if line.empty:
        return Absent(
            Both(
                f"此处无图：截至{sel.year}年没有全国收入可比。",
                f"No figure: up to {sel.year} there is no national income to compare with.",
            )
        )
    people = shared.observed(PEOPLE, sel)
    first, last = longest_span(frame.merge(people[["unit", "year"]]), sel.since)
    used = pd.concat([frame, people.merge(frame[["unit", "year"]])])
    stated = next(f.value for f in plan.baseline() if f.id == "urban_income_ratio")
    drawn = shared.lines_of({"plan": (sel.label, line)})
    return Relation(
        source=combine(
            passport(used[used["year"].isin(line["year"])], sel.codes),
            passport(china[china["year"].isin(line["year"])], []),
        ),
        first=Year(first),
        last=Year(last),
        before=known(Percent, shared.level(line, first) if first < last else None),
        now=known(Percent, shared.level(line, last)),
        stated=Amount(100 * stated, 0),
        lines=shared.segments(drawn, shared.breaks(INCOME, drawn)),
    )


def _mean(sel: Selection) -> pd.DataFrame:
    return weighted_mean(shared.observed(INCOME, sel), shared.observed(PEOPLE, sel))
