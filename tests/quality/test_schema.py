"""The shape of the tables, on small files with made-up figures."""

import pytest

from planbook.quality.schema import read

HEADER = "unit,indicator,value,source,flag\n"
GOOD = "210300,buses,10,ccsy-2013,\n210300,doctors,2.5,ccsy-2013,suspect;wider_concept\n"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "observations"
    path.mkdir()
    return path


def told(folder, content: bytes | str, name: str = "2012.csv") -> list[str]:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return [f.message.en for f in read(folder)[1]]


def test_well_formed_rows_are_read(folder):
    assert told(folder, HEADER + GOOD) == []
    frame, _ = read(folder)
    assert frame.to_dict("list") == {
        "unit": ["210300", "210300"],
        "indicator": ["buses", "doctors"],
        "year": [2012, 2012],
        "value": [10.0, 2.5],
        "source": ["ccsy-2013", "ccsy-2013"],
        "flag": ["", "suspect;wider_concept"],
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("999999,buses,10,ccsy-2013,", "unknown unit '999999'"),
        ("210300,omnibuses,10,ccsy-2013,", "unknown indicator 'omnibuses'"),
        ("210300,buses,10,ccsy-1913,", "unknown source 'ccsy-1913'"),
        ("210300,buses,10,ccsy-2013,wrong", "unknown flag wrong"),
        ("210300,buses,10,ccsy-2013,wider_concept;suspect", "flags have to be sorted"),
        ("210300,buses,10,ccsy-2013", "4 cells instead of 5"),
        ("100000,buses,10,ccsy-2013,", "unknown unit '100000'"),
    ],
)
def test_a_bad_row_is_named_by_line_and_left_out(folder, row, words):
    assert any(
        t.startswith("data/observations/2012.csv, line 2: ") and words in t
        for t in told(folder, HEADER + row + "\n")
    )
    assert read(folder)[0].empty


@pytest.mark.parametrize("value", ["10.0", "1e3", "", "nan", "-0", "010", ".5", "1,000", "１０"])
def test_a_value_stands_in_its_shortest_decimal(folder, value):
    (message,) = told(folder, f'{HEADER}210300,buses,"{value}",ccsy-2013,\n')
    assert "shortest decimal" in message


@pytest.mark.parametrize("value", ["0", "-12.05", "0.0001", "25187"])
def test_a_plain_decimal_passes(folder, value):
    assert told(folder, f"{HEADER}210300,buses,{value},ccsy-2013,\n") == []


def test_rows_are_sorted_and_unique(folder):
    rows = "210300,doctors,2,ccsy-2013,\n210300,buses,2,ccsy-2013,\n210300,buses,3,ccsy-2013,\n"
    assert [t.partition(": ")[2] for t in told(folder, HEADER + rows)] == [
        "rows are not sorted by unit and indicator",
        "this unit has the indicator twice",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("﻿" + HEADER + GOOD, "byte order mark"),
        (HEADER.replace("\n", "\r\n") + GOOD, "LF"),
        ((HEADER + GOOD).rstrip("\n"), "LF"),
        ((HEADER + "210300,公交,1,ccsy-2013,\n").encode("gbk"), "not UTF-8"),
        ("unit,indicator,value\n", "the header has to be unit,indicator,value,source,flag"),
        ("", "the header has to be"),
    ],
)
def test_files_keep_to_one_form(folder, content, words):
    assert any(words in t for t in told(folder, content))


def test_files_are_named_by_their_years_without_a_gap(folder):
    told(folder, HEADER + GOOD)
    (folder / "2015.csv").write_text(HEADER)
    assert told(folder, HEADER, "extra.csv") == [
        "data/observations/extra.csv: the file is not named by its year, as 2012.csv",
        "data/observations: no file for 2013, 2014",
    ]


def test_benchmarks_are_of_the_nation_and_the_provinces(tmp_path):
    folder = tmp_path / "benchmark"
    folder.mkdir()
    rows = "100000,buses,10,nbs-national,\n210000,buses,1,nbs-national,\n210300,buses,1,nbs-national,\n"
    assert told(folder, HEADER + rows) == ["data/benchmark/2012.csv, line 4: unknown unit '210300'"]
