"""What a new year lacks that the year before has: cities, series, and parts of series. Judges no figure.

A year that begins with a handful of cities would be the book's newest and make every chapter wrong; it is refused.
"""

import pandas as pd

from planbook import catalog, plan
from planbook.ground.language import Both
from planbook.intake.brought import ACCEPT, Brought, Question
from planbook.intake.causes import together
from planbook.intake.placing import FEWEST

LEAST = 0.5  # share of the plan's cities of the year before that begin a new year
FALL, FEWER = 0.9, 3  # a series that keeps less than this share of its cities, and loses at least so many


def ask(brought: Brought, rows: pd.DataFrame, last: pd.DataFrame) -> None:
    """Add what is missing from a new year to its questions; one that covers too little is a problem.

    Parameters
    ----------
    brought : Brought
        What the file brought for a year that is not there yet.
    rows, last : DataFrame
        The figures of the year and of the one before: unit, indicator, value, source among others.
    """
    printed = last[last["source"].str.startswith("ccsy-")]
    if printed.empty or rows.empty:
        return
    if _few(brought, rows, printed):
        return
    brought.questions += _cities(brought, rows, printed)
    counts = printed["indicator"].value_counts()
    # what a correction alone has brought is no series of the yearbook
    before = counts[counts >= FEWEST]
    now = rows["indicator"].value_counts()
    brought.questions += _ended(brought, before, now)
    brought.questions += _fallen(brought, before, now)


def _few(brought: Brought, rows: pd.DataFrame, printed: pd.DataFrame) -> bool:
    """Refuse a year of a few cities, or of none outside the plan where the year before has some."""
    of_plan = {u.code for u in plan.cities()}
    now, then = set(rows["unit"]), set(printed["unit"])
    inside, before = len(now & of_plan), len(then & of_plan)
    if inside >= LEAST * before and (now - of_plan or not then - of_plan):
        return False
    outside = "" if now - of_plan else ", and no city outside the plan to compare them with"
    brought.problems.append(
        f"{brought.year} is not in the book yet, and this file has {inside} of the {before} cities of the plan that "
        f"{brought.year - 1} has{outside}: as the newest year it would stand in every chart for all of them. Bring the "
        f"yearbook's sheet of all cities first; what this file holds is then added to it"
    )
    return True


def _cities(brought: Brought, rows: pd.DataFrame, printed: pd.DataFrame) -> list[Question]:
    """Ask about cities that are gone, or whose row holds no figure."""
    asked = []
    for code in sorted(set(printed["unit"]) - set(rows["unit"])):
        name = catalog.place(code).zh
        asks = (
            f"{name} ({code}) has no row, or no figure in it; accept that it is not printed for {brought.year}, or mend "
            "the file"
        )
        had = f"{int((printed['unit'] == code).sum())} values"
        asked.append(Question(f"missing:{code}", "rows", name, had, asks, "", (ACCEPT,)))
    return together(
        "missing",
        asked,
        f"{len(asked)} cities of last year have no figure; accept that they are not printed",
        (ACCEPT,),
    )


def _ended(brought: Brought, before: pd.Series, now: pd.Series) -> list[Question]:
    """Ask about series that no city has any more."""
    year = brought.year
    how = Both(f"{year}年起不再刊印", f"not printed from {year} on")
    if not brought.is_yearbook:
        how = Both(f"{year}年未录入", f"not entered for {year}")
    parts = []
    for name, count in before.items():
        indicator = str(name)
        if indicator in now.index or indicator in brought.proposed:
            continue
        title = catalog.indicators()[indicator].name
        brought.report.append(f"indicator ended: {indicator}")
        asks = f"{indicator} ({title.zh}) is not in this file; accept that it ended, or mend the file"
        parts.append(
            Question(
                f"ended:{indicator}", "columns", title.zh, f"{count} cities", asks, "", (ACCEPT,), why=how
            )
        )
    few = len(parts) > len(before) / 2
    what = "one printed table and not the whole edition: " if few else ""
    return together(
        "ended",
        parts,
        (
            f"{what}{len(parts)} of the {len(before)} series of {year - 1} are lost against last year "
            f"({', '.join(p.id.partition(':')[2] for p in parts[:6])}{' …' if len(parts) > 6 else ''}); accept that they "
            "are not printed any more, or mend the headers"
        ),
        (ACCEPT,),
    )


def _fallen(brought: Brought, before: pd.Series, now: pd.Series) -> list[Question]:
    """Ask about series that have lost many of their cities."""
    parts = []
    for name, count in before.items():
        indicator = str(name)
        left = int(now.get(indicator, 0))
        if not left or left >= FALL * count or count - left < FEWER:
            continue
        asks = (
            f"{indicator}: {left} cities have a figure, {count} had one last year; accept, or mend the file"
        )
        why = Both(f"有数的城市由{count}个减至{left}个", f"cities with a figure fall from {count} to {left}")
        place = f"series {indicator}"
        parts.append(
            Question(
                f"coverage:{indicator}",
                place,
                f"{left} cities",
                f"{count} cities",
                asks,
                "",
                (ACCEPT,),
                why=why,
            )
        )
    return together(
        "coverage",
        parts,
        (
            f"{len(parts)} series have lost many of their cities; accept that they are not printed, or mend the file"
        ),
        (ACCEPT,),
    )
