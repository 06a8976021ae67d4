"""What the findings of the chapter are computed from: emissions, real product, the years that compare.

`Base` reads each table once for all findings of a run; what they find lives beside this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from planbook import catalog
from planbook.analysis.change import at_base_prices, chain
from planbook.analysis.decoupling import decoupling
from planbook.analysis.spans import compare_in_spans
from planbook.chapters import shared
from planbook.chapters.selection import Selection
from planbook.ground.language import Both
from planbook.store import observations

SO2, CO2 = "so2_industrial_t", "co2_modelled_t"
PRODUCT = ("gdp_100m_yuan", "gdp_index_previous_100")
PER_PRODUCT = (SO2, *PRODUCT)  # what emissions per product need
T_PER_100M = Both("吨/亿元", "t per 100 million yuan")
NO_OTHER = Both("无可比数", "not comparable")
MODELLED = Both(
    "二氧化碳为EDGAR格网模型估算，不是统计数，个别企业的归属可能有误",
    "CO2 is modelled (EDGAR grid), not a statistical return, and single plants may be placed in the wrong city",
)


def rebased() -> int:
    """Return the year from which SO2 is counted anew; in changes the year itself stands on no side.

    Examples
    --------
    >>> rebased()
    2016
    """
    return catalog.breaks(SO2, observations.FIRST_YEAR, observations.last_year())[0].year


@dataclass(frozen=True)
class Base:
    """The tables of the chapter for one choice of parameters, each read when it is first asked for.

    Parameters
    ----------
    sel : Selection
        Year, base year and region.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> Base(choose(2019)).stretches
    [(2012, 2015), (2017, 2019)]
    """

    sel: Selection

    def ours(self, indicator: str) -> pd.DataFrame:
        """Return the trusted values of an emission in the chosen cities."""
        return shared.trusted(shared.observed(indicator, self.sel))

    def theirs(self, indicator: str) -> pd.DataFrame:
        """Return the trusted values of an emission in the cities outside the plan."""
        return shared.trusted(shared.others(indicator, self.sel))

    @cached_property
    def so2(self) -> pd.DataFrame:
        """Industrial SO2 of the chosen cities, in tonnes."""
        return self.ours(SO2)

    @cached_property
    def so2_outside(self) -> pd.DataFrame:
        """Industrial SO2 of the cities outside the plan, in tonnes."""
        return self.theirs(SO2)

    @cached_property
    def growth(self) -> pd.DataFrame:
        """The index of product of every city, previous year = 100."""
        return shared.observed(PRODUCT[1], self.sel, everywhere=True)

    @cached_property
    def nominal(self) -> pd.DataFrame:
        """Product of every city at current prices, in 100 million yuan."""
        return shared.observed(PRODUCT[0], self.sel, everywhere=True)

    @cached_property
    def product(self) -> pd.DataFrame:
        """Product of every city at the base year's prices, in 100 million yuan."""
        return at_base_prices(self.nominal, chain(self.growth, self.sel.since), self.sel.since)

    @cached_property
    def moved(self) -> pd.DataFrame:
        """How the sum of SO2 moved, span by span, without the year of the re-basing."""
        return compare_in_spans(self.so2[self.so2["year"] != rebased()], self.sel.since)

    @cached_property
    def stretches(self) -> list[tuple[int, int]]:
        """The spans of SO2 as far as product and modelled CO2 reach: what drives emissions is asked within them."""
        carbon = self.ours(CO2)
        if self.product.empty or carbon.empty:
            return []
        reach = int(min(self.product["year"].max(), carbon["year"].max()))
        spans = zip(self.moved["first"], self.moved["last"], strict=True)
        return [(int(first), min(int(last), reach)) for first, last in spans if first < reach]

    @cached_property
    def moves(self) -> dict[tuple[str, int, int], pd.DataFrame]:
        """States of decoupling by emission and stretch, as `planbook.analysis.decoupling.decoupling`."""
        return {
            (i, *s): decoupling(self.ours(i), self.product, *s) for i in (SO2, CO2) for s in self.stretches
        }

    def rested(self, frame: pd.DataFrame, years: Sequence[int] | None = None) -> pd.DataFrame:
        """Return the rows that a figure per product rests on: emissions, and the product of the same cities.

        Parameters
        ----------
        frame : pandas.DataFrame
            Observations of an emission.
        years : sequence of int, optional
            Which of its years; all by default.
        """
        since = self.sel.since
        rows = frame if years is None else frame[frame["year"].isin(years)]
        inputs = pd.concat([self.growth, self.nominal[self.nominal["year"] == since]])
        behind = inputs["year"].between(min(since, rows["year"].min()), rows["year"].max())
        return pd.concat([rows, inputs[behind & inputs["unit"].isin(rows["unit"])]])
