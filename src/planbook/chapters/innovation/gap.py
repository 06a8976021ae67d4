"""Whether cities draw together: the gap between them (sigma) and whether those that began low catch up (beta).

Doubtful values are left out. Money is at prices of the first year by the nation's urban consumer prices; all cities share
one index, which leaves gap and slope as they are.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from planbook.analysis.change import chain, deflated
from planbook.analysis.convergence import Beta, beta, sigma
from planbook.chapters import shared
from planbook.chapters.finding import Finding, Tabled
from planbook.chapters.innovation.base import INVENTIONS, PEOPLE, SCIENCE, InnovationBase
from planbook.chapters.ratios import OURS, THEIRS
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import Passport, passport

NAMES = {
    ("science", OURS): Both("人均财政科技支出，规划城市", "science spending per head, plan cities"),
    ("inventions", OURS): Both("人均发明专利授权，规划城市", "invention patents per head, plan cities"),
    ("science", THEIRS): Both("人均财政科技支出，规划外", "science spending per head, outside"),
    ("inventions", THEIRS): Both("人均发明专利授权，规划外", "invention patents per head, outside"),
}
_SERIES = {
    ("science", OURS): "plan",
    ("science", THEIRS): "others",
    ("inventions", OURS): "inventions",
    ("inventions", THEIRS): "inventions_outside",
}
_FEW = Both("可比的年份太少", "too few comparable years")


@dataclass(frozen=True, kw_only=True)
class RegionalGap(Finding):
    """The gap between the chosen cities in science spending per head.

    Attributes
    ----------
    first, last : Year
        The years compared.
    before, now : Amount
        Standard deviation of logarithms in these years.
    moved : str
        ``widened``, ``narrowed``, or ``stayed`` where both are written alike.
    cities : Count
        The cities with every year.
    lines : pandas.DataFrame
        year, series, name, value, segment: the gap in both measures, of the chosen cities and of the others.
    """

    first: Year
    last: Year
    before: Amount
    now: Amount
    moved: str
    cities: Count
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Catching(Finding):
    """Whether cities that began low in science spending per head grew faster.

    Attributes
    ----------
    first, last : Year
        The years compared.
    slope, error : Amount
        Of yearly growth on the starting value (both in logarithms), and its robust standard error.
    converges : bool
        Whether the slope is clearly below zero.
    speed : Percent
        Rate of convergence a year that follows from it, where there is one.
    fit : Amount
        R squared.
    cities : Count
        The cities with both years.
    relation : Amount
        Rank correlation of start and growth.
    axis : Both
        What the horizontal axis shows.
    dots : pandas.DataFrame
        unit, name, x (logarithm of the start, in yuan), y (growth a year, per cent in logarithms), label.
    """

    first: Year
    last: Year
    slope: Amount
    error: Amount
    converges: bool
    speed: Percent | Absent
    fit: Amount
    cities: Count
    relation: Amount | Absent
    axis: Both
    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Comparisons(Tabled):
    """RegionalGap and catching up in both measures, of the chosen cities and of those outside the plan.

    Attributes
    ----------
    comparisons, narrowed, caught : Count
        How many there are, in how many the gap narrowed, in how many cities that began low grew clearly faster.
    """

    comparisons: Count
    narrowed: Count
    caught: Count


@dataclass(frozen=True)
class Rates:
    """What is compared between cities, and how it spread: made once for the findings of this module."""

    base: InnovationBase

    @cached_property
    def frames(self) -> dict[tuple[str, str], pd.DataFrame]:
        """Science spending (yuan, prices of the first year) and invention patents per head, city by city."""
        base = self.base
        first = max(base.sel.since, base.science_from)
        prices = chain(shared.nation("cpi_urban_previous_100", base.sel), first)
        made = {}
        for who in (OURS, THEIRS):
            spent = base.late(shared.trusted(base.per_head.by_city(who)))
            made["science", who] = deflated(spent, prices) if len(prices) else spent
            made["inventions", who] = shared.trusted(base.inventions.by_city(who))
        return {key: made[key] for key in NAMES}

    def years(self, key: tuple[str, str]) -> tuple[int, int]:
        """Return the first and the last year from the base year on; zeros where there is none."""
        late = [int(y) for y in self.frames[key]["year"].unique() if y >= self.base.sel.since]
        return (min(late), max(late)) if late else (0, 0)

    @cached_property
    def widths(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The gap of every year (year, value, cities); only of what is printed."""
        return {key: sigma(frame) for key, frame in self.frames.items() if len(frame)}

    def since(self, key: tuple[str, str]) -> pd.DataFrame:
        """Return the gap from the base year on."""
        found = self.widths[key]
        return found[found["year"] >= self.years(key)[0]]

    def fitted(self, key: tuple[str, str]) -> Beta | None:
        """Return the regression of growth on the start, None where years or cities are few."""
        first, last = self.years(key)
        frame = self.frames[key]
        ends = frame[frame["year"].isin([first, last]) & (frame["value"] > 0)].groupby("unit").size()
        return beta(frame, first, last) if last - first > 1 and (ends == 2).sum() > 3 else None


def gap(rates: Rates) -> RegionalGap | Absent:
    """Return how the gap in science spending per head moved, and the gaps beside it."""
    key = ("science", OURS)
    widths = rates.since(key) if key in rates.widths else pd.DataFrame()
    if len(widths) < 2:
        return _nothing(rates)
    first, last = widths.iloc[0], widths.iloc[-1]
    change = round(last["value"], 2) - round(first["value"], 2)
    drawn = shared.lines_of(
        {_SERIES[k]: (NAMES[k], frame) for k, frame in rates.widths.items() if len(frame)}
    )
    return RegionalGap(
        source=_source(rates.base),
        first=Year(first["year"]),
        last=Year(last["year"]),
        before=Amount(first["value"], 2),
        now=Amount(last["value"], 2),
        moved="stayed" if not change else "widened" if change > 0 else "narrowed",
        cities=Count(first["cities"]),
        lines=shared.segments(drawn, []),
    )


def catching(rates: Rates) -> Catching | Absent:
    """Return whether cities that began low in science spending per head grew faster (`planbook.analysis.convergence`)."""
    sel, key = rates.base.sel, ("science", OURS)
    found = rates.fitted(key)
    if found is None:
        return _nothing(rates)
    first, last = rates.years(key)
    wide = rates.frames[key].pivot(index="unit", columns="year", values="value")[[first, last]].dropna()
    wide = wide[(wide > 0).all(axis=1)]
    growth = 100 * np.log(wide[last] / wide[first]) / (last - first)
    dots = pd.DataFrame({"x": np.log(wide[first]), "y": growth}).rename_axis("unit").reset_index()
    ends = {dots[axis].agg(end) for axis in "xy" for end in ("idxmin", "idxmax")}
    return Catching(
        source=_source(rates.base, [first, last]),
        first=Year(first),
        last=Year(last),
        slope=Amount(found.slope, 3),
        error=Amount(found.error, 3),
        converges=found.converges,
        speed=known(Percent, 100 * found.speed if found.speed else None),
        fit=Amount(found.fit, 2),
        cities=Count(found.cities),
        relation=known(Amount, dots["x"].rank().corr(dots["y"].rank()), 2),
        axis=Both(
            f"{first}年人均财政科技支出（元，自然对数）",
            f"science spending per head in {first} (yuan, natural logarithm)",
        ),
        dots=shared.placed_in(dots.assign(label=dots.index.isin(ends)), sel),
    )


def comparisons(rates: Rates) -> Comparisons | Absent:
    """Return gap and slope of both measures, of the chosen cities and of those outside the plan."""
    rows = [_row(rates, key) for key in rates.widths]
    if not rows:
        return shared.lacking([SCIENCE, INVENTIONS, PEOPLE], rates.base.sel)
    frame = pd.DataFrame(rows)
    slow = Both("没有趋同，或年份太少", "no convergence, or too few years")
    return Comparisons(
        source=_source(rates.base),
        frame=frame,
        columns=(
            Column("what", "指标与城市 | Measure and cities"),
            Column("span", "起止年 | Span"),
            Column("before", "σ，首年 | σ, first year", 2, _FEW),
            Column("after", "σ，末年 | σ, last year", 2, _FEW),
            Column("cities", "各年有数城市 | Cities with every year", 0, _FEW),
            Column("slope", "β | β", 3, _FEW),
            Column("error", "标准误 | Standard error", 3, _FEW),
            Column("half", "按β推算的半程（年） | Half-life implied by β (years)", 0, slow),
            Column("n", "β的城市数 | Cities in β", 0, _FEW),
        ),
        comparisons=Count(len(rows)),
        narrowed=Count((frame["after"] < frame["before"]).sum()),
        caught=Count(frame["converges"].sum()),
    )


def _row(rates: Rates, key: tuple[str, str]) -> dict[str, object]:
    (first, last), widths, fitted = rates.years(key), rates.since(key), rates.fitted(key)
    several = len(widths) > 1
    return {
        "what": NAMES[key],
        "span": Both(f"{first}—{last}年", f"{first}–{last}")
        if first < last
        else Both(f"{first}年", f"{first}"),
        "before": widths["value"].iloc[0] if len(widths) else np.nan,
        "after": widths["value"].iloc[-1] if several else np.nan,
        "cities": widths["cities"].iloc[0] if len(widths) else np.nan,
        "slope": fitted.slope if fitted else np.nan,
        "error": fitted.error if fitted else np.nan,
        "half": fitted.half_life if fitted else np.nan,
        "n": fitted.cities if fitted else np.nan,
        "converges": bool(fitted and fitted.converges),
    }


def _source(base: InnovationBase, years: list[int] | None = None) -> Passport:
    """Return the passport of what stands behind the rates: of both measures, or of science in some years."""
    spent = base.late(base.per_head.rows(OURS, years))
    if years:
        return passport(spent, base.sel.codes)
    return passport(pd.concat([spent, base.inventions.rows(OURS)]).drop_duplicates(), base.sel.codes)


def _nothing(rates: Rates) -> Absent:
    sel = rates.base.sel
    if any(shared.observed(i, sel).empty for i in (SCIENCE, PEOPLE)):
        return shared.lacking([SCIENCE, PEOPLE], sel)
    return Absent(
        Both(
            f"截至{sel.year}年，可比的年份太少，看不出城市之间是否趋同。",
            f"Up to {sel.year} too few comparable years are printed to see whether cities draw together.",
        )
    )
