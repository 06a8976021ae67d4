"""The hand-written pages and the repository's papers agree with each other, with the data and with the code."""

import re

import pytest
import yaml

import planbook
from planbook import paths
from planbook.ground.language import LANGUAGES
from planbook.intake import conversion, proofs
from planbook.press.sphinx.facts import facts
from planbook.store.observations import FIRST_YEAR, last_year

ROOT = paths.root()
PAGES = sorted(file.name for file in (ROOT / "book" / "zh").glob("*.md"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]


def test_both_languages_have_the_same_pages():
    assert sorted(file.name for file in (ROOT / "book" / "en").glob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_sections_tables_and_links(page):
    zh, en = read(f"book/zh/{page}"), read(f"book/en/{page}")
    assert headings(zh) == headings(en)
    assert zh.count("\n|") == en.count("\n|")
    assert re.findall(r"\]\(([^:)]+)\)", zh) == re.findall(r"\]\(([^:)]+)\)", en)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages_of_the_book(page):
    toc = yaml.safe_load(read("_toc.yml"))
    known = {toc["root"], *(chapter["file"] for chapter in toc["chapters"])}
    linked = {target.rpartition(".")[0] for target in re.findall(r"\]\(([^:)]+)\)", read(f"book/en/{page}"))}
    assert linked <= known


def test_thresholds_are_those_of_the_code():
    assert conversion.LARGEST_STEP == 2.5
    assert "two and a half" in read("book/en/methods.md")
    assert "二倍半" in read("book/zh/methods.md")
    assert proofs.LONE_JUMP == 3
    assert "at least three times" in read("book/en/methods.md")
    assert "三倍以上" in read("book/zh/methods.md")


def test_version_is_that_of_the_citation():
    assert CITATION["version"] == planbook.__version__


@pytest.mark.parametrize("lang", LANGUAGES)
def test_edition_and_data_years_are_looked_up_not_typed(lang):
    text = read(f"book/{lang}/index.md")
    used = set(re.findall(r"\{book\}`([^`]+)`", text + read(f"book/{lang}/how-to-read.md")))
    assert used == set(facts(lang))
    assert CITATION["version"] not in text
    assert not re.search(rf"{FIRST_YEAR}|{last_year() + 1}", text)


def test_readme_looks_up_what_the_tables_hold():
    row = next(line for line in read("README.md").splitlines() if ",gdp_100m_yuan,2012," in line).strip()
    unit, indicator, year, value, source, flag = row.split(",")
    assert f"{unit},{indicator},{value},{source},{flag}" in read(f"data/observations/{year}.csv").splitlines()


def test_readme_names_files_that_exist():
    tree = read("README.md").split("## What is where")[1].split("Data walk")[0]
    names = re.findall(r"^    (\S+[^\s/])  ", tree, flags=re.MULTILINE)
    assert len(names) > 5
    assert [name for name in names if not (ROOT / name.rstrip(",")).exists()] == []
