import re

import pytest

from planbook import paths
from planbook.errors import BuildError, PlanbookError
from planbook.press.briefing import fonts


def test_the_first_folder_with_both_files_wins(tmp_path):
    for folder, names in {"a": ["Regular"], "b": ["Regular", "Bold"], "c": ["Regular", "Bold"]}.items():
        (tmp_path / folder / "deep").mkdir(parents=True)
        for name in names:
            (tmp_path / folder / "deep" / f"NotoSansCJK-{name}.ttc").touch()
    found = fonts.chinese([tmp_path / "none", tmp_path / "a", tmp_path / "b", tmp_path / "c"])
    assert [f.relative_to(tmp_path).as_posix() for f in found] == [
        "b/deep/NotoSansCJK-Regular.ttc",
        "b/deep/NotoSansCJK-Bold.ttc",
    ]


def test_a_missing_font_says_what_to_do(tmp_path):
    with pytest.raises(PlanbookError, match=re.escape("run tools/setup fonts")):
        fonts.chinese([tmp_path])


def test_the_typesetter_sees_these_families_and_its_own_for_formulas_alone():
    families = set(fonts.typst_fonts().families())
    assert {fonts.CHINESE, fonts.LATIN, "New Computer Modern Math"} <= families
    assert not {f for f in families if f.startswith(("Noto Serif", "Liberation", "WenQuan"))}


def test_every_character_of_gb2312_has_a_sign():
    rows = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(code.decode("gb2312", errors="ignore") for code in rows)
    assert len(characters) == 6763
    assert fonts.lost([("GB 2312", characters)]) == []


def test_every_text_of_the_catalog_has_its_signs():
    files = [f for part in ("catalog", "plan") for f in sorted(paths.data(part).glob("*.csv"))]
    assert files
    assert fonts.lost((f.name, f.read_text(encoding="utf-8")) for f in files) == []


def test_what_is_lost_is_named_with_its_place():
    with pytest.raises(BuildError) as error:
        fonts.check("green (zh)", [("a title", "x\U0001f600"), ("a cell", "鞍山\u0f00")])
    assert error.value.message.startswith("green (zh):")
    assert error.value.problems == (
        "a title: U+1F600 GRINNING FACE",
        "a cell: U+0F00 TIBETAN SYLLABLE OM",
    )
