import json

from planbook import catalog, plan
from planbook.explorer import charts, files
from planbook.explorer.series import chosen, classes, places, series
from planbook.store import observations


def test_values_are_those_of_the_tables():
    found = series("services_share_pct")
    assert found["values"]["210300"][2017 - found["first"]] == observations.value(
        "210300", "services_share_pct", 2017
    )
    assert len(found["values"]["210300"]) == observations.last_year() - found["first"] + 1


def test_what_is_missing_stays_missing_and_has_a_reason():
    found = series("gross_industrial_output_100m_yuan")
    assert found["values"]["210300"][2019 - found["first"]] is None
    assert found["why"]["2019"] == {"zh": "2017年起不再刊印", "en": "not printed from 2017 on"}


def test_flags_and_breaks_come_along():
    found = series("co2_modelled_t")
    assert found["flags"]["210300"]["2022"] == "modelled"
    assert series("so2_industrial_t")["breaks"][-1]["year"] == 2016


def test_classes_are_few_round_and_in_order():
    ends = series("services_share_pct")["classes"]
    assert 1 <= len(ends) <= 4
    assert ends == sorted(set(ends))
    assert classes([1.0] * 10) == [1.0]


def test_every_place_is_there_once_and_the_plans_cities_have_a_dot():
    found = places()
    codes = [place["code"] for place in found]
    assert len(codes) == len(set(codes)) or set(catalog.provinces()) & set(catalog.cities())
    dotted = {place["code"] for place in found if "x" in place}
    assert {unit.code for unit in plan.cities()} <= dotted


def test_scripts_hold_nothing_but_a_call_with_json(monkeypatch):
    few = [i for i in chosen() if i.id in ("services_share_pct", "so2_industrial_t")]
    monkeypatch.setattr(files, "chosen", lambda: few)
    made = files.scripts()
    assert set(made) == {"index.js", "services_share_pct.js", "so2_industrial_t.js"}
    for name, text in made.items():
        inside = text[text.index("(") + 1 : text.rindex(")")]
        held = json.loads(f"[{inside}]")
        assert held[0] == name.removesuffix(".js") or name == "index.js"


def test_both_charts_take_their_values_from_outside():
    for lang in ("zh", "en"):
        for spec in (charts.country(lang), charts.lines(lang)):
            assert "values" not in json.dumps(spec)
            assert spec["width"] == "container"
