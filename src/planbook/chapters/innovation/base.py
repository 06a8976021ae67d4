"""What the findings of the chapter are computed from: its ratios, the years since the budget item was widened.

`InnovationBase` states each ratio once for all findings of a run; what they find lives beside this module.
"""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.aggregate import quantiles
from planbook.analysis.spans import spans
from planbook.chapters.kinds import OUTSIDE
from planbook.chapters.ratios import OURS, THEIRS, Ratio
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Percent, Year, known
from planbook.plan import Goal

RD, PRODUCT, PEOPLE = "rd_expenditure_100m_yuan", "gdp_100m_yuan", "population_registered_10k"
INVENTIONS, PATENTS = "invention_patents_granted", "patents_granted"
SCIENCE, BUDGET = "science_expenditure_100m_yuan", "fiscal_expenditure_100m_yuan"
STUDENTS = "university_students"
MEDIAN = Both("城市中位数", "median city")
YUAN_A_HEAD = 1e8 / 1e4  # 100 million yuan over 10,000 persons


def goal(name: str) -> Goal:
    """Return a numeric goal of the chapter by its id.

    Examples
    --------
    >>> goal("rd_share_pct").target
    2.2
    """
    return next(g for g in plan.goals("innovation") if g.id == name)


def fine(value: float | None) -> Percent | Absent:
    """Return a percentage written with two digits after the point, as shares of a few per cent are.

    Examples
    --------
    >>> str(fine(1.386)), fine(None)
    ('1.39', Absent(reason=None))
    """
    return known(Percent, value).formed(decimals=2)


def rate(value: float | None) -> Amount | Absent:
    """Return a number for ten thousand people, with two digits after the point."""
    return known(Amount, value, 2)


@dataclass(frozen=True)
class InnovationBase:
    """The ratios of the chapter for one choice of parameters.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> InnovationBase(choose(2008)).widened, InnovationBase(choose(2006)).widened
    (2007.0, Absent(reason=None))
    """

    sel: Selection

    @cached_property
    def research(self) -> Ratio:
        """R&D over product, in per cent."""
        return Ratio(self.sel, (RD,), (PRODUCT,))

    @cached_property
    def inventions(self) -> Ratio:
        """Invention patents granted in the year for 10,000 registered people."""
        return Ratio(self.sel, (INVENTIONS,), (PEOPLE,), 1)

    @cached_property
    def patents(self) -> Ratio:
        """Patents of all kinds granted in the year for 10,000 registered people."""
        return Ratio(self.sel, (PATENTS,), (PEOPLE,), 1)

    @cached_property
    def students(self) -> Ratio:
        """Students in regular higher education for 10,000 registered people."""
        return Ratio(self.sel, (STUDENTS,), (PEOPLE,), 1)

    @cached_property
    def science(self) -> Ratio:
        """Science in budget expenditure, in per cent."""
        return Ratio(self.sel, (SCIENCE,), (BUDGET,))

    @cached_property
    def per_head(self) -> Ratio:
        """Budget expenditure on science for a registered person, in yuan of the year."""
        return Ratio(self.sel, (SCIENCE,), (PEOPLE,), YUAN_A_HEAD)

    @property
    def science_from(self) -> int:
        """The first year in which science in the budget means what it means in the chosen year."""
        return spans(SCIENCE, self.sel.years)[-1][0]

    @property
    def widened(self) -> Year | Absent:
        """The year in which the budget item was widened; absent where that lies ahead."""
        crossed = catalog.breaks(SCIENCE, self.sel.years[0], self.sel.year)
        return Year(crossed[-1].year) if crossed else Absent()

    def late(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows in which science in the budget means what it means in the chosen year."""
        return frame[frame["year"] >= self.science_from]

    def three(self, measure: Ratio) -> dict[str, tuple[Both, pd.DataFrame]]:
        """Return the lines of a ratio: of the chosen cities together, of the median one, of those outside the plan."""
        middle = quantiles(measure.by_city()).rename(columns={"median": "value"})
        return {
            "plan": (self.sel.label, measure.line(OURS)),
            "median": (MEDIAN, middle),
            "others": (OUTSIDE, measure.line(THEIRS)),
        }

    @property
    def homes(self) -> dict[str, Both]:
        """The provinces of the chosen cities: code → name."""
        around = {code[:2] for code in self.sel.codes}
        return {code: name for code, name in catalog.provinces().items() if code[:2] in around}
