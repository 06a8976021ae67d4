"""Every method of the analysis is on the page, in the words of its docstring and in Chinese that was written for them."""

import re

import pytest

from planbook import paths
from planbook.analysis import composite, decoupling, positioning, shrinkage, specialisation
from planbook.analysis.scorecard import METHODS
from planbook.ground.language import LANGUAGES, Both
from planbook.press.sphinx.docstrings import docstrings
from planbook.press.sphinx.maths import mathml
from planbook.press.sphinx.methods import Method, fingerprint, methods, to_markdown

RULE = positioning.RULE
VARIED = tuple(
    value
    for rule in positioning.VARIANTS
    for own, value in (
        (RULE.first, rule.first),
        (100 * RULE.quantile, 100 * rule.quantile),
        (RULE.loss, rule.loss),
    )
    if own != value
)
WORKS = (paths.root() / "book" / "references.bib").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^@\w+\{(\w+),", WORKS, re.MULTILINE))


def symbols(text: str) -> set[str]:
    return set(re.findall(r"\$([^$]+)\$", text))


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, not those inside symbols."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\$[^$]+\$", "", text)))


def test_every_public_method_is_on_the_page():
    public = {name for name in docstrings() if not name.rpartition(".")[2].startswith("_")}
    assert public - {m.id for m in methods()} == set()


def test_every_goal_that_is_judged_tells_how():
    assert {f"scorecard.{f.__name__}" for f in METHODS.values()} - {m.id for m in methods()} == set()


def test_every_method_is_named_and_described_once_in_both_languages():
    found = methods()
    assert len({m.id for m in found}) == len(found)
    assert [m.id for m in found if not all((m.name.zh, m.name.en, m.what.zh, m.what.en))] == []


def test_the_chinese_was_written_for_the_english_of_today():
    # where this fails, compare the Chinese with the docstring, mend it, and put the new fingerprint beside it
    stale = {m.id: fingerprint(m.what.en) for m in methods() if m.translates != fingerprint(m.what.en)}
    assert stale == {}


def test_the_chinese_explains_the_same_symbols_and_names_every_number():
    found = methods()
    assert [m.id for m in found if symbols(m.what.zh) != symbols(m.what.en)] == []
    assert {
        m.id: numbers(m.what.en) - numbers(m.what.zh)
        for m in found
        if numbers(m.what.en) - numbers(m.what.zh)
    } == {}


@pytest.mark.parametrize(
    ("method", "constants"),
    [
        ("decoupling.state", (decoupling.LOW, decoupling.HIGH)),
        ("shrinkage.degrees", (shrinkage.SEVERE,)),
        ("positioning.position", (RULE.first, RULE.last, 100 * RULE.quantile, RULE.loss)),
        ("positioning.steadiness", VARIED),
        ("composite.normalise", (100 * composite.TRIM, 100 - 100 * composite.TRIM)),
    ],
)
def test_thresholds_in_words_are_those_of_the_code(method: str, constants: tuple[float, ...]):
    what = next(m.what for m in methods() if m.id == method)
    for text in (what.zh, what.en):
        assert {float(n) for n in numbers(text)} >= set(constants)


def test_the_tolerance_in_the_formula_is_that_of_the_code():
    formula = docstrings()["specialisation.in_full"].formula
    assert str(specialisation.PRINTED_IN_FULL) in formula


def test_formulas_and_symbols_can_be_drawn():
    written = [m.formula for m in methods() if m.formula]
    written += [s for m in methods() for s in symbols(m.what.zh)]
    assert len(written) > 50
    assert all(mathml(tex, block=True).startswith("<math") for tex in written)


def test_works_cited_are_in_the_bibliography_and_none_there_is_uncited():
    by_methods = {key for m in methods() for key in m.cites}
    pages = [(paths.root() / "book" / lang).glob("*.md") for lang in LANGUAGES]
    notebooks = (paths.root() / "notebooks").glob("*.ipynb")
    said = "".join(file.read_text(encoding="utf-8") for files in (*pages, notebooks) for file in files)
    by_pages = set(re.findall(r"\{cite:\w+\}`(\w+)`", said))
    assert by_methods | by_pages == KEYS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_method_with_formula_and_source_names_both(lang: str):
    made = Method("m.f", Both("甲", "A"), Both("相加。", "Adds."), "", "x^2", ("key",))
    text = to_markdown(made, lang)
    assert "{cite:t}`key`" in text
    assert "$$\nx^2\n$$" in text
