"""How much of a city's growth is the nation's, how much its mix of sectors, and how much its own.

Notes
-----
Which economy stands for the nation is the caller's choice and changes the local part; what a mix of sectors
is lives in `specialisation`.
"""

import pandas as pd

PARTS = ["unit", "before", "after", "national", "mix", "local"]


def shift_share(frame: pd.DataFrame, reference: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    r"""Decompose each unit's growth between two years into three parts.

    $x_{ri}$ is the value added of unit r in sector i; $g$, $g_i$ and $g_{ri}$ are the growth of the whole
    reference economy, of its sector and of the unit's sector. Summed over sectors, the terms are the national
    part, the mix and the local part; they add up to the growth without a rest. Another reference economy
    gives another local part.

    Formula
    -------
    x_{ri}'-x_{ri}=x_{ri}\,g+x_{ri}\,(g_i-g)+x_{ri}\,(g_{ri}-g_i)

    Source
    ------
    Dunn, A statistical and analytical technique for regional analysis, Papers of the Regional Science Association 6,
    1960 [dunn1960]

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, sector, year, value: value added in money of one kind (all nominal or all real). A unit counts
        where every sector has both years.
    reference : pandas.DataFrame
        Columns sector, year, value: the economy that stands for the nation, in any unit of money.
    first, last : int
        Data years.

    Returns
    -------
    pandas.DataFrame
        One row a unit: unit, before, after (sums over sectors); national, mix, local (in the frame's unit of money,
        adding up to after - before); no row where the frame has none.

    Raises
    ------
    ValueError
        If the reference lacks a sector of the frame in one of the years.

    Examples
    --------
    >>> city = pd.DataFrame({"unit": "a", "sector": ["i", "s"] * 2, "year": [1, 1, 2, 2], "value": [60.0, 40, 80, 70]})
    >>> nation = pd.DataFrame({"sector": ["i", "s"] * 2, "year": [1, 1, 2, 2], "value": [50.0, 50, 60, 90]})
    >>> shift_share(city, nation, 1, 2)[["national", "mix", "local"]].round(9).values.tolist()
    [[50.0, -6.0, 6.0]]
    """
    if frame.empty:  # no unit, and no growth to divide
        return pd.DataFrame(columns=PARTS).astype({c: "float64" for c in PARTS[1:]})
    sectors = sorted(frame["sector"].unique())
    whole = reference.pivot_table(index="sector", columns="year", values="value", aggfunc="sum")
    whole = whole.reindex(index=sectors, columns=[first, last])
    if whole.isna().any(axis=None):
        absent = [str(s) for s in whole.index[whole.isna().any(axis=1)]]
        raise ValueError(f"the reference has no value of {', '.join(absent)} in {first} or {last}")
    growth = whole[last].sum() / whole[first].sum() - 1
    by_sector = whole[last] / whole[first] - 1
    levels = frame[frame["year"].isin([first, last])].pivot_table(
        index=["unit", "sector"], columns="year", values="value"
    )
    levels = levels.reindex(columns=[first, last]).dropna()
    whole_units = levels.groupby("unit").size()
    levels = levels[
        levels.index.get_level_values("unit").isin(whole_units[whole_units == len(sectors)].index)
    ]
    before, after = levels[first], levels[last]
    expected = by_sector.reindex(levels.index.get_level_values("sector")).to_numpy()
    parts = pd.DataFrame(
        {
            "before": before,
            "after": after,
            "national": before * growth,
            "mix": before * (expected - growth),
            "local": after - before * (1 + expected),
        }
    )
    return parts.groupby("unit").sum().reset_index()


def in_per_cent(parts: pd.DataFrame) -> pd.DataFrame:
    """Set the parts in relation to the starting value; a sum over units stands on their sums.

    Parameters
    ----------
    parts : pandas.DataFrame
        What `shift_share` returns, or sums of its rows.

    Returns
    -------
    pandas.DataFrame
        The same rows with growth, national, mix and local in per cent.

    Examples
    --------
    >>> parts = pd.DataFrame({"unit": ["a"], "before": [100.0], "after": [150.0], "national": [50.0],
    ...                       "mix": [-6.0], "local": [6.0]})
    >>> in_per_cent(parts).growth.tolist()
    [50.0]
    """
    shares = parts[["national", "mix", "local"]].mul(100 / parts["before"], axis=0)
    return parts.assign(growth=100 * (parts["after"] / parts["before"] - 1), **shares)
