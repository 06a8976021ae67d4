"""Every chart: its payload, its two languages, its drawing."""

import json
import re
import shutil
import subprocess

import pandas as pd
import pytest

from planbook import figures, plan
from planbook.errors import FigureError
from planbook.figures import Mark, distribution, dumbbell, lines, ranked_bars, scatter, stacked_shares, theme
from planbook.ground.language import LANGUAGES, Both
from planbook.ground.payload import MIME

from .conftest import BREAKS, COMMON, NAMES, SERIES, UNIT

CHARTS = [
    "city_map",
    "distribution",
    "dumbbell",
    "histogram",
    "lines",
    "ranked_bars",
    "scatter",
    "small_multiples",
    "stacked_shares",
    "strip",
]
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def texts(svg: str) -> list[str]:
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)


def test_this_file_looks_at_every_builder(every_chart):
    builders = {n for n in figures.__all__ if n[0].islower()} - {"named"}
    assert set(CHARTS) == builders == set(every_chart)


@pytest.mark.parametrize("chart", CHARTS)
class TestEveryChart:
    def test_payload_has_what_the_book_needs(self, every_chart, chart):
        payload = every_chart[chart].payload()
        assert payload["kind"] == "chart"
        assert re.fullmatch(r"[0-9a-f]{12}", payload["id"])
        for lang in LANGUAGES:
            side = payload[lang]
            assert side["title"]
            assert side["alt"].endswith(("。", "."))
            assert "2012–2013" in side["source"]
            assert side["table"]["rows"]
            assert {len(row) for row in side["table"]["rows"]} == {len(side["table"]["columns"])}
        assert payload["data"]["table"]

    def test_specification_is_valid_responsive_and_holds_no_data(self, every_chart, chart):
        for lang in LANGUAGES:
            every_chart[chart].build(lang).to_dict(validate=True)
            spec = every_chart[chart].spec(lang)
            assert spec["width"] == "container"
            assert "title" not in spec
            assert '"name": "table"' in json.dumps(spec)
            assert "table" not in spec.get("datasets", {})

    def test_no_nan_reaches_the_json(self, every_chart, chart):
        text = json.dumps(every_chart[chart].payload(), allow_nan=False)
        assert not re.search(r'"(nan|NaN|None|NaT|inf)"', text)

    def test_both_languages_give_the_same_numbers(self, every_chart, chart):
        payload = every_chart[chart].payload()
        zh, en = (
            [[NUMBER.findall(c) for c in row] for row in payload[lang]["table"]["rows"]] for lang in LANGUAGES
        )
        assert zh == en
        told = [sorted(NUMBER.findall(payload[lang]["alt"])) for lang in LANGUAGES]
        assert told[0] == told[1] != []

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_it_is_drawn(self, every_chart, chart, lang):
        figure = every_chart[chart]
        svg = figure.svg(lang, 340)
        assert re.search(r'<svg[^>]* width="3[34]\d', svg)
        assert figure.title.get(lang) in texts(svg)
        assert not {"nan", "NaN", "undefined", "null", "None"} & set(texts(svg))

    def test_equal_figures_have_equal_bytes(self, every_chart, chart):
        figure = every_chart[chart]
        assert json.dumps(figure.payload()) == json.dumps(figure.payload())


def test_another_value_makes_another_id(years):
    def identity(frame):
        return lines(frame, names=SERIES, unit=UNIT, **COMMON).payload()["id"]

    changed = years.assign(value=[*years["value"][:-1], 51.0])
    assert identity(years) == identity(years.copy()) != identity(changed)


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="fontconfig's fc-list is not here to be asked")
def test_the_chinese_font_has_every_character_of_every_chart(every_chart):
    written = "".join("".join(texts(figure.svg("zh"))) for figure in every_chart.values())
    codes = " ".join(f"{ord(c):x}" for c in sorted(set(written)) if not c.isspace())
    found = subprocess.run(
        ["fc-list", f":charset={codes}", "family"], capture_output=True, text=True, check=True
    )
    if (
        "Noto Sans CJK SC"
        not in subprocess.run(["fc-list"], capture_output=True, text=True, check=True).stdout
    ):
        pytest.skip("fonts-noto-cjk is not installed")
    assert "Noto Sans CJK SC" in found.stdout


def test_a_year_without_a_value_is_a_gap(every_chart):
    rows = [r for r in every_chart["lines"].payload()["data"]["table"] if r["series"] == "plan"]
    assert [(r["year"], r["value"]) for r in rows] == [
        (2012, 40.0),
        (2013, 41.5),
        (2014, None),
        (2015, 44.25),
    ]


def test_no_line_is_drawn_across_a_break(every_chart):
    rows = [r for r in every_chart["lines"].payload()["data"]["table"] if r["series"] == "nation"]
    assert [r["segment"] for r in rows] == [0, 0, 0, 1]
    assert "re-based" in texts(every_chart["lines"].svg("en"))


@pytest.mark.parametrize("draw", [lines, distribution])
def test_the_axis_does_not_reach_down_to_zero_by_itself(years, draw):
    frame = years.assign(unit=years["series"])
    names = {"names": SERIES} if draw is lines else {"nation": years[years["series"] == "nation"]}
    figure = draw(frame, unit=UNIT, breaks=BREAKS, target=Mark(47, Both("目标", "goal")), **names, **COMMON)
    assert "0" not in texts(figure.svg("en"))
    zero = draw(frame, unit=UNIT, zero=True, **names, **COMMON)
    assert "0" in texts(zero.svg("en"))


def test_the_target_is_named(every_chart):
    assert "goal" in texts(every_chart["lines"].svg("en"))


def test_a_nation_without_figures_is_not_drawn():
    spread = pd.DataFrame({"unit": ["a", "b"], "year": 2012, "value": [1.0, 3.0]})
    nothing = pd.DataFrame({"year": [], "value": []})
    figure = distribution(spread, nation=nothing, unit=UNIT, **COMMON)
    assert "China" not in json.dumps(figure.payload()["en"], ensure_ascii=False)


def test_distribution_counts_the_cities_of_each_year(every_chart):
    table = every_chart["distribution"].table("en")
    assert table["rows"][0][:2] == ["2012", "4"]
    assert table["rows"][2][:2] == ["2014", "—"]


def test_a_city_without_a_value_stays_in_the_table_and_out_of_the_ranking(every_chart):
    figure = every_chart["ranked_bars"]
    assert figure.table("en")["rows"][-1] == ["Karamay", "—"]
    assert "Karamay" not in texts(figure.svg("en"))


def test_cities_that_share_a_name_have_a_row_each(every_chart):
    assert texts(every_chart["ranked_bars"].svg("en")).count("Yichun") == 2


def test_ends_leave_out_the_middle_but_not_from_the_table():
    frame = pd.DataFrame({"unit": list("abcdef"), "value": [6.0, 5, 4, 3, 2, 1]})
    names = {u: Both(f"市{u}", f"City {u}") for u in "abcdef"}
    figure = ranked_bars(frame, names=names, unit=UNIT, ends=2, **COMMON)
    shown = [t for t in texts(figure.svg("en")) if t.startswith("City")]
    assert shown == ["City a", "City b", "City e", "City f"]
    assert len(figure.table("en")["rows"]) == 6


def test_shares_stand_in_their_own_year_whatever_the_order_of_the_frame():
    frame = pd.DataFrame(
        {"year": [2013, 2012, 2013, 2012], "part": list("bbaa"), "value": [70.0, 60, 30, 40]},
        index=[0, 0, 1, 1],
    )
    rows = stacked_shares(frame, names={p: Both(p, p) for p in "ab"}, **COMMON).records()
    assert [(r["year"], r["part"], r["bottom"], r["top"]) for r in rows] == [
        (2012, "a", 0, 40),
        (2012, "b", 40, 100),
        (2013, "a", 0, 30),
        (2013, "b", 30, 100),
    ]
    assert [round((r["left"] + r["right"]) / 2, 6) for r in rows] == [2012, 2012, 2013, 2013]


def test_small_multiples_share_one_scale(every_chart):
    rows = every_chart["small_multiples"].payload()["data"]["table"]
    own = {(r["panel"], r["year"]): r for r in rows if r["line"] == "own"}
    plan, nation = own["plan", 2012], own["nation", 2012]
    assert nation["x"] - plan["x"] == pytest.approx(1)  # the next column
    assert nation["y"] < plan["y"]  # larger is higher


def test_hostile_names_are_text(cities):
    hostile = {u: Both("<script>甲</script>", 'a"]+alert(1)+["') for u in NAMES}
    figure = ranked_bars(cities, names=hostile, unit=UNIT, **COMMON)
    assert "<script>" not in figure.svg("zh")
    assert any("alert(1)" in t for t in texts(figure.svg("en")))


def test_what_is_missing_is_named_at_once():
    with pytest.raises(FigureError) as caught:
        lines(pd.DataFrame({"year": [2012]}), names=SERIES, unit=UNIT, **COMMON)
    assert len(caught.value.problems) == 2
    assert "'series'" in caught.value.problems[0]


def test_an_empty_frame_is_refused():
    with pytest.raises(FigureError, match="no rows"):
        lines(pd.DataFrame(columns=["year", "series", "value"]), names=SERIES, unit=UNIT, **COMMON)


def test_a_series_without_a_name_is_refused(years):
    with pytest.raises(FigureError, match="name"):
        lines(years, names={"plan": SERIES["plan"]}, unit=UNIT, **COMMON)


def test_under_the_press_only_the_books_own_type_is_shown(every_chart, monkeypatch):
    monkeypatch.setenv("PLANBOOK_PRESS", "1")
    assert set(every_chart["lines"]._repr_mimebundle_()) == {MIME, "text/plain"}
    monkeypatch.delenv("PLANBOOK_PRESS")
    assert "image/svg+xml" in every_chart["lines"]._repr_mimebundle_()


def test_marks_are_told_in_the_alternative_text(cities):
    figure = ranked_bars(cities, names=NAMES, unit=UNIT, marks=[Mark(5, Both("全国", "China"))], **COMMON)
    assert "China 5.0" in figure.alt.en


@pytest.mark.parametrize(
    ("years", "shaded"),
    [(range(2003, 2013), None), (range(2013, 2021), None), (range(2010, 2025), (2012.5, 2022.5))],
)
def test_the_plans_term_is_marked_where_a_chart_goes_beyond_it(years, shaded):
    frame = pd.DataFrame({"year": years, "series": "plan", "value": [float(y) for y in years]})
    chart = lines(frame, names=SERIES, unit=UNIT, **COMMON).spec("en")
    rows = [row for rows in chart.get("datasets", {}).values() for row in rows]
    assert {(r["from"], r["to"]) for r in rows if "from" in r} == ({shaded} if shaded else set())
    titles = json.dumps(chart, ensure_ascii=False)
    assert ("the plan's term, 2013–2022" in titles) == bool(shaded)


def test_the_term_that_charts_mark_is_the_plans():
    document = plan.document()
    assert (document.first_year, document.last_year) == theme.term()


def test_rows_that_are_not_cities_say_what_they_are(cities: pd.DataFrame):
    province = Both("省份", "Province")
    bars = ranked_bars(cities, names=NAMES, unit=UNIT, row=province, **COMMON)
    assert bars.table("en")["columns"][0] == "Province"
    pairs = dumbbell(cities, names=NAMES, unit=UNIT, start=UNIT, end=UNIT, row=province, **COMMON)
    assert pairs.table("zh")["columns"][0] == "省份"


@pytest.mark.parametrize(("label", "columns"), [("short", None), ("a long name of a group of cities", 3)])
def test_a_legend_too_long_for_a_line_breaks_into_columns(
    cities: pd.DataFrame, label: str, columns: int | None
):
    kinds = {unit: Both(label, label) for unit in NAMES}
    axes = {"x_title": UNIT, "y_title": UNIT}
    drawn = scatter(
        cities.assign(kind=cities["unit"]), names=NAMES, colour="kind", colour_names=kinds, **axes, **COMMON
    )
    text = json.dumps(drawn.spec("en"))
    assert re.findall(r'"columns": (\d)', text) == ([str(columns)] * 2 if columns else [])
