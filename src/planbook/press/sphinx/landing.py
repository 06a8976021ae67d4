"""The answer in front: what became of the twelve goals, the chart and the map that tell it, a city finder, downloads.

The landing page shows it in both languages, the preface in its own. Nothing is computed or typed here: verdicts,
figures, chart and map are those the overview shows.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader

from planbook import paths, plan
from planbook.ground.language import LANGUAGES, Both, Lang
from planbook.ground.payload import MIME
from planbook.press.pages.contents import contents
from planbook.press.pages.render import to_html
from planbook.press.sphinx.downloads import DATA, SHOWN, size
from planbook.press.sphinx.facts import written
from planbook.press.sphinx.navigation import PROFILES
from planbook.press.sphinx.search import names_of_place, title

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Row = list[dict[str, Any]]
TEMPLATES = Path(__file__).parent / "templates"
OVERVIEW = "overview"
# How a verdict begins, as the overview words it; a longer beginning goes first.
VERDICTS = {
    "not met": "missed",
    "met": "met",
    "on proxy": "proxy",
    "no data": "silent",
    "cannot be judged": "silent",
}
SIGNS = {"met": "✓", "missed": "✕", "proxy": "≈", "silent": "–"}
WORDS = {
    "book": Both("老工业基地调整改造报告", "Old Industrial Bases Report Book"),
    "lead": Both(
        "{first}年的全国老工业基地调整改造规划为{due}年定下{n}项数量目标。公开的统计数字能看到什么：",
        "In {first} a national plan set {n} numeric goals for China’s old industrial cities in {due}. What public figures show:",
    ),
    "goal": Both("目标", "goal"),
    "silent": Both("{n}项没有城市数据：", "{n} have no data by city: "),
    "find": Both("查找城市、城区或省份", "Find a city, district or province"),
    "hint": Both("鞍山、Anshan、辽宁……", "Anshan, 鞍山, Liaoning…"),
    "go": Both("打开", "Open"),
    "lost": Both("规划中没有这个地方；全部名单见", "Not a place of the plan; all of them are listed under "),
    "read": Both("阅读本书", "Read the book"),
    "explore": Both("自己查数据", "Explore the data"),
    "places": Both("城市与省份", "Cities and provinces"),
    "changes": Both("与上一版相比", "What changed"),
    "chapters": Both("各章", "Chapters"),
    "downloads": Both("下载", "Downloads"),
    "whole": Both("整本书，一个文件", "The whole book, one file"),
    "edition": Both("{version}版，{day}，数据到{year}年。", "Version {version}, {day}, with data to {year}."),
}
_SEPARATOR = Both("、", "; ")
_EXPLORER, _CHANGES = "explorer", "changes"


@dataclass(frozen=True)
class JudgedGoal:
    """One goal as the overview judged it: its name, target and figure, the verdict in words and its kind."""

    name: str
    target: str
    figure: str
    verdict: str
    kind: str

    @property
    def sign(self) -> str:
        """The sign of the verdict, which never stands without its word."""
        return SIGNS[self.kind]


def shown(root: Path, lang: Lang) -> list[dict[str, Any]]:
    """Return the figures and tables of the overview as they are laid out in one language; none if it is not."""
    file = root / "_build" / "source" / lang / f"{OVERVIEW}.ipynb"
    if not file.is_file():
        return []
    notebook = json.loads(file.read_bytes())
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", ()))
    return [o["data"][MIME] for o in outputs if MIME in o.get("data", {})]


def goals(root: Path, lang: Lang) -> list[JudgedGoal]:
    """Return the scorecard: the table of the overview whose rows are the goals of the plan."""
    emitted = [payload for payload in shown(root, "en") if payload["kind"] == "table"]
    if not emitted:
        return []
    known = {goal.name.en.casefold() for goal in plan.goals()}
    for place, payload in enumerate(emitted):
        if 2 * sum(row[0]["text"].casefold() in known for row in payload["rows"]) > len(known):
            own = [table for table in shown(root, lang) if table["kind"] == "table"][place]
            return list(_judged(payload["rows"], own["rows"], known))
    return []


def _judged(english: list[Row], own: list[Row], known: Collection[str]) -> Iterator[JudgedGoal]:
    for row, worded in zip(english, own, strict=True):
        texts = [cell["text"] for cell in row]
        found = [
            (n, kind)
            for n, text in enumerate(texts)
            for word, kind in VERDICTS.items()
            if text.startswith(word)
        ]
        if texts[0].casefold() in known and found:
            place, kind = found[0]
            name, target, figure, verdict = (worded[n]["text"] for n in (0, 1, 2, place))
            yield JudgedGoal(name, target, figure, verdict, kind)


def pictures(root: Path, lang: Lang) -> list[dict[str, Any]]:
    """Return the first chart of the overview and its first map."""
    charts = [payload for payload in shown(root, lang) if payload["kind"] == "chart"]
    maps = [chart for chart in charts if "geoshape" in json.dumps(chart["spec"])]
    return [*charts[:1], *[chart for chart in maps if chart is not charts[0]][:1]]


def places(root: Path) -> dict[str, list[str]]:
    """Return the pages of units and provinces that are laid out, and their names in both languages."""
    laid = root / "_build" / "source" / "zh"
    pages = [f for folder in PROFILES for f in sorted((laid / folder).glob("[0-9]*.ipynb"))]
    named = (page.relative_to(laid).with_suffix("").as_posix() for page in pages)
    return {page: names_of_place(page) for page in named}


def answer(root: Path, lang: Lang, *, base: str, mark: str = "", whole: str = "") -> str:
    """Return the answer in one language as HTML.

    Parameters
    ----------
    root : Path
        The project's root folder.
    lang : {"zh", "en"}
        The language.
    base : str
        How the page reaches the folder of the edition: ``""`` from a page in it, ``"zh/"`` from the landing page.
    mark : str
        What the ids of figures begin with where both languages stand on one page.
    whole : str
        Name of the file that holds the whole book, beside the landing page, if there is one.
    """
    judged = goals(root, lang)
    up = "" if base else "../"
    words = {name: both.get(lang) for name, both in WORDS.items()}
    drawn = [to_html(payload).replace("fig-", f"fig-{mark}") for payload in pictures(root, lang)]
    silent = [goal for goal in judged if goal.kind == "silent"]
    laid = root / "_build" / "source" / lang
    chapters = [page.name for page in contents(root, profiles=False).notebooks if page.name != "places"]
    made = {
        "lang": lang,
        "base": base,
        "words": words,
        "goals": judged,
        "lead": _lead(words["lead"], len(judged)),
        "told": [goal for goal in judged if goal.kind != "silent"],
        "silent": words["silent"].format(n=len(silent)) + _SEPARATOR.get(lang).join(g.name for g in silent)
        if silent
        else "",
        "figures": drawn,
        "chapters": [(f"{base}{page}.html", title(laid / f"{page}.ipynb")) for page in chapters],
        "downloads": list(_downloads(root, lang, up, whole)),
        "explorer": f"{base}{_EXPLORER}.html" if (laid / f"{_EXPLORER}.md").is_file() else "",
        "changes": f"{base}{_CHANGES}.html" if (laid / f"{_CHANGES}.md").is_file() else "",
        "places": f"{base}places.html" if (laid / "places.ipynb").is_file() else "",
        "edition": _edition(root, lang, words["edition"]),
    }
    return _environment().get_template("answer.html").render(made)


def _lead(text: str, n: int) -> str:
    if not n:
        return ""
    return text.format(first=plan.document().first_year, due=max(goal.year for goal in plan.goals()), n=n)


def landing(root: Path, whole: str = "", editions: Collection[Lang] = LANGUAGES) -> str:
    """Return the landing page, in the languages of the editions; ``whole`` names the file beside it that holds all."""
    answers = {lang: answer(root, lang, base=f"{lang}/", mark=f"{lang}-", whole=whole) for lang in editions}
    home = next(iter(editions))
    static = sorted(file.name for file in (root / "_build" / "site" / home / "_static").glob("vega-*.js"))
    scripts = [*static, "walk.js", "charts.js"] if pictures(root, home) else []
    place = json.dumps(places(root), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    made = {
        "answers": answers,
        "home": home,
        "scripts": [*scripts, "landing.js"],
        "places": place,
        "words": WORDS,
    }
    return _environment().get_template("landing.html").render(made)


def _downloads(root: Path, lang: Lang, up: str, whole: str) -> Iterator[tuple[str, str, str]]:
    if whole:
        yield (
            f"{up}{whole}",
            WORDS["whole"].get(lang),
            size((root / "_build" / "site" / whole).stat().st_size),
        )
    for name, what in SHOWN.items():
        file = root / "_build" / "site" / DATA / name
        if file.is_file():
            yield f"{up}{DATA}/{name}", what.get(lang), size(file.stat().st_size)


def _edition(root: Path, lang: Lang, text: str) -> str:
    from planbook.press.briefing.imprint import edition
    from planbook.store.observations import last_year

    if not (root / "CITATION.cff").is_file():
        return ""
    known = edition(root, lang, "")
    return text.format(version=known.version, day=written(known.day).get(lang), year=last_year())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def setup(app: "Sphinx", lang: Lang) -> None:
    """Register the directive ``planbook-answer`` for the edition of one language."""
    from planbook.press.sphinx.directives import directive

    files = [
        *(paths.build("source", one, f"{OVERVIEW}.ipynb") for one in LANGUAGES),
        *(paths.build("site", DATA, name) for name in SHOWN),
    ]

    def html() -> str:
        place = json.dumps(places(paths.root()), ensure_ascii=False, separators=(",", ":"))
        data = f'<script type="application/json" class="answer-places">{escape(place, quote=False)}</script>'
        return answer(paths.root(), lang, base="") + data

    app.add_directive("planbook-answer", directive(html, [f for f in files if f.is_file()]))
