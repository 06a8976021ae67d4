"""Sets the words of a page: Markdown with findings in it becomes sentences, figures get their titles.

It works from an executed notebook alone, so that a page by hand is the same as one of the press; with the notebook's
present source beside it, a changed word needs no run. What was said stands in a ledger.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planbook.ground.language import LANGUAGES, Lang
from planbook.ground.payload import MIME
from planbook.ground.recording import from_record
from planbook.press.changes.sources import identified
from planbook.press.pages.payloads import problems, reduce
from planbook.text.template import Caption, Writer, named

_HIDDEN = {"parameters", "injected-parameters"}


@dataclass(frozen=True)
class Block:
    """Something a page shows: Markdown, or a payload reduced to one language; and the tags of its cell."""

    tags: tuple[str, ...]
    markdown: str = ""
    payload: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Said:
    """A page in one language.

    Attributes
    ----------
    blocks : list of Block
        In reading order.
    ledger : list of dict
        Everything the page says: cell, line, expression, value, text.
    problems : list of str
        What cannot be set or shown, each with its cell.
    """

    blocks: list[Block]
    ledger: list[dict[str, Any]]
    problems: list[str]


def with_words(executed: Mapping[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """Return an executed notebook with the Markdown cells of its present source, in the order of the source."""
    ran = {cell.get("id"): cell for cell in executed["cells"] if cell["cell_type"] == "code"}
    cells = [ran.get(c.get("id"), c) if c["cell_type"] == "code" else c for c in identified(source)["cells"]]
    given = [c for c in executed["cells"] if "injected-parameters" in _tags(c)]
    return {**executed, "cells": [*given, *cells]}


def source_of(executed: Mapping[str, Any], root: Path) -> dict[str, Any] | None:
    """Return the present source of a notebook that the press has run, None if it does not say which it is."""
    name = executed["metadata"].get("planbook", {}).get("notebook")
    file = root / "notebooks" / f"{name}.ipynb"
    return json.loads(file.read_bytes()) if name and file.is_file() else None


def findings(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the cells of an executed notebook have recorded: name → finding."""
    found: dict[str, Any] = {}
    for payload in (p for cell in notebook["cells"] for _, p in _payloads(cell)):
        if payload is not None and payload.get("kind") == "findings":
            found |= vars(from_record(payload["findings"]))
    return found


def set_words(notebook: Mapping[str, Any], lang: Lang) -> Said:
    """Set the words of an executed notebook in one language.

    Parameters
    ----------
    notebook : mapping
        An executed notebook (nbformat 4).
    lang : {"zh", "en"}
        The language.
    """
    found = findings(notebook)
    page = Writer(lang, found)
    blocks: list[Block] = []
    shown: set[str] = set()
    ledger: list[dict[str, Any]] = []
    for number, cell in enumerate(_numbered(notebook), start=1):
        tags, where = _tags(cell), f"cell {number}"
        if cell["cell_type"] == "markdown" and _speaks(tags, lang):
            source = "".join(cell["source"])
            text = page.fill(source, where) if found else source  # else there is nothing to name
            blocks += [Block(tuple(sorted(tags)), markdown=text)] if text else []
        if cell["cell_type"] != "code" or tags & _HIDDEN:
            continue
        for what, payload in _payloads(cell):
            wrong = [what] if payload is None else problems(payload)
            of = "" if payload is None else f"{payload.get('id', 'without id')}: "
            page.problems += [f"{where} ({_first_line(cell)}): {of}{w}" for w in wrong]
            if payload is None or wrong or payload["kind"] == "findings":
                continue
            block = _block(payload, page, shown, where)
            if block is not None:
                blocks.append(Block(tuple(sorted(tags)), block.markdown, block.payload))
                ledger += _of_table(block.payload, where)
    left = set(page.captions) - shown
    page.problems += [f"no cell shows {name!r}, which has a caption ({lang})" for name in sorted(left)]
    return Said(blocks, [asdict(entry) for entry in page.ledger] + ledger, page.problems)


def _block(payload: Mapping[str, Any], page: Writer, shown: set[str], where: str) -> Block | None:
    """Return what a payload becomes on the page, None where nothing more is to be said."""
    if payload["kind"] == "absent":
        shown.add(payload["name"])
        reason = from_record({"Absent": list(payload["reason"].values()) if payload["reason"] else None})
        text = page.tell(reason)
        return Block((), markdown=text) if text else None
    one = reduce(payload, page.lang)
    if one["kind"] == "text":
        return Block((), markdown=one["markdown"])
    name = payload.get("name")
    if name is None:  # it carries its own title
        if payload["id"] in shown:
            page.problems.append(f"{where}: {payload['id']}: this was shown before on the page")
        shown.add(payload["id"])
        return Block((), payload=one)
    if name in shown:
        page.problems.append(f"{where}: {name!r} was shown before on the page")
    shown.add(name)
    if name not in page.captions:
        page.problems.append(
            f"{where}: {name!r} has no caption ({page.lang}): write :::{{figure}} {name}, its title and ::: "
            "into the Markdown above"
        )
    caption = page.captions.get(name, Caption(""))
    stop = "。" if page.lang == "zh" else ". "
    described = stop.join(t.rstrip("。.") for t in (caption.title, caption.alt or one.get("alt", "")) if t)
    if one["kind"] == "table":
        one["rows"] = [[_worded(cell, caption) for cell in row] for row in one["rows"]]
    return Block((), payload={**one, "title": caption.title, "subtitle": caption.subtitle, "alt": described})


def _worded(cell: dict[str, Any], caption: Caption) -> dict[str, Any]:
    """Return a cell of a table with the words that its caption holds for it, if it asks for some."""
    key = cell.pop("words", None)
    return {**cell, "text": caption.cells.get(key) or cell["text"]} if key else cell


def _of_table(payload: Mapping[str, Any] | None, where: str) -> Iterator[dict[str, Any]]:
    """Yield every number of a table as an entry of the ledger: its place in the table is the expression."""
    if payload is None or payload["kind"] != "table":
        return
    for row, cells in enumerate(payload["rows"]):
        for column, cell in enumerate(cells):
            if isinstance(cell["sort"], int | float):
                expression = f"{payload['id']}[{row}][{column}]"
                yield {
                    "cell": where,
                    "line": 0,
                    "expression": expression,
                    "value": cell["sort"],
                    "text": cell["text"],
                }


def unlike(notebook: Mapping[str, Any]) -> list[str]:
    """List what the Markdown of one language names and its neighbour in the other does not.

    Cells that stand side by side are compared: the n-th run of Chinese cells with the n-th run of English ones.
    """
    sides: dict[str, list[tuple[int, str]]] = {lang: [] for lang in LANGUAGES}
    for number, cell in enumerate(_numbered(notebook), start=1):
        of = _tags(cell) & set(LANGUAGES)
        if cell["cell_type"] == "markdown" and len(of) == 1:
            sides[of.pop()].append((number, "".join(cell["source"])))
    found = []
    if len(sides["zh"]) != len(sides["en"]):
        found.append(
            f"{len(sides['zh'])} cells are Chinese and {len(sides['en'])} English: write each in both"
        )
    for (a, zh), (b, en) in zip(sides["zh"], sides["en"], strict=False):
        here, there = named(zh), named(en)
        found += [f"cell {a} (zh) says {path}, cell {b} (en) does not" for path in sorted(here - there)]
        found += [f"cell {b} (en) says {path}, cell {a} (zh) does not" for path in sorted(there - here)]
    return found


def _numbered(notebook: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the cells as their author counts them: what papermill injects is not one of them."""
    return [c for c in notebook["cells"] if "injected-parameters" not in _tags(c)]


def _payloads(cell: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Yield the payloads a cell has emitted; for anything else what it is."""
    for output in cell.get("outputs", ()) if cell["cell_type"] == "code" else ():
        payload = output.get("data", {}).get(MIME)
        if payload is None:
            what = output.get("name") or output["output_type"]
            told = "".join(output.get("text") or output.get("data", {}).get("text/plain", "")).strip()
            yield f"{what} {told[:80]!r}", None
        else:
            yield "", payload


def _first_line(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"]).strip().partition("\n")[0]


def _tags(cell: Mapping[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", ()))


def _speaks(tags: set[str], lang: Lang) -> bool:
    """Tell whether a cell is of this language, or of none."""
    of = tags & set(LANGUAGES)
    return not of or lang in of
