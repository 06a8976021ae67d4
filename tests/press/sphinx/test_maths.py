"""Formulas of pages; those that cannot be drawn are warnings with their page."""

from docutils import nodes

from planbook.press.sphinx import maths


def test_a_formula_that_cannot_be_drawn_is_a_warning_with_its_page(monkeypatch):
    told = []
    monkeypatch.setattr(
        maths.logger, "warning", lambda text, *values, location: told.append((text % values, location))
    )
    node = nodes.math_block("", "a = b\n\\tag{1} < c")
    assert maths._drawn(node, block=True) == "a = b\n\\tag{1} &lt; c"
    ((text, location),) = told
    assert text.startswith("the formula a = b \\tag{1} < c cannot be drawn: Unknown LaTeX command")
    assert location is node
