"""Directives that print the catalog on a page, such as ``planbook-sources``; `LISTINGS` names them all.

The tables are those under ``data/catalog/``, in the language of the edition, so that the pages about methods and
sources cannot fall behind the data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from planbook import catalog, paths, plan
from planbook.ground.language import Both
from planbook.ground.numerals import year_ranges
from planbook.press.pages.render import grid

_SCOPES = {
    "city": Both("全市", "whole city"),
    "districts": Both("市辖区", "city districts"),
    "nation": Both("全国", "nation"),
    "province": Both("各省与全国", "provinces and nation"),
    "county": Both("单个市辖区或县级市", "single district or county-level city"),
}
_ADDED = {"sum": Both("相加", "added up"), "none": Both("不汇总", "not combined")}
_ONE_FIGURE = Both("只有全国数", "one figure, the nation's")
_EVERY_CITY = Both("全部城市", "every city")


@dataclass(frozen=True)
class Listing:
    """One table of the catalog: its name, its header, its rows, the file it is read from, and which columns count."""

    name: Both
    header: tuple[Both, ...]
    rows: Callable[[str], list[tuple[str, ...]]]
    file: str
    numbers: tuple[int, ...] = ()


def sources(lang: str) -> list[tuple[str, ...]]:
    """Return label, publisher, terms, trust and id of every source, in one language.

    Editions of one publication of which nothing else differs share a row.
    """

    def alike(source: catalog.Source) -> tuple[str, ...]:
        label = source.label.get(lang)
        title = label.replace(source.edition, "") if source.edition.isdigit() else label
        trust = f"{source.trust}: {source.trust_reason.get(lang)}"
        return title, source.publisher.get(lang), source.terms.get(lang), trust

    rows: list[tuple[str, ...]] = []
    for (_, publisher, terms, trust), group in groupby(catalog.sources().values(), key=alike):
        editions = list(group)
        first, last = editions[0], editions[-1]
        label, ids = first.label.get(lang), first.id
        if len(editions) > 1:
            years = year_ranges(int(e.edition) for e in editions)
            label = label.replace(first.edition, {"zh": "、", "en": ", "}[lang].join(years))
            ids = f"{first.id} … {last.id}"
        rows.append((label, publisher, terms, trust, ids))
    return rows


def dictionary(lang: str) -> list[tuple[str, ...]]:
    """Return name, unit, scope, definition, how cities become one figure, and id of every indicator, in one language."""
    return [
        (
            i.name.get(lang),
            i.unit.get(lang),
            _SCOPES[i.scope].get(lang),
            i.definition.get(lang),
            _together(i).get(lang),
            i.id,
        )
        for i in catalog.indicators().values()
    ]


def _together(indicator: catalog.Indicator) -> Both:
    """Say how the figures of several cities become one; what exists for the nation only has nothing to put together."""
    if indicator.scope == "nation":
        return _ONE_FIGURE
    names = [catalog.indicators()[part].name for part in filter(None, indicator.weight.split("/"))]
    if indicator.aggregate == "weighted":
        return Both(f"按“{names[0].zh}”加权", f"mean weighted by “{names[0].en}”")
    if indicator.aggregate == "ratio":
        return Both(
            f"“{names[0].zh}”与“{names[1].zh}”合计之比",
            f"sum of “{names[0].en}” over sum of “{names[1].en}”",
        )
    return _ADDED[indicator.aggregate]


def _whom(unit: str) -> Both:
    if unit in ("", catalog.NATION):
        return _SCOPES["nation"] if unit else _EVERY_CITY
    if unit in catalog.cities() or unit in catalog.provinces():
        return catalog.place(unit)
    return next(u.name for u in plan.units() if u.code == unit)


def breaks(lang: str) -> list[tuple[str, ...]]:
    """Return indicator, first year of the new series, what changed, and whom it concerns, in one language."""
    indicators = catalog.indicators()
    everything = Both("全部指标", "every indicator")
    return [
        (
            (everything if b["indicator"] == "*" else indicators[b["indicator"]].name).get(lang),
            b["year"],
            b[f"what_{lang}"],
            _whom(b["unit"]).get(lang),
        )
        for b in catalog.table("catalog", "breaks.csv", columns=("indicator", "unit", "year"))
    ]


def corrections(lang: str) -> list[tuple[str, ...]]:
    """Return indicator, city, year, what is printed, what is used and why of every correction, in one language."""
    indicators = catalog.indicators()
    whom = {code: city.name for code, city in catalog.cities().items()} | {"": _EVERY_CITY}
    columns = ("unit", "indicator", "year", "expect", "used")
    return [
        (
            indicators[c["indicator"]].name.get(lang),
            whom[c["unit"]].get(lang),
            c["year"],
            c["expect"] or "—",
            c["used"] or "—",
            c[f"reason_{lang}"],
        )
        for c in catalog.table("catalog", "corrections.csv", columns=columns)
    ]


def flags(lang: str) -> list[tuple[str, ...]]:
    """Return id and meaning of every flag a value can carry, in one language."""
    return [(id_, text.get(lang)) for id_, text in catalog.flags().items()]


LISTINGS = {
    "planbook-sources": Listing(
        Both("数据来源", "Sources"),
        (
            Both("来源", "Source"),
            Both("出版者", "Publisher"),
            Both("使用条件", "Terms"),
            Both("可信度", "Trust"),
            Both("标识", "Id"),
        ),
        sources,
        "sources.csv",
    ),
    "planbook-dictionary": Listing(
        Both("指标", "Indicators"),
        (
            Both("指标", "Indicator"),
            Both("单位", "Unit"),
            Both("范围", "Scope"),
            Both("定义", "Definition"),
            Both("各城市汇总", "Cities together"),
            Both("标识", "Id"),
        ),
        dictionary,
        "indicators.csv",
    ),
    "planbook-breaks": Listing(
        Both("序列断点", "Breaks in series"),
        (
            Both("指标", "Indicator"),
            Both("自年份", "From"),
            Both("变化", "What changed"),
            Both("城市", "Cities"),
        ),
        breaks,
        "breaks.csv",
    ),
    "planbook-corrections": Listing(
        Both("更正表", "Table of corrections"),
        (
            Both("指标", "Indicator"),
            Both("城市", "City"),
            Both("年份", "Year"),
            Both("刊印", "Printed"),
            Both("改用", "Used"),
            Both("理由", "Reason"),
        ),
        corrections,
        "corrections.csv",
    ),
    "planbook-flags": Listing(
        Both("标注", "Flags"),
        (Both("数据表中的标识", "Id in the tables"), Both("含义", "Meaning")),
        flags,
        "flags.csv",
    ),
}


def to_html(listing: Listing, lang: str) -> str:
    """Return a listing as an HTML table in one language."""
    rows: list[Sequence[tuple[str, None, str]]] = [
        [(text, None, "") for text in row] for row in listing.rows(lang)
    ]
    right = [column in listing.numbers for column in range(len(listing.header))]
    return grid([h.get(lang) for h in listing.header], right, rows, listing.name.get(lang))


def setup(app: Sphinx, lang: str) -> None:
    """Register the directives for the edition of one language."""
    for name, listing in LISTINGS.items():
        files = [paths.data("catalog", listing.file)]
        app.add_directive(name, directive(partial(to_html, listing, lang), files))


def directive(html: Callable[[], str], files: Sequence[Path]) -> type[SphinxDirective]:
    """Return a directive that prints what a function returns.

    Parameters
    ----------
    html : callable
        Makes the HTML when the page is read.
    files : sequence of Path
        What it is made from; the page is read again when one of them changes.
    """

    class Printed(SphinxDirective):
        """Prints HTML made from data."""

        def run(self) -> list[nodes.Node]:
            for file in files:
                self.env.note_dependency(str(file))
            return [nodes.raw("", html(), format="html")]

    return Printed
