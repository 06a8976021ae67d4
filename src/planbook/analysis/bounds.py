"""How far missing cities could move a change: bounded by the smallest and the largest change printed.

Notes
-----
The bounds of a ratio of two sums in one year are in `planbook.analysis.aggregate.ratio_bounds`.
"""

import pandas as pd


def change_bounds(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    r"""Compare the sum over cities in two years and say between which values the change of all of them lies.

    A city that prints one of the two years only is given the smallest, then the largest ratio $r$ of the last
    year to the first among the cities with both; one that prints neither has no weight and stays outside. $L$
    and $F$ are the cities with the last and with the first year.

    Formula
    -------
    b=100\left(\frac{\sum_{i\in L}x_{iT}+\sum_{i\notin L}r\,x_{i0}}{\sum_{i\in F}x_{i0}+\sum_{i\notin
    F}x_{iT}/r}-1\right)

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations of one indicator that adds up and is above zero (unit, year, value).
    first, last : int
        Data years without a break between them.

    Returns
    -------
    pandas.DataFrame
        One row: value (change over the cities with both years, per cent), low, high, cities (with both), of (with at
        least one); no row where no city has both.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "a", "b", "b", "c"], "year": [2012, 2015, 2012, 2015, 2012],
    ...                   "value": [100.0, 50.0, 100.0, 100.0, 200.0]})
    >>> change_bounds(f, 2012, 2015).to_dict("records")
    [{'value': -25.0, 'low': -37.5, 'high': -12.5, 'cities': 2, 'of': 3}]
    """
    table = frame[frame["year"].isin([first, last])].pivot(index="unit", columns="year", values="value")
    before, after = (table[y] if y in table else pd.Series(float("nan"), table.index) for y in (first, last))
    both = before.notna() & after.notna()
    columns = ["value", "low", "high", "cities", "of"]
    if not both.any():
        return pd.DataFrame(columns=columns)
    ratios = after[both] / before[both]

    def moved(ratio: float) -> float:
        ends = after.fillna(ratio * before).sum(), before.fillna(after / ratio).sum()
        return 100 * (ends[0] / ends[1] - 1)

    value = 100 * (after[both].sum() / before[both].sum() - 1)
    row = (value, moved(ratios.min()), moved(ratios.max()), int(both.sum()), len(table))
    return pd.DataFrame([row], columns=columns)
