"""Markdown with findings in it; findings and sentences are made up."""

from types import SimpleNamespace

import pytest

from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Count, Percent, Year
from planbook.text.template import Writer, named

GONE = Absent(Both("此处从略：未刊印。", "Left out: not printed."))
FOUND = {
    "so2": SimpleNamespace(first=Year(2012), change=Percent(-20.84), cities=Count(91), outside=Absent()),
    "late": GONE,
    "best": Both("鞍山*", "Anshan*"),
    "bare": 3.5,
}


def page(lang="en"):
    return Writer(lang, FOUND)


def test_a_number_is_written_by_its_kind_in_each_language():
    source = "{{ so2.change|moved }} {{ so2.first }} {{ so2.cities }}"
    assert page().fill(source, "cell 1") == "fell by 20.8% 2012 91"
    assert page("zh").fill(source, "cell 1") == "下降20.8% 2012 91"


def test_lines_of_a_paragraph_are_joined_as_each_language_joins_sentences():
    assert page().fill("One.\nTwo.\n\n- A.\n  B.\n- C.", "c") == "One. Two.\n\n- A. B.\n- C."
    assert page("zh").fill("甲。\n乙。", "c") == "甲。乙。"


def test_a_sentence_about_something_absent_gives_way_to_the_reason_told_once():
    made = page()
    assert (
        made.fill("It fell.\n{{ late.change }} since.\nAnd {{ late }} more.", "c")
        == "It fell. Left out: not printed."
    )
    assert made.fill("{{ late }} again.", "c") == ""


def test_without_a_reason_it_is_left_out_without_a_word():
    assert page().fill("- One, outside {{ so2.outside }}.\n- Two.", "c") == "- Two."
    assert (
        page().fill('Outside {{ so2.outside|signed|or_say("not comparable") }}.', "c")
        == "Outside not comparable."
    )


def test_a_line_under_a_condition():
    source = "{{ so2.cities|only(so2.change > 0) }} rose.\n{{ so2.cities|only(so2.change < 0) }} fell."
    assert page().fill(source, "c") == "91 fell."


def test_names_are_shown_as_they_are():
    assert page().fill("{{ best }}", "c") == r"Anshan\*"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("It fell by 20 %.", "typed by hand in 'It fell by 20 %.'"),
        ('{{ "since 2012" if so2.change > 0 else "before 2012" }}', "typed by hand in 'since 2012'"),
        ("{{ so3.change }}", "there are bare, best, late, so2"),
        ("{{ so2.chnage }}", "chnage"),
        ("{{ bare }}", "cannot be written"),
        ("{{ so2.change| }}", "is no expression"),
        ("{{ so2.change|rounded }}", "rounded"),
        ("{{ so2.change.__class__ }}", "no finding"),
    ],
)
def test_what_cannot_be_set_is_named_with_cell_and_line(line, problem):
    made = page()
    made.fill(f"A line.\n{line}", "cell 7")
    (told,) = made.problems
    assert told.startswith("cell 7 (en), line 2: ")
    assert problem in told


def test_all_problems_are_listed_at_once():
    made = page()
    made.fill("{{ a }} and {{ b }}.\n3 of them.", "cell 1")
    assert len(made.problems) == 3


@pytest.mark.parametrize("line", ["SO2 and PM2.5", "`A5`", "[way](a2.html)", "{cite}`ang2007`", "GB-3095"])
def test_digits_in_names_code_and_addresses_are_no_numbers(line):
    made = page()
    made.fill(line, "c")
    assert made.problems == []


def test_the_ledger_holds_expression_value_and_text():
    made = page()
    made.fill("Down {{ so2.change|size }}.", "cell 3")
    (entry,) = made.ledger
    assert (entry.cell, entry.line, entry.expression) == ("cell 3", 1, "so2.change|size")
    assert (entry.value, entry.text) == (20.84, "20.8%")


def test_a_caption_holds_title_subtitle_description_and_words_of_cells():
    made = page()
    source = (
        ":::{figure} so2\nSO2 {{ so2.change|moved }}\nall cities\nalt: A line.\n"
        "[goal] Of {{ so2.cities }}\n[part] {{ late }}\n:::"
    )
    assert made.fill(f"Before.\n\n{source}\n\nAfter.", "c") == "Before.\n\nAfter."
    caption = made.captions["so2"]
    assert (caption.title, caption.subtitle, caption.alt) == ("SO2 fell by 20.8%", "all cities", "A line.")
    assert caption.cells == {"goal": "Of 91", "part": "Left out: not printed."}
    assert made.tell(GONE) is not None  # the page still has to say it


def test_an_open_or_second_caption_is_named():
    made = page()
    made.fill(":::{figure} a\nOne\n:::\n:::{table} a\nTwo", "cell 2")
    made.fill(":::{figure} a\nThree\n:::", "cell 3")
    assert made.problems == [
        "cell 2: the caption 'a' is not closed by a line with :::",
        "cell 3: 'a' has a caption already",
    ]


def test_code_is_left_alone():
    assert page().fill("```\n{{ x }} 3\n```", "c") == "```\n{{ x }} 3\n```"


def test_the_findings_a_cell_names():
    assert named('{{ a.b|moved }} {{ "x" if c[0].d > 1 else e }}') == {"a.b", "c", "e"}
