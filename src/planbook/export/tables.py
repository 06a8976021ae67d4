"""What is exported: each table as a frame with the names and types of its columns. Writes nothing.

Values whose source forbids commercial use are kept apart: they never stand in one table with the others.
"""

import re
from dataclasses import dataclass, fields

import pandas as pd

from planbook import catalog, paths, plan
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.quality import schema
from planbook.store.observations import COLUMNS

_NON_COMMERCIAL = re.compile(r"\bNC\b|non-?commercial|no commercial", re.IGNORECASE)

Keys = tuple[tuple[str, str, str], ...]
_OBSERVED: Keys = (("unit", "units", "code"), ("indicator", "indicators", "id"), ("source", "sources", "id"))


@dataclass(frozen=True)
class Table:
    """One table of the export.

    Attributes
    ----------
    name : str
        File name without suffix.
    title : Both
        What it holds.
    frame : pandas.DataFrame
        Columns of text, of whole numbers (years) or of numbers.
    key : tuple of str
        The columns that identify a row.
    foreign : tuple of (column, table, column)
        Where the ids of a column are explained.
    """

    name: str
    title: Both
    frame: pd.DataFrame
    key: tuple[str, ...]
    foreign: Keys = ()


@dataclass(frozen=True)
class Restricted:
    """The values of one source that forbids commercial use, with its terms."""

    source: catalog.Source
    table: Table


def is_non_commercial(source: catalog.Source) -> bool:
    """Tell whether the terms of a source forbid commercial use.

    Examples
    --------
    >>> [i for i, s in catalog.sources().items() if is_non_commercial(s)]
    ['who-aaq-2022']
    """
    return bool(_NON_COMMERCIAL.search(source.terms.en))


def tables() -> tuple[list[Table], list[Restricted]]:
    """Read everything under ``data/`` that is exported.

    Returns
    -------
    open_tables : list of Table
        First the observations, then the figures kept for comparison, then what explains them.
    restricted : list of Restricted
        One for each source with non-commercial terms that has values.

    Raises
    ------
    RegistryError
        If tables under ``data/`` are not well formed; everything found is listed.
    """
    observed = pd.concat([_read("observations"), _read("benchmark")], ignore_index=True)
    compared = _comparisons()
    closed = {s.id for s in catalog.sources().values() if is_non_commercial(s)}
    found = [
        _observed("observations", Both("观测值", "Observations"), _without(observed, closed)),
        _observed(
            "comparisons", Both("仅供核对的数字", "Figures for comparison only"), _without(compared, closed)
        ),
        *_explanations(closed),
    ]
    everything = pd.concat([observed, compared], ignore_index=True)
    restricted = [
        Restricted(source, _observed(source.id, source.label, rows))
        for source in catalog.sources().values()
        if source.id in closed and len(rows := everything[everything["source"] == source.id])
    ]
    return [table for table in found if len(table.frame)], restricted


def _read(folder: str) -> pd.DataFrame:
    frame, findings = schema.read(paths.data(folder))
    if findings:
        raise RegistryError(
            f"data/{folder} is not well formed and cannot be exported; mend it or compile it again",
            [f.message.en for f in findings],
        )
    return frame


def _comparisons() -> pd.DataFrame:
    """Read the files of ``data/checks`` that hold observations; printed totals do not."""
    frames = [pd.DataFrame(columns=COLUMNS).astype({"year": "int64", "value": "float64"})]
    for file in sorted(paths.data("checks").glob("*.csv")):
        frame = pd.read_csv(file, dtype="str", keep_default_na=False)
        if list(frame.columns) == COLUMNS:
            frames.append(frame.astype({"year": "int64", "value": "float64"}))
    return pd.concat(frames, ignore_index=True)


def _without(frame: pd.DataFrame, sources: set[str]) -> pd.DataFrame:
    return frame[~frame["source"].isin(list(sources))]


def _observed(name: str, title: Both, frame: pd.DataFrame) -> Table:
    key = ("unit", "indicator", "year", "source")
    return Table(name, title, frame[COLUMNS].sort_values(list(key), ignore_index=True), key, _OBSERVED)


def _explanations(closed: set[str]) -> list[Table]:
    indicators = pd.DataFrame([_flat(i) for i in catalog.indicators().values()])
    sources = pd.DataFrame([_flat(s) for s in catalog.sources().values() if s.id not in closed])
    flags = pd.DataFrame(
        [(i, t.zh, t.en) for i, t in catalog.flags().items()], columns=["id", "text_zh", "text_en"]
    )
    return [
        Table("indicators", Both("指标词典", "Data dictionary"), indicators, ("id",)),
        Table("units", Both("单位", "Units"), _units(), ("code",)),
        Table("sources", Both("来源", "Sources"), sources, ("id",)),
        Table("flags", Both("标注", "Flags"), flags, ("id",)),
        *(
            Table(name, title, _catalogued(f"{name}.csv"), key)
            for name, title, key in (
                ("breaks", Both("序列断点", "Breaks in series"), ("indicator", "unit", "year")),
                ("missing", Both("缺数的原因", "Reasons for gaps"), ("indicator", "unit", "first")),
                ("corrections", Both("更正表", "Corrections"), ("unit", "indicator", "year")),
            )
        ),
    ]


def _units() -> pd.DataFrame:
    planned = {u.code for u in plan.cities()}
    rows = [(catalog.NATION, "全国", "China", "nation", "", False)]
    rows += [(c, n.zh, n.en, "province", c, False) for c, n in catalog.provinces().items()]
    provincial = set(catalog.provinces())
    rows += [
        (c.code, c.name.zh, c.name.en, "city", c.province, c.code in planned)
        for c in catalog.cities().values()
        if c.code not in provincial  # a municipality has one code as a city and as a province
    ]
    rows += [
        (u.code, u.name.zh, u.name.en, u.kind, u.province_code, True)
        for u in plan.units()
        if u.kind != "city"
    ]
    columns = ["code", "name_zh", "name_en", "kind", "province", "in_plan"]
    frame = pd.DataFrame(rows, columns=columns)
    municipal = frame["code"].isin([c for c in catalog.cities() if c in provincial])
    frame.loc[municipal, "kind"] = "municipality"
    return frame.assign(in_plan=frame["in_plan"].map({True: "yes", False: "no"}))


def _catalogued(file: str) -> pd.DataFrame:
    frame = pd.DataFrame(catalog.table("catalog", file)).astype("str")
    whole = [c for c in ("year", "first", "last") if c in frame and frame[c].str.isdigit().all()]
    return frame.astype(dict.fromkeys(whole, "int64"))


def _flat(record: catalog.Indicator | catalog.Source) -> dict[str, object]:
    """Return a record of the catalog as cells: both languages side by side, bounds apart."""
    cells: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Both):
            cells |= {f"{field.name}_zh": value.zh, f"{field.name}_en": value.en}
        elif isinstance(value, tuple):
            cells |= {f"{field.name}_min": value[0], f"{field.name}_max": value[1]}
        else:
            cells[field.name] = value
    return cells
