"""What is built: the built-up area of the city districts where people leave, by either count of people."""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.change import change
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.selection import Selection
from planbook.chapters.standings import compared_years
from planbook.chapters.urban.people import DISTRICTS, PEOPLE, RESIDENTS, WHOLE, Residents, without_steps
from planbook.ground.absent import Absent
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import passport

BUILT = "built_up_area_km2"


@dataclass(frozen=True, kw_only=True)
class Extended(Finding):
    """Whether the built-up area of the districts grew where people became fewer.

    Attributes
    ----------
    first, last : Year
        The two years.
    cities, fallen : Count
        Cities that compare; those of them with fewer people.
    spread, median : Count, Percent
        How many of these extended their built-up area, and its median change; absent where people became fewer in none.
    relation : Amount
        Rank correlation (Spearman) of the two changes over all cities that compare; absent for fewer than three.
    dots : pandas.DataFrame
        unit, name, group, region, x (change of people), y (change of built-up area), both in per cent; label (True for
        the dots to be named).
    """

    first: Year
    last: Year
    cities: Count
    fallen: Count
    spread: Count | Absent
    median: Percent | Absent
    relation: Amount | Absent
    dots: pd.DataFrame


def districts(sel: Selection) -> Extended | Absent:
    """Return built-up area beside registered people of the districts, which fall from ten thousand persons on."""
    first, last = compared_years(shared.observed(PEOPLE, sel), sel)
    people, built = shared.observed(DISTRICTS, sel), shared.observed(BUILT, sel)
    if people.empty or built.empty or first == last:
        return shared.lacking([BUILT, DISTRICTS], sel)
    both = _beside(change(built, first, last), without_steps(people, first, last))
    if both.empty:
        return shared.lacking([BUILT, DISTRICTS], sel)
    emptier = both[both["before_people"] - both["after_people"] >= WHOLE]
    named = {*emptier.nlargest(2, "change")["unit"], *both.nsmallest(2, "change_people")["unit"]}
    return _extended(both, emptier, named, pd.concat([built, people]), (first, last), sel)


def sprawl(lived: Residents | Absent, sel: Selection) -> Extended | Absent:
    """Return built-up area beside residents of the whole city between two censuses, where the districts did not jump."""
    if isinstance(lived, Absent):
        return lived
    first, last = int(lived.first), int(lived.last)
    people, built = shared.observed(DISTRICTS, sel), shared.observed(BUILT, sel)
    # registered people are not printed for every census year: the next year shows a jump as well
    until = min(compared_years(shared.observed(PEOPLE, sel), sel)[1], last + 1)
    moved = lived.dots.rename(columns={"value": "change"})[["unit", "before", "after", "change"]]
    both = _beside(change(built, first, last), moved)
    both = both[both["unit"].isin(without_steps(people, first, until)["unit"])]
    if both.empty:
        return shared.lacking([BUILT, DISTRICTS], sel)
    emptier = both[both["change_people"] < 0]
    named = {*both.nsmallest(1, "change_people")["unit"], *both.nlargest(2, "change")["unit"]}
    residents = shared.observed(RESIDENTS, sel)
    return _extended(both, emptier, named, pd.concat([residents, built]), (first, last), sel)


def _beside(built: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    return built.merge(people, on="unit", suffixes=("", "_people"))


def _extended(
    both: pd.DataFrame,
    emptier: pd.DataFrame,
    named: set[str],
    rows: pd.DataFrame,
    years: tuple[int, int],
    sel: Selection,
) -> Extended:
    some = len(emptier) > 0
    relation = both["change_people"].rank().corr(both["change"].rank()) if len(both) > 2 else None
    dots = both.rename(columns={"change_people": "x", "change": "y"})[["unit", "x", "y"]]
    used = rows[rows["year"].isin(years) & rows["unit"].isin(both["unit"])]
    return Extended(
        source=passport(used, sel.codes),
        first=Year(years[0]),
        last=Year(years[1]),
        cities=Count(len(both)),
        fallen=Count(len(emptier)),
        spread=Count((emptier["change"] > 0).sum()) if some else Absent(),
        median=known(Percent, emptier["change"].median()),
        relation=known(Amount, relation, 2),
        dots=shared.placed_in(dots.assign(label=dots["unit"].isin(named)), sel),
    )
