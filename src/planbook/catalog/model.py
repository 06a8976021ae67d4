"""The rows of the catalog as frozen dataclasses. How they are read from ``data/catalog/`` lives in `planbook.catalog`."""

from dataclasses import dataclass

from planbook.language import Both


@dataclass(frozen=True, slots=True)
class City:
    """A prefecture-level city or municipality, by its code of 2013 (or its first code, if it is younger)."""

    code: str
    name: Both
    province: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One series: what is counted, in which unit, for which part of the city.

    ``scope`` is ``city`` (全市), ``districts`` (市辖区), ``county`` (one district or county-level city), ``province``
    (provinces and the nation) or ``nation``; ``aggregate`` says how cities add up:
    ``sum``, ``weighted`` (by the indicator named in ``weight``) or ``none``. ``plausible`` are the bounds of a
    believable value; ``largest_change`` is the largest believable change in a year, as a share (0: not judged).
    """

    id: str
    name: Both
    unit: Both
    scope: str
    chapter: str
    direction: str
    aggregate: str
    weight: str
    plausible: tuple[float, float]
    largest_change: float
    definition: Both


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from. ``label`` is what stands under a figure; ``trust`` is A, B or C with its reason."""

    id: str
    label: Both
    publisher: Both
    edition: str
    terms: Both
    address: str
    accessed: str
    trust: str
    trust_reason: Both


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which a series no longer means what it meant: values from ``year`` on differ from those before.

    ``unit`` is empty when the break concerns every city.
    """

    indicator: str
    unit: str
    year: int
    what: Both


@dataclass(frozen=True, slots=True)
class Gap:
    """Years in which a series is not there, and why. ``unit`` is empty when no city has it."""

    indicator: str
    unit: str
    first: int
    last: int
    reason: Both


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks to one part of the plan: the indicators at hand, and what would be needed to say more.

    ``indicators`` is empty where nothing is printed that speaks to the part.
    """

    chapter: int
    part: int
    indicators: tuple[str, ...]
    needed: Both
