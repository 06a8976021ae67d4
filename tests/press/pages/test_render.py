import copy
import json
import re

from small_book import CHART, DRAWING, TABLE

from planbook.press.pages.payloads import reduce
from planbook.press.pages.render import grid, to_html


def test_chart_carries_its_drawing_its_words_and_its_data():
    html = to_html(reduce(CHART, "zh"))
    drawing = json.loads(re.search(r'<script type="application/json">(.*)</script>', html).group(1))
    assert drawing == {"spec": CHART["zh"]["spec"], "table": CHART["data"]["table"]}
    assert 'role="img" aria-label="折线图：两市的地区生产总值"' in html
    assert "来源：虚构数据，仅供测试" in html
    assert "<summary>查看数据</summary>" in html
    assert '<td class="num">5.5</td>' in html


def test_the_panels_of_a_drawing_stand_one_by_one_beside_their_data():
    html = to_html(reduce(DRAWING, "en"))
    assert 'class="planbook-drawing" role="img" aria-label="one small chart"' in html
    assert html.count("<svg") == 2
    assert not re.search(r"<svg[^>]* [xy]=", html)
    assert html.count('font-size="11"') == 2  # what the whole drawing says holds for each panel
    assert "&lt;b&gt; &amp; c" in html
    assert "<summary>Show the data</summary>" in html


def test_no_text_can_close_the_script():
    payload = copy.deepcopy(CHART)
    payload["data"]["table"][0]["city_en"] = "</script><b>"
    html = to_html(reduce(payload, "en"))
    assert html.count("</script>") == 1


def test_a_column_with_missing_values_in_words_is_still_numeric():
    html = to_html(reduce(CHART, "en"))
    assert '<th scope="col" class="num">100m yuan</th>' in html
    assert '<th scope="col">City</th>' in html


def test_table_cells_are_escaped_aligned_and_sortable():
    html = to_html(reduce(TABLE, "en"))
    assert "Product per person &lt;2012&gt;" in html
    assert '<th scope="row">Jia</th><td class="num" data-sort="9000">9,000</td>' in html
    assert '<td class="num">not printed</td>' in html


def test_a_cell_leads_to_a_page_only_where_there_is_one():
    payload = copy.deepcopy(TABLE)
    for row, page in zip(payload["en"]["rows"], ("units/1", "units/2", "units/1.pdf"), strict=True):
        row[0]["link"] = page
    there = {"units/1": "../units/1.html", "units/1.pdf": 'a"b.pdf'}
    html = to_html(reduce(payload, "en"), there.get)
    assert '<a href="../units/1.html">Jia</a>' in html
    assert '<a href="a&quot;b.pdf">Bing</a>' in html
    assert html.count("<a ") == 2
    assert "<a " not in to_html(reduce(payload, "en"))


def test_flags_are_marked_and_explained_once():
    payload = copy.deepcopy(TABLE)
    for row in payload["en"]["rows"]:
        row[1]["flag"] = "by resident population"
    html = to_html(reduce(payload, "en"))
    assert html.count("<sup>a</sup>") == 4
    assert html.count("by resident population") == 1


def test_a_column_of_sentences_asks_for_more_room_than_one_of_words():
    words, sentence = (
        ("met", None, ""),
        ("the yearbook prints industrial emissions only, re-based in 2016", None, ""),
    )
    html = grid(["verdict", "remark"], [False, False], [[words, sentence]], "goals")
    assert '<td class="prose">the yearbook' in html
    assert '<th scope="row">met' in html
