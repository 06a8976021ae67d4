"""From a folder of raw sources to the committed tables: read everything, prove it, correct it, write it whole.

The order is fixed: yearbook editions, fills for what they do not print, corrections, checks, and only then the files.
A problem anywhere leaves the tables under ``data/`` as they were.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pandas as pd

from planbook import paths
from planbook.errors import WorkbookError
from planbook.intake import (
    benchmarks,
    confirmations,
    corrections,
    countycities,
    crosschecks,
    crosssection,
    entered,
    fills,
    history,
    proofs,
    settling,
    store,
    yearbook,
)
from planbook.intake.conversion import shortest
from planbook.store.observations import FIRST_YEAR

Readable = TypeVar("Readable")


@dataclass(frozen=True, slots=True)
class Report:
    """What a compile wrote: rows of observations and of benchmarks, years, corrected and flagged values.

    ``kept`` are the years that no workbook of the folder gives, such as an imported one: they stay as they were.
    """

    observations: int
    benchmarks: int
    years: tuple[int, ...]
    corrected: int
    suspect: int
    kept: tuple[int, ...] = ()


def figures(
    folder: Path, editions: list[yearbook.Edition] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compile the city figures of a folder of raw sources without writing anything.

    Parameters
    ----------
    folder : Path
        Holds ``ccsy/``, ``city/`` and ``national/``.
    editions : list of Edition, optional
        The yearbook's editions, if they have been read already.

    Returns
    -------
    observations : DataFrame
        unit, indicator, year, value, source, flag; one row per unit × indicator × year.
    totals : DataFrame
        The printed totals of all cities beside the sum of the cities: indicator, year, printed, summed, cities.

    Raises
    ------
    WorkbookError
        Listing every problem of every file at once.
    """
    editions = editions or _editions(folder)
    problems = [p for e in editions for p in e.problems] + proofs.steps(editions)
    printed = pd.DataFrame(
        [
            (unit, indicator, e.year, value, e.source, "")
            for e in editions
            for indicator, column in e.values.items()
            for unit, value in column.items()
        ],
        columns=["unit", "indicator", "year", "value", "source", "flag"],
    )
    past = _read(lambda: crosssection.read(folder), problems)
    filled = _read(lambda: fills.read(folder), problems)
    filled = (
        printed.iloc[:0] if filled is None else filled[filled["year"].between(FIRST_YEAR, editions[-1].year)]
    )
    unread = [u for e in editions for u in e.unread]
    first = FIRST_YEAR
    if past is not None and not past.figures.empty:
        first = crosssection.YEAR
        printed, unread = pd.concat([past.figures, printed], ignore_index=True), [*past.unread, *unread]
    # a correction of a year whose edition is not in the folder is not looked for
    rules = [r for r in corrections.declared() if first <= r.year <= editions[-1].year]
    mended, more = settling.settle(printed, filled, unread, rules)
    problems += more + confirmations.stale(mended) + proofs.ranges(mended)
    if problems:
        raise WorkbookError(f"{folder}: {len(problems)} problems in the figures", problems)
    # what was entered by hand goes before what a workbook prints: it was shown beside it and chosen
    typed = entered.everything()
    typed = typed[~entered.of_benchmark(typed) & typed["year"].isin(mended["year"].unique())]
    mended = settling.flag(entered.over(mended, typed))
    order = ["year", "unit", "indicator"]
    return mended.sort_values(order, ignore_index=True), proofs.totals(editions, mended)


def compile_sources(folder: Path) -> Report:
    """Compile a folder of raw sources into ``data/observations``, ``data/benchmark`` and ``data/checks``.

    Where it holds whole editions under ``books/``, ``data/history`` is written as well.

    A year of the tables that the folder has no workbook of, such as an imported one, stays as it is.

    Raises
    ------
    WorkbookError
        If the folder is not one of raw sources, or anything in it cannot be trusted; nothing is written then.
    """
    if not (folder / "ccsy").is_dir():
        raise WorkbookError(
            f"{folder} holds no folder ccsy/: name the folder of raw sources (ccsy/, city/, national/)"
        )
    problems: list[str] = []
    editions = _read(lambda: _editions(folder), problems) or []
    compiled = _read(lambda: figures(folder, editions), problems) if editions else None
    benchmark = _read(lambda: benchmarks.read(folder), problems)
    beside = _read(lambda: crosschecks.read(folder), problems)
    counties = _read(lambda: countycities.read(folder), problems)
    long = _read(lambda: history.read(folder / "books"), problems)
    if compiled is None or benchmark is None or beside is None or counties is None or long is None:
        raise WorkbookError(f"{folder}: {len(problems)} problems; nothing was written", problems)
    observations, totals = compiled
    years = tuple(sorted(observations["year"].unique().tolist()))
    kept = tuple(y for y in _stored() if y not in years)
    typed = entered.everything()
    benchmark = entered.over(benchmark, typed[entered.of_benchmark(typed)])
    benchmark = benchmark[benchmark["year"].between(FIRST_YEAR, max(*years, *kept))]
    _write_years(observations, paths.data("observations"))
    _write_years(benchmark, paths.data("benchmark"))
    if not counties.empty:
        _write_years(counties, paths.data("county_cities"))
    if not long.empty:  # whole editions may not be at hand
        _write_years(long, paths.data("history"))
    paths.data("checks").mkdir(exist_ok=True)
    for name, frame in {
        "city-totals": totals,
        "headers": settling.wordings(editions),
        **{n: _as_text(f) for n, f in beside.items()},
    }.items():
        store.replace(paths.data("checks", f"{name}.csv"), frame.to_csv(index=False, lineterminator="\n"))
    return Report(
        observations=len(observations),
        benchmarks=len(benchmark),
        years=years,
        corrected=int(observations["flag"].str.contains("corrected").sum()),
        suspect=int(observations["flag"].str.contains("suspect").sum()),
        kept=kept,
    )


def _stored() -> list[int]:
    """Return the years that the tables have now."""
    files = paths.data("observations").glob("*.csv")
    return sorted(int(p.stem) for p in files if p.stem.isdecimal())


def _read(reader: Callable[[], Readable], problems: list[str]) -> Readable | None:
    """Return what a reader returns, or None with what stands in its way added to the problems."""
    try:
        return reader()
    except WorkbookError as error:
        problems += error.problems or (error.message,)
        return None


def _editions(folder: Path) -> list[yearbook.Edition]:
    editions: dict[int, yearbook.Edition] = {}
    problems: list[str] = []
    for path in sorted((folder / "ccsy").glob("ccsy-*.xlsx")):
        # editions before the book's first data year are not read
        if path.stem.removeprefix("ccsy-").isdigit() and int(path.stem.removeprefix("ccsy-")) <= FIRST_YEAR:
            continue
        edition = _read(partial(yearbook.read, path), problems)
        if edition is None:
            continue
        if edition.year in editions:
            problems.append(
                f"{path.name}: data year {edition.year} is there already; keep one workbook a year"
            )
        editions[edition.year] = edition
    if problems or not editions:
        raise WorkbookError(f"{folder / 'ccsy'}: no usable set of yearbook workbooks", problems)
    return [editions[year] for year in sorted(editions) if year >= FIRST_YEAR]


def _write_years(frame: pd.DataFrame, folder: Path) -> None:
    """Write one file a year, all or none: into a folder beside, then swapped in; the files of other years come along."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for file in folder.glob("*.csv"):
            shutil.copy2(file, beside / file.name)
        for year, rows in frame.groupby("year"):
            (beside / f"{year}.csv").write_text(store.as_csv(rows), encoding="utf-8")
        beside.chmod(0o755)
        old = Path(f"{beside}-old")
        if folder.is_dir():
            os.replace(folder, old)
        os.replace(beside, folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(value=frame["value"].map(shortest))
