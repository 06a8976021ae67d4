"""Text in both languages of the book: `Both` holds a Chinese and an English wording of the same thing.

Whatever a reader sees is a `Both` until the page of one language is written. Sentences with numbers in them are
made by `planbook.text.template`.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
BETWEEN = " | "  # between the languages of a label written in one line: "城市 | City"

_MARKED = re.compile("⟦([^⟦‖⟧]*)‖([^⟦‖⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Both:
    """One text in Chinese and English.

    Examples
    --------
    >>> Both("城市", "city").get("en")
    'city'
    """

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """Return the wording of one language, ``"zh"`` or ``"en"``."""
        if lang not in LANGUAGES:
            raise ValueError(f"language {lang!r}: the book is written in zh and en")
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        """Return both wordings marked, so that a label can be put together and its language chosen at the end."""
        return f"⟦{self.zh}‖{self.en}⟧"


def both(label: "str | Both") -> Both:
    """Return a label written in one line, ``"城市 | City"``, as the text of each language.

    Examples
    --------
    >>> both("城市 | City").en, both("%").zh, both(f"{Both('中位数', 'median')}（%） | x").zh
    ('City', '%', '中位数（%）')
    """
    return label if isinstance(label, Both) else Both(in_language(label, "zh"), in_language(label, "en"))


def in_language(value: Any, lang: str) -> Any:
    """Return a value as JSON with all its texts in one language.

    Parameters
    ----------
    value : JSON, with `Both` among it
        A label is a `Both`, a text with marked wordings in it, ``"中文 | English"``, or ``{"zh": …, "en": …}``.
    lang : {"zh", "en"}
        The language to keep.

    Examples
    --------
    >>> in_language({"title": "城市 | City", "n": 3, "source": {"zh": "甲", "en": "A"}}, "en")
    {'title': 'City', 'n': 3, 'source': 'A'}
    """
    if isinstance(value, Both):
        return value.get(lang)
    if isinstance(value, str):
        first = lang == "zh"
        text = _MARKED.sub(r"\1" if first else r"\2", value) if "⟦" in value else value
        zh, between, en = text.partition(BETWEEN)
        return (zh if first else en) if between and BETWEEN not in en else text
    if isinstance(value, dict):
        if value.keys() == {"zh", "en"}:
            return in_language(value[lang], lang)
        return {key: in_language(item, lang) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [in_language(item, lang) for item in value]
    return value
