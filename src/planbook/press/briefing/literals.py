"""Text as a literal of Typst's code: whatever it holds, the typesetter never reads it as markup.

All text of a briefing goes through `string`. A word without end is given places where a line may break.
"""

import re

from planbook.press.pages.characters import visible

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_LONG_WORD = re.compile(r"[!-~¡-ɏ]{25,}")  # without a space or a Chinese character
_EVERY = 8


def string(text: str) -> str:
    r"""Return the text as a string literal of Typst.

    Examples
    --------
    >>> print(string('#let "x" = \\'))
    "#let \"x\" = \\"
    """
    return f'"{_LONG_WORD.sub(_breakable, visible(text)).translate(_ESCAPES)}"'


def _breakable(word: re.Match[str]) -> str:
    """Return a long word with a zero-width space after every few letters."""
    text = word.group()
    return "\u200b".join(text[n : n + _EVERY] for n in range(0, len(text), _EVERY))


def array(items: list[str]) -> str:
    """Return expressions as an array of Typst.

    Examples
    --------
    >>> array([]), array(['"a"']), array(["1fr", "2fr"])
    ('()', '("a",)', '(1fr, 2fr)')
    """
    return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
