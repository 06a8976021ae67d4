"""Who shrinks: residents between two censuses, registered people between two years, both counts beside each other."""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.change import change, steps
from planbook.analysis.shrinkage import SEVERE, agreement, degrees
from planbook.analysis.spans import unbroken
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled, sources
from planbook.chapters.selection import Selection
from planbook.chapters.standings import compared_years
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year, known
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import combine, passport

PEOPLE, DISTRICTS = "population_registered_10k", "population_registered_10k_districts"
RESIDENTS = "population_resident_10k"
LARGEST_STEP = 10.0  # per cent in a year: more than that is a changed border or another way of counting
WHOLE = (
    1  # 10,000 persons: registered people come to be printed in whole units, smaller changes cannot be seen
)
SHRINKING = ("severe", "slight")
NO_CENSUS = Both(
    "常住人口只能在两次普查之间比较，所选年份还没有可比的两次。",
    "Residents compare between two censuses only, and up to the chosen year there are not two to compare.",
)
_GROUPS = {
    "both": Both("常住、户籍都减少", "fewer residents, fewer registered"),
    "resident": Both("只有常住减少", "fewer residents only"),
    "registered": Both("只有户籍减少", "fewer registered only"),
    "none": Both("都没有减少", "neither"),
}
_NO_TWO = Both(
    "两种人口还不能对照：常住人口要有两次普查，户籍人口的首尾要相距两年以上。",
    "The two counts cannot be set beside each other yet: residents want two censuses, registered people more than two years.",
)
_UNEXPLAINED = Both("未见边界变动，原因不明", "no change of border known, unexplained")


@dataclass(frozen=True, kw_only=True)
class Residents(Finding):
    """How residents changed between the two latest censuses, on borders that did not move.

    Attributes
    ----------
    first, last : Year
        The censuses.
    cities, fallen, severe : Count
        Cities that compare; those that lost ten thousand residents or more; those of them that lost more than one per
        cent a year.
    worst : tuple of Both
        Up to three cities that lost the largest shares.
    median, outside : Percent
        Median change of the chosen cities, and of the cities outside the plan.
    china : Percent
        Change of the nation's population.
    medians : dict of str to Percent
        Median change by region.
    dots : pandas.DataFrame
        unit, name, group, region, value (change in per cent), rate (per cent a year), degree, before, after.
    theirs : pandas.DataFrame
        unit, change of the cities outside the plan.
    """

    first: Year
    last: Year
    cities: Count
    fallen: Count
    severe: Count
    worst: tuple[Both, ...] | Absent
    median: Percent
    outside: Percent | Absent
    china: Percent | Absent
    medians: dict[str, Percent | Absent]
    dots: pd.DataFrame
    theirs: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Registered(Finding):
    """How registered people changed between two years, without cities whose border or counting jumped.

    Attributes
    ----------
    first, last : Year
        The two years.
    cities, fallen : Count
        Cities that compare; those that lost ten thousand registered people or more.
    places : pandas.DataFrame
        Every chosen city: unit, name, lon, lat, value (change in per cent, empty where it does not compare) and label
        (True for the three that lost most).
    moved : pandas.DataFrame
        unit, before, after (10,000 persons), change of the cities that compare.
    """

    first: Year
    last: Year
    cities: Count
    fallen: Count
    places: pd.DataFrame
    moved: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class TwoCounts(Tabled):
    """Cities by whether they lost residents, registered people, both or neither.

    Attributes
    ----------
    cities, both, severe : Count
        Cities with both counts; those that lost by both; those that shrink severely by residents.
    """

    cities: Count
    both: Count
    severe: Count


@dataclass(frozen=True, kw_only=True)
class Apart(Tabled):
    """Jumps of registered people that keep a city from being compared.

    Attributes
    ----------
    cities : Count
        How many cities they are.
    """

    cities: Count


def censuses(sel: Selection) -> tuple[int, ...]:
    """Return the two latest censuses up to the chosen year, or fewer: the breaks in the series of residents."""
    return tuple(b.year for b in catalog.breaks(RESIDENTS, FIRST_YEAR, sel.year))[-2:]


def without_steps(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the change of population between two years over the units that do not jump in between.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one population.
    first, last : int
        Data years.

    Returns
    -------
    pandas.DataFrame
        unit, before, after, change (per cent).
    """
    inside = frame[frame["year"].between(first, last)]
    table = change(frame, first, last, across="show")
    return table[~table["unit"].isin(steps(inside, LARGEST_STEP)["unit"])].reset_index(drop=True)


def residents(sel: Selection) -> Residents | Absent:
    """Return how residents changed between the two latest censuses."""
    counts = censuses(sel)
    if len(counts) < 2:
        return Absent(NO_CENSUS)
    first, last = counts
    every = shared.observed(RESIDENTS, sel)
    moved = _between(every, first, last)
    if moved.empty:
        return shared.lacking([RESIDENTS], sel)
    moved = degrees(moved, last - first, WHOLE)
    theirs = _between(shared.others(RESIDENTS, sel), first, last)
    fallen = moved[moved["degree"].isin(SHRINKING)].sort_values("change")
    counted = every[every["year"].isin(counts) & every["unit"].isin(moved["unit"])]
    dots = shared.placed_in(moved.rename(columns={"change": "value"}), sel)
    nation = shared.nation("population_10k", sel)
    then, now = (shared.level(nation, y) for y in counts)
    return Residents(
        source=combine(passport(counted, sel.codes), passport(nation[nation["year"].isin(counts)], [])),
        first=Year(first),
        last=Year(last),
        cities=Count(len(moved)),
        fallen=Count(len(fallen)),
        severe=Count((moved["degree"] == "severe").sum()),
        worst=tuple(sel.name(u) for u in fallen["unit"].head(3)) or Absent(),
        median=Percent(moved["change"].median()),
        outside=known(Percent, theirs["change"].median()),
        china=known(Percent, 100 * (now / then - 1) if then and now else None),
        medians={r.id: known(Percent, _median(dots, r.id)) for r in plan.REGIONS if r.id != "all"},
        dots=dots,
        theirs=theirs,
    )


def registered(sel: Selection) -> Registered | Absent:
    """Return how registered people changed between the base year and the last year printed."""
    people = shared.observed(PEOPLE, sel)
    first, last = compared_years(people, sel)
    moved = without_steps(people, first, last) if first < last else pd.DataFrame()
    if moved.empty:
        return shared.lacking([PEOPLE], sel)
    used = people[people["year"].isin([first, last]) & people["unit"].isin(moved["unit"])]
    note = Both(
        "户籍人口为全市数；边界或口径突变的城市不参加比较",
        "Registered persons, whole city; cities whose border or counting changed abruptly are not compared",
    )
    lost_most = moved.nsmallest(3, "change")["unit"]
    places = pd.DataFrame(
        {
            "unit": sel.codes,
            "name": [c.name for c in sel.cities],
            "lon": [c.lon for c in sel.cities],
            "lat": [c.lat for c in sel.cities],
            "value": moved.set_index("unit")["change"].reindex(sel.codes).to_numpy(),
            "label": [code in set(lost_most) for code in sel.codes],
        }
    )
    return Registered(
        source=passport(used, sel.codes, [note]),
        first=Year(first),
        last=Year(last),
        cities=Count(len(moved)),
        fallen=Count((moved["before"] - moved["after"] >= WHOLE).sum()),
        places=places,
        moved=moved,
    )


def two_counts(mine: Registered | Absent, lived: Residents | Absent, sel: Selection) -> TwoCounts | Absent:
    """Set the two counts beside each other; over two years or fewer nobody is called shrinking."""
    if isinstance(mine, Absent) or isinstance(lived, Absent) or mine.last - mine.first <= 2:
        return Absent(_NO_TWO)
    found = agreement(degrees(mine.moved, int(mine.last - mine.first), WHOLE), lived.dots)
    if found.empty:
        return Absent(_NO_TWO)
    hard = set(lived.dots[lived.dots["degree"] == "severe"]["unit"])
    rows = []
    for group, label in _GROUPS.items():
        some = found[found["group"] == group]
        named = [sel.name(u) for u in some["unit"] if u in hard]
        rows.append(
            {
                "group": label,
                "cities": len(some),
                "resident": some["resident"].median(),
                "registered": some["registered"].median(),
                "severe": Both("、".join(n.zh for n in named) or "—", ", ".join(n.en for n in named) or "—"),
            }
        )
    return TwoCounts(
        source=sources(lived, mine),
        frame=pd.DataFrame(rows),
        columns=(
            Column("group", "两种人口 | Two counts"),
            Column("cities", "城市数 | Cities", 0),
            Column("resident", "常住，年均变化中位数（%） | Residents, median change a year (%)", 2),
            Column("registered", "户籍，年均变化中位数（%） | Registered, median change a year (%)", 2),
            Column(
                "severe",
                f"其中严重收缩（常住，年均减少超过{SEVERE:.0f}%） | "
                f"Of these shrinking severely (residents, more than {SEVERE:.0f}% a year)",
            ),
        ),
        cities=Count(len(found)),
        both=Count((found["group"] == "both").sum()),
        severe=Count(len(hard & set(found["unit"]))),
    )


def apart(sel: Selection) -> Apart | Absent:
    """List the jumps of registered people, with the change of border behind each where one is declared."""
    people = shared.observed(PEOPLE, sel)
    first, last = compared_years(people, sel)
    inside = people[people["year"].between(first, last)]
    jumps = steps(inside, LARGEST_STEP)
    if jumps.empty:
        return Absent(
            Both(
                "所选年份之间没有边界或口径突变的城市。",
                "No border or counting changed abruptly between the chosen years.",
            )
        )
    rows = [
        {
            "city": sel.name(unit),
            "between": f"{before}–{year}",
            "change": moved,
            "cause": _cause(unit, before, year),
        }
        for unit, before, year, moved in jumps[["unit", "before", "year", "change"]].to_numpy()
    ]
    units = list(jumps["unit"].unique())
    return Apart(
        source=passport(inside[inside["unit"].isin(units)], units),
        frame=pd.DataFrame(rows),
        columns=(
            Column("city", "城市 | City"),
            Column("between", "年份 | Years"),
            Column("change", "户籍人口变化（%） | Registered population, change (%)", 1),
            Column("cause", "已知的边界变动 | Known change of border"),
        ),
        sort_by="between",
        descending=False,
        cities=Count(len(units)),
    )


def _between(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    sound = frame[~frame["flag"].str.contains("suspect|other_borders")]
    return change(unbroken(sound, first, last), first, last, across="show")


def _median(dots: pd.DataFrame, region: str) -> float:
    return float(dots[dots["group"] == region]["value"].median())


def _cause(unit: str, before: int, after: int) -> Both:
    found = catalog.breaks(PEOPLE, before, after, unit)
    return next((b.what for b in found if b.unit), _UNEXPLAINED)
