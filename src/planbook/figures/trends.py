"""`Trends`: many small line charts of one place, written directly as SVG, each with a median behind it.

A profile shows a dozen of them on one page for each of many places: the chart engine would take longer than everything
else. The drawing is complete in one language; every panel is an ``<svg>`` of its own inside it, so that a narrow screen
can set the panels in fewer columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from planbook.figures import theme
from planbook.figures.base import DASH, NOT_PRINTED
from planbook.ground.language import Both
from planbook.ground.numerals import decimal, is_missing

WIDTH, HEIGHT = 180, 122  # of a panel
TOP, FOOT, SIDE = 46, 102, 5  # where its plot begins and ends; space left and right of it
COLUMNS, GAP, KEY = 4, 16, 22
BREAK = Both("断点", "break in series")
_HEAD = (
    Both("指标", "Indicator"),
    Both("单位", "Unit"),
    Both("起始年", "First year"),
    Both("起始值", "First value"),
    Both("最末年", "Last year"),
    Both("最末值", "Last value"),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart.

    Parameters
    ----------
    name, unit : Both
        A few words; the unit of the values.
    own, median : mapping of int to float
        Year → value; a year without a value is left out or missing and leaves a gap in the line.
    breaks : sequence of int
        First years of a new series; no line is drawn across.
    decimals : int
        Digits after the point.
    missing : Both
        What stands in the panel of a place without any value.
    """

    name: Both
    unit: Both
    own: Mapping[int, float]
    median: Mapping[int, float]
    breaks: Sequence[int] = ()
    decimals: int = 1
    missing: Both = NOT_PRINTED


@dataclass(frozen=True, eq=False)
class Trends:
    """Small line charts side by side, for `planbook.figures.drawing`.

    Parameters
    ----------
    panels : sequence of Panel
        In the order drawn, four in a row.
    names : tuple of Both
        What the line is, and what the grey line behind it is.
    years : tuple of int
        First and last year of every panel.

    Examples
    --------
    >>> panel = Panel(Both("服务业", "Services"), Both("%", "%"), {2012: 40.0, 2013: 41.5}, {2012: 35.0, 2013: 36.0})
    >>> trends = Trends([panel], (Both("鞍山", "Anshan"), Both("中位数", "median")), (2012, 2013))
    >>> trends.table("en")["rows"]
    [['Services', '%', '2012', '40.0', '2013', '41.5', '36.0']]
    >>> trends.svg("en").count("<svg ")
    3
    """

    panels: Sequence[Panel]
    names: tuple[Both, Both]
    years: tuple[int, int]

    def svg(self, lang: str) -> str:
        """Return the drawing of one language; the font is the generic ``sans-serif`` of its root."""
        rows = -(-len(self.panels) // COLUMNS)
        width = COLUMNS * WIDTH + (COLUMNS - 1) * GAP
        height = KEY + rows * HEIGHT + (rows - 1) * GAP
        inside = [_key(self.names, lang, any(p.breaks for p in self.panels))]
        for n, panel in enumerate(self.panels):
            row, column = divmod(n, COLUMNS)
            left, top = column * (WIDTH + GAP), KEY + row * (HEIGHT + GAP)
            inside.append(_panel(panel, lang, self.years, left, top))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="11" fill="{theme.INK}">{"".join(inside)}</svg>'
        )

    def table(self, lang: str) -> dict[str, Any]:
        """Return the table behind the drawing: the first and last value of each panel, and the last of the median."""

        def row(panel: Panel) -> list[str]:
            known, median = _known(panel.own), _known(panel.median)
            ends = [(y, decimal(known[y], panel.decimals)) for y in (min(known), max(known))] if known else []
            cells = [str(cell) for end in ends for cell in end] or [panel.missing.get(lang), *[DASH] * 3]
            last = max(known) if known else max(median, default=0)
            behind = decimal(median[last], panel.decimals) if last in median else DASH
            return [panel.name.get(lang), panel.unit.get(lang), *cells, behind]

        return {
            "columns": [h.get(lang) for h in (*_HEAD, self.names[1])],
            "rows": [row(p) for p in self.panels],
        }

    @property
    def described(self) -> Both:
        """What is to be known of the drawing by who cannot see it."""
        own, median = self.names
        return Both(
            f"{len(self.panels)}幅小折线图，{own.zh}与{median.zh}相对照；首末值见数据表。",
            f"{len(self.panels)} small line charts of {own.en} beside the {median.en}; the table has the values.",
        )


def _known(series: Mapping[int, float]) -> dict[int, float]:
    return {int(y): float(v) for y, v in sorted(series.items()) if not is_missing(v)}


def _panel(panel: Panel, lang: str, years: tuple[int, int], left: float, top: float) -> str:
    own, median = _known(panel.own), _known(panel.median)
    values = [*own.values(), *median.values()] or [0.0]
    low, high = min(values), max(values)

    def x(year: float) -> float:
        return round(SIDE + (WIDTH - 2 * SIDE) * (year - years[0]) / max(1, years[1] - years[0]), 1)

    def y(value: float) -> float:
        return round(FOOT - (FOOT - TOP) * (value - low) / ((high - low) or 1), 1)

    def line(series: dict[int, float], colour: str, wide: float) -> list[str]:
        drawn = []
        for run in _runs(series, panel.breaks):
            points = " ".join(f"{x(at)},{y(series[at])}" for at in run)
            if len(run) > 1:
                drawn.append(
                    f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{wide}"/>'
                )
            else:
                drawn.append(
                    f'<circle cx="{x(run[0])}" cy="{y(series[run[0]])}" r="{wide}" fill="{colour}"/>'
                )
        return drawn

    inside = [
        _text(0, 11, panel.name.get(lang), 'font-weight="bold"'),
        _text(0, 24, panel.unit.get(lang), f'font-size="10" fill="{theme.MUTED}"'),
        f'<path d="M{x(years[0])} {FOOT + 4}H{x(years[1])}" stroke="{theme.BORDER}"/>',
    ]
    for at in panel.breaks:
        if years[0] < at <= years[1]:
            inside.append(
                f'<path d="M{x(at - 0.5)} {TOP - 12}V{FOOT + 4}" stroke="{theme.COAST}" stroke-dasharray="2 2"/>'
            )
    inside += line(median, theme.OTHERS, 1.4) + line(own, theme.PLAN, 2)
    if own:
        ends = sorted({min(own), max(own)})
        for at in ends:
            anchor = "start" if x(at) < WIDTH / 3 else "end" if x(at) > 2 * WIDTH / 3 else "middle"
            side = {"start": -SIDE, "end": SIDE, "middle": 0}[anchor]
            above = y(own[at]) - 5 if y(own[at]) - 5 > TOP - 12 else y(own[at]) + 13
            shown = decimal(own[at], panel.decimals)
            halo = f'stroke="{theme.PAPER}" stroke-width="3" paint-order="stroke" fill="{theme.PLAN}"'
            inside.append(_text(x(at) + side, above, shown, f'text-anchor="{anchor}" {halo}'))
            small = f'text-anchor="{anchor}" font-size="10" fill="{theme.MUTED}"'
            inside.append(_text(x(at) + side, HEIGHT - 5, str(at), small))
        inside.append(f'<circle cx="{x(ends[-1])}" cy="{y(own[ends[-1]])}" r="2.5" fill="{theme.PLAN}"/>')
    else:
        inside.append(_text(0, (TOP + FOOT) / 2, panel.missing.get(lang), f'fill="{theme.MUTED}"'))
    return (
        f'<svg class="panel" x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{''.join(inside)}</svg>"
    )


def _runs(series: Mapping[int, float], breaks: Sequence[int]) -> list[list[int]]:
    """Cut the years of a series where a year has no value and where a new series begins."""
    runs: list[list[int]] = []
    for year in series:
        if runs and year == runs[-1][-1] + 1 and year not in breaks:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _key(names: tuple[Both, Both], lang: str, broken: bool) -> str:
    own, median = (n.get(lang) for n in names)
    items = [
        (own, f'stroke="{theme.PLAN}" stroke-width="2"'),
        (median, f'stroke="{theme.OTHERS}" stroke-width="2"'),
        *([(BREAK.get(lang), f'stroke="{theme.COAST}" stroke-dasharray="2 2"')] if broken else []),
    ]
    inside, at = [], 0.0
    for label, stroke in items:
        inside.append(f'<path d="M{at} 7H{at + 18}" {stroke}/>' + _text(at + 23, 11, label, ""))
        at += 40 + sum(11 if ord(c) > 0x2E80 else 6.2 for c in label)
    return f'<svg class="key" width="{at:.0f}" height="{KEY}" viewBox="0 0 {at:.0f} {KEY}">{"".join(inside)}</svg>'


def _text(x: float, y: float, words: str, style: str) -> str:
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>'
