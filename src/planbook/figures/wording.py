"""The words charts make by themselves: default alternative texts, headings with units, tooltips."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from planbook.figures.parts import number_format
from planbook.ground.language import Both
from planbook.ground.numerals import decimal

YEAR = Both("年份", "Year")
CITY = Both("城市", "City")
CHINA = Both("全国", "China")
MEDIAN = Both("中位数", "Median")
PER_CENT = Both("%", "%")
NOTHING = Both("", "")


def with_unit(name: Both, unit: Both) -> Both:
    """Return a heading with its unit in brackets.

    Examples
    --------
    >>> with_unit(CHINA, PER_CENT)
    Both(zh='全国（%）', en='China (%)')
    """
    return Both(f"{name.zh}（{unit.zh}）", f"{name.en} ({unit.en})") if unit.zh else name


def tooltips(lang: str, fields: Sequence[tuple[str, Both, int | None]]) -> list[alt.Tooltip]:
    """Return tooltips for fields with their headings; decimals None means text, -1 a year.

    Examples
    --------
    >>> tooltips("en", [("year:Q", YEAR, -1)])[0].to_dict()
    {'field': 'year', 'format': 'd', 'title': 'Year', 'type': 'quantitative'}
    """
    tips = []
    for name, heading, decimals in fields:
        title = heading.get(lang) or "·"
        if decimals is None:
            tips.append(alt.Tooltip(name, title=title))
        else:
            tips.append(
                alt.Tooltip(name, title=title, format="d" if decimals < 0 else number_format(decimals))
            )
    return tips


def joined(own: Both, added: Both) -> Both:
    """Return a subtitle with a remark added to it.

    Examples
    --------
    >>> joined(NOTHING, CITY).en, joined(CHINA, CITY).en
    ('City', 'China; City')
    """
    return Both(f"{own.zh}；{added.zh}", f"{own.en}; {added.en}") if own.zh else added


def alternative(kind: Both, title: Both, described: Both) -> Both:
    """Return the text for readers who do not see the chart: its kind, its finding, its values in words."""
    return Both(f"{kind.zh}：{title.zh}。{described.zh}", f"{kind.en}: {title.en}. {described.en}")


def ends_described(
    known: pd.DataFrame, order: Sequence[str], names: Mapping[str, Both], unit: Both, decimals: int
) -> Both:
    """Say each series' first and last value in words; the frame has ``series, year, value`` without gaps.

    Examples
    --------
    >>> frame = pd.DataFrame({"series": "a", "year": [2012, 2013], "value": [1.0, 2.0]})
    >>> ends_described(frame, ["a"], {"a": CHINA}, PER_CENT, 1).en
    'China: 1.0 in 2012, 2.0 in 2013 (%).'
    """
    zh, en = [], []
    for series in order:
        rows = known[known["series"] == series].sort_values("year")
        if rows.empty:
            continue
        y0, y1 = int(rows["year"].iloc[0]), int(rows["year"].iloc[-1])
        v0, v1 = decimal(rows["value"].iloc[0], decimals), decimal(rows["value"].iloc[-1], decimals)
        zh.append(with_unit(Both(f"{names[series].zh}：{y0}年{v0}，{y1}年{v1}", ""), unit).zh)
        en.append(with_unit(Both("", f"{names[series].en}: {v0} in {y0}, {v1} in {y1}"), unit).en)
    text = "; ".join(en)
    return Both("；".join(zh) + "。", text[:1].upper() + text[1:] + ".")


def values_described(items: Sequence[tuple[Both, float]], unit: Both, decimals: int) -> Both:
    """Say named values in words, in the order given; a name that tells its value tells it once.

    Examples
    --------
    >>> values_described([(CHINA, 51.6), (Both("目标45.0", "goal of 45.0"), 45)], PER_CENT, 1).en
    'China 51.6, goal of 45.0 (%).'
    """

    def told(name: str, value: float, gap: str) -> str:
        written = decimal(value, decimals)
        return name if written in name else f"{name}{gap}{written}"

    zh = "，".join(told(name.zh, value, "") for name, value in items)
    en = ", ".join(told(name.en, value, " ") for name, value in items)
    said = with_unit(Both(zh, en), unit)
    return Both(said.zh + "。", said.en + ".")
