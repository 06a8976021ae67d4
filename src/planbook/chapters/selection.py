"""What a chapter's parameters choose: a year, the year to compare with, a region's cities. Checked before use.

Notebooks call `choose` in their first cell. What the chosen cities' figures are lives in `planbook.store.observations`.
"""

from dataclasses import dataclass

from planbook import paths, plan
from planbook.errors import ParameterError
from planbook.ground.language import Both
from planbook.plan import PlanUnit, Region
from planbook.store.observations import FIRST_YEAR, last_year

GOAL_YEAR = 2017
BASE_YEAR = 2012


@dataclass(frozen=True, slots=True)
class Selection:
    """A checked choice of parameters.

    Attributes
    ----------
    year : int
        The data year a chapter reports.
    baseline_year : int
        The year changes are measured from, as asked for.
    region : Region
        The whole country, or one of its four regions.
    cities : tuple of PlanUnit
        The plan's cities in the region, in the plan's order.
    """

    year: int
    baseline_year: int
    region: Region
    cities: tuple[PlanUnit, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of the chosen cities."""
        return [c.code for c in self.cities]

    @property
    def since(self) -> int:
        """The year changes are measured from: the baseline, or the first data year when the baseline is not past."""
        return self.baseline_year if self.baseline_year < self.year else FIRST_YEAR

    @property
    def years(self) -> list[int]:
        """Every data year up to the chosen one."""
        return list(range(FIRST_YEAR, self.year + 1))

    @property
    def label(self) -> Both:
        """What the chosen cities are called in a figure: 95 cities of the plan, or those of a region."""
        n = len(self.cities)
        if self.region.id == "all":
            return Both(f"规划{n}城", f"the {n} cities of the plan")
        return Both(f"{self.region.name.zh}{n}城", f"the {n} cities of the plan, {self.region.name.en}")

    def name(self, code: str) -> Both:
        """Return the name of one of the chosen cities."""
        return next(c.name for c in self.cities if c.code == code)


def usual_year(*, newest: bool = False) -> int:
    """Return the year that is reported where none is chosen.

    A chapter judges the plan at the last year of its term, or at the newest data year while the term runs; what came
    after is in `planbook.chapters.since`.

    Parameters
    ----------
    newest : bool
        The newest data year in any case, as a profile shows it.

    Examples
    --------
    >>> usual_year() <= plan.document().last_year, usual_year(newest=True) == last_year()
    (True, True)
    """
    if newest or not (paths.data("plan") / "units.csv").is_file():  # without a plan there is no term
        return last_year()
    return min(last_year(), plan.document().last_year)


def choose(
    year: int | None = None, baseline_year: int = BASE_YEAR, region: str = "全国", *, newest: bool = False
) -> Selection:
    """Check a chapter's parameters and return what they choose.

    Parameters
    ----------
    year : int, optional
        2003 to the newest data year; without it the last year of the plan's term, or the newest one before it.
    baseline_year : int
        2003 to the newest data year; where it is not before ``year``, changes are measured from the first data year.
    region : str
        全国 (the whole country), 东北, 东部, 中部 or 西部; English names work too.
    newest : bool
        Without a year choose the newest data year instead: profiles of places show what is there.

    Raises
    ------
    ParameterError
        Naming every impossible value at once.

    Examples
    --------
    >>> len(choose(2019, region="东北").cities)
    23
    >>> choose(2008).since
    2003
    """
    last = last_year()
    year = usual_year(newest=newest) if year is None else year
    problems = [
        f"{name} {given!r} is not a data year: choose one from {FIRST_YEAR} to {last}"
        for name, given in (("year", year), ("baseline_year", baseline_year))
        if isinstance(given, bool) or not isinstance(given, int) or not FIRST_YEAR <= given <= last
    ]
    chosen = None
    try:
        chosen = plan.region(region)
    except ParameterError as error:
        problems.append(error.message)
    if chosen is None or problems:
        raise ParameterError("; ".join(problems))
    return Selection(year, baseline_year, chosen, tuple(plan.cities(chosen)))
