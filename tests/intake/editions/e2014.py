"""Edition 2014: its header as printed; see `heads`."""

from editions.heads import TOTAL_CITY, WAN, Head, Layout, pair

LAYOUT = Layout(
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
                Head("公共财政支出 Public Finance Expenditure", (), 2, "fiscal_expenditure_100m_yuan", WAN),
            ),
            rows=2,
        ),
    ),
)
