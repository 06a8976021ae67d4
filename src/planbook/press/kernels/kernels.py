"""How a notebook gets a kernel quickly: the kernel specification of the book, and a client that does not idle.

The kernels themselves come from `planbook.press.kernels.provisioner`. A plain kernel is started as Jupyter always does.
"""

import json
import os
import sys
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

WARM = "planbook-warm"
PLAIN = "python3"
PROVISIONER = "planbook-warm"

_NO_HISTORY = "--HistoryManager.hist_file=:memory:"


def name_of(kind: str) -> str:
    """Return the name by which Jupyter knows a kind of kernel, ``warm`` or ``plain``."""
    return {"warm": WARM, "plain": PLAIN}[kind]


def install(folder: Path) -> None:
    """Write the specification of the warm kernel and let Jupyter find it in this process and those it starts.

    Parameters
    ----------
    folder : Path
        A folder of the build, such as ``_build/jupyter``; nothing outside it is touched.
    """
    specification = {
        # no history on the disk, which all kernels of a user would share
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", _NO_HISTORY],
        "display_name": "planbook, warm",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": PROVISIONER}},
    }
    file = folder / "kernels" / WARM / "kernel.json"
    text = json.dumps(specification, indent=1)
    if not (file.is_file() and file.read_text(encoding="utf-8") == text):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    known = [p for p in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if p]
    if str(folder) not in known:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(folder), *known])


def faster() -> dict[str, Any]:
    """Return the options by which papermill's client neither waits for silence nor asks a kernel to leave.

    A kernel is ended at once: all it made is in the notebook by then.
    """
    return {
        "kernel_manager_class": PromptManager,
        "shutdown_kernel": "immediate",
        "extra_arguments": [
            "--IPKernelApp.log_level=CRITICAL",  # a kernel that runs has nothing to tell a user
            "--IPKernelApp.exec_lines=__import__('planbook.ground.reads')",  # files read past the stores are recorded too
        ],
    }


class StillbornKernelError(RuntimeError):
    """A kernel that ended before its first answer, as when two that start at once have picked the same port."""


class PromptClient(AsyncKernelClient):
    """Knows that a kernel is ready by its own answer, where the original waits for a fifth of a second of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return as soon as the kernel has answered and what it publishes arrives.

        Raises
        ------
        StillbornKernelError
            If the kernel dies.
        RuntimeError
            If it has not answered within ``timeout`` seconds.
        """
        end = time.monotonic() + (timeout or 60)
        while True:
            asked = self.kernel_info()
            if await self._answered(asked) and await self._published(asked):
                return
            if not await self._async_is_alive():
                raise StillbornKernelError("the kernel died before it answered")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel did not answer within {timeout} seconds")

    async def _answered(self, asked: str) -> bool:
        try:
            while True:
                message = await self.shell_channel.get_msg(timeout=1)
                if message["parent_header"].get("msg_id") == asked:
                    self._handle_kernel_info_reply(message)
                    return True
        except Empty:
            return False

    async def _published(self, asked: str) -> bool:
        """Tell whether the kernel's broadcast is connected: the end of our own question has come through it."""
        try:
            while True:
                message = await self.iopub_channel.get_msg(timeout=0.2)
                own = message["parent_header"].get("msg_id") == asked
                if own and message["content"].get("execution_state") == "idle":
                    return True
        except Empty:
            return False


class PromptManager(AsyncKernelManager):
    """Starts kernels whose client is a `PromptClient`."""

    client_class = f"{__name__}.{PromptClient.__name__}"
    client_factory = PromptClient
