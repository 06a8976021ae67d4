"""Characters that a reader could not see: they are written out, so that no name is other than it looks.

A mark that turns the direction of writing, a control character or an invisible space inside a value would change
how the text beside it reads. How text is escaped for a format is the matter of the module that writes the format.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

# Control and format characters, half surrogates, private use, unassigned; line and paragraph separators.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT = "\n\t"


def visible(text: str) -> str:
    r"""Return the text with every character that has no look of its own written as its code point.

    Examples
    --------
    >>> visible("鞍山\u202eab"), visible("a\tb")
    ('鞍山[U+202E]ab', 'a\tb')
    """
    if text.isascii() and text.isprintable():
        return text
    odd = {c for c in set(text) if unicodedata.category(c) in _UNSEEN and c not in _KEPT}
    return "".join(f"[U+{ord(c):04X}]" if c in odd else c for c in text) if odd else text


def all_visible(value: Any) -> Any:
    r"""Return JSON with every text in it `visible`; names of fields stay as they are.

    Examples
    --------
    >>> all_visible({"rows": [["a\u200fb", 1.5, None]]})
    {'rows': [['a[U+200F]b', 1.5, None]]}
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {key: all_visible(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [all_visible(item) for item in value]
    return value
