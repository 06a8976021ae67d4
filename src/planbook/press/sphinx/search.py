"""The text of the book for its search: what stands on every page, cut into sections and figures, as two scripts.

`search.js` finds and ranks; here the text is taken from the finished pages. The scripts are loaded when a reader
searches: first ``search-chapters.js`` (chapters, written pages, the names of all others), then ``search-places.js``
(the text of units and provinces). Scripts, because a page opened from a folder may load nothing else.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize

from sphinx.application import Sphinx

from planbook import catalog, paths, plan
from planbook.ground.language import Both
from planbook.press.sphinx.navigation import OTHER, PLACES, PROFILES
from planbook.press.sphinx.search_words import GROUPS

FIRST, SECOND = "search-chapters.js", "search-places.js"
KINDS = ("chapter", "page", "province", "unit")  # in the order in which they are of use to one who searches
TITLE = Both("搜索", "Search")
_SILENT = {"script", "style", "svg", "math", "nav", "button", "sup"}
_CLOSED = {"br", "wbr", "img", "input", "hr", "link", "meta", "col"}  # elements without an end
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "small", "span", "strong", "sub", "wbr"}
_SPACE = re.compile(r"\s+")
_ODD = re.compile(
    r"[₀-₉⁰¹²³⁴-⁹０-９Ａ-Ｚａ-ｚ]"
)  # digits and letters written otherwise; not the marks of Chinese


@dataclass
class Passage:
    """A section or a figure: where a link to it goes, what it is called and what stands in it."""

    anchor: str
    title: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it, with single spaces."""
        return tidy("".join(self.pieces))


class Reading(HTMLParser):
    """Reads the article of a page as parts; formulas, drawings and buttons are passed over."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts = [Passage("")]
        self._open: list[
            tuple[str, Passage | None]
        ] = []  # elements begun, and the part to go back to at their end
        self._silent = self._naming = 0
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a part at a section or figure, and keep account of what is passed over."""
        if tag == "article":
            self._inside = True
        if not self._inside:
            return
        if tag in _CLOSED:
            self.parts[-1].pieces.append("" if tag in _INLINE else " ")
            return
        given = dict(attrs)
        before = None
        if tag in ("section", "figure") and given.get("id"):
            before = self.parts[-1] if tag == "section" else self._section()
            self.parts.append(Passage(str(given["id"])))
        heads = tag in ("h1", "h2", "h3") or given.get("class") == "planbook-title"
        self._silent += tag in _SILENT
        self._naming += heads
        self._open.append((f"{tag}!" if heads else tag, before))
        if tag not in _INLINE:
            self.parts[-1].pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End an element; after a figure its section goes on."""
        if tag == "article":
            self._inside = False
        while self._open:
            name, before = self._open.pop()
            bare = name.rstrip("!")
            self._silent -= bare in _SILENT
            self._naming -= name.endswith("!")
            if bare == "figure" and before is not None:
                self.parts.append(Passage(before.anchor, before.title))
            if bare == tag:
                break
        if self._inside and tag not in _INLINE:
            self.parts[-1].pieces.append(" ")

    def handle_data(self, data: str) -> None:
        """Take a text as the name of its part or as what stands in it."""
        if not self._inside or self._silent:
            return
        if self._naming:
            self.parts[-1].title += data
        else:
            self.parts[-1].pieces.append(data)

    def _section(self) -> Passage:
        return next(p for p in reversed(self.parts) if not p.anchor.startswith("fig-"))


def read(page: str) -> list[tuple[str, str, str]]:
    """Return anchor, title and text of every part of a page.

    Examples
    --------
    >>> read('<article><section id="s1"><h1>Green</h1><p>SO₂ <b>fell</b>.</p></section></article>')
    [('s1', 'Green', 'SO2 fell.')]
    """
    parts: dict[tuple[str, str], list[str]] = {}
    for part in Reading(page).parts:
        parts.setdefault((part.anchor, tidy(part.title)), []).append(part.text)
    joined = ((anchor, title, tidy(" ".join(texts))) for (anchor, title), texts in parts.items())
    return [(anchor, title, text) for anchor, title, text in joined if title or text]


def tidy(text: str) -> str:
    """Return a text with single spaces and plain digits: ₂ as 2, full-width letters as ordinary ones."""
    return _SPACE.sub(" ", _ODD.sub(lambda odd: normalize("NFKC", odd.group()), text)).strip()


def kind(page: str, chapters: Collection[str]) -> int:
    """Return the place of a page's kind in `KINDS`.

    Examples
    --------
    >>> [KINDS[kind(page, {"green"})] for page in ("green", "index", "units/210300")]
    ['chapter', 'page', 'unit']
    """
    folder = page.rpartition("/")[0]
    if folder in PROFILES:
        return KINDS.index(folder.removesuffix("s"))
    return KINDS.index("chapter" if page in chapters else "page")


def names(page: str, other: Path) -> list[str]:
    """Return what else a page is called: its title in the other language, all names of a unit or province."""
    known = [title(other / f"{page}{suffix}") for suffix in (".ipynb", ".md")]
    return list(dict.fromkeys(name for name in (*known, *names_of_place(page)) if name))


def names_of_place(page: str) -> list[str]:
    """Return the names of the unit or province a page is about, in both languages.

    Examples
    --------
    >>> names_of_place("units/210300"), names_of_place("green")
    (['鞍山', 'Anshan', '鞍山市'], [])
    """
    folder, _, code = page.rpartition("/")
    known: list[str] = []
    if folder == "units" and code.isdigit():
        known = [name for unit in plan.units() if unit.code == code for name in _of_unit(unit)]
    if folder == "provinces" and code.isdigit():
        both = catalog.provinces()[code]
        short = re.sub(r"(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "", both.zh)
        known = [both.zh, both.en, short]
    return list(dict.fromkeys(known))


def _of_unit(unit: plan.PlanUnit) -> Iterator[str]:
    for both in (unit.name, unit.present_name):
        yield from (both.zh, both.en)
        if unit.kind == "city" and not both.zh.endswith(("市", "州", "盟", "区")):
            yield both.zh + "市"  # as the yearbook writes it


def title(file: Path) -> str:
    """Return the first heading of a laid-out page, or nothing."""
    if not file.is_file():
        return ""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(c["source"]) for c in cells[:6] if c["cell_type"] == "markdown")
    found = re.search(r"^# +(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else ""


def write(app: Sphinx, lang: str) -> None:
    """Write both scripts from the pages of a finished edition."""
    out = Path(app.outdir)
    computed = {page for page in app.env.found_docs if str(app.env.doc2path(page)).endswith(".ipynb")}
    other = paths.build("source", OTHER[lang])
    entries: list[dict[str, Any]] = []
    for page in sorted(app.env.found_docs):
        parts = read((out / f"{page}.html").read_text(encoding="utf-8"))
        heading = app.env.titles[page].astext()
        known = names(page, other) + ([app.config.project] if page == app.config.root_doc else [])
        entries.append(
            {"p": page, "k": kind(page, computed - {PLACES}), "t": heading, "n": known, "s": parts}
        )
    first = [e if e["k"] < KINDS.index("province") else {**e, "s": []} for e in entries]
    second = {e["p"]: e["s"] for e in entries if e["k"] >= KINDS.index("province")}
    _script(out / FIRST, "planbookPages", {"pages": first, "groups": GROUPS})
    _script(out / SECOND, "planbookPlaces", second)


def _script(file: Path, name: str, content: Any) -> None:
    """Write data as a script: a string that is parsed as JSON, which browsers do faster than they read a program."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    line = json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    file.write_text(f"window.{name}=JSON.parse({line});\n", encoding="utf-8")


def setup(app: Sphinx, lang: str) -> None:
    """Replace Sphinx's search by the book's own."""

    def quiet(app: Sphinx) -> None:
        app.builder.search = False  # type: ignore[attr-defined]

    def finished(app: Sphinx, fault: Exception | None) -> None:
        if fault is None and app.builder.format == "html":
            write(app, lang)

    app.connect("builder-inited", quiet)
    app.connect("html-collect-pages", lambda app: [("search", {"title": TITLE.get(lang)}, "search.html")])
    app.connect("build-finished", finished)
