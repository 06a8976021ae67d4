"""A book of two chapters and three written pages with made-up figures, small enough to build in a test."""

import json
import shutil
from pathlib import Path
from textwrap import dedent

from planbook.ground.payload import MIME

CHECKOUT = Path(__file__).parents[2]

CHART = {
    "kind": "chart",
    "id": "made-up-chart",
    "zh": {
        "title": "甲市与乙市的地区生产总值",
        "subtitle": "亿元，当年价格",
        "alt": "折线图：两市的地区生产总值",
        "source": "来源：虚构数据，仅供测试",
        "spec": {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "data": {"name": "table"},
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": "年份"},
                "y": {"field": "gdp", "type": "quantitative", "title": "亿元"},
                "color": {"field": "city_zh", "type": "nominal", "title": "城市"},
            },
        },
        "table": {
            "columns": ["城市", "年份", "亿元"],
            "rows": [["甲市", "2012", "5.5"], ["乙市", "2012", "未公布"]],
        },
    },
    "en": {
        "title": "Gross regional product of two cities",
        "subtitle": "100 million yuan, current prices",
        "alt": "Line chart: gross regional product of two cities",
        "source": "Source: made up for a test",
        "spec": {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "data": {"name": "table"},
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": "year"},
                "y": {"field": "gdp", "type": "quantitative", "title": "100 million yuan"},
                "color": {"field": "city_en", "type": "nominal", "title": "city"},
            },
        },
        "table": {
            "columns": ["City", "Year", "100m yuan"],
            "rows": [["Jia", "2012", "5.5"], ["Yi", "2012", "not printed"]],
        },
    },
    "data": {
        "table": [
            {"year": 2012, "gdp": 5.5, "city_zh": "甲市", "city_en": "Jia"},
            {"year": 2013, "gdp": 6.25, "city_zh": "甲市", "city_en": "Jia"},
            {"year": 2012, "gdp": None, "city_zh": "乙市", "city_en": "Yi"},
        ]
    },
}


_PANEL = '<svg x="0" y="{y}" width="180" height="122" viewBox="0 0 180 122"><text>{words}</text></svg>'
_PANELS = _PANEL.format(y=0, words="&lt;b&gt; &amp; c") + _PANEL.format(y=140, words="2")
_DRAWN = {
    "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 262" font-size="11">{_PANELS}</svg>',
    "table": {"columns": ["%"], "rows": [["2.0"]]},
}
DRAWING = {
    "kind": "drawing",
    "id": "made-up-drawing",
    "zh": {"title": "走势", "alt": "小折线图", "source": "来源：虚构数据", **_DRAWN},
    "en": {"title": "Trends", "alt": "one small chart", "source": "Source: made up", **_DRAWN},
}


def _cell(text: str, sort: float | str | None = None, flag: str | None = None) -> dict:
    return {"text": text, "sort": sort, "flag": flag}


TABLE = {
    "kind": "table",
    "id": "made-up-table",
    "zh": {
        "title": "人均生产总值 <2012>",
        "source": "来源：虚构数据",
        "columns": [
            {"label": "城市", "align": "left", "numeric": False},
            {"label": "元", "align": "right", "numeric": True},
        ],
        "rows": [
            [_cell("甲市"), _cell("9,000", 9000)],
            [_cell("乙市"), _cell("12,000", 12000, "按常住人口计算")],
            [_cell("丙市"), _cell("未公布")],
        ],
    },
    "en": {
        "title": "Product per person <2012>",
        "source": "Source: made up",
        "columns": [
            {"label": "City", "align": "left", "numeric": False},
            {"label": "Yuan", "align": "right", "numeric": True},
        ],
        "rows": [
            [_cell("Jia"), _cell("9,000", 9000)],
            [_cell("Yi"), _cell("12,000", 12000, "by resident population")],
            [_cell("Bing"), _cell("not printed")],
        ],
    },
}

TEXT = {
    "kind": "text",
    "id": "made-up-text",
    "zh": {"markdown": "## 算出的小节\n\n甲市的二氧化硫排放量下降 **12.5%**。"},
    "en": {"markdown": "## A computed section\n\nSulphur dioxide in Jia fell by **12.5%**."},
}

# Emits a payload as the figures of the package do, by hand.
SHOW = f"""
import json
from IPython.display import display

def show(payload):
    display({{{MIME!r}: json.loads(payload), "text/plain": "made up"}}, raw=True)
"""


def markdown(lang: str, text: str, *tags: str) -> dict:
    return {"cell_type": "markdown", "metadata": {"tags": [lang, *tags]}, "source": text}


def code(text: str, *tags: str) -> dict:
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": text.strip(),
        "outputs": [],
        "execution_count": None,
    }


def show(*payloads: dict, tags: tuple[str, ...] = ()) -> dict:
    return code("\n".join(f"show({json.dumps(p, ensure_ascii=False)!r})" for p in payloads), *tags)


def notebook(*cells: dict) -> dict:
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": list(cells), "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}


def chapter(title_zh: str, title_en: str, *shown: dict) -> dict:
    # where something goes into a briefing, the title does
    briefed = ("brief",) if any("brief" in cell["metadata"]["tags"] for cell in shown) else ()
    return notebook(
        markdown("zh", f"# {title_zh}", *briefed),
        markdown("en", f"# {title_en}", *briefed),
        code("year = 2017\nregion = '全国'", "parameters"),
        code(SHOW),
        *shown,
    )


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")


def write_project(root: Path) -> Path:
    write(root / "data/plan/document.csv", "title_zh\n")  # its folder marks the root
    for name in ("_config.yml", "_config.en.yml", "CITATION.cff"):
        shutil.copy(CHECKOUT / name, root / name)
    static = "src/planbook/press/sphinx/static"
    shutil.copytree(CHECKOUT / static, root / static)
    write(
        root / "_toc.yml",
        "{format: jb-book, root: index, chapters: [{file: first}, {file: second}, {file: notes}]}\n",
    )
    write(root / "book/zh/index.md", "# 前言\n\n唐山市。见{doc}`notes`。\n")
    write(root / "book/en/index.md", "# Preface\n\nSee {doc}`notes`.\n")
    for lang, title in (("zh", "甲市"), ("en", "Jia")):
        write(root / f"book/{lang}/units/jia.md", f"---\norphan: true\n---\n\n# {title}\n")
    for lang, title in (("zh", "说明"), ("en", "Notes")):
        write(
            root / f"book/{lang}/notes.md",
            f"""\
            # {title}

            $r = \\frac{{a}}{{b}}$

            ```{{planbook-sources}}
            ```

            ```{{planbook-dictionary}}
            ```

            ```{{planbook-breaks}}
            ```
            """,
        )
    catalog = root / "data" / "catalog"
    write_catalog_sources(root)
    indicator = {
        "id": "gdp_100m_yuan",
        "name_zh": "地区生产总值",
        "name_en": "Gross regional product",
        "unit_zh": "亿元",
        "unit_en": "100 million yuan",
        "scope": "city",
        "chapter": "overview",
        "direction": "higher",
        "aggregate": "sum",
        "weight": "",
        "plausible_min": "0",
        "plausible_max": "1",
        "largest_change": "0",
        "definition_zh": "当年价格",
        "definition_en": "current prices",
    }
    write(catalog / "indicators.csv", f"{','.join(indicator)}\n{','.join(indicator.values())}\n")
    write(catalog / "provinces.csv", "code,name_zh,name_en\n210000,辽宁省,Liaoning\n")
    write(catalog / "cities.csv", "code,name_zh,name_en,province\n210300,鞍山市,Anshan,210000\n")
    write_observations(root)
    write(
        catalog / "breaks.csv",
        "indicator,unit,year,what_zh,what_en\ngdp_100m_yuan,,2008,重新核算,recomputed\n",
    )
    write(catalog / "flags.csv", "id,text_zh,text_en\nmisprint,刊印有误,misprinted\n")
    write(
        catalog / "corrections.csv",
        """\
        unit,indicator,year,expect,used,reason_zh,reason_en
        210300,gdp_100m_yuan,2012,55,5.5,小数点错位,decimal point slipped
        """,
    )
    notebooks = {
        "first": chapter("第一章", "First chapter", show(CHART), show(TABLE, TEXT, tags=("brief",))),
        "second": chapter("第二章", "Second chapter", show(TABLE)),
    }
    for name, content in notebooks.items():
        write(root / f"notebooks/{name}.ipynb", json.dumps(content, ensure_ascii=False))
    return root


def write_observations(root: Path, **changed: float) -> None:
    """Write observations of two cities, 2017 to 2019; ``anshan_2018=7.5`` replaces one of the made-up values."""
    for year in (2017, 2018, 2019):
        anshan, fushun = (changed.get(f"{city}_{year}", year - 2000.0) for city in ("anshan", "fushun"))
        write(
            root / f"data/observations/{year}.csv",
            "unit,indicator,value,source,flag\n"
            f"210300,gdp_100m_yuan,{anshan},made-up,\n210400,gdp_100m_yuan,{fushun},made-up,\n",
        )


def write_catalog_sources(root: Path, *editions: str) -> None:
    """Write the catalog's sources: the editions of a made-up yearbook, or one publication without editions."""
    rows = [
        {
            "id": f"made-up-{edition}" if edition else "made-up",
            "label_zh": f"虚构年鉴{edition}年版" if edition else "虚构年鉴",
            "label_en": f'"Made-up yearbook, edition {edition}"' if edition else "Made-up yearbook",
            "publisher_zh": "虚构社",
            "publisher_en": "Made-up press",
            "edition": edition,
            "terms_zh": "无",
            "terms_en": "none",
            "address": "",
            "accessed": "",
            "trust": "C",
            "trust_reason_zh": "虚构",
            "trust_reason_en": "made up",
        }
        for edition in editions or ("",)
    ]
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    write(root / "data" / "catalog" / "sources.csv", "\n".join(lines) + "\n")
