"""Parameters given to a notebook that it does not have: told with the nearest name, also when papermill runs it by hand.

papermill itself writes a warning and goes on, so that ``-p yaer 2019`` would report the default year under another name.
The press asks before it starts anything; by hand a notebook is stopped by the first question it puts to the tables.
"""

import ast
import difflib
import sys
from collections.abc import Iterable
from typing import Any

from planbook.errors import ParameterError

_MARK = "# Parameters"  # the first line of the cell that papermill injects
_known = False  # that this process was given nothing strange


def unknown(name: str, known: Iterable[str]) -> str:
    """Say that a notebook has no such parameter, and which it has, the nearest first.

    Examples
    --------
    >>> unknown("yaer", ["region", "year"])
    "no parameter 'yaer'; did you mean year? There are region, year"
    >>> unknown("colour", [])
    "no parameter 'colour'; the notebook has none"
    """
    names = list(known)
    if not names:
        return f"no parameter {name!r}; the notebook has none"
    near = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    meant = f"; did you mean {near[0]}? There are" if near else "; there are"
    return f"no parameter {name!r}{meant} {', '.join(names)}"


def refuse_strange() -> None:
    """Stop the notebook that runs in this process if it was given parameters that it does not have.

    Raises
    ------
    ParameterError
        Naming each of them with the nearest that there is.
    """
    global _known
    if _known:
        return
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        return
    if wrong := strange(shell.user_ns.get("In", [])):
        raise ParameterError("the notebook cannot run with what it was given:", wrong)
    _known = True


def strange(cells: list[Any]) -> list[str]:
    r"""Return what is wrong with the parameters that papermill has injected below those of the notebook.

    Parameters
    ----------
    cells : list of str
        What a kernel has run so far, in order.

    Examples
    --------
    >>> strange(["", "year = None", "# Parameters\nyaer = 2019\n", "sel = choose(year)"])
    ["no parameter 'yaer'; did you mean year? There are year"]
    """
    for before, cell in zip(["", *cells], cells, strict=False):
        if str(cell).startswith(_MARK):
            known = _assigned(before)
            return [unknown(name, known) for name in _assigned(cell) if name not in known]
    return []


def _assigned(code: str) -> list[str]:
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return []
    targets = [
        t for s in body for t in (s.targets if isinstance(s, ast.Assign) else [getattr(s, "target", None)])
    ]
    return [t.id for t in targets if isinstance(t, ast.Name)]
