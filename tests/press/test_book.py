"""The small book, built in both languages: what stands in its pages and what they load."""

import html.parser
import json
import re
import shutil
import subprocess
import sys

import pytest
from small_book import write_project

from planbook.errors import BuildError
from planbook.press.pages.contents import contents
from planbook.press.pages.layout import lay_out
from planbook.press.sphinx.site import build_site, complaints, configuration

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(built_book):
    return built_book / "_build" / "site"


def read(site, page):
    return (site / page).read_text(encoding="utf-8")


class Loads(html.parser.HTMLParser):
    """Collects what a page makes the browser load."""

    def __init__(self, page):
        super().__init__()
        self.addresses = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in ("script", "img", "iframe", "source"):
            self.addresses.append(attributes.get("src"))
        if tag == "link":
            self.addresses.append(attributes.get("href"))


def test_pages_load_nothing_from_another_host(site):
    pages = [*site.rglob("*.html")]
    assert {p.relative_to(site).as_posix() for p in pages} >= {
        "index.html",
        "zh/first.html",
        "en/search.html",
    }
    loaded = {
        address for page in pages for address in Loads(page.read_text(encoding="utf-8")).addresses if address
    }
    assert [address for address in loaded if "//" in address] == []


@pytest.mark.parametrize("word", ["thebe", "unpkg", "jsdelivr", "mathjax@"])
def test_pages_do_not_name_what_was_dropped(site, word):
    assert [page.name for page in site.rglob("*.html") if word in page.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("page", "other"),
    [
        ("zh/first.html", "../en/first.html"),
        ("en/first.html", "../zh/first.html"),
        ("zh/index.html", "../en/index.html"),
    ],
)
def test_every_page_links_to_itself_in_the_other_language(site, page, other):
    (link,) = re.findall(r'<a class="planbook-language" href="([^"]+)"', read(site, page))
    assert link == other
    assert (site / page).parent.joinpath(link).resolve().is_file()


def test_pages_say_their_language_and_their_title(site):
    assert '<html lang="zh-Hans"' in read(site, "zh/first.html")
    assert '<html lang="en"' in read(site, "en/first.html")
    assert "<title>第一章" in read(site, "zh/first.html")
    assert "Old Industrial Bases Report Book" in read(site, "en/first.html")


def test_the_drawing_library_is_loaded_only_where_a_chart_is(site):
    assert re.search(r"<script[^>]*vega-[\d.a-z]+\.js", read(site, "zh/first.html"))
    assert "vega-" not in read(site, "zh/second.html")
    assert "tables.js" in read(site, "zh/second.html")
    assert "tables.js" not in read(site, "zh/index.html")


def test_every_page_has_the_menu_the_search_and_the_way_home(site):
    for page, up in (("en/first.html", ""), ("en/units/jia.html", "../")):
        text = read(site, page)
        assert f'href="{up}second.html"' in text
        assert f'action="{up}search.html"' in text
        assert f'<a class="book-home" href="{up}../index.html#en">' in text


def test_sections_have_the_same_anchors_in_both_languages(site):
    anchors = [
        re.findall(r'<section[^>]* id="(s\d+)"', read(site, f"{lang}/first.html")) for lang in ("zh", "en")
    ]
    assert anchors[0] == anchors[1]
    assert anchors[0][0] == "s1"


def test_only_what_pages_use_is_shipped(site):
    shipped = {file.name for file in (site / "zh" / "_static").rglob("*")}
    assert {"planbook.css", "page.js", "search.js"} <= shipped
    assert not any(
        word in name for name in shipped for word in ("fontawesome", "bootstrap", "theme", "pydata")
    )
    assert not (site / "zh" / "searchindex.js").exists()
    assert "planbookPages" in read(site, "zh/search-chapters.js")


def test_computed_headings_are_sections(site):
    assert re.search(r"<h2>算出的小节", read(site, "zh/first.html"))
    assert re.search(r'href="#[^"]+">A computed section</a>', read(site, "en/first.html"))


def test_code_is_not_shown_but_the_notebook_can_be_had(site):
    page = read(site, "en/first.html")
    assert "IPython" not in page
    (link,) = re.findall(r'href="(_downloads/[^"]+first\.ipynb)"', page)
    assert json.loads(read(site, f"en/{link}"))["cells"][0]["source"] == "# 第一章"


def test_catalog_and_formulas_are_printed(site):
    for page, words in (
        ("zh/notes.html", ("虚构年鉴", "当年价格", "重新核算")),
        ("en/notes.html", ("Made-up yearbook",)),
    ):
        assert all(word in read(site, page) for word in words)
        assert "<mfrac>" in read(site, page)


def test_no_debris_is_published(site):
    assert [
        f.name for f in site.rglob("*") if f.suffix == ".map" or f.name in (".buildinfo", "objects.inv")
    ] == []


def test_nothing_changed_means_nothing_is_built(built_book):
    built = []
    build_site(built_book, built.append)
    assert built == []


def test_plain_jupyter_book_builds_the_chinese_edition(built_book):
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        ".",
        "-W",
        "-q",
    ]
    subprocess.run(command, cwd=built_book, check=True, capture_output=True)
    page = (built_book / "_build/html/first.html").read_text(encoding="utf-8")
    assert "甲市与乙市的地区生产总值" in page
    assert "planbook-language" not in page


def test_warnings_fail_the_build_and_are_listed(built_book, tmp_path):
    project = tmp_path / "project"
    write_project(project)
    shutil.copytree(built_book / "_build" / "runs", project / "_build" / "runs")
    (project / "book/en/index.md").write_text(
        "# Preface\n\n{doc}`nowhere` and [](missing.md)\n", encoding="utf-8"
    )
    lay_out(project, contents(project))
    with pytest.raises(BuildError) as caught:
        build_site(project)
    assert any(
        p.startswith("book/en/index.md:3: WARNING: unknown document: 'nowhere'")
        for p in caught.value.problems
    )
    assert any("missing" in p for p in caught.value.problems)
    assert "the whole log of this edition: _build/book/en/build.log" in caught.value.problems


@pytest.mark.parametrize("kind", ["Configuration error:", "Exception occurred:", "Extension error (theme):"])
def test_a_crash_is_told_by_its_cause(kind):
    log = f"Running Jupyter-Book\n\x1b[91m{kind}\x1b[0m\nno pages in _build/source/zh\n"
    assert complaints(log) == [kind, "no pages in _build/source/zh"]


def test_english_differs_only_where_its_file_says_so(project):
    zh, en = configuration(project, "zh"), configuration(project, "en")
    assert (zh["sphinx"]["config"]["language"], en["sphinx"]["config"]["language"]) == ("zh_CN", "en")
    assert zh["logo"] == en["logo"]
    assert zh["sphinx"]["config"]["planbook_switch"] is en["sphinx"]["config"]["planbook_switch"] is True


def test_pages_of_notebooks_link_their_briefing(site):
    links = re.findall(r'<a class="planbook-briefing" href="([^"]+)"', read(site, "en/first.html"))
    assert links == ["../briefings/en/first.pdf"]
    assert "planbook-briefing" not in read(site, "en/index.html") + read(site, "en/second.html")
