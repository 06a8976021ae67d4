"""What compiled figures must stand before they are written: magnitudes, ranges, printed totals, lone jumps.

A failed magnitude or range stops the compile; a lone jump is kept and flagged for the reader.
"""

from itertools import pairwise

import pandas as pd

from planbook import catalog
from planbook.intake import confirmations, conversion
from planbook.intake.yearbook import Edition

# a value this many times above or below both its neighbours is flagged
LONE_JUMP = 3.0


def steps(editions: list[Edition]) -> list[str]:
    """Compare each column's typical value with the edition before; a declared break excuses a step.

    Returns
    -------
    list of str
        One problem per column that changed magnitude.
    """
    problems = []
    for before, after in pairwise(editions):
        for indicator in before.values.keys() & after.values.keys():
            known = catalog.indicators()[indicator]
            # what does not add up, or may be negative, has no magnitude
            if known.aggregate == "none" or known.plausible[0] < 0:
                continue
            step = conversion.step(before.values[indicator], after.values[indicator])
            too_far = step is not None and not 1 / conversion.LARGEST_STEP <= step <= conversion.LARGEST_STEP
            excused = catalog.breaks(indicator, before.year, after.year) or _accepted(indicator, after.year)
            if too_far and not excused:
                problems.append(
                    f"{after.source}: the typical city's {indicator} is {step:g} times that of {before.source}; "
                    "look at the printed unit (declare it in header_corrections.csv) or declare a break in breaks.csv"
                )
    return sorted(problems)


def _accepted(indicator: str, year: int) -> bool:
    """Whether a column's step is accepted in ``data/catalog/accepted.csv``."""
    return any(
        r["check"] == "magnitude"
        and r["indicator"] == indicator
        and int(r["first"]) <= year <= int(r["last"])
        for r in catalog.table("catalog", "accepted.csv", columns=("check", "indicator", "first", "last"))
    )


def ranges(frame: pd.DataFrame) -> list[str]:
    """Name every value outside its indicator's plausible range; each needs a correction or a confirmation."""
    confirmed = confirmations.declared()
    bounds = {i: ind.plausible for i, ind in catalog.indicators().items()}
    low = frame["indicator"].map(lambda i: bounds[i][0])
    high = frame["indicator"].map(lambda i: bounds[i][1])
    outside = frame[(frame["value"] < low) | (frame["value"] > high)]
    problems = []
    for r in outside.to_dict("records"):
        unit, indicator = str(r["unit"]), str(r["indicator"])
        if (unit, indicator, r["year"]) in confirmed:
            continue
        problems.append(
            f"{r['source']}: {indicator} of {catalog.place(unit).zh} ({unit}) in {r['year']} is {r['value']:g}, "
            f"outside {bounds[indicator][0]:g} to {bounds[indicator][1]:g}; correct it in corrections.csv or widen the range"
        )
    return problems


def flag_isolated_jumps(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the flag ``suspect`` to values three times above or below both the year before and the year after.

    Only series that add up over cities are judged; shares and rates have their ranges. A break in the series moves
    one side only and so is no lone jump.
    """
    summed = [
        i
        for i, ind in catalog.indicators().items()
        if ind.aggregate in ("sum", "weighted") and ind.unit.en != "%"
    ]
    series = frame[frame["indicator"].isin(summed) & (frame["value"] > 0)]
    values = series.set_index(["unit", "indicator", "year"])["value"]
    keys = values.index.to_frame(index=False)
    before = values.reindex(pd.MultiIndex.from_frame(keys.assign(year=keys["year"] - 1))).to_numpy()
    after = values.reindex(pd.MultiIndex.from_frame(keys.assign(year=keys["year"] + 1))).to_numpy()
    here = values.to_numpy()
    lone = ((here > LONE_JUMP * before) & (here > LONE_JUMP * after)) | (
        (here * LONE_JUMP < before) & (here * LONE_JUMP < after)
    )
    rows = series.index[lone]
    flagged = frame.copy()
    flagged.loc[rows, "flag"] = [
        join(f, "suspect") if f != "corrected" else f for f in flagged.loc[rows, "flag"]
    ]
    return flagged


def declared_flags(frame: pd.DataFrame) -> pd.Series:
    """Return the flag column with the flags of ``data/catalog/flagged.csv`` added."""
    columns = ("unit", "indicator", "year", "flag")
    extra = {
        (r["unit"], r["indicator"], int(r["year"])): r["flag"]
        for r in catalog.table("catalog", "flagged.csv", columns=columns)
    }
    keys = zip(
        frame["unit"].tolist(),
        frame["indicator"].tolist(),
        frame["year"].tolist(),
        frame["flag"].tolist(),
        strict=True,
    )
    return pd.Series(
        [join(f, extra[u, i, y]) if (u, i, y) in extra else f for u, i, y, f in keys],
        index=frame.index,
        dtype="str",
    )


def totals(editions: list[Edition], figures: pd.DataFrame) -> pd.DataFrame:
    """Return the printed total of all cities beside the sum of the cities, where a total is printed.

    Parameters
    ----------
    editions : list of Edition
        For the printed totals.
    figures : DataFrame
        The compiled figures, corrections applied.

    Returns
    -------
    DataFrame
        indicator, year, printed, summed, cities; sorted.
    """
    groups = {key: rows["value"] for key, rows in figures.groupby(["indicator", "year"])}
    rows = [
        (
            indicator,
            e.year,
            conversion.shortest(printed),
            conversion.shortest(float(column.sum())),
            len(column),
        )
        for e in editions
        for indicator, printed in e.totals.items()
        if indicator in e.values and catalog.indicators()[indicator].aggregate == "sum"
        for column in (groups[(indicator, e.year)],)
    ]
    table = pd.DataFrame(rows, columns=["indicator", "year", "printed", "summed", "cities"])
    return table.sort_values(["indicator", "year"], ignore_index=True)


def join(*flags: str) -> str:
    """Return flags as one cell: sorted, each once, joined by semicolons."""
    return ";".join(sorted({f for part in flags for f in part.split(";") if f}))
