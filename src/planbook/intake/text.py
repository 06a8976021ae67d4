"""Cells as they were typed from print, made readable: header wordings and numbers. Knows no indicator and no city.

Only look-alikes that have one possible reading are mended here. A cell that could be read in two ways stays unread
and is reported; what it should say is declared in ``data/catalog/corrections.csv``.
"""

import math
import re
import unicodedata

# characters the scanner took for one another; each has a single reading inside a header
_LOOKALIKES = str.maketrans({"巿": "市", "釆": "采", "査": "查", "毎": "每", "—": "一", "―": "一", "丨": ""})
# English up to the next Chinese character; abbreviations inside the Chinese wording (第一产业占GDP的比重) stay
_ENGLISH = re.compile(r"(?<![A-Za-z&])(?!(?:GDP|GRP|R&D)[\u4e00-\u9fff])[A-Za-z][^\u4e00-\u9fff]*")
_DIGITS = str.maketrans({"〇": "0", "○": "0", "丨": "1", "．": ".", "，": ",", "－": "-", "—": "-"})
# digits alone: those of other scripts would be numbers as well, and nobody would see it
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
# raised, lowered, circled and bracketed digits point to a footnote; compatibility forms would make them digits
_MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u209f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793*†‡]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
BLANKS = frozenset({"", "-", "--", "---", "…", "……", "...", "/", "nan", "—", "——", "空"})


def squeeze(text: object) -> str:
    r"""Return the text in compatibility form (full-width → half-width) without any white space.

    Examples
    --------
    >>> squeeze(" 城　 市\n（全 巿）")
    '城市(全巿)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _INVISIBLE.sub("", str(text))))


def raised(digits: str) -> str:
    """Return a text whose digits are raised, as a workbook's rich text writes a footnote.

    Examples
    --------
    >>> "9230.337" + raised("1")
    '9230.337¹'
    """
    return digits.translate(_RAISED)


def without_marks(cell: object) -> tuple[str, str]:
    """Return a cell's text without footnote marks, and the marks; no marks, an empty text.

    Examples
    --------
    >>> without_marks("9230.337①"), without_marks("41.3²"), without_marks(7)
    (('9230.337', '①'), ('41.3', '²'), ('7', ''))
    """
    text = str(cell).strip()
    return _MARKS.sub("", text).strip(), "".join(_MARKS.findall(text))


def chinese(text: object) -> str:
    """Return a header cell's Chinese wording: look-alikes mended, the English beside it dropped.

    Latin abbreviations that carry meaning (GDP, GRP, R&D) stay.

    Examples
    --------
    >>> chinese("年末户籍人口 (万人） Household Registered Population (10 000 persons)")
    '年末户籍人口(万人)'
    >>> chinese("R&D内部经费支出(万元）R&D Internal Outlay(10 000 yuan)")
    'R&D内部经费支出(万元)'
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", str(text))).translate(_LOOKALIKES)
    return re.sub(r"\s+", "", _ENGLISH.sub(" ", plain)).strip("*#·")


def number(cell: object) -> float | None:
    """Return the number a cell holds, or None for a blank one.

    Thousands separators are taken where they stand in the right places; full-width digits and scanned zeros and
    ones are mended. A blank inside a number is not closed up: it may stand between two figures.

    Raises
    ------
    ValueError
        If the cell holds something else than one number, or a number with a footnote mark beside it.

    Examples
    --------
    >>> number("2〇.2"), number(" 1,234.5 "), number("-"), number(7)
    (20.2, 1234.5, None, 7.0)
    >>> number("1,23")
    Traceback (most recent call last):
    ...
    ValueError: '1,23' is not a number
    >>> number("19445 1")
    Traceback (most recent call last):
    ...
    ValueError: '19445 1' is not a number
    >>> number("9230.337²")
    Traceback (most recent call last):
    ...
    ValueError: '9230.337²' carries a footnote mark ²
    """
    if isinstance(cell, bool):
        raise ValueError(f"{cell!r} is not a number")
    if isinstance(cell, int | float):
        return float(cell)
    plain, marks = without_marks(cell)
    if marks and plain:
        raise ValueError(f"{str(cell).strip()!r} carries a footnote mark {marks}")
    text = unicodedata.normalize("NFKC", str(cell).translate(_DIGITS)).translate(_DIGITS).strip()
    if squeeze(text) in BLANKS:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    # a bracket pair read for a zero before the point: ().13
    text = re.sub(r"^\(\)(?=\.\d)", "0", text)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{str(cell).strip()!r} is not a number")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{str(cell).strip()!r} is not a number")
    return value
