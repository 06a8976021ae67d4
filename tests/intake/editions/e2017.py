"""Edition 2017: its header as printed; see `heads`."""

from editions.heads import WAN, Head, Layout, pair

LAYOUT = Layout(
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
)
