"""The notebooks of units run for every kind of unit and say only what is known of each."""

import json
import re

import pytest
from by_hand import run

from planbook import plan
from planbook.errors import UnknownNameError
from planbook.press.pages.payloads import problems

CITIES = ["210300", "220300", "230700", "650200"]  # one with a changed border, one with few series
DISTRICTS = ["210281", "120107", "520114"]  # the county-level city, and two that no longer exist
UNSAID = re.compile(r"\b(?:nan|NaN|None|inf)\b")


def shown(notebook: str, **parameters):
    return [payload for payload, _ in run(notebook, **parameters)]


@pytest.mark.parametrize("unit", [*CITIES, *DISTRICTS])
def test_a_profile_runs_and_leaves_nothing_unsaid(unit: str):
    payloads = shown("unit", unit=unit)
    assert [f"{p['kind']}: {problem}" for p in payloads for problem in problems(p)] == []
    place = next(u for u in plan.units() if u.code == unit)
    assert payloads[0]["zh"]["markdown"].startswith(f"# {place.name.zh}")
    for payload in payloads:
        assert not UNSAID.search(json.dumps([payload["zh"], payload["en"]], ensure_ascii=False))


@pytest.mark.parametrize("unit", CITIES)
def test_a_city_has_its_trends_and_its_peers(unit: str):
    payloads = shown("unit", unit=unit)
    assert [p["kind"] for p in payloads].count("drawing") == 1
    titles = [p["en"]["title"] for p in payloads if p["kind"] == "table"]
    assert any("most like" in t for t in titles)
    assert any("Key indicators" in t for t in titles)


@pytest.mark.parametrize("unit", DISTRICTS)
def test_a_district_shows_clearly_less(unit: str):
    titles = [p["en"]["title"] for p in shown("unit", unit=unit) if p["kind"] == "table"]
    assert not any("Key indicators" in t or "most like" in t for t in titles)
    assert any("censuses" in t for t in titles)


@pytest.mark.parametrize("unit", ["210300", "120107"])
def test_every_number_of_a_text_is_a_claim(unit: str):
    for payload in shown("unit", unit=unit):
        if payload["kind"] != "text":
            continue
        for lang in ("zh", "en"):
            told = {n for c in payload["claims"] for n in re.findall(r"\d[\d,.]*\d|\d", c[lang])}
            text = re.sub(r"CO2|\(\.\./\S+\)", "", payload[lang]["markdown"].replace("\\", ""))
            assert set(re.findall(r"\d[\d,.]*\d|\d", text)) <= told


@pytest.mark.parametrize("unit", ["鞍山", "瓦房店"])
@pytest.mark.parametrize("year", [2005, 2012])
def test_an_early_year_works_too(year: int, unit: str):
    assert len(shown("unit", unit=unit, year=year)) > 4


def test_a_name_works_and_a_wrong_one_does_not():
    assert shown("unit", unit="Anshan")[0]["en"]["markdown"] == "# Anshan, Liaoning"
    with pytest.raises(UnknownNameError, match="not in the plan"):
        shown("unit", unit="沈阳")


@pytest.mark.parametrize("province", ["210000", "110000", "530000", "650000"])
def test_a_province_runs_and_leaves_nothing_unsaid(province: str):
    payloads = shown("province", province=province)
    assert [f"{p['kind']}: {problem}" for p in payloads for problem in problems(p)] == []
    for payload in payloads:
        assert not UNSAID.search(json.dumps([payload["zh"], payload["en"]], ensure_ascii=False))


@pytest.mark.parametrize(("province", "ranked"), [("辽宁", True), ("云南", False), ("Beijing", False)])
def test_a_province_without_a_city_ranks_nothing(province: str, ranked: bool):
    payloads = shown("province", province=province)
    titles = [p["en"]["title"] for p in payloads if p["kind"] == "table"]
    assert any("First and last" in t for t in titles) == ranked
    assert any("as a whole" in t for t in titles)
    assert any("Districts of the plan" in t for t in titles)
    assert ("nothing to rank" in payloads[1]["en"]["markdown"]) != ranked


def test_a_province_of_an_early_year_works_too():
    assert shown("province", province="Liaoning", year=2005)


def test_the_index_leads_to_every_page():
    tables = [p for p in shown("places") if p["kind"] == "table"]
    found = {cell["link"] for p in tables for row in p["en"]["rows"] for cell in row if "link" in cell}
    pages = {f"units/{u.code}" for u in plan.units()} | {f"provinces/{u.province_code}" for u in plan.units()}
    assert found == pages | {f"{page}.pdf" for page in pages}
