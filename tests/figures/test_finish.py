"""The finishing calls of figure cells; frames are made up."""

import altair as alt
import pandas as pd
import pytest
import vl_convert

from planbook.errors import FigureError
from planbook.figures import (
    Column,
    Mark,
    Words,
    above,
    amount,
    bands,
    breaks,
    ends,
    goal,
    roles,
    show,
    table,
    term,
    tip,
    upright,
    years,
)
from planbook.ground.absent import Absent
from planbook.ground.language import Both, in_language
from planbook.ground.quantities import Percent
from planbook.store.provenance import Passport

SOURCE = Passport((Both("《虚构年鉴》", "Made-up yearbook"),), (2012,), 2, 2)
CUT = [Mark(2016, Both("重新核算", "re-based"))]


def lines():
    names = {"plan": Both("规划城市", "plan cities"), "nation": Both("全国", "China")}
    rows = [
        (y, s, names[s], float(y - 2000), int(y >= 2016)) for s in names for y in (2012, 2014, 2016, 2018)
    ]
    return pd.DataFrame(rows, columns=["year", "series", "name", "value", "segment"])


def drawn(rows):
    chart = (
        alt.Chart(rows)
        .mark_line()
        .encode(
            x=years(rows),
            y=amount(rows, "吨 | t", also=[20.0], above=above(CUT, rows)),
            color=roles(rows),
            detail="segment:N",
            tooltip=[tip("name", "城市 | Cities"), tip("year", "年份 | Year", -1), tip("value", "吨 | t", 1)],
        )
    )
    return term(rows) + goal(20.0, rows) + chart + breaks(CUT, rows) + ends(rows, also={"目标 | goal": 20.0})


def test_a_chart_carries_both_languages_once_and_can_be_drawn_in_each():
    payload = show("made_up", drawn(lines()), SOURCE).payload()
    assert len(payload["spec"]["datasets"]) == 1
    for lang, wanted, other in (("zh", "规划城市", "plan cities"), ("en", "plan cities", "规划城市")):
        svg = vl_convert.vegalite_to_svg({**in_language(payload["spec"], lang), "width": 400})
        shown = svg.replace("\u00a0", " ")
        assert all(word in shown for word in wanted.split())
        assert other not in shown


def test_the_id_outlives_new_data():
    one, other = lines(), lines().assign(value=1.0)
    assert (
        show("so2", drawn(one), SOURCE).payload()["id"]
        == show("so2", drawn(other), SOURCE).payload()["id"]
        == "so2"
    )


def test_the_table_behind_has_a_column_a_series_and_a_row_a_year():
    behind = in_language(show("made_up", drawn(lines()), SOURCE).payload()["table"], "en")
    assert behind["columns"] == ["Year", "plan cities (t)", "China (t)"]
    assert behind["rows"][0] == ["2012", "12.0", "12.0"]
    assert behind["rows"][1] == ["2013", "—", "—"]


def test_who_cannot_see_it_hears_first_and_last_values():
    assert (
        show("made_up", drawn(lines()), SOURCE)
        .payload()["alt"]["en"]
        .startswith("Plan cities: 12.0 in 2012, 18.0 in 2018")
    )


def test_where_a_finding_is_absent_the_cell_runs_and_gives_the_reason():
    gone = Absent(Both("未刊印。", "Not printed."))
    payload = show("made_up", drawn(gone.lines) + bands(gone) + upright(CUT, gone), gone).payload()
    assert payload == {
        "kind": "absent",
        "id": "made_up",
        "name": "made_up",
        "reason": {"zh": "未刊印。", "en": "Not printed."},
    }
    assert table("made_up", gone, [Column("a", "甲 | A")]).payload()["kind"] == "absent"


def test_a_chart_without_sources_is_refused():
    with pytest.raises(FigureError, match="does not say where its values are from"):
        show("made_up", drawn(lines()))


def test_a_table_formats_findings_and_asks_for_words():
    frame = pd.DataFrame(
        {
            "goal": [Both("目标", "Goal")],
            "value": [Percent(3.25)],
            "said": [Words("so2", Both("无", "none"))],
        },
        dtype=object,
    )
    columns = [Column("goal", "目标 | Goal"), Column("value", "% | %"), Column("said", "结果 | Finding")]
    (row,) = in_language(table("made_up", frame, columns, SOURCE).payload(), "en")["rows"]
    assert [cell["text"] for cell in row] == ["Goal", "3.2%", "none"]
    assert row[1]["sort"] == 3.25
    assert row[2]["words"] == "so2"


def test_a_missing_column_is_named():
    with pytest.raises(FigureError, match="the table 'made_up'"):
        table("made_up", pd.DataFrame({"a": [1]}), [Column("b", "乙 | B")], SOURCE)
