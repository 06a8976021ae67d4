"""Sentences whose numbers are computed, in both languages from one statement, with a ledger of every claim.

The words are the author's, the numbers are claims: a digit typed into a template is refused. The claims and how
they are written live in `planbook.text.claims`; how markdown becomes a page lives in the press.
"""

import re
import string
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from planbook.errors import ProseError
from planbook.ground.language import LANGUAGES, Both
from planbook.ground.payload import MIME, display_language, seal, under_press
from planbook.text.callsite import keyword_expressions
from planbook.text.claims import (
    Claim,
    count,
    either,
    escape,
    ledger,
    name,
    names,
    number,
    percent,
    points,
    year,
    years,
)

__all__ = [
    "Claim",
    "Phrase",
    "Sentence",
    "bullets",
    "count",
    "either",
    "escape",
    "name",
    "names",
    "number",
    "paragraph",
    "percent",
    "points",
    "say",
    "summary",
    "year",
    "years",
]

SUMMARY = 5  # sentences

_DIGIT = re.compile(r"\d")
_ESCAPED = re.compile(r"\\(.)")
_TOKEN = re.compile(r"[A-Za-z]+\d+(?:\.\d+)?(?![\d.]*\d)")  # SO2, PM2.5: letters first, digits attached


@dataclass(frozen=True, slots=True)
class Phrase(Both):
    """A text without markup that remembers what it claims, so that a title's numbers are in the ledger too."""

    claims: tuple[tuple[str, Claim], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or several set together, in both languages with the claims they make.

    Made by `say`, `paragraph` and `bullets`; the last expression of a notebook's cell.
    """

    markdown: Both
    claims: tuple[tuple[str, Claim], ...] = ()

    def payload(self) -> dict[str, Any]:
        """Return what the book shows: markdown per language and the ledger of claims."""
        content: dict[str, Any] = {lang: {"markdown": self.markdown.get(lang)} for lang in LANGUAGES}
        return seal("text", {**content, "claims": ledger(self.claims)})

    @property
    def plain(self) -> "Phrase":
        """The sentence without markup, for a title or a cell of a table, with its claims."""
        return Phrase(
            _ESCAPED.sub(r"\1", self.markdown.zh), _ESCAPED.sub(r"\1", self.markdown.en), self.claims
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        shown = self.markdown.get(display_language())
        visible = {} if under_press() else {"text/markdown": shown}
        return {MIME: self.payload(), "text/plain": shown, **visible}


def say(zh: str, en: str, /, **claims: Claim | Both) -> Sentence:
    """Write one sentence in both languages around computed claims.

    Parameters
    ----------
    zh, en : str
        Markdown with ``{placeholders}``, the same set in both. Digits are allowed only inside tokens that
        begin with letters, such as SO2 or PM2.5.
    **claims : Claim or Both
        What the placeholders stand for; a `Both` is a name.

    Raises
    ------
    ProseError
        Listing everything wrong with the templates: digits, placeholders without claim, claims without place.

    Examples
    --------
    >>> s = say("{n}个城市中有{k}个达到。", "{k} of {n} cities meet it.", n=count(95), k=count(40))
    >>> s.markdown.en
    '40 of 95 cities meet it.'
    """
    problems = []
    for lang, template in (("zh", zh), ("en", en)):
        problems += [f"{lang}: {p}" for p in _template_problems(template, set(claims))]
    if problems:
        raise ProseError(f"the sentence {en!r} cannot be written", problems)
    expressions = keyword_expressions(sys._getframe(1))
    made = []
    for key, given in claims.items():
        claim = name(given) if isinstance(given, Both) else given
        source = claim.expression or expressions.get(key, "")
        made.append((key, replace(claim, expression=source)))
    written = {key: claim.text for key, claim in made}
    return Sentence(
        Both(
            zh.format(**{key: text.zh for key, text in written.items()}),
            en.format(**{key: text.en for key, text in written.items()}),
        ),
        tuple(made),
    )


def _template_problems(template: str, given: set[str]) -> list[str]:
    found, words = set(), []
    try:
        for words_before, key, spec, conversion in string.Formatter().parse(template):
            words.append(words_before)
            if key is not None:
                found.add(key)
                if not key.isidentifier() or spec or conversion:
                    return [f"placeholder {key!r} has to be a bare name: the format belongs to the claim"]
    except ValueError as error:
        return [f"{error} in {template!r}"]
    digits = [w for w in words if _DIGIT.search(_TOKEN.sub("", w))]
    return [
        *(f"a number is typed by hand in {w.strip()!r}: compute it and claim it" for w in digits),
        *(f"placeholder {k!r} has no claim" for k in sorted(found - given)),
        *(f"claim {k!r} has no place in the template" for k in sorted(given - found)),
    ]


def paragraph(*sentences: Sentence) -> Sentence:
    """Set sentences one after another as a paragraph.

    Examples
    --------
    >>> paragraph(say("甲。", "One."), say("乙。", "Two.")).markdown
    Both(zh='甲。乙。', en='One. Two.')
    """
    return _joined(sentences, Both("", " "), "")


def bullets(*sentences: Sentence) -> Sentence:
    r"""Set sentences as a list.

    Examples
    --------
    >>> bullets(say("甲。", "One."), say("乙。", "Two.")).markdown.zh
    '- 甲。\n- 乙。'
    """
    return _joined(sentences, Both("\n", "\n"), "- ")


def _joined(sentences: Sequence[Sentence], joint: Both, mark: str) -> Sentence:
    markdown = Both(
        joint.zh.join(mark + s.markdown.zh for s in sentences),
        joint.en.join(mark + s.markdown.en for s in sentences),
    )
    return Sentence(markdown, tuple(claim for s in sentences for claim in s.claims))


def summary(*sentences: Sentence) -> Sentence:
    """Set the five sentences a chapter opens with as a list.

    Raises
    ------
    ProseError
        If they are not five: a chapter that cannot say something says so in its place.

    Examples
    --------
    >>> summary(*[say("句。", "A sentence.")] * 5).markdown.en.count("- ")
    5
    """
    if len(sentences) != SUMMARY:
        raise ProseError(f"a chapter opens with {SUMMARY} sentences, not {len(sentences)}")
    return bullets(*sentences)


def phrase(zh: str, en: str, /, **claims: Claim | Both) -> Phrase:
    """Write a title around computed claims: the rules of `say`, without markup.

    Examples
    --------
    >>> phrase("{n}城", "{n} cities", n=count(95)).zh
    '95城'
    """
    return say(zh, en, **claims).plain
