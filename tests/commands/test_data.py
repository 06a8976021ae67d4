"""``planbook get`` and ``planbook compile`` as a user types them."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planbook.cli import app

ROW = "130200,gdp_100m_yuan,2012,5861.6363,ccsy-2013,\n"


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def get(unit, indicator="gdp_100m_yuan", year=2012):
    return run("get", "--unit", unit, "--indicator", indicator, "--year", str(year))


@pytest.mark.parametrize("unit", ["唐山", "唐山市", "Tangshan", "tangshan", "130200"])
def test_get_prints_one_row_as_csv_with_source_and_flag(unit):
    result = get(unit)
    assert result.exit_code == 0
    assert result.stdout == "unit,indicator,year,value,source,flag\n" + ROW


def test_get_shows_a_flag():
    assert get("四平", "so2_industrial_t", 2013).stdout.endswith(
        "220300,so2_industrial_t,2013,44618,haofeiqin-so2,corrected\n"
    )


def test_get_names_all_missing_options_at_once():
    result = run("get", "--year", "2012")
    assert result.exit_code == 2
    assert "missing: --unit, --indicator;" in result.stderr


@pytest.mark.parametrize(
    ("unit", "indicator", "year", "says"),
    [
        ("唐由", "gdp_100m_yuan", 2012, ["no unit is called '唐由'", "130200  唐山 Tangshan, Hebei"]),
        ("Yichun", "gdp_100m_yuan", 2012, ["2 units", "230700", "360900", "Heilongjiang", "Jiangxi"]),
        ("唐山", "gdp", 2012, ["no such indicator", "gdp_100m_yuan"]),
        ("唐山", "gdp_100m_yuan", 1990, ["year 1990 is not a data year", "2003"]),
        (
            "唐山",
            "exports_100m_yuan",
            2010,
            ["唐山 Tangshan exports_100m_yuan 2010: no value", "2017年起刊印"],
        ),
        ("瓦房店", "wage_yuan", 2012, ["no value", "tables of county-level cities"]),
    ],
)
def test_get_says_why_there_is_nothing_and_what_is_near(unit, indicator, year, says):
    result = get(unit, indicator, year)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert [s for s in says if s not in result.stderr] == []
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [["get"], ["get", "--unit", "唐山", "--indicator", "gdp_100m_yuan", "--year", "soon"], ["compile"]],
)
def test_missing_and_malformed_options_are_refused(arguments):
    assert run(*arguments).exit_code == 2


def test_get_as_a_process_of_its_own():
    command = [Path(sys.executable).with_name("planbook"), "get", "--unit", "唐山"]
    command += ["--indicator", "gdp_100m_yuan", "--year", "2012"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"unit,indicator,year,value,source,flag\n" + ROW.encode()


def test_compile_refuses_a_folder_of_something_else(tmp_path):
    result = run("compile", str(tmp_path))
    assert result.exit_code == 2
    assert f"{tmp_path} holds no folder ccsy/" in result.stderr
