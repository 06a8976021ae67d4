"""Jobs in urban units: mining and manufacturing, what became of their jobs between breaks, and how one-sided cities are.

Private firms and the self-employed are not in it. Location quotients and the Herfindahl index are those of
`planbook.analysis.specialisation`.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import plan
from planbook.analysis.aggregate import in_every_year, ratio_of_sums
from planbook.analysis.spans import compare_in_spans, spans, unbroken
from planbook.analysis.specialisation import PRINTED_IN_FULL, concentration, in_full, location_quotients
from planbook.chapters import shared
from planbook.chapters.finding import Finding
from planbook.chapters.selection import Selection
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import passport

STAFF = "unit_employment_10k"
JOBS = {"manufacturing": "employment_manufacturing_10k", "mining": "employment_mining_10k"}
PRODUCER = ("transport", "information", "finance", "business_services", "research")
OFFICES = "public_administration"
REST = (
    *("primary", "mining", "manufacturing", "utilities", "construction", "trade", "hotels", "real_estate"),
    *("environment", "household_services", "education", "health", "culture", OFFICES),
)
BRANCHES = tuple(f"employment_{branch}_10k" for branch in (*REST, *PRODUCER))
GROUPS = {i: key for key, i in JOBS.items()} | {f"employment_{b}_10k": "producer" for b in PRODUCER}
SHARES = {
    "manufacturing": Both("制造业，规划城市", "manufacturing, plan cities"),
    "manufacturing_others": Both("制造业，规划外城市", "manufacturing, outside the plan"),
    "mining": Both("采矿业，规划城市", "mining, plan cities"),
    "mining_others": Both("采矿业，规划外城市", "mining, outside the plan"),
}
QUOTIENTS = {
    "mining": Both("采矿业", "mining"),
    "manufacturing": Both("制造业", "manufacturing"),
    "producer": Both("生产性服务业（五个行业）", "producer services (five sectors)"),
}
MEDIANS = {
    "plan": Both("规划城市的中位数", "median city of the plan"),
    "others": Both("规划外城市的中位数", "median city outside"),
}


@dataclass(frozen=True, kw_only=True)
class JobShares(Finding):
    """Manufacturing and mining in the jobs of urban units.

    Attributes
    ----------
    last : Year
        The last year with all of them.
    manufacturing, manufacturing_outside, mining, mining_outside : Percent
        Of the jobs of the chosen cities, of those outside the plan.
    ended : Year
        The last year, where it is before the chosen one.
    widened : Year
        When units were counted more widely, if that is in the years shown.
    lines : pandas.DataFrame
        year, series (as `SHARES`), name, value, segment.
    """

    last: Year
    manufacturing: Percent
    manufacturing_outside: Percent
    mining: Percent
    mining_outside: Percent
    ended: Year | Absent
    widened: Year | Absent
    lines: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class JobTurn:
    """What became of jobs between two years without a break, over cities with both and with one border.

    Attributes
    ----------
    first, last : Year
        The two years.
    manufacturing, manufacturing_outside, mining, mining_outside : Percent
        Change of the sum of jobs in the chosen cities and in those outside the plan.
    cities : Count
        Chosen cities in the change of manufacturing.
    """

    first: Year
    last: Year
    manufacturing: Percent
    manufacturing_outside: Percent
    mining: Percent
    mining_outside: Percent
    cities: Count


@dataclass(frozen=True, kw_only=True)
class JobTurns(Finding):
    """What became of the jobs in mining and manufacturing on either side of the break.

    Attributes
    ----------
    early, late : JobTurn
        The first and the last span of years that compare; ``early`` is absent where there is only one.
    """

    early: JobTurn | Absent
    late: JobTurn


@dataclass(frozen=True, kw_only=True)
class JobSpecialisation(Finding):
    """How the jobs of cities are spread over nineteen sectors, in cities whose sectors add up in every year of a span.

    Attributes
    ----------
    first, last : Year
        The first and last year that compare; ``first`` is absent where it is the same.
    cities : Count
        Chosen cities whose sectors are printed in full.
    within : Percent
        By how much the sum of the sectors may differ from the printed total.
    offices, offices_before, factories, factories_before : Count
        Cities whose largest employer is public administration, or manufacturing, in the last and the first year.
    mining, manufacturing, producer : Amount
        Location quotients of the chosen cities together in the last year, all prefectures = 1.
    producer_share, producer_share_before : Percent
        Transport, information, finance, business services and research together in the jobs of the chosen cities.
    one_sided, one_sided_before, outside : Amount
        Median Herfindahl index of the chosen cities in the last and the first year, and of the cities outside the plan.
    quotients, spread : pandas.DataFrame
        Both over years: year, series, name, value, segment.
    """

    first: Year | Absent
    last: Year
    cities: Count
    within: Percent
    offices: Count
    offices_before: Count | Absent
    factories: Count
    factories_before: Count | Absent
    mining: Amount | Absent
    manufacturing: Amount | Absent
    producer: Amount | Absent
    producer_share: Percent
    producer_share_before: Percent | Absent
    one_sided: Amount
    one_sided_before: Amount | Absent
    outside: Amount
    quotients: pd.DataFrame
    spread: pd.DataFrame


def _everywhere(indicator: str, sel: Selection) -> pd.DataFrame:
    return shared.observed(indicator, sel, everywhere=True)


def _ours(frame: pd.DataFrame, sel: Selection) -> pd.DataFrame:
    return frame[frame["unit"].isin(sel.codes)]


def _outside(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[~frame["unit"].isin([c.code for c in plan.cities()])]


def job_rows(sel: Selection) -> pd.DataFrame:
    """Return the observations behind the shares of mining and manufacturing in the chosen cities."""
    return observations.select([*JOBS.values(), STAFF], sel.codes, sel.years)


def shares(sel: Selection) -> JobShares | Absent:
    """Return the shares of manufacturing and mining in the jobs of urban units: ratios of sums over the cities with both."""
    staff = _everywhere(STAFF, sel)
    lines = {}
    for key, indicator in JOBS.items():
        frame = _everywhere(indicator, sel)
        lines[key] = ratio_of_sums(_ours(frame, sel), staff, 100)
        lines[f"{key}_others"] = ratio_of_sums(_outside(frame), staff, 100)
    last = shared.last_common(*lines.values())
    if last is None:
        return shared.lacking([STAFF, *JOBS.values()], sel)
    rows = job_rows(sel)
    rows = rows[rows["year"] <= last]
    marks = shared.breaks(STAFF, rows)
    at = {key: Percent(shared.level(line, last)) for key, line in lines.items()}
    drawn = shared.lines_of({key: (name, lines[key]) for key, name in SHARES.items()})
    return JobShares(
        source=passport(rows, sel.codes),
        last=Year(last),
        manufacturing=at["manufacturing"],
        manufacturing_outside=at["manufacturing_others"],
        mining=at["mining"],
        mining_outside=at["mining_others"],
        ended=Year(last) if last < sel.year else Absent(),
        widened=Year(marks[0].at) if marks else Absent(),
        lines=shared.segments(drawn[drawn["year"] <= last], marks),
    )


def turns(sel: Selection) -> JobTurns | Absent:
    """Return what became of the jobs in mining and manufacturing in each span of years without a break."""
    frames = {key: _everywhere(indicator, sel) for key, indicator in JOBS.items()}
    years = set.intersection(*(set(frame["year"]) for frame in frames.values()))
    moved = {
        (key, side): _moved(rows[rows["year"].isin(years)])
        for key, frame in frames.items()
        for side, rows in (("ours", _ours(frame, sel)), ("outside", _outside(frame)))
    }
    common = sorted(set.intersection(*(set(table.index) for table in moved.values())))
    if not common:
        return shared.lacking(JOBS.values(), sel)
    told = [_turn(moved, span) for span in common]
    rows = observations.select(JOBS.values(), sel.codes, [y for span in common for y in span])
    return JobTurns(
        source=passport(rows, sel.codes),
        early=told[0] if len(told) > 1 else Absent(),
        late=told[-1],
    )


def _moved(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how a sum of jobs moved in each span between breaks, over cities with both years and one border."""
    parts = spans(frame["indicator"].unique(), frame["year"].unique())
    kept = [unbroken(frame[frame["year"].isin(span)], span[0], span[-1]) for span in parts if len(span) > 1]
    found = [compare_in_spans(rows, FIRST_YEAR) for rows in kept]
    return pd.concat(found or [compare_in_spans(frame[:0], FIRST_YEAR)]).set_index(["first", "last"])


def _turn(moved: dict[tuple[str, str], pd.DataFrame], span: tuple[int, int]) -> JobTurn:
    rows = {key: table.loc[[span]].iloc[0] for key, table in moved.items()}
    return JobTurn(
        first=Year(span[0]),
        last=Year(span[1]),
        manufacturing=Percent(rows["manufacturing", "ours"]["change"]),
        manufacturing_outside=Percent(rows["manufacturing", "outside"]["change"]),
        mining=Percent(rows["mining", "ours"]["change"]),
        mining_outside=Percent(rows["mining", "outside"]["change"]),
        cities=Count(rows["manufacturing", "ours"]["cities"]),
    )


def city_turn(sel: Selection, turn: JobTurn) -> pd.DataFrame:
    """Return the manufacturing jobs of the chosen cities in the two years of a turn, without those with a break of their own."""
    rows = observations.select(JOBS["manufacturing"], sel.codes, [int(turn.first), int(turn.last)])
    return unbroken(rows, int(turn.first), int(turn.last))


def in_print(sel: Selection) -> pd.DataFrame:
    """Return the sectors of the cities that print them in full in every year of a span (unit, year, sector, value)."""
    rows = observations.select(BRANCHES, None, sel.years).rename(columns={"indicator": "sector"})
    # a year in which a sector is not printed anywhere cannot be told from one without its jobs
    rows = rows[rows.groupby("year")["sector"].transform("nunique") == len(BRANCHES)]
    whole = in_full(rows, _everywhere(STAFF, sel))
    parts = spans(BRANCHES, whole["year"].unique())
    return pd.concat([whole[:0], *(in_every_year(whole[whole["year"].isin(span)]) for span in parts)])


def specialised(sel: Selection) -> JobSpecialisation | Absent:
    """Return location quotients and Herfindahl indices of unit employment over nineteen sectors."""
    balanced = in_print(sel)
    spread = concentration(balanced)
    ours = _ours(spread, sel)
    medians = {"plan": _median(ours), "others": _median(_outside(spread))}
    parts = spans(BRANCHES, set.intersection(*(set(line["year"]) for line in medians.values())))
    if not parts:
        return shared.lacking([STAFF, *BRANCHES], sel)
    last = parts[-1][-1]
    first = parts[-1][0] if parts[-1][0] < last else None
    largest = ours.groupby(["year", "largest"])["unit"].nunique().unstack(fill_value=0)
    largest = largest.reindex(columns=list(BRANCHES), fill_value=0)
    offices, factories = largest[f"employment_{OFFICES}_10k"], largest[JOBS["manufacturing"]]
    quotients = _quotients(balanced, sel)
    quotient = {key: rows.rename(columns={"quotient": "value"}) for key, rows in quotients.groupby("sector")}
    producer = quotient["producer"].assign(value=100 * quotient["producer"]["share"])
    rows = _everywhere(STAFF, sel).merge(balanced[["unit", "year"]].drop_duplicates(), on=["unit", "year"])
    rows = _ours(rows, sel)
    marks = shared.breaks(STAFF, rows)
    lines = shared.lines_of({key: (name, quotient[key]) for key, name in QUOTIENTS.items()})
    middle = shared.lines_of({key: (name, medians[key]) for key, name in MEDIANS.items()})
    before = {"offices": offices, "factories": factories}
    counted = {key: known(Count, None if first is None else counts[first]) for key, counts in before.items()}
    return JobSpecialisation(
        source=passport(rows, sel.codes),
        first=known(Year, first),
        last=Year(last),
        cities=Count(largest.loc[last].sum()),
        within=Percent(100 * PRINTED_IN_FULL),
        offices=Count(offices[last]),
        offices_before=counted["offices"],
        factories=Count(factories[last]),
        factories_before=counted["factories"],
        mining=known(Amount, shared.level(quotient["mining"], last), 2),
        manufacturing=known(Amount, shared.level(quotient["manufacturing"], last), 2),
        producer=known(Amount, shared.level(quotient["producer"], last), 2),
        producer_share=Percent(shared.level(producer, last)),
        producer_share_before=known(Percent, shared.level(producer, first)),
        one_sided=Amount(shared.level(medians["plan"], last), 3),
        one_sided_before=known(Amount, shared.level(medians["plan"], first), 3),
        outside=Amount(shared.level(medians["others"], last), 3),
        quotients=shared.segments(lines, marks),
        spread=shared.segments(middle, marks),
    )


def _median(spread: pd.DataFrame) -> pd.DataFrame:
    return spread.groupby("year").agg(value=("herfindahl", "median")).reset_index()


def _quotients(balanced: pd.DataFrame, sel: Selection) -> pd.DataFrame:
    """Return location quotients of the chosen cities together, sectors in four groups."""
    grouped = balanced.assign(sector=balanced["sector"].map(GROUPS).fillna("rest"))
    grouped = grouped.groupby(["unit", "year", "sector"]).agg(value=("value", "sum")).reset_index()
    together = _ours(grouped, sel).groupby(["year", "sector"]).agg(value=("value", "sum")).reset_index()
    return location_quotients(together.assign(unit="plan"), grouped)
