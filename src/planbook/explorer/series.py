"""What the explorer knows: places and groups once, and the values of one indicator in a form a script can carry.

Values are those of the tables, as they are. Classes of the map are the only thing computed: they are the same in all
years, so that colours can be compared. Nothing is written here.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from planbook import catalog, plan
from planbook.catalog import Indicator
from planbook.figures.outlines import project
from planbook.ground.language import Both
from planbook.store import observations
from planbook.store.observations import FIRST_YEAR, last_year

CLASSES = 5
_DIGITS = 2  # significant digits of a class's end
NATION = Both("全国", "China")


def places() -> list[dict[str, Any]]:
    """Return every place: code, names, kind, region, whether the plan names it, and where its dot stands.

    Examples
    --------
    >>> next(place for place in places() if place["code"] == "210300")["en"]
    'Anshan'
    """
    units = {u.code: u for u in plan.units()}
    spots = dict(
        zip(units, project([u.lon for u in units.values()], [u.lat for u in units.values()]), strict=True)
    )
    found = [_place(catalog.NATION, NATION, "nation")]
    found += [_place(code, name, "province") for code, name in catalog.provinces().items()]
    for code in dict.fromkeys([*units, *catalog.cities()]):
        in_plan = units.get(code)
        name = in_plan.name if in_plan else catalog.place(code)
        kind = "city" if in_plan is None or in_plan.kind == "city" else "district"
        short = Both(name.zh.removesuffix("市"), name.en)
        entry = _place(code, short, kind)
        if in_plan:
            x, y = spots[code]
            entry |= {"plan": 1, "x": round(float(x)), "y": round(float(y))}
        found.append(entry)
    return found


def _place(code: str, name: Both, kind: str) -> dict[str, Any]:
    region = next((r.id for r in plan.REGIONS[1:] if r.holds(code)), "")
    return {"code": code, "zh": name.zh, "en": name.en, "kind": kind, "region": region}


def chosen() -> list[Indicator]:
    """Return the indicators that cities or provinces have values of, in the order of the catalog."""
    return [i for i in catalog.indicators().values() if i.scope != "nation"]


def values(indicator: str) -> pd.DataFrame:
    """Return all values of an indicator, of cities, provinces and the nation, in the columns of `observations.select`."""
    parts = (
        observations.select(indicator),
        observations.provinces(indicator),
        observations.nation(indicator),
    )
    known = [part for part in parts if len(part)]
    # Four cities are provinces as well and stand in both tables.
    return pd.concat(known).drop_duplicates(["unit", "year"]) if known else parts[0]


def series(indicator: str) -> dict[str, Any]:
    """Return one indicator as the explorer reads it.

    Returns
    -------
    dict
        ``first``: year of the first column; ``values``: code → one number or None a year; ``flags``: code → year →
        flag; ``sources``: year → labels in both languages; ``why``: year → why a value may be missing; ``breaks``:
        year and what changed; ``classes``: the inner ends of the map's classes. Empty ``values`` if it has none.
    """
    frame = values(indicator)
    years = range(FIRST_YEAR, last_year() + 1)
    table = frame.pivot(index="unit", columns="year", values="value").reindex(columns=list(years))
    flagged = frame[frame["flag"].fillna("") != ""]
    flags: dict[str, dict[str, str]] = {}
    for unit, year, flag in zip(flagged["unit"], flagged["year"], flagged["flag"], strict=True):
        flags.setdefault(unit, {})[str(year)] = str(flag)
    cities = table[table.index.isin([u.code for u in plan.cities()])]
    return {
        "first": FIRST_YEAR,
        "values": {
            unit: [_number(v) for v in row] for unit, row in zip(table.index, table.to_numpy(), strict=True)
        },
        "flags": flags,
        "sources": {
            str(year): _labels(of_year["source"].unique()) for year, of_year in frame.groupby("year")
        },
        "why": {str(year): _both(catalog.why_missing(indicator, year)) for year in years},
        "breaks": [
            {"year": b.year, **_both(b.what)} for b in catalog.breaks(indicator, FIRST_YEAR, last_year())
        ],
        "classes": classes(cities.to_numpy().ravel()),
    }


def classes(known: Any) -> list[float]:
    """Return the inner ends of five classes of about as many values each, in round numbers.

    Parameters
    ----------
    known : array-like of float
        Values of all years; NaN where there is none.

    Examples
    --------
    >>> classes([float(n) for n in range(101)])
    [20.0, 40.0, 60.0, 80.0]
    >>> classes([float("nan")])
    []
    """
    numbers = np.asarray(known, dtype=float)
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return []
    ends = np.quantile(numbers, np.arange(1, CLASSES) / CLASSES)
    return list(dict.fromkeys(float(f"{end:.{_DIGITS}g}") for end in ends))


def about(indicator: Indicator) -> dict[str, Any]:
    """Return what the explorer says of an indicator before its values are loaded."""
    return {
        "id": indicator.id,
        "name": _both(indicator.name),
        "unit": _both(indicator.unit),
        "definition": _both(indicator.definition),
        "chapter": indicator.chapter,
        "direction": indicator.direction,
    }


def _both(text: Both) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _labels(ids: Iterable[str]) -> list[dict[str, str]]:
    return [_both(catalog.sources()[source].label) for source in sorted(ids)]


def _number(value: float) -> float | int | None:
    if value != value:
        return None
    return int(value) if value == int(value) else float(value)
