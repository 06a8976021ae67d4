import copy
import io
import json
import subprocess
import sys

import nbformat
import pikepdf
import pypdfium2
import pytest
from made_up import USUAL, chapter, export, markdown, notebook, pages, shown, text
from small_book import CHART, CHECKOUT, TABLE, TEXT
from traitlets.config import Config

from planbook.errors import BuildError
from planbook.press.briefing.exporter import BriefingExporter


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def pdf(lang):
    return export(USUAL, lang)


def test_everything_tagged_is_in_the_document(pdf, lang):
    said = text(pdf)
    wanted = {
        "zh": (
            "绿色：虚构的一章",
            "先说几句。",
            "发生了什么",
            "算出的小节",
            "12.5%",
            "甲市与乙市的地区生产总值",
        ),
        "en": ("Green:amade-upchapter", "Whathappened", "fellby12.5%.", "Grossregionalproductoftwocities"),
    }
    for part in wanted[lang]:
        assert part in said


def test_cells_of_the_chart_and_the_table_are_text(pdf, lang):
    said = text(pdf)
    assert ("年份" if lang == "zh" else "year") in said
    assert "12,000" in said
    assert ("按常住人口计算" if lang == "zh" else "byresidentpopulation") in said  # the flag's note


def test_header_and_colophon_name_edition_and_data(pdf, lang):
    said = text(pdf)
    assert "0123456789ab" in said
    assert ("数据年份2017" if lang == "zh" else "Datayear2017") in said


def test_other_languages_and_untagged_cells_stay_out(lang):
    nb = chapter(shown(TEXT), shown(TABLE, tags=()))
    said = text(export(nb, lang))
    assert ("12,000" in said, "虚构数据" in said, "madeup" in said) == (False, False, False)
    assert ("Whathappened" in said) == (lang == "en")


def test_without_tags_title_first_passage_table_and_three_charts_go_in():
    charts = [{**CHART, "id": f"c{n}", "en": {**CHART["en"], "title": f"Chart number {n}"}} for n in range(5)]
    nb = notebook(
        markdown("en", "# Untagged"),
        shown(TEXT, tags=()),
        *(shown(c, tags=()) for c in charts),
        shown(TABLE, tags=()),
        shown({**TEXT, "en": {"markdown": "A second passage"}}, tags=()),
    )
    said = text(export(nb, "en"))
    assert "Untagged" in said
    assert "fellby12.5%" in said
    assert "12,000" in said
    assert [f"Chartnumber{n}" in said for n in range(5)] == [True, True, True, False, False]
    assert "Asecondpassage" not in said


def test_equal_notebooks_give_equal_bytes(pdf, lang):
    assert export(USUAL, lang) == pdf


def test_fonts_are_embedded(pdf, lang):
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())
                found.add(str(item["/FontName"]).split("+")[1].split("-")[0])
    assert found == ({"NotoSansCJKsc"} if lang == "zh" else {"NotoSans"})


def test_bookmarks_lead_to_the_headings(pdf, lang):
    with pypdfium2.PdfDocument(pdf) as document:
        found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    wanted = {
        "zh": [(0, "绿色：虚构的一章"), (1, "发生了什么"), (1, "算出的小节")],
        "en": [(0, "Green: a made-up chapter"), (1, "What happened"), (1, "A computed section")],
    }
    assert found == wanted[lang]


def test_a_long_table_breaks_across_pages_under_a_repeated_header():
    row = TABLE["en"]["rows"][0]
    rows = [[{**row[0], "text": f"City {n}"}, row[1]] for n in range(120)]
    table = {**TABLE, "en": {**TABLE["en"], "rows": rows}}
    with_rows = [page for page in pages(export(chapter(shown(table)), "en")) if "City " in page]
    assert len(with_rows) > 1
    assert all("Yuan" in page for page in with_rows)


def test_formulas_footnotes_and_tables_of_markdown_are_set():
    words = "A ratio[^1] $\\frac{a}{b}$\n\n| place | sum |\n|:--|--:|\n| Jia | 12 |\n\n[^1]: Of two sums."
    said = text(export(chapter(markdown("en", words, "brief")), "en"))
    assert "\\frac" not in said
    for part in ("𝑎", "place", "12", "Oftwosums."):
        assert part in said


def test_a_character_without_a_sign_stops_the_build_with_its_place():
    chart = {**CHART, "en": {**CHART["en"], "alt": "x", "title": "Line of \U0001f600"}}
    drawn = {**CHART, "data": {"table": [{"year": 2012, "gdp": 1, "city_en": "\u0f00"}]}}
    with pytest.raises(BuildError) as error:
        export(chapter(shown(chart), shown({**drawn, "id": "other"})), "en", "units/210300")
    told = str(error.value)
    assert "units/210300 (en)" in told
    assert "chart 'Line of \U0001f600': U+1F600 GRINNING FACE" in told
    assert "the drawing 'Gross regional product of two cities': U+0F00 TIBETAN SYLLABLE OM" in told


def test_a_mistake_of_the_notebook_is_named():
    with pytest.raises(BuildError, match=r"made_up.*no title"):
        export(chapter(shown({**TABLE, "zh": {k: v for k, v in TABLE["zh"].items() if k != "title"}})), "en")


def test_nbconvert_knows_the_exporter_by_hand(tmp_path):
    (tmp_path / "out.ipynb").write_text(nbformat.writes(USUAL), encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--to", "briefing", "--BriefingExporter.language=en"]
    subprocess.run([*command, str(tmp_path / "out.ipynb")], check=True, cwd=CHECKOUT, capture_output=True)
    assert "fellby12.5%" in text((tmp_path / "out.pdf").read_bytes())


def test_the_notebook_itself_is_left_as_it_was():
    before = json.dumps(USUAL, sort_keys=True)
    export(USUAL, "zh")
    assert json.dumps(USUAL, sort_keys=True) == before


def test_a_chapter_of_one_region_says_so_in_title_and_header():
    from planbook.press.briefing.imprint import edition, imprint

    issue = edition(CHECKOUT, "en", "0" * 12)
    said = imprint("en", "Green", {"year": 2019, "region": "东北"}, [], issue)
    assert said["title"] == "Green (Northeast)"
    assert said["edition"].startswith("Northeast · Data year 2019")
    whole = imprint("en", "Green", {"year": 2019, "region": "全国"}, [], issue)
    assert (whole["title"], whole["edition"][:14]) == ("Green", "Data year 2019")


def unexecuted(nb):
    made = copy.deepcopy(nb)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made


def test_a_notebook_that_was_not_executed_is_refused():
    with pytest.raises(
        BuildError, match=r"green \(en\): the notebook was not executed; run it with papermill"
    ):
        export(unexecuted(USUAL), "en")


def test_a_notebook_that_was_executed_in_part_is_refused():
    half = copy.deepcopy(USUAL)
    half.cells[-1] = unexecuted(USUAL).cells[-1]
    with pytest.raises(BuildError, match="1 cells were not executed, the first is 'made_up'"):
        export(half, "en")


@pytest.mark.slow
def test_nbconvert_executes_it_when_asked_to():
    nb = unexecuted(notebook(markdown("en", "# Green", "brief"), {**shown(TEXT), "source": "x = 1"}))
    nb.cells[1].metadata.tags = []
    exporter = BriefingExporter(
        language="en", data_version="0", config=Config(ExecutePreprocessor={"enabled": True})
    )
    pdf = exporter.from_notebook_node(nb, {"metadata": {"name": "green", "path": "."}})[0]
    assert "Green" in text(pdf)


def test_a_briefing_without_a_title_says_which_cell_to_tag():
    with pytest.raises(
        BuildError, match="no title in this language; tag the cell that begins with '# ' 'brief'"
    ):
        export(notebook(markdown("en", "# Green"), shown(TABLE)), "en")
