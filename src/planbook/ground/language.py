"""Text in both languages of the book: `Both` holds a Chinese and an English wording of the same thing.

Whatever a reader sees is a `Both` until the page of one language is written. Sentences with numbers in them are
made by `planbook.text.prose`.
"""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


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
