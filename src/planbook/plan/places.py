"""Where in the plan a statement stands: ``plan, box 1`` in a table, in both languages on a page."""

import re

from planbook.ground.language import Both

_NUMERALS = "一二三四五六七八九"
_PLACE = re.compile(r"plan, (?:(preface|contents)|box ([1-3])|chapter ([1-9])(?: part ([1-9]))?)")
_NAMED = {"preface": Both("规划序言", "plan, preface"), "contents": Both("规划目录", "plan, contents")}


def place(source: str) -> Both:
    """Return a place in the plan in both languages.

    Parameters
    ----------
    source : str
        ``"plan, preface"``, ``"plan, contents"``, ``"plan, box 1"``, ``"plan, chapter 2"`` or
        ``"plan, chapter 2 part 4"``.

    Raises
    ------
    ValueError
        If the text has none of these forms.

    Examples
    --------
    >>> place("plan, chapter 2 part 4").zh
    '规划第二章（四）'
    """
    match = _PLACE.fullmatch(source)
    if match is None:
        raise ValueError(f"{source!r} is no place in the plan; write it like 'plan, chapter 2 part 4'")
    named, box, chapter, part = match.groups()
    if named:
        return _NAMED[named]
    if box:
        return Both(f"规划专栏{box}", source)
    chinese = f"规划第{_NUMERALS[int(chapter) - 1]}章" + (f"（{_NUMERALS[int(part) - 1]}）" if part else "")
    return Both(chinese, source)
