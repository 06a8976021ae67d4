"""Yearbook workbooks of made-up figures, laid out as the editions 2004, 2010, 2014, 2017, 2018 and 2023 are.

EVERY FIGURE HERE IS INVENTED. Only the names of the cities and the wording and stacking of the headers are real:
merged cells, units in brackets or in a row of their own, look-alike characters, numbers kept as text, headers that
lie. No figure may be taken from here for anything but a test.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from editions import LAYOUTS, NOT_USED
from editions.heads import Head
from openpyxl import Workbook

# code, Chinese and English name; None stands for the row of a province
CITIES = {
    "110000": ("北京市", "Beijing"),
    "130100": ("石家庄市", "Shijiazhuang"),
    "130200": ("唐山市", "Tangshan"),
    "140200": ("大同市", "Datong"),
    "140300": ("阳泉市", "Yangquan"),
    "210300": ("鞍山市", "Anshan"),
    "210400": ("抚顺市", "Fushun"),
    "220200": ("吉林市", "Jilin"),
    "220300": ("四平市", "Siping"),
    "230600": ("大庆市", "Daqing"),
    "320300": ("徐州市", "Xuzhou"),
    "321100": ("镇江市", "Zhenjiang"),
}
PROVINCES = {
    "13": ("河北省", "Hebei"),
    "14": ("山西省", "Shanxi"),
    "21": ("辽宁省", "Liaoning"),
    "22": ("吉林省", "Jilin"),
    "23": ("黑龙江省", "Heilongjiang"),
    "32": ("江苏省", "Jiangsu"),
}
# the invented figure of the first city in 2003, in the catalog's unit
BASE = {
    "population_registered_10k": 300,
    "unit_employment_10k": 30,
    "employment_business_services_10k": 1,
    "registered_unemployed": 20000,
    "land_area_km2": 12000,
    "built_up_area_km2": 120,
    "gdp_100m_yuan": 500,
    "gdp_per_capita_yuan": 20000,
    "industrial_firms": 800,
    "fixed_asset_investment_100m_yuan": 200,
    "real_estate_investment_100m_yuan": 60,
    "retail_sales_100m_yuan": 150,
    "fiscal_revenue_100m_yuan": 40,
    "fiscal_expenditure_100m_yuan": 90,
    "science_expenditure_100m_yuan": 2,
    "education_expenditure_100m_yuan": 15,
    "fdi_10k_usd": 30000,
    "imports_100m_yuan": 70,
    "exports_100m_yuan": 90,
    "so2_industrial_t": 60000,
}
RATES = {
    "gdp_growth_pct": 8,
    "primary_share_pct": 10,
    "secondary_share_pct": 50,
    "services_share_pct": 40,
    "green_cover_pct": 38,
}
SHARE_SLOPES = {"primary_share_pct": 0.5, "secondary_share_pct": -1.0}


def figure(code: str, indicator: str, year: int) -> float:
    """Return the invented figure of a city, in the catalog's unit; city districts have six tenths of the city."""
    i = list(CITIES).index(code)
    name = indicator.removesuffix("_districts")
    if name in RATES:
        return round(RATES[name] + SHARE_SLOPES.get(name, 0.5) * i, 2)
    part = 0.6 if name != indicator else 1.0
    return round(BASE[name] * part * (1 + 0.1 * i) * (1 + 0.01 * (year - 2003)), 2)


def columns_of(edition: int, known: Mapping[str, object]) -> dict[str, int]:
    """Return the column of every indicator the book reads from a layout: id → 1-based column."""
    layout = LAYOUTS[edition]
    first = 3 if layout.english else 2
    leaves = [leaf for head in layout.heads for leaf in head.leaves]
    unused = NOT_USED.get(edition, set())
    return {leaf.of: first + i for i, leaf in enumerate(leaves) if leaf.of in known and leaf.of not in unused}


def make(
    edition: int,
    path: Path,
    *,
    year: int | None = None,
    cells: Mapping[tuple[str, str], object] | None = None,
    names: Mapping[str, str] | None = None,
    times: Mapping[str, float] | None = None,
) -> Path:
    """Write a workbook of made-up figures in the layout of an edition.

    Parameters
    ----------
    edition : int
        One of `LAYOUTS`.
    path : Path
        Where to write it.
    year : int, optional
        The data year in the title; the edition's own by default.
    cells : mapping, optional
        (code, indicator) → what the cell holds instead of the figure.
    names : mapping, optional
        Code → what stands in the first column instead of the city's name.
    times : mapping, optional
        Indicator → factor by which its whole column is misprinted.

    Returns
    -------
    Path
        The path given.
    """
    layout, year = LAYOUTS[edition], year or edition - 1
    cells, names, times = cells or {}, names or {}, times or {}
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    columns = 3 if layout.english else 2

    def put(row: int, column: int, text: object, down: int = 1, right: int = 1) -> None:
        if text != "":
            sheet.cell(row, column, text)
        if down > 1 or right > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + down - 1, end_column=column + right - 1
            )

    def place(head: Head, row: int, column: int) -> int:
        width = len(list(head.leaves))
        put(row, column, head.text, head.rows, width)
        for below in head.under:
            column += place(below, row + head.rows, column)
        return width

    title = f"中国{year}年地级以上城市数据"
    put(layout.first_row, 1, title, layout.title_rows, columns - 1)
    row = layout.first_row + layout.title_rows
    put(row, 1, layout.city, layout.head_rows)
    if layout.english:
        put(row, 2, "City", layout.head_rows)
    column = columns
    for head in layout.heads:
        column += place(head, layout.first_row, column)
    row += layout.head_rows
    leaves = [leaf for head in layout.heads for leaf in head.leaves]

    def printed(code: str, leaf: Head) -> object:
        if (code, leaf.of) in cells:
            return cells[code, leaf.of]
        if leaf.of.removesuffix("_districts") not in BASE | RATES:
            return "7.7" if layout.as_text else 7.7
        value = Decimal(str(figure(code, leaf.of, year))) * Decimal(leaf.by)
        value *= Decimal(str(times.get(leaf.of, 1)))
        if layout.as_text:
            return format(value.normalize(), "f") + (layout.tail if "_districts" in leaf.of else "")
        return float(value)

    def line(name: str, english: str, values: list[object]) -> None:
        nonlocal row
        sheet.cell(row, 1, name)
        if layout.english:
            sheet.cell(row, 2, english)
        for i, value in enumerate(values):
            if value != "":
                sheet.cell(row, columns + i, value)
        row += 1

    def summed(codes: list[str]) -> list[object]:
        sums: list[object] = []
        for leaf in leaves:
            known = leaf.of.removesuffix("_districts") in BASE
            value = sum(Decimal(str(figure(c, leaf.of, year))) for c in codes) if known else Decimal(0)
            value *= Decimal(leaf.by)
            sums.append("" if not known else format(value, "f") if layout.as_text else float(value))
        return sums

    if layout.total:
        line("城市合计", "Prefecture Cities", summed(list(CITIES)))
    before = ""
    for code, (name, english) in CITIES.items():
        province = code[:2]
        if province in PROVINCES and province != before:
            inside = [c for c in CITIES if c.startswith(province)]
            blank: list[object] = [layout.tail if "_districts" in leaf.of else "" for leaf in leaves]
            line(*PROVINCES[province], summed(inside) if layout.subtotals else blank)
            before = province
        indent = layout.indent if province in PROVINCES else ""
        line(names.get(code, indent + name), english, [printed(code, leaf) for leaf in leaves])
    book.save(path)
    return path
