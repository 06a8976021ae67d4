"""The layouts of the editions 2004, 2010, 2014, 2017, 2018 and 2023, one module each: wording and stacking are real."""

from editions import e2004, e2010, e2014, e2017, e2018, e2023

LAYOUTS = {
    2004: e2004.LAYOUT,
    2010: e2010.LAYOUT,
    2014: e2014.LAYOUT,
    2017: e2017.LAYOUT,
    2018: e2018.LAYOUT,
    2023: e2023.LAYOUT,
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
