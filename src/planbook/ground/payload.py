"""What every figure, table and passage hands to Jupyter: one media type, one stable id, JSON without NaN.

The shape of the payload belongs to the objects themselves (`planbook.figures`, `planbook.chapters.finding`).
"""

import hashlib
import json
import os
from typing import Any

from planbook.ground.language import LANGUAGES
from planbook.ground.numerals import is_missing

MIME = "application/vnd.planbook.v1+json"


def clean(value: Any) -> Any:
    """Return plain JSON: numpy and pandas scalars unpacked, all that is missing or infinite turned into ``None``.

    Examples
    --------
    >>> clean({"so2": float("nan"), "years": (2012, 2013)})
    {'so2': None, 'years': [2012, 2013]}
    """
    if isinstance(value, dict):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str | bytes):  # numpy's scalars
        value = value.item()
    return None if is_missing(value) else value


def seal(kind: str, content: dict[str, Any], name: str = "") -> dict[str, Any]:
    """Return a payload with its kind and its id: its name, which outlives new data, or else a hash of its content.

    Parameters
    ----------
    kind : {"chart", "table", "text", "drawing", "findings", "absent"}
        What the payload shows.
    content : dict
        Its fields; texts per language (``{"zh": …, "en": …}``).
    name : str
        What its author calls it.

    Examples
    --------
    >>> sealed = seal("text", {"zh": {"markdown": "甲"}, "en": {"markdown": "a"}})
    >>> sealed["kind"], len(sealed["id"])
    ('text', 12)
    """
    content = clean(content)
    if name:
        return {"kind": kind, "id": name, **content}
    text = json.dumps([kind, content], ensure_ascii=False, sort_keys=True, allow_nan=False)
    return {"kind": kind, "id": hashlib.sha256(text.encode()).hexdigest()[:12], **content}


def under_press() -> bool:
    """Tell whether the book is being made, in which case nobody looks at the notebook itself."""
    return bool(os.environ.get("PLANBOOK_PRESS"))


def display_language() -> str:
    """Return the language an analyst sees in Jupyter: the environment's PLANBOOK_LANG, Chinese by default."""
    lang = os.environ.get("PLANBOOK_LANG", "zh")
    return lang if lang in LANGUAGES else "zh"
