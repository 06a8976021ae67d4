"""What is on record and turns a finding into ``info``: flags, breaks, gaps, confirmed values and what is accepted.

A confirmed value stands with its reason in ``data/catalog/confirmed.csv``. A row of ``accepted.csv`` names its check
and, where it is narrower, its unit, indicator and years, and says why the figures stand all the same; one that accepts
nothing any more is a finding of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planbook import catalog
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.quality.findings import CHECKS, INFO, WARNING, Fault

# Flags that tell the reader of the very fault a check finds.
_TOLD = {
    "digits": ("suspect", "wider_concept"),
    "jump": ("suspect", "wider_concept", "corrected"),
    "leap": ("suspect", "wider_concept", "corrected"),
    "growth": ("disputed",),
}
_STEPS = ("jump", "leap")  # which concern the year before as well
_BROKEN = ("jump", "leap", "magnitude")
Flags = Mapping[tuple[str, str, int], str]
Reasons = Mapping[tuple[str, str, int], Both]


@dataclass(frozen=True, slots=True)
class Accepted:
    """One row of ``accepted.csv``; an empty unit or indicator stands for every one."""

    check: str
    unit: str
    indicator: str
    first: int
    last: int
    reason: Both

    def covers(self, finding: Fault) -> bool:
        """Tell whether the finding is what this row accepts."""
        return (
            finding.check == self.check
            and self.unit in ("", finding.unit)
            and self.indicator in ("", finding.indicator)
            and finding.year is not None
            and self.first <= finding.year <= self.last
        )


def accepted() -> list[Accepted]:
    """Read ``data/catalog/accepted.csv``.

    Raises
    ------
    RegistryError
        If a row names no check or no years; all of them listed.

    Examples
    --------
    >>> {row.check for row in accepted()} <= set(CHECKS)
    True
    """
    columns = ("check", "unit", "indicator", "first", "last", "reason_zh", "reason_en")
    rows = catalog.table("catalog", "accepted.csv", columns=columns)
    problems = [
        f"line {line}: {r['first']!r} to {r['last']!r} are no years"
        for line, r in enumerate(rows, start=2)
        if not (r["first"].isdigit() and r["last"].isdigit())
    ]
    problems += [
        f"line {line}: there is no check {r['check']!r}"
        for line, r in enumerate(rows, start=2)
        if r["check"] not in CHECKS
    ]
    if problems:
        raise RegistryError("data/catalog/accepted.csv cannot be read", problems)
    return [
        Accepted(
            r["check"],
            r["unit"],
            r["indicator"],
            int(r["first"]),
            int(r["last"]),
            Both(r["reason_zh"], r["reason_en"]),
        )
        for r in rows
    ]


def settle(findings: Iterable[Fault], flags: Flags, rows: Sequence[Accepted]) -> list[Fault]:
    """Turn what is declared into ``info`` and add a warning for every row of ``rows`` that accepts nothing.

    Parameters
    ----------
    findings : iterable of Fault
        As the checks made them.
    flags : mapping of (unit, indicator, year) to str
        The flags of the values, joined by ``;``.
    rows : sequence of Accepted
        What ``accepted.csv`` declares.
    """
    settled, used, stands = [], set(), confirmed()
    for finding in findings:
        row = next((r for r in rows if r.covers(finding)), None)
        if row:
            used.add(row)
        reason = row.reason if row else _on_record(finding, flags, stands)
        settled.append(finding.declared(reason) if reason and finding.severity != INFO else finding)
    return settled + [_unused(row) for row in rows if row not in used]


def confirmed() -> Reasons:
    """Read ``data/catalog/confirmed.csv``: why a value that jumps stands all the same.

    Examples
    --------
    >>> confirmed()["130400", "employment_primary_10k", 2011].en
    'with the other sectors it adds up to the printed number of all employed'
    """
    rows = catalog.table("catalog", "confirmed.csv", columns=("unit", "indicator", "year"))
    return {(r["unit"], r["indicator"], int(r["year"])): Both(r["reason_zh"], r["reason_en"]) for r in rows}


def _on_record(finding: Fault, flags: Flags, stands: Reasons) -> Both | None:
    sources: tuple[Callable[[], Both | None], ...] = (
        lambda: _flagged(finding, flags),
        lambda: _confirmed(finding, stands),
        lambda: _broken(finding),
        lambda: _missing(finding),
    )
    return next((reason for source in sources if (reason := source())), None)


def _flagged(finding: Fault, flags: Flags) -> Both | None:
    if finding.year is None or finding.check not in _TOLD:
        return None
    # A jump to or from a flagged value is that value's.
    years = (finding.year, finding.year - 1) if finding.check in _STEPS else (finding.year,)
    carried = {f for y in years for f in flags.get((finding.unit, finding.indicator, y), "").split(";")}
    return next((catalog.flags()[f] for f in _TOLD[finding.check] if f in carried), None)


def _confirmed(finding: Fault, stands: Reasons) -> Both | None:
    if finding.year is None or finding.check not in ("digits", "range", "part", "shares", *_STEPS):
        return None
    years = (finding.year, finding.year - 1) if finding.check in _STEPS else (finding.year,)
    found = (stands.get((finding.unit, finding.indicator, year)) for year in years)
    return next((reason for reason in found if reason), None)


def _broken(finding: Fault) -> Both | None:
    if finding.year is None or finding.check not in _BROKEN:
        return None
    crossed = catalog.breaks(finding.indicator, finding.year - 1, finding.year, finding.unit)
    if finding.check == "leap":
        # a break of the column does not account for one city a digit away from the others
        crossed = [b for b in crossed if b.unit]
    return crossed[0].what if crossed else None


def _missing(finding: Fault) -> Both | None:
    if finding.year is None or finding.check != "coverage":
        return None
    for gap in catalog.gaps():
        if (
            gap.indicator in ("*", finding.indicator)
            and not gap.unit
            and gap.first <= finding.year <= gap.last
        ):
            return gap.reason
    return None


def _unused(row: Accepted) -> Fault:
    what = CHECKS[row.check]
    message = Both(
        f"accepted.csv中“{what.zh}”一行已无对应的问题，请删去",
        f"a row of accepted.csv for {what.en!r} accepts nothing any more; delete it",
    )
    return Fault(WARNING, "accepted", row.unit, row.indicator, row.first, None, "", message)
