"""Yearbook workbooks of made-up figures, laid out as the editions 2004, 2010, 2014, 2017, 2018 and 2023 are.

EVERY FIGURE HERE IS INVENTED. Only the names of the cities and the wording and stacking of the headers are real:
merged cells, units in brackets or in a row of their own, look-alike characters, numbers kept as text, headers that
lie. No figure may be taken from here for anything but a test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

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


@dataclass(frozen=True)
class Head:
    """A header cell over the cells under it; the lowest holds an indicator's figures (``of``), times ``by``.

    ``rows`` is how many sheet rows the cell is merged over. Without ``of`` the column is one the book does not read.
    """

    text: str
    under: tuple["Head", ...] = ()
    rows: int = 1
    of: str = ""
    by: str = "1"

    @property
    def leaves(self) -> Iterator["Head"]:
        """The lowest cells, from left to right: one a column."""
        if not self.under:
            yield self
        for head in self.under:
            yield from head.leaves


@dataclass(frozen=True)
class Layout:
    """How an edition is printed: its header, where it starts, and how the rows below look."""

    heads: tuple[Head, ...]
    city: str
    title_rows: int = 1
    head_rows: int = 3
    first_row: int = 1
    english: bool = False
    total: bool = True
    subtotals: bool = True
    indent: str = ""
    as_text: bool = False
    tail: str = ""


def pair(
    text: str, of: str, by: str = "1", *, rows: int = 1, scopes: tuple[str, str] = ("全市", "市辖区")
) -> Head:
    """Return a header over the whole city and the city districts beside it."""
    whole, districts = scopes
    return Head(text, (Head(whole, of=of, by=by), Head(districts, of=f"{of}_districts", by=by)), rows)


def with_unit(text: str, unit: str, of: str, by: str = "1") -> Head:
    """Return a header with the unit in a row of its own under each scope, as edition 2004 has it."""
    scopes = (("全市", of), ("市辖区", f"{of}_districts"))
    return Head(text, tuple(Head(s, (Head(unit, of=o, by=by),)) for s, o in scopes))


WAN = "10000"  # 亿元 printed in 万元
TOTAL_CITY = ("全市 Total City", "市辖区 Districts under City")

LAYOUTS = {
    2004: Layout(
        city="城市",
        head_rows=2,
        heads=(
            with_unit("年末总人口（万人）", "万人", "population_registered_10k"),
            with_unit("自然增长率（‰）", "‰", ""),
            with_unit("年末城镇失业（登记）人数（人）", "人", "registered_unemployed"),
            Head(
                "土地面积（平方公里）",
                (
                    Head("全市", (Head("平方公里", of="land_area_km2"),)),
                    Head("建成区", (Head("平方公里", of="built_up_area_km2"),)),
                ),
            ),
            with_unit("地区生产总值", "万元", "gdp_100m_yuan", WAN),
            with_unit("人均地区生产总值", "元", "gdp_per_capita_yuan"),
            with_unit("地区生产总值增长率%", "元", "gdp_growth_pct"),
            with_unit("第一产业占GDP的比重", "%", "primary_share_pct"),
            with_unit("第二产业占GDP的比重", "%", "secondary_share_pct"),
            with_unit("第三产业占GDP的比重", "%", "services_share_pct"),
            with_unit("固定资产投资总额", "万元", "fixed_asset_investment_100m_yuan", WAN),
            with_unit("房地产开发投资额", "万元", "real_estate_investment_100m_yuan", WAN),
            with_unit("社会消费品零售额", "万元", "retail_sales_100m_yuan", WAN),
            Head(
                "教育事业费支出（万元）",
                (Head("全市", (Head("万元", of="education_expenditure_100m_yuan", by=WAN),)),),
            ),
            Head(
                "科学事业费支出（万元）",
                (Head("全市", (Head("万元", of="science_expenditure_100m_yuan", by=WAN),)),),
            ),
            Head("工业二氧化硫排放量（吨）", (Head("全市", (Head("吨", of="so2_industrial_t"),)),)),
            Head("建成区绿化覆盖率%", (Head("市辖区", (Head("%", of="green_cover_pct"),)),)),
        ),
    ),
    2010: Layout(
        city="城\xa0 市",
        indent="\xa0 ",
        heads=(
            Head(
                "人口",
                (
                    pair("年末总人口(万人)", "population_registered_10k", rows=2, scopes=("全巿", "市辖区")),
                    pair("自然增长率‰", "", rows=2, scopes=("全巿", "巿辖区")),
                ),
            ),
            Head(
                "综合经济",
                (
                    pair("地区生产总值(当年价格万元)", "gdp_100m_yuan", WAN, rows=2),
                    pair("人均地区生产总值(元)", "gdp_per_capita_yuan", rows=2),
                    pair("地区生产总值增长率(%)", "gdp_growth_pct", rows=2, scopes=("全市", "辖区")),
                ),
            ),
            Head(
                "综合经济（%）",
                (
                    pair("第一产业占GDP的比重", "primary_share_pct", rows=2),
                    pair("第一产业占GDP的比重", "secondary_share_pct", rows=2),
                    pair("第一产业占GDP的比重", "services_share_pct", rows=2),
                ),
            ),
            Head("工业总产值", (pair("工业企业数(个)", "industrial_firms", rows=2),)),
            Head("外商直接投资", (pair("当年实际使用外资金额(万美元)", "fdi_10k_usd", rows=2),)),
            Head(
                "财政(全市)（万元）",
                (
                    Head("地方财政一般预算内收入", rows=3, of="fiscal_revenue_100m_yuan", by=WAN),
                    Head("地方财政一般预算内支出", rows=3, of="fiscal_expenditure_100m_yuan", by=WAN),
                    Head("科学支出", rows=3, of="science_expenditure_100m_yuan", by=WAN),
                    Head("教育支出", rows=3, of="education_expenditure_100m_yuan", by=WAN),
                ),
            ),
            Head(
                "环境治理主要指标(全市)",
                (Head("工业二氧化硫排放量(吨)", rows=3, of="so2_industrial_t"),),
            ),
            Head("城市绿化(市辖区)", (Head("建成区绿化覆盖率(%)", rows=3, of="green_cover_pct"),)),
        ),
    ),
    2014: Layout(
        city="城市",
        title_rows=2,
        head_rows=2,
        english=True,
        as_text=True,
        heads=(
            Head(
                "人口状况",
                (
                    pair(
                        "年末总人口 (万人） Total Population at Year-end (10 000 persons)",
                        "population_registered_10k",
                        scopes=("全市|Total City", "市辖区|Districts under City"),
                    ),
                ),
                rows=2,
            ),
            Head(
                "劳动力就业状况",
                (
                    pair(
                        "从业人员期末人数 (万人） Persons Employed in Various Units at Year-end (10 000 persons)",
                        "unit_employment_10k",
                        scopes=TOTAL_CITY,
                    ),
                ),
                rows=2,
            ),
            Head(
                "按行业分组的单位从业人员（万人）",
                (
                    pair(
                        "(7)租赁和商业服务业 Leasing and Business Services",
                        "employment_business_services_10k",
                        scopes=(
                            "全市 Total City",
                            "全市 Total City",
                        ),  # as printed: the second is the districts
                    ),
                ),
                rows=2,
            ),
            Head(
                "地区生产总值",
                (
                    pair("地区生产总值(当年价格）(万元) ", "gdp_100m_yuan", WAN, scopes=TOTAL_CITY),
                    pair("人均地区生产总值 (元） ", "gdp_per_capita_yuan", scopes=TOTAL_CITY),
                    pair("地区生产总值增长率 (%)", "gdp_growth_pct", scopes=TOTAL_CITY),
                ),
                rows=2,
            ),
            Head(
                "地区生产总值构成（%）",
                tuple(
                    pair(
                        f"{zh}占GDP的比重 {en} Industry as Percentage to GRP",
                        f"{of}_share_pct",
                        scopes=TOTAL_CITY,
                    )
                    for zh, en, of in (
                        ("第一产业", "Primary", "primary"),
                        ("第二产业", "Secondary", "secondary"),
                        ("第三产业", "Tertiary", "services"),
                    )
                ),
                rows=2,
            ),
            Head(
                "地方公共财政收支状况(全市）（万元）",
                (
                    Head("公共财政收入 Public Finance Income", (), 2, "fiscal_revenue_100m_yuan", WAN),
                    Head(
                        "公共财政支出 Public Finance Expenditure", (), 2, "fiscal_expenditure_100m_yuan", WAN
                    ),
                ),
                rows=2,
            ),
        ),
    ),
    2017: Layout(
        city="城市",
        title_rows=2,
        head_rows=2,
        total=False,
        subtotals=False,
        indent="  ",
        as_text=True,
        tail="\n",
        heads=(
            Head(
                "人口状况",
                (pair("年末户籍人口(万人)", "population_registered_10k", scopes=("全市", "市辖区\n")),),
                rows=2,
            ),
            Head(
                "劳动力就业状况",
                (pair("城镇单位从业人员期末人数（人）", "unit_employment_10k", WAN),),
                rows=2,
            ),
            Head(
                "地区生产总值",
                (
                    pair("地区生产总值(当年价格)(万元)", "gdp_100m_yuan", WAN),
                    pair("人均地区生产总值(元)", "gdp_per_capita_yuan"),
                    pair("地区生产总值增长率(%)", "gdp_growth_pct", scopes=("全市", "市辖区\n")),
                ),
                rows=2,
            ),
            Head(
                "地区生产总值构成（%）",
                (
                    pair("第一产业占GRP的比重", "primary_share_pct"),
                    pair("第二产业占GRP的比重", "secondary_share_pct"),
                    pair("第三产业占GRP的比重", "services_share_pct", scopes=("全市", "市辖区\n")),
                ),
                rows=2,
            ),
            Head(
                "地方公共财政收支状况（万元）",
                (
                    Head("公共财政收入", (), 2, "fiscal_revenue_100m_yuan", WAN),
                    Head(
                        "公共财政支出",
                        (
                            Head("", of="fiscal_expenditure_100m_yuan", by=WAN),
                            Head("科学技术支出", of="science_expenditure_100m_yuan", by=WAN),
                            Head("教育支出\n", of="education_expenditure_100m_yuan", by=WAN),
                        ),
                    ),
                ),
                rows=2,
            ),
        ),
    ),
    2018: Layout(
        city="城 市",
        title_rows=2,
        head_rows=2,
        english=True,
        total=False,
        subtotals=False,
        heads=(
            Head(
                "人口及户数",
                (
                    pair(
                        "年末户籍人口 (万人） Household Registered Population at Year-end (10 000 persons)",
                        "population_registered_10k",
                    ),
                ),
                rows=2,
            ),
            Head(
                "地区生产总值(市辖区)",
                (
                    Head(
                        "地区生产总值(当年价格）(万元）Gross Regional Product(Current Prices)(10 000 yuan)",
                        (Head("市辖区", of="gdp_100m_yuan_districts", by=WAN),),
                    ),
                    Head("地区生产总值增长率(%)GRP Growth Rate(%)", (Head("市辖区"),)),
                ),
                rows=2,
            ),
            Head(
                "地方一般公共预算收支状况(全市)（万元）",
                (
                    Head(
                        "地方一般公共预算收入 Local General public budget revenue",
                        (Head("全市", of="fiscal_revenue_100m_yuan", by=WAN),),
                    ),
                ),
                rows=2,
            ),
            Head(
                "对外经济贸易",
                (
                    Head(
                        "货物进口额 (万美元） Import Volumeof goods (USD 10 000) 全市",
                        (Head("全市", of="imports_100m_yuan", by="1500"),),
                        2,
                    ),
                    Head(
                        "货物出口额 （万美元） Export Volumeof goods (USD 10 000) 全市",
                        (Head("全市", of="exports_100m_yuan", by="1500"),),
                        2,
                    ),
                    Head(
                        "当年实际使用外资金额 (万美元） Amount of Foreign Capital Actually Utilized (USD 10 000)",
                        (Head("全市", of="fdi_10k_usd"),),
                        2,
                    ),
                ),
            ),
            Head(
                "工业废水排放量和二氧化硫及氮氧化物排放量(全市)",
                (
                    Head(
                        "工业二氧化硫排放量 (吨） Volume of Industrial Sulphur Dioxide Emission (ton)",
                        (Head("全市", of="so2_industrial_t"),),
                    ),
                ),
                rows=2,
            ),
        ),
    ),
    2023: Layout(
        city="城 市",
        first_row=2,
        title_rows=2,
        english=True,
        total=False,
        subtotals=False,
        indent="  ",
        heads=(
            Head(
                "2-1 人口数",
                (
                    pair(
                        "户籍人口 Household Resident Population",
                        "population_registered_10k",
                        rows=2,
                        scopes=("全市          Total City", "市辖区 Districts under City"),
                    ),
                ),
                rows=2,
            ),
            Head(
                "2-5 工业颗粒物排放量和二氧化硫及氮氧化物排放量(全市)",
                (
                    Head(
                        "工业二氧化硫排放量（吨）",
                        (
                            Head(
                                "",
                                (Head("Volume of Sulphur Dioxide Emission", of="so2_industrial_t"),),
                            ),
                        ),
                    ),
                ),
                rows=2,
            ),
            Head(
                "2-7 地区生产总值",
                (
                    Head(
                        "地区生产总值（当年价格） （亿元）     Gross Regional Product （Current Prices） （100 000 000 yuan）",
                        (
                            pair(
                                "Gross Regional Product （Current Prices） （100 000 000 yuan）",
                                "gdp_100m_yuan",
                                scopes=TOTAL_CITY,
                            ),
                        ),
                    ),
                    Head(
                        "人均地区生产总值 (元)",
                        (pair("Per Capita GRP (yuan)", "gdp_per_capita_yuan", scopes=TOTAL_CITY),),
                    ),
                    Head(
                        "地区生产总值增长率 (%)",
                        (
                            Head(
                                "GRP Growth Rate (%)",
                                (Head("全市 Total City", of="gdp_growth_pct"), Head("市辖区")),
                            ),
                        ),
                    ),
                ),
                rows=2,
            ),
            Head(
                "2-8 地区生产总值构成",
                tuple(
                    Head(
                        f"{zh}占地区      生产总值的比重（%）    {en} Industry as Percentage to GRP",
                        (
                            pair(
                                f"{en} Industry as Percentage to GRP",
                                f"{of}_share_pct",
                                scopes=TOTAL_CITY,
                            ),
                        ),
                    )
                    for zh, en, of in (
                        ("第一产业", "Primary", "primary"),
                        ("第二产业", "Secondary", "secondary"),
                        ("第三产业", "Tertiary", "services"),
                    )
                ),
                rows=2,
            ),
            Head(
                "2-9 地方一般公共预算收支状况（全市）              （万元）",
                (
                    Head("地方一般公共预算收入", (), 3, "fiscal_revenue_100m_yuan", WAN),
                    Head("地方一般公共预算支出", (), 3, "fiscal_expenditure_100m_yuan", WAN),
                ),
                rows=2,
            ),
            Head(
                "2-13 对外经济贸易(全市)（万元）",
                (
                    Head(
                        "货物进口额 (万元)       Import Volume of Goods (10 OOOyuan)",
                        (
                            Head(
                                "Import Volume of Goods",
                                (Head("全市              Total City", of="imports_100m_yuan", by=WAN),),
                            ),
                        ),
                    ),
                ),
                rows=2,
            ),
        ),
    ),
}
# what the header corrections of data/catalog say of columns whose figures are not used
NOT_USED = {
    2004: {
        "gdp_growth_pct_districts",
        "fixed_asset_investment_100m_yuan",
        "fixed_asset_investment_100m_yuan_districts",
        "real_estate_investment_100m_yuan",
        "retail_sales_100m_yuan",
        "retail_sales_100m_yuan_districts",
    },
    2018: {"imports_100m_yuan", "exports_100m_yuan"},
}


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
