"""The rows of the catalog as frozen dataclasses. How they are read from ``data/catalog/`` lives in `planbook.catalog`."""

from dataclasses import dataclass

from planbook.ground.language import Both


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
    ``sum``, ``weighted`` (by the indicator named in ``weight``), ``ratio`` (of the sums of the two named there, as
    ``a/b``) or ``none``. ``plausible`` are the bounds of a believable value; ``largest_change`` is the largest believable
    change in a year, in points where ``in_points``, else as a share (0: not judged, as profits that may turn).
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

    @property
    def in_points(self) -> bool:
        """Whether a change is a difference in points: of a percentage or an index."""
        return self.unit.en in ("%", "previous year = 100")

    def excess(self, before: float, after: float) -> str:
        """Return how a change within a year exceeds the largest believable one, empty where it does not.

        Examples
        --------
        >>> from planbook import catalog
        >>> known = catalog.indicators()
        >>> known["services_share_pct"].excess(40.0, 60.0), known["gdp_100m_yuan"].excess(100.0, 400.0)
        ('+20 points', '4 times')
        >>> known["gdp_100m_yuan"].excess(100.0, 110.0)
        ''
        """
        if not self.largest_change:
            return ""
        if self.in_points:
            moved = after - before
            return f"{moved:+.3g} points" if abs(moved) > self.largest_change else ""
        if before <= 0 or after <= 0:
            return ""
        ratio, most = after / before, 1 + self.largest_change
        return "" if 1 / most <= ratio <= most else f"{ratio:.3g} times"


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
