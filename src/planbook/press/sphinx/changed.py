"""Directive ``planbook-changes``: what changed since the former edition, as ``planbook changes`` found it.

Nothing is compared here; the list of `planbook.editions` is put into words and tables.
"""

import json
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from planbook import catalog, paths, plan
from planbook.ground.language import Both, Lang
from planbook.ground.numerals import year_ranges
from planbook.press.pages.render import grid

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILE = "changes.json"
_FIRST = Both(
    "这一版没有可对照的前一版，因此这里没有变化可列。",
    "There is no former edition that this one is compared with, hence no change to list.",
)
_SAID = {
    "since": Both("与“{former}”相比：", "Compared with “{former}”:"),
    "years": Both("新的数据年份：{what}", "New data years: {what}"),
    "series": Both("新的指标：{what}", "New series: {what}"),
    "ended": Both("不再收录的指标：{what}", "Series no longer there: {what}"),
    "revised": Both("修订的数值：{n}个", "Values revised: {n}"),
    "added": Both("补入的数值：{n}个", "Values added: {n}"),
    "withdrawn": Both("撤下的数值：{n}个", "Values withdrawn: {n}"),
    "text": Both("改写的页面与笔记本：{what}", "Pages and notebooks written anew: {what}"),
}
_HEADS = {
    "verdicts": Both("判断与所据数字的变化", "Verdicts, and the figures they rest on"),
    "ranks": Both("名次移动五位以上的规划城市", "Cities of the plan whose rank moved by five places or more"),
    "revised": Both("修订的数值", "Values revised"),
}
_VERDICTS = {
    "met": Both("达到", "met"),
    "not_met": Both("未达到", "not met"),
    "on_proxy": Both("仅有替代指标", "on proxy"),
    "no_data": Both("无数据", "no data"),
}
_COLUMNS = {
    "goal": Both("目标", "Goal"),
    "city": Both("城市", "City"),
    "indicator": Both("指标", "Indicator"),
    "year": Both("年份", "Year"),
    "was": Both("原为", "Was"),
    "now": Both("现为", "Is"),
    "figure_was": Both("原数字", "Figure was"),
    "figure_now": Both("现数字", "Figure is"),
}
_LIST = Both("供程序读取的完整清单", "The whole list, for machines")
_NONE = Both("没有变化。", "Nothing changed.")
MOST = 300  # rows shown of one table; the list for machines has all


def to_html(found: dict[str, Any] | None, lang: Lang, address: str = "") -> str:
    """Return what changed, in one language.

    Parameters
    ----------
    found : dict or None
        What `planbook.editions.comparing.Changes` wrote; None if nothing was compared.
    lang : {"zh", "en"}
        The language.
    address : str
        Where the list for machines is; not offered if empty.
    """
    if found is None:
        return f"<p>{escape(_FIRST.get(lang))}</p>"
    joint = "、" if lang == "zh" else ", "
    named = {"years": year_ranges(found["years"]), "text": found["text"]}
    named |= {
        kind: [
            catalog.indicators()[i].name.get(lang) if i in catalog.indicators() else i for i in found[kind]
        ]
        for kind in ("series", "ended")
    }
    counts = {"revised": len(found["revised"])}
    counts |= {kind: sum(row["places"] for row in found[kind]) for kind in ("added", "withdrawn")}
    points = [
        _SAID[kind].get(lang).format(what=joint.join(named.get(kind, ())), n=f"{counts.get(kind, 0):,}")
        for kind in ("years", "series", "ended", "revised", "added", "withdrawn", "text")
        if named.get(kind) or counts.get(kind)
    ]
    parts = [f"<p>{escape(_SAID['since'].get(lang).format(former=found['former']))}</p>"]
    tables = [_verdicts(found, lang), _ranks(found, lang), _revised(found, lang)]
    if not points and not any(tables):
        parts.append(f"<p>{escape(_NONE.get(lang))}</p>")
    if points:
        parts.append("<ul>" + "".join(f"<li>{escape(point)}</li>" for point in points) + "</ul>")
    parts += [table for table in tables if table]
    if address:
        parts.append(f'<p><a href="{escape(address)}" download>{escape(_LIST.get(lang))}</a></p>')
    return "\n".join(parts)


def _table(kind: str, columns: Iterable[str], rows: list[list[Any]], lang: Lang) -> str:
    if not rows:
        return ""
    names = [_COLUMNS[column].get(lang) for column in columns]
    right = [
        column in ("was", "now", "figure_was", "figure_now", "year") and kind != "verdicts"
        for column in columns
    ]
    head = _HEADS[kind].get(lang)
    cells = [[(_shown(value), None, "") for value in row] for row in rows[:MOST]]
    return f"<h2>{escape(head)}</h2>\n" + grid(names, right, cells, head)


def _verdicts(found: dict[str, Any], lang: Lang) -> str:
    goals = {goal.id: goal.name.get(lang) for goal in plan.goals()} if found["verdicts"] else {}
    rows = [
        [
            goals[v["goal"]],
            _VERDICTS[v["was"]].get(lang),
            _VERDICTS[v["now"]].get(lang),
            v["figure_was"],
            v["figure_now"],
        ]
        for v in found["verdicts"]
    ]
    return _table("verdicts", ("goal", "was", "now", "figure_was", "figure_now"), rows, lang)


def _ranks(found: dict[str, Any], lang: Lang) -> str:
    rows = [[*_what(r, lang), r["was"], r["now"]] for r in found["ranks"]]
    return _table("ranks", ("city", "indicator", "year", "was", "now"), rows, lang)


def _revised(found: dict[str, Any], lang: Lang) -> str:
    rows = [[*_what(r, lang), r["was"], r["now"]] for r in found["revised"]]
    return _table("revised", ("city", "indicator", "year", "was", "now"), rows, lang)


def _name(indicator: str, lang: Lang) -> str:
    known = catalog.indicators().get(indicator)
    return known.name.get(lang) if known else indicator


def _what(row: dict[str, Any], lang: Lang) -> list[str]:
    return [
        catalog.place(row["unit"]).get(lang),
        _name(row["indicator"], lang),
        str(row["year"]),
    ]


def _shown(value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:,.10g}".replace("-", "−") if isinstance(value, float) else str(value)


def setup(app: "Sphinx", lang: Lang) -> None:
    """Register the directive for the edition of one language."""
    from planbook.press.sphinx.directives import directive

    file = paths.build(FILE)

    def html() -> str:
        found = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        return to_html(found, lang, f"../{FILE}" if found and app.config.planbook_switch else "")

    app.add_directive("planbook-changes", directive(html, [file] if file.is_file() else []))
