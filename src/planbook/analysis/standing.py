"""Where one unit stands among many: its ranks by level and by change, and what follows from them.

Notes
-----
Frames are tables of units by years, one indicator each. The table of ranks that a chapter shows is in
`change.league`.
"""

import pandas as pd

from planbook.analysis.change import ranks

STANDING = ["value", "rank", "of", "before", "change", "change_rank", "change_of", "median"]


def standings(
    table: pd.DataFrame,
    first: int | None,
    last: int,
    *,
    kind: str = "difference",
    higher_is_better: bool = True,
    broken: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """Rank units by their value in one year and by their change since another.

    A unit whose own series breaks between the years is given no change and no rank by it.

    Parameters
    ----------
    table : pandas.DataFrame
        Units (rows) by years (columns) of one indicator; missing where there is no value.
    first : int or None
        The year changes are measured from; None where no two years compare.
    last : int
        The year ranked.
    kind : {"difference", "percent"}
        last − first in the indicator's unit, or 100 × (last / first − 1).
    higher_is_better : bool
        Whether rank 1 is the highest value and the largest rise.
    broken : frozenset of str
        Units whose own series breaks between the years: no change is given, and none is ranked.

    Returns
    -------
    pandas.DataFrame
        Indexed by unit: value, rank, of (units ranked), before, change, change_rank, change_of, median (of the values
        in ``last``). Missing where there is nothing to say.

    Examples
    --------
    >>> t = pd.DataFrame({2012: [1.0, 2.0, 5.0], 2022: [3.0, 2.0, None]}, index=["a", "b", "c"])
    >>> standings(t, 2012, 2022)[["rank", "of", "change", "change_rank"]].loc["a"].tolist()
    [1.0, 2.0, 2.0, 1.0]
    """
    now = table[last] if last in table else pd.Series(float("nan"), index=table.index)
    found = pd.DataFrame(index=table.index, columns=STANDING, dtype="float64")
    found["value"], known = now, now.dropna()
    if known.empty:
        return found
    found["rank"], found["of"] = ranks(known, higher_is_better=higher_is_better), len(known)
    found["median"] = known.median()
    if first is None or first >= last or first not in table:
        return found
    before = table[first].where(~table.index.isin(list(broken)))
    found["before"] = before
    found["change"] = 100 * (now / before - 1) if kind == "percent" else now - before
    moved = found["change"].dropna()
    if len(moved):
        found["change_rank"] = ranks(moved, higher_is_better=higher_is_better)
        found["change_of"] = len(moved)
    return found


def notable(table: pd.DataFrame, share: float = 0.2, most: int = 4) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Choose strengths and gaps: what a unit is among the best or the worst at, by level or by change.

    A rank $r$ of $n$ units is a strength within the first share $s$ of them, a gap within the last. An
    indicator that is both, as a poor level that improves fast, stands in both lists.

    Formula
    -------
    r\le s\,n,\quad r>(1-s)\,n

    Parameters
    ----------
    table : pandas.DataFrame
        One row an indicator: rank, of, change_rank, change_of; any other columns are kept.
    share : float
        Which part of all units counts as the best, and as the worst.
    most : int
        How many of each at most.

    Returns
    -------
    strengths, gaps : pandas.DataFrame
        Rows of the table with two more columns: by ("level" or "change") and place ((r − ½) / n); the most notable
        first. An indicator stands once in each, by the more notable of its two ranks.

    Examples
    --------
    >>> t = pd.DataFrame({"measure": ["income", "air"], "rank": [2, 90], "of": 95, "change_rank": [50, 3], "change_of": 94})
    >>> good, bad = notable(t)
    >>> good[["measure", "by"]].values.tolist(), bad[["measure", "by"]].values.tolist()
    ([['income', 'level'], ['air', 'change']], [['air', 'level']])
    """
    sides = []
    for by, rank, of in (("level", "rank", "of"), ("change", "change_rank", "change_of")):
        part = table.assign(by=by, place=(table[rank] - 0.5) / table[of])
        part["good"], part["bad"] = part[rank] <= share * part[of], part[rank] > (1 - share) * part[of]
        sides.append(part.dropna(subset=[rank]))
    both = pd.concat(sides)

    def chosen(side: str, ascending: bool) -> pd.DataFrame:
        rows = both[both[side]].sort_values("place", ascending=ascending, kind="stable")
        return rows[~rows.index.duplicated()].drop(columns=["good", "bad"]).head(most).reset_index(drop=True)

    return chosen("good", True), chosen("bad", False)
