"""What the page on methods reads out of a docstring, and what it leaves there."""

from pathlib import Path

import pytest

from planbook.press.sphinx.docstrings import Docstring, docstrings, parse

WHOLE = r"""Halve a value.

In plain
words.

Formula
-------
y =
\frac{x}{2}

Source
------
Euclid, Elements [euclid]
and for odd numbers Gauss [gauss1801]

Parameters
----------
x : float
    Any [unit].
"""


def test_text_formula_and_keys_are_read_and_the_rest_left():
    assert parse(WHOLE) == Docstring(
        "Halve a value. In plain words.", r"y = \frac{x}{2}", ("euclid", "gauss1801")
    )


def test_a_docstring_of_text_alone():
    assert parse("Halve a value.") == Docstring("Halve a value.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "halves.py").write_text(
        '"""Halves."""\ndef halve(x):\n    """Halve."""\ndef _two():\n    """Two."""\ndef _none(): ...\n',
        encoding="utf-8",
    )
    (tmp_path / "__init__.py").write_text('"""A package."""', encoding="utf-8")
    return tmp_path


def test_modules_and_functions_with_a_docstring_are_found(folder: Path):
    assert {name: own.text for name, own in docstrings(folder).items()} == {
        "halves": "Halves.",
        "halves.halve": "Halve.",
        "halves._two": "Two.",
    }
