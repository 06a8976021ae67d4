"""Edition 2023: its header as printed; see `heads`."""

from editions.heads import TOTAL_CITY, WAN, Head, Layout, pair

LAYOUT = Layout(
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
)
