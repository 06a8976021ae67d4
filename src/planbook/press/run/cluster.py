"""Runs notebooks on the workers of a Dask cluster: the project is sent once, by its content; results come back whole.

A worker needs this package in the same version and one thread (``dask worker ADDRESS --nthreads 1 --nworkers 8``), for
papermill changes the working directory of its process. Dask runs the tasks of a lost worker again on another.
"""

import hashlib
import io
import platform
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from planbook.errors import BuildError
from planbook.press.changes.code import PACKAGE
from planbook.press.run.task import Outcome, Task, run

WAIT = 30  # seconds the scheduler and its first worker may take to answer
_SENT = ("data", "notebooks", "requirements.txt")
_alone = threading.Lock()


class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        ``tcp://HOST:PORT`` of the scheduler.
    root : Path
        The project's root folder, on this machine.
    """

    at_once = 1_000_000  # the scheduler knows best when to begin what

    def __init__(self, address: str, root: Path) -> None:
        try:
            from distributed import KilledWorker
        except ImportError as error:
            raise BuildError("--cluster needs Dask: pip install 'planbook[cluster]'") from error
        self.address, self.lost = address, (KilledWorker,)
        self._content = pack(root)
        self._name = f"planbook-{hashlib.sha256(self._content).hexdigest()[:16]}"

    def run(self, task: Task) -> Outcome:
        """Run a task on the worker that this is called on, in the project that was sent to it."""
        from distributed import get_worker

        root = Path(get_worker().local_directory) / self._name
        with _alone:
            return run(replace(task, root=root))

    def __getstate__(self) -> dict[str, Any]:
        """Leave the project out of what every task carries to its worker."""
        return {"_name": self._name}

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """Connect, send the project to all workers there are and will be, and take it back in the end.

        Raises
        ------
        BuildError
            If there is no scheduler or worker, or workers have another version of this package.
        """
        from distributed import Client

        try:
            client = Client(self.address, timeout=WAIT)
            client.wait_for_workers(1, timeout=WAIT)
        except (OSError, TimeoutError) as error:
            raise BuildError(f"no Dask scheduler with workers answers at {self.address}: {error}") from error
        with client:
            own = version()
            others = {a: v for a, v in client.run(version).items() if v != own}
            if others:
                raise BuildError(
                    f"workers have another version of planbook or Python than {own}; install this one there:",
                    [f"{address}: {found}" for address, found in others.items()],
                )
            client.register_plugin(_sending(self._name, self._content))
            try:
                yield client.get_executor(pure=False)
            finally:
                client.unregister_worker_plugin(self._name)


def version() -> str:
    """Name the code of this package and the Python it runs on."""
    total = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        total.update(file.relative_to(PACKAGE).as_posix().encode() + file.read_bytes())
    return f"{total.hexdigest()[:16]}, Python {platform.python_version()}"


def pack(root: Path) -> bytes:
    """Return what a notebook needs of the project as a zip: the same content gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(
            f for part in _SENT for f in (root / part, *(root / part).rglob("*")) if f.is_file()
        ):
            entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return target.getvalue()


def _sending(name: str, content: bytes) -> Any:
    """Return a plugin that unpacks the project on every worker and removes it in the end."""
    from distributed import WorkerPlugin

    class Project(WorkerPlugin):
        def __init__(self) -> None:
            self.name = name

        def setup(self, worker: Any) -> None:
            from planbook.press.kernels.kernels import install

            root = Path(worker.local_directory) / name
            zipfile.ZipFile(io.BytesIO(content)).extractall(root)
            install(root / "_build" / "jupyter")

        def teardown(self, worker: Any) -> None:
            import shutil

            from planbook.press.kernels.provisioner import stop

            root = Path(worker.local_directory) / name
            stop(root)
            shutil.rmtree(root, ignore_errors=True)

    return Project()
