"""The plan's own figures of 2011, computed again from the committed tables; what is expected is typed from trials."""

import pytest

from planbook import plan
from planbook.chapters import baseline
from planbook.chapters.baseline.ways import ABSENT
from planbook.figures import table
from planbook.ground.language import in_language

# figure, words of its way of counting, the result to the digits given
EXPECTED = [
    ("area_km2", "sum of the 95", "1398457"),
    ("area_km2", "25 districts", "1414160"),
    ("population_10k", "sum of the 95", "37132"),
    ("population_10k", "census count", "39096"),
    ("gdp_share_pct", "revised gross domestic product", "24.6"),
    ("gdp_share_pct", "sum of the provinces", "24.0"),
    ("gdp_share_pct", "printed total", "23.3"),
    ("industrial_firms", "sum of the 95", "70642"),
    ("industrial_firms_share_pct", "the nation's firms", "21.7"),
    ("industrial_firms_share_pct", "printed total", "22.0"),
    ("industrial_fixed_assets_100m_yuan", "sum of the 95", "64497"),
    ("industrial_fixed_assets_share_pct", "printed total", "26.9"),
    ("gross_industrial_output_100m_yuan", "sum of the 95", "195639"),
    ("gross_industrial_output_share_pct", "printed total", "23.8"),
    ("universities", "sum of the 95", "411"),
    ("so2_intensity_ratio", "all cities that print it", "1.65"),
    ("so2_intensity_ratio", "printed total", "1.65"),
    ("so2_intensity_ratio", "all emissions of the nation", "1.32"),
    ("unemployment_gap_points", "same rate of all cities", "0.66"),
    ("unemployment_gap_points", "outside the plan", "0.87"),
    ("unemployment_gap_points", "official rate", "-0.85"),
    ("urban_income_ratio", "weighted", "0.86"),
]


@pytest.fixture(scope="module")
def lines():
    return baseline.backtest()


@pytest.mark.parametrize(("figure", "words", "expected"), EXPECTED)
def test_a_figure_comes_out_as_found(lines, figure, words, expected):
    ways = lines[(lines["figure"] == figure) & lines["counted"].map(lambda c: words in c.en)]
    assert len(ways) == 1
    decimals = len(expected.partition(".")[2])
    assert f"{ways['ours'].item():.{decimals}f}" == expected


def test_every_figure_of_the_plan_is_computed_or_says_why_not(lines):
    assert list(dict.fromkeys(lines["figure"])) == [f.id for f in plan.baseline()]
    unseen = lines[lines["ours"].isna()]
    assert set(unseen["figure"]) == set(ABSENT)
    assert all(note.zh and note.en for note in unseen["note"])


def test_what_agrees_is_what_rounds_to_the_printed_digits(lines):
    assert set(lines[lines["fits"].eq(True)]["figure"]) == {
        "area_km2",
        "population_10k",
        "unemployment_gap_points",
    }


def test_the_table_shows_a_mismatch_as_it_is_and_every_gap_with_its_reason(lines):
    rows = in_language(table("figures", baseline.finding()).payload(), "en")["rows"]
    assert len(rows) == len(lines)
    texts = [" | ".join(cell["text"] for cell in row) for row in rows]
    assert sum(row[5]["text"].endswith("%") for row in rows) == int(lines["fits"].eq(False).sum())
    assert any("unlike denominators: the sign turns" in t for t in texts)
    assert any("chemical oxygen demand is not published by city" in t for t in texts)
