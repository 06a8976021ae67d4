"""A project root and a folder of raw sources for tests, both small; every figure in them is made up."""

import csv
import shutil
import sys
from pathlib import Path

import makers
from openpyxl import Workbook

from planbook import paths

# tables of the catalog that speak of single cells of the real editions
REDUCED = {
    "corrections.csv": [],
    "flagged.csv": [],
    "confirmed.csv": [],
    "fills.csv": [["city-gdp-by-sector", "gdp_100m_yuan", "2017", "2017", "other_source"]],
    "benchmark_series.csv": [
        ["gdp", "", "gdp_100m_yuan", "1"],
        ["gdp_ter", "gdp", "services_share_pct", "100"],
    ],
}


def forget() -> None:
    """Empty every cache of the package, so that tables are read again."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "planbook":
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def add_rows(root: Path, table: str, *rows: list[str]) -> None:
    """Append rows to a table of a small project's catalog; cells left out at the end of a row are empty."""
    path = root / "data" / "catalog" / table
    with path.open(encoding="utf-8", newline="") as file:
        width = len(next(csv.reader(file)))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(row + [""] * (width - len(row)) for row in rows)
    forget()


def write_project(root: Path) -> Path:
    """Copy plan and catalog to a root of their own, without what is declared for single cells of real editions."""
    for folder in ("plan", "catalog"):
        shutil.copytree(paths.data(folder), root / "data" / folder)
    for name, rows in REDUCED.items():
        path = root / "data" / "catalog" / name
        header = path.read_text(encoding="utf-8").splitlines()[0]
        path.write_text(header + "\n", encoding="utf-8", newline="")
        add_rows(root, name, *rows)
    return root


def write_sources(folder: Path) -> Path:
    """Write editions 2017 and 2018, one fill, the figures for comparison and the national series."""
    for name in ("ccsy", "city", "national"):
        (folder / name).mkdir(parents=True)
    for edition in (2017, 2018):
        makers.make(edition, folder / "ccsy" / f"ccsy-{edition}.xlsx")
    write_fill(folder)
    write_crosschecks(folder)
    (folder / "national" / "nbs-national-2000-2022.csv").write_text(
        "\ufeffyear,gdp,gdp_ter\n2002,900,300\n2016,1000,400\n2017,1250,625\n", encoding="utf-8"
    )
    return folder


def write_fill(folder: Path, heading: str = "gdp（亿元人民币）") -> None:
    """Write the collection of GDP by sector with made-up figures: two cities and a place that is none."""
    book = Workbook()
    sheet = book.active
    sheet.title = "面板数据2000-2023"
    shares = [f"第{n}产业占GDP比重" for n in "一二三"]
    sheet.append(["城市名称", "年度标识", heading, *shares])
    sheet.append(["唐山市", 2016, 111.5, 0.1, 0.5, 0.4])
    sheet.append(["唐山市", 2017, 654.25, 0.1, 0.5, 0.4])
    sheet.append(["大庆", 2017, 321, 0.1, 0.5, 0.4])
    sheet.append(["无名市", 2017, 1, 0.1, 0.5, 0.4])
    book.save(folder / "city" / "city-gdp-by-sector-2000-2023.xlsx")


def write_crosschecks(folder: Path) -> None:
    """Write the files that are only compared with, each of one made-up row."""
    who = ["ISO3_CODE", "City or Locality", "Measurement Year", "PM2.5 (μg/m3)", "Reference"]
    for name, title, rows in (
        (
            "ceads-city-co2-1997-2019",
            "emission vector",
            [["city", "year", "emission"], ["河北唐山", 2016, 12.5]],
        ),
        ("who-aaq-2022", "AAP_2022_city_v9", [who, ["CHN", "Tangshan", 2015, 77.5, "Clean Air Asia"]]),
    ):
        book = Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        book.save(folder / "city" / f"{name}.xlsx")
    (folder / "city" / "haofeiqin-so2-2011-2019.csv").write_text(
        "city,year,OfficialSO2\n唐山市,2016,54321\n", encoding="utf-8"
    )
