"""The examples in the docstrings of figures, prose and passports run and are right."""

import doctest
import importlib
import pkgutil

import pytest

from planbook import figures

MODULES = [
    *(f"planbook.figures.{m.name}" for m in pkgutil.iter_modules(figures.__path__)),
    *(f"planbook.text.{m}" for m in ("callsite", "claims", "prose")),
    *(f"planbook.{m}" for m in ("ground.numerals", "ground.payload", "store.provenance")),
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_are_right(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0
