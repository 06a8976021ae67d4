"""The four economic regions of the country and the whole of it; which province lies where.

The division is that of the National Bureau of Statistics; the plan itself does not print it. Names of cities
do not live here.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from planbook.errors import ParameterError
from planbook.ground.language import Both


@dataclass(frozen=True, slots=True)
class Region:
    """One economic region.

    Attributes
    ----------
    id : str
        ``"all"``, ``"northeast"``, ``"east"``, ``"central"`` or ``"west"``.
    name : Both
        The name in both languages.
    provinces : tuple of str
        The first two digits of its provinces' codes; those of the whole country for ``"all"``.
    """

    id: str
    name: Both
    provinces: tuple[str, ...]

    def holds(self, code: str) -> bool:
        """Tell whether the place of a six-digit code lies in the region; the nation (100000) lies in none.

        Examples
        --------
        >>> region("东北").holds("210300")
        True
        """
        return code[:2] in self.provinces


_NORTHEAST = Region("northeast", Both("东北", "Northeast"), ("21", "22", "23"))
_EAST = Region("east", Both("东部", "East"), ("11", "12", "13", "31", "32", "33", "35", "37", "44", "46"))
_CENTRAL = Region("central", Both("中部", "Central"), ("14", "34", "36", "41", "42", "43"))
_WEST = Region(
    "west", Both("西部", "West"), ("15", "45", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65")
)
_PARTS = (_NORTHEAST, _EAST, _CENTRAL, _WEST)
_ALL = Region("all", Both("全国", "Nationwide"), tuple(sorted(p for part in _PARTS for p in part.provinces)))

REGIONS: tuple[Region, ...] = (_ALL, *_PARTS)
"""The whole country first, then its four regions."""

_OTHER_NAMES = {
    "national": _ALL,
    "东北地区": _NORTHEAST,
    "东部地区": _EAST,
    "eastern": _EAST,
    "中部地区": _CENTRAL,
    "西部地区": _WEST,
    "western": _WEST,
}
_BY_NAME = _OTHER_NAMES | {
    name.casefold(): part for part in REGIONS for name in (part.id, part.name.zh, part.name.en)
}


def region(name: "str | Region" = "all") -> Region:
    """Return the region of a Chinese or English name; the default is the whole country.

    Parameters
    ----------
    name : str or Region
        ``"东北"``, ``"Northeast"``, ``"全国"``, ``"all"`` ...; case and outer blanks do not matter. A
        `Region` comes back as it is.

    Raises
    ------
    ParameterError
        If no region is called so; the message names the nearest and all that can be chosen.

    Examples
    --------
    >>> region("Northeast").name.zh
    '东北'
    >>> region("全国").id
    'all'
    """
    if isinstance(name, Region):
        return name
    key = str(name).strip().casefold()
    if key in _BY_NAME:
        return _BY_NAME[key]
    near = [_BY_NAME[match].name for match in get_close_matches(key, _BY_NAME, n=2)]
    hint = f"did you mean {' or '.join(f'{n.zh} ({n.en})' for n in dict.fromkeys(near))}? " if near else ""
    choice = ", ".join(f"{part.name.zh} ({part.name.en})" for part in REGIONS)
    raise ParameterError(f"region {name!r} is not known: {hint}choose one of {choice}")
