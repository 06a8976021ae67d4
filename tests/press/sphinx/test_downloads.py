"""The downloads of the site, from a made-up export."""

import io
import zipfile

import pytest

from planbook.export import folder as export
from planbook.press.sphinx import downloads

FILES = {
    "observations.csv": b"unit\n",
    "observations.parquet": b"PAR1",
    "planbook.xlsx": b"PK",
    "datapackage.json": b"{}",
    "non-commercial/who-aaq-2022/who-aaq-2022.csv": b"unit\n",
    "non-commercial/who-aaq-2022/LICENSE-WHO.md": b"terms",
}


@pytest.fixture
def made_up(monkeypatch):
    calls = []
    monkeypatch.setattr(export, "contents", lambda: calls.append(1) or dict(FILES))
    # in this process, where the export is made up
    monkeypatch.setattr(downloads, "apart", lambda root, function, *given: function(*given))
    return calls


def names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_values_under_terms_of_their_own_are_packed_apart():
    packed = downloads.pack(FILES)
    assert set(packed) == {"observations.parquet", "planbook.xlsx", "planbook-csv.zip", "who-aaq-2022.zip"}
    assert names(packed["planbook-csv.zip"]) == ["datapackage.json", "observations.csv"]
    assert names(packed["who-aaq-2022.zip"]) == ["LICENSE-WHO.md", "who-aaq-2022.csv"]


def test_downloads_are_written_once_and_leftovers_go(project, made_up):
    said = []
    folder = project / "_build" / "site" / downloads.DATA
    folder.mkdir(parents=True)
    (folder / "old.zip").write_bytes(b"")
    for _ in range(2):
        downloads.publish(project, said.append)
    assert {f.name for f in folder.iterdir()} == set(downloads.pack(FILES))
    assert said == ["downloads: written"]
    (project / "data" / "catalog" / "flags.csv").write_text("id,text_zh,text_en\n")
    downloads.publish(project, said.append)
    assert len(made_up) == 2


def test_the_list_names_links_and_sizes(tmp_path):
    (tmp_path / "planbook.xlsx").write_bytes(b"x" * 2_300_000)
    (tmp_path / "who-aaq-2022.zip").write_bytes(b"x" * 5400)
    html = downloads.to_html(tmp_path, "../data", "en")
    assert '<a href="../data/planbook.xlsx" download>planbook.xlsx</a> (2.3 MB)' in html
    assert "(5 kB)" in html
    assert "No commercial use, terms of its own: who-aaq-2022" in html
    assert "不得用于商业目的" in downloads.to_html(tmp_path, "../data", "zh")


def test_without_files_the_page_says_how_to_make_them(tmp_path):
    assert "planbook build" in downloads.to_html(tmp_path / "none", "../data", "zh")
