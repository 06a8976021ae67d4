"""Gives Jupyter kernels forked from the warm process, as a kernel provisioner; starts that process when it is needed.

Registered under the entry point ``jupyter_client.kernel_provisioners``, so that papermill, nbclient and Jupyter itself
use it unchanged with the kernel of `planbook.press.kernels.kernels`. Where forking is not possible the kernel is a plain one.
"""

import atexit
import contextlib
import fcntl
import hashlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

import planbook
from planbook import paths
from planbook.errors import PlanbookError
from planbook.press.run.workers import press

_released_in_the_end: set[Path] = set()

START = 60  # seconds the warm process may take to come up
PACKAGE = Path(planbook.__file__).parent


class WarmProvisioner(LocalProvisioner):
    """Launches kernels as forks of the warm process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Ask the warm process for a kernel; launch a plain one where that does not work.

        Parameters
        ----------
        cmd : list of str
            The command of the kernel specification; what follows the module's name goes to the kernel.
        **kwargs
            ``env`` and ``cwd`` of the kernel.
        """
        environment = dict(kwargs.get("env") or os.environ)
        environment.pop(
            "JPY_PARENT_PID", None
        )  # the kernel is no child of ours; it watches the socket instead
        request = {
            "arguments": cmd[cmd.index("-f") :],
            "environment": environment,
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
        }
        try:
            kernel = Forked(*reach(Path(environment.get("PLANBOOK_ROOT") or paths.root()), request))
        except (OSError, ValueError, PlanbookError) as error:
            self.log.warning("no warm kernel, a plain one instead: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel  # type: ignore[assignment]
        self.pid = self.pgid = kernel.pid
        self.cwd = request["cwd"]
        return self.connection_info


class Forked:
    """A kernel that is not our child, with the methods of `subprocess.Popen` that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, asking: socket.socket, pid: int) -> None:
        self._asking = asking  # stays open: the kernel ends when this end closes
        self.pid = pid
        self._watch = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Return None as long as the kernel lives; how it ended is not known to a stranger."""
        return 0 if self._watch < 0 or select.select([self._watch], [], [], 0)[0] else None

    def wait(self) -> int:
        """Wait for the end of the kernel and let go of it."""
        if self._watch >= 0:
            select.select([self._watch], [], [])
            os.close(self._watch)
            self._watch = -1
            self._asking.close()
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._watch, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


def reach(root: Path, request: dict[str, Any]) -> tuple[socket.socket, int]:
    """Have the warm process of a project fork a kernel, starting the process if there is none for the present state.

    Parameters
    ----------
    root : Path
        The project's root folder.
    request : dict
        See `planbook.press.kernels.warm.serve`.

    Returns
    -------
    socket.socket, int
        The connection whose end is the end of the kernel, and the kernel's process id.

    Raises
    ------
    OSError
        If the process does not come up.
    """
    path, state, owner = _socket(root), identity(root), press() or 0
    for _ in range(3):  # one that is out of date, or just about to leave, is asked in vain
        connection = _connection(path, root, state, owner)
        try:
            connection.sendall(json.dumps({**request, "state": state, "press": owner}).encode() + b"\n")
            pid = json.loads(connection.makefile("rb").readline() or b"{}").get("pid")
        except OSError:
            pid = None
        if pid:
            return connection, pid
        connection.close()
    raise OSError("the warm process does not answer")


def prepare(root: Path) -> threading.Thread:
    """See to it, beside other work, that the warm process of a project is there when the first kernel is asked for.

    Where this process ends in an orderly way it leaves the warm process to the next press; where it is killed or
    interrupted (by `planbook.cli`), the warm process leaves with it.

    Returns
    -------
    threading.Thread
        Ends when the process is there, or did not come up: whoever asks for a kernel then finds out why.
    """

    def wake() -> None:
        with contextlib.suppress(OSError, ValueError):
            path, state = _socket(root), identity(root)
            for _ in range(2):  # one of a former state leaves when it is asked
                with _connection(path, root, state, os.getpid()) as connection:
                    request = {"state": state, "press": os.getpid()}
                    connection.sendall(json.dumps(request).encode() + b"\n")
                    if json.loads(connection.makefile("rb").readline() or b"{}").get("pid") == 0:
                        return

    if root not in _released_in_the_end:
        _released_in_the_end.add(root)
        atexit.register(release, root)
    thread = threading.Thread(target=wake, daemon=True)
    thread.start()
    return thread


def release(root: Path) -> None:
    """Let the warm process of a project live on when this process ends, for the next press to come."""
    with contextlib.suppress(OSError), _connect(_socket(root)) as connection:
        connection.sendall(json.dumps({"state": identity(root), "done": os.getpid()}).encode() + b"\n")
        connection.makefile("rb").readline()


def stop(root: Path) -> None:
    """End the warm process of a project, if there is one; kernels that run are left alone."""
    try:
        with _connect(_socket(root)) as connection:
            connection.sendall(b'{"state": null}\n')
            connection.makefile("rb").readline()
    except OSError:
        return
    for left in (".lock", ".log"):
        _socket(root).with_suffix(left).unlink(missing_ok=True)


def _connection(path: Path, root: Path, state: str, owner: int) -> socket.socket:
    try:
        return _connect(path)
    except OSError:
        pass
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one of many who ask at the same time starts it
        try:
            return _connect(path)
        except OSError:
            return _start(path, root, state, owner)


def identity(root: Path) -> str:
    """Name the state of code, packages and data: a warm process serves one state only.

    Parameters
    ----------
    root : Path
        The project's root folder.
    """
    files = [f for f in PACKAGE.rglob("*.py") if "press" not in f.parts]
    files += [Path(__file__).with_name("warm.py"), root / "requirements.txt", *(root / "data").rglob("*.csv")]
    packages = Path(sysconfig.get_path("purelib"))  # installing one touches the folder
    state = [sys.executable, str(root), *(f"{f}:{_stamp(f)}" for f in [*sorted(files), packages])]
    return hashlib.sha256("\n".join(state).encode()).hexdigest()[:16]


def _stamp(file: Path) -> str:
    try:
        status = file.stat()
    except OSError:
        return ""
    return (
        f"{status.st_mtime_ns}:{status.st_size}:{status.st_ino}"
        if file.is_file()
        else str(status.st_mtime_ns)
    )


def _socket(root: Path) -> Path:
    """Return where the warm process of a project is to be found: a short path, in a folder nobody else can enter."""
    folder = Path(tempfile.gettempdir()) / f"planbook-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077:
        raise OSError(f"{folder} can be entered by others")
    return folder / f"{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}.sock"


def _connect(path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise
    return connection


def _start(path: Path, root: Path, state: str, owner: int) -> socket.socket:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PLANBOOK_")}
    environment |= {"PLANBOOK_ROOT": str(root), "PYTHONHASHSEED": "0"}
    with path.with_suffix(".log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "planbook.press.kernels.warm", str(path), state, str(owner)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            cwd="/",
            start_new_session=True,
        )
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            return _connect(path)
        except OSError:
            time.sleep(0.02)
    process.kill()
    raise OSError(f"the warm process did not come up, see {path.with_suffix('.log')}")
