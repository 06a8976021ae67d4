"""The tables of the book as downloads: puts the export into the published site and prints the list of its files.

What is exported is decided in `planbook.export`. Nothing is written as long as data and code are those of last time.
"""

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import planbook
from planbook import paths
from planbook.ground.language import Both
from planbook.press.changes.jobs import fingerprint
from planbook.press.run.workers import apart

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DATA = "data"  # the folder of the site that holds the downloads
PACKAGED = "planbook-csv.zip"
SHOWN = {
    "planbook.xlsx": Both(
        "Excel：全部表格与指标词典各一页", "Excel: every table and the data dictionary, a sheet each"
    ),
    PACKAGED: Both(
        "CSV：全部表格，附说明、许可和 Frictionless 数据包描述",
        "CSV: every table, with a README, licences and a Frictionless data package",
    ),
    "observations.parquet": Both("Parquet：观测值", "Parquet: the observations"),
}
_APART = Both("不得用于商业目的，另有条款：", "No commercial use, terms of its own: ")
_NONE = Both(
    "此处没有数据文件；以 planbook build 生成全书时一并生成。", "No files here; `planbook build` makes them."
)


def publish(root: Path, say: Callable[[str], None] = lambda line: None) -> None:
    """Bring the downloads under ``_build/site/data/`` up to date.

    Parameters
    ----------
    root : Path
        The project's root folder.
    say : callable
        Gets a line when the files have been written.

    Raises
    ------
    RegistryError
        If tables under ``data/`` are not well formed.
    """
    from planbook.press.run.lock import alone

    with alone(root):
        stamp, key = root / "_build" / "downloads.key", _key(root)
        folder = root / "_build" / "site" / DATA
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == key and folder.is_dir():
            return
        apart(root, _write, root, folder)  # all tables at once take more memory than anything else
        stamp.write_text(key, encoding="utf-8")
        say("downloads: written")


def _write(root: Path, folder: Path) -> None:
    """Write the files anew; this runs in a process of its own."""
    from planbook.export.folder import contents

    with paths.rooted(root):
        files = pack(contents())
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        if left.name not in files:
            left.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def pack(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the downloads made of an export: whole files, the CSV package as a zip, and one zip for each source apart.

    Examples
    --------
    >>> sorted(pack({"a.csv": b"", "planbook.xlsx": b"", "non-commercial/who/b.csv": b""}))
    ['planbook-csv.zip', 'planbook.xlsx', 'who.zip']
    """
    from planbook.export.files import to_zip

    packed: dict[str, bytes] = {}
    archives: dict[str, dict[str, bytes]] = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        if name in SHOWN:
            packed[name] = content
        else:
            archive = PACKAGED if len(path.parts) == 1 else f"{path.parent.name}.zip"
            archives.setdefault(archive, {})[path.name] = content
    return packed | {name: to_zip(inside) for name, inside in archives.items()}


def to_html(folder: Path, address: str, lang: str) -> str:
    """Return the list of the downloads in a folder, with their sizes.

    Parameters
    ----------
    folder : Path
        Where the files are.
    address : str
        How the page reaches that folder, such as ``../data``.
    lang : {"zh", "en"}
        The language of the page.
    """
    there = {f.name: f for f in sorted(folder.glob("*")) if f.is_file()} if folder.is_dir() else {}
    if not there:
        return f"<p>{escape(_NONE.get(lang))}</p>\n"
    order = [name for name in SHOWN if name in there] + [name for name in there if name not in SHOWN]
    items = []
    for name in order:
        octets = size(there[name].stat().st_size)
        what = SHOWN[name].get(lang) if name in SHOWN else _APART.get(lang) + name.removesuffix(".zip")
        link = f'<a href="{escape(address)}/{escape(name)}" download>{escape(name)}</a>'
        items.append(f"<li>{link} ({octets})<br>{escape(what)}</li>")
    return f'<ul class="planbook-downloads">{"".join(items)}</ul>\n'


def size(octets: int) -> str:
    """Return the size of a file as readers know it, such as ``1.3 MB``."""
    return f"{octets / 1e6:.1f} MB" if octets >= 100_000 else f"{octets / 1e3:.0f} kB"


def setup(app: "Sphinx", lang: str) -> None:
    """Register the directive ``planbook-downloads`` for the edition of one language."""
    from planbook.press.sphinx.directives import directive

    folder = paths.build("site", DATA)
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    # An edition lies beside the downloads; a plain build of Jupyter Book lies beside the site.
    html = partial(_printed, app, folder, lang)
    app.add_directive("planbook-downloads", directive(html, files))


def _printed(app: "Sphinx", folder: Path, lang: str) -> str:
    return to_html(folder, f"../{DATA}" if app.config.planbook_switch else f"../site/{DATA}", lang)


def _key(root: Path) -> str:
    """Hash all that the downloads are made of."""
    package = Path(planbook.__file__).parent
    code = [f for part in ("export", "quality", "plan", "catalog") for f in (package / part).glob("*.py")]
    code += [package / "store" / "observations.py", Path(__file__)]
    data = [f for f in (root / "data").rglob("*") if f.is_file()]
    papers = [root / name for name in ("LICENSE", "LICENSE-TEXT.md", "requirements.txt")]
    return fingerprint([*code, *data, *papers], {package: "package", root: "project"})
