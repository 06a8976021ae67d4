"""The yearly exchange rate that one flow counted in two currencies implies.

Notes
-----
Rates of days and of markets are not here; what is converted, and why, is said where it is drawn.
"""

import pandas as pd


def implied_rate(domestic: pd.DataFrame, foreign: pd.DataFrame) -> pd.DataFrame:
    r"""Divide a flow in one currency by the same flow in another: the average rate of the year.

    $D$ and $F$ are the flow of the year in yuan and in foreign currency, $F_m$ that of a month and $e_m$ the
    rate it was converted with. Each month counts by how much was traded in it, so that the rate is near the
    market's mean of the year, not equal to it. The book takes the nation's trade in goods and uses the rate
    only to bring foreign capital into yuan.

    Formula
    -------
    e=\frac{\sum_m e_m F_m}{\sum_m F_m}=\frac{D}{F}

    Source
    ------
    International Monetary Fund, Balance of Payments and International Investment Position Manual, sixth edition,
    2009, chapter 3: flows are converted with the rate of the day, or else an average of the period [imf2009]

    Parameters
    ----------
    domestic, foreign : pandas.DataFrame
        Observations of one unit's flow (year, value), in the two currencies and the same multiple of them, such as
        100 million yuan and 100 million dollars.

    Returns
    -------
    pandas.DataFrame
        year, value (units of domestic for one of foreign currency), in order; no row for a year in which one of the
        two is missing or the foreign flow is nothing.

    Examples
    --------
    >>> yuan, dollars = (pd.DataFrame({"year": [2012], "value": [v]}) for v in (631.0, 100.0))
    >>> implied_rate(yuan, dollars).to_dict("records")
    [{'year': 2012, 'value': 6.31}]
    """
    both = domestic[["year", "value"]].merge(
        foreign.loc[foreign["value"] != 0, ["year", "value"]], on="year", suffixes=("", "_foreign")
    )
    rates = both.assign(value=both["value"] / both["value_foreign"])[["year", "value"]].dropna()
    return rates.sort_values("year", ignore_index=True)
