"""How every chart looks: colours, fonts and the Vega-Lite configuration. No chart is built here.

Colours mean the same thing everywhere: teal is the plan's 95 cities, dark grey the nation, light grey the cities
outside the plan. The regions can be told apart by colour-blind readers and, by lightness, on a grey print.
"""

from typing import Any

from planbook import plan
from planbook.ground.language import Both

CHINESE_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
LATIN_FONTS = ("Noto Sans", "Helvetica Neue", "Segoe UI", "Arial", "Liberation Sans")
TEXT_SIZE = 12.5
SMALL_SIZE = 11.5

PLAN = "#0B6E8F"
NATION = "#4A4A4A"
OTHERS = "#A9AFB3"
TARGET = "#B3361E"
INK = "#24292D"
MUTED = "#63696E"
GRID = "#E6E8EA"
LAND = "#F1F1EE"
BORDER = "#D3D6D7"
COAST = "#8C9296"
PAPER = "#FFFFFF"
BETWEEN = "#C9CED1"  # what joins two values of a city

ROLES = {
    "plan": PLAN,
    "nation": NATION,
    "others": OTHERS,
    "northeast": "#882255",
    "central": "#CC5A1B",
    "east": "#5B93C7",
    "west": "#D9A62B",
}
CYCLE = (PLAN, "#CC5A1B", "#7BADD6", "#882255", "#D9A62B", "#8C9296")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
SEQUENTIAL = ("#C3DEE6", "#8DBFCD", "#4F9BB1", "#0B6E8F", "#053B4E")
DIVERGING = ("#A6611A", "#DDBB7F", "#EDEDED", "#7FBFC9", "#0B6E8F")


def term() -> tuple[int, int]:
    """Return the first and the last year of the plan, shaded in charts that go beyond them."""
    document = plan.document()
    return document.first_year, document.last_year


def term_said() -> Both:
    """Return what the shaded stretch of an axis is."""
    first, last = term()
    return Both(
        f"横轴着色处为规划期{first}—{last}年",
        f"coloured stretch of the axis: the plan's term, {first}–{last}",
    )


def beyond_term(first: float, last: float) -> bool:
    """Tell whether years touch the plan's term and go beyond it.

    Examples
    --------
    >>> beyond_term(2003, 2022), beyond_term(2013, 2020), beyond_term(2003, 2012)
    (True, False, False)
    """
    begins, ends = term()
    return first <= ends and last >= begins and (first < begins or last > ends)


def colours(ids: list[str]) -> list[str]:
    """Return one colour per series id: the colour of its role, or the next one of the cycle.

    Examples
    --------
    >>> colours(["nation", "primary", "services"])
    ['#4A4A4A', '#0B6E8F', '#CC5A1B']
    """
    taken = {ROLES[i] for i in ids if i in ROLES}
    free = [c for c in CYCLE if c not in taken]
    others = [i for i in ids if i not in ROLES]
    return [ROLES[i] if i in ROLES else free[others.index(i) % len(free)] for i in ids]


def legible(colour: str) -> str:
    """Return the colour, darkened until text in it reads well on white (contrast 4.5 to 1).

    Examples
    --------
    >>> legible("#0B6E8F"), legible("#D9A62B")
    ('#0B6E8F', '#936F19')
    """
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while 1.05 / (_luminance(rgb) + 0.05) < 4.5:
        rgb = [int(c * 0.96) for c in rgb]
    return "#" + "".join(f"{c:02X}" for c in rgb)


def _luminance(rgb: list[int]) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def font(lang: str) -> str:
    """Return the fonts of a language, best first: a Chinese font would set English apostrophes full width.

    Examples
    --------
    >>> font("zh").split(",")[0]
    '"Noto Sans CJK SC"'
    """
    families = CHINESE_FONTS if lang == "zh" else LATIN_FONTS + CHINESE_FONTS
    return ", ".join(f'"{family}"' for family in families) + ", sans-serif"


def config(lang: str) -> dict[str, Any]:
    """Return the Vega-Lite configuration of every chart in one language.

    Examples
    --------
    >>> config("en")["background"]
    '#FFFFFF'
    """
    return {
        "background": PAPER,
        "font": font(lang),
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": TEXT_SIZE,
            "labelColor": MUTED,
            "titleFontSize": TEXT_SIZE,
            "titleFontWeight": "normal",
            "titleColor": MUTED,
            "titlePadding": 8,
            "gridColor": GRID,
            "domainColor": "#9BA1A5",
            "tickColor": "#9BA1A5",
            "labelOverlap": "greedy",
            "labelSeparation": 8,
        },
        "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
        "axisX": {"grid": False, "tickSize": 4},
        "legend": {
            "labelFontSize": TEXT_SIZE,
            "titleFontSize": TEXT_SIZE,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": MUTED,
            "labelLimit": 320,
            "titleLimit": 320,
        },
        "text": {"fontSize": TEXT_SIZE, "color": INK},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 16,
            "subtitleFontSize": 13,
            "color": INK,
            "subtitleColor": MUTED,
            "offset": 12,
        },
    }
