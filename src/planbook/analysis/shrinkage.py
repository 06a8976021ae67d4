"""How fast a population fell, how severe that is, and whether two counts of people agree on it.

Notes
-----
Which places compare (borders, censuses) is decided by `spans` and `change`; nothing here mends a border.
"""

import pandas as pd

from planbook.errors import ParameterError

SEVERE = 1.0  # per cent a year
DEGREES = ("severe", "slight", "steady", "growing")


def annual_rate(before: pd.Series, after: pd.Series, years: int) -> pd.Series:
    r"""Tell the mean rate of change a year, compounded.

    Formula
    -------
    r=100\left(\left(\frac{P_T}{P_0}\right)^{1/T}-1\right)

    Parameters
    ----------
    before, after : pandas.Series
        Populations by unit.
    years : int
        How many years lie between.

    Returns
    -------
    pandas.Series
        Per cent a year.

    Examples
    --------
    >>> annual_rate(pd.Series({"a": 100.0}), pd.Series({"a": 81.0}), 2).round(3).to_dict()
    {'a': -10.0}
    """
    return 100 * ((after / before) ** (1 / years) - 1)


def degrees(moved: pd.DataFrame, years: int, least: float = 0.0) -> pd.DataFrame:
    """Say of every city whether it shrank, and how severely.

    Only the two ends are compared, whatever lies between, and they have to lie more than two years apart. A
    city shrinks if its population is smaller at the end than at the beginning; it shrinks severely if it lost
    more than 1 per cent a year on average. Changes smaller than the print can show count as steady.

    Source
    ------
    a loss over more than two years: Wiechmann, Errors expected, International Planning Studies 13, 2008 [wiechmann2008]
    more than 1 per cent a year: Oswalt and Rieniets, Atlas of Shrinking Cities, 2006 [oswalt2006]

    Parameters
    ----------
    moved : pandas.DataFrame
        unit, before, after: populations in one unit, as `planbook.analysis.change.change` returns them.
    years : int
        How many years lie between; more than two.
    least : float
        Changes smaller than this, in the unit of the populations, are called steady: what the print cannot show.

    Returns
    -------
    pandas.DataFrame
        The frame with rate (per cent a year) and degree (``severe``, ``slight``, ``steady`` or ``growing``).

    Raises
    ------
    ParameterError
        If the years are two or fewer: no shrinking by the definition.

    Examples
    --------
    >>> moved = pd.DataFrame({"unit": list("abc"), "before": 100.0, "after": [85.0, 97.0, 100.5]})
    >>> degrees(moved, 10, least=1.0)["degree"].tolist()
    ['severe', 'slight', 'steady']
    """
    if years <= 2:
        raise ParameterError(
            f"shrinking is a loss over more than two years, not {years}: choose an earlier base year"
        )
    rate, gained = annual_rate(moved["before"], moved["after"], years), moved["after"] - moved["before"]
    degree = pd.Series("steady", index=moved.index, dtype="object")
    degree[(gained >= least) & (gained > 0)] = "growing"
    degree[(gained <= -least) & (gained < 0)] = "slight"
    degree[(degree == "slight") & (rate < -SEVERE)] = "severe"
    return moved.assign(rate=rate, degree=degree)


def agreement(registered: pd.DataFrame, resident: pd.DataFrame) -> pd.DataFrame:
    """Set registered people and residents beside each other: who shrinks by both counts, by one, by none.

    Parameters
    ----------
    registered, resident : pandas.DataFrame
        What `degrees` returns for each.

    Returns
    -------
    pandas.DataFrame
        unit, registered, resident (rates, per cent a year), group: ``both``, ``resident``, ``registered`` or
        ``none``; the cities with both counts.

    Examples
    --------
    >>> fell = pd.DataFrame({"unit": ["a"], "before": [100.0], "after": [90.0]})
    >>> rose = fell.assign(after=110.0)
    >>> agreement(degrees(rose, 10), degrees(fell, 10))["group"].tolist()
    ['resident']
    """
    both = registered.merge(resident, on="unit", suffixes=("_registered", "_resident"))
    shrank = [both[f"degree_{key}"].isin(["severe", "slight"]) for key in ("registered", "resident")]
    group = pd.Series("none", index=both.index, dtype="object")
    group[shrank[0]], group[shrank[1]] = "registered", "resident"
    group[shrank[0] & shrank[1]] = "both"
    rates = {key: both[f"rate_{key}"] for key in ("registered", "resident")}
    return pd.DataFrame({"unit": both["unit"], **rates, "group": group})
