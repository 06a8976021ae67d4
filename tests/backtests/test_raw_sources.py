"""The raw workbooks give the committed tables, byte for byte. Runs where PLANBOOK_SOURCES names their folder."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planbook import catalog, paths
from planbook.intake import columns, conversion, workbook

FOLDER = Path(os.environ.get("PLANBOOK_SOURCES", "")).resolve()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (os.environ.get("PLANBOOK_SOURCES") and (FOLDER / "ccsy").is_dir()),
        reason="PLANBOOK_SOURCES does not name a folder of raw sources; the tables are taken as committed",
    ),
]

# the short names of a reading of the columns made by hand → the catalog's ids
BY_HAND = {
    "builtup_sqkm": "built_up_area_km2",
    "deposits": "deposits_100m_yuan",
    "dust_t": "dust_industrial_t",
    "edu_exp": "education_expenditure_100m_yuan",
    "elec_industrial_10kkwh": "industrial_electricity_10k_kwh",
    "elec_total_10kkwh": "electricity_10k_kwh",
    "emp_manufacturing": "employment_manufacturing_10k",
    "emp_mining": "employment_mining_10k",
    "emp_primary": "employment_primary_10k",
    "emp_private_self": "private_employment_10k",
    "emp_secondary": "employment_secondary_10k",
    "emp_tertiary": "employment_services_10k",
    "emp_units": "unit_employment_10k",
    "exports": "exports_100m_yuan",
    "fai": "fixed_asset_investment_100m_yuan",
    "fdi_usd10k": "fdi_10k_usd",
    "firms_above_scale": "industrial_firms",
    "firms_domestic": "domestic_firms",
    "firms_foreign": "foreign_firms",
    "fiscal_exp": "fiscal_expenditure_100m_yuan",
    "fiscal_rev": "fiscal_revenue_100m_yuan",
    "garbage_rate_pct": "garbage_treatment_pct",
    "gas_supply_10kcum": "gas_supply_10k_m3",
    "gdp": "gdp_100m_yuan",
    "gdp_pc_yuan": "gdp_per_capita_yuan",
    "giov": "gross_industrial_output_100m_yuan",
    "giov_domestic": "domestic_output_100m_yuan",
    "giov_foreign": "foreign_output_100m_yuan",
    "giov_hmt": "hmt_output_100m_yuan",
    "imports": "imports_100m_yuan",
    "ind_current_assets": "industrial_current_assets_100m_yuan",
    "ind_fixed_assets": "industrial_fixed_assets_100m_yuan",
    "ind_profit": "industrial_profit_100m_yuan",
    "ind_vat": "industrial_vat_100m_yuan",
    "internet_users": "broadband_10k",
    "land_area_sqkm": "land_area_km2",
    "loans": "loans_100m_yuan",
    "nox_t": "nox_industrial_t",
    "patents_invention": "invention_patents_granted",
    "pm25": "pm25_ug_m3",
    "pop_hukou_10k": "population_registered_10k",
    "pop_resident_10k": "population_resident_10k",
    "pop_urban_resident_10k": "population_urban_resident_10k",
    "rd_exp": "rd_expenditure_100m_yuan",
    "real_estate_inv": "real_estate_investment_100m_yuan",
    "retail": "retail_sales_100m_yuan",
    "road_area_10k_sqm": "road_area_10k_m2",
    "sci_exp": "science_expenditure_100m_yuan",
    "sewage_rate_pct": "sewage_treatment_pct",
    "share1_pct": "primary_share_pct",
    "share2_pct": "secondary_share_pct",
    "share3_pct": "services_share_pct",
    "so2_t": "so2_industrial_t",
    "solid_waste_util_pct": "solid_waste_utilisation_pct",
    "unemp_insured": "unemployment_insured",
    "unemployed_reg": "registered_unemployed",
    "uni_students": "university_students",
    "wastewater_10kt": "wastewater_industrial_10k_t",
    "water_supply_10kt": "water_supply_10k_t",
}
# read by hand but not used by the book, or read from the same figures printed in another table
ELSEWHERE = {
    (2004, "fixed_asset_investment_100m_yuan"),
    (2004, "real_estate_investment_100m_yuan"),
    (2004, "retail_sales_100m_yuan"),
    (2006, "industrial_firms"),
    (2018, "exports_100m_yuan"),
    (2018, "imports_100m_yuan"),
}


def tables(root):
    folders = [root / "data" / f for f in ("observations", "benchmark", "checks")]
    return {p.relative_to(root).as_posix(): p.read_bytes() for f in folders for p in sorted(f.glob("*.csv"))}


def test_compiling_the_raw_sources_gives_the_committed_tables(tmp_path):
    for folder in ("plan", "catalog"):
        shutil.copytree(paths.data(folder), tmp_path / "data" / folder)
    subprocess.run(
        [Path(sys.executable).with_name("planbook"), "compile", FOLDER],
        env={**os.environ, "PLANBOOK_ROOT": str(tmp_path)},
        check=True,
    )
    compiled, committed = tables(tmp_path), tables(paths.root())
    assert sorted(compiled) == sorted(committed)
    assert [name for name in committed if compiled[name] != committed[name]] == []


@pytest.mark.parametrize("edition", range(2004, 2024))
def test_columns_are_those_that_were_read_by_hand(edition):
    notes = FOLDER / "ccsy" / "notes-column-map.csv"
    if not notes.is_file():
        pytest.skip("the folder of raw sources holds no reading of the columns by hand")
    with notes.open(encoding="utf-8-sig", newline="") as file:
        by_hand = {
            BY_HAND.get(r["ind"], r["ind"]): int(r["col"])
            for r in csv.DictReader(file)
            if int(r["edition"]) == edition
        }
    units = frozenset(conversion.units())
    matches, problems = columns.recognise(workbook.read(FOLDER / "ccsy" / f"ccsy-{edition}.xlsx", units))
    found = {m.indicator: m.column.number for m in matches}
    # electricity was printed for the city districts first, for the whole city later
    found |= {
        i: found[f"{i}_districts"]
        for i in ("electricity_10k_kwh", "industrial_electricity_10k_kwh")
        if f"{i}_districts" in found
    }
    compared = {i for i in by_hand if i in catalog.indicators() and (edition, i) not in ELSEWHERE}
    assert problems == []
    assert len(compared) >= 35
    assert {i: found.get(i) for i in compared} == {i: by_hand[i] for i in compared}
