"""Runs a command and tells what it cost: seconds by the clock, seconds of processor, most memory, bytes written.

Memory and processor time count for all processes of the command, and for the warm process that kernels are forked from.
Memory shared between processes is counted once (proportional set size).
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from planbook.press.provisioner import _socket

_EVERY = 0.3  # seconds between two looks at the memory
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a command cost."""

    clock: float
    processor: float
    memory: int
    output: str

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.clock + other.clock,
            self.processor + other.processor,
            max(self.memory, other.memory),
            self.output + other.output,
        )

    def times(self, count: int) -> "Cost":
        """Return the cost of doing the same thing several times over."""
        return Cost(self.clock * count, self.processor * count, self.memory, self.output)


def cost(command: Sequence[object], root: Path) -> Cost:
    """Run a command for a project to its end; it must succeed."""
    before, begun = _of_warm(root), time.perf_counter()
    process = subprocess.Popen(
        [*map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PLANBOOK_ROOT": str(root)},
        text=True,
    )
    most, watching = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, root, most, watching), daemon=True)
    watcher.start()
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    watching.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} failed:\n{output[-3000:]}")
    warm = sum(seconds - before.get(pid, 0.0) for pid, seconds in _of_warm(root).items())
    return Cost(clock, usage.ru_utime + usage.ru_stime + warm, most[0], output)


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def warm_processes(root: Path) -> Iterator[psutil.Process]:
    """Yield the warm process of a project, if there is one."""
    for process in psutil.process_iter(["cmdline"]):
        if str(_socket(root)) in (process.info["cmdline"] or []):
            yield process


def _of_warm(root: Path) -> dict[int, float]:
    """Return the seconds of processor of the warm processes and of all kernels they have buried."""
    found = {}
    for process in warm_processes(root):
        try:
            fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        found[process.pid] = sum(map(int, fields[11:15])) / _TICKS
    return found


def _watch(pid: int, root: Path, most: list[int], watching: threading.Event) -> None:
    while not watching.wait(_EVERY):
        roots = [psutil.Process(pid)] if psutil.pid_exists(pid) else []
        total = 0
        for top in [*roots, *warm_processes(root)]:
            try:
                family = [top, *top.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
            for process in family:
                try:
                    total += _memory(process.pid)
                except (OSError, ValueError):
                    continue
        most[0] = max(most[0], total)


def _memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
