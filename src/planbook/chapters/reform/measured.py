"""The six ratios of the chapter, each stated once: what stands above the line, what below, and how dollars become yuan."""

from dataclasses import dataclass

import pandas as pd

from planbook.analysis.exchange import implied_rate
from planbook.chapters import shared
from planbook.chapters.ratios import THEIRS, Ratio
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Percent, Year, known
from planbook.store.provenance import Passport, combine, passport

UNITS, PRIVATE = "unit_employment_10k", "private_employment_10k"
CAPITAL, PRODUCT = "fdi_10k_usd", "gdp_100m_yuan"
IN_BOTH = (
    "trade_100m_yuan",
    "trade_100m_usd",
)  # the nation's trade in both currencies: the rate behind the dollars
RATE_SAID = Both(
    "美元按全国货物进出口总额隐含的年平均汇率折算；可疑数不计",
    "dollars converted at the yearly average rate implied by the nation's trade; doubtful values left out",
)


@dataclass(frozen=True)
class ReformRatios:
    """The measures of a selection.

    Attributes
    ----------
    private : Ratio
        Private firms and the self-employed over all jobs in towns, in per cent.
    outsiders : Ratio
        Firms of Hong Kong, Macao, Taiwan and foreign owners over all industrial firms above designated size.
    capital : Ratio
        Foreign capital used, in yuan, over product; doubtful values are left out.
    trade : Ratio
        Exports and imports over product.
    fiscal : Ratio
        Own budget revenue over expenditure.
    lending : Ratio
        Loans over deposits at the end of the year.
    rate : pandas.Series
        Yuan for a dollar, by year (`planbook.analysis.exchange.implied_rate`).
    """

    private: Ratio
    outsiders: Ratio
    capital: Ratio
    trade: Ratio
    fiscal: Ratio
    lending: Ratio
    rate: pd.Series

    @property
    def each(self) -> dict[str, Ratio]:
        """The measures by their names, in the order of the chapter's tables."""
        names = ("private", "outsiders", "capital", "trade", "fiscal", "lending")
        return {name: getattr(self, name) for name in names}


def measures(sel: Selection) -> ReformRatios:
    """Return the measures of a selection.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> round(measures(choose(2022)).fiscal.at(2012), 1)
    48.1
    """
    # capital comes in 10,000 dollars, product in 100 million yuan
    rate = implied_rate(*(shared.nation(i, sel) for i in IN_BOTH)).set_index("year")["value"]
    in_yuan = {CAPITAL: {int(str(year)): float(value) / 1e4 for year, value in rate.items()}}
    return ReformRatios(
        private=Ratio(sel, (PRIVATE,), (PRIVATE, UNITS)),
        outsiders=Ratio(sel, ("domestic_firms",), ("industrial_firms",), rest=True),
        capital=Ratio(sel, (CAPITAL,), (PRODUCT,), factors=in_yuan, trusted=True),
        trade=Ratio(sel, ("exports_100m_yuan", "imports_100m_yuan"), (PRODUCT,)),
        fiscal=Ratio(sel, ("fiscal_revenue_100m_yuan",), ("fiscal_expenditure_100m_yuan",)),
        lending=Ratio(sel, ("loans_100m_yuan",), ("deposits_100m_yuan",)),
        rate=rate,
    )


def converted(first: Passport, sel: Selection) -> Passport:
    """Add to a passport that of the exchange rate behind it, for the years it has."""
    flows = pd.concat([shared.nation(i, sel) for i in IN_BOTH])
    return combine(first, passport(flows[flows["year"].isin(first.years)], [], [RATE_SAID]))


@dataclass(frozen=True, kw_only=True)
class RatioMoved:
    """A ratio of sums in the first and the last year that compare, in per cent.

    Attributes
    ----------
    last, first : Year
        The two years; the first is absent where it is the same.
    now, then : Percent
        Of the chosen cities.
    outside, outside_then : Percent
        Of the cities outside the plan.
    """

    last: Year
    first: Year | Absent
    now: Percent
    then: Percent | Absent
    outside: Percent | Absent
    outside_then: Percent | Absent


def moved(measure: Ratio) -> RatioMoved | Absent:
    """Return a measure in the first and last year that compare; absent with the reason where nothing is printed."""
    if not measure.years:
        return shared.lacking(measure.ids, measure.sel)
    first, last = measure.span
    then = measure.at(first) if first < last else None
    return RatioMoved(
        last=Year(last),
        first=known(Year, first if first < last else None),
        now=Percent(measure.at(last)),
        then=known(Percent, then),
        outside=known(Percent, measure.at(last, THEIRS)),
        outside_then=known(Percent, measure.at(first, THEIRS) if first < last else None),
    )


def ended(measure: Ratio) -> Year | Absent:
    """Return the last year of a measure where it is before the chosen one."""
    last = measure.years[-1] if measure.years else measure.sel.year
    return Year(last) if last < measure.sel.year else Absent()
