"""Writes the explorer's scripts beside the editions: one for all places and indicators, one for each indicator.

A page opened from a folder may fetch nothing, but it may load scripts; each hands its data to a function of the page.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import planbook
from planbook import catalog, paths, plan
from planbook.explorer import charts
from planbook.explorer.series import about, chosen, places, series
from planbook.ground.language import LANGUAGES
from planbook.store.observations import FIRST_YEAR, last_year

FOLDER = "explore"
INDEX = "index.js"


def publish(root: Path, say: Callable[[str], None] = lambda line: None) -> Path:
    """Bring ``_build/site/explore/`` up to date.

    Parameters
    ----------
    root : Path
        The project's root folder.
    say : callable
        Gets a line when the files have been written.

    Returns
    -------
    Path
        The folder.
    """
    folder, stamp, key = root / "_build" / "site" / FOLDER, root / "_build" / "explore.key", _key(root)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == key and (folder / INDEX).is_file():
        return folder
    with paths.rooted(root):
        files = scripts()
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if left.name not in files:
            left.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    stamp.write_text(key, encoding="utf-8")
    say(f"explorer: {len(files) - 1} indicators written")
    return folder


def scripts() -> dict[str, str]:
    """Return every script by its name."""
    known = [(indicator, series(indicator.id)) for indicator in chosen()]
    filled = [(indicator, found) for indicator, found in known if found["values"]]
    index = {
        "first": FIRST_YEAR,
        "last": last_year(),
        "indicators": [about(indicator) for indicator, _ in filled],
        "chapters": {
            chapter.slug: {"zh": chapter.title.zh, "en": chapter.title.en}
            for chapter in plan.chapters()
            if chapter.slug
        },
        "places": places(),
        "flags": {name: {"zh": text.zh, "en": text.en} for name, text in catalog.flags().items()},
        "specs": {lang: {"map": charts.country(lang), "lines": charts.lines(lang)} for lang in LANGUAGES},
        "outlines": charts.outlines(),
    }
    files = {INDEX: _script("planbookExplorer", index)}
    return files | {f"{i.id}.js": _script("planbookSeries", found, i.id) for i, found in filled}


def _script(receiver: str, content: Any, name: str = "") -> str:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    before = f"{json.dumps(name)}," if name else ""
    return f"{receiver}({before}{text});\n"


def _key(root: Path) -> str:
    """Hash all that the scripts are made of."""
    package = Path(planbook.__file__).parent
    code = [
        f
        for part in ("explorer", "figures", "store", "catalog", "plan")
        for f in (package / part).glob("*.py")
    ]
    data = [
        f
        for part in ("catalog", "plan", "observations", "benchmark")
        for f in (root / "data" / part).glob("*.csv")
    ]
    found = hashlib.sha256()
    for file in sorted([*code, *data]):
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()
