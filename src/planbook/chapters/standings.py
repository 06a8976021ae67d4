"""The table of cities: rank, value, former value and places gained, for a printed indicator or a computed one.

How ranks are given lives in `analysis.change`.
"""

from collections.abc import Mapping

import pandas as pd

from planbook import catalog
from planbook.analysis.change import league
from planbook.chapters.finding import Tabled
from planbook.chapters.selection import Selection
from planbook.figures import Column
from planbook.figures.base import NOT_PRINTED
from planbook.ground.language import Both, both
from planbook.store.provenance import Passport


def last_year(frame: pd.DataFrame, share: float = 0.5) -> int:
    """Return the last year in which at least a share of the frame's units has a value; 0, no year, without any row.

    Examples
    --------
    >>> last_year(pd.DataFrame({"unit": ["a", "b", "a"], "year": [2018, 2018, 2019], "value": 1.0}), share=0.6)
    2018
    >>> last_year(pd.DataFrame({"unit": [], "year": [], "value": []}))
    0
    """
    if frame.empty:
        return 0
    counts = frame.groupby("year")["unit"].nunique()
    return int(counts[counts >= share * frame["unit"].nunique()].index.max())


def compared_years(frame: pd.DataFrame, sel: Selection) -> tuple[int, int]:
    """Return the two years a table of cities shows: the base year, or the first printed one, and the last year.

    Where nothing is printed at all, they are the years asked for, and the table has no value.

    Examples
    --------
    >>> from planbook.chapters.selection import choose
    >>> compared_years(pd.DataFrame({"unit": "a", "year": [2017, 2018, 2022], "value": 1.0}), choose(2022))
    (2017, 2022)
    """
    if frame.empty:
        return min(sel.since, sel.year), sel.year
    last = last_year(frame)
    printed = {int(y) for y in frame["year"] if y <= last}
    return sel.since if sel.since in printed and sel.since < last else min(printed), last


def cities(
    frame: pd.DataFrame,
    sel: Selection,
    *,
    unit: Both | str,
    source: Passport,
    missing: Both = NOT_PRINTED,
    decimals: int = 1,
    higher_is_better: bool = True,
    extra: Mapping[Column, pd.Series] | None = None,
) -> Tabled:
    """Rank the chosen cities in the last year of a frame and show where they stood before.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns unit, year, value, flag: observations, or a ratio of two.
    sel : Selection
        The chapter's parameters; the years are those of `compared_years`.
    unit : Both or str
        The unit of the values.
    source : Passport
        Sources, years, coverage.
    missing : Both
        Why a city has no value.
    decimals : int
        Digits after the point.
    higher_is_better : bool
        Whether rank 1 is the highest value.
    extra : mapping of Column to pandas.Series, optional
        Further columns; each series is indexed by unit.

    Returns
    -------
    Tabled
        One row a city, cities without a value last. Former columns are left out where only one year has values.
    """
    first, last = compared_years(frame, sel)
    table = league(frame, first, last, higher_is_better=higher_is_better).set_index("unit").reindex(sel.codes)
    table["rank"] = table["rank"].astype("Float64")
    table["moved"] = (table["rank_before"] - table["rank"]).astype("Float64")
    table["city"] = pd.Series({c.code: c.name for c in sel.cities}, dtype="object")
    table["page"] = [f"units/{code}" for code in sel.codes]
    table["province"] = pd.Series({c.code: c.province for c in sel.cities}, dtype="object")
    for key, at in (("flag_before", first), ("flag", last)):
        table[key] = pd.Series({code: _flags(frame, code, at) for code in sel.codes}, dtype="object")
    for column, series in (extra or {}).items():
        table[column.key] = series.reindex(table.index)

    of = both(unit)

    def valued(key: str, at: int, flag: str) -> Column:
        return Column(key, Both(f"{at}年（{of.zh}）", f"{at} ({of.en})"), decimals, missing, flag)

    before = valued("before", first, "flag_before")
    moved = Column("moved", Both(f"位次变化（较{first}年）", f"Places gained since {first}"), 0)
    columns = (
        Column("rank", Both("位次", "Rank"), 0),
        Column("city", Both("城市", "City"), link="page"),
        Column("province", Both("省份", "Province")),
        *([before] if first < last else []),
        valued("value", last, "flag"),
        *([moved] if first < last else []),
        *(extra or {}),
    )
    return Tabled(
        source=source,
        frame=table.reset_index(names="unit"),
        columns=columns,
        sort_by="rank",
        descending=False,
    )


def _flags(frame: pd.DataFrame, code: str, at: int) -> Both | None:
    cell = frame[(frame["unit"] == code) & (frame["year"] == at)]["flag"]
    ids = [f for f in (cell.iloc[0] if len(cell) else "").split(";") if f]
    texts = [catalog.flags()[f] for f in ids]
    return Both("；".join(t.zh for t in texts), "; ".join(t.en for t in texts)) if texts else None
