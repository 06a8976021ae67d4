"""Reading the tables, on a small project of made-up figures."""

import pandas as pd
import pytest

from planbook import paths
from planbook.errors import RegistryError, UnknownNameError
from planbook.ground import reads
from planbook.store import observations

HEADER = "unit,indicator,value,source,flag\n"
FILES = {
    "observations/2011.csv": "130200,gdp_100m_yuan,5442.5,ccsy-2012,\n230600,gdp_100m_yuan,3740,ccsy-2012,corrected\n",
    "observations/2012.csv": (
        "130200,gdp_100m_yuan,5861.6,ccsy-2013,\n"
        "130200,wage_yuan,42000,ccsy-2013,suspect;wider_concept\n"
        "310000,gdp_100m_yuan,20181.72,ccsy-2013,\n"
    ),
    "benchmark/2012.csv": "100000,gdp_100m_yuan,538580,nbs-national,\n210000,gdp_100m_yuan,1,nbs-national,\n",
}


@pytest.fixture(autouse=True)
def small(tmp_path, monkeypatch):
    """The real plan and catalog with observations of our own."""
    (tmp_path / "data").mkdir()
    for folder in ("plan", "catalog"):
        (tmp_path / "data" / folder).symlink_to(paths.data(folder))
    for name, content in FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEADER + content, encoding="utf-8")
    monkeypatch.setenv("PLANBOOK_ROOT", str(tmp_path))
    reads.forget()
    yield tmp_path / "data"
    reads.forget()


def test_a_series_comes_sorted_with_its_year_source_and_flag():
    frame = observations.select("gdp_100m_yuan")
    assert list(frame.columns) == observations.COLUMNS
    assert frame.to_dict("split")["data"] == [
        ["130200", "gdp_100m_yuan", 2011, 5442.5, "ccsy-2012", ""],
        ["130200", "gdp_100m_yuan", 2012, 5861.6, "ccsy-2013", ""],
        ["230600", "gdp_100m_yuan", 2011, 3740.0, "ccsy-2012", "corrected"],
        ["310000", "gdp_100m_yuan", 2012, 20181.72, "ccsy-2013", ""],
    ]


@pytest.mark.parametrize(
    ("units", "years", "found"),
    [
        (["130200"], None, 2),
        (["130200"], [2012], 1),
        (("230600", "310000"), [2012], 1),
        ([], None, 0),
        (None, [], 0),
        (None, [2009], 0),
        (["999999"], None, 0),
    ],
)
def test_units_and_years_narrow_the_choice(units, years, found):
    frame = observations.select(["gdp_100m_yuan"], units, years)
    assert len(frame) == found
    assert list(frame.columns) == observations.COLUMNS


def test_several_indicators_come_in_one_frame():
    frame = observations.select(["wage_yuan", "gdp_100m_yuan"], ["130200"], [2012])
    assert frame["indicator"].tolist() == ["gdp_100m_yuan", "wage_yuan"]
    assert frame["flag"].tolist() == ["", "suspect;wider_concept"]


def test_every_unknown_indicator_is_named_with_the_nearest():
    with pytest.raises(UnknownNameError) as error:
        observations.select(["gdp", "gdp_100m_yuan", "wages_yuan"])
    assert len(error.value.problems) == 2
    assert "wage_yuan" in error.value.problems[1]


def test_the_nation_is_kept_apart_from_provinces_and_cities():
    assert observations.nation("gdp_100m_yuan")["value"].tolist() == [538580.0]
    assert observations.value("100000", "gdp_100m_yuan", 2012) == 538580.0
    assert "100000" not in set(observations.select("gdp_100m_yuan")["unit"])


def test_one_value_or_none():
    assert observations.value("130200", "gdp_100m_yuan", 2012) == 5861.6
    assert observations.value("130200", "gdp_100m_yuan", 2009) is None
    assert observations.value("230600", "gdp_100m_yuan", 2012) is None


def test_years_are_those_in_which_enough_units_have_a_value():
    both = ["130200", "230600"]
    assert observations.years("gdp_100m_yuan", both) == [2011, 2012]
    assert observations.years("gdp_100m_yuan", both, share=0.6) == [2011]
    assert observations.years("wage_yuan", both, share=0.6) == []


def test_a_wide_table_leaves_gaps_open():
    table = observations.wide(observations.select("gdp_100m_yuan", ["130200", "230600"]))
    assert table.loc["130200"].tolist() == [5442.5, 5861.6]
    assert pd.isna(table.loc["230600", 2012])


def test_codes_and_flags_stay_text(small):
    (small / "observations" / "2011.csv").write_text(
        HEADER + "130200,wage_yuan,1,NA,null\n", encoding="utf-8"
    )
    row = observations.select("wage_yuan", years=[2011]).iloc[0]
    assert (row["unit"], row["source"], row["flag"]) == ("130200", "NA", "null")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            "unit,indicator,value,source\n130200,wage_yuan,1,x\n",
            "has the columns unit, indicator, value, source",
        ),
        (HEADER + "130200,wage_yuan,much,x,\n", r"data/observations/2011\.csv cannot be read"),
        ("", r"data/observations/2011\.csv cannot be read"),
    ],
)
def test_a_table_of_another_shape_is_refused(small, content, complaint):
    (small / "observations" / "2011.csv").write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError, match=f"{complaint}.*compile it again"):
        observations.select("wage_yuan", years=[2011])
