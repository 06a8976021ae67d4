"""The folder of the export, from a few made-up observations."""

import json

import pytest
from frictionless import validate
from typer.testing import CliRunner

from planbook.cli import app
from planbook.errors import PlanbookError
from planbook.export.folder import contents, export

run = CliRunner().invoke


@pytest.fixture
def exported(small_data, tmp_path):
    export(tmp_path / "export")
    return tmp_path / "export"


def test_everything_is_there(exported):
    names = {f.relative_to(exported).as_posix() for f in exported.rglob("*") if f.is_file()}
    assert names >= {
        "observations.csv",
        "observations.parquet",
        "planbook.xlsx",
        "datapackage.json",
        "README.md",
        "LICENSE-TEXT.md",
        "indicators.csv",
        "non-commercial/who-aaq-2022/who-aaq-2022.csv",
        "non-commercial/who-aaq-2022/LICENSE-WHO.md",
        "non-commercial/who-aaq-2022/README.md",
    }


@pytest.mark.parametrize("folder", [".", "non-commercial/who-aaq-2022"])
def test_the_data_package_validates(exported, folder):
    report = validate(exported / folder / "datapackage.json")
    assert report.flatten(["type", "note"]) == []
    assert report.valid


def test_a_value_that_no_table_explains_would_not_validate(exported):
    table = exported / "observations.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("210400,buses", "999999,buses"), encoding="utf-8"
    )
    types = {kind for (kind,) in validate(exported / "datapackage.json").flatten(["type"])}
    assert "foreign-key" in types


def test_licences_and_sources_are_named(exported):
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in package["licenses"]] == ["CC-BY-4.0"]
    assert {entry["title"] for entry in package["sources"]} >= {
        "China City Statistical Yearbook, edition 2013",
        "National Bureau of Statistics, annual data",
    }
    apart = json.loads(
        (exported / "non-commercial/who-aaq-2022/datapackage.json").read_text(encoding="utf-8")
    )
    assert "CC BY-NC-SA 3.0 IGO" in apart["licenses"][0]["title"]
    assert "World Health Organization" not in (exported / "sources.csv").read_text(encoding="utf-8")


def test_the_same_data_give_the_same_bytes(small_data):
    assert contents() == contents()


def test_the_verb_writes_and_names_sizes(small_data, tmp_path):
    result = run(app, ["export", "--output", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert (tmp_path / "out" / "observations.csv").is_file()
    assert f"B  {tmp_path / 'out' / 'observations.parquet'}" in result.stdout


def test_a_file_in_the_way_is_named(small_data, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(PlanbookError, match="choose another folder with --output"):
        export(tmp_path / "taken")
