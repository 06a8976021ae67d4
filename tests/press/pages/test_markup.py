"""Words that look like markup: page and PDF set them alike, or the cell is named; all words are made up."""

import html
import json
import re

import pytest
import yaml
from docutils.core import publish_string
from made_up import chapter, export, markdown, text
from myst_parser.parsers.docutils_ import Parser
from small_book import CHECKOUT
from small_book import markdown as cell
from small_book import notebook as written

from planbook.errors import BuildError
from planbook.press.changes.jobs import plan_runs
from planbook.press.pages.contents import Page
from planbook.press.pages.markup import problems


def on_the_page(words: str) -> str:
    """Return the HTML that MyST makes of words with the settings of the book."""
    config = yaml.safe_load((CHECKOUT / "_config.yml").read_text(encoding="utf-8"))
    settings = {"myst_enable_extensions": config["parse"]["myst_enable_extensions"]}
    settings |= {k: v for k, v in config["sphinx"]["config"].items() if k.startswith("myst_")}
    made = publish_string(words, parser=Parser(), writer_name="html5", settings_overrides=settings).decode()
    return made.partition("<main")[2]


def said(words: str) -> str:
    return "".join(html.unescape(re.sub("<!--.*?-->|<[^>]*>", "", words)).split())


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "Exports of US$5 billion and imports of US$6 billion.",
            "ExportsofUS$5billionandimportsofUS$6billion.",
        ),
        ("约$5亿、$6亿美元", "约$5亿、$6亿美元"),
        ("between $5 and $6 a head", "between$5and$6ahead"),
        ("正文<!-- 内部备注：待核 --> 第一行<br>第二行", "正文第一行第二行"),
        ("<!-- internal -->\n\nText", "Text"),
        ("10<sup>4</sup> m<sub>a</sub>", "104ma"),
    ],
)
def test_page_and_pdf_set_the_same(words, shown):
    assert problems(words) == []
    page = on_the_page(words)
    assert "math" not in page
    assert shown in said(page)
    printed = text(export(chapter(markdown("en", words, "brief")), "en"))
    assert shown in printed
    assert not any(sign in printed for sign in ("<!--", "<br>", "<su"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("前 ![各市位置图](map.png) 后", "the image map.png: a briefing cannot hold it"),
        ("a <b>bold</b> word", "the tag <b>: only <br>, <sup> and <sub>"),
        ("<div>\na\n</div>", "'<div>\\na\\n</div>' is HTML"),
        ("10<sup>4", "<sup> is not closed in its paragraph"),
        (
            "$$\na = b \\tag{1}\n$$",
            "the formula a = b \\tag{1} cannot be set on the page: Unknown LaTeX command",
        ),
        ("```{math}\n\\nope\n```", "the formula \\nope cannot be set on the page"),
        ("```{figure} a.png\n```", "the directive {figure}: a briefing cannot set it"),
    ],
)
def test_what_only_one_of_them_can_set_is_refused_with_notebook_and_cell(project, words, told):
    (project / "notebooks/second.ipynb").write_text(json.dumps(written(cell("zh", words))), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        plan_runs(project, [Page("second", "second")], {})
    first = words.partition("\n")[0]
    assert caught.value.problems[0].startswith(f"notebooks/second.ipynb, cell 1 ({first}): {told}")
    # by hand, nbconvert knows no notebook of the press
    with pytest.raises(BuildError) as caught:
        export(chapter(markdown("en", words, "brief")), "en")
    assert caught.value.problems[0].startswith(told)


@pytest.mark.parametrize(
    "words",
    [
        ":::{figure} rates\nWhat {{ it }} is <called>\n:::",
        "{{ a if b < c else d }} <https://a.b>",
        r"$\frac{a}{b}$ and a < b",
        "a\\<b\\>",
    ],
)
def test_formulas_comparisons_and_findings_are_fine(words):
    assert problems(words) == []
