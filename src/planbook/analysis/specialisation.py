"""How one-sided a city's employment is, by its shares of sectors in one year.

Notes
-----
Location quotients, the Herfindahl index and entropy. How a mix of sectors drives growth is the matter of
`shiftshare`.
"""

import numpy as np
import pandas as pd

PRINTED_IN_FULL = (
    0.005  # of the total: what rounding and small slips of print may make of a sum of nineteen sectors
)


def in_full(frame: pd.DataFrame, totals: pd.DataFrame, within: float = PRINTED_IN_FULL) -> pd.DataFrame:
    r"""Keep the units and years whose sectors add up to the printed total, and read their blank sectors as nothing.

    They may differ by half a per cent of the total, what rounding and small slips of print make of a sum.
    Where the sectors do not add up, a blank may hide any number, and no share can be told.

    Formula
    -------
    \left|\sum_i x_i-x\right|\le 0.005\,x

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, sector, value: persons employed, as printed.
    totals : pandas.DataFrame
        Columns unit, year, value: all sectors together, as printed.
    within : float
        The deviation allowed, a share of the total.

    Returns
    -------
    pandas.DataFrame
        unit, year, sector, value: every sector of the frame for every unit and year kept, 0 where blank.

    Examples
    --------
    >>> jobs = pd.DataFrame({"unit": ["a", "a", "b"], "year": 2012, "sector": ["mine", "shop", "shop"],
    ...                      "value": [30.0, 70.0, 60.0]})
    >>> all_ = pd.DataFrame({"unit": ["a", "b"], "year": 2012, "value": [100.0, 60.0]})
    >>> in_full(jobs, all_).value.tolist(), in_full(jobs, all_.assign(value=100.0)).unit.unique().tolist()
    ([30.0, 70.0, 0.0, 60.0], ['a'])
    """
    table = frame.pivot(index=["unit", "year"], columns="sector", values="value")
    printed = totals.set_index(["unit", "year"])["value"].reindex(table.index)
    kept = table[(table.sum(axis=1) - printed).abs() <= within * printed].fillna(0.0)
    return (
        kept.rename_axis(columns="sector")
        .reset_index()
        .melt(["unit", "year"], var_name="sector", value_name="value")
        .sort_values(["unit", "year", "sector"], ignore_index=True)
    )


def location_quotients(frame: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    r"""Compare each sector's share in a unit with its share in a reference economy.

    One means: as in the reference.

    Formula
    -------
    LQ_{ri}=\frac{x_{ri}/x_r}{x_i/x}

    Source
    ------
    Isserman, The location quotient approach to estimating regional economic impacts, Journal of the American
    Institute of Planners 43, 1977 [isserman1977]

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, sector, value: persons employed, or output.
    reference : pandas.DataFrame
        Columns year, sector, value.

    Returns
    -------
    pandas.DataFrame
        unit, year, sector, share (of the unit, 0 to 1), quotient (1: as in the reference).

    Examples
    --------
    >>> city = pd.DataFrame({"unit": "a", "year": 2012, "sector": ["mine", "shop"], "value": [30.0, 70.0]})
    >>> all_ = pd.DataFrame({"year": 2012, "sector": ["mine", "shop"], "value": [10.0, 90.0]})
    >>> location_quotients(city, all_).quotient.round(2).tolist()
    [3.0, 0.78]
    """
    whole = reference.groupby(["year", "sector"])["value"].sum()
    usual = whole / whole.groupby("year").transform("sum")
    share = frame["value"] / frame.groupby(["unit", "year"])["value"].transform("sum")
    keys = pd.MultiIndex.from_frame(frame[["year", "sector"]])
    quotient = share.to_numpy() / usual.reindex(keys).to_numpy()
    return frame[["unit", "year", "sector"]].assign(share=share, quotient=quotient)


def concentration(frame: pd.DataFrame) -> pd.DataFrame:
    r"""Measure how employment is spread over sectors.

    $s_i$ is the share of a sector, $n$ the number of sectors. The Herfindahl index is 1/n if all sectors are
    even and 1 if all jobs are in one; Shannon's entropy, set against its maximum, is 1 if all are even and 0
    if all jobs are in one.

    Formula
    -------
    H=\sum_i s_i^2,\quad E=-\frac{\sum_i s_i\ln s_i}{\ln n}

    Source
    ------
    Hirschman, The paternity of an index, American Economic Review 54, 1964 [hirschman1964]
    Shannon, A mathematical theory of communication, Bell System Technical Journal 27, 1948 [shannon1948]

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, sector, value. A sector without a row counts as nothing employed: leave out units whose
        sectors are not printed in full.

    Returns
    -------
    pandas.DataFrame
        unit, year, herfindahl, entropy (of the frame's number of sectors), largest (the sector), largest_share (0 to 1).

    Examples
    --------
    >>> even = pd.DataFrame({"unit": "a", "year": 2012, "sector": ["x", "y"], "value": [5.0, 5.0]})
    >>> concentration(even)[["herfindahl", "entropy"]].values.tolist()
    [[0.5, 1.0]]
    """
    sectors = frame["sector"].nunique()
    frame = frame.reset_index(drop=True)
    share = frame["value"] / frame.groupby(["unit", "year"])["value"].transform("sum")
    known = frame[["unit", "year", "sector"]].assign(share=share)
    positive = known["share"].where(known["share"] > 0, 1.0)  # 0 ln 0 is 0, and so is 1 ln 1
    known = known.assign(square=share**2, surprise=-positive * np.log(positive))
    grouped = known.groupby(["unit", "year"])
    table = grouped[["square", "surprise"]].sum()
    largest = known.loc[grouped["share"].idxmax()].set_index(["unit", "year"])
    found = pd.DataFrame(
        {
            "herfindahl": table["square"],
            "entropy": table["surprise"] / np.log(sectors) if sectors > 1 else 0.0,
            "largest": largest["sector"],
            "largest_share": largest["share"],
        }
    )
    return found.reset_index()
