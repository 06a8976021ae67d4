"""Where a cell of a table leads, from pages in the language's folder and below it."""

import pytest

from planbook.press.sphinx.extension import _address

PAGES = {"places", "green", "units/210300", "provinces/210000"}


@pytest.mark.parametrize(
    ("here", "target", "address"),
    [
        ("places", "units/210300", "units/210300.html"),
        ("provinces/210000", "units/210300", "../units/210300.html"),
        ("units/210300", "units/210300.pdf", "../../briefings/en/units-210300.pdf"),
        ("places", "green.pdf", "../briefings/en/green.pdf"),
        ("places", "units/999999", None),
        ("places", "units/999999.pdf", None),
    ],
)
def test_a_link_is_relative_and_only_to_pages_there_are(here: str, target: str, address: str | None):
    assert _address(PAGES, here, "en", target) == address
