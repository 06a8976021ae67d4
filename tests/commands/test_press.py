"""What ``planbook status`` prints, for made-up reasons; the press itself is tested in tests/press."""

from planbook.commands.press import _grouped


def test_pages_of_one_kind_with_one_reason_share_a_line_and_others_stand_alone():
    reasons = {"green": "not made yet"} | {f"units/{n}": "not made yet" for n in range(210300, 210304)}
    reasons["units/210400"] = "notebook edited: cell 7"
    assert _grouped(reasons, "run") == [
        "run   green: not made yet",
        "run   4 units: not made yet",
        "run   units/210400: notebook edited: cell 7",
    ]


def test_briefings_are_counted_by_language():
    reasons = {f"briefing zh/units-{n}.pdf": "not made yet" for n in range(210300, 210304)}
    assert _grouped(reasons, "make") == ["make  4 briefings zh/units: not made yet"]
