"""The finishing call of a figure cell: `show` takes a chart written in Altair, `table` a frame; both want their sources.

What comes of it carries both languages once: texts stand marked in one specification, and the language is chosen when a
page is made. Title and subtitle are words: they stand in the Markdown above, under the same name.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from altair.utils.schemapi import debug_mode

from planbook.errors import FigureError
from planbook.figures import theme
from planbook.figures.base import DASH, Column, check
from planbook.figures.described import described
from planbook.figures.layers import HEIGHT, outline_data
from planbook.ground.absent import Absent, first_absent
from planbook.ground.language import LANGUAGES, Both, both, in_language
from planbook.ground.numerals import decimal, is_missing
from planbook.ground.payload import MIME, clean, display_language, seal, under_press
from planbook.store.provenance import Passport, combine

_INTERNAL = ("segment", "alone", "series", "order", "x", "y", "shift", "label", "before")


@dataclass(frozen=True, eq=False)
class Shown:
    """What a cell shows: a chart, a table, or the reason why there is none. Made by `show` and `table`."""

    content: dict[str, Any]
    visible: dict[str, Any]

    def payload(self) -> dict[str, Any]:
        """Return what the book keeps of it."""
        return self.content

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.content, "text/plain": f"[{self.content['name']}]", **self.visible}


def show(name: str, chart: Any, *found: Any, table: pd.DataFrame | None = None) -> Shown:
    """Finish a chart: the book's theme, both languages, sources, the data behind it.

    Parameters
    ----------
    name : str
        What the figure is called in the Markdown above (``:::{figure} name``) and in links to it.
    chart : altair.Chart or altair.LayerChart
        Labels in both languages in one line, ``"城市 | City"``; columns of names hold `Both`.
    *found : findings or Passport
        What it is drawn from: sources, years, coverage and breaks follow from them. Where one is absent, the page gives
        the reason in place of the chart.
    table : pandas.DataFrame, optional
        The frame of the table behind it where that is not the chart's own; its columns are those of the tooltip.

    Raises
    ------
    FigureError
        If nothing says where the values are from.

    Examples
    --------
    >>> rows = pd.DataFrame({"year": [2012, 2013], "value": [1.0, 2.0]})
    >>> made = show("made_up", alt.Chart(rows).mark_line().encode(x="year:Q", y="value:Q"), Passport((), (2012, 2013)))
    >>> made.payload()["id"], list(made.payload()["spec"]["datasets"])
    ('made_up', ['d1'])
    >>> show("gone", None, Absent(Both("未刊印。", "Not printed."))).payload()["kind"]
    'absent'
    """
    if (gone := first_absent(chart, *found)) is not None:
        return absent(name, gone)
    spec = specification(chart)
    frame = _main(chart) if table is None else table
    columns, rows = _behind(spec, frame)
    content = seal(
        "chart",
        {
            "name": name,
            "spec": spec,
            "table": {"columns": columns, "rows": rows},
            "alt": _texts(described(frame, columns)),
            **_sourced(name, found, maps='"provinces"' in str(spec).replace("'", '"')),
        },
        name,
    )
    return Shown(content, {} if under_press() else {"image/svg+xml": _svg(spec)})


def table(
    name: str,
    frame: Any,
    columns: Sequence[Column] | None = None,
    *found: Any,
    sort_by: str | None = None,
    descending: bool = True,
) -> Shown:
    """Finish a table: both languages, sources, what it is sorted by.

    Parameters
    ----------
    name : str
        What the table is called in the Markdown above (``:::{table} name``) and in links to it.
    frame : pandas.DataFrame or Tabled
        One row per line, or a finding that is a table: it brings columns, order and sources. Cells are numbers,
        findings, text, `Both`, or `Words`, which stand in the caption; a missing cell is a dash with its reason.
    columns : sequence of Column
        In the order shown.
    *found : findings or Passport
        As in `show`.
    sort_by : str, optional
        Column of the frame to sort by, missing values last; the order of the frame by default.
    descending : bool
        Largest first.

    Raises
    ------
    FigureError
        If the frame lacks a column or has no row, or nothing says where the values are from.

    Examples
    --------
    >>> frame = pd.DataFrame({"city": [Both("鞍山", "Anshan"), Both("大庆", "Daqing")], "gdp": [None, 4181.5]})
    >>> columns = (Column("city", "城市 | City"), Column("gdp", "亿元 | 100m yuan", decimals=1))
    >>> made = table("made_up", frame, columns, Passport((), (2013,)), sort_by="gdp").payload()
    >>> [[cell["text"] for cell in row] for row in in_language(made, "en")["rows"]]
    [['Daqing', '4,181.5'], ['Anshan', '—']]
    >>> from planbook.ground.quantities import Percent
    >>> kept = pd.DataFrame({"goal": pd.Series([Percent(45.0)], dtype="object")})
    >>> made = table("kept", kept, [Column("goal", "目标 | Goal")], Passport((), (2017,))).payload()
    >>> in_language(made, "en")["rows"][0][0]["text"]
    '45.0%'
    """
    if (gone := first_absent(frame, *found)) is not None:
        return absent(name, gone)
    if columns is None:
        whole = frame
        frame, columns, found = whole.frame, whole.columns, (whole, *found)
        sort_by, descending = whole.sort_by, whole.descending
    here = [c.key for c in columns if f"{c.key}_zh" not in frame.columns]
    check(frame, [*here, *([sort_by] if sort_by else [])], f"the table {name!r}")
    if sort_by:
        frame = frame.sort_values(sort_by, ascending=not descending, kind="stable", na_position="last")
    rows = [[_both_cells(column, row) for column in columns] for row in _records(frame)]
    heads = [
        {
            "label": str(both(c.label)),
            "align": "right" if c.decimals is not None or c.right else "left",
            "numeric": c.decimals is not None,
        }
        for c in columns
    ]
    content = seal("table", {"name": name, "columns": heads, "rows": rows, **_sourced(name, found)}, name)
    if under_press():
        return Shown(content, {})
    lang = display_language()
    texts = [[cell["text"] for cell in row] for row in in_language(rows, lang)]
    return Shown(content, {"text/html": html_table([both(c.label).get(lang) for c in columns], texts)})


def drawing(name: str, found: Any) -> Shown:
    """Finish the small line charts of one place: both languages, sources, the table behind them.

    Parameters
    ----------
    name : str
        What the drawing is called in the Markdown above (``:::{figure} name``) and in links to it.
    found : finding with a field ``trends``
        Its `planbook.figures.Trends`, and where the values are from.

    Examples
    --------
    >>> drawing("gone", Absent(Both("未刊印。", "Not printed."))).payload()["kind"]
    'absent'
    """
    if (gone := first_absent(found)) is not None:
        return absent(name, gone)
    drawn = found.trends
    content = {
        "name": name,
        "svg": {lang: drawn.svg(lang) for lang in LANGUAGES},
        "table": {lang: drawn.table(lang) for lang in LANGUAGES},
        "alt": _texts(drawn.described),
        **_sourced(name, [found]),
    }
    sealed = seal("drawing", content, name)
    return Shown(sealed, {} if under_press() else {"image/svg+xml": drawn.svg(display_language())})


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as pandas does, but leave findings in them what they are: it would make plain floats of them."""
    names = [str(c) for c in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _both_cells(column: Column, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a cell whose texts carry both languages."""
    zh, en = (column.cell(row, lang) for lang in LANGUAGES)
    return {key: zh[key] if zh[key] == en[key] else str(Both(zh[key], en[key])) for key in zh}


def absent(name: str, gone: Absent) -> Shown:
    """Return what stands in the place of a figure: the reason, told once a page."""
    reason = None if gone.reason is None else _texts(gone.reason)
    visible = (
        {} if under_press() or gone.reason is None else {"text/markdown": gone.reason.get(display_language())}
    )
    return Shown(seal("absent", {"name": name, "reason": reason}, name), visible)


def specification(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, texts of both languages marked in it, each frame once inside."""
    frames: dict[int, str] = {}
    datasets: dict[str, Any] = {}

    def keep(data: Any) -> dict[str, Any]:
        if not isinstance(data, pd.DataFrame):
            return alt.to_values(data) if isinstance(data, dict) else data
        if id(data) not in frames:
            frames[id(data)] = f"d{len(frames) + 1}"
            datasets[frames[id(data)]] = _marked(clean(data.to_dict("records")))
        return {"name": frames[id(data)]}

    with debug_mode(False), _transformer(keep):  # the tests validate charts; here it would take long
        spec = chart.to_dict(validate=False)
    spec.setdefault("width", "container")
    spec.setdefault("height", HEIGHT)
    spec["config"] = {**theme.config("zh"), "font": str(Both(*(theme.font(lang) for lang in LANGUAGES)))}
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    shapes = outline_data() if '"provinces"' in str(spec.get("layer", "")).replace("'", '"') else {}
    return {**clean(_marked(spec)), "datasets": {**datasets, **shapes}}


class _transformer:  # noqa: N801  (reads as what it does)
    """Have Altair hand each frame to a function while it writes a specification."""

    def __init__(self, keep: Any) -> None:
        self._keep = keep

    def __enter__(self) -> None:
        alt.data_transformers.register("planbook", self._keep)
        self._enabled = alt.data_transformers.enable("planbook", consolidate_datasets=False)
        self._enabled.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._enabled.__exit__(*error)


def _marked(value: Any) -> Any:
    """Return JSON with every `Both` in it as a marked text."""
    if isinstance(value, Both):
        return str(value)
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in value.items()}
    return [_marked(item) for item in value] if isinstance(value, list | tuple) else value


def _main(chart: Any) -> pd.DataFrame:
    """Return the frame a chart draws: that of the layer with a tooltip, or else the largest."""
    found: list[tuple[bool, int, pd.DataFrame]] = []

    def look(part: Any, data: Any = None) -> None:
        own = part.data if isinstance(getattr(part, "data", None), pd.DataFrame) else data
        below = [
            x for key in ("layer", "hconcat", "vconcat", "concat") for x in getattr(part, key, None) or ()
        ]
        for one in below if isinstance(below, list) else ():
            look(one, own)
        if isinstance(own, pd.DataFrame):
            encoded = getattr(part, "encoding", alt.Undefined)
            tipped = getattr(encoded, "tooltip", alt.Undefined) is not alt.Undefined
            found.append((tipped, len(own), own))

    look(chart)
    if not found:
        raise FigureError("the chart draws no frame: give it rows, or `table` the rows behind it")
    return max(found, key=lambda f: f[:2])[2]


def _tips(spec: Any) -> list[dict[str, Any]]:
    """Return the first tooltip of a specification that lists fields."""
    if isinstance(spec, dict):
        tips = spec.get("tooltip")
        if isinstance(tips, list) and all(isinstance(t, dict) and "field" in t for t in tips):
            return tips
        for key, part in spec.items():
            if key not in ("datasets", "config") and (found := _tips(part)):
                return found
    if isinstance(spec, list):
        for part in spec:
            if found := _tips(part):
                return found
    return []


def _behind(spec: dict[str, Any], frame: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells of the table behind a chart: the columns of its tooltip, a series a column if it has years."""
    tips = [t for t in _tips(spec) if t["field"] in frame.columns]
    if not tips:
        tips = [{"field": c, "title": str(c)} for c in frame.columns if c not in _INTERNAL]
    fields = {t["field"]: t for t in tips}
    by_series = {"year", "series", "name", "value"} <= set(frame.columns) and "value" in fields
    if by_series and not frame.duplicated(["year", "series"]).any():
        return _wide(frame, fields["value"])
    columns = [str(t.get("title", t["field"])) for t in tips]
    rows = [[_cell(row[f], t) for f, t in fields.items()] for row in frame.to_dict("records")]
    return columns, rows


def _wide(frame: pd.DataFrame, tip: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    names = frame.drop_duplicates("series").set_index("series")["name"]
    unit, year = both(tip.get("title", "")), Both("年份", "Year")
    heads = [both(n) for n in names]
    wide = frame.pivot(index="year", columns="series", values="value").reindex(columns=names.index)
    columns = [
        str(year),
        *(f"{n}{Both(f'（{unit.zh}）', f' ({unit.en})')}" if unit.zh else str(n) for n in heads),
    ]
    years = range(int(wide.index.min()), int(wide.index.max()) + 1)
    rows = [
        [str(y), *(_cell(v, tip) for v in values)]
        for y, values in zip(years, wide.reindex(years).to_numpy(), strict=True)
    ]
    return columns, rows


def _cell(value: Any, tip: Mapping[str, Any]) -> str:
    if is_missing(value):
        return DASH
    if isinstance(value, Both):
        return str(value)
    form = str(tip.get("format", ""))
    if isinstance(value, float | int) and not isinstance(value, bool):
        if form == "d" or not form:
            return str(int(value)) if float(value).is_integer() else decimal(float(value), 2)
        return decimal(float(value), int(form.rpartition(".")[2].rstrip("f")), signed=form.startswith("+"))
    return str(value)


def _texts(text: Both) -> dict[str, str]:
    return {lang: text.get(lang) for lang in LANGUAGES}


def _sourced(name: str, found: Sequence[Any], *, maps: bool = False) -> dict[str, Any]:
    """Return the source line of findings and the publications behind them."""
    from planbook.figures.outlines import ATTRIBUTION

    passports = [f if isinstance(f, Passport) else getattr(f, "source", None) for f in found]
    known = [p for p in passports if isinstance(p, Passport)]
    if not known or len(known) < len(passports):
        raise FigureError(
            f"{name!r} does not say where its values are from: give it the finding it is drawn from"
        )
    one = combine(*known)
    if maps:
        one = combine(one, Passport((), (), notes=(ATTRIBUTION,)))
    return {
        "source": {lang: one.text(lang) for lang in LANGUAGES},
        "sources": {lang: one.publications(lang) for lang in LANGUAGES},
    }


def _svg(spec: dict[str, Any]) -> str:
    lang = display_language()
    return vl_convert.vegalite_to_svg({**in_language(spec, lang), "width": 700})


def html_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a plain HTML table, as an analyst sees it in Jupyter; texts are escaped."""

    def line(tag: str, texts: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(t)}</{tag}>" for t in texts) + "</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', columns)}</thead><tbody>{body}</tbody></table>"
