"""What is measured and where it comes from: the tables under ``data/catalog/`` as frozen dataclasses.

Indicators, cities, sources, flags, breaks in series and reasons for missing series live here. The observed values
themselves live in `planbook.store.observations`; how a workbook's headers are recognised lives in `planbook.intake`.
"""

import csv
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from planbook import paths
from planbook.catalog.model import Break, City, Evidence, Gap, Indicator, Source
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.ground.reads import recorded, remembered

NATION = "100000"
Row = TypeVar("Row")


def table(*parts: str, columns: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Read one CSV table under ``data/`` as a list of rows.

    Parameters
    ----------
    *parts : str
        Path below ``data/``, as in ``table("catalog", "flags.csv")``.
    columns : tuple of str
        Columns that must be there.

    Raises
    ------
    RegistryError
        If the file or a column is missing, or a row has too few or too many cells; all of them listed.

    Examples
    --------
    >>> table("catalog", "provinces.csv", columns=("code", "name_zh"))[0]["code"]
    '110000'
    """
    path = paths.data(*parts)
    name = "/".join(("data", *parts))
    if not path.is_file():
        raise RegistryError(f"{name} is missing: restore it from the repository")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    problems = [f"{name}: column {c!r} is missing" for c in columns if c not in (reader.fieldnames or [])]
    problems += [
        f"{name}, line {i}: the number of cells differs from the header's"
        for i, row in enumerate(rows, start=2)
        if None in row or None in row.values()
    ]
    if problems:
        raise RegistryError(f"{name} cannot be read", problems)
    return rows


def _load(name: str, make: Callable[[dict[str, str]], Row], columns: str) -> Iterator[Row]:
    for line, row in enumerate(table("catalog", name, columns=tuple(columns.split())), start=2):
        try:
            yield make(row)
        except ValueError as error:
            raise RegistryError(f"data/catalog/{name}, line {line}: {error}") from error


def _both(row: dict[str, str], name: str) -> Both:
    return Both(row[f"{name}_zh"], row[f"{name}_en"])


def _unique(name: str, items: list[Any], key: str = "id") -> dict[str, Any]:
    found: dict[str, Any] = {}
    twice = [getattr(i, key) for i in items if found.setdefault(getattr(i, key), i) is not i]
    if twice:
        raise RegistryError(
            f"data/catalog/{name}: every {key} stands once", [f"{t} stands again" for t in twice]
        )
    return found


@recorded
@remembered
def provinces() -> dict[str, Both]:
    """Return the 31 provinces: six-digit code → name."""
    return {
        r["code"]: _both(r, "name")
        for r in table("catalog", "provinces.csv", columns=("code", "name_zh", "name_en"))
    }


@recorded
@remembered
def cities() -> dict[str, City]:
    """Return every city the yearbook has printed from 2003 on: code → city.

    Examples
    --------
    >>> cities()["210300"].name.zh
    '鞍山市'
    """
    items = list(
        _load(
            "cities.csv",
            lambda r: City(r["code"], _both(r, "name"), r["province"]),
            "code name_zh name_en province",
        )
    )
    return _unique("cities.csv", items, "code")


@recorded
@remembered
def county_cities() -> dict[str, City]:
    """Return every county-level city the yearbook has printed from 2003 on: code → city.

    The code is today's, that of the successor where the city has become a district.

    Examples
    --------
    >>> county_cities()["210281"].name.zh, county_cities()["210281"].province
    ('瓦房店市', '210000')
    """
    items = list(
        _load(
            "county_cities.csv",
            lambda r: City(r["code"], _both(r, "name"), r["province"]),
            "code name_zh name_en province",
        )
    )
    return _unique("county_cities.csv", items, "code")


def place(unit: str) -> Both:
    """Return the name of a city, a province or the nation; the code itself where there is none.

    Examples
    --------
    >>> place("210000").en, place("210300").en, place(NATION).en
    ('Liaoning', 'Anshan', 'China')
    """
    names = {NATION: Both("全国", "China"), **provinces()}
    return cities()[unit].name if unit in cities() else names.get(unit, Both(unit, unit))


@recorded
@remembered
def indicators() -> dict[str, Indicator]:
    """Return every indicator: id → indicator, in the catalog's order.

    Examples
    --------
    >>> indicators()["so2_industrial_t"].unit.en
    'tonnes'
    """

    def make(r: dict[str, str]) -> Indicator:
        return Indicator(
            id=r["id"],
            name=_both(r, "name"),
            unit=_both(r, "unit"),
            scope=r["scope"],
            chapter=r["chapter"],
            direction=r["direction"],
            aggregate=r["aggregate"],
            weight=r["weight"],
            plausible=(float(r["plausible_min"]), float(r["plausible_max"])),
            largest_change=float(r["largest_change"]),
            definition=_both(r, "definition"),
        )

    columns = "id name_zh name_en unit_zh unit_en scope chapter direction aggregate weight plausible_min"
    return _unique("indicators.csv", list(_load("indicators.csv", make, columns)))


@recorded
@remembered
def sources() -> dict[str, Source]:
    """Return every source of figures: id → source."""

    def make(r: dict[str, str]) -> Source:
        return Source(
            id=r["id"],
            label=_both(r, "label"),
            publisher=_both(r, "publisher"),
            edition=r["edition"],
            terms=_both(r, "terms"),
            address=r["address"],
            accessed=r["accessed"],
            trust=r["trust"],
            trust_reason=_both(r, "trust_reason"),
        )

    return _unique("sources.csv", list(_load("sources.csv", make, "id label_zh label_en publisher_zh trust")))


@recorded
@remembered
def flags() -> dict[str, Both]:
    """Return the closed list of flags a value can carry: id → what it says to the reader."""
    return {
        r["id"]: _both(r, "text") for r in table("catalog", "flags.csv", columns=("id", "text_zh", "text_en"))
    }


@remembered
def _all_breaks() -> tuple[Break, ...]:
    columns = "indicator unit year what_zh what_en"
    return tuple(
        _load(
            "breaks.csv",
            lambda r: Break(r["indicator"], r["unit"], int(r["year"]), _both(r, "what")),
            columns,
        )
    )


@recorded
def breaks(indicator: str, first: int, last: int, unit: str = "") -> list[Break]:
    """Return the breaks that a comparison of ``first`` with ``last`` crosses.

    A break of year *y* is crossed when first < *y* <= last. Breaks of single units are left out unless ``unit``
    names the unit.

    Examples
    --------
    >>> [b.year for b in breaks("so2_industrial_t", 2012, 2017)]
    [2016]
    >>> breaks("so2_industrial_t", 2012, 2015)
    []
    """
    return [
        b
        for b in _all_breaks()
        if b.indicator in (indicator, "*") and b.unit in ("", unit) and first < b.year <= last
    ]


@recorded
@remembered
def gaps() -> tuple[Gap, ...]:
    """Return the declared reasons why a series is not there in some years."""

    def make(r: dict[str, str]) -> Gap:
        return Gap(r["indicator"], r["unit"], int(r["first"]), int(r["last"]), _both(r, "reason"))

    return tuple(_load("missing.csv", make, "indicator unit first last reason_zh reason_en"))


@remembered
def _withdrawn() -> dict[tuple[str, str, int], Both]:
    """Return the printed values that are not used: (unit, indicator, year) → reason; unit "" is every city."""
    columns = ("unit", "indicator", "year", "used", "reason_zh", "reason_en")
    rows = table("catalog", "corrections.csv", columns=columns)
    return {(r["unit"], r["indicator"], int(r["year"])): _both(r, "reason") for r in rows if not r["used"]}


@recorded
@remembered
def evidence() -> tuple[Evidence, ...]:
    """Return what speaks to each part of chapters 3 to 8 of the plan, in the plan's order.

    Raises
    ------
    RegistryError
        If a part names an indicator that the catalog does not know.

    Examples
    --------
    >>> len(evidence()), evidence()[2].indicators[0]
    (23, 'services_share_pct')
    """

    def make(row: dict[str, str]) -> Evidence:
        named = tuple(i for i in row["indicators"].split(";") if i)
        if unknown := [i for i in named if i not in indicators()]:
            raise ValueError(f"no such indicator: {', '.join(unknown)}")
        return Evidence(int(row["chapter"]), int(row["part"]), named, _both(row, "needed"))

    return tuple(_load("evidence.csv", make, "chapter part indicators needed_zh needed_en"))


@recorded
def why_missing(indicator: str, year: int, unit: str = "") -> Both:
    """Return the reason why a value is not there; a general one where none is declared.

    A value that is printed but withdrawn as a misprint has its own reason; then come the declared gaps of the series,
    then what is withdrawn from every city.

    Examples
    --------
    >>> why_missing("gross_industrial_output_100m_yuan", 2019).en
    'not printed from 2017 on'
    """
    own, of_all = (_withdrawn().get((u, indicator, year)) for u in (unit, ""))
    declared = (
        g.reason
        for g in gaps()
        if g.indicator in (indicator, "*") and g.unit in ("", unit) and g.first <= year <= g.last
    )
    blank = Both("年鉴中该城市此格空白", "the yearbook leaves this city's cell blank")
    return next(reason for reason in (own, *declared, of_all, blank) if reason)
