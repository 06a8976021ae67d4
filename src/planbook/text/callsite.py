"""The source of the call that is being made: which expression a caller wrote for each keyword argument.

It makes a ledger of claims traceable without the author repeating herself. Nothing else looks at frames.
"""

import ast
import linecache
from types import FrameType


def keyword_expressions(frame: FrameType) -> dict[str, str]:
    """Return keyword → source text of the call a frame is executing; empty where the source is not at hand.

    Parameters
    ----------
    frame : types.FrameType
        The caller's frame, ``sys._getframe(1)`` inside the called function.

    Examples
    --------
    >>> import sys
    >>> def called(**values): return keyword_expressions(sys._getframe(1))
    >>> called(share=1 + 1)
    {'share': '1 + 1'}
    """
    positions = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    first, last, start, end = positions
    if first is None or last is None or start is None or end is None:
        return {}
    lines = [line.encode() for line in linecache.getlines(frame.f_code.co_filename)[first - 1 : last]]
    if not lines:
        return {}
    lines[-1] = lines[-1][:end]  # offsets count bytes, and the end goes first: both may be the same line
    lines[0] = lines[0][start:]
    try:
        call = ast.parse(b"".join(lines).decode().strip(), mode="eval").body
    except (SyntaxError, UnicodeDecodeError):
        return {}  # the file changed since it was imported
    if not isinstance(call, ast.Call):
        return {}
    return {k.arg: ast.unparse(k.value) for k in call.keywords if k.arg}
