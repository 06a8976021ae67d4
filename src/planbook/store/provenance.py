"""The passport of a figure: its sources, years, coverage and breaks, and the line that says so below it.

The catalog knows the sources and breaks; a passport says which of them a given frame of observations meets.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from planbook import catalog
from planbook.errors import RegistryError
from planbook.ground.language import Both
from planbook.ground.numerals import is_missing, year_ranges

COLUMNS = ("unit", "indicator", "year", "value", "source", "flag")
_EDITION = re.compile(r"\s*\d{4}年版|,?\s*edition \d{4}")
_EDITIONS = re.compile(r"[\d、–]+年版$|, editions? [\d, –]+$")


@dataclass(frozen=True, slots=True)
class Passport:
    """Where the values of one figure come from and how far they reach.

    Parameters
    ----------
    sources : tuple of Both
        Publications, editions included.
    years : tuple of int
        Data years, not editions.
    covered, of : int, optional
        How many of the units have a value in the best-covered year, and how many there are.
    breaks : tuple of Both
        Breaks in series that the figure crosses.
    flags : tuple of Both
        What single values are marked with.
    notes : tuple of Both
        Further remarks: a proxy, a method, the outlines of a map.
    covered_least : int, optional
        How many units have a value in the worst-covered year, where that differs.
    ids : tuple of str
        The catalog's ids of those sources that it knows, so that editions can be told again together.

    Examples
    --------
    >>> book = Both("《中国城市统计年鉴》2013年版", "China City Statistical Yearbook, edition 2013")
    >>> print(Passport((book,), (2012,), 93, 95).text("zh"))
    资料来源：《中国城市统计年鉴》2013年版；数据年份2012；覆盖95个城市中的93个。
    """

    sources: tuple[Both, ...]
    years: tuple[int, ...]
    covered: int | None = None
    of: int | None = None
    breaks: tuple[Both, ...] = ()
    flags: tuple[Both, ...] = ()
    notes: tuple[Both, ...] = ()
    covered_least: int | None = None
    ids: tuple[str, ...] = ()

    def text(self, lang: str) -> str:
        """Return the source line of one language, ``"zh"`` or ``"en"``."""
        zh = lang == "zh"

        def listed(heading: Both, items: Iterable[Both], joint: str) -> list[str]:
            texts = [item.get(lang) for item in items]
            return [heading.get(lang) + joint.join(texts)] if texts else []

        parts = listed(Both("资料来源：", "Sources: "), self.sources, "、" if zh else "; ")
        if self.years:
            runs = year_ranges(self.years)
            several = "s" if len(self.years) > 1 else ""
            parts.append(f"数据年份{'、'.join(runs)}" if zh else f"Data year{several} {', '.join(runs)}")
        parts += self._coverage(lang)
        parts += listed(Both("断点：", "Breaks in series: "), self.breaks, " / ")
        parts += listed(Both("标注：", "Marked values: "), self.flags, " / ")
        notes = (note.get(lang) for note in self.notes)
        parts += [text[:1].upper() + text[1:] for text in notes]  # each is a sentence of its own
        ends = "。；. "
        return ("；" if zh else ". ").join(part.rstrip(ends) for part in parts) + ("。" if zh else ".")

    def publications(self, lang: str) -> list[str]:
        """Return the sources of one language without their editions, each once.

        Examples
        --------
        >>> Passport((Both("《年鉴》2013、2015–2017年版", "Yearbook, editions 2013, 2015–2017"),), (2012,)).publications("en")
        ['Yearbook']
        """
        return list(dict.fromkeys(_EDITIONS.sub("", source.get(lang)) for source in self.sources))

    def _coverage(self, lang: str) -> list[str]:
        if self.covered is None or self.of is None:
            return []
        least = self.covered if self.covered_least is None else self.covered_least
        number = str(self.covered) if least == self.covered else f"{least}–{self.covered}"
        varies = least != self.covered
        if lang == "zh":
            return [f"{'各年' if varies else ''}覆盖{self.of}个城市中的{number}个"]
        return [f"Covers {number} of {self.of} cities{', depending on the year' if varies else ''}"]


def passport(frame: pd.DataFrame, of: Collection[str], notes: Iterable[Both] = ()) -> Passport:
    """Return the passport of a frame of observations.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``unit, indicator, year, value, source, flag``, one row per observation; rows of the nation
        may stand among them and count as a source, not as coverage. Where all other rows are of one unit, the breaks
        of that unit count as well.
    of : collection of str
        Codes of the units the figure means to cover, such as the plan's 95 cities; none for a figure of the nation
        alone, which then says nothing about coverage.
    notes : iterable of Both
        Remarks to add.

    Raises
    ------
    RegistryError
        If the frame lacks a column, or names a source or flag that the catalog does not know.

    Examples
    --------
    >>> empty = pd.DataFrame(columns=["unit", "indicator", "year", "value", "source", "flag"])
    >>> passport(empty, of=["210300", "230600"]).covered
    0
    """
    absent = [f"column {c!r} is missing" for c in COLUMNS if c not in frame.columns]
    if absent:
        raise RegistryError(
            "the frame cannot be given a passport: select it with its sources and flags", absent
        )
    known = frame[frame["value"].notna()]
    years = tuple(sorted({int(y) for y in known["year"]}))
    asked = known[known["unit"].isin(list(of))]
    counts = asked.groupby(["indicator", "year"])["unit"].nunique()
    most, least = (int(counts.max()), int(counts.min())) if len(counts) else (0, 0)
    ids = tuple(sorted({str(i) for i in known["source"] if not is_missing(i)}))
    return Passport(
        sources=_sources(ids),
        years=years,
        covered=most,
        of=len(set(of)) or None,
        breaks=_breaks(known, years),
        flags=_flags(known["flag"]),
        notes=tuple(notes),
        covered_least=least,
        ids=ids,
    )


def _sources(asked: Iterable[str]) -> tuple[Both, ...]:
    """Editions of one publication (ids ``<slug>-<edition>``) share a label with their editions as ranges."""
    known = catalog.sources()
    unknown = [f"source {i!r} is not in data/catalog/sources.csv" for i in asked if i not in known]
    if unknown:
        raise RegistryError("observations name sources that the catalog does not know", unknown)
    single: list[Both] = []
    series: dict[Both, list[int]] = {}
    for source in (known[i] for i in asked):
        if source.edition and source.id.endswith(f"-{source.edition}"):
            title = Both(*(_EDITION.sub("", text) for text in (source.label.zh, source.label.en)))
            series.setdefault(title, []).append(int(source.edition))
        else:
            single.append(source.label)
    grouped = []
    for title, editions in series.items():
        runs, many = year_ranges(editions), len(editions) > 1
        grouped.append(
            Both(f"{title.zh}{'、'.join(runs)}年版", f"{title.en}, edition{'s' * many} {', '.join(runs)}")
        )
    return (*grouped, *single)


def _breaks(known: pd.DataFrame, years: tuple[int, ...]) -> tuple[Both, ...]:
    if not years:
        return ()
    found = {}
    for indicator, rows in known.groupby("indicator", sort=False):
        units = {str(u) for u in rows["unit"]}
        own = {catalog.NATION} & units
        # a figure about one city crosses the breaks of that city too, such as a changed border
        own |= units if len(units - own) == 1 else {""}
        first, last = int(rows["year"].min()), int(rows["year"].max())
        for b in (b for unit in sorted(own) for b in catalog.breaks(str(indicator), first, last, unit)):
            found[b.year, b.what] = Both(_dated(b.year, b.what.zh, "年"), _dated(b.year, b.what.en, ", "))
    return tuple(text for _, text in sorted(found.items(), key=lambda item: item[0][0]))


def _dated(year: int, what: str, joint: str) -> str:
    return what if str(year) in what else f"{year}{joint}{what}"


def _flags(cells: Iterable[object]) -> tuple[Both, ...]:
    texts = catalog.flags()
    asked = sorted({f for cell in cells if not is_missing(cell) for f in str(cell).split(";") if f})
    unknown = [f"flag {f!r} is not in data/catalog/flags.csv" for f in asked if f not in texts]
    if unknown:
        raise RegistryError("observations carry flags that the catalog does not know", unknown)
    return tuple(texts[f] for f in asked)


def combine(*passports: Passport) -> Passport:
    """Return one passport for a figure made of several frames; coverage is that of the first.

    A publication of which the frames have different editions is told once, with all of them.

    Examples
    --------
    >>> a, b = Passport((Both("甲", "A"),), (2012,), 93, 95), Passport((Both("乙", "B"),), (2013,))
    >>> print(combine(a, b).text("en"))
    Sources: A; B. Data years 2012–2013. Covers 93 of 95 cities.
    """

    def union(field: str) -> tuple:
        return tuple(dict.fromkeys(item for p in passports for item in getattr(p, field)))

    first = passports[0]
    ids = tuple(sorted(union("ids")))
    told = {source for p in passports for source in _sources(p.ids)}
    return Passport(
        sources=(*_sources(ids), *(source for source in union("sources") if source not in told)),
        years=tuple(sorted(union("years"))),
        covered=first.covered,
        of=first.of,
        breaks=union("breaks"),
        flags=union("flags"),
        notes=union("notes"),
        covered_least=first.covered_least,
        ids=ids,
    )
