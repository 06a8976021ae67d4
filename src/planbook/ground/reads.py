"""What a run has read: every question put to the stores under ``data/``, beside a hash of its answer.

A store marks its functions as `recorded`. Where the environment variable PLANBOOK_READS names a file, each question
(function and arguments) goes there the first time it is asked, so that the press can ask again and compare: as long as
all answers are the same, the run still holds, whatever else has changed in the tables. Nothing is decided here.

What a function computes from many rows (a rank, an average) can be recorded in the same way: then its answer counts,
not the rows below it. Arguments of a recorded function are names, numbers and lists of them.
"""

import functools
import hashlib
import inspect
import json
import os
import sys
from collections.abc import Callable
from contextvars import ContextVar
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from planbook import paths
from planbook.errors import PlanbookError
from planbook.ground.given import refuse_strange

TARGET = "PLANBOOK_READS"

P = ParamSpec("P")
R = TypeVar("R")

_caches: list[Callable[[], None]] = []
_written: set[tuple[str, str]] = set()
_answering: ContextVar[bool] = ContextVar("answering", default=False)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a function of the data until `forget` is called.

    A public function that is remembered must be `recorded` too: an answer that is only found in memory would
    otherwise leave no trace.

    Examples
    --------
    >>> calls = []
    >>> @remembered
    ... def double(n):
    ...     calls.append(n)
    ...     return 2 * n
    >>> double(2), double(2), calls
    (4, 4, [2])
    """
    kept = functools.cache(function)
    _caches.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def forget() -> None:
    """Drop every remembered answer, because the data or the project's root may have changed."""
    for clear in _caches:
        clear()


def digest(answer: object) -> str:
    """Hash an answer: frames and series by their rows, everything else by its representation.

    Examples
    --------
    >>> digest((2012, "a")) == digest((2012, "a")) != digest((2013, "a"))
    True
    """
    if isinstance(answer, pd.Series):
        answer = answer.to_frame()
    if isinstance(answer, pd.DataFrame):
        rows = pd.util.hash_pandas_object(answer, index=True).to_numpy()
        return digest_of_bytes(repr(list(answer.columns)).encode() + rows.tobytes())
    return digest_of_bytes(repr(answer).encode())


def digest_of_bytes(content: bytes) -> str:
    """Return the hash of some bytes as it stands in a record."""
    return hashlib.sha256(content).hexdigest()[:20]


def recorded(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function of the data leave its question and the hash of its answer in the record of a run.

    What it asks itself in order to answer is not recorded.

    Parameters
    ----------
    function : callable
        Depends on nothing but its arguments and the data. Its arguments are strings, numbers, None, and lists or
        tuples of these. It is asked a second time for the hash, so it is cheap or `remembered`.

    Examples
    --------
    >>> @recorded
    ... def year_after(year):
    ...     return year + 1
    >>> year_after(2012)
    2013
    """
    return recorded_by(lambda *arguments: digest(function(*arguments)))(function)  # type: ignore[call-arg]


def recorded_by(hashed: Callable[..., str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Do what `recorded` does, with a quicker way to the hash of the answer than the answer itself.

    Parameters
    ----------
    hashed : callable
        Gets the function's arguments and returns the hash.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"
        signature = inspect.signature(function)

        @functools.wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            if _answering.get():
                return function(*args, **kwargs)
            refuse_strange()
            mark = _answering.set(True)
            try:
                return function(*args, **kwargs)
            finally:
                if target := os.environ.get(TARGET):
                    bound = signature.bind(*args, **kwargs)
                    bound.apply_defaults()
                    _write(target, name, list(bound.arguments.values()), hashed)
                _answering.reset(mark)

        asked.hashed = hashed  # type: ignore[attr-defined]
        if hasattr(function, "cache_clear"):
            asked.cache_clear = function.cache_clear  # type: ignore[attr-defined]
        return asked

    return decorate


def ask(name: str, arguments: list[Any]) -> str:
    """Put a recorded question again and return the hash of today's answer.

    Parameters
    ----------
    name : str
        Module and name of a recorded function, as it stands in the record.
    arguments : list
        Its arguments.

    Examples
    --------
    >>> ask("planbook.ground.reads.content", ["no-such-file.csv"]) == digest(None)
    True
    """
    module, _, function = name.rpartition(".")
    mark = _answering.set(True)
    try:
        return _hash(getattr(import_module(module), function).hashed, [_fixed(a) for a in arguments])
    finally:
        _answering.reset(mark)


def watch() -> None:
    """Record the files under ``data/`` too that are opened past the stores, from now to the end of the process."""
    folder = f"{paths.data()}{os.sep}"

    def opened(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and not _answering.get() and os.environ.get(TARGET):
            name = os.fspath(arguments[0]) if isinstance(arguments[0], str | os.PathLike) else ""
            if isinstance(name, str) and os.path.abspath(name).startswith(folder):
                content(os.path.abspath(name).removeprefix(folder))

    sys.addaudithook(opened)


@recorded
def content(file: str) -> bytes | None:
    """Return the content of a file under ``data/``, by its path there; None if there is no such file."""
    path = paths.data(file)
    return path.read_bytes() if path.is_file() else None


def _fixed(argument: Any) -> Any:
    """Return an argument from JSON in the form that can be remembered: lists are tuples again."""
    return tuple(_fixed(a) for a in argument) if isinstance(argument, list) else argument


def _hash(hashed: Callable[..., str], arguments: list[Any]) -> str:
    try:
        return hashed(*arguments)
    except PlanbookError as error:  # that there is no answer is an answer too
        return digest(str(error))


def _write(target: str, name: str, arguments: list[Any], hashed: Callable[..., str]) -> None:
    question = json.dumps([name, arguments], ensure_ascii=False, default=_plain)
    if (target, question) in _written:
        return
    _written.add((target, question))
    line = json.dumps([name, arguments, _hash(hashed, arguments)], ensure_ascii=False, default=_plain)
    with open(target, "a", encoding="utf-8") as record:
        record.write(line + "\n")


def _plain(number: Any) -> Any:
    """Return a number of a frame, such as a year, as JSON knows it."""
    return number.item()


if os.environ.get(TARGET):
    watch()
