"""Frames of made-up figures, and one of every kind of chart drawn from them."""

import pandas as pd
import pytest

from planbook.figures import (
    Figure,
    Mark,
    city_map,
    distribution,
    dumbbell,
    histogram,
    lines,
    ranked_bars,
    scatter,
    small_multiples,
    stacked_shares,
    strip,
)
from planbook.ground.language import Both
from planbook.store.provenance import Passport

TITLE = Both("二氧化硫下降", "SO₂ fell")
UNIT = Both("微克/立方米", "μg/m³")
PASSPORT = Passport((Both("虚构年鉴", "A yearbook made up"),), (2012, 2013, 2015), 3, 4)
NAMES = {
    "210300": Both("鞍山", "Anshan"),
    "230700": Both("伊春", "Yichun"),
    "360900": Both("宜春", "Yichun"),
    "650200": Both("克拉玛依", "Karamay"),
}
REGIONS = {
    "northeast": Both("东北", "Northeast"),
    "central": Both("中部", "Central"),
    "west": Both("西部", "West"),
}
SERIES = {"plan": Both("规划城市", "plan cities"), "nation": Both("全国", "China")}
BREAKS = [Mark(2015, Both("重新核算", "re-based"))]
COMMON = {"title": TITLE, "passport": PASSPORT}


@pytest.fixture(scope="session")
def years() -> pd.DataFrame:
    """Two series over four years; the plan's cities have no value for 2014."""
    values = {"plan": [40.0, 41.5, None, 44.25], "nation": [45.5, 46.9, 48.0, 50.8]}
    rows = [(y, s, v) for s, own in values.items() for y, v in zip(range(2012, 2016), own, strict=True)]
    return pd.DataFrame(rows, columns=["year", "series", "value"]).dropna()


@pytest.fixture(scope="session")
def cities() -> pd.DataFrame:
    """Four cities in one year; Karamay has no value, and two share their English name."""
    return pd.DataFrame(
        {
            "unit": list(NAMES),
            "value": [12.5, -3.0, 7.25, None],
            "start": [10.0, 20.0, 30.0, 40.0],
            "end": [12.0, 18.0, 33.0, None],
            "x": [1.0, 2.0, 3.0, 4.0],
            "y": [2.0, 1.0, 4.0, None],
            "group": ["northeast", "northeast", "central", "west"],
            "lon": [123.0, 128.9, 114.4, 84.9],
            "lat": [41.1, 47.7, 27.8, 45.6],
        }
    )


@pytest.fixture(scope="session")
def every_chart(years: pd.DataFrame, cities: pd.DataFrame) -> dict[str, Figure]:
    """One figure of every builder, from the made-up frames."""
    spread = pd.DataFrame(
        [(u, y, float(i * 3 + y - 2000)) for i, u in enumerate(NAMES) for y in (2012, 2013, 2015)],
        columns=["unit", "year", "value"],
    )
    parts = years.rename(columns={"series": "part"})
    panels = years.rename(columns={"series": "panel"})
    nation = years[years["series"] == "nation"][["year", "value"]]
    goal = Mark(45, Both("目标", "goal"))
    coloured = {"colour": "group", "colour_names": REGIONS}
    return {
        "lines": lines(years, names=SERIES, unit=UNIT, breaks=BREAKS, target=goal, **COMMON),
        "stacked_shares": stacked_shares(parts, names=SERIES, unit=UNIT, breaks=BREAKS, **COMMON),
        "distribution": distribution(spread, unit=UNIT, nation=nation, breaks=BREAKS, **COMMON),
        "histogram": histogram(cities, unit=UNIT, marks=[goal], **COMMON),
        "ranked_bars": ranked_bars(cities, names=NAMES, unit=UNIT, marks=[goal], **coloured, **COMMON),
        "dumbbell": dumbbell(
            cities, names=NAMES, start=Both("前", "then"), end=Both("后", "now"), unit=UNIT, **COMMON
        ),
        "scatter": scatter(
            cities,
            names=NAMES,
            x_title=UNIT,
            y_title=UNIT,
            labels=["210300"],
            equal=TITLE,
            **coloured,
            **COMMON,
        ),
        "strip": strip(cities, groups=REGIONS, names=NAMES, unit=UNIT, **COMMON),
        "small_multiples": small_multiples(
            panels, names=SERIES, unit=UNIT, reference=nation, reference_name=SERIES["nation"], **COMMON
        ),
        "city_map": city_map(cities, names=NAMES, unit=UNIT, classes=[0, 10], middle=0, **COMMON),
    }
