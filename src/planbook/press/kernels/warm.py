"""The warm process: imports what notebooks use and reads the data once, then forks a kernel for every request.

It is started by `planbook.press.kernels.provisioner` as ``python -m planbook.press.kernels.warm SOCKET STATE PRESS``,
listens on a socket that only its user can open, and leaves by itself when it has not been asked for a while, or when a
press it works for dies. Each kernel is a fork with an environment, a working directory, a session and a random state of
its own; it ends when whoever asked for it does.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from planbook.press.run.memory import give_back

IDLE = 600  # seconds without a request
MODULES = (
    "ipykernel.debugger",  # every kernel imports it, wanted or not
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "pandas",
    "pandas.core.methods.to_dict",
    "altair",
    "planbook.chapters.shared",
)


def serve(path: Path, state: str, press: int = 0, idle: float = IDLE) -> None:
    """Answer requests until none has come for a while, or a press has died.

    A request is one line of JSON: ``arguments`` of the kernel, its ``environment``, its working directory ``cwd`` and
    the ``state`` of code and data it expects. The answer is one line with the process id of the kernel, or ``null``
    for another state: this process then ends and leaves its place to the next. Without ``arguments`` no kernel is
    forked and the answer is 0: whoever asks only wants this process to be there. A request may name its ``press``, a
    process id; if that process ends without having taken leave (``done``), this one ends too.

    Parameters
    ----------
    path : Path
        Where the socket appears, once everything is imported.
    state : str
        The state of code and data this process was started for.
    press : int
        Process id of the press that started this one, 0 if none did.
    idle : float
        Seconds without a request after which this process ends.
    """
    presses = Presses()
    presses.watch(press)
    _warm_up(presses.check)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        mask = os.umask(0o177)
        listening.bind(str(beside))
        os.umask(mask)
        listening.listen(64)
        os.replace(beside, path)
        signal.signal(signal.SIGCHLD, _bury)
        give_back()  # a fork takes as long as there is memory to share
        gc.freeze()  # what is here now is shared with the kernels; the collector need not touch it again
        while True:
            ready = select.select([listening.fileno(), *presses.watched], [], [], idle)[0]
            if ready != [listening.fileno()]:  # nobody asks, or a press has died
                path.unlink(missing_ok=True)
                return
            if not _answer(listening.accept()[0], listening, path, state, presses):
                return


class Presses:
    """The presses this process works for: it is told when one of them ends without having taken leave."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    @property
    def watched(self) -> list[int]:
        """File descriptors that become readable when a press ends."""
        return list(self._known.values())

    def watch(self, press: int) -> None:
        """Begin to watch a press; one that is gone already ends this process."""
        if press and press not in self._known:
            try:
                self._known[press] = os.pidfd_open(press)
            except ProcessLookupError:
                sys.exit(0)

    def check(self) -> None:
        """End this process if a press has died meanwhile."""
        if select.select(self.watched, [], [], 0)[0]:
            sys.exit(0)

    def let_go(self, press: int) -> None:
        """Watch a press no longer."""
        if press in self._known:
            os.close(self._known.pop(press))

    def close(self) -> None:
        """Forget all presses, as a kernel does."""
        for press in list(self._known):
            self.let_go(press)


def _warm_up(check: Callable[[], None]) -> None:
    for module in MODULES:
        importlib.import_module(module)
        check()
    from planbook import paths
    from planbook.press.changes.code import used
    from planbook.store import observations

    modules = {m for notebook in (paths.root() / "notebooks").glob("*.ipynb") for m in used(notebook)}
    # Only answers that are recorded may be remembered here: what a kernel finds in memory leaves its trace then.
    observations.preload()
    check()
    for module in sorted(modules):
        getattr(importlib.import_module(module), "preload", lambda: None)()


def _bury(*_: Any) -> None:
    """Take note of kernels that have ended; what they cost counts as this process's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _answer(
    asking: socket.socket, listening: socket.socket, path: Path, state: str, presses: Presses
) -> bool:
    """Fork a kernel for one request; return False if this process is out of date."""
    with asking:
        try:
            asking.settimeout(10)
            request = json.loads(asking.makefile("rb").readline())
            if request["state"] != state:
                path.unlink(missing_ok=True)  # before the answer: whoever gets it starts the next process
                asking.sendall(b'{"pid": null}\n')
                return False
            presses.watch(request.get("press", 0))
            presses.let_go(request.get("done", 0))
            if "arguments" not in request:
                asking.sendall(b'{"pid": 0}\n')
                return True
        except (OSError, ValueError):  # whoever asked is gone
            return True
        if os.fork() == 0:
            listening.close()
            presses.close()
            _become_kernel(asking, request)
    return True


def _become_kernel(asking: socket.socket, request: dict[str, Any]) -> NoReturn:
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["cwd"])
        _scatter()
        asking.settimeout(None)
        asking.sendall(json.dumps({"pid": os.getpid()}).encode() + b"\n")
        threading.Thread(target=_leave_with, args=(asking,), daemon=True).start()
        from ipykernel.kernelapp import IPKernelApp

        from planbook.ground import reads

        if os.environ.get(reads.TARGET):
            reads.watch()
        sys.argv = ["ipykernel_launcher", *request["arguments"]]
        sys.path[0] = ""  # where this process was started is no place to import from
        IPKernelApp.launch_instance(argv=request["arguments"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()  # into the log of the warm process
    finally:
        os._exit(status)  # past the exit handlers, which belong to the warm process


def _scatter() -> None:
    """Give this process random numbers of its own."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _leave_with(asking: socket.socket) -> None:
    """End this process when the one that asked for it has gone."""
    try:
        while asking.recv(1):
            pass
    except OSError:
        pass
    os._exit(1)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
