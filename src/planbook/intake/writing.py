"""The files an import writes: the year, the flags of the year before, the nation's, what was entered, the catalog.

Everything is made so that a compile of the raw sources gives the same bytes. Nothing is written to disk here.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from planbook import paths
from planbook.intake import benchmarks, confirmations, entered, joining, proofs, settling, store, undoing
from planbook.intake.brought import cells as cells_of
from planbook.intake.brought import where
from planbook.intake.ledger import Effects
from planbook.intake.tables import TableSet
from planbook.store import observations

if TYPE_CHECKING:
    from planbook.intake.importing import Import

KEY = ["unit", "indicator"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the files are made of: the file's figures of cities and of the nation, what is there, what was decided."""

    figures: pd.DataFrame
    beside: pd.DataFrame
    here: pd.DataFrame
    beside_here: pd.DataFrame
    keep: set[tuple[str, str]]
    effects: Effects
    tables: TableSet


def write(plan: "Import", parts: Parts, *, sources: Path | None, remove: set[str], name: str) -> None:
    """Fill in the files of an import, its report and the numbers of its summary.

    Parameters
    ----------
    plan : Import
        Its ``files``, ``report``, ``facts`` and ``changed`` are set.
    parts : Parts
        The figures and decisions.
    sources : Path or None
        The folder of raw sources, for the benchmarks.
    remove : set of str
        Sources whose values go where the file does not hold them.
    name : str
        The file's name, for the record.
    """
    brought, year = plan.brought, plan.brought.year
    typed = not brought.is_yearbook
    figures = _decided(parts.figures, parts.effects)
    beside = _decided(parts.beside, parts.effects)
    rows, gone = joining.joined(figures, parts.here, parts.keep, entered=typed, remove=remove)
    national, gone_too = joining.joined(beside, parts.beside_here, parts.keep, entered=typed, remove=remove)
    if sources is not None and brought.is_yearbook:
        read = benchmarks.read(sources)
        read = read[read["year"] == year]
        national = pd.concat([national, read[national.columns]], ignore_index=True).drop_duplicates(KEY)
    files: dict[Path, str] = {}
    if len(rows):
        files |= _years(plan, rows, parts.effects)
    if len(national):
        files[paths.data("benchmark", f"{year}.csv")] = store.as_csv(national)
    out = set(cells_of(gone))
    out |= set(cells_of(gone_too))
    if typed:
        more = pd.concat([figures, beside], ignore_index=True)
        files |= entered.with_more(year, more, out)
    else:
        # what a workbook brings goes before what was typed for the same cell, unless that was kept
        replaced = set(cells_of(figures)) - parts.keep
        files |= entered.with_more(year, entered.stored(year).iloc[:0], out | replaced)
        files |= _wordings(plan)
    _new_sources(plan, parts.tables, sorted(set(brought.rows["source"])))
    if brought.is_yearbook and not plan.present:
        _still_missing(plan, parts.tables)
    files |= parts.tables.files()
    plan.files = {p: t for p, t in files.items() if not p.is_file() or p.read_text(encoding="utf-8") != t}
    plan.changed = bool(plan.files)
    before = len(parts.here) + len(parts.beside_here)
    plan.facts = {
        "values": len(rows) + len(national),
        "added": len(rows) + len(national) - before + len(gone) + len(gone_too),
        "removed": len(gone) + len(gone_too),
        "kept": joining.lost(figures, parts.here, set(brought.rows["source"])) - len(gone),
    }
    if plan.changed:
        plan.files |= undoing.record(year, name, plan.files)


def _decided(rows: pd.DataFrame, effects: Effects) -> pd.DataFrame:
    """Leave out what the analyst rejects and put in what they write; a value they write is flagged as corrected."""
    cells = cells_of(rows)
    values = [effects.put.get(c, v) for c, v in zip(cells, rows["value"].tolist(), strict=True)]
    flags = [
        "corrected" if c in effects.put else f for c, f in zip(cells, rows["flag"].tolist(), strict=True)
    ]
    decided = rows.assign(value=values, flag=pd.Series(flags, index=rows.index, dtype="str"))
    stays = where(decided, lambda c: c not in effects.dropped and c[1] not in effects.columns)
    return stays.reset_index(drop=True)


def _years(plan: "Import", rows: pd.DataFrame, effects: Effects) -> dict[Path, str]:
    """Return the year's file and those of the years beside it, whose lone jumps show only now."""
    year = plan.brought.year
    around = {y: observations.stored(y) for y in (year - 3, year - 2, year - 1, year + 1, year + 2)}
    if effects.former:
        around[year - 1] = _decided(around[year - 1], Effects(put=effects.former))
    # flags are put on anew: a jump that the new year explains is none any more
    everything = pd.concat([f for f in (*around.values(), rows) if not f.empty], ignore_index=True)
    own = _typed(plan, rows)
    years, old = everything["year"].tolist(), everything["flag"].tolist()
    flags = [
        flag
        if "suspect" not in flag or (*cell, y) in own
        else ";".join(f for f in flag.split(";") if f != "suspect")
        for cell, y, flag in zip(cells_of(everything), years, old, strict=True)
    ]
    flagged = settling.flag(everything.assign(flag=pd.Series(flags, dtype="str")))
    new = {k: "" for k in effects.confirmed}
    rules = confirmations.declared() | {(u, i, year): v for (u, i), v in new.items()}
    flagged = confirmations.clear(flagged, rules)
    years, old = flagged["year"].tolist(), flagged["flag"].tolist()
    flagged["flag"] = [
        proofs.join(flag, effects.doubted[cell]) if y == year and cell in effects.doubted else flag
        for cell, y, flag in zip(cells_of(flagged), years, old, strict=True)
    ]
    files = {}
    # a figure put in its place in the year before moves the flags of the year before that
    for y in (year - 2, year - 1, year, year + 1):
        part = flagged[flagged["year"] == y]
        if len(part):
            files[paths.data("observations", f"{y}.csv")] = store.as_csv(part)
    now = flagged.loc[flagged["year"] == year - 1, "flag"].tolist()
    marked = sum(a != b for a, b in zip(around[year - 1]["flag"].tolist(), now, strict=True))
    if marked:
        plan.report.append(f"{marked} values of {year - 1} get another flag: the year after shows lone jumps")
    return files


def _typed(plan: "Import", rows: pd.DataFrame) -> set[tuple[str, str, int]]:
    """Return the cells whose flags were entered by hand."""
    typed = entered.everything()
    if not plan.brought.is_yearbook:
        typed = pd.concat([typed, rows], ignore_index=True)
    return set(zip(typed["unit"].tolist(), typed["indicator"].tolist(), typed["year"].tolist(), strict=True))


def _wordings(plan: "Import") -> dict[Path, str]:
    """Return the table of known header wordings with those of the edition in it."""
    edition, path = plan.brought.edition, paths.data("checks", "headers.csv")
    if edition is None or not path.is_file():
        return {}
    known = {
        (r["header"], r["scope"]): r["indicator"]
        for r in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    }
    for wording, indicator in edition.headers.items():
        known[wording] = indicator or known.get(wording, "")
    rows = [(h, s, i) for (h, s), i in sorted(known.items())]
    table = pd.DataFrame(rows, columns=["header", "scope", "indicator"])
    return {path: str(table.to_csv(index=False, lineterminator="\n"))}


def _new_sources(plan: "Import", tables: TableSet, own: list[str]) -> None:
    """Give an edition that is not known yet its row: the newest edition's, with the number changed."""
    known = tables.rows("sources.csv")
    ids = {r["id"] for r in known}
    new = [s for s in own if s not in ids and s.startswith("ccsy-")]
    editions = [i for i, r in enumerate(known) if r["id"].startswith("ccsy-")]
    for source in new:
        at = max(editions, key=lambda i: known[i]["id"])
        old, edition = known[at]["id"].removeprefix("ccsy-"), source.removeprefix("ccsy-")
        row = {
            k: v.replace(old, edition) if k in ("id", "label_zh", "label_en", "edition") else v
            for k, v in known[at].items()
        }
        tables.put("sources.csv", row | {"address": "", "accessed": ""}, after=at)
        plan.brought.notes.append(
            f"source {source} is new: sources.csv gets a row for it, copied from the newest edition's; mend it where it "
            "does not say how these figures came"
        )


def _still_missing(plan: "Import", tables: TableSet) -> None:
    """Let gaps that reached to the year before reach to this one, where the series has not come back."""
    year = plan.brought.year
    here = set(plan.brought.rows["indicator"])
    grown = 0
    for row in tables.rows("missing.csv"):
        if row["last"] == str(year - 1) and not row["unit"] and row["indicator"] not in here:
            row["last"] = str(year)
            grown += 1
    if grown:
        plan.report.append(f"{grown} series that ended earlier are still missing: their gaps reach to {year}")
