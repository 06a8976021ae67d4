"""A notebook's parameters as a typed model, read from its cell tagged ``parameters``; runs nothing.

A parameter has the type of its annotation, or else of its default. Those every notebook of the book shares (a year, a
region, a unit, a province) must also name something that is there.
"""

import ast
from collections.abc import Callable, Mapping
from pathlib import Path
from types import NoneType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, create_model

from planbook import catalog, plan
from planbook.errors import PlanbookError
from planbook.ground.given import unknown
from planbook.press.changes.code import declared
from planbook.press.changes.sources import annotated, read
from planbook.store import observations, units


def model(notebook: Path) -> type[BaseModel]:
    """Return the model of a notebook's parameters: names, types, defaults and what a value must name.

    Parameters
    ----------
    notebook : Path
        The notebook's source.
    """
    fields: dict[str, Any] = {
        name: (_type(name, annotation, default), default)
        for name, (annotation, default) in declared(read(notebook)).items()
    }
    return create_model(notebook.stem, __config__=ConfigDict(extra="forbid", strict=True), **fields)


def problems(of: type[BaseModel], given: Mapping[str, Any]) -> list[str]:
    """List what is wrong with some values; an empty list means that a notebook can run with them.

    Examples
    --------
    >>> of = create_model("green", __config__=ConfigDict(extra="forbid", strict=True),
    ...                   year=(_type("year", None, 2017), 2017))
    >>> problems(of, {"yaer": 2019, "year": 1066})  # doctest: +ELLIPSIS
    ['year 1066: not a data year, choose one from 2003 to 2...', "no parameter 'yaer'; did you mean year? There are year"]
    """
    try:
        of.model_validate(dict(given))
    except ValidationError as error:
        return [_line(fault, list(of.model_fields)) for fault in error.errors()]
    return []


def _type(name: str, annotation: ast.expr | None, default: Any) -> Any:
    if annotation is not None:
        kind = annotated(annotation)
    elif default is None:
        kind = _KINDS.get(name, str | int | float | bool) | None
    else:
        kind = type(default)
    return Annotated[kind, AfterValidator(_names_something(name))] if name in _MEANINGS else kind


def _names_something(name: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value is not None:
            try:
                _MEANINGS[name](value)
            except PlanbookError as error:
                raise ValueError("; ".join([error.message, *error.problems])) from error
        return value

    return check


def _data_year(value: int) -> None:
    first, last = observations.FIRST_YEAR, observations.last_year()
    if not first <= value <= last:
        raise ValueError(f"not a data year, choose one from {first} to {last}")


def _province(value: str) -> None:
    known = {c: (b.zh, b.en.casefold()) for c, b in catalog.provinces().items()}
    if value not in known and not any(value.casefold() in names for names in known.values()):
        raise ValueError("no province is called so, write its Chinese or English name or its code")


_MEANINGS: dict[str, Callable[[Any], Any]] = {
    "year": _data_year,
    "baseline_year": _data_year,
    "region": plan.region,
    "unit": units.find,
    "province": _province,
}
_KINDS: dict[str, Any] = {name: int if "year" in name else str for name in _MEANINGS}


def _line(fault: Any, known: list[str]) -> str:
    name, value = str(fault["loc"][0]), fault["input"]
    if fault["type"] == "extra_forbidden":
        return unknown(name, known)
    if fault["type"] == "value_error":
        error = fault["ctx"]["error"]
        return str(error) if error.__cause__ else f"{name} {value!r}: {error}"
    kind = "nothing" if isinstance(value, NoneType) else type(value).__name__
    return f"{name} {value!r} is {kind}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"
