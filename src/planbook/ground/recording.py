"""Findings as data: what a chapter found becomes JSON with its types and comes back as what sentences can be set from.

Frames stay out: a record holds what words are made of. The way back needs no module of the chapter, so that a changed
sentence is set without running anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from types import SimpleNamespace
from typing import Any

import pandas as pd

from planbook.errors import ProseError
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Points, Quantity, Year

_KINDS = {kind.__name__: kind for kind in (Percent, Points, Count, Year, Amount)}

SILENT = {"silent": True}  # metadata of a field that sentences have no use for


class Found(SimpleNamespace):
    """A finding read back from its record: the same attributes, without its frames."""


def to_record(value: Any) -> Any:
    """Return a finding as plain JSON with its types.

    Parameters
    ----------
    value : frozen dataclass, Quantity, Both, Absent, str, bool, int, float, None, or tuples and mappings of these
        Frames and series inside are left out, and fields that are `SILENT`.

    Raises
    ------
    ProseError
        If it holds something that a record cannot keep.

    Examples
    --------
    >>> to_record(Percent(12.5))
    {'Percent': 12.5}
    >>> from_record(to_record(Year(2012))).form.grouped
    False
    """
    if isinstance(value, Quantity):
        kind = type(value).__name__
        written: dict[str, Any] = {kind: float(value)}
        if value.form != type(value).form:
            written["form"] = asdict(value.form)
        return written
    if isinstance(value, Absent):
        return {"Absent": None if value.reason is None else [value.reason.zh, value.reason.en]}
    if isinstance(value, Both):
        return {"Both": [value.zh, value.en]}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if hasattr(value, "item"):  # numpy's numbers
        return value.item()
    if isinstance(value, tuple | list):
        return [to_record(v) for v in value]
    if isinstance(value, Mapping):
        return {"Mapping": {str(k): to_record(v) for k, v in value.items()}}
    if is_dataclass(value):
        shown = {
            f.name: getattr(value, f.name)
            for f in fields(value)
            if not ("silent" in f.metadata or isinstance(getattr(value, f.name), pd.DataFrame | pd.Series))
        }
        return {"Found": {name: to_record(held) for name, held in shown.items()}}
    raise ProseError(f"a finding holds {type(value).__name__}, which no sentence can be set from: {value!r}")


def from_record(kept: Any) -> Any:
    """Return what was recorded by `to_record`: numbers with their kinds again, records as `Found`."""
    if isinstance(kept, list):
        return tuple(from_record(v) for v in kept)
    if not isinstance(kept, Mapping):
        return kept
    if "Absent" in kept:
        return Absent(Both(*kept["Absent"]) if kept["Absent"] else None)
    if "Both" in kept:
        return Both(*kept["Both"])
    if "Found" in kept:
        return Found(**{name: from_record(v) for name, v in kept["Found"].items()})
    if "Mapping" in kept:
        return {name: from_record(v) for name, v in kept["Mapping"].items()}
    kind = next(name for name in kept if name in _KINDS)
    number = _KINDS[kind](kept[kind])
    return number.formed(**_form(kept["form"])) if "form" in kept else number


def _form(kept: Mapping[str, Any]) -> dict[str, Any]:
    words = {key: Both(**kept[key]) for key in ("unit", "scale") if kept[key]}
    return {**kept, **words}


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two findings say the same, frames aside."""
    return bool(to_record(one) == to_record(other))
