"""Four decades: the plan's cities in the nation, from the first edition of the yearbook to the newest.

Up to 1997 the yearbook itself prints the nation beside its cities; from 2003 on the nation is that of the benchmark, or,
where none is at hand, all cities of the yearbook stand in its place, which is said. Borders are those of each year.
"""

from dataclasses import dataclass

import pandas as pd

from planbook import catalog, plan
from planbook.chapters.finding import Finding
from planbook.chapters.impact.question import FIRST
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR
from planbook.store.provenance import combine, passport

BEGIN, END = 1984, 1997  # of the editions that print the nation beside the cities
FEWEST = 91  # of the plan's 95: with fewer printed, a sum says more about slips than about cities
PEOPLE, GDP = "population_registered_10k", "gdp_100m_yuan"
OUTPUT_1980, OUTPUT_ALL = "industrial_output_1980_prices_100m_yuan", "industrial_output_all_100m_yuan"
OUTPUT, STAFF, JOBS = "gross_industrial_output_100m_yuan", "staff_10k", "unit_employment_10k"
LAST_OF = Both("全国", "the nation")
ALL_CITIES = Both("年鉴全部城市", "all cities of the yearbook")
# indicator, series, what it is a share of, definition; one stretch of a line each
STRETCHES: tuple[tuple[str, str, Both, Both], ...] = (
    (PEOPLE, "people", LAST_OF, Both("年末户籍人口", "registered population")),
    (
        OUTPUT_1980,
        "industry",
        LAST_OF,
        Both("工业总产值，1980年不变价，不含村办", "industrial output at 1980 prices, without villages"),
    ),
    (
        OUTPUT_ALL,
        "industry",
        LAST_OF,
        Both("全部工业总产值，当年价", "output of all industry at current prices"),
    ),
    (OUTPUT, "industry", ALL_CITIES, Both("规模以上工业总产值", "industrial output above designated size")),
    (STAFF, "jobs", LAST_OF, Both("全部职工", "staff and workers")),
    (JOBS, "jobs", ALL_CITIES, Both("城镇单位从业人员", "persons employed in urban units")),
    (GDP, "product", LAST_OF, Both("地区生产总值", "gross product")),
)
SERIES: dict[str, Both] = {
    "people": Both("人口", "People"),
    "industry": Both("工业产出", "Industrial output"),
    "jobs": Both("职工与单位从业人员", "Staff and unit employment"),
    "product": Both("地区生产总值", "Gross product"),
}
NATION = {PEOPLE: "population_10k", GDP: GDP}


@dataclass(frozen=True, kw_only=True)
class LongView(Finding):
    """The plan's cities in the nation over four decades.

    Attributes
    ----------
    lines : pandas.DataFrame
        year, series, name, value (per cent), cities, segment, of (nation or all cities), definition.
    first, last : Year
        The ends of the whole.
    industry_first, industry_last_printed : Percent
        Share of the nation's industrial output in the first year and in the last the yearbook sets beside the nation.
    last_printed : Year
        That year.
    people_first, people_last_printed : Percent or Absent
        Share of people in the same years.
    heads_first, heads_last_printed : Amount or Absent
        Industrial output per head, the nation being 1.
    product_before, product_last : Percent or Absent
        Share of the nation's product in the year before the plan and in the newest year.
    heads_before, heads_last : Amount or Absent
        Product per registered head, the nation being 1.
    before, newest : Year
        These years.
    fewest : Count
        Cities that a year must have printed to be drawn.
    left_out : pandas.DataFrame
        year, series, name, cities: years with fewer.
    starts : Year
        The plan's first year.
    """

    lines: pd.DataFrame
    first: Year
    last: Year
    industry_first: Percent | Absent
    industry_last_printed: Percent | Absent
    last_printed: Year
    people_first: Percent | Absent
    people_last_printed: Percent | Absent
    heads_first: Amount | Absent
    heads_last_printed: Amount | Absent
    product_before: Percent | Absent
    product_last: Percent | Absent
    heads_before: Amount | Absent
    heads_last: Amount | Absent
    before: Year
    newest: Year
    fewest: Count
    left_out: pd.DataFrame
    starts: Year


def longview(last: int) -> LongView:
    """Return the plan's cities in the nation from 1984 up to a year.

    Parameters
    ----------
    last : int
        The last data year.
    """
    inside = [c.code for c in plan.cities()]
    parts, seen = [], []
    for indicator, series, of, definition in STRETCHES:
        for rows, below in _stretch(indicator, of, last):
            ours = rows[rows["unit"].isin(inside)]
            seen.append(ours)
            summed = ours.groupby("year")["value"].agg(["sum", "count"])
            shares = (100 * summed["sum"] / below).rename("value").dropna().reset_index()
            shares["cities"] = summed["count"].reindex(shares["year"]).to_numpy()
            shares = shares.assign(series=series, segment=f"{indicator} {of.en}")
            for column, text in (("of", of), ("definition", definition), ("name", SERIES[series])):
                shares[column] = pd.Series([text] * len(shares), dtype="object")
            parts.append(shares)
    lines = pd.concat(parts, ignore_index=True).sort_values(["series", "year"], ignore_index=True)
    # a year without figures parts a line
    run = lines.groupby("segment")["year"].diff().gt(1).groupby(lines["segment"]).cumsum()
    lines["segment"] = lines["segment"] + " " + run.astype(str)
    few = lines["cities"] < FEWEST
    kept = lines[~few].reset_index(drop=True)
    printed = kept[(kept["series"] == "industry") & (kept["year"] <= END)]
    begin, end = int(printed["year"].min()), int(printed["year"].max())
    before = FIRST - 1

    def share(series: str, year: int) -> float | None:
        found = kept.loc[(kept["series"] == series) & (kept["year"] == year), "value"]
        return None if found.empty else float(found.iloc[0])

    def heads(series: str, year: int) -> float | None:
        one, people = share(series, year), share("people", year)
        return one / people if one is not None and people is not None else None

    newest = int(kept.loc[kept["series"] == "product", "year"].max())
    with_people = kept.loc[kept["series"] == "people", "year"]
    newest_heads = int(max(y for y in with_people if y <= newest))
    return LongView(
        source=combine(*(passport(s, inside) for s in seen if len(s))),
        lines=kept,
        first=Year(kept["year"].min()),
        last=Year(kept["year"].max()),
        industry_first=known(Percent, share("industry", begin)),
        industry_last_printed=known(Percent, share("industry", end)),
        last_printed=Year(end),
        people_first=known(Percent, share("people", begin)),
        people_last_printed=known(Percent, share("people", end)),
        heads_first=known(Amount, heads("industry", begin), 2),
        heads_last_printed=known(Amount, heads("industry", end), 2),
        product_before=known(Percent, share("product", before)),
        product_last=known(Percent, share("product", newest_heads)),
        heads_before=known(Amount, heads("product", before), 2),
        heads_last=known(Amount, heads("product", newest_heads), 2),
        before=Year(before),
        newest=Year(newest_heads),
        fewest=Count(FEWEST),
        left_out=lines.loc[few, ["year", "series", "name", "cities"]].reset_index(drop=True),
        starts=Year(FIRST),
    )


def _stretch(indicator: str, of: Both, last: int) -> list[tuple[pd.DataFrame, pd.Series]]:
    """Return the rows of one definition and, by year, what they are set against: before the book's years, and in them."""
    found = []
    old = observations.history(indicator, range(BEGIN, FIRST_YEAR))
    if len(old):
        nation = old[old["unit"] == catalog.NATION].set_index("year")["value"]
        found.append((old[old["unit"] != catalog.NATION], nation))
    years = range(FIRST_YEAR, last + 1)
    new = observations.select(indicator, None, years)
    if len(new):
        if of is ALL_CITIES:
            below = new.groupby("year")["value"].sum()
        else:
            below = observations.nation(NATION[indicator], years).set_index("year")["value"]
        found.append((new, below))
    return found
