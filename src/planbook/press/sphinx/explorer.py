"""Directive ``planbook-explorer``: the form and the places for charts that ``explorer.js`` fills with the data beside the book.

The data are written by `planbook.explorer`; this page only says where they are, in the language of the edition.
"""

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from planbook.ground.language import Both, Lang
from planbook.press.sphinx.landing import TEMPLATES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "explore"  # beside the editions
_GROUPS = {
    "plan": Both("规划点名的城市", "The cities of the plan"),
    "all": Both("全部城市", "All cities"),
    "outside": Both("规划外城市", "Cities outside the plan"),
    "northeast": Both("东北的规划城市", "Plan cities of the Northeast"),
    "east": Both("东部的规划城市", "Plan cities of the East"),
    "central": Both("中部的规划城市", "Plan cities of the Centre"),
    "west": Both("西部的规划城市", "Plan cities of the West"),
    "provinces": Both("各省与全国", "Provinces and the nation"),
}
WORDS = {
    "indicator": Both("指标", "Indicator"),
    "year": Both("年份", "Year"),
    "group": Both("范围", "Group"),
    "add": Both("添加城市或省份", "Add a city or province"),
    "adds": Both("添加", "Add"),
    "map": Both("地图", "Map"),
    "ranking": Both("排名", "Ranking"),
    "lines": Both("历年", "Over time"),
    "csv": Both("下载当前数据 CSV", "CSV of this view"),
    "link": Both("复制当前视图的链接", "Copy a link to this view"),
    "place": Both("地方", "Place"),
    "value": Both("数值", "Value"),
    "rank": Both("名次", "Rank"),
    "note": Both("备注", "Note"),
    "scriptless": Both(
        "查数据要用脚本。全部表格可从“覆盖与质量”页下载。",
        "Exploring needs scripts. All tables can be downloaded from the page on coverage and quality.",
    ),
}


def to_html(lang: Lang, data: str) -> str:
    """Return the page's form and its empty charts.

    Parameters
    ----------
    lang : {"zh", "en"}
        The language of the page.
    data : str
        How the page reaches the folder of the scripts.
    """
    template = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("explorer.html")
    words = {name: both.get(lang) for name, both in WORDS.items()}
    return template.render(
        words=words, groups={name: both.get(lang) for name, both in _GROUPS.items()}, data=data
    )


def setup(app: "Sphinx", lang: Lang) -> None:
    """Register the directive for the edition of one language."""
    from planbook.press.sphinx.directives import directive

    def html() -> str:
        return to_html(lang, f"../{FOLDER}/" if app.config.planbook_switch else f"../site/{FOLDER}/")

    app.add_directive("planbook-explorer", directive(html, []))
