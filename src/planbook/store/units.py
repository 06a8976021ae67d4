"""Finding a unit by any of its names: code, Chinese name with or without 市, English name, or an alias.

The 120 units of the plan and every other city of the yearbook can be found. What a unit is called and what the plan
says of it live in `planbook.plan` and `planbook.catalog`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from planbook import catalog, plan
from planbook.errors import AmbiguousNameError, UnknownNameError
from planbook.ground.language import Both
from planbook.ground.reads import recorded, remembered

_DISTRICT = re.compile(r"(?:新区|区|市| New Area| District| City)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A place with a code of 2013: its short name, the province around it and whether the plan covers it."""

    code: str
    name: Both
    province: Both
    in_plan: bool


@recorded
@remembered
def units() -> dict[str, Unit]:
    """Return every unit, code → unit: the plan's 120 first, then the other cities of the yearbook.

    Examples
    --------
    >>> units()["130200"].name.zh, units()["130200"].in_plan
    ('唐山', True)
    """
    found = {u.code: Unit(u.code, u.name, u.province, True) for u in plan.units()}
    for city in catalog.cities().values():
        name = Both(city.name.zh.removesuffix("市"), city.name.en)
        found.setdefault(city.code, Unit(city.code, name, catalog.provinces()[city.province], False))
    return found


@recorded
def find(name: str) -> Unit:
    """Return the unit of a name or code.

    Parameters
    ----------
    name : str
        ``唐山``, ``唐山市``, ``Tangshan``, ``130200`` or an alias such as ``襄樊``; upper and lower case, blanks and
        apostrophes do not matter. 吉林 is the city: provinces are no units.

    Raises
    ------
    AmbiguousNameError
        If several units are called so; the message lists their codes and provinces.
    UnknownNameError
        If none is; the message lists the nearest names.

    Examples
    --------
    >>> find("Tangshan").code, find("襄樊").name.zh
    ('130200', '襄阳')
    """
    hits = _index().get(_key(name), ())
    if len(hits) == 1:
        return units()[next(iter(hits))]
    if hits:
        raise AmbiguousNameError(
            f"{name!r} is the name of {len(hits)} units: name the code",
            [_line(code) for code in sorted(hits)],
        )
    near = process.extract(_key(name), list(_index()), scorer=fuzz.WRatio, limit=5, score_cutoff=50)
    codes = list(dict.fromkeys(code for key, _, _ in near for code in sorted(_index()[key])))[:5]
    hint = "; the nearest are" if codes else ": write its Chinese or English name, or its code"
    raise UnknownNameError(f"no unit is called {name!r}{hint}", [_line(code) for code in codes])


def province_names() -> dict[str, str]:
    """Return name → code of every province: code, Chinese name long and short, English name, in lower case.

    Examples
    --------
    >>> province_names()["内蒙古"], province_names()["liaoning"]
    ('150000', '210000')
    """
    codes: dict[str, str] = {}
    for code, name in catalog.provinces().items():
        short = name.zh[:3] if name.zh.startswith(("内蒙古", "黑龙江")) else name.zh[:2]
        codes |= {text.casefold(): code for text in (code, name.zh, short, name.en)}
    return codes


def _line(code: str) -> str:
    unit = units()[code]
    return f"{code}  {unit.name.zh} {unit.name.en}, {unit.province.en}"


@remembered
def _index() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for code, unit in units().items():
        names[code].add(code)
        for text in (unit.name.zh, unit.name.en):
            names[_key(text)].add(code)
        if code in catalog.cities():
            city = catalog.cities()[code].name
            names[_key(city.zh)].add(code)
            names[_key(city.en)].add(code)
    for entry in plan.units():
        names[entry.present_code].add(entry.code)
        # the plan writes 天津市原塘沽区; people ask for 塘沽
        called = [entry.name.zh.replace("原", ""), entry.name.en.replace(" (former)", "")]
        for text in (*called, entry.present_name.zh, entry.present_name.en):
            names[_key(text)].add(entry.code)
            if entry.parent is not None:
                names[_key(_DISTRICT.sub("", text))].add(entry.code)
        if entry.parent is not None:
            names[_key(entry.parent.zh + called[0])].add(entry.code)
    for row in catalog.table("catalog", "names.csv", columns=("name", "code", "kind")):
        # a row that is no city has a name and no code
        if not row["code"]:
            continue
        names[_key(row["name"])].add(row["code"])
        names[_key(row["name"].removesuffix("市"))].add(row["code"])
    return {key: frozenset(codes) for key, codes in names.items() if key}


def _key(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch.isalnum())
