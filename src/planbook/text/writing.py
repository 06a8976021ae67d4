"""How a finding is written in a sentence of one language: numbers by their kind, names, and the words of filters.

What stands around them is the matter of `planbook.text.template`. Filters are what a template may do to a finding
(``{{ change|signed }}``); they pass on what is absent.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from planbook.errors import ProseError
from planbook.ground.absent import Absent
from planbook.ground.language import Both, Lang
from planbook.ground.quantities import Count, Points, Quantity, Year
from planbook.text import claims
from planbook.text.claims import Claim

_MOVED = {"zh": ("上升", "下降"), "en": ("rose by ", "fell by ")}
_TURNED = {"zh": ("上升", "下降"), "en": ("rose", "fell")}


def claim_of(value: Any) -> Claim | str | None:
    """Return what a finding says as a claim, a text as it is, None for what a sentence cannot hold.

    A number has to be a `Quantity`: a plain one does not say what it is.

    Examples
    --------
    >>> from planbook.ground.quantities import Percent
    >>> claim_of(Percent(12.34)).text.en, claim_of(Year(2012)).text.zh, claim_of(3) is None
    ('12.3%', '2012', True)
    """
    if isinstance(value, Claim | str):
        return value
    if isinstance(value, Both):
        return claims.name(value)
    if isinstance(value, Year):
        return claims.year(value)
    if isinstance(value, Quantity):
        form = value.form
        made = claims.number(
            value, form.decimals, form.unit, scale=form.scale, signed=form.signed, trimmed=form.trimmed
        )
        return Claim(int(value), made.text) if isinstance(value, Count) else made
    if isinstance(value, list | tuple) and value:
        if all(isinstance(v, Both) for v in value):
            return claims.names(value)
        if all(isinstance(v, Year) for v in value):
            return claims.years([int(v) for v in value])
    return None


def filters(lang: Lang) -> dict[str, Callable[..., Any]]:
    """Return the filters of templates of one language.

    ``size`` the number without its sign · ``signed`` with a sign before it · ``whole`` without digits after the point ·
    ``digits(n)`` with so many · ``of("city|cities")`` with a unit · ``plain`` without its unit · ``points`` a percentage
    as percentage points · ``moved`` "fell by 3.0%" · ``turned`` "fell" · ``or_say("…")`` other words where it is absent ·
    ``only(condition)`` the finding where the condition holds, else nothing is said · ``first(n)`` the first of several ·
    ``opening`` a name with a capital, as it opens a sentence · ``words`` a text of both languages as it stands.

    Examples
    --------
    >>> from planbook.ground.quantities import Percent
    >>> filters("en")["moved"](Percent(-3.0)), filters("zh")["moved"](Percent(-3.0)).text.zh
    (Claim(value=-3.0, text=Both(zh='', en='fell by 3.0%'), expression=''), '下降3.0%')
    """

    def form(**changes: Any) -> Callable[[Any], Any]:
        return lambda value: _number(value).formed(**changes)

    def moved(value: Any) -> Claim:
        size = _text(claim_of(_size(value)), lang)
        return _said(value, _MOVED[lang][value < 0] + size, lang)

    made: dict[str, Callable[..., Any]] = {
        "size": _size,
        "signed": form(signed=True),
        "whole": form(decimals=0),
        "digits": lambda value, n: _number(value).formed(decimals=n),
        "of": lambda value, unit: _number(value).formed(unit=_unit(unit)),
        "plain": form(unit=None),
        "points": lambda value: Points(_number(value)).formed(decimals=_number(value).form.decimals),
        "moved": moved,
        "turned": lambda value: _TURNED[lang][value < 0],
        "first": lambda values, n=1: tuple(values[:n]),
        "opening": lambda value: Both(value.zh, value.en[:1].upper() + value.en[1:]),
        "words": lambda value: value.get(lang),
    }
    passing = {name: _past(made[name]) for name in made}
    return {**passing, "or_say": _or_say, "only": lambda value, holds: value if holds else Absent()}


def _past(made: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter pass on what is absent."""
    return lambda value, *args: value if isinstance(value, Absent) else made(value, *args)


def _or_say(value: Any, words: Any) -> Any:
    return words if isinstance(value, Absent) else value


def _number(value: Any) -> Quantity:
    if not isinstance(value, Quantity):
        raise ProseError(f"{value!r} is no finding with a unit: make it a Percent, Count, Year or Amount")
    return value


def _size(value: Any) -> Quantity:
    number = _number(value)
    made = type(number)._made(abs(float(number)))
    made.form = replace(number.form, signed=False)
    return made


def _unit(words: str) -> Both:
    return Both(words, words)


def _said(value: Quantity, words: str, lang: Lang) -> Claim:
    return Claim(float(value), Both(words, "") if lang == "zh" else Both("", words))


def _text(claim: Claim | str | None, lang: Lang) -> str:
    return claim.text.get(lang) if isinstance(claim, Claim) else str(claim)
