"""What one file of the book holds: the chosen editions, the briefings, the data, and the papers that go with them.

Addresses inside are relative, so that the book opens from a folder and under any path of any host. A page that would
lead to something left out does not lead there.
"""

import re
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from planbook.errors import BuildError
from planbook.export.files import EPOCH
from planbook.ground.language import LANGUAGES, Lang
from planbook.press.publishing import describe
from planbook.press.sphinx.changed import FILE as CHANGES
from planbook.press.sphinx.landing import landing
from planbook.store.observations import last_year

BRIEFINGS, DATA, EXPLORE = "briefings", "data", "explore"
PAPERS = ("CITATION.cff", "LICENSE", "LICENSE-TEXT.md")
_SWITCH = re.compile(r'<a class="planbook-language".*?</a>\n?|<link rel="alternate"[^>]*>\n?', re.DOTALL)
_BRIEFING = re.compile(r'<a class="planbook-briefing".*?</a>\n?', re.DOTALL)
_TO_BRIEFING = re.compile(r'<a [^>]*href="(?:\.\./)+briefings/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def archive_name(edition: str | None = None, *, briefings: bool = True) -> str:
    """Return the name of the file that holds the book, or the part of it that was asked for.

    Examples
    --------
    >>> archive_name("zh", briefings=False).endswith("-zh-without-briefings.zip")
    True
    """
    parts = [
        f"planbook-{last_year()}",
        *([edition] if edition else []),
        *([] if briefings else ["without-briefings"]),
    ]
    return "-".join(parts) + ".zip"


def gather(root: Path, editions: Collection[Lang] = LANGUAGES, *, briefings: bool = True) -> dict[str, bytes]:
    """Return every file of the book as it is published, by its path.

    Parameters
    ----------
    root : Path
        The project's root folder, with a built site.
    editions : collection of {"zh", "en"}
        The languages wanted.
    briefings : bool
        Whether the PDFs go along.

    Raises
    ------
    BuildError
        If editions, briefings or downloads have not been built; all that is lacking is listed.
    """
    site = root / "_build" / "site"
    lacking = [f"{lang}/index.html" for lang in editions if not (site / lang / "index.html").is_file()]
    lacking += [
        folder for folder in (DATA, *([BRIEFINGS] if briefings else [])) if not (site / folder).is_dir()
    ]
    if lacking:
        raise BuildError("the book is not built; run `planbook build` first. There is no", lacking)
    files: dict[str, bytes] = {}
    for folder in (*editions, DATA, EXPLORE):
        files |= _below(site, folder)
    if briefings:
        for lang in editions:
            files |= _below(site, f"{BRIEFINGS}/{lang}")
    if (site / CHANGES).is_file():
        files[CHANGES] = (site / CHANGES).read_bytes()
    for name in [name for name in files if name.endswith(".html")]:
        files[name] = _trimmed(files[name].decode(), editions, briefings=briefings).encode()
    files["index.html"] = landing(root, editions=editions).encode()
    files |= {name: (root / name).read_bytes() for name in PAPERS if (root / name).is_file()}
    files["README.txt"] = describe.readme(root, editions).encode()
    files["ro-crate-metadata.json"] = describe.crate(root, files, editions).encode()
    files[describe.SUMS] = describe.sums(files).encode()
    return files


def _below(site: Path, folder: str) -> dict[str, bytes]:
    return {
        f.relative_to(site).as_posix(): f.read_bytes()
        for f in sorted((site / folder).rglob("*"))
        if f.is_file()
    }


def _trimmed(page: str, editions: Collection[Lang], *, briefings: bool) -> str:
    """Return a page without ways to what is not there.

    Examples
    --------
    >>> _trimmed('<a href="../briefings/en/green.pdf">PDF</a>', LANGUAGES, briefings=False)
    'PDF'
    """
    if len(editions) < len(LANGUAGES):
        page = _SWITCH.sub("", page)
    if not briefings:
        page = _TO_BRIEFING.sub(r"\1", _BRIEFING.sub("", page))
    return page


def pack(files: Mapping[str, bytes], archive: Path, folder: str) -> Path:
    """Write files into an archive, all below one folder; the same files give the same bytes.

    Parameters
    ----------
    files : mapping of str to bytes
        Path below the folder → content.
    archive : Path
        Where to write; what is there is replaced once the new one is whole.
    folder : str
        The folder that the archive opens as.
    """
    begun = archive.with_suffix(".part")
    with zipfile.ZipFile(begun, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as whole:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            whole.writestr(entry, files[name], compresslevel=9)
    begun.replace(archive)
    return archive
