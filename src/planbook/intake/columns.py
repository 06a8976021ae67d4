"""Which column is which indicator, and why. The rules are rows of data; no rule here knows an edition.

``data/catalog/headers.csv`` holds one pattern per indicator, matched against a column's Chinese header;
``data/catalog/aliases.csv`` other wordings for it, word for word; ``data/catalog/header_corrections.csv`` declares the
headers that lie, one row per edition and header.
"""

import re
from dataclasses import dataclass
from functools import cache

from planbook import catalog
from planbook.errors import RegistryError
from planbook.intake.text import number
from planbook.intake.workbook import Sheet, SheetColumn

SAME, ROUNDED = 0.005, 0.051  # how far two prints of one figure lie apart, as a share and in units


@dataclass(frozen=True, slots=True)
class Match:
    """A column taken for an indicator: ``why`` is ``pattern``, ``alias`` or the declared correction's reason."""

    indicator: str
    column: SheetColumn
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class _Rule:
    indicator: str
    scope: str
    pattern: re.Pattern[str]
    exclude: re.Pattern[str] | None
    printed_unit: str


@dataclass(frozen=True, slots=True)
class _Correction:
    header: str
    scope: str
    occurrence: int
    becomes: str
    unit: str
    reason: str


@cache
def _rules() -> tuple[_Rule, ...]:
    known = catalog.indicators()
    rules = []
    for row in catalog.table(
        "catalog", "headers.csv", columns=("indicator", "pattern", "exclude", "printed_unit")
    ):
        if row["indicator"] not in known:
            raise RegistryError(f"data/catalog/headers.csv: {row['indicator']!r} is not in indicators.csv")
        exclude = re.compile(row["exclude"]) if row["exclude"] else None
        rules.append(
            _Rule(
                row["indicator"],
                known[row["indicator"]].scope,
                re.compile(row["pattern"]),
                exclude,
                row["printed_unit"],
            )
        )
    return tuple(rules)


@cache
def _corrections(edition: str) -> tuple[_Correction, ...]:
    columns = ("edition", "header", "scope", "occurrence", "becomes", "unit", "reason")
    return tuple(
        _Correction(r["header"], r["scope"], int(r["occurrence"] or 1), r["becomes"], r["unit"], r["reason"])
        for r in catalog.table("catalog", "header_corrections.csv", columns=columns)
        if r["edition"] == edition
    )


def recognise(sheet: Sheet) -> tuple[list[Match], list[str]]:
    """Find the column of every indicator in a sheet.

    Parameters
    ----------
    sheet : Sheet
        A sheet as `workbook.read` returns it.

    Returns
    -------
    matches : list of Match
        At most one per indicator. Where an indicator stands in several columns of the same content, the first.
    problems : list of str
        Corrections that no longer find their header, and indicators that several differing columns claim.
    """
    claims, problems = candidates(sheet)
    matches = []
    for found in claims.values():
        matches.append(found[0])
        if contested := rivals(sheet, found):
            where = ", ".join(f"column {m.column.number} ({m.column.printed})" for m in contested)
            problems.append(
                f"{sheet.path.name}: {found[0].indicator} is claimed by {where}; "
                "declare in header_corrections.csv which one it is"
            )
    return matches, problems


def candidates(sheet: Sheet) -> tuple[dict[str, list[Match]], list[str]]:
    """Find every column that could be an indicator: those that name their scope, or else those that do not.

    Returns
    -------
    claims : dict of str to list of Match
        Indicator → the columns that claim it, in the sheet's order.
    problems : list of str
        Corrections that no longer find their header.
    """
    problems: list[str] = []
    forced: dict[int, _Correction] = {}
    for rule in _corrections(str(sheet.year + 1)):
        lying = [c for c in sheet.columns if c.header == rule.header and c.scope == rule.scope]
        if len(lying) < rule.occurrence:
            problems.append(
                f"{sheet.path.name}: the declared correction of header {rule.header!r} ({rule.scope or 'no scope'}, "
                f"occurrence {rule.occurrence}) finds no such column; remove it from header_corrections.csv or mend it"
            )
        else:
            forced[lying[rule.occurrence - 1].number] = rule
    claims: dict[str, list[Match]] = {}
    for column in sheet.columns:
        if column.number in forced:
            rule = forced[column.number]
            if rule.becomes:
                unit = rule.unit or column.unit or printed_unit(rule.becomes)
                claims.setdefault(rule.becomes, []).append(Match(rule.becomes, column, unit, rule.reason))
            continue
        for match in _matching(column):
            claims.setdefault(match.indicator, []).append(match)
    # a column that names its scope goes before one that leaves it to the reader
    return {i: [m for m in found if m.column.scope] or found for i, found in claims.items()}, problems


def rivals(sheet: Sheet, found: list[Match]) -> list[Match]:
    """Return the columns that print different figures under one indicator, the first among them; mostly none."""
    others = [m for m in found[1:] if not _same_content(sheet, found[0].column, m.column)]
    return [found[0], *others] if others else []


def _matching(column: SheetColumn) -> list[Match]:
    hits = []
    for rule in _rules():
        # a header without scope speaks of the city, or of the districts where nothing else is printed; never of
        # the districts' twin of a city series
        unsaid = not column.scope and not rule.indicator.endswith("_districts")
        fits = column.scope == rule.scope or unsaid
        if (
            fits
            and rule.pattern.search(column.header)
            and not (rule.exclude and rule.exclude.search(column.header))
        ):
            hits.append(Match(rule.indicator, column, column.unit or rule.printed_unit, "pattern"))
    alias = _aliases().get((column.header.rpartition("|")[2], column.scope))
    if alias and not hits:
        hits.append(Match(alias, column, column.unit or printed_unit(alias), "alias"))
    return hits


@cache
def _unused() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of ``data/catalog/unused.csv``: headers the book does not use, each with its reason."""
    columns = ("header", "reason_zh", "reason_en")
    return tuple(re.compile(r["header"]) for r in catalog.table("catalog", "unused.csv", columns=columns))


def is_unused(column: SheetColumn) -> bool:
    """Whether a column is declared as not used by the book."""
    scoped = f"{column.header}@{column.scope}"
    return any(p.search(column.header) or p.search(scoped) for p in _unused())


@cache
def _aliases() -> dict[tuple[str, str], str]:
    """Return wordings of the lowest header that no pattern covers: (wording, scope) → indicator."""
    return {
        (r["header"], r["scope"]): r["indicator"]
        for r in catalog.table("catalog", "aliases.csv", columns=("header", "scope", "indicator"))
    }


def printed_unit(indicator: str) -> str:
    """Return the unit an indicator is mostly printed in, for headers that name none; empty where none is declared."""
    return next((r.printed_unit for r in _rules() if r.indicator == indicator), "")


def _same_content(sheet: Sheet, one: SheetColumn, other: SheetColumn) -> bool:
    """Whether two columns print the same figures, as far as both can be read (some stand in several tables)."""
    a, b = one.number - 1, other.number - 1

    def read(cell: object) -> float | None:
        try:
            return number(cell)
        except ValueError:
            return None

    pairs = [(read(row[a]), read(row[b])) for row in sheet.cells if max(a, b) < len(row)]
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    # the same figure may be printed with fewer decimals or in a larger unit's whole numbers, never in another size
    return bool(both) and all(abs(x - y) <= max(SAME * abs(x), ROUNDED) for x, y in both)
