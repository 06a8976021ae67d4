"""The catalog's tables as an import changes them: rows put in beside the others, every other line as it was.

Which rows an answer becomes is decided in `ledger`; nothing is written to disk here.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from planbook import paths
from planbook.errors import RegistryError

# what makes two rows of a table the same one
KEYS = {
    "accepted.csv": ("check", "unit", "indicator", "first"),
    "aliases.csv": ("header", "scope"),
    "breaks.csv": ("indicator", "unit", "year"),
    "confirmed.csv": ("unit", "indicator", "year"),
    "corrections.csv": ("unit", "indicator", "year"),
    "flagged.csv": ("unit", "indicator", "year"),
    "header_corrections.csv": ("edition", "header", "scope", "occurrence"),
    "missing.csv": ("indicator", "unit", "first"),
    "names.csv": ("name",),
    "sources.csv": ("id",),
    "unused.csv": ("header",),
}


@dataclass(slots=True)
class TableSet:
    """Changed tables of ``data/catalog``; ``files`` gives their new texts, of changed ones only."""

    _rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    _heads: dict[str, list[str]] = field(default_factory=dict)
    _before: dict[str, str] = field(default_factory=dict)

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a table as they stand now."""
        if name not in self._rows:
            path = paths.data("catalog", name)
            if not path.is_file():
                raise RegistryError(f"data/catalog/{name} is missing: restore it from the repository")
            text = path.read_text(encoding="utf-8")
            reader = csv.DictReader(io.StringIO(text))
            self._rows[name] = list(reader)
            self._heads[name] = list(reader.fieldnames or [])
            self._before[name] = text
        return self._rows[name]

    def put(self, name: str, row: dict[str, str], after: int | None = None) -> None:
        """Put a row into a table: in the place of the row with the same key, else at the end or after a position."""
        rows = self.rows(name)
        full = {c: row.get(c, "") for c in self._heads[name]}
        same = [i for i, r in enumerate(rows) if all(r[k] == full[k] for k in KEYS[name])]
        if same:
            rows[same[0]] = full
        else:
            rows.insert(len(rows) if after is None else after + 1, full)

    def extend_gap(self, indicator: str, unit: str, year: int, reason: tuple[str, str]) -> None:
        """Declare a series as not there in a year: its gap that ends the year before grows, or a new one begins."""
        for row in self.rows("missing.csv"):
            if (row["indicator"], row["unit"]) != (indicator, unit):
                continue
            if int(row["first"]) <= year <= int(row["last"]):
                return
            if int(row["last"]) == year - 1:
                row["last"] = str(year)
                return
        zh, en = reason
        gap = {"indicator": indicator, "unit": unit, "first": str(year), "last": str(year)}
        self.put("missing.csv", gap | {"reason_zh": zh, "reason_en": en})

    def files(self) -> dict[Path, str]:
        """Return path → text of every table that has changed."""
        changed = {}
        for name, rows in self._rows.items():
            out = io.StringIO()
            writer = csv.DictWriter(out, self._heads[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            if out.getvalue() != self._before[name]:
                changed[paths.data("catalog", name)] = out.getvalue()
        return changed
