"""Lays out executed notebooks and hand-written pages as the Sphinx source of one language.

From one executed notebook come two pages: the words of one language, figures and tables reduced to it, the code left
out. What a page says is set in `planbook.press.pages.words`; how it looks is decided in
`planbook.press.sphinx.extension` and its style sheet.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import planbook
from planbook.errors import BuildError
from planbook.ground.language import LANGUAGES, Both, Lang
from planbook.ground.payload import MIME
from planbook.press.pages.contents import Contents, Page
from planbook.press.pages.words import Said, set_words, unlike, with_words

# Sources of the notebooks, for download, beside the pages of a language.
ORIGINALS = "_notebooks"
LAID = "laid.json"  # from what every page was laid out
LEDGER = "ledger"  # the folder beside it that holds everything the pages say

_ORIGIN = Both(
    "本页由笔记本 {{download}}`{name}.ipynb <{folder}/{name}.ipynb>` 运行生成，图表与文中数字均可由它重算。",
    "This page was made by running the notebook {{download}}`{name}.ipynb <{folder}/{name}.ipynb>`; "
    "every chart and number can be computed again from it.",
)


def lay_out(root: Path, pages: Contents) -> None:
    """Write ``_build/source/<lang>/`` for every language, touching only files that change.

    Parameters
    ----------
    root : Path
        The project's root folder; executed notebooks are expected in ``_build/runs``.
    pages : Contents
        The pages of the book.

    Raises
    ------
    BuildError
        If notebooks emit something the book cannot show; all of it is listed and nothing is written.
    """
    source, ground = root / "_build" / "source", _ground()
    before, keys = _laid(source), {}
    due: dict[Page, dict[str, Any]] = {}
    for made in pages.notebooks:
        content = (root / "_build" / "runs" / f"{made.name}.ipynb").read_bytes()
        written = (root / "notebooks" / f"{made.notebook}.ipynb").read_bytes()
        keys[made.name] = hashlib.sha256(ground + content + written).hexdigest()
        there = all((source / lang / f"{made.name}.ipynb").is_file() for lang in LANGUAGES)
        if not (there and before.get(made.name) == keys[made.name]):
            due[made] = with_words(json.loads(content), json.loads(written))
    said = {made: {lang: set_words(notebook, lang) for lang in LANGUAGES} for made, notebook in due.items()}
    faults = [
        f"notebooks/{made.notebook}.ipynb, {fault}"
        for made, words in said.items()
        for fault in dict.fromkeys(
            [*(p for lang in LANGUAGES for p in words[lang].problems), *unlike(due[made])]
        )
    ]
    if faults:
        raise BuildError(
            "the book cannot be set from what notebooks say and show:", list(dict.fromkeys(faults))
        )
    (source / LAID).unlink(missing_ok=True)  # until all is written, nothing may be relied on
    for lang in LANGUAGES:
        files: dict[str, bytes | None] = {}
        for made in pages.notebooks:
            laid, listed = said.get(made), "/" not in made.name
            files[f"{made.name}.ipynb"] = (
                to_bytes(page(laid[lang], made.notebook, lang, listed=listed)) if laid else None
            )
            if laid:
                ledger = root / "_build" / LEDGER / lang / f"{made.name}.json"
                ledger.parent.mkdir(parents=True, exist_ok=True)
                ledger.write_bytes(to_bytes(laid[lang].ledger))
            original = root / "notebooks" / f"{made.notebook}.ipynb"
            files[f"{ORIGINALS}/{made.notebook}.ipynb"] = original.read_bytes()
        for file in sorted((root / "book" / lang).rglob("*")):
            if file.is_file():
                files[file.relative_to(root / "book" / lang).as_posix()] = file.read_bytes()
        _mirror(files, source / lang)
    (source / LAID).write_text(json.dumps(keys), encoding="utf-8")


def _ground() -> bytes:
    """Hash the code that lays out pages."""
    pages = [f"press/pages/{name}.py" for name in ("layout", "payloads", "characters", "words")]
    words = [f"text/{name}.py" for name in ("template", "writing", "claims")]
    names = [
        *pages,
        *words,
        *(f"ground/{name}.py" for name in ("language", "payload", "recording", "numerals")),
    ]
    return b"".join((Path(planbook.__file__).parent / name).read_bytes() for name in names)


def _laid(source: Path) -> dict[str, str]:
    """Return from what every page was laid out: name → hash."""
    try:
        return json.loads((source / LAID).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def page(words: Said, name: str, lang: Lang, *, listed: bool = True) -> dict[str, Any]:
    """Return the page of one language as a notebook.

    Parameters
    ----------
    words : Said
        What the page says and shows, without problems.
    name : str
        Name of the notebook's source, for the link to it.
    lang : {"zh", "en"}
        The language.
    listed : bool
        Whether the table of contents lists the page; one it does not list has to say so.

    Returns
    -------
    dict
        A notebook of markdown cells, and of code cells that hold one chart or table each and no code.
    """
    cells = [
        _shown(block.payload) if block.payload else _markdown(block.markdown, block.tags)
        for block in words.blocks
    ]
    cells.append(_markdown(_origin(name, lang), []))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    # Without a kernel named, no extension offers to run the page.
    metadata = {} if listed else {"orphan": True}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _origin(name: str, lang: Lang) -> str:
    text = _ORIGIN.get(lang).format(name=name, folder=f"/{ORIGINALS}")
    return f":::{{div}} planbook-origin\n{text}\n:::"


def to_bytes(notebook: Any) -> bytes:
    """Return a notebook as bytes that depend on nothing but its content."""
    return (json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _markdown(text: str, tags: Sequence[str]) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)} if tags else {}, "source": text}


def _shown(payload: Mapping[str, Any]) -> dict[str, Any]:
    output = {"output_type": "display_data", "data": {MIME: payload}, "metadata": {}}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": ["remove-input"]},
        "outputs": [output],
        "source": f"# {payload['kind']} {payload['id']}",  # not shown, but a cell without code would be skipped
    }


def _mirror(files: dict[str, bytes | None], folder: Path) -> None:
    """Make the folder hold exactly these files (None: as it is); a file that does not change keeps its time stamp."""
    for name, content in files.items():
        target = folder / name
        if content is not None and not (target.is_file() and target.read_bytes() == content):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for left in sorted(folder.rglob("*"), reverse=True):
        if left.is_file() and left.relative_to(folder).as_posix() not in files:
            left.unlink()
        elif left.is_dir() and not any(left.iterdir()):
            left.rmdir()
