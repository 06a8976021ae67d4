"""Charts for print: a Vega-Lite specification becomes an SVG as wide as the main column of a page.

The chart engine starts once a process. Text stays text in the SVG, set in the fonts of the briefings; labels that are
a little too wide for print are the business of the builders of charts.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from typing import Any

from planbook.ground.language import Lang
from planbook.press.briefing import fonts

WIDTH = 560  # pixels of a drawing that fills the main column, so that 12.5 pixels come out at 7.9 points
_FAMILY = re.compile(r'font-family="[^"]*"')


def svg(payload: dict[str, Any]) -> str:
    """Return a chart or drawing as SVG.

    Parameters
    ----------
    payload : dict
        A payload of kind chart or drawing, reduced to one language.
    """
    lang: Lang = payload["lang"]
    if payload["kind"] == "drawing":
        return _FAMILY.sub(f'font-family="{family(lang)}"', payload["svg"])
    return _engine().vegalite_to_svg(complete(payload))


def complete(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the specification of a chart with its data inside, laid out for print."""
    spec = payload["spec"]
    tables = {"table": payload["data"]["table"]} if "data" in payload else {}
    return {
        **spec,
        "width": WIDTH,
        "datasets": {**spec.get("datasets", {}), **tables},
        "config": {**spec.get("config", {}), "font": family(payload["lang"])},
    }


def family(lang: Lang) -> str:
    """Return the fonts of a language as SVG names them.

    Examples
    --------
    >>> family("zh")
    'Noto Sans CJK SC'
    """
    return ", ".join(fonts.FAMILIES[lang])


@cache
def _engine() -> Any:
    import vl_convert

    vl_convert.register_font_directory(
        str(fonts.folder())
    )  # labels are measured with the fonts they are set in
    return vl_convert


def texts(drawing: str) -> Iterator[str]:
    """Yield the texts that a drawing shows.

    Examples
    --------
    >>> list(texts('<svg xmlns="http://www.w3.org/2000/svg"><text>鞍<tspan>山</tspan></text></svg>'))
    ['鞍山']
    """
    for element in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text"):
        yield "".join(element.itertext())


def size(drawing: str) -> tuple[float, float]:
    """Return width and height of a drawing in pixels.

    Examples
    --------
    >>> size('<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"/>')
    (120.0, 40.0)
    """
    root = ET.fromstring(drawing)
    box = root.get("viewBox", "0 0 0 0").replace(",", " ").split()
    width, height = (root.get(name, box[n]).removesuffix("px") for n, name in ((2, "width"), (3, "height")))
    return float(width), float(height)
