"""What the press accepts from a notebook: the shape a payload must have, and its reduction to one language.

Figures, tables and computed text leave a notebook as one JSON object that carries both languages. How it is made
is the matter of `planbook.ground.payload`, how it is drawn that of `planbook.press.pages.render`.
"""

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from planbook.ground.language import LANGUAGES, Lang, in_language
from planbook.press.pages import markup
from planbook.press.pages.characters import all_visible

_FIELDS: dict[str, dict[str, type]] = {
    "chart": {"title": str, "subtitle": str, "alt": str, "source": str, "spec": dict, "table": dict},
    "drawing": {"title": str, "alt": str, "source": str, "svg": str, "table": dict},
    "table": {"title": str, "source": str, "columns": list, "rows": list},
    "text": {"markdown": str},
}
_WORDS = {"findings": "findings", "absent": "reason"}  # what no figure is drawn from


def problems(payload: Mapping[str, Any]) -> list[str]:
    """List everything that keeps a payload from being shown; an empty list means it is fine.

    Parameters
    ----------
    payload : mapping
        What a notebook emitted under `planbook.ground.payload.MIME`.

    Returns
    -------
    list of str
        One line per problem: an unknown kind, a field that is missing or of the wrong type in one language,
        rows that are not as wide as the header, a number JSON cannot carry (NaN, infinity).

    Examples
    --------
    >>> problems({"kind": "text", "id": "t", "zh": {"markdown": "好"}, "en": {}})
    ['en: no markdown']
    """
    kind = payload.get("kind")
    if kind in _WORDS:
        return [] if _WORDS[kind] in payload else [f"no {_WORDS[kind]}"]
    if kind not in _FIELDS:
        return [f"kind {kind!r}: must be one of {', '.join([*_FIELDS, *_WORDS])}"]
    found = [] if payload.get("id") else ["no id"]
    for lang in LANGUAGES:
        if "name" in payload:
            wording: Any = {"title": "", "subtitle": "", **_of_language(payload, lang)}
        else:
            wording = payload.get(lang)
        if not isinstance(wording, Mapping):
            found.append(f"{lang}: this language is missing")
            continue
        for field, kept in _FIELDS[kind].items():
            if field not in wording:
                found.append(f"{lang}: no {field}")
            elif not isinstance(wording[field], kept):
                found.append(f"{lang}: {field} is {type(wording[field]).__name__}, not {kept.__name__}")
        if kind == "text":
            found += [f"{lang}: {p}" for p in markup.problems(str(wording.get("markdown", "")))]
        found += [f"{lang}: {p}" for p in _ragged(wording.get("table", wording))]
        if kind == "drawing" and (fault := _no_drawing(wording.get("svg"))):
            found.append(f"{lang}: {fault}")
    if (
        kind == "chart"
        and "name" not in payload
        and not isinstance((payload.get("data") or {}).get("table"), list)
    ):
        found.append("data: no table of records")
    try:
        json.dumps(payload, allow_nan=False)
    except ValueError:
        found.append("holds NaN or an infinite number; leave a missing value out or write null")
    return found


def _of_language(payload: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return a payload whose texts are marked, or stand side by side, in one language."""
    made: dict[str, Any] = in_language(dict(payload), lang)
    return made


def _ragged(table: object) -> list[str]:
    if not isinstance(table, Mapping) or "columns" not in table:
        return []
    width = len(table["columns"])
    return [
        f"row {n} has {len(row)} cells, the header {width}"
        for n, row in enumerate(table.get("rows", ()), start=1)
        if len(row) != width
    ]


def _no_drawing(svg: object) -> str:
    try:
        return "" if ElementTree.fromstring(str(svg)).tag.endswith("}svg") else "svg holds no <svg>"
    except ElementTree.ParseError as error:
        return f"svg is not well formed: {error}"


def reduce(payload: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return the payload of one language, still to be kept under the same media type, with nothing unseen in it.

    Parameters
    ----------
    payload : mapping
        A payload without `problems`.
    lang : {"zh", "en"}
        The language to keep.

    Returns
    -------
    dict
        ``kind``, ``id``, ``lang``, the fields of that language and, if present, the shared ``data``.

    Examples
    --------
    >>> reduce({"kind": "text", "id": "t", "zh": {"markdown": "好"}, "en": {"markdown": "good"}}, "en")
    {'kind': 'text', 'id': 't', 'lang': 'en', 'markdown': 'good'}
    """
    if "name" in payload:
        return all_visible({"lang": lang, "title": "", "subtitle": "", **_of_language(payload, lang)})
    kept = {"kind": payload["kind"], "id": payload["id"], "lang": lang, **payload[lang]}
    if "data" in payload:
        kept["data"] = payload["data"]
    return all_visible(kept)
