"""Places, indicators and sources as people write them: code or name, id or label; one reading or none.

The yearbook's own rows and headers are recognised in `rows` and `columns`.
"""

from functools import cache

from rapidfuzz import process

from planbook import catalog
from planbook.errors import AmbiguousNameError, UnknownNameError
from planbook.store import units
from planbook.store.observations import near_indicators

_NATION = {catalog.NATION, "000000", "全国", "china", "nation", "中国"}


@cache
def place(name: str) -> str:
    """Return the code of a city, a province or the nation.

    Raises
    ------
    UnknownNameError
        If nothing, or no city, is called so; the nearest names are told.
    AmbiguousNameError
        If several are.

    Examples
    --------
    >>> place("锦州"), place("Anshan"), place("全国"), place("吉林省"), place("吉林")
    ('210700', '210300', '100000', '220000', '220200')
    """
    key = name.strip()
    if key.casefold() in _NATION:
        return catalog.NATION
    if key in catalog.cities() or key in catalog.provinces():
        return key
    try:
        found = units.find(key)
    except UnknownNameError as error:
        if province := _province(key):
            return province
        near = "; ".join(error.problems[:3])
        hint = f" (nearest: {near})" if near else "; write its code or its name in Chinese or English"
        raise UnknownNameError(f"unit {key!r} is no city, province or nation{hint}") from error
    except AmbiguousNameError as error:
        raise AmbiguousNameError(
            f"unit {key!r} names several: {'; '.join(error.problems)}; write the code"
        ) from error
    if found.code in catalog.cities():
        return found.code
    raise UnknownNameError(
        f"unit {key!r} is a district of the plan, and no city: it has no yearly figures here"
    )


def _province(name: str) -> str:
    return units.province_names().get(name.casefold(), "")


@cache
def indicator(name: str) -> str:
    """Return the id of an indicator, given that or its name in Chinese or English.

    Raises
    ------
    UnknownNameError
        If none is called so, with the nearest.
    AmbiguousNameError
        If several share the name, with their ids.

    Examples
    --------
    >>> indicator("地区生产总值"), indicator("gdp_100m_yuan")
    ('gdp_100m_yuan', 'gdp_100m_yuan')
    """
    key = name.strip()
    known = catalog.indicators()
    if key in known:
        return key
    named = [
        i for i, ind in known.items() if key.casefold() in (ind.name.zh.casefold(), ind.name.en.casefold())
    ]
    if len(named) == 1:
        return named[0]
    if named:
        raise AmbiguousNameError(f"{key!r} names several indicators: {', '.join(named)}; write the id")
    labels = {ind.name.zh: i for i, ind in known.items()}
    near = [labels[m[0]] for m in process.extract(key, list(labels), limit=2, score_cutoff=60)]
    also = f", or by its label {', '.join(near)}" if near else ""
    raise UnknownNameError(f"no indicator is called {near_indicators(key)}{also}")


def near_sources(name: str) -> str:
    """Return the sources most like a name, for a message."""
    return ", ".join(m[0] for m in process.extract(name, list(catalog.sources()), limit=3))
