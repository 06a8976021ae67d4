"""Checks of whole columns: printed totals, magnitude against the year before, provinces and nation, coverage."""

from collections.abc import Collection, Mapping
from itertools import pairwise

import pandas as pd

from planbook import catalog
from planbook.ground.language import Both
from planbook.quality.findings import ERROR, WARNING, Fault, label
from planbook.quality.values import neighbours, records
from planbook.store.observations import FIRST_YEAR

TOTAL_OFF = {ERROR: 0.05, WARNING: 0.005}  # how far a sum of cities may be off the printed total
MAGNITUDE = 2.0  # how many times the typical city may grow or shrink in a year
FEWEST = 10  # places a column needs to be judged
NATION_OFF = {ERROR: 0.5, WARNING: 0.15}  # how far the sum of all provinces may be off the nation
PROVINCES = 31
LOST = 10  # cities that a column may not lose from one year to the next


def totals(table: pd.DataFrame, withdrawn: Mapping[tuple[str, int], float]) -> list[Fault]:
    """Compare the sum of the cities with the total the yearbook prints.

    Parameters
    ----------
    table : pandas.DataFrame
        indicator, year, printed, summed, cities.
    withdrawn : mapping of (indicator, year) to float
        What corrections have taken out of the sum, as printed; a difference of this size is declared.
    """
    found = []
    for r in table.to_dict("records"):
        indicator, year = str(r["indicator"]), int(r["year"])
        printed, summed = float(r["printed"]), float(r["summed"])
        raw, corrected = summed / printed, (summed + withdrawn.get((indicator, year), 0.0)) / printed
        severity = _severity(raw)
        if severity is None:
            continue
        # What was withdrawn as absurd need not have been in the printed total.
        better = abs(corrected - 1) < abs(raw - 1)
        rest = corrected if better else raw
        name, cities = label(indicator), int(r["cities"])
        counted = (
            Both("（计入所更正的原数）", ", with the figures that corrections replaced,")
            if better
            else Both("", "")
        )
        message = Both(
            f"{year}年{name.zh}：{cities}市之和{counted.zh}与刊印合计相差{rest - 1:+.1%}",
            f"{year}, {name.en}: the sum of {cities} cities{counted.en} is off the printed total by {rest - 1:+.1%}",
        )
        finding = Fault(
            _severity(rest) or severity, "total", "", indicator, year, summed, f"{printed:g}", message
        )
        if _severity(rest) is None:
            finding = finding.declared(Both("差额出自更正", "the corrections account for the difference"))
        found.append(finding)
    return found


def _severity(ratio: float) -> str | None:
    return next((s for s, limit in TOTAL_OFF.items() if abs(ratio - 1) > limit), None)


def magnitude(frame: pd.DataFrame) -> list[Fault]:
    """Find columns whose typical city more than doubles or halves within a year: a unit has changed unseen."""
    # a rate that may be negative has no magnitude
    known = catalog.indicators().items()
    judged = [i for i, ind in known if ind.aggregate != "none" and ind.plausible[0] >= 0]
    table = neighbours(frame[frame["indicator"].isin(judged) & (frame["value"] > 0)])
    table = table[table["before"].notna()]
    steps = (table["value"] / table["before"]).groupby([table["indicator"], table["year"]])
    typical = steps.agg(["median", "count"]).reset_index()
    found = []
    for r in records(typical[typical["count"] >= FEWEST]):
        indicator, year, step = r["indicator"], r["year"], r["median"]
        if 1 / MAGNITUDE <= step <= MAGNITUDE:
            continue
        name = label(indicator)
        message = Both(
            f"{year}年{name.zh}：城市的典型值为上年的{step:.3g}倍",
            f"{year}, {name.en}: the typical city has {step:.3g} times its value of the year before",
        )
        expected = f"{1 / MAGNITUDE:g} – {MAGNITUDE:g}"
        found.append(Fault(ERROR, "magnitude", "", indicator, year, float(f"{step:.6g}"), expected, message))
    return found


def provinces(benchmark: pd.DataFrame) -> list[Fault]:
    """Compare provinces with the nation, where both are there.

    The sum of all 31 provinces may be off the nation by 15 per cent: provinces and nation have long been reckoned
    apart. Fewer provinces may not exceed the nation by more. A rate of the nation lies between those of the
    provinces, if all are there.
    """
    key = ["indicator", "year"]
    local = benchmark[benchmark["unit"] != catalog.NATION].groupby(key)["value"]
    nation = benchmark[benchmark["unit"] == catalog.NATION][[*key, "value"]]
    both = nation.merge(local.agg(["sum", "min", "max", "count"]).reset_index(), on=key)
    found = []
    for r in records(both):
        whole = r["count"] == PROVINCES
        if catalog.indicators()[r["indicator"]].aggregate == "sum":
            found += _against_sum(r["indicator"], r["year"], r["value"], r["sum"], whole)
        elif whole and not r["min"] <= r["value"] <= r["max"]:
            name, year = label(r["indicator"]), r["year"]
            message = Both(
                f"{year}年{name.zh}：全国数不在各省之间",
                f"{year}, {name.en}: the nation does not lie between the provinces",
            )
            expected = f"{r['min']:g} – {r['max']:g}"
            found.append(
                Fault(ERROR, "nation", catalog.NATION, r["indicator"], year, r["value"], expected, message)
            )
    return found


def _against_sum(indicator: str, year: int, nation: float, local: float, whole: bool) -> list[Fault]:
    off = local / nation - 1 if nation else 0.0
    severity = next((s for s, limit in NATION_OFF.items() if (abs(off) if whole else off) > limit), None)
    if severity is None:
        return []
    name = label(indicator)
    message = Both(
        f"{year}年{name.zh}：各省之和与全国相差{off:+.1%}",
        f"{year}, {name.en}: the sum of the provinces is off the nation by {off:+.1%}",
    )
    return [Fault(severity, "nation", catalog.NATION, indicator, year, local, f"{nation:g}", message)]


def coverage(frame: pd.DataFrame, units: Collection[str]) -> pd.DataFrame:
    """Count the units that have a value, by indicator and year.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations.
    units : collection of str
        The cities to count, such as the plan's 95.

    Returns
    -------
    pandas.DataFrame
        Indicators of cities by years, in the catalog's order; 0 where none has a value.

    Examples
    --------
    >>> f = pd.DataFrame({"unit": ["a", "b"], "indicator": "gdp_100m_yuan", "year": [2012, 2013], "value": 1.0})
    >>> coverage(f, ["a", "b"]).loc["gdp_100m_yuan"].tolist()
    [1, 1]
    """
    asked = frame[frame["unit"].isin(list(units))]
    counts = asked.groupby(["indicator", "year"])["unit"].nunique().unstack(fill_value=0)
    # the cross-section of 1985 has indicators of its own, which no later year has
    own = set(asked.loc[asked["year"] < FIRST_YEAR, "indicator"]) - set(
        asked.loc[asked["year"] >= FIRST_YEAR, "indicator"]
    )
    order = [
        i for i, ind in catalog.indicators().items() if ind.scope in ("city", "districts") and i not in own
    ]
    years = sorted(int(y) for y in frame["year"].unique() if y >= FIRST_YEAR)
    return counts.reindex(index=order, columns=years, fill_value=0).astype("int64")


def coverage_falls(counts: pd.DataFrame) -> list[Fault]:
    """Find indicators that lose ten cities or more from one year to the next."""
    found = []
    for indicator, row in counts.iterrows():
        for before, year in pairwise(int(str(y)) for y in counts.columns):
            if row[before] - row[year] < LOST:
                continue
            name = label(str(indicator))
            message = Both(
                f"{year}年{name.zh}：有数的城市由{row[before]}个减至{row[year]}个",
                f"{year}, {name.en}: cities with a value fall from {row[before]} to {row[year]}",
            )
            expected = f"> {row[before] - LOST}"
            found.append(
                Fault(WARNING, "coverage", "", str(indicator), year, float(row[year]), expected, message)
            )
    return found
