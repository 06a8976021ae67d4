"""Where things lie: the project's root, its data folders and the build folder. Nothing is read or written here.

The root is, in this order: the environment variable PLANBOOK_ROOT, the nearest folder at or above the working
directory that holds ``data/plan``, the checkout this package was installed from.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planbook.errors import PlanbookError


def root() -> Path:
    """Return the project's root folder, the one that holds ``data/``, ``notebooks/`` and ``_toc.yml``.

    Raises
    ------
    PlanbookError
        If no such folder is found.

    Examples
    --------
    >>> (root() / "data" / "plan").is_dir()
    True
    """
    named = os.environ.get("PLANBOOK_ROOT")
    here = Path.cwd()
    candidates = [Path(named)] if named else [here, *here.parents, *Path(__file__).resolve().parents]
    for folder in candidates:
        if (folder / "data" / "plan").is_dir():
            return folder.resolve()
    raise PlanbookError(
        f"no folder with data/plan at or above {named or here}: change into the checkout or set PLANBOOK_ROOT to it"
    )


def data(*parts: str) -> Path:
    """Return a path under ``data/``, as in ``data("catalog", "flags.csv")``."""
    return root().joinpath("data", *parts)


def build(*parts: str) -> Path:
    """Return a path under ``_build/``, where every result goes and nothing is committed."""
    return root().joinpath("_build", *parts)


@contextmanager
def rooted(folder: Path) -> Iterator[None]:
    """Take a folder for the project's root, also in processes started meanwhile, and put everything back.

    Examples
    --------
    >>> with rooted(root()):
    ...     os.environ["PLANBOOK_ROOT"] == str(root())
    True
    """
    before = os.environ.get("PLANBOOK_ROOT")
    os.environ["PLANBOOK_ROOT"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PLANBOOK_ROOT"]
        else:
            os.environ["PLANBOOK_ROOT"] = before
