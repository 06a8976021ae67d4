"""What is said of changes that need no project; the reasons of runs are tested in test_jobs."""

from planbook.press.changes import former
from planbook.press.changes.reasons import of_edition

PAGE, STYLE = "project/_build/source/zh/units/210300.ipynb", "package/press/static/planbook.css"


def test_an_edition_tells_pages_from_what_all_pages_are_made_of():
    was = {PAGE: "a", STYLE: "b", "project/_toc.yml": "c"}
    now = {PAGE: "changed", STYLE: "changed", "project/_toc.yml": "c"}
    assert of_edition(was, now) == f"pages changed: units/210300; all pages: {STYLE} changed"
    assert of_edition(None, now) == "not made yet"


def test_of_the_tables_five_states_are_kept_and_what_they_share_once(tmp_path):
    for name in ("same", "other"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / f"data/{name}.csv").write_text(name, encoding="utf-8")
    for n in range(7):
        (tmp_path / "data/other.csv").write_text(f"state {n}", encoding="utf-8")
        former.keep_tables(tmp_path, f"tree{n}")
    assert former.tables(tmp_path, "tree0") is None
    last = former.tables(tmp_path, "tree6")
    assert former.known(tmp_path, last["other.csv"]) == b"state 6"
    assert former.known(tmp_path, last["same.csv"]) == b"same"
    assert len([f for f in (tmp_path / "_build/former").iterdir() if f.is_file()]) == 6
