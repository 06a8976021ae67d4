"""The text for readers who do not see a chart: its values in words, made from the frame that is drawn."""

from collections.abc import Sequence

import pandas as pd

from planbook.ground.language import Both, both
from planbook.ground.numerals import decimal

FEW = 6  # values said of a frame without years


def described(frame: pd.DataFrame, columns: Sequence[str] = ()) -> Both:
    """Say what a chart shows.

    Of series over years, each first and last value; of named values, the first and the last ones as drawn; of anything
    else, how many rows there are and which columns.

    Parameters
    ----------
    frame : pandas.DataFrame
        What is drawn.
    columns : sequence of str
        Headings of the table behind it.

    Examples
    --------
    >>> frame = pd.DataFrame({"year": [2012, 2013], "series": "a", "name": Both("甲", "A"), "value": [1.0, 2.0]})
    >>> described(frame).en
    'A: 1.0 in 2012, 2.0 in 2013.'
    """
    if {"year", "series", "name", "value"} <= set(frame.columns):
        return _over_years(frame.dropna(subset=["value"]))
    if {"name", "value"} <= set(frame.columns) and len(frame.dropna(subset=["value"])):
        return _named(frame.dropna(subset=["value"]))
    heads = [both(c) for c in columns]
    return Both(
        f"{len(frame)}行数据：{'、'.join(h.zh for h in heads)}。",
        f"{len(frame)} rows of data: {'; '.join(h.en for h in heads)}.",
    )


def _over_years(known: pd.DataFrame) -> Both:
    zh, en = [], []
    for _, rows in known.groupby("series", sort=False):
        rows, name = rows.sort_values("year"), both(rows["name"].iloc[0])
        first, last = rows.iloc[0], rows.iloc[-1]
        a, b = decimal(float(first["value"])), decimal(float(last["value"]))
        zh.append(f"{name.zh}：{int(first['year'])}年{a}，{int(last['year'])}年{b}")
        en.append(f"{name.en}: {a} in {int(first['year'])}, {b} in {int(last['year'])}")
    text = "; ".join(en)
    return Both("；".join(zh) + "。", text[:1].upper() + text[1:] + ".")


def _named(known: pd.DataFrame) -> Both:
    told = known.sort_values("value", ascending=False, kind="stable")
    some = told if len(told) <= FEW else pd.concat([told.head(FEW // 2), told.tail(FEW // 2)])
    said = [(both(n), decimal(float(v))) for n, v in zip(some["name"], some["value"], strict=True)]
    left = len(told) - len(some)
    zh, en = "，".join(f"{n.zh}{v}" for n, v in said), ", ".join(f"{n.en} {v}" for n, v in said)
    if left:
        zh, en = f"{len(told)}个值，最高与最低：{zh}", f"{len(told)} values, highest and lowest: {en}"
    return Both(zh + "。", en[:1].upper() + en[1:] + ".")
