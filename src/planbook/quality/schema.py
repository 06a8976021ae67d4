"""The shape of the tables: reads the files of ``data/`` cell by cell and names whatever breaks the contract.

What the figures say is judged by the other modules; they get the rows that are well formed.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from planbook import catalog, plan
from planbook.ground.language import Both
from planbook.quality.findings import ERROR, Fault
from planbook.store.observations import COLUMNS, FIRST_YEAR

HEADER = [c for c in COLUMNS if c != "year"]
_YEAR = re.compile(r"(19|20)\d\d\Z")
_SHORTEST = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?\Z")
_MINUS_ZERO = "-0"


def read(folder: Path) -> tuple[pd.DataFrame, list[Fault]]:
    """Read every ``<year>.csv`` of a folder of observations or benchmarks.

    Parameters
    ----------
    folder : Path
        ``data/observations`` (cities), ``data/benchmark`` (the nation and the provinces) or ``data/county_cities``.

    Returns
    -------
    frame : pandas.DataFrame
        The well-formed rows: unit, indicator, year, value, source, flag; sorted by unit, indicator, year.
    findings : list of Fault
        One for every broken rule of a file or row.

    Examples
    --------
    >>> from planbook import paths
    >>> frame, findings = read(paths.data("benchmark"))
    >>> list(frame.columns), findings
    (['unit', 'indicator', 'year', 'value', 'source', 'flag'], [])
    """
    known = _known(folder.name)
    rows: list[tuple[str, str, int, float, str, str]] = []
    findings: list[Fault] = []
    years = []
    for file in sorted(folder.glob("*.csv")):
        if not _YEAR.match(file.stem):
            what = Both("文件名应为年份，如2012.csv", "the file is not named by its year, as 2012.csv")
            findings.append(_broken(file, 0, what))
            continue
        years.append(int(file.stem))
        findings += _read(file, known, rows)
    # the cross-section of 1985 stands alone before the years of the book
    if years and (lost := sorted(set(range(max(min(years), FIRST_YEAR), max(years))) - set(years))):
        names = [str(year) for year in lost]
        findings.append(
            _broken(folder, 0, Both(f"缺少{'、'.join(names)}年的文件", f"no file for {', '.join(names)}"))
        )
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"year": "int64", "value": "float64"})
    return frame.sort_values(["unit", "indicator", "year"], ignore_index=True), findings


@dataclass(frozen=True)
class _Known:
    """The ids a row may name."""

    places: frozenset[str]
    indicators: frozenset[str]
    sources: frozenset[str]
    flags: frozenset[str]


def _places() -> set[str]:
    """Return every city and the plan's districts, for which there are censuses."""
    return {*catalog.cities(), *(unit.code for unit in plan.units())}


def _known(folder: str) -> _Known:
    places = {
        "benchmark": {catalog.NATION, *catalog.provinces()},
        "county_cities": set(catalog.county_cities()),
    }
    return _Known(
        frozenset(places.get(folder, _places())),
        frozenset(catalog.indicators()),
        frozenset(catalog.sources()),
        frozenset(catalog.flags()),
    )


def _read(file: Path, known: _Known, rows: list[tuple[str, str, int, float, str, str]]) -> list[Fault]:
    """Add the well-formed rows of one file and return what is wrong with the others."""
    content, year = file.read_bytes(), int(file.stem)
    found = [_broken(file, 0, problem) for problem in _encoding(content)]
    lines = csv.reader(content.decode("utf-8-sig", errors="replace").splitlines())
    if next(lines, None) != HEADER:
        wanted = ",".join(HEADER)
        return [*found, _broken(file, 1, Both(f"表头应为{wanted}", f"the header has to be {wanted}"))]
    before = ["", ""]
    for number, cells in enumerate(lines, start=2):
        problems = _problems(cells, known)
        if cells[:2] == before:
            problems.append(Both("该单位该指标重复", "this unit has the indicator twice"))
        elif cells[:2] < before:
            problems.append(Both("未按单位、指标排序", "rows are not sorted by unit and indicator"))
        before = cells[:2]
        if problems:
            unit, indicator = (*cells, "", "")[:2]
            found += [_broken(file, number, problem, unit, indicator) for problem in problems]
        else:
            rows.append((cells[0], cells[1], year, float(cells[2]), cells[3], cells[4]))
    return found


def _encoding(content: bytes) -> list[Both]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return [Both("不是UTF-8编码", "the file is not UTF-8")]
    if text.startswith("\ufeff") or "\r" in text or not text.endswith("\n"):
        return [
            Both(
                "应无字节顺序标记，以LF换行并结尾",
                "the file has to come without byte order mark, with LF after every line",
            )
        ]
    return []


def _problems(cells: list[str], known: _Known) -> list[Both]:
    if len(cells) != len(HEADER):
        count, wanted = len(cells), len(HEADER)
        return [Both(f"有{count}格，应为{wanted}格", f"the row has {count} cells instead of {wanted}")]
    unit, indicator, value, source, flag = cells
    problems = []
    if unit not in known.places:
        problems.append(Both(f"未知单位{unit}", f"unknown unit {unit!r}"))
    if indicator not in known.indicators:
        problems.append(Both(f"未知指标{indicator}", f"unknown indicator {indicator!r}"))
    if not _SHORTEST.match(value) or value == _MINUS_ZERO:
        problems.append(
            Both(f"{value!r}不是最短十进制小数", f"{value!r} is not a number in its shortest decimal form")
        )
    if source not in known.sources:
        problems.append(Both(f"未知来源{source}", f"unknown source {source!r}"))
    flags = flag.split(";") if flag else []
    if unknown := [f for f in flags if f not in known.flags]:
        problems.append(Both(f"未知标注{'、'.join(unknown)}", f"unknown flag {', '.join(unknown)}"))
    elif flags != sorted(set(flags)):
        problems.append(Both("标注应排序且不重复", "flags have to be sorted, each once"))
    return problems


def _broken(file: Path, line: int, what: Both, unit: str = "", indicator: str = "") -> Fault:
    name = f"data/{file.parent.name}/{file.name}" if file.suffix else f"data/{file.name}"
    where = Both(f"{name}第{line}行：", f"{name}, line {line}: ") if line else Both(f"{name}：", f"{name}: ")
    year = int(file.stem) if _YEAR.match(file.stem) else None
    message = Both(where.zh + what.zh, where.en + what.en)
    return Fault(ERROR, "schema", unit, indicator, year, None, "", message)
