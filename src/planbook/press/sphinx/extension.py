"""The book's Sphinx extension: charts and tables, the switch between languages, search, and nothing from afar.

Listed in ``_config.yml``. It reads the pages laid out by `planbook.press.pages.layout`, also when the book is built by
a plain ``jupyter-book build .``, and draws payloads with `planbook.press.pages.render`.
"""

import hashlib
import json
import re
from collections.abc import Container
from functools import partial
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.transforms import SphinxTransform
from sphinx.util.osutil import relative_uri

from planbook import __version__
from planbook.ground.language import Lang
from planbook.ground.payload import MIME
from planbook.press.briefing.batch import BRIEFINGS, file_name
from planbook.press.pages.render import to_html
from planbook.press.sphinx import (
    changed,
    directives,
    downloads,
    explorer,
    facts,
    landing,
    maths,
    methods,
    navigation,
    quality,
    search,
)

HERE = Path(__file__).parent
VEGA = f"vega-{version_of('vl-convert-python')}.js"
# Extensions that Jupyter Book always loads. This book has pages of its own and no use for what they add to them.
_UNUSED = (
    *("sphinx_thebe", "sphinx_togglebutton", "sphinx_comments", "sphinx_copybutton"),
    *("sphinx_book_theme", "pydata_sphinx_theme"),
)


_OUTDATED = re.compile(r' role="(?:list|doc-[a-z]+)"')


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
    maths.setup(app)
    for printed in (changed, directives, downloads, explorer, facts, landing, methods, quality, search):
        printed.setup(app, lang)
    app.add_transform(_Anchors)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _ship_static_files)
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


def edition(language: str | None) -> Lang:
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


class _Anchors(SphinxTransform):
    """Gives sections anchors that are the same in both languages: ``s2`` is the second section of a page."""

    default_priority = 870  # before anything is collected from the page

    def apply(self, **kwargs: Any) -> None:
        """Put the new name before the one made from the heading."""
        for number, section in enumerate(self.document.findall(nodes.section), start=1):
            section["ids"].insert(0, f"s{number}")


def _configure(app: Sphinx, config: Config) -> None:
    config.html_math_renderer = maths.NAME  # type: ignore[attr-defined]
    # Pages have a layout and a style of their own; of a theme nothing is used, and nothing is shipped.
    config.html_theme, config.html_theme_options = "basic", {}  # type: ignore[attr-defined]
    config.templates_path.append(str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))


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


def _dress_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Hand the layout what it shows around a page, and name the scripts that the page needs."""
    lang = edition(app.config.language)
    # Roles that docutils gives to lists of literature are no longer known to browsers.
    body = context["body"] = _OUTDATED.sub("", context.get("body") or "")
    scripts = ["page.js", "search.js"]
    if 'class="planbook-chart"' in body:
        scripts += [VEGA, "walk.js", "charts.js"]
    if 'class="planbook-table"' in body:
        scripts.append("tables.js")
    if 'class="planbook-figure ' in body:
        scripts += ["pictures.js", "figures.js"]
    if 'class="explorer"' in body:
        scripts += [VEGA, "tables.js", "explorer.js"]
    if 'class="answer-places"' in body:
        scripts.append("landing.js")
    context["book"] = {**navigation.around(app, pagename, lang), "scripts": scripts}
    context["language"] = navigation.HTML_LANG[lang]
