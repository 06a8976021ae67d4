"""The book's Sphinx extension: charts and tables, the switch between languages, search, and nothing from afar.

Listed in ``_config.yml``. It reads the pages laid out by `planbook.press.pages.layout`, also when the book is built by
a plain ``jupyter-book build .``, and draws payloads with `planbook.press.pages.render`.
"""

import hashlib
import json
from collections.abc import Container
from functools import cache, partial
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util.osutil import relative_uri

from planbook import __version__, paths
from planbook.ground.language import Both
from planbook.ground.payload import MIME
from planbook.press.briefing.batch import BRIEFINGS, file_name
from planbook.press.briefing.wanted import every
from planbook.press.pages.render import to_html
from planbook.press.sphinx import directives, downloads, facts, maths, methods, quality
from planbook.press.sphinx.search_zh import PairSearch

HERE = Path(__file__).parent
VEGA = f"vega-{version_of('vl-convert-python')}.js"
PROFILES = ("units", "provinces")  # folders of pages without the list of chapters
_OTHER = {"zh": "en", "en": "zh"}
_NAME = {"zh": "中文", "en": "English"}
_HTML_LANG = {"zh": "zh-Hans", "en": "en"}
_WORDS = {"chapters": Both("章节目录", "Chapters"), "sections": Both("本页内容", "On this page")}
_BRIEFING = Both("本页的简报，供打印", "A briefing of this page, for print")
_SWITCH = Both("Read this page in English", "阅读本页中文版")
# Extensions that Jupyter Book always loads; this book has no use for them, and the first names other hosts.
_UNUSED = ("sphinx_thebe", "sphinx_togglebutton", "sphinx_comments")


class PlanbookRenderer:
    """Plug-in of myst-nb (entry point ``myst_nb.mime_renderers``) that draws what notebooks emit."""

    mime_priority_overrides = (("*", MIME, 0),)

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the nodes of a payload, or None for any other output."""
        if data.mime_type != MIME or inline:
            return None
        content: Any = data.content
        env = renderer.renderer.sphinx_env  # type: ignore[union-attr]
        address = partial(_address, env.found_docs, env.docname, content["lang"])
        return [nodes.raw("", to_html(content, address), format="html")]


def _address(pages: Container[str], here: str, lang: str, target: str) -> str | None:
    """Return the way from a page to another, or to the briefing of one (``units/210300.pdf``), if the book has it."""
    page = target.removesuffix(".pdf")
    if page not in pages:
        return None
    there = f"{lang}/{page}.html" if page == target else f"{BRIEFINGS}/{lang}/{file_name(page)}"
    return relative_uri(f"{lang}/{here}.html", there)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; Sphinx calls this once before it reads a page."""
    lang = edition(app.config.language)
    _use_laid_out_pages(app, lang)
    _silence(app, _UNUSED)
    app.add_config_value("planbook_switch", False, "html", bool)
    app.add_search_language(PairSearch)
    maths.setup(app)
    for printed in (directives, downloads, facts, methods, quality):
        printed.setup(app, lang)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _ship_static_files)
    app.connect("builder-inited", _lay_out_style)
    app.connect("html-page-context", _offer_words, priority=100)
    app.connect("html-page-context", _dress_page, priority=990)
    # Changed code, style or templates of the press draw every page anew; Sphinx would not notice them.
    own = [f for f in sorted(HERE.parent.rglob("*")) if f.is_file() and f.suffix != ".pyc"]
    # So does another set of pages: a cell of a table leads to a page only where the book has it.
    pages = sorted(f.relative_to(app.srcdir).as_posix() for f in Path(app.srcdir).rglob("*.ipynb"))
    state = [*(f.read_bytes() for f in own), json.dumps(pages).encode()]
    version = int(hashlib.sha256(b"".join(state)).hexdigest()[:8], 16)
    return {
        "version": __version__,
        "env_version": version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def edition(language: str | None) -> str:
    """Return the edition a Sphinx language stands for.

    Examples
    --------
    >>> edition("zh_CN"), edition("en")
    ('zh', 'en')
    """
    return "zh" if (language or "en").startswith("zh") else "en"


def _use_laid_out_pages(app: Sphinx, lang: str) -> None:
    # Sphinx makes its project and environment after the extensions are loaded, so the folder can still be changed.
    pages = Path(app.srcdir) / "_build" / "source" / lang
    if not pages.is_dir():
        raise ConfigError(
            f"no pages in {pages}: run `planbook run` first, it executes the notebooks and lays them out"
        )
    app.srcdir = type(app.srcdir)(pages)


def _silence(app: Sphinx, extensions: tuple[str, ...]) -> None:
    """Take back what extensions have asked to be called for; they then add nothing to any page."""
    for event, listeners in app.events.listeners.items():
        app.events.listeners[event] = [
            listener for listener in listeners if not listener.handler.__module__.startswith(extensions)
        ]


def _configure(app: Sphinx, config: Config) -> None:
    config.html_math_renderer = maths.NAME  # type: ignore[attr-defined]
    config.templates_path.append(str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))
    # The list of chapters on a hundred and fifty small pages costs more than those pages; they say where they belong.
    config.html_sidebars = {f"{folder}/*": [] for folder in PROFILES}  # type: ignore[attr-defined]


def _ship_static_files(app: Sphinx) -> None:
    """Write the one bundle that draws charts, once per version, and let Sphinx copy it."""
    import vl_convert

    folder = Path(app.doctreedir) / "planbook-static"
    bundle = folder / VEGA
    if not bundle.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # The bundle is an ES module; wrapped, it is a script that also loads from file:// and keeps its names.
        code = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
        bundle.write_text(f"(function () {{\n{code}\n}})();\n", encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    app.add_css_file("planbook.css", priority=900)


def _lay_out_style(app: Sphinx) -> None:
    """Put the style of notebooks in its place before pages are written.

    myst-nb does so after the last page; the first build would then name it in its pages without the mark of its content
    that every later build writes.
    """
    Path(app.outdir, "_static").mkdir(parents=True, exist_ok=True)
    add_global_html_resources(app, None)


def _forget_terms(app: Sphinx) -> None:
    """Take words from the search index that no page has any more; Sphinx would keep them without a page."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for mapping in (indexer._mapping, indexer._title_mapping):
            for term in [term for term, pages in mapping.items() if not pages]:
                del mapping[term]


def _offer_words(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Hand the templates what they say; the theme draws them before any later handler."""
    if pagename == "search":
        _forget_terms(app)
    lang = edition(app.config.language)
    context["planbook_words"] = {name: words.get(lang) for name, words in _WORDS.items()}
    if app.config.planbook_switch:
        other = _OTHER[lang]
        context["planbook_switch"] = {
            "href": relative_uri(f"{lang}/{pagename}.html", f"{other}/{pagename}.html"),
            "text": _NAME[other],
            "title": _SWITCH.get(lang),
            "lang": _HTML_LANG[other],
        }
        if pagename in _briefed():
            beside = f"{BRIEFINGS}/{lang}/{file_name(pagename)}"
            context["planbook_briefing"] = {
                "href": relative_uri(f"{lang}/{pagename}.html", beside),
                "title": _BRIEFING.get(lang),
            }


@cache
def _briefed() -> frozenset[str]:
    return frozenset(page.name for page in every(paths.root()))


def _dress_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    lang = edition(app.config.language)
    body = context.get("body") or ""
    if 'class="planbook-chart"' in body:
        app.add_js_file(VEGA, loading_method="defer", priority=900)
        app.add_js_file("charts.js", loading_method="defer", priority=901)
    if 'class="planbook-table"' in body:
        app.add_js_file("tables.js", loading_method="defer", priority=902)
    for kind in ("script_files", "css_files"):
        context[kind][:] = [file for file in context[kind] if _is_wanted(file)]
    context["language"] = _HTML_LANG[lang]


def _is_wanted(file: Any) -> bool:
    """Tell whether a page loads this script or style sheet: nothing unused, nothing from another host, ever."""
    name = str(getattr(file, "filename", file) or "")
    return not any(word in name for word in ("//", "thebe", "togglebutton"))
