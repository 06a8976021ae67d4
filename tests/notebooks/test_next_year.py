"""Once another year is there, every chapter reports it, also without figures of the nation, and says until when the
nation is printed. The cities' figures are those of the newest yearbook again, made up for this test; what comes from
other sources (indices of product, modelled emissions, incomes) is not there yet, as when a yearbook is imported.
"""

import shutil
from pathlib import Path

import pytest
from by_hand import chapters, executed, page, text

from planbook import paths
from planbook.ground import reads
from planbook.store.observations import last_year

NEWEST = last_year()
EDITION = f"ccsy-{NEWEST + 1}"  # an edition prints the year before


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("next") / "project"
    shutil.copytree(paths.data(), root / "data")
    shutil.copytree(paths.root() / "notebooks", root / "notebooks")
    shutil.copy(paths.root() / "_toc.yml", root)
    observed, coming = root / "data" / "observations", EDITION.replace(str(NEWEST + 1), str(NEWEST + 2))
    sources = root / "data" / "catalog" / "sources.csv"
    rows = sources.read_text(encoding="utf-8").splitlines(keepends=True)
    newest = next(r for r in rows if r.startswith(f"{EDITION},"))
    if not any(r.startswith(f"{coming},") for r in rows):
        rows.append(newest.replace(str(NEWEST + 1), str(NEWEST + 2)))
    sources.write_text("".join(rows), encoding="utf-8")
    head, *values = (observed / f"{NEWEST}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    printed = [row.replace(f",{EDITION},", f",{coming},") for row in values if f",{EDITION}," in row]
    (observed / f"{NEWEST + 1}.csv").write_text("".join([head, *printed]), encoding="utf-8")
    return root


@pytest.mark.slow
@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_reports_a_new_year(chapter: str, next_year: Path):
    with paths.rooted(next_year):
        reads.forget()
        made = executed(chapter, year=NEWEST + 1)
        words = {lang: page(made, lang) for lang in ("zh", "en")}
    reads.forget()
    assert [p for lang in words for p in words[lang].problems] == []
    for lang in words:
        said = text(words[lang])
        assert str(NEWEST + 1) in said
        assert "not printed the" not in said
        assert "''" not in said
