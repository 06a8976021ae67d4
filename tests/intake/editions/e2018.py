"""Edition 2018: its header as printed; see `heads`."""

from editions.heads import WAN, Head, Layout, pair

LAYOUT = Layout(
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
)
