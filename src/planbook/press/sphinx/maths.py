"""Formulas as MathML, which browsers draw themselves: no script and no font has to be loaded."""

import re
from html import escape

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

NAME = "planbook_mathml"
logger = logging.getLogger(__name__)
_NAMED = re.compile(r"\\(ln|log|exp)\b\s*(?![(\s])")  # TeX sets a thin space behind it, MathML sets none


def mathml(tex: str, block: bool) -> str:
    """Return a formula written in TeX as a MathML element.

    Parameters
    ----------
    tex : str
        The formula, without dollar signs.
    block : bool
        Whether it stands on a line of its own.

    Examples
    --------
    >>> mathml("x", block=False).split()
    ['<math', 'xmlns="http://www.w3.org/1998/Math/MathML">', '<mi>x</mi>', '</math>']
    """
    return tex2mathml(_NAMED.sub(r"\\\1\\,", tex), as_block=block)


def setup(app: Sphinx) -> None:
    """Register the renderer under `NAME`."""
    app.add_html_math_renderer(NAME, (_inline, None), (_block, None))


def _inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(_drawn(node, block=False))
    raise nodes.SkipNode


def _block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(f'<div class="planbook-formula" tabindex="0">{_drawn(node, block=True)}</div>')
    raise nodes.SkipNode


def _drawn(node: nodes.Element, block: bool) -> str:
    """Return a formula; one that cannot be drawn is a warning with its page, and the build fails by that."""
    tex = node.astext()
    try:
        return mathml(tex, block)
    except Exception as error:  # the engine has no kind of error of its own
        logger.warning("the formula %s cannot be drawn: %s", " ".join(tex.split()), error, location=node)
        return escape(tex)
