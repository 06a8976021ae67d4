"""Runs a command and tells what it cost: seconds by the clock, seconds of processor, memory by kind of process.

Processor time counts for all processes of the command, and for the warm process that kernels are forked from. Memory is
the proportional set size: what processes share, as those forked from one another do, is counted once and divided among
them, so that the sum is what the machine has to have.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from planbook.press.kernels.provisioner import _socket

_EVERY = 0.3  # seconds between two looks at the memory
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a command cost; memory in bytes.

    ``memory`` is the most that all processes had at one moment, ``press`` the same without kernels, ``kinds`` the most
    that all processes of one kind had at one moment.
    """

    clock: float
    processor: float
    memory: int
    press: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    output: str = ""

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.clock + other.clock,
            self.processor + other.processor,
            max(self.memory, other.memory),
            max(self.press, other.press),
        )

    def times(self, count: int) -> "Cost":
        """Return the cost of doing the same thing several times over."""
        return Cost(self.clock * count, self.processor * count, self.memory, self.press)


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
    watcher = _Watcher(process.pid, root)
    watcher.start()
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    watcher.done.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} failed:\n{output[-3000:]}")
    warm = sum(seconds - before.get(pid, 0.0) for pid, seconds in _of_warm(root).items())
    return Cost(
        clock, usage.ru_utime + usage.ru_stime + warm, watcher.most, watcher.press, watcher.kinds, output
    )


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def warm_processes(root: Path) -> Iterator[psutil.Process]:
    """Yield the warm process of a project, if there is one; kernels forked from it are not it."""
    for process in psutil.process_iter(["cmdline", "ppid"]):
        if str(_socket(root)) in (process.info["cmdline"] or []) and not _is_fork(process):
            yield process


def children(process: psutil.Process) -> list[psutil.Process]:
    """Return a process and all below it that live."""
    try:
        family = [process, *process.children(recursive=True)]
        return [p for p in family if p.status() != psutil.STATUS_ZOMBIE]
    except psutil.NoSuchProcess:
        return []


def processor(processes: Iterable[psutil.Process]) -> float:
    """Return the seconds of processor that processes and those they have buried have spent."""
    return sum(_seconds(p.pid) for p in processes)


def memory(pid: int) -> tuple[int, int]:
    """Return the proportional and the unique set size of a process in bytes; nothing if it has ended."""
    found = {"Pss": 0, "Private_Clean": 0, "Private_Dirty": 0}
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            name, _, rest = line.partition(":")
            if name in found:
                found[name] = int(rest.split()[0]) * 1024
    except OSError:
        pass
    return found["Pss"], found["Private_Clean"] + found["Private_Dirty"]


class _Watcher(threading.Thread):
    """Looks at the memory of a command's processes again and again."""

    def __init__(self, pid: int, root: Path) -> None:
        super().__init__(daemon=True)
        self.pid, self.root, self.done = pid, root, threading.Event()
        self.most, self.press, self.kinds = 0, 0, dict[str, int]()

    def run(self) -> None:
        while not self.done.wait(_EVERY):
            now: dict[str, int] = {}
            for process in self._alive():
                kind = self._kind(process)
                now[kind] = now.get(kind, 0) + memory(process.pid)[0]
            total = sum(now.values())
            self.most, self.press = max(self.most, total), max(self.press, total - now.get("kernels", 0))
            self.kinds = {
                kind: max(now.get(kind, 0), self.kinds.get(kind, 0)) for kind in {**self.kinds, **now}
            }

    def _alive(self) -> list[psutil.Process]:
        top = [psutil.Process(self.pid)] if psutil.pid_exists(self.pid) else []
        # The warm process may be a child of the press or may not; either way it is looked at once.
        return list({p.pid: p for t in [*top, *warm_processes(self.root)] for p in children(t)}.values())

    def _kind(self, process: psutil.Process) -> str:
        try:
            words = " ".join(process.cmdline())
        except psutil.Error:
            return "others"
        if "planbook.press.kernels.warm" in words:
            return "kernels" if _is_fork(process) else "warm process"
        if process.pid == self.pid:
            return "press"
        for kind, word in _KINDS.items():
            if word in words:
                return kind
        return "others"


_KINDS = {
    "builds of Sphinx": "jupyter_book",
    "kernels": "ipykernel_launcher",
    "browser": "chromium",
    "its workers": "multiprocessing.spawn",
}


def _is_fork(process: psutil.Process) -> bool:
    """Tell whether a process with the warm process's command line is a kernel: its parent has that line too."""
    try:
        parent = process.parent()
        return parent is not None and "planbook.press.kernels.warm" in " ".join(parent.cmdline())
    except psutil.Error:
        return True  # gone meanwhile, or going


def _of_warm(root: Path) -> dict[int, float]:
    """Return the seconds of processor of the warm processes and of all kernels they have buried."""
    return {p.pid: _seconds(p.pid) for p in warm_processes(root)}


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS
