"""How a year of observations becomes bytes, and how files appear whole or not at all. Judges nothing."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from planbook.intake.conversion import shortest

COLUMNS = ["unit", "indicator", "value", "source", "flag"]


def as_csv(rows: pd.DataFrame) -> str:
    """Return the observations of one year as the text of their file: sorted, shortest decimals.

    Examples
    --------
    >>> row = {"unit": "210300", "indicator": "wage_yuan", "value": 1462.0, "source": "ccsy-2013", "flag": ""}
    >>> print(as_csv(pd.DataFrame([row])), end="")
    unit,indicator,value,source,flag
    210300,wage_yuan,1462,ccsy-2013,
    """
    text = rows.assign(value=rows["value"].map(shortest)).sort_values(["unit", "indicator"])[COLUMNS]
    return str(text.to_csv(index=False, lineterminator="\n"))


def replace(path: Path, text: str) -> None:
    """Write one file whole: beside it first, then renamed."""
    replace_all({path: text})


def replace_all(files: Mapping[Path, str | None]) -> None:
    """Write several files: all of them beside their places first, then renamed in the order given; None removes one.

    A failure before the first renaming leaves everything as it was; one between two renamings puts the earlier ones
    back.
    """
    beside = {path: path.with_name(f".{path.name}.new") for path in files}
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    done: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                beside[path].write_text(text, encoding="utf-8", newline="")
        for path, text in files.items():
            if text is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(beside[path], path)
            done.append(path)
    except BaseException:
        for path in done:
            old = before[path]
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True) if old is None else path.write_bytes(old)
        raise
    finally:
        for path in beside.values():
            path.unlink(missing_ok=True)
