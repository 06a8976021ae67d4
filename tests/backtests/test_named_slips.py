"""The slips that are known by name in the yearbook and the collections, and what became of each in the tables.

corrected: another figure is used; withdrawn: printed and not used; flagged: stands with a flag; blank: nothing is
printed; stands: looked at and found in order.
"""

import pytest

from planbook import catalog
from planbook.intake.corrections import declared
from planbook.store import observations

# city, code, indicator, years, fate, the figure used or the flag carried
SLIPS = [
    ("攀枝花", "510400", "so2_industrial_t", (2022,), "withdrawn", None),
    ("攀枝花", "510400", "nox_industrial_t", (2018, 2020), "withdrawn", None),
    ("徐州", "320300", "nox_industrial_t", (2019,), "withdrawn", None),
    ("包头", "150200", "sewage_treatment_pct", (2022,), "corrected", 96.35),
    ("包头", "150200", "patents_granted", (2019, 2020, 2021), "withdrawn", None),
    ("自贡", "510300", "patents_granted", (2020,), "withdrawn", None),
    ("茂名", "440900", "patents_granted", (2021,), "withdrawn", None),
    ("临汾", "141000", "dust_industrial_t", (2012,), "withdrawn", None),
    ("晋中", "140700", "dust_industrial_t", (2011, 2013), "withdrawn", None),
    ("唐山", "130200", "dust_industrial_t", (2003,), "withdrawn", None),
    ("天水", "620500", "wage_yuan", (2006,), "withdrawn", None),
    # the printed 66 000 persons are read as persons: 6.6, as in the year before
    ("嘉峪关", "620200", "unit_employment_10k", (2013,), "stands", 6.6),
    ("遵义", "520300", "gdp_100m_yuan", (2018,), "blank", None),
    ("常州", "320400", "so2_industrial_t", (2013,), "corrected", 35830),
    ("镇江", "321100", "so2_industrial_t", (2013,), "corrected", 63190),
    ("徐州", "320300", "so2_industrial_t", (2013,), "corrected", 134558),
    ("四平", "220300", "so2_industrial_t", (2013,), "corrected", 44618),
    ("齐齐哈尔", "230200", "so2_industrial_t", (2011, 2012, 2013, 2014), "withdrawn", None),
    ("齐齐哈尔", "230200", "so2_industrial_t", (2009,), "stands", 48755),
    ("娄底", "431300", "so2_industrial_t", (2011, 2012), "withdrawn", None),
    ("白银", "620400", "so2_industrial_t", (2013, 2017), "withdrawn", None),
    ("宜昌", "420500", "so2_industrial_t", (2014,), "withdrawn", None),
    ("株洲", "430200", "so2_industrial_t", (2011,), "withdrawn", None),
    ("自贡", "510300", "so2_industrial_t", (2011,), "withdrawn", None),
    ("株洲", "430200", "secondary_share_pct", (2022,), "corrected", 47.37),
    ("盘锦", "211100", "services_share_pct", (2018,), "corrected", 41.39),
    ("九江", "360400", "gdp_index_previous_100", (2021,), "corrected", 108.8),
    ("芜湖", "340200", "gdp_index_previous_100", (2021,), "corrected", 111.6),
    ("焦作", "410800", "gdp_index_previous_100", (2020,), "withdrawn", None),
    ("焦作", "410800", "gdp_index_previous_100", (2019,), "flagged", "disputed"),
    ("内江", "511000", "gdp_index_previous_100", (2022,), "flagged", "disputed"),
    ("金昌", "620300", "gdp_index_previous_100", (2011, 2013), "flagged", "disputed"),
    ("包头", "150200", "services_share_pct", (2017,), "flagged", "suspect"),
    ("铜川", "610200", "services_share_pct", (2017,), "flagged", "suspect"),
    ("咸阳", "610400", "services_share_pct", (2017,), "flagged", "suspect"),
    ("芜湖", "340200", "population_resident_10k", (2010,), "flagged", "other_borders"),
    ("四平", "220300", "population_resident_10k", (2010,), "flagged", "other_borders"),
    *(
        (name, code, "pension_insured", (2014,), "flagged", "wider_concept")
        for name, code in (
            ("岳阳", "430600"),
            ("克拉玛依", "650200"),
            ("六盘水", "520200"),
            ("新乡", "410700"),
        )
    ),
]
CASES = [(*slip[:3], year, *slip[4:]) for slip in SLIPS for year in slip[3]]


@pytest.mark.parametrize(("name", "unit", "indicator", "year", "fate", "detail"), CASES)
def test_a_slip_known_by_name_is_handled(name, unit, indicator, year, fate, detail):
    rules = {(r.unit, r.indicator, r.year): r for r in declared()}
    rule = rules.get((unit, indicator, year))
    found = observations.select(indicator, [unit], [year])
    assert catalog.cities()[unit].name.zh.startswith(name)
    if fate in ("withdrawn", "blank"):
        assert found.empty
        assert (rule is not None and not rule.used) == (fate == "withdrawn")
    elif fate == "flagged":
        assert detail in found["flag"].item().split(";")
    else:
        assert found["value"].item() == pytest.approx(detail)
        assert ("corrected" in found["flag"].item()) == (fate == "corrected")


def test_the_misaligned_column_of_broadband_2021_is_not_read():
    assert observations.select("broadband_10k", None, [2021]).empty
    assert catalog.why_missing("broadband_10k", 2021).zh


def test_eighteen_cities_with_a_wider_pension_insurance_in_2014_carry_the_flag():
    cities = observations.select("pension_insured", None, [2014, 2015])
    wide = observations.wide(cities)
    wider = set(wide[wide[2014] > 1.8 * wide[2015]].index)
    flags = cities[cities["year"] == 2014].set_index("unit")["flag"]
    assert len(wider) >= 18
    assert {u for u in wider if "wider_concept" not in flags[u]} == set()


@pytest.mark.parametrize("indicator", ["science_expenditure_100m_yuan", "education_expenditure_100m_yuan"])
def test_the_swapped_headers_of_science_and_education_are_put_right(indicator):
    """Data year 2004: without the swap science would exceed education thirty times."""
    frame = observations.select(indicator, None, [2003, 2004, 2005])
    sums = observations.wide(frame).dropna().sum()
    assert 0.8 < sums[2004] / sums[2003] < 1.6
    assert 0.8 < sums[2005] / sums[2004] < 1.6
