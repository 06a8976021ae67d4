"""Edition 2004: its header as printed; see `heads`."""

from editions.heads import WAN, Head, Layout, with_unit

LAYOUT = Layout(
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
)
