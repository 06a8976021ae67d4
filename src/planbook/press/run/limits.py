"""Numbers and addresses a person gives to the press, checked as they are read: nothing else has been done by then."""

import os
import re
from importlib.util import find_spec

from planbook.errors import ParameterError

JOBS = 256
TIMEOUT = 7 * 24 * 3600  # seconds

_ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://(\[[0-9a-fA-F:]+\]|[^\s/:\[\]]+):(\d{1,5})/?")


def jobs(value: int) -> int:
    """Return how many notebooks run at the same time.

    Raises
    ------
    ParameterError
        If it is more than any machine has use for, or less than one.

    Examples
    --------
    >>> jobs(4)
    4
    >>> jobs(0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planbook.errors.ParameterError: --jobs 0: choose 1 to 256; this machine has ...
    """
    if not 1 <= value <= JOBS:
        cores = os.cpu_count() or 1
        raise ParameterError(f"--jobs {value}: choose 1 to {JOBS}; this machine has {cores} cores")
    return value


def timeout(value: int) -> int:
    """Return the seconds a cell may take.

    Raises
    ------
    ParameterError
        If it is less than a second or more than a week.

    Examples
    --------
    >>> timeout(10**20)
    Traceback (most recent call last):
    planbook.errors.ParameterError: --timeout 100000000000000000000: choose 1 to 604800 seconds, a week
    """
    if not 1 <= value <= TIMEOUT:
        raise ParameterError(f"--timeout {value}: choose 1 to {TIMEOUT} seconds, a week")
    return value


def cluster(value: str | None) -> str | None:
    """Return the address of a Dask scheduler.

    Raises
    ------
    ParameterError
        If it is no address of one, or Dask is not installed.

    Examples
    --------
    >>> cluster("http://x")
    Traceback (most recent call last):
    planbook.errors.ParameterError: --cluster http://x: write the scheduler's address, such as tcp://HOST:8786
    """
    if value is None:
        return None
    found = _ADDRESS.fullmatch(value)
    if found is None or not 0 < int(found[3]) < 65536:
        raise ParameterError(f"--cluster {value}: write the scheduler's address, such as tcp://HOST:8786")
    if find_spec("distributed") is None:
        raise ParameterError("--cluster needs Dask: pip install 'planbook[cluster]'")
    return value
