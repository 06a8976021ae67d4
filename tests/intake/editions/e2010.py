"""Edition 2010: its header as printed; see `heads`."""

from editions.heads import WAN, Head, Layout, pair

LAYOUT = Layout(
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
)
