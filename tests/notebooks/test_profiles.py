"""The notebooks of units run for every kind of unit and say only what is known of each."""

import json
import re

import pytest
from by_hand import executed, page, source, text

from planbook import plan
from planbook.errors import UnknownNameError
from planbook.press.pages.words import unlike
from planbook.text.claims import plain

CITIES = ["210300", "220300", "230700", "650200"]  # one with a changed border, one with few series
DISTRICTS = ["210281", "120107", "520114"]  # the county-level city, and two that no longer exist
UNSAID = re.compile(r"\b(?:nan|NaN|None|inf)\b")


def shown(notebook: str, lang: str = "en", **parameters):
    return page(executed(notebook, **parameters), lang)


def titles(words) -> list[str]:
    return [b.payload["title"] for b in words.blocks if b.payload]


@pytest.mark.parametrize("unit", [*CITIES, *DISTRICTS])
def test_a_profile_runs_and_leaves_nothing_unsaid(unit: str):
    made = executed("unit", unit=unit)
    place = next(u for u in plan.units() if u.code == unit)
    for lang in ("zh", "en"):
        words = page(made, lang)
        assert words.problems == []
        assert plain(words.blocks[0].markdown).startswith(f"# {place.name.get(lang)}")
        assert not UNSAID.search(
            json.dumps([b.markdown or dict(b.payload) for b in words.blocks], ensure_ascii=False)
        )


@pytest.mark.parametrize("unit", CITIES)
def test_a_city_has_its_trends_and_its_peers(unit: str):
    words = shown("unit", unit=unit)
    kinds = [b.payload["kind"] for b in words.blocks if b.payload]
    assert kinds.count("drawing") == 1
    assert any("most like" in t for t in titles(words))
    assert any("Key indicators" in t for t in titles(words))


@pytest.mark.parametrize("unit", DISTRICTS)
def test_a_district_shows_clearly_less(unit: str):
    told = titles(shown("unit", unit=unit))
    assert not any("Key indicators" in t or "most like" in t for t in told)
    assert any("census" in t.lower() for t in told), told


@pytest.mark.parametrize("unit", ["鞍山", "瓦房店"])
@pytest.mark.parametrize("year", [2005, 2012])
def test_an_early_year_works_too(year: int, unit: str):
    words = shown("unit", unit=unit, year=year)
    assert words.problems == []
    assert len(words.blocks) > 4


def test_a_name_works_and_a_wrong_one_does_not():
    assert shown("unit", unit="Anshan").blocks[0].markdown == "# Anshan, Liaoning"
    with pytest.raises(UnknownNameError, match="not in the plan"):
        shown("unit", unit="沈阳")


@pytest.mark.parametrize("province", ["210000", "110000", "530000", "650000"])
def test_a_province_runs_and_leaves_nothing_unsaid(province: str):
    made = executed("province", province=province)
    for lang in ("zh", "en"):
        words = page(made, lang)
        assert words.problems == []
        assert not UNSAID.search(
            json.dumps([b.markdown or dict(b.payload) for b in words.blocks], ensure_ascii=False)
        )


@pytest.mark.parametrize(("province", "ranked"), [("辽宁", True), ("云南", False), ("Beijing", False)])
def test_a_province_without_a_city_ranks_nothing(province: str, ranked: bool):
    words = shown("province", province=province)
    told = titles(words)
    assert any("First and last" in t for t in told) == ranked
    assert any("as a whole" in t for t in told)
    assert any("Districts of the plan" in t for t in told)
    assert ("nothing to rank" in text(words)) != ranked


def test_a_province_of_an_early_year_works_too():
    assert shown("province", province="Liaoning", year=2005).problems == []


@pytest.mark.parametrize("notebook", ["unit", "province", "places"])
def test_both_languages_name_the_same_findings(notebook: str):
    assert unlike(source(notebook)) == []


def test_the_index_leads_to_every_page():
    tables = [b.payload for b in shown("places").blocks if b.payload and b.payload["kind"] == "table"]
    found = {cell["link"] for p in tables for row in p["rows"] for cell in row if "link" in cell}
    pages = {f"units/{u.code}" for u in plan.units()} | {f"provinces/{u.province_code}" for u in plan.units()}
    assert found == pages | {f"{page}.pdf" for page in pages}
