r"""Markdown that page and PDF set alike: one parser, and what neither, or only one of them, can set.

The page is set by MyST and the PDF from the same tokens, see `planbook.press.briefing.markdown`. A dollar before a number
is an amount: a formula begins and ends without a blank or a digit outside it (``$x_1$``), as ``_config.yml`` says to MyST.
"""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
TAG = re.compile(r"<(/?)(br|sup|sub)\s*/?>", re.IGNORECASE)  # the tags that both set
CAPTION = re.compile(r"\{(figure|table)\}\s+[a-z][a-z0-9_]*")  # set by `planbook.text.template`, not by MyST
DIRECTIVE = re.compile(r"\{([a-z-]+)\}")
ASIDES = frozenset(
    (
        "note",
        "tip",
        "hint",
        "warning",
        "caution",
        "attention",
        "danger",
        "error",
        "important",
        "admonition",
        "seealso",
    )
)
FORMULAS = ("math_inline", "math_inline_double", "math_block", "math_block_label")

_SUSPECT = re.compile(r"[<$!]|\{[a-z]")
_HOLE = re.compile(r"\{\{.*?\}\}")  # a finding, set in later
_CAPTION = re.compile(
    r"^:::\{(?:figure|table)\} [a-z][a-z0-9_]*$.*?^:::$", re.DOTALL | re.MULTILINE
)  # words of a figure
_WHERE = 40  # letters that a problem quotes


@cache
def parser() -> MarkdownIt:
    """Return the parser of the Markdown that notebooks hold."""
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for plugin in (attrs_plugin, colon_fence_plugin, deflist_plugin, footnote_plugin):
        made.use(plugin)
    made.use(dollarmath_plugin, double_inline=True, allow_space=False, allow_digits=False)
    return made.use(myst_block_plugin).use(myst_role_plugin)


def problems(text: str) -> list[str]:
    r"""List what page and PDF would not set alike, each with what to write instead.

    Parameters
    ----------
    text : str
        The Markdown of a cell or of computed prose, of one language.

    Examples
    --------
    >>> problems("Exports of US$5 billion<!-- to be checked --> and US$6 billion<br>in 2012")
    []
    >>> problems("![map](map.png)")
    ['the image map.png: a briefing cannot hold it; show a figure of the package instead']
    """
    if not _SUSPECT.search(text):
        return []
    tokens = parser().parse(_HOLE.sub("x", _CAPTION.sub("", text)))
    return list(dict.fromkeys(problem for token in tokens for problem in _of_token(token)))


def _of_token(token: Token) -> Iterator[str]:
    if token.type in FORMULAS:
        yield from _of_formula(token.content)
    elif token.type == "html_block" and (left := COMMENT.sub("", token.content).strip()):
        yield f"{left[:_WHERE]!r} is HTML; only <br>, <sup> and <sub> within a line and comments are set alike"
    elif token.type == "image":
        yield f"the image {token.attrs.get('src')}: a briefing cannot hold it; show a figure of the package instead"
    elif token.type == "html_inline" and not (
        COMMENT.fullmatch(token.content) or TAG.fullmatch(token.content)
    ):
        yield f"the tag {token.content}: only <br>, <sup> and <sub> are set alike; write Markdown, or \\< for the sign"
    elif token.type == "myst_role" and token.meta["name"] == "math":
        yield from _of_formula(token.content)
    elif token.type == "colon_fence" and CAPTION.fullmatch(token.info.strip()):
        pass
    elif token.type in ("fence", "colon_fence") and (kind := DIRECTIVE.match(token.info)):
        if kind[1] == "math":
            yield from _of_formula(token.content)
        elif kind[1] in ASIDES:
            yield from problems(token.content)
        else:
            yield f"the directive {{{kind[1]}}}: a briefing cannot set it; put it on a page written by hand"
    children = token.children or []
    yield from _unclosed(children)
    for child in children:
        yield from _of_token(child)


def _unclosed(children: list[Token]) -> Iterator[str]:
    """Yield the tags of one line that do not come in pairs."""
    left: list[str] = []
    for child in children:
        found = TAG.fullmatch(child.content) if child.type == "html_inline" else None
        if found is None or found[2].lower() == "br":
            continue
        name = found[2].lower()
        if not found[1]:
            left.append(name)
        elif left and left[-1] == name:
            left.pop()
        else:
            yield f"</{name}> closes nothing"
    yield from (f"<{name}> is not closed in its paragraph" for name in left)


@cache
def _of_formula(tex: str) -> tuple[str, ...]:
    """Return why a formula cannot be set; it is tried with both engines."""
    for where, tried in (("on the page", _on_the_page), ("in the PDF", _in_print)):
        if why := tried(tex):
            return (
                f"the formula {' '.join(tex.split())[:_WHERE]} cannot be set {where}: {why}; write it otherwise, "
                "or \\$ where a dollar is meant",
            )
    return ()


def _on_the_page(tex: str) -> str:
    from planbook.press.sphinx.maths import mathml

    try:
        mathml(tex, block=True)
    except Exception as error:  # the engine has no kind of error of its own
        return str(error).split("\n")[0] or type(error).__name__
    return ""


def _in_print(tex: str) -> str:
    import typst

    from planbook.press.briefing.markdown import formula

    try:
        typst.Compiler(
            {"main.typ": f"#{formula(tex, block=True)}".encode()}, ignore_system_fonts=True
        ).compile(  # type: ignore[type-var]
            format="pdf"
        )
    except typst.TypstError as error:
        return str(error).split("\n")[0]
    return ""
