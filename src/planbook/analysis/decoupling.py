"""Whether emissions move with product or apart from it, in the eight states of Tapio.

Notes
-----
Which two years compare is decided by `planbook.analysis.spans`; what drives the change is told apart in
`lmdi`.
"""

import math

import pandas as pd

LOW, HIGH = 0.8, 1.2  # the band that counts as coupling: variations too small to be told apart (Tapio 2005)
STATES = (
    "strong_decoupling",
    "weak_decoupling",
    "expansive_coupling",
    "expansive_negative_decoupling",
    "recessive_decoupling",
    "recessive_coupling",
    "weak_negative_decoupling",
    "strong_negative_decoupling",
)


def elasticity(emissions: float, product: float) -> float:
    r"""Divide the change of emissions by the change of product, both in per cent.

    Without a change of product there is no elasticity.

    Formula
    -------
    e=\frac{\Delta E/E}{\Delta Y/Y}

    Source
    ------
    Tapio, Towards a theory of decoupling, Transport Policy 12, 2005 [tapio2005]

    Parameters
    ----------
    emissions, product : float
        Changes over the same years, per cent; product in real terms.

    Returns
    -------
    float
        NaN where product did not move.

    Examples
    --------
    >>> elasticity(-10.0, 20.0)
    -0.5
    """
    return emissions / product if product else math.nan


def state(emissions: float, product: float) -> str | None:
    """Name the state of decoupling that two changes amount to.

    Where product grows: strong decoupling (emissions fall), weak decoupling (e below 0.8), expansive coupling
    (0.8 to 1.2), expansive negative decoupling (e above 1.2). Where product shrinks: strong negative
    decoupling (emissions rise), weak negative decoupling (e below 0.8), recessive coupling (0.8 to 1.2),
    recessive decoupling (e above 1.2). Emissions that do not change at all count as weak, with either sign of
    product.

    Source
    ------
    Tapio, Towards a theory of decoupling, Transport Policy 12, 2005 [tapio2005]

    Parameters
    ----------
    emissions, product : float
        Changes over the same years, per cent; product in real terms.

    Returns
    -------
    str or None
        One of `STATES`; None where a change is not known or product did not move, for which no state is defined.

    Examples
    --------
    >>> state(-20.0, 30.0), state(10.0, 30.0), state(30.0, 30.0), state(40.0, -10.0)
    ('strong_decoupling', 'weak_decoupling', 'expansive_coupling', 'strong_negative_decoupling')
    """
    e = elasticity(emissions, product)
    if math.isnan(e):
        return None
    if product > 0:
        growing = ("weak_decoupling", "expansive_coupling", "expansive_negative_decoupling")
        return "strong_decoupling" if emissions < 0 else growing[(e >= LOW) + (e > HIGH)]
    shrinking = ("weak_negative_decoupling", "recessive_coupling", "recessive_decoupling")
    return "strong_negative_decoupling" if emissions > 0 else shrinking[(e >= LOW) + (e > HIGH)]


def decoupling(emissions: pd.DataFrame, product: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Give every city that has emissions and product in both years its elasticity and state.

    A city without emissions in the first year has no rate of change and is left out.

    Parameters
    ----------
    emissions, product : pandas.DataFrame
        Observations of one indicator each (unit, year, value); product at constant prices. The years have to lie in
        one span of the series, as `planbook.analysis.spans.spans` cuts it.
    first, last : int
        Data years.

    Returns
    -------
    pandas.DataFrame
        unit, emissions, product (changes, per cent), elasticity, state; a city without emissions in the first year
        has no change and is left out.

    Examples
    --------
    >>> e = pd.DataFrame({"unit": "a", "year": [2012, 2015], "value": [10.0, 9.0]})
    >>> y = pd.DataFrame({"unit": "a", "year": [2012, 2015], "value": [100.0, 120.0]})
    >>> decoupling(e, y, 2012, 2015)[["unit", "state"]].values.tolist()
    [['a', 'strong_decoupling']]
    """
    moved = [_changes(frame, first, last) for frame in (emissions, product)]
    table = pd.concat(moved, axis=1, join="inner", keys=["emissions", "product"]).reset_index()
    pairs = list(zip(table["emissions"], table["product"], strict=True))
    states = pd.Series([state(*p) for p in pairs], index=table.index, dtype="object")
    return table.assign(elasticity=[elasticity(*p) for p in pairs], state=states)


def count_states(table: pd.DataFrame) -> pd.DataFrame:
    """Count the cities in each of the eight states, those without a city too.

    Parameters
    ----------
    table : pandas.DataFrame
        What `decoupling` returns.

    Returns
    -------
    pandas.DataFrame
        state, cities, share (per cent of the cities that have a state; NaN if there are none).

    Examples
    --------
    >>> found = count_states(pd.DataFrame({"state": ["weak_decoupling"] * 3 + ["strong_decoupling"]}))
    >>> found.head(2).values.tolist()
    [['strong_decoupling', 1, 25.0], ['weak_decoupling', 3, 75.0]]
    """
    counts = table["state"].value_counts().reindex(list(STATES), fill_value=0)
    share = 100 * counts / counts.sum() if counts.sum() else counts * math.nan
    return pd.DataFrame({"state": counts.index, "cities": counts.to_numpy(), "share": share.to_numpy()})


def _changes(frame: pd.DataFrame, first: int, last: int) -> pd.Series:
    before, after = (frame[frame["year"] == y].set_index("unit")["value"] for y in (first, last))
    before, after = before.align(after, join="inner")
    return (100 * (after / before - 1))[before > 0]
