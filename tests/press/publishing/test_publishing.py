"""One file of a made-up built book, and its way into the folder of a host."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from planbook.errors import BuildError
from planbook.press.publishing.contents import gather, pack
from planbook.press.publishing.place import place

CHECKOUT = Path(__file__).parents[3]
PAGE = (
    '<link rel="alternate" hreflang="en" href="../en/index.html">\n'
    '<a class="planbook-briefing" href="../briefings/zh/a.pdf">PDF</a>\n'
    '<a class="planbook-language" href="../en/index.html">English</a>\n<td><a href="../briefings/zh/a.pdf">PDF</a></td>'
)


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "project"
    site = root / "_build" / "site"
    for name, text in {
        "zh/index.html": PAGE,
        "en/index.html": PAGE,
        "briefings/zh/a.pdf": "pdf",
        "briefings/en/a.pdf": "pdf",
        "data/planbook-csv.zip": "zip",
        "explore/index.js": "js",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    for lang in ("zh", "en"):
        (root / "book" / lang).mkdir(parents=True)
        (root / "book" / lang / "index.md").write_text("# x\n", encoding="utf-8")
    for name in ("CITATION.cff", "LICENSE", "LICENSE-TEXT.md", "_config.yml", "_config.en.yml"):
        shutil.copyfile(CHECKOUT / name, root / name)
    return root


def test_everything_is_in_it_and_described(root, tmp_path):
    files = gather(root)
    assert {
        "index.html",
        "zh/index.html",
        "briefings/en/a.pdf",
        "data/planbook-csv.zip",
        "README.txt",
    } <= set(files)
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    graph = {entry["@id"]: entry for entry in json.loads(files["ro-crate-metadata.json"])["@graph"]}
    assert graph["data/planbook-csv.zip"]["contentSize"] == 3
    assert {part["@id"] for part in graph["./"]["hasPart"]} <= set(graph)
    archives = [pack(files, tmp_path / name, "planbook") for name in ("a.zip", "b.zip")]
    assert archives[0].read_bytes() == archives[1].read_bytes()
    with zipfile.ZipFile(archives[0]) as whole:
        assert set(whole.namelist()) == {f"planbook/{name}" for name in files}


def test_one_edition_leads_to_no_other(root):
    files = gather(root, ("zh",))
    assert not any(name.startswith(("en/", "briefings/en/")) for name in files)
    page = files["zh/index.html"].decode()
    assert "../en/" not in page
    assert "briefings/zh/a.pdf" in page
    assert 'data-lang="en"' not in files["index.html"].decode()


def test_without_briefings_no_page_leads_to_one(root):
    files = gather(root, briefings=False)
    assert not any("briefings" in name for name in files)
    page = files["zh/index.html"].decode()
    assert "briefings" not in page
    assert "<td>PDF</td>" in page


def test_what_is_not_built_is_named(root):
    shutil.rmtree(root / "_build" / "site" / "en")
    shutil.rmtree(root / "_build" / "site" / "briefings")
    with pytest.raises(BuildError) as caught:
        gather(root)
    assert caught.value.problems == ("en/index.html", "briefings")


def test_a_folder_is_replaced_at_once_and_only_if_it_holds_a_book(root, tmp_path):
    folder = tmp_path / "host" / "book"
    folder.parent.mkdir()
    place({"index.html": b"one", "old.html": b"x", "SHA256SUMS": b""}, folder)
    place({"index.html": b"two", "SHA256SUMS": b""}, folder)
    assert (folder / "index.html").read_bytes() == b"two"
    assert not (folder / "old.html").exists()
    assert [entry.name for entry in folder.parent.iterdir()] == ["book"]
    other = tmp_path / "host" / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(BuildError, match="holds something"):
        place({"index.html": b"three"}, other)
    assert (other / "letter.txt").read_text(encoding="utf-8") == "keep me"
