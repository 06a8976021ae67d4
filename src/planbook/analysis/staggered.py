"""Effects of a treatment that starts in different years, without the traps of a two-way regression.

Cities treated early are never used as a comparison for those treated late: each start is compared with the cities that
were not treated yet.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planbook.analysis.differences import Effect, effect


@dataclass(frozen=True)
class Staggered:
    """What a staggered treatment did.

    Attributes
    ----------
    effect : Effect
        Mean over all treated cities and years since their start.
    cells : pandas.DataFrame
        start, year, value, error, cities (treated in that year), others (compared with).
    """

    effect: Effect
    cells: pd.DataFrame


def staggered(frame: pd.DataFrame, starts: pd.Series) -> Staggered:
    r"""Estimate the effect of a treatment that cities enter in different years.

    For each group of cities that start in the same year $g$ and each year $t$ from then on: their change since the year
    before the start, less the change of the cities not treated by $t$, $C_t$. The effect is the mean of these cells,
    weighted by the treated cities in each. Standard errors follow from each city's part in the mean, so that years of
    one city are not taken for independent.

    Formula
    -------
    \widehat{\mathrm{ATT}}(g,t)=\overline{y_t-y_{g-1}}^{\,g}-\overline{y_t-y_{g-1}}^{\,C_t}

    Source
    ------
    Callaway and Sant'Anna, Difference-in-differences with multiple time periods, Journal of Econometrics 225, 2021
    [callaway2021]

    Parameters
    ----------
    frame : pandas.DataFrame
        unit, year, value.
    starts : pandas.Series
        First year of treatment by city; NaN where there is none. Every city of the frame has an entry.

    Raises
    ------
    ValueError
        If no cell can be computed: nobody starts within the years, or nobody is left to compare with.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": list("aabbcc"), "year": [1, 2] * 3, "value": [0.0, 3.0, 0.0, 1.0, 0.0, 1.0]})
    >>> staggered(f, pd.Series({"a": 2, "b": float("nan"), "c": float("nan")})).effect.value
    2.0
    """
    table = frame.dropna(subset=["value"]).pivot(index="unit", columns="year", values="value")
    start = starts.reindex(table.index).astype(float)
    size = len(table)
    cells: list[dict[str, float]] = []
    parts: list[np.ndarray] = []
    for g in sorted(start.dropna().unique()):
        base = [y for y in table.columns if y < g]
        for year in (y for y in table.columns if y >= g and base):
            change = table[year] - table[base[-1]]
            mine = change[(start == g) & change.notna()]
            others = change[(start.isna() | (start > float(year))) & change.notna()]
            if mine.empty or len(others) < 2:
                continue
            part = pd.Series(0.0, index=table.index)
            part[mine.index] = (mine - mine.mean()) / len(mine)
            part[others.index] = -(others - others.mean()) / len(others)
            parts.append(part.to_numpy())
            cells.append(
                {
                    "start": int(g),
                    "year": int(year),
                    "value": float(mine.mean() - others.mean()),
                    "error": float(np.sqrt((part**2).sum())),
                    "cities": len(mine),
                    "others": len(others),
                }
            )
    if not cells:
        raise ValueError(
            "no city starts within these years beside others not yet treated: nothing to estimate"
        )
    found = pd.DataFrame(cells)
    weights = (found["cities"] / found["cities"].sum()).to_numpy()
    # cells share their cities: their parts are added before they are squared
    error = float(np.sqrt((np.tensordot(weights, np.array(parts), axes=1) ** 2).sum() * size / (size - 1)))
    rows = pd.DataFrame({"unit": table.index, "treated": start.notna().to_numpy()})
    return Staggered(effect(float(weights @ found["value"]), error, rows), found)
