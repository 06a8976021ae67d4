"""Six services in one figure: the cities' scores, how steady their order is under other weights, who leads and who lags."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import ratio
from planbook.analysis.composite import (
    TRIM,
    Weighing,
    compare_orders,
    entropy_weights,
    equal_weights,
    leave_one_out,
    normalise,
    score,
)
from planbook.chapters import shared, tables
from planbook.chapters.finding import Finding, Tabled, sources
from planbook.chapters.selection import Selection
from planbook.chapters.urban.people import DISTRICTS, Registered, Residents
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store.provenance import combine, passport

PER_PERSON = {
    "road_area_10k_m2": Both("道路面积（每户籍人口）", "roads per registered person"),
    "park_area_ha": Both("公园绿地（每户籍人口）", "parks per registered person"),
    "buses": Both("公交车（每户籍人口）", "buses per registered person"),
}
AS_PRINTED = {
    "green_cover_pct": Both("建成区绿化覆盖率", "green cover"),
    "sewage_treatment_pct": Both("污水处理率", "sewage treated"),
    "garbage_treatment_pct": Both("生活垃圾无害化处理率", "garbage treated"),
}
SERVICES = {**PER_PERSON, **AS_PRINTED}
TOP = 10  # cities at the head of the order that are compared
UNIT = Both("0—100", "0–100")
_WEIGHTS: tuple[tuple[Weighing, Both], ...] = (
    (equal_weights, Both("等权", "equal weights")),
    (entropy_weights, Both("熵权", "entropy weights")),
)
_INCOMPLETE = Both("六项不全", "not all six printed")
_APART = Both("边界或口径突变，不作比较", "border or counting changed: not compared")
_NOT_COUNTED = Both("两次普查无可比数", "the censuses cannot be compared")


@dataclass(frozen=True, kw_only=True)
class Scores(Finding):
    """The scores of all cities of the yearbook that print the six services in a year.

    Attributes
    ----------
    sel : Selection
        The chapter's parameters.
    first, last : int
        Years in which at least half of the chosen cities print all six: the base year, or else the first; the last.
    rows : pandas.DataFrame
        The observations behind the scores, of all years and cities.
    wide : pandas.DataFrame
        The six services (columns) by year and unit, of the cities that have them all.
    """

    sel: Selection
    first: int
    last: int
    rows: pd.DataFrame
    wide: pd.DataFrame

    def normalised(self, year: int, trim: float = TRIM) -> pd.DataFrame:
        """Return the services of a year from 0 to 1, by unit."""
        return normalise(self.wide[self.wide.index.get_level_values("year") == year].droplevel("year"), trim)

    def of_year(self, year: int, weigh: Weighing = equal_weights, trim: float = TRIM) -> pd.Series:
        """Return the scores of a year, 0 to 100, by unit."""
        table = self.normalised(year, trim)
        return score(table, weigh(table))

    @cached_property
    def ours(self) -> pd.Series:
        """Scores of the chosen cities in the last year, equal weights."""
        return self.chosen(self.of_year(self.last))

    @cached_property
    def theirs(self) -> pd.Series:
        """Scores of the cities outside the plan in the last year, equal weights."""
        scores, inside = self.of_year(self.last), {c.code for c in plan.cities()}
        return scores[~scores.index.isin(inside)]

    @cached_property
    def entropy(self) -> pd.Series:
        """Scores of the chosen cities in the last year, entropy weights."""
        return self.chosen(self.of_year(self.last, entropy_weights))

    def chosen(self, values: pd.Series) -> pd.Series:
        """Keep the chosen cities."""
        return values[values.index.isin(self.sel.codes)]


@dataclass(frozen=True, kw_only=True)
class Composite(Finding):
    """The composite of six services in the last year.

    Attributes
    ----------
    year : Year
        That year.
    cities : Count
        Chosen cities with all six services.
    median, outside : Amount
        Median score (0 to 100, equal weights) of the chosen cities and of those outside the plan.
    kendall, relation : Amount
        Rank correlations of the order under equal and under entropy weights: Kendall's and Spearman's.
    top, shared, most : Count, Count, Amount
        How many cities at the head are compared, how many of them stay there, by how many places one city moves at most.
    best, worst, high, low : Both, Both, Amount, Amount
        The first and the last city and their scores.
    trim, rest : Amount
        Percentiles between which the services are scaled.
    dots : pandas.DataFrame
        unit, name, group, region, x (equal weights), y (entropy weights), label (True for the dots to be named).
    """

    year: Year
    cities: Count
    median: Amount
    outside: Amount | Absent
    kendall: Amount | Absent
    relation: Amount | Absent
    top: Count
    shared: Count
    most: Amount
    best: Both
    worst: Both
    high: Amount
    low: Amount
    dots: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Stability(Tabled):
    """How far the order of the cities moves when the composite is made otherwise.

    Attributes
    ----------
    lowest : Amount
        Lowest Kendall's τ of all variants.
    light, heavy : Both
        The services with the least and the most weight under entropy weights.
    least, most : Percent
        Their weights.
    """

    lowest: Amount | Absent
    light: Both
    heavy: Both
    least: Percent
    most: Percent


def scores(sel: Selection) -> Scores | Absent:
    """Return the scores of every year; absent where no year has all six services in half of the chosen cities."""
    read = {i: shared.observed(i, sel, everywhere=True) for i in (*SERVICES, DISTRICTS)}
    service = pd.concat(
        [
            *(ratio(read[i], read[DISTRICTS]).assign(service=i) for i in PER_PERSON),
            *(read[i].assign(service=i) for i in AS_PRINTED),
        ]
    )
    wide = service.pivot(index=["year", "unit"], columns="service", values="value")
    wide = wide.reindex(columns=list(SERVICES)).dropna()
    complete = wide.loc[wide.index.isin(sel.codes, level="unit")].groupby("year").size()
    years = complete.index[complete >= len(sel.codes) / 2]
    if years.empty:
        return shared.lacking([*SERVICES, DISTRICTS], sel)
    last = int(years.max())
    first = sel.since if sel.since in years and sel.since < last else int(years.min())
    rows, mine = pd.concat(read.values()), set(wide.loc[last].index) & set(sel.codes)
    behind = rows[rows["unit"].isin(mine) & (rows["year"] == last)]
    note = Both(
        f"只含六项俱全的{len(mine)}城；按年鉴中六项俱全的{len(wide.loc[last])}城标准化，各年分别标准化，分值不能跨年比较",
        f"Only the {len(mine)} cities with all six services; scaled over the {len(wide.loc[last])} cities of the yearbook "
        "that have them, in each year anew: scores do not compare between years",
    )
    return Scores(
        source=passport(behind, sel.codes, [note]), sel=sel, first=first, last=last, rows=rows, wide=wide
    )


def composite(made: Scores | Absent) -> Composite | Absent:
    """Return what the scores of the last year say, and how their order moves under entropy weights."""
    if isinstance(made, Absent):
        return made
    ours, entropy = made.ours, made.entropy
    alike = compare_orders(ours, entropy, TOP)
    shift = (ours.rank() - entropy.rank()).abs()
    named = {*ours.nlargest(2).index, *ours.nsmallest(2).index, *shift.nlargest(2).index}
    dots = pd.DataFrame({"x": ours, "y": entropy}).rename_axis("unit").reset_index()
    return Composite(
        source=made.source,
        year=Year(made.last),
        cities=Count(len(ours)),
        median=Amount(ours.median()),
        outside=known(Amount, made.theirs.median()),
        kendall=known(Amount, alike["kendall"], 2),
        relation=known(Amount, alike["spearman"], 2),
        top=Count(min(TOP, len(ours))),
        shared=Count(alike["shared"]),
        most=Amount(alike["most"], 0),
        best=made.sel.name(str(ours.idxmax())),
        worst=made.sel.name(str(ours.idxmin())),
        high=Amount(ours.max()),
        low=Amount(ours.min()),
        dots=shared.placed_in(dots.assign(label=dots["unit"].isin(named)), made.sel),
    )


def stability(made: Scores | Absent) -> Stability | Absent:
    """Change the weights, the scaling and the list of services in turn, and compare the orders."""
    if isinstance(made, Absent):
        return made
    normalised, mine = made.normalised(made.last), list(made.ours.index)
    weights = entropy_weights(normalised)
    untrimmed = made.chosen(made.of_year(made.last, trim=0))
    tried = [
        {
            "what": Both("熵权代替等权", "entropy instead of equal weights"),
            **compare_orders(made.ours, made.entropy, TOP),
        },
        {
            "what": Both("按最大最小值标准化（等权）", "scaled by extremes (equal weights)"),
            **compare_orders(made.ours, untrimmed, TOP),
        },
    ]
    for weigh, called in _WEIGHTS:
        for row in leave_one_out(normalised, mine, weigh, TOP).to_dict("records"):
            gone = SERVICES[row.pop("indicator")]
            what = Both(f"剔除{gone.zh}（{called.zh}）", f"without {gone.en} ({called.en})")
            tried.append({"what": what, **row})  # type: ignore[dict-item]
    frame = pd.DataFrame(tried)
    return Stability(
        source=made.source,
        frame=frame,
        columns=(
            Column("what", "改动 | What is changed"),
            Column("kendall", "肯德尔τ | Kendall's τ", 2),
            Column("spearman", "斯皮尔曼ρ | Spearman's ρ", 2),
            Column("shared", "前十名中相同 | Same among the first ten", 0),
            Column("moved", "位次变动中位数 | Median move, places", 1),
            Column("most", "最大变动 | Largest move", 0),
        ),
        lowest=known(Amount, frame["kendall"].min(), 2),
        light=SERVICES[str(weights.idxmin())],
        heavy=SERVICES[str(weights.idxmax())],
        least=Percent(100 * weights.min()),
        most=Percent(100 * weights.max()),
    )


def ranking(
    made: Scores | Absent, lived: Residents | Absent, moved: Registered | Absent, sel: Selection
) -> Tabled | Absent:
    """Rank the cities by the composite, their change of people beside."""
    if isinstance(made, Absent):
        return made
    scored = pd.concat(
        [
            made.chosen(made.of_year(at)).rename("value").rename_axis("unit").reset_index().assign(year=at)
            for at in sorted({made.first, made.last})
        ]
    )
    flags = made.rows[made.rows["unit"].isin(sel.codes) & (made.rows["indicator"] != DISTRICTS)]
    marked = flags.groupby(["unit", "year"])["flag"].agg(lambda f: ";".join(sorted({x for x in f if x})))
    frame = scored.merge(marked.rename("flag").reset_index(), on=["unit", "year"], how="left")
    extra = {
        Column("entropy", "熵权位次 | Entropy rank", 0, _INCOMPLETE): made.entropy.rank(
            ascending=False, method="min"
        )
    }
    if isinstance(lived, Residents):
        span = f"{lived.first}—{lived.last % 100:02.0f}", f"{lived.first}–{lived.last % 100:02.0f}"
        label = Both(f"常住{span[0]}（%）", f"Residents {span[1]} (%)")
        extra[Column("lived", label, 1, _NOT_COUNTED)] = lived.dots.set_index("unit")["value"]
    if isinstance(moved, Registered):
        span = f"{moved.first}—{moved.last % 100:02.0f}", f"{moved.first}–{moved.last % 100:02.0f}"
        label = Both(f"户籍{span[0]}（%）", f"Registered {span[1]} (%)")
        extra[Column("people", label, 1, _APART)] = moved.moved.set_index("unit")["change"]
    used = made.rows[
        made.rows["unit"].isin(made.ours.index) & made.rows["year"].isin([made.first, made.last])
    ]
    source = combine(made.source, passport(used, sel.codes), sources(lived, moved))
    return tables.cities(frame, sel, unit=UNIT, source=source, missing=_INCOMPLETE, extra=extra)


def by_kind(made: Scores | Absent, sel: Selection) -> Tabled | Absent:
    """Set the scores beside each other by kind of city."""
    if isinstance(made, Absent):
        return made
    return tables.by_kind(made.ours, sel, unit=UNIT, source=made.source, outside=made.theirs)
