"""The papers of a published book: a note for people, checksums, and a description that machines read (RO-Crate 1.1)."""

import hashlib
import json
from collections.abc import Collection, Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from planbook.ground.language import Both, Lang
from planbook.press.briefing.imprint import edition
from planbook.press.sphinx.facts import written
from planbook.store.observations import FIRST_YEAR, last_year

SUMS = "SHA256SUMS"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_NOTE = Both(
    "{book}，{version}版，{day}。\n\n用浏览器打开 index.html 即可阅读，不需要网络，也不需要服务器。"
    "把整个文件夹放到任何网站的任何路径下，同样可用。\n"
    "data/ 是全部数据表，briefings/ 是各页的 PDF 简报，SHA256SUMS 是各文件的校验值。\n"
    "文字与图表：CC BY 4.0（LICENSE-TEXT.md）；程序：MIT（LICENSE）；引用格式见 CITATION.cff。\n",
    "{book}, version {version}, {day}.\n\nOpen index.html in a browser; neither a network nor a server is needed. Put "
    "the whole folder under any path of any web site, and it works as well.\ndata/ holds all tables, briefings/ a PDF of "
    "every page, SHA256SUMS a checksum of every file.\nText and charts: CC BY 4.0 (LICENSE-TEXT.md); code: MIT "
    "(LICENSE); how to cite: CITATION.cff.\n",
)
# What of the book is named one by one; pages and scripts are parts of their editions.
_NAMED = ("data/", "index.html", "CITATION.cff", "LICENSE")


def readme(root: Path, editions: Collection[Lang]) -> str:
    """Return the note for people, in the languages of the editions."""
    notes = []
    for lang in editions:
        known = edition(root, lang, "")
        day = written(known.day).get(lang)
        notes.append(_NOTE.get(lang).format(book=known.book, version=known.version, day=day))
    return "\n".join(notes)


def sums(files: Mapping[str, bytes]) -> str:
    """Return a checksum of every file, in the form that ``sha256sum --check`` reads.

    Examples
    --------
    >>> sums({"a": b""}).split()
    ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'a']
    """
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def crate(root: Path, files: Mapping[str, bytes], editions: Collection[Lang]) -> str:
    """Return ``ro-crate-metadata.json``: what the book is, who made it, under which terms, and its parts.

    Parameters
    ----------
    root : Path
        The project's root folder.
    files : mapping of str to bytes
        The published files.
    editions : collection of {"zh", "en"}
        The languages among them.
    """
    known = [edition(root, lang, "") for lang in editions]
    named = [name for name in sorted(files) if name.startswith(_NAMED)]
    folders = sorted({name.partition("/")[0] + "/" for name in files if "/" in name} - {"data/"})
    whole: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": " · ".join(one.book for one in known),
        "description": "What became of China's National Plan for the Adjustment and Transformation of Old Industrial "
        "Bases, city by city: a report book and its tables.",
        "version": known[0].version,
        "datePublished": known[0].day.isoformat(),
        "license": {"@id": _CC_BY},
        "author": {"@id": "#authors"},
        "inLanguage": list(editions),
        "temporalCoverage": f"{FIRST_YEAR}/{last_year()}",
        "spatialCoverage": "China",
        "hasPart": [{"@id": name} for name in (*folders, *named)],
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        whole,
        {"@id": "#authors", "@type": "Organization", "name": known[-1].author},
        {"@id": _CC_BY, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0 International"},
        *({"@id": folder, "@type": "Dataset", "name": folder.rstrip("/")} for folder in folders),
        *(_part(name, files[name]) for name in named),
    ]
    described = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _part(name: str, content: bytes) -> dict[str, Any]:
    kind = guess_type(name)[0] or "application/octet-stream"
    digest = hashlib.sha256(content).hexdigest()
    return {
        "@id": name,
        "@type": "File",
        "encodingFormat": kind,
        "contentSize": len(content),
        "sha256": digest,
    }
