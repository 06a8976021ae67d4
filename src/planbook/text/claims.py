"""What a sentence can claim: numbers, counts, percentages, years, names, each written for both languages.

How digits are set lives in `planbook.ground.numerals`; the sentences around the claims in `planbook.text.prose`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planbook.errors import ProseError
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing, year_ranges

SCALES = {
    "zh": {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12},
    "en": {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
}
_PLAIN = re.compile(r"\\([\\`*_{}\[\]()#+!|<>&~$^=:@\"'.\-])")
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+!|<>&~$^=:@\"'.\-])")


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a sentence says: its value, how each language writes it, the expression that computed it."""

    value: Any
    text: Both
    expression: str = ""


def ledger(claims: Iterable[tuple[str, Claim]]) -> list[dict[str, Any]]:
    """Return claims as records for the payload: name, value, what each language writes, expression.

    Examples
    --------
    >>> ledger([("n", count(95))])
    [{'name': 'n', 'value': 95, 'zh': '95', 'en': '95', 'expression': ''}]
    """
    return [
        {"name": n, "value": c.value, "zh": c.text.zh, "en": c.text.en, "expression": c.expression}
        for n, c in claims
    ]


def number(
    value: float | None,
    decimals: int = 1,
    unit: Both | None = None,
    *,
    scale: Both | None = None,
    signed: bool = False,
    trimmed: bool = False,
    missing: Both | None = None,
    expression: str = "",
) -> Claim:
    """Claim a number.

    Parameters
    ----------
    value : float or None
        The value in the unit named beside it; with ``scale``, in the plain unit (yuan, persons).
    decimals : int
        Digits after the point, the same in both languages.
    unit : Both, optional
        Set after the number. ``"city|cities"`` holds a singular and a plural.
    scale : Both, optional
        Words to divide by: 万, 亿, 万亿 and thousand, million, billion, trillion; ``Both("亿", "billion")``.
    signed : bool
        Write ``+`` before a number above zero.
    trimmed : bool
        Leave out closing zeros after the point.
    missing : Both, optional
        What to say where there is no value; without it a missing value is an error.
    expression : str
        How the value was computed; by default the caller's source.

    Raises
    ------
    ProseError
        If the value is missing and no words for that are given, or a scale has no such name.

    Examples
    --------
    >>> number(5861.63, 1, Both("亿元", "100 million yuan")).text.zh
    '5,861.6亿元'
    >>> number(586_163_000_000, 2, Both("元", "yuan"), scale=Both("亿", "billion")).text.en
    '586.16 billion yuan'
    """
    if is_missing(value) or value is None:
        return _absent(missing, expression)
    texts = {}
    for lang, factors in SCALES.items():
        word = scale.get(lang) if scale else ""
        if word not in factors:
            raise ProseError(
                f"scale {word!r}: in {lang} numbers are counted in {', '.join(filter(None, factors))}"
            )
        text = _after(decimal(value / factors[word], decimals, signed=signed, trimmed=trimmed), word)
        singular, _, plural = unit.get(lang).partition("|") if unit else ("", "", "")
        texts[lang] = _after(text, plural if plural and text != "1" else singular)
    return Claim(float(value), Both(**texts), expression)


def count(value: float | None, unit: Both | None = None, **options: Any) -> Claim:
    """Claim a whole number, as in 93 cities; options as in `number`.

    Examples
    --------
    >>> count(1, Both("个城市", "city|cities")).text.en, count(12345).text.en
    ('1 city', '12,345')
    """
    if not is_missing(value) and value is not None and value != int(value):
        raise ProseError(f"{value!r} is no count: use number()")
    claim = number(value, 0, unit, **options)
    return claim if claim.value is None else replace(claim, value=int(claim.value))


def percent(value: float | None, decimals: int = 1, **options: Any) -> Claim:
    """Claim a percentage, given in per cent (12.3, not 0.123); options as in `number`.

    Examples
    --------
    >>> percent(45.25).text.en
    '45.2%'
    """
    return number(value, decimals, Both("%", "%"), **options)


def points(value: float | None, decimals: int = 1, **options: Any) -> Claim:
    """Claim a difference of two percentages, in percentage points; options as in `number`.

    Examples
    --------
    >>> points(-3.2, signed=True).text
    Both(zh='−3.2个百分点', en='−3.2 percentage points')
    """
    return number(value, decimals, Both("个百分点", "percentage points"), **options)


def year(value: float | None, *, missing: Both | None = None, expression: str = "") -> Claim:
    """Claim a year, written without a separator.

    Examples
    --------
    >>> year(2013).text.zh
    '2013'
    """
    if is_missing(value) or value is None:
        return _absent(missing, expression)
    return Claim(int(value), Both(str(int(value)), str(int(value))), expression)


def years(values: Sequence[int], *, expression: str = "") -> Claim:
    """Claim several years, written as ranges.

    Examples
    --------
    >>> years([2012, 2013, 2014, 2016]).text.en
    '2012–2014, 2016'
    """
    runs, known = year_ranges(values), sorted({int(v) for v in values})
    return Claim(known, Both("、".join(runs), ", ".join(runs)), expression)


def name(value: Both, *, expression: str = "") -> Claim:
    r"""Claim a name out of the data; whatever it contains is shown as written, never read as markup.

    Examples
    --------
    >>> name(Both("鞍山", "<b>Anshan")).text.en
    '\\<b\\>Anshan'
    """
    return Claim([value.zh, value.en], Both(escape(value.zh), escape(value.en)), expression)


def names(values: Sequence[Both], *, missing: Both | None = None, expression: str = "") -> Claim:
    """Claim a list of names, in the order given.

    Examples
    --------
    >>> names([Both("鞍山", "Anshan"), Both("大庆", "Daqing"), Both("唐山", "Tangshan")]).text
    Both(zh='鞍山、大庆和唐山', en='Anshan, Daqing and Tangshan')
    """
    if not values:
        return _absent(missing, expression)

    def series(items: list[str], comma: str, last: str) -> str:
        return last.join([comma.join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]

    zh, en = ([escape(v.get(lang)) for v in values] for lang in ("zh", "en"))
    return Claim(
        [[v.zh, v.en] for v in values], Both(series(zh, "、", "和"), series(en, ", ", " and ")), expression
    )


def either(condition: object, yes: Both, no: Both, *, expression: str = "") -> Claim:
    """Choose between two wordings by a computed condition: rose or fell, met or not met.

    Examples
    --------
    >>> either(3 > 2, Both("上升", "rose"), Both("下降", "fell")).text.en
    'rose'
    """
    return Claim(bool(condition), yes if condition else no, expression)


def escape(text: str) -> str:
    r"""Return text so that markdown shows it literally, on one line.

    Examples
    --------
    >>> escape("*a*")
    '\\*a\\*'
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def plain(text: str) -> str:
    r"""Return a text without the marks that keep Markdown from reading names as markup.

    Examples
    --------
    >>> plain("\\*a\\*")
    '*a*'
    """
    return _PLAIN.sub(r"\1", text)


def _absent(missing: Both | None, expression: str) -> Claim:
    if missing is None:
        raise ProseError(
            "a value is missing: say what to write then, as in missing=Both('未刊载', 'not printed')"
        )
    return Claim(None, missing, expression)


def _after(text: str, word: str) -> str:
    """Set a unit after a number: Latin words after a space, Chinese ones and signs without."""
    latin = word[:1].isalnum() and (word.isascii() or word[0] in "μµ")
    return text + (" " if latin else "") + word


def phrase(zh: str, en: str, /, **claims: Claim | Both) -> Both:
    """Write a text without markup around computed numbers and names.

    Parameters
    ----------
    zh, en : str
        With ``{placeholders}``, the same in both.
    **claims : Claim or Both
        What they stand for.

    Examples
    --------
    >>> phrase("{n}城", "{n} cities", n=count(95)).zh
    '95城'
    """
    made = {key: c.text if isinstance(c, Claim) else c for key, c in claims.items()}
    zh, en = (
        words.format(**{key: plain(text.get(lang)) for key, text in made.items()})
        for lang, words in (("zh", zh), ("en", en))
    )
    return Both(zh, en)
