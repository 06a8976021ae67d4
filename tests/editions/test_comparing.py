"""Two made-up editions beside each other, and one found in a history."""

import json
import subprocess

import pytest

from planbook.editions.comparing import compare
from planbook.editions.former import laid_out
from planbook.errors import UnknownNameError
from planbook.press.sphinx.changed import to_html

HEAD = "unit,indicator,value,source,flag\n"


def write(folder, years, text="old"):
    for year, rows in years.items():
        file = folder / "data" / "observations" / f"{year}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + "".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")
    page = folder / "book" / "en" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def editions(tmp_path):
    was = {
        2017: [
            "210300,services_share_pct,40,ccsy-2018,",
            "210300,gdp_100m_yuan,100,ccsy-2018,",
            "210400,gdp_100m_yuan,90,ccsy-2018,",
        ]
    }
    now = {
        2017: [
            "210300,services_share_pct,50,ccsy-2018,",
            "210300,gdp_100m_yuan,100,ccsy-2018,",
            "210500,gdp_100m_yuan,80,ccsy-2018,",
        ],
        2018: ["210300,buses,7,ccsy-2019,"],
    }
    return write(tmp_path / "was", was), write(tmp_path / "now", now, "new")


def test_every_kind_of_change_is_found(editions):
    found = compare(*editions, ("1", "2"))
    assert found.years == [2018]
    assert found.series == ["buses"]
    assert found.revised == [
        {
            "unit": "210300",
            "indicator": "services_share_pct",
            "year": 2017,
            "was": 40.0,
            "now": 50.0,
            "source": "ccsy-2018",
        }
    ]
    assert found.added == [{"indicator": "gdp_100m_yuan", "year": 2017, "places": 1}]
    assert found.withdrawn == [{"indicator": "gdp_100m_yuan", "year": 2017, "places": 1}]
    assert [(v["goal"], v["figure_was"], v["figure_now"]) for v in found.verdicts] == [
        ("services_share_pct", 40.0, 50.0)
    ]
    assert found.text == ["book/en/index.md"]


def test_the_same_edition_twice_has_no_changes(editions):
    found = compare(editions[0], editions[0], ("1", "1"))
    assert not any(
        [
            found.years,
            found.series,
            found.revised,
            found.added,
            found.withdrawn,
            found.verdicts,
            found.ranks,
            found.text,
        ]
    )
    assert "Nothing changed." in to_html(json.loads(found.to_json()), "en")


def test_the_page_says_it_in_both_languages(editions):
    found = json.loads(compare(*editions, ("v1", "v2")).to_json())
    for lang, words in (
        ("en", ["Anshan", "Values revised: 1", "Compared with “v1”"]),
        ("zh", ["鞍山", "修订的数值：1个"]),
    ):
        page = to_html(found, lang, "../changes.json")
        assert [word for word in words if word not in page] == []
        assert 'href="../changes.json"' in page
    assert "no former edition" in to_html(None, "en")


def test_an_edition_is_a_folder_or_a_tag(editions, tmp_path):
    was, _ = editions
    commands = (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "1"],
        ["tag", "v1"],
    )
    for command in commands:
        subprocess.run(["git", "-C", was, *command], check=True)
    with laid_out(was, "v1") as folder:
        assert compare(was, folder, ("a", "b")).revised == []
    with laid_out(was, str(was / "data")) as folder:
        assert folder == was / "data"
    with pytest.raises(UnknownNameError, match="no edition"), laid_out(was, "v9"):
        pass
