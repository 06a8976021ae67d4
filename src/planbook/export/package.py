"""The descriptor of a Frictionless data package and the words that go with it: README, notes, terms.

Follows the Data Package and Table Schema specifications, version 1.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

import planbook
from planbook.export.tables import Restricted, Table
from planbook.ground.language import Both

TITLE = Both("老工业基地调整改造报告：数据表", "Old Industrial Bases Report Book: the tables")
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/legalcode",
}
COLUMNS = {
    "unit": Both(
        "六位行政区划代码（规划发布时）", "six-digit administrative code (when the plan was issued)"
    ),
    "indicator": Both("指标标识，末尾为单位", "id of the indicator, ends in its unit"),
    "year": Both("数据年份，不是版次", "data year, not the edition"),
    "value": Both("数值，单位见指标词典", "the value, in the unit of the data dictionary"),
    "source": Both("来源标识", "id of the source"),
    "flag": Both("标注，以分号相连；空为无", "flags joined by semicolons; empty: none"),
}


def descriptor(
    name: str,
    title: Both,
    tables: Sequence[Table],
    files: Mapping[str, bytes],
    licences: Sequence[Mapping[str, str]],
    sources: Sequence[str],
) -> dict[str, Any]:
    """Return the content of ``datapackage.json``.

    Parameters
    ----------
    name : str
        Name of the package, in lower case.
    title : Both
        Its title.
    tables : sequence of Table
        One resource each, as ``<name>.csv``.
    files : mapping of str to bytes
        The CSV files by name, for their sizes and hashes.
    licences : sequence of mapping
        ``name`` and ``title``, perhaps ``path``.
    sources : sequence of str
        Titles of the publications.
    """
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": f"{title.zh} / {title.en}",
        "version": planbook.__version__,
        "licenses": [dict(licence) for licence in licences],
        "sources": [{"title": source} for source in sources],
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in tables],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(str(name), table.frame[name], name in table.key) for name in table.frame.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.foreign:
        schema["foreignKeys"] = [
            {"fields": [own], "reference": {"resource": other, "fields": [key]}}
            for own, other, key in table.foreign
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": f"{table.title.zh} / {table.title.en}",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(name: str, column: pd.Series, in_key: bool) -> dict[str, Any]:
    whole, number = pd.api.types.is_integer_dtype(column), pd.api.types.is_float_dtype(column)
    field: dict[str, Any] = {"name": name, "type": "integer" if whole else "number" if number else "string"}
    if name in COLUMNS:
        field["description"] = f"{COLUMNS[name].zh} / {COLUMNS[name].en}"
    if in_key and bool((column != "").all()):
        field["constraints"] = {"required": True}
    return field


def to_json(content: Mapping[str, Any]) -> bytes:
    """Return a descriptor as JSON text."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def readme(tables: Sequence[Table]) -> list[str]:
    """Return the lines of the README of the package, both languages."""
    listed = [
        f"- `{t.name}.csv`: {t.title.zh} / {t.title.en} ({len(t.frame):,} × {len(t.frame.columns)})"
        for t in tables
    ]
    columns = [f"- `{name}`: {text.zh} / {text.en}" for name, text in COLUMNS.items()]
    return [
        f"{TITLE.zh} · {TITLE.en} {planbook.__version__}",
        "",
        *listed,
        "",
        "观测值的列 / Columns of the observations:",
        "",
        *columns,
        "",
        "没有数字的不设行；原因见 missing.csv。标注见 flags.csv，断点见 breaks.csv，比较前请先查断点。",
        "comparisons.csv 只供核对，与观测值同名的指标口径未必相同。",
        "CSV 中以 =、+、-、@ 开头的文字前加撇号，以免电子表格当公式执行。",
        "",
        "A missing value has no row; missing.csv says why. For flags see flags.csv; before you compare years, see",
        "breaks.csv. comparisons.csv is for comparison only: its concept may differ from the indicator of that name.",
        "In CSV, text that begins with =, +, - or @ carries an apostrophe, so that no spreadsheet runs it.",
        "",
        "统计数字属于各出版者，引用请注明出版者与版次（sources.csv）；本书的编排与文字按 CC BY 4.0 发布。",
        "Statistics belong to their publishers: cite publisher and edition (sources.csv). Our arrangement and wording",
        "are published under CC BY 4.0 (LICENSE-TEXT.md).",
    ]


def restricted_readme(restricted: Restricted) -> list[str]:
    """Return the lines of the README beside values under non-commercial terms."""
    source = restricted.source
    return [
        f"{source.label.zh} · {source.label.en}",
        "",
        f"{source.terms.zh}。出版者：{source.publisher.zh}。不属于以 CC BY 4.0 发布的数据。",
        f"{source.terms.en}. Publisher: {source.publisher.en}. Not part of the data published under CC BY 4.0.",
        source.address,
    ]
