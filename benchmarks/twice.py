"""Builds the whole book twice from nothing in two folders, and compares every published file byte by byte.

The folders have names of different length and the second build has another time zone, locale, umask and order of hashes,
so that none of these can leave a trace.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from project import copy_project

from planbook.press.kernels.provisioner import stop

MINUTES = 8
SHOWN = 20  # files named that differ


def measure(folder: Path, small: bool) -> dict[str, Any]:
    places = [folder / "one" / "book", folder / "another place" / "with a longer name" / "book"]
    other = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}
    begun, sites = time.perf_counter(), []
    for place, environment in zip(places, ({}, other), strict=True):
        copy_project(place)
        built(place, environment, small)
        sites.append(hashes(place / "_build" / "site"))
    first, second = sites
    differing = sorted(name for name in {**first, **second} if first.get(name) != second.get(name))
    suffixes = sorted({Path(name).suffix for name in first})
    return {
        "files": len(first),
        "bytes": sum(f.stat().st_size for f in (places[0] / "_build" / "site").rglob("*") if f.is_file()),
        "of each kind": {s: sum(Path(n).suffix == s for n in first) for s in suffixes},
        "differing": differing,
        "clock": time.perf_counter() - begun,
        "part": "The chapters" if small else "The whole book",
    }


def built(root: Path, environment: dict[str, str], small: bool) -> None:
    """Build a book from nothing, as a person does."""
    command = [Path(sys.executable).with_name("planbook"), "build", *(["--chapters-only"] if small else [])]
    done = subprocess.run(
        command,
        env={**os.environ, **environment, "PLANBOOK_ROOT": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    stop(root)
    if done.returncode:
        raise RuntimeError(f"{root} could not be built:\n{done.stdout[-3000:]}")


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path there."""
    files = (f for f in folder.rglob("*") if f.is_file())
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def report(found: dict[str, Any]) -> str:
    kinds = sorted(found["of each kind"].items(), key=lambda item: -item[1])
    listed = ", ".join(f"{count} {suffix or 'without suffix'}" for suffix, count in kinds)
    differing = found["differing"]
    told = (
        "Every one of them is the same, byte by byte."
        if not differing
        else f"{len(differing)} of them differ: {', '.join(f'`{n}`' for n in differing[:SHOWN])}"
        + (f" and {len(differing) - SHOWN} more." if len(differing) > SHOWN else ".")
    )
    return "\n\n".join(
        [
            "## Two builds from nothing",
            f"{found['part']} in both languages, built in two folders, the second time in another time zone "
            f"and with another order of hashes: {found['files']} files, {found['bytes'] / 1e6:.1f} MB ({listed}). {told}",
        ]
    )


def targets(found: dict[str, Any]) -> list[list[str]]:
    said = f"{len(found['differing'])} of {found['files']} files differ"
    return [["two builds from nothing", "byte-identical", said, ""]]
