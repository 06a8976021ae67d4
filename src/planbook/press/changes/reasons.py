"""Says in a person's words what has changed since a run, a briefing or an edition was made. Decides nothing.

Whether something is out of date is told by hashes, see `planbook.press.changes.jobs`; here the thing itself is named: the cell
of the notebook, the parameter, the package, the value in the tables. What was is found in the executed notebook and in
`planbook.press.changes.former`; where that is gone, the reason says less, never something else.
"""

import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planbook.press.changes import former
from planbook.press.changes.records import Record

if TYPE_CHECKING:
    from planbook.press.changes.jobs import Job

_Key = tuple[str, str]  # unit, indicator
_Pair = tuple[tuple[str, ...] | None, tuple[str, ...] | None]  # a row as it was and as it is
_Change = tuple[str, str, int, _Pair]

MANY = 3  # things named in a reason
_ROWS = "planbook.store.observations.found"
_PAGE = re.compile(r"project/_build/source/(zh|en)/")
_PIN = re.compile(r"^\s*([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def few(things: Sequence[str], count: int | None = None) -> str:
    """Name the first things of a list and count the others, up to ``count`` if the list holds only the first.

    Examples
    --------
    >>> few(["a", "b"]), few(["a", "b", "c", "d", "e"])
    ('a, b', 'a, b, c and 2 more')
    """
    more = (len(things) if count is None else count) - MANY
    return ", ".join(things[:MANY]) + (f" and {more:,} more" if more > 0 else "")


def of_making(root: Path, job: "Job", record: Record) -> str | None:
    """Say what a run was made of that is different now; None if nothing is."""
    was, now = record.made_of, job.made_of
    changed = [part for part in {**was, **now} if was.get(part) != now.get(part)]
    told = []
    if "notebook" in changed:
        told.append(_edited(job))
    if "parameters" in changed:
        told.append(_parameters(was.get("parameters", "[]"), now["parameters"]))
    modules = [part for part in changed if part.partition(".")[0] == "planbook"]
    if modules:
        told.append(f"code changed: {few([_file(m) for m in modules])}")
    if "packages" in changed:
        told.append(_pins(former.known(root, was.get("packages", "")), root))
    if "python" in changed:
        told.append(f"Python changed from {was.get('python')} to {now['python']}")
    return "; ".join(told) or None


class Tables:
    """The tables under ``data/`` as they are, compared with what runs have read.

    To be used inside `planbook.press.changes.records.rooted`.

    Parameters
    ----------
    root : Path
        The project's root folder.
    tree : str
        Hash of the tables as they are.
    """

    def __init__(self, root: Path, tree: str) -> None:
        former.keep_tables(root, tree)
        self._root, self._now = root, former.tables(root, tree) or {}
        self._compared: dict[str, dict[tuple[str, int], dict[_Key, _Pair]]] = {}

    def changed(self, asked: Iterable[tuple[str, list[Any]]], tree: str) -> str:
        """Say which values a run has read are different today.

        Parameters
        ----------
        asked : iterable of (name, arguments)
            The questions that are answered differently now.
        tree : str
            Hash of the tables as they were.
        """
        asked, before = list(asked), former.tables(self._root, tree)
        values = self._values(tree, before, [q for name, q in asked if name == _ROWS]) if before else []
        told = []
        if values:
            named = few([_named(*v) for v in values[:MANY]], len(values))
            told.append(
                f"{len(values):,} of the values it reads changed: {named}"
                if values[1:]
                else f"a value it reads changed: {named}"
            )
        others = [_question(name, arguments) for name, arguments in asked if name != _ROWS]
        files = [f"data/{f}" for f in of_files(before, self._now) if not _yearly(f)] if others else []
        if files:
            told.append(f"changed: {few(files)}")
        elif not told:  # what is computed from rows may change although no row was read
            told.append(
                f"figures computed from the tables changed: {few(others)}"
                if before and others
                else f"data changed: {few([_question(*question) for question in asked])}"
            )
        return "; ".join(told)

    def _values(self, tree: str, before: dict[str, str], questions: list[list[Any]]) -> list[_Change]:
        """Return what was read and is different now, each once."""
        if tree not in self._compared:
            self._compared[tree] = {
                (file.split("/")[0], int(Path(file).stem)): self._differences(file, before)
                for file in of_files(before, self._now)
                if _yearly(file)
            }
        found: dict[_Change, None] = {}
        for (folder, year), pairs in self._compared[tree].items():
            for _, indicators, units, years in (q for q in questions if q[0] == folder):
                if years is None or year in years:
                    series, places = set(indicators), None if units is None else set(units)
                    for (unit, indicator), pair in pairs.items():
                        if indicator in series and (places is None or unit in places):
                            found[unit, indicator, year, pair] = None
        return list(found)

    def _differences(self, file: str, before: dict[str, str]) -> dict[_Key, _Pair]:
        old, new = (_rows(former.known(self._root, listed.get(file, ""))) for listed in (before, self._now))
        return {
            key: (old.get(key), new.get(key))
            for key in sorted({**old, **new})
            if old.get(key) != new.get(key)
        }


def of_files(was: dict[str, str] | None, now: dict[str, str]) -> list[str]:
    """Return the names of files that are new, gone or different; none if it is not known what was."""
    if was is None:
        return []
    return sorted(name for name in {**was, **now} if was.get(name) != now.get(name))


def _edited(job: "Job") -> str:
    """Name the cells that differ from those that were run, by their number in the notebook."""
    try:
        ran = json.loads(job.output.read_bytes())["cells"]
    except (OSError, ValueError, KeyError):
        return "notebook edited"
    old = [_cell(c) for c in ran if "injected-parameters" not in c["metadata"].get("tags", ())]
    new = [_cell(c) for c in json.loads(job.notebook.read_bytes())["cells"]]
    old = [cell for cell in old if cell is not None]
    count = sum(cell is not None for cell in new) - len(old)
    if count == 0:
        pairs = zip(old, ((n, c) for n, c in enumerate(new, start=1) if c is not None), strict=True)
        cells = [n for a, (n, b) in pairs if a != b]
    else:
        left = list(old)
        cells = []
        for n, cell in enumerate(new, start=1):
            if cell in left:
                left.remove(cell)
            elif cell is not None:
                cells.append(n)
    size = f", {abs(count)} cell{'s' * (abs(count) > 1)} {'more' if count > 0 else 'fewer'}" if count else ""
    if not cells:
        return f"notebook edited{size}"
    return f"notebook edited: cell{'s' * (len(cells) > 1)} {few([str(n) for n in cells])}{size}"


def _cell(cell: dict[str, Any]) -> tuple[str, list[str]] | None:
    """Return what of a cell decides on a run; None for words, which are set afterwards."""
    if cell["cell_type"] != "code":
        return None
    return "".join(cell["source"]), sorted(cell["metadata"].get("tags", ()))


def _parameters(was: str, now: str) -> str:
    old, new = dict(json.loads(was)), dict(json.loads(now))
    default = "the notebook's own"
    return "; ".join(
        f"parameter {name} changed from {old.get(name, default)} to {new.get(name, default)}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    )


def _pins(before: bytes | None, root: Path) -> str:
    file = root / "requirements.txt"
    if before is None:
        return "requirements.txt changed"
    old = dict(_PIN.findall(before.decode()))
    new = dict(_PIN.findall(file.read_text(encoding="utf-8"))) if file.is_file() else {}
    told = [
        f"{p} {old.get(p, '(none)')} → {new.get(p, '(none)')}"
        for p in sorted({*old, *new})
        if old.get(p) != new.get(p)
    ]
    return f"requirements changed: {few(told)}" if told else "requirements.txt changed"


def _file(module: str) -> str:
    from planbook.press.changes.code import PACKAGE

    path = Path(*module.split("."))
    package = (PACKAGE.parent / path).is_dir()
    return (path / "__init__.py" if package else path.with_suffix(".py")).as_posix()


def _yearly(file: str) -> bool:
    return file.startswith(("observations/", "benchmark/"))


def _rows(content: bytes | None) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the rows of a table by unit and indicator, as they are printed."""
    import pandas as pd

    if content is None:
        return {}
    frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    return {(r[0], r[1]): tuple(r[2:]) for r in frame.itertuples(index=False, name=None)}


def _named(unit: str, indicator: str, year: int, pair: _Pair) -> str:
    old, new = pair
    if old is None or new is None:
        change = "new" if old is None else "gone"
    elif old[0] != new[0]:
        change = f"{old[0] or 'none'} → {new[0] or 'none'}"
    else:
        change = "its source or flag"
    return f"{indicator} of {_place(unit)} {year} ({change})"


def _place(unit: str) -> str:
    from planbook import catalog

    name = catalog.cities().get(unit)
    if name is not None:
        return name.name.zh
    province = catalog.provinces().get(unit)
    return province.zh if province is not None else unit


def _question(name: str, arguments: list[Any]) -> str:
    parts = [_short(a) for a in arguments if a not in (None, "")]
    return " ".join([name.removeprefix("planbook."), *parts])


def _short(argument: Any) -> str:
    if not isinstance(argument, list):
        return str(argument)
    if len(argument) <= 2:
        return "+".join(map(str, argument))
    return f"{argument[0]}…{argument[-1]} ({len(argument)})"


def of_edition(was: dict[str, str] | None, now: dict[str, str]) -> str:
    """Say which pages of an edition changed, and whether something did that all its pages are made of.

    Examples
    --------
    >>> of_edition({"project/_build/source/zh/green.ipynb": "a", "package/x.css": "b"},
    ...            {"project/_build/source/zh/green.ipynb": "c", "package/x.css": "b"})
    'pages changed: green'
    """
    if was is None:
        return "not made yet"
    changed = of_files(was, now)
    pages = [_PAGE.sub("", f).rpartition(".")[0] for f in changed if _PAGE.match(f)]
    others = [f.partition("/")[2] if f.startswith("project/") else f for f in changed if not _PAGE.match(f)]
    told = [f"pages changed: {few(pages)}"] if pages else []
    return "; ".join([*told, f"all pages: {few(others)} changed"] if others else told)
