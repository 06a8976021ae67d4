"""Proofs on made-up figures."""

import pandas as pd
import pytest
from small_project import add_rows

from planbook.intake import proofs
from planbook.intake.yearbook import Edition

CITIES = ["130200", "140200", "140300", "210300", "210400", "220200", "220300", "230600", "320300", "321100"]


def edition(year, indicator, value):
    return Edition(year, f"ccsy-{year + 1}", {indicator: {c: value + i for i, c in enumerate(CITIES)}})


def series(indicator, values, unit="130200", first=2010):
    return pd.DataFrame(
        [(unit, indicator, first + i, v, "made-up", "") for i, v in enumerate(values) if v is not None],
        columns=["unit", "indicator", "year", "value", "source", "flag"],
    )


@pytest.mark.parametrize(("times", "says"), [(10, "10"), (0.1, "0.1"), (2.6, "2.6")])
def test_a_column_of_another_magnitude_fails(times, says):
    before, after = edition(2011, "gdp_100m_yuan", 2000), edition(2012, "gdp_100m_yuan", 2000)
    after.values["gdp_100m_yuan"] = {u: times * v for u, v in before.values["gdp_100m_yuan"].items()}
    problems = proofs.steps([before, after])
    assert len(problems) == 1
    assert problems[0].startswith(
        f"ccsy-2013: the typical city's gdp_100m_yuan is {says} times that of ccsy-2012"
    )


def test_a_column_of_the_same_magnitude_passes():
    assert proofs.steps([edition(2011, "gdp_100m_yuan", 2000), edition(2012, "gdp_100m_yuan", 4000)]) == []


def test_a_declared_break_excuses_a_step():
    assert (
        proofs.steps([edition(2015, "so2_industrial_t", 60000), edition(2016, "so2_industrial_t", 20000)])
        == []
    )
    assert (
        len(
            proofs.steps([edition(2014, "so2_industrial_t", 60000), edition(2015, "so2_industrial_t", 20000)])
        )
        == 1
    )


def test_a_column_is_compared_with_the_last_edition_that_is_there():
    editions = [edition(2009, "gdp_100m_yuan", 2000), edition(2012, "gdp_100m_yuan", 20000)]
    assert "ccsy-2010" in proofs.steps(editions)[0]


def test_growth_rates_have_no_magnitude():
    assert proofs.steps([edition(2011, "gdp_growth_pct", 1), edition(2012, "gdp_growth_pct", 40)]) == []


def test_values_outside_the_plausible_range_are_named():
    frame = pd.concat(
        [series("services_share_pct", [41.39, 4139.0]), series("so2_industrial_t", [0.0, 5000.0])]
    )
    problems = proofs.ranges(frame)
    assert [p.partition(";")[0] for p in problems] == [
        "made-up: services_share_pct of 唐山市 (130200) in 2011 is 4139, outside 0 to 95",
        "made-up: so2_industrial_t of 唐山市 (130200) in 2010 is 0, outside 1 to 900000",
    ]


@pytest.mark.parametrize("bound", [0.0, 95.0])
def test_the_bounds_themselves_are_plausible(bound):
    assert proofs.ranges(series("services_share_pct", [bound])) == []


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([100, 301, 100], [2011]),
        ([100, 33, 100], [2011]),
        ([100, 299, 100], []),
        ([100, 400, 1300], []),
        ([100, None, 400, 100], []),
        ([1000, 100], []),
        ([100, 0, 100], []),
        ([100, 10, 10, 100], []),
    ],
)
def test_a_lone_jump_is_flagged(values, flagged):
    found = proofs.flag_isolated_jumps(series("so2_industrial_t", values))
    assert found.loc[found["flag"] == "suspect", "year"].tolist() == flagged


def test_lone_jumps_are_not_looked_for_in_shares_and_across_cities():
    assert set(proofs.flag_isolated_jumps(series("services_share_pct", [10, 90, 10]))["flag"]) == {""}
    two = pd.concat(
        [
            series("so2_industrial_t", [100], unit="130200", first=2010),
            series("so2_industrial_t", [500], unit="230600", first=2011),
            series("so2_industrial_t", [100], unit="130200", first=2012),
        ],
        ignore_index=True,
    )
    assert set(proofs.flag_isolated_jumps(two)["flag"]) == {""}


def test_a_corrected_value_is_not_called_suspect_and_other_flags_are_kept():
    frame = series("pension_insured", [1000, 9000, 1000])
    frame.loc[1, "flag"] = "corrected"
    assert proofs.flag_isolated_jumps(frame)["flag"].tolist() == ["", "corrected", ""]
    frame.loc[1, "flag"] = "wider_concept"
    assert proofs.flag_isolated_jumps(frame)["flag"].tolist() == ["", "suspect;wider_concept", ""]


def test_declared_flags_are_added_to_those_found(project):
    add_rows(project, "flagged.csv", ["130200", "pension_insured", "2011", "wider_concept"])
    frame = series("pension_insured", [1000, 9000, 1000]).assign(flag=["", "suspect", ""])
    assert proofs.declared_flags(frame).tolist() == ["", "suspect;wider_concept", ""]


def test_printed_totals_stand_beside_the_sums():
    both = [edition(2012, "gdp_100m_yuan", 100), edition(2011, "services_share_pct", 40)]
    both[0].totals = {"gdp_100m_yuan": 1045.5, "so2_industrial_t": 9.0}
    both[1].totals = {"services_share_pct": 41.0}
    figures = pd.concat(
        [series("gdp_100m_yuan", [100.5], u, 2012) for u in CITIES] + [series("services_share_pct", [40])]
    )
    assert proofs.totals(both, figures).to_dict("split")["data"] == [
        ["gdp_100m_yuan", 2012, "1045.5", "1005", 10]
    ]
