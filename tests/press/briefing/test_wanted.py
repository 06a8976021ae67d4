import json

import pytest
from made_up import markdown, notebook

from planbook.errors import UnknownNameError
from planbook.press.briefing.wanted import every, wanted


@pytest.fixture
def whole(tmp_path, monkeypatch):
    """A folder with the book's contents and notebooks of one cell; all but that of an index have a briefing."""
    (tmp_path / "notebooks").mkdir()
    for name in ("green", "industry", "index", "unit", "province"):
        cell = markdown("en", "# Title", *(() if name == "index" else ("brief",)))
        (tmp_path / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook(cell)), encoding="utf-8")
    toc = "{format: jb-book, root: green, chapters: [{file: industry}, {file: index}]}"
    (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    return tmp_path


def test_every_chapter_province_and_unit_of_the_plan_has_a_briefing(whole):
    pages = [page.name for page in every(whole)]
    assert pages[:3] == ["green", "industry", "provinces/110000"]
    assert len([p for p in pages if p.startswith("provinces/")]) == 27
    assert len([p for p in pages if p.startswith("units/")]) == 120
    assert len(set(pages)) == len(pages)


def test_pages_of_provinces_and_units_can_be_left_out(whole):
    assert [page.name for page in every(whole, profiles=False)] == ["green", "industry"]


@pytest.mark.parametrize("name", ["鞍山", "Anshan", "210300"])
def test_units_are_found_by_name_and_code(whole, name):
    (page,) = wanted(whole, units=[name])
    assert (page.name, page.notebook, page.parameters) == ("units/210300", "unit", (("unit", "210300"),))


@pytest.mark.parametrize("name", ["辽宁", "辽宁省", "liaoning", "210000"])
def test_provinces_are_found_by_name_and_code(whole, name):
    (page,) = wanted(whole, provinces=[name])
    assert (page.name, page.parameters) == ("provinces/210000", (("province", "210000"),))


def test_a_page_named_twice_is_made_once(whole):
    pages = wanted(whole, units=["鞍山", "Anshan"], chapters=["green"])
    assert [p.name for p in pages] == ["green", "units/210300"]


def test_wrong_names_are_all_told_with_the_nearest(whole):
    with pytest.raises(UnknownNameError) as error:
        wanted(whole, units=["Anshn", "深圳"], provinces=["Liaonin", "海南"], chapters=["gren"])
    told = "\n".join(error.value.problems)
    assert "no chapter is called 'gren'; the nearest are green" in told
    assert "no province is called 'Liaonin'; the nearest are 辽宁省 Liaoning" in told
    assert "鞍山 Anshan" in told
    assert "units/440300: the book has no such page" in told
    assert "provinces/460000: the book has no such page" in told
