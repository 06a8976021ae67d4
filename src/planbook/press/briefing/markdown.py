"""Markdown as Typst code: the markdown of notebooks, MyST's roles, footnotes, tables and formulas included.

The parser is that of `planbook.press.pages.markup`, which also tells what cannot be set: comments are left out, ``<br>``,
``<sup>`` and ``<sub>`` act, any other HTML is text. Formulas are translated from LaTeX by tylax. The result is an
expression of code, in which text stands only as literals, so nothing in it can act as markup.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from planbook.press.briefing.literals import array, string
from planbook.press.pages.markup import ASIDES, COMMENT, DIRECTIVE, FORMULAS, TAG, parser

_TARGET = re.compile(r"\s*<[^<>]*>$")  # of a role such as {doc}`Methods <methods>`
_AFAR = ("http://", "https://", "mailto:")


def to_typst(text: str) -> str:
    """Return markdown as an expression of Typst.

    Parameters
    ----------
    text : str
        The markdown of a cell or of computed prose, of one language.

    Examples
    --------
    >>> to_typst("SO2 fell by **12.5%** #set")
    '{par({"SO2 fell by "; strong({"12.5%"}); " #set"})}'
    """
    return _Writer().document(parser().parse(text))


def heading(text: str) -> tuple[str, str]:
    r"""Split off the heading that a text begins with; empty where it begins with none.

    Examples
    --------
    >>> heading("## What *happened*\n\nIt fell.")
    ('What happened', 'It fell.')
    """
    tokens = parser().parse(text)
    if not tokens or tokens[0].type != "heading_open" or tokens[0].map is None:
        return "", text
    rest = text.split("\n")[tokens[0].map[1] :]
    return plain(tokens[1]), "\n".join(rest).strip("\n")


def level(text: str) -> int:
    """Return the level of the heading that a text begins with, 0 where it begins with none."""
    tokens = parser().parse(text)
    return int(tokens[0].tag[1:]) if tokens and tokens[0].type == "heading_open" else 0


def plain(token: Token) -> str:
    """Return the text of an inline token without its markup."""
    return "".join(
        " "
        if child.type in ("softbreak", "hardbreak")
        else ""
        if child.type == "html_inline"
        else _TARGET.sub("", child.content)
        for child in token.children or ()
    )


def formula(tex: str, block: bool) -> str:
    r"""Return a formula written in LaTeX.

    Parameters
    ----------
    tex : str
        The formula, without dollar signs.
    block : bool
        Whether it stands on a line of its own.

    Examples
    --------
    >>> formula(r"\frac{a}{b}", block=False)
    'math.equation(block: false, alt: "\\\\frac{a}{b}", eval("a/b", mode: "math"))'
    """
    import tylax

    typst = tylax.latex_to_typst(tex).strip()
    # evaluated apart, an unbalanced formula is an error of its own and cannot swallow what follows
    return (
        f'math.equation(block: {str(block).lower()}, alt: {string(tex)}, eval({string(typst)}, mode: "math"))'
    )


class _Writer:
    """Writes one document; it knows the footnotes of that document."""

    def __init__(self) -> None:
        self.notes: dict[str, SyntaxTreeNode] = {}

    def document(self, tokens: Sequence[Token]) -> str:
        tree = SyntaxTreeNode(tokens)
        for node in tree.walk():
            if node.type == "footnote" and "label" in node.meta:
                self.notes[node.meta["label"]] = node
        return self.joined(tree)

    def joined(self, node: SyntaxTreeNode) -> str:
        return "{" + "; ".join(self.children(node)) + "}"

    def children(self, node: SyntaxTreeNode) -> Iterator[str]:
        inside = node.children
        open_tags: list[str] = []
        written: list[list[str]] = [[]]  # what stands in the line, and in each tag that is open in it
        for number, child in enumerate(inside):
            tag = TAG.fullmatch(child.content) if child.type == "html_inline" else None
            if child.type == "softbreak":
                written[-1].append(_softbreak(inside[number - 1 : number], inside[number + 1 : number + 2]))
            elif child.type == "footnote_block":
                continue
            elif tag and tag[2].lower() == "br":
                written[-1].append("linebreak()")
            elif tag and not tag[1]:
                open_tags.append(tag[2].lower())
                written.append([])
            elif tag and open_tags and open_tags[-1] == tag[2].lower():
                raised = "; ".join(written.pop())
                written[-1].append(f"{_RAISES[open_tags.pop()]}({{{raised}}})")
            else:
                written[-1] += self.one(child)
        for part in written:
            yield from part

    def one(self, node: SyntaxTreeNode) -> Iterator[str]:
        kind = node.type
        if kind in _WRAPS:
            yield f"{_WRAPS[kind]}({self.joined(node)})"
        elif kind in ("html_inline", "html_block"):
            if left := COMMENT.sub("", node.content).strip():
                yield string(left)
        elif kind in ("text", "text_special"):
            yield string(node.content)
        elif kind == "inline":
            yield from self.children(node)
        elif kind == "heading":
            yield f"heading(level: {node.tag[1:]}, {self.joined(node)})"
        elif kind in ("bullet_list", "ordered_list"):
            items = [self.inside(item) for item in node.children]
            name = "list" if kind == "bullet_list" else "enum"
            start = f"start: {node.attrs['start']}, " if "start" in node.attrs else ""
            yield f"{name}(tight: false, {start}{', '.join(items)})"
        elif kind in ("code_inline", "fence", "code_block", "colon_fence"):
            yield from self.verbatim(node)
        elif kind in FORMULAS:
            yield formula(node.content, kind != "math_inline")
        elif kind == "myst_role":
            math = node.meta["name"] == "math"
            yield formula(node.content, False) if math else string(_TARGET.sub("", node.content))
        elif kind == "link":
            address = str(node.attrs.get("href", ""))
            inside = self.joined(node)
            # The pages of the book are not beside a printed page; addresses elsewhere can be followed.
            yield f"link({string(address)}, {inside})" if address.startswith(_AFAR) else inside
        elif kind == "image":
            yield string(node.content)
        elif kind == "hardbreak":
            yield "linebreak()"
        elif kind == "hr":
            yield "rule()"
        elif kind == "footnote_ref":
            note = self.notes.get(node.meta.get("label", ""))
            if note is not None:
                yield f"footnote({self.inside(note)})"
        elif kind == "table":
            yield self.table(node)
        elif kind not in ("footnote_anchor", "myst_line_comment", "myst_block_break", "myst_target"):
            yield self.joined(node)

    def inside(self, node: SyntaxTreeNode) -> str:
        """Return what an item or note holds; a single paragraph stands beside its mark, without space around it."""
        paragraphs = [child for child in node.children if child.type != "footnote_anchor"]
        alone = len(paragraphs) == 1 and paragraphs[0].type == "paragraph"
        return self.joined(paragraphs[0] if alone else node)

    def verbatim(self, node: SyntaxTreeNode) -> Iterator[str]:
        kind = DIRECTIVE.match(node.info) if node.type == "fence" else None
        if kind and kind[1] == "math":
            yield formula(node.content, True)
        elif node.type == "colon_fence" or (kind and kind[1] in ASIDES):  # an admonition: its text, set apart
            yield f"aside({to_typst(node.content)})"
        else:
            block = str(node.type != "code_inline").lower()
            yield f"raw(block: {block}, {string(node.content.rstrip())})"

    def table(self, node: SyntaxTreeNode) -> str:
        lines = [row for part in node.children for row in part.children]
        rows = [array([self.joined(cell) for cell in row.children]) for row in lines]
        right = [str("right" in str(cell.attrs.get("style", ""))).lower() for cell in lines[0].children]
        return f"plain-table({array(right)}, {rows[0]}, {array(rows[1:])})"


_RAISES = {"sup": "super", "sub": "sub"}
_WRAPS = {
    "paragraph": "par",
    "strong": "strong",
    "em": "emph",
    "s": "strike",
    "blockquote": "aside",
    "dt": "strong",
    "dd": "pad-left",
}


def _said(nodes: Sequence[SyntaxTreeNode]) -> str:
    return "".join(part.content for node in nodes for part in node.walk() if not part.is_root)


def _softbreak(before: Sequence[SyntaxTreeNode], after: Sequence[SyntaxTreeNode]) -> str:
    """A line break in the source is a space, but none between Chinese characters."""
    sides = [_said(before)[-1:], _said(after)[:1]]
    chinese = all(side and unicodedata.east_asian_width(side) in "WF" for side in sides)
    return '""' if chinese else '" "'
