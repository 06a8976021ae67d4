"""What a briefing says about itself: edition, data year, data version, sources, how to cite it.

Issue and authors come from ``CITATION.cff``, the book's title from its configuration, the rest from the notebook
and the data it was run on. No clock is asked: a briefing is dated like its edition.
"""

import ast
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from planbook import plan
from planbook.chapters.selection import usual_year
from planbook.ground.language import Both, Lang
from planbook.press.changes.jobs import fingerprint
from planbook.press.sphinx.site import configuration
from planbook.store.units import find

_KINDS = {
    "city": Both("城市简报", "City briefing"),
    "district": Both("城区简报", "District briefing"),
    "province": Both("省份简报", "Province briefing"),
    "chapter": Both("章节简报", "Chapter briefing"),
}
_MOST_PAGES = {"city": 2, "district": 2, "province": 2, "chapter": 4}


@dataclass(frozen=True)
class Issue:
    """The edition of the book in one language.

    Attributes
    ----------
    book : str
        Title of the book.
    author : str
        Who made it.
    version : str
        Version of the edition.
    day : datetime.date
        When the edition was released, or the day of SOURCE_DATE_EPOCH where that is set.
    data_version : str
        The first twelve digits of a hash: over what the notebook read, or over the folder ``data`` where that is
        not known.
    """

    book: str
    author: str
    version: str
    day: date
    data_version: str


def edition(root: Path, lang: Lang, data_version: str | None = None) -> Issue:
    """Return the edition of the project in a folder.

    Parameters
    ----------
    root : Path
        The project's root folder.
    lang : {"zh", "en"}
        The language.
    data_version : str, optional
        The hash of the data the notebook read, where that is known.
    """
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    config = configuration(root, lang)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    day = (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch
        else date.fromisoformat(str(citation["date-released"]))
    )
    version = version_of_data(root) if data_version is None else data_version
    return Issue(config["title"], config["author"], str(citation["version"]), day, version)


def version_of_data(root: Path) -> str:
    """Return the first twelve digits of a hash over names and contents of the files under ``data``."""
    return fingerprint((f for f in (root / "data").rglob("*") if f.is_file()), {root: "project"})[:12]


def parameters(notebook: Mapping[str, Any]) -> dict[str, Any]:
    r"""Return the parameters a notebook was run with: its own defaults, and what was injected.

    Examples
    --------
    >>> own = {"metadata": {"tags": ["parameters"]}, "source": "year = None\nunit = '210300'"}
    >>> given = {"metadata": {"tags": ["injected-parameters"]}, "source": "year = 2019"}
    >>> parameters({"cells": [own, given]})
    {'year': 2019, 'unit': '210300'}
    """
    values: dict[str, Any] = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook["cells"]:
            if tag not in cell["metadata"].get("tags", ()):
                continue
            for statement in ast.parse("".join(cell["source"])).body:
                if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
                    values |= {
                        t.id: statement.value.value for t in statement.targets if isinstance(t, ast.Name)
                    }
    return values


def kind(given: Mapping[str, Any]) -> str:
    """Return what a notebook with these parameters is about: a city, a district, a province or a chapter.

    Examples
    --------
    >>> kind({"unit": "鞍山"}), kind({"year": None})
    ('city', 'chapter')
    """
    if "unit" in given:
        code = find(str(given["unit"])).code
        return "district" if code in {u.code for u in plan.districts()} else "city"
    return "province" if "province" in given else "chapter"


def _brackets(text: str, zh: bool) -> str:
    return f"（{text}）" if zh else f" ({text})"


def imprint(
    lang: Lang, title: str, given: Mapping[str, Any], sources: Iterable[str], issue: Issue
) -> dict[str, Any]:
    """Return what the template prints around the content.

    Parameters
    ----------
    lang : {"zh", "en"}
        The language.
    title : str
        Title of the briefing.
    given : mapping
        The notebook's parameters, see `parameters`.
    sources : iterable of str
        The publications whose figures are shown.
    issue : Issue
        The edition of the book.

    Returns
    -------
    dict
        Texts for header, title, colophon and metadata, the date, and the most pages the briefing may have.
    """
    zh = lang == "zh"
    year = given.get("year") or usual_year(newest="year" not in given or kind(given) != "chapter")
    what = kind(given)
    named = list(dict.fromkeys(sources))
    area = plan.region(str(given.get("region") or "全国"))
    data_year = f"数据年份 {year}" if zh else f"Data year {year}"
    if area.id != "all":  # a chapter of some of the cities must not pass for the whole plan's
        data_year, title = (
            f"{area.name.get(lang)} · {data_year}",
            f"{title}{_brackets(area.name.get(lang), zh)}",
        )
    dated = (
        f"{issue.version}版，{issue.day.isoformat()}"
        if zh
        else f"version {issue.version}, {issue.day.isoformat()}"
    )
    cited = (
        f"{issue.author}. {title}[R]//{issue.book}. {issue.version}版. {issue.day.isoformat()}. "
        f"数据年份{year}，数据版本{issue.data_version}."
        if zh
        else f"{issue.author} ({issue.day.year}). {title}. In: {issue.book}, version {issue.version}. "
        f"Data year {year}, data version {issue.data_version}."
    )
    made = (
        f"{dated}；{data_year}；数据版本 {issue.data_version}（所读数据的SHA-256摘要前12位）。"
        "图表与文中数字由本书的笔记本算出，缺失值不估补。"
        if zh
        else f"{dated[0].upper()}{dated[1:]}; data year {year}; data version {issue.data_version} (first twelve "
        "digits of the SHA-256 digest of the data read). Computed by the book's notebooks; no gap is filled."
    )
    colophon = [
        (Both("资料来源", "Sources"), ("；" if zh else "; ").join(named) + ("。" if zh else ".")),
        (Both("版本", "Issue"), made),
        (Both("引用", "To cite"), cited),
        (
            Both("许可", "Licence"),
            "文字按CC BY 4.0许可使用，数据的权利属于各发布者。"
            if zh
            else "Text under CC BY 4.0; the rights in the data are their publishers'.",
        ),
    ]
    return {
        "lang": lang,
        "title": title,
        "kind": _KINDS[what].get(lang),
        "book": issue.book,
        "author": issue.author,
        "edition": f"{data_year} · {dated}",
        "day": issue.day,
        "colophon": [(label.get(lang), text) for label, text in colophon if named or label.en != "Sources"],
        "most_pages": _MOST_PAGES[what],
    }
