"""How much memory is free, and how many processes of a kind fit into it: short of memory the press works one by one.

What a process takes was measured on the whole book (proportional set size, rounded up). Nothing is started here.
"""

import contextlib
import ctypes
import gc
from pathlib import Path

RUN = 450  # megabytes: a worker that runs notebooks, and its kernel
BRIEFING = 400  # a worker that makes PDFs
EDITION = 500  # a build of Jupyter Book
SPARE = 250  # left for everything else

_MB = 1_000_000


def at_once(wanted: int, each: int) -> int:
    """Return how many processes may work at the same time, one at least.

    Parameters
    ----------
    wanted : int
        How many there would be if memory were no matter.
    each : int
        Megabytes that one of them takes.

    Examples
    --------
    >>> at_once(1, RUN)
    1
    """
    there = free()
    return wanted if there is None else max(1, min(wanted, (there - SPARE) // each))


def free(system: Path = Path("/")) -> int | None:
    """Return the megabytes that can be taken: of the machine, or of the container if that has less; None if unknown.

    Parameters
    ----------
    system : Path
        Where ``proc`` and ``sys`` are found.
    """
    known = [_of_machine(system), *_of_containers(system)]
    return min((n // _MB for n in known if n is not None), default=None)


def _of_machine(system: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError):
        for line in (system / "proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def _of_containers(system: Path) -> list[int]:
    """Return what is left in each control group around this process that has a limit."""
    left: list[int] = []
    with contextlib.suppress(OSError, StopIteration):
        lines = (system / "proc/self/cgroup").read_text(encoding="utf-8").splitlines()
        own = next(line[3:] for line in lines if line.startswith("0::"))
        mounted = system / "sys/fs/cgroup"
        group = mounted / own.strip("/")
        while group.is_relative_to(mounted):
            with contextlib.suppress(OSError, ValueError):  # ValueError: the limit is called max
                limit = int((group / "memory.max").read_text(encoding="ascii"))
                left.append(limit - _used(group))
            group = group.parent
    return left


def _used(group: Path) -> int:
    """Return what a control group holds, without the files it could forget at once."""
    held = int((group / "memory.current").read_text(encoding="ascii"))
    with contextlib.suppress(OSError, ValueError, StopIteration):
        told = (group / "memory.stat").read_text(encoding="ascii").splitlines()
        held -= int(next(line.split()[1] for line in told if line.startswith("inactive_file ")))
    return held


def give_back() -> None:
    """Return to the system what reading tables has left behind in this process."""
    gc.collect()
    with contextlib.suppress(ImportError):
        import pyarrow

        pyarrow.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):  # a C library other than GNU's
        ctypes.CDLL(None).malloc_trim(0)
